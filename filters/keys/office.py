"""Keys of services for payment, sale, messages and office work."""

from __future__ import annotations

from filters.keys.form import ALNUM, ANY_HEX, DIGIT, HEX, UPPER, URLSAFE, UUID, Key, exact, keys, of, parts
from filters.shapes import row, some, text

_WEBHOOK_PATH = "[A-Za-z0-9@/-]"

# Source: the services' documentation of their formats, docs/sources.md#keys.
KEYS = (
    *keys(
        "stripe_key", "Stripe", "sk_live_ sk_test_ sk_prod_ rk_live_ rk_test_ rk_prod_", of(ALNUM, 16, 256)
    ),
    Key("stripe_key", "Stripe", "whsec_", of("[A-Za-z0-9+/=]", 24, 256)),
    Key("square_token", "Square", "sq0atp-", of(URLSAFE, 22, 60)),
    Key("square_token", "Square", "sq0csp-", of(URLSAFE, 40, 60)),
    Key("square_token", "Square", "EAAA", of(URLSAFE, 56, 64), mixed=True),
    *keys("razorpay_key", "Razorpay", "rzp_live_ rzp_test_", of(ALNUM, 14)),
    *keys("flutterwave_key", "Flutterwave", "FLWSECK_TEST- FLWSECK-", of("[A-Za-z0-9-]", 12, 64)),
    *keys("lob_key", "Lob", "live_ test_", of(HEX, 35)),
    *keys("mollie_key", "Mollie", "live_ test_", of(ALNUM, 30), bits=3.0),
    *keys("gocardless_token", "GoCardless", "live_ sandbox_", of(URLSAFE, 40, 40), bits=3.5),
    *(
        Key("plaid_token", "Plaid", f"access-{stage}-", UUID)
        for stage in ("sandbox", "development", "production")
    ),
    *keys("duffel_token", "Duffel", "duffel_test_ duffel_live_", of("[A-Za-z0-9_=-]", 43, 43)),
    *keys("easypost_key", "EasyPost", "EZAK EZTK", of(ALNUM, 54)),
    *keys("shippo_token", "Shippo", "shippo_live_ shippo_test_", of(ANY_HEX, 40)),
    *keys("shopify_token", "Shopify", "shpat_ shpca_ shppa_ shpss_", of(ANY_HEX, 32)),
    *keys(
        "slack_token",
        "Slack",
        "xoxa- xoxb- xoxe- xoxo- xoxp- xoxr- xoxs- xoxc- xoxd-",
        of("[A-Za-z0-9-]", 10, 256),
    ),
    *keys("slack_token", "Slack", "xoxe.xoxb- xoxe.xoxp-", of("[A-Za-z0-9-]", 40, 256)),
    Key("slack_token", "Slack", "xapp-", of("[A-Za-z0-9-]", 20, 256), mixed=True),
    *(
        Key("slack_webhook", "Slack", f"hooks.slack.com/{sort}/", of("[A-Za-z0-9+/]", 40, 80))
        for sort in ("services", "workflows", "triggers")
    ),
    *(
        Key(
            "discord_webhook",
            "Discord",
            f"{host}/api/webhooks/",
            parts(some(DIGIT, 17, 20), "/", some(URLSAFE, 60, 80)),
        )
        for host in ("discord.com", "discordapp.com")
    ),
    Key("teams_webhook", "Microsoft Teams", "webhook.office.com/webhookb2/", of(_WEBHOOK_PATH, 100, 300)),
    Key("telegram_token", "Telegram", ":AA", exact(URLSAFE, 33), after=True),
    Key("sendgrid_key", "SendGrid", "SG.", row(some(URLSAFE, 22, 22), text("."), some(URLSAFE, 43, 43))),
    Key("brevo_key", "Brevo", "xkeysib-", parts(some(HEX, 64, 64), "-", some(ALNUM, 16, 16))),
    Key("brevo_key", "Brevo", "xsmtpsib-", parts(some(HEX, 64, 64), "-", some(ALNUM, 16, 16))),
    Key("mailgun_key", "Mailgun", "key-", of(HEX, 32)),
    Key("mailgun_key", "Mailgun", "pubkey-", of(HEX, 32)),
    Key("resend_key", "Resend", "re_", parts(some(ALNUM, 8, 8), "_", some(ALNUM, 24, 24))),
    Key("twilio_key", "Twilio", "SK", of(HEX, 32)),
    *keys("facebook_token", "Facebook", "EAAM EAAC EAAG EAAB", of(ALNUM, 100, 400)),
    Key("notion_token", "Notion", "ntn_", of(ALNUM, 43, 50), mixed=True),
    Key("notion_token", "Notion", "secret_", of(ALNUM, 43), mixed=True),
    *keys("linear_key", "Linear", "lin_api_ lin_oauth_", of(ALNUM, 40, 64)),
    *keys("figma_token", "Figma", "figd_ figo_ figu_", of(URLSAFE, 40, 64)),
    Key("contentful_token", "Contentful", "CFPAT-", of(URLSAFE, 43, 43)),
    *keys("hubspot_token", "HubSpot", "pat-na1- pat-na2- pat-eu1- pat-ap1-", UUID),
    Key("typeform_token", "Typeform", "tfp_", of("[A-Za-z0-9_.=-]", 44, 60)),
    Key("trello_token", "Trello", "ATTA", of(ANY_HEX, 64, 80)),
    Key("adobe_secret", "Adobe", "p8e-", of(ALNUM, 32)),
    Key("frameio_token", "Frame.io", "fio-u-", of("[A-Za-z0-9_=-]", 64, 64)),
    *keys(
        "mapbox_token",
        "Mapbox",
        "sk.eyJ pk.eyJ",
        row(some(URLSAFE, 40, 240), text("."), some(URLSAFE, 22, 22)),
    ),
    Key("dropbox_token", "Dropbox", "sl.", of("[A-Za-z0-9_=-]", 130, 1400)),
    Key("klaviyo_key", "Klaviyo", "pk_", of(HEX, 34)),
    Key("clickup_token", "ClickUp", "pk_", parts(some(DIGIT, 5, 12), "_", some(UPPER, 32, 32))),
)
