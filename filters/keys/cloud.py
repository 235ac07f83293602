"""Keys of clouds, hosts, networks, databases and stores of secrets."""

from __future__ import annotations

from filters.keys.form import (
    ALNUM,
    ANY_HEX,
    BASE64,
    END,
    HEX,
    LOWER,
    UPPER,
    URLSAFE,
    Key,
    exact,
    keys,
    of,
    padded,
    parts,
)
from filters.shapes import either, maybe, row, some, text

_ASSIGNED = row(
    some("[\"' ]", 0, 3), some("[:=]", 1, 1), some("[\"' ]", 0, 3), some("[A-Za-z0-9/+]", 40, 40), END
)
_ONE_PASSWORD = parts(
    some(UPPER, 6, 6),
    "-",
    either(some(UPPER, 11, 11), row(some(UPPER, 6, 6), text("-"), some(UPPER, 5, 5))),
    *(part for _ in range(3) for part in ("-", some(UPPER, 5, 5))),
)
_BECH32 = "[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]"

# Source: the services' documentation of their formats, docs/sources.md#keys.
KEYS = (
    *keys("aws_access_key", "AWS", "AKIA ASIA ABIA ACCA", of(UPPER, 16)),
    *(
        Key("aws_secret_key", "AWS", name, _ASSIGNED, last=40)
        for name in ("aws_secret_access_key", "AWS_SECRET_ACCESS_KEY", "secretAccessKey", "SecretAccessKey")
    ),
    Key("google_api_key", "Google", "AIza", exact(URLSAFE, 35)),
    Key("google_oauth_secret", "Google", "GOCSPX-", of(URLSAFE, 28, 28)),
    Key("google_oauth_token", "Google", "ya29.", of(URLSAFE, 40, 2048)),
    Key("google_oauth_token", "Google", "1//0", of(URLSAFE, 60, 128)),
    Key("azure_client_secret", "Microsoft Entra", "Q~", of("[A-Za-z0-9_~.-]", 31, 34), after=True, bits=3.0),
    Key("alibaba_key", "Alibaba Cloud", "LTAI", of(ALNUM, 12, 24), mixed=True),
    Key("tencent_key", "Tencent Cloud", "AKID", of(ALNUM, 32)),
    Key("yandex_key", "Yandex Cloud", "AQVN", of(URLSAFE, 35, 38)),
    Key("yandex_key", "Yandex Cloud", "t1.", parts(some(URLSAFE, 8, 512), ".", some(URLSAFE, 86, 86))),
    *keys("digitalocean_token", "DigitalOcean", "dop_v1_ doo_v1_ dor_v1_", of(HEX, 64)),
    Key("heroku_key", "Heroku", "HRKU-AA", of(URLSAFE, 58, 58)),
    Key("fly_token", "Fly.io", "fo1_", of(URLSAFE, 43, 43), bits=3.0),
    *keys("fly_token", "Fly.io", "fm1r_ fm1a_ fm2_", padded(BASE64, 100, 2048)),
    Key("scalingo_token", "Scalingo", "tk-us-", of(URLSAFE, 48, 48)),
    Key("render_key", "Render", "rnd_", of(ALNUM, 32)),
    Key("netlify_token", "Netlify", "nfp_", of(ALNUM, 36, 48)),
    Key(
        "cloudflare_key",
        "Cloudflare",
        "v1.0-",
        parts(some(HEX, 24, 24), "-", some(HEX, 146, 146)),
    ),
    *keys("tailscale_key", "Tailscale", "tskey-auth- tskey-api- tskey-client-", of("[A-Za-z0-9-]", 20, 96)),
    Key(
        "defined_networking_token",
        "Defined Networking",
        "dnkey-",
        row(some("[a-z0-9=_-]", 26, 26), text("-"), some("[a-z0-9=_-]", 52, 52)),
    ),
    Key("vault_token", "HashiCorp Vault", "hvb.", of(URLSAFE, 100, 300)),
    *keys("vault_token", "HashiCorp Vault", "hvs. hvr.", of(URLSAFE, 24, 300), bits=3.0),
    Key("vault_token", "HashiCorp Vault", "s.", of(ALNUM, 24), mixed=True, bits=3.5),
    Key("terraform_token", "HashiCorp Terraform", "atlasv1.", of("[A-Za-z0-9_=-]", 60, 70)),
    Key("pulumi_token", "Pulumi", "pul-", of(HEX, 40)),
    *keys(
        "doppler_token",
        "Doppler",
        "dp.pt. dp.st. dp.ct. dp.sa. dp.scim. dp.audit.",
        of("[A-Za-z0-9._]", 40, 96),
    ),
    Key("onepassword_key", "1Password", "A3-", _ONE_PASSWORD, bits=3.5),
    Key("onepassword_token", "1Password", "ops_eyJ", padded(BASE64, 250, 4096)),
    Key("age_key", "age", "AGE-SECRET-KEY-1", of(_BECH32, 58)),
    Key("openshift_token", "OpenShift", "sha256~", exact(URLSAFE, 43), bits=3.5),
    Key(
        "databricks_token",
        "Databricks",
        "dapi",
        row(some(HEX, 32, 32), maybe(row(text("-"), some("[0-9]", 1, 1))), END),
    ),
    *keys(
        "planetscale_token",
        "PlanetScale",
        "pscale_tkn_ pscale_oauth_ pscale_pw_",
        of("[A-Za-z0-9_=.-]", 32, 64),
    ),
    Key("supabase_token", "Supabase", "sbp_", of(HEX, 40)),
    Key("supabase_token", "Supabase", "sb_secret_", of(URLSAFE, 22, 64)),
    Key("neon_key", "Neon", "napi_", of(LOWER, 60, 72)),
    Key("mongodb_secret", "MongoDB Atlas", "mdb_sa_sk_", of(URLSAFE, 40, 64)),
    Key("clickhouse_secret", "ClickHouse Cloud", "4b1d", of(ALNUM, 38), bits=3.0),
    Key("akamai_token", "Akamai", "akab-", parts(some(LOWER, 16, 16), "-", some(LOWER, 16, 16))),
    Key("authress_key", "Authress", "authress_", of("[A-Za-z0-9._=+/-]", 60, 200)),
    Key("intra42_secret", "42 Intra", "s-s4t2ud-", of(HEX, 64)),
    Key("intra42_secret", "42 Intra", "s-s4t2af-", of(HEX, 64)),
    Key(
        "braintree_token",
        "Braintree",
        "access_token$production$",
        parts(some(LOWER, 16, 16), "$", some(ANY_HEX, 32, 32)),
    ),
    Key(
        "braintree_token",
        "Braintree",
        "access_token$sandbox$",
        parts(some(LOWER, 16, 16), "$", some(ANY_HEX, 32, 32)),
    ),
)
