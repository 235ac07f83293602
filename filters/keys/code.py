"""Keys of places where code lives, is built, tested, published and watched."""

from __future__ import annotations

from filters.keys.form import ALNUM, BASE64, HEX, LOWER, UPPER, URLSAFE, UUID, Key, keys, of, padded, parts
from filters.shapes import maybe, row, some, text

_DOT = text(".")
_GITLAB = row(some(URLSAFE, 20, 300), maybe(row(_DOT, some(LOWER, 2, 2), _DOT, some(LOWER, 9, 9))))

# Source: the services' documentation of their formats, docs/sources.md#keys.
KEYS = (
    Key("github_token", "GitHub", "github_pat_", of("[A-Za-z0-9_]", 22, 255)),
    *keys("github_token", "GitHub", "ghp_ gho_ ghu_ ghs_ ghr_", of(ALNUM, 36, 255)),
    *keys(
        "gitlab_token",
        "GitLab",
        "glpat- gldt- glrt- glcbt- glffct- glft- glimt- glagent- gloas- glsoat-",
        _GITLAB,
    ),
    Key("gitlab_token", "GitLab", "glptt-", of(HEX, 40)),
    Key("gitlab_token", "GitLab", "GR1348941", of(URLSAFE, 20, 20)),
    Key("gitlab_session", "GitLab", "_gitlab_session=", of(LOWER, 32)),
    Key("bitbucket_token", "Bitbucket", "ATBB", of(ALNUM, 32), mixed=True),
    *keys("atlassian_token", "Atlassian", "ATATT3 ATCTT3", of("[A-Za-z0-9_=-]", 150, 260)),
    Key("npm_token", "npm", "npm_", of(ALNUM, 36)),
    Key("pypi_token", "PyPI", "pypi-AgE", of(URLSAFE, 50, 1024)),
    Key("rubygems_key", "RubyGems", "rubygems_", of(HEX, 48)),
    Key("nuget_key", "NuGet", "oy2", of(LOWER, 43), mixed=True),
    Key("clojars_token", "Clojars", "CLOJARS_", of(LOWER, 60)),
    *keys("docker_token", "Docker", "dckr_pat_ dckr_oat_", of(URLSAFE, 24, 64)),
    *keys("artifactory_key", "JFrog Artifactory", "AKCp", of(ALNUM, 69), bits=3.5),
    *keys("artifactory_key", "JFrog Artifactory", "cmVmd", of(ALNUM, 59), bits=3.5),
    *keys("circleci_token", "CircleCI", "CCIPAT_ CCIPRJ_", of("[A-Za-z0-9_]", 40, 96)),
    Key("buildkite_token", "Buildkite", "bkua_", of(HEX, 40)),
    Key("octopus_key", "Octopus Deploy", "API-", of(UPPER, 26), mixed=True, bits=3.0),
    *keys(
        "harness_key",
        "Harness",
        "pat. sat.",
        parts(some(URLSAFE, 22, 22), ".", some(ALNUM, 24, 24), ".", some(ALNUM, 20, 20)),
    ),
    *keys("sonar_token", "SonarQube", "sqp_ squ_ sqa_", of(HEX, 40)),
    Key("sourcegraph_token", "Sourcegraph", "sgp_", of("[0-9A-Za-z_]", 40, 64)),
    *keys("sentry_token", "Sentry", "sntryu_", of(HEX, 64)),
    Key("sentry_token", "Sentry", "sntrys_eyJ", of("[A-Za-z0-9+/=_]", 60, 512)),
    Key("grafana_token", "Grafana", "glc_", padded(BASE64, 32, 400)),
    Key("grafana_token", "Grafana", "glsa_", parts(some(ALNUM, 32, 32), "_", some("[0-9A-Fa-f]", 8, 8))),
    Key("grafana_token", "Grafana", "eyJrIjoi", padded(ALNUM, 70, 400)),
    Key("dynatrace_token", "Dynatrace", "dt0c01.", parts(some(ALNUM, 24, 24), ".", some(ALNUM, 64, 64))),
    Key("dynatrace_token", "Dynatrace", "dt0s01.", parts(some(ALNUM, 8, 24), ".", some(ALNUM, 64, 64))),
    Key("newrelic_key", "New Relic", "NRAK-", of(UPPER, 27)),
    Key("newrelic_key", "New Relic", "NRII-", of("[A-Za-z0-9_-]", 32, 32)),
    Key("newrelic_key", "New Relic", "NRJS-", of(HEX, 19)),
    *keys("honeycomb_key", "Honeycomb", "hcaik_ hcbik_ hcxik_ hcamk_", of(LOWER, 58, 64)),
    *keys("launchdarkly_key", "LaunchDarkly", "sdk- mob- api-", UUID),
    Key("postman_key", "Postman", "PMAK-", parts(some(HEX, 24, 24), "-", some(HEX, 34, 34))),
    Key("prefect_key", "Prefect", "pnu_", of(ALNUM, 36)),
    *keys("dbt_token", "dbt", "dbtc_ dbtu_", of(URLSAFE, 32, 64)),
    Key("infracost_key", "Infracost", "ico-", of(ALNUM, 32), bits=3.0),
    Key("readme_key", "ReadMe", "rdme_", of(LOWER, 70)),
    *keys("posthog_key", "PostHog", "phx_", of(ALNUM, 36, 64)),
    *keys("settlemint_token", "SettleMint", "sm_aat_ sm_pat_ sm_sat_", of(ALNUM, 16)),
)
