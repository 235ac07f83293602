"""Credentials without a mark of their own: told by the name of their service beside them.

A value counts when it is assigned to a name with the service's word in it and has exactly
the length and alphabet that the service gives out.
"""

from __future__ import annotations

from typing import NamedTuple

from filters.keys.form import ALNUM, ANY_HEX, DIGIT, HEX, LOWER, UPPER, URLSAFE

_OF_TOKENS = "[A-Za-z0-9_=-]"
_UUID = f"{ANY_HEX}{{8}}(?:-{ANY_HEX}{{4}}){{3}}-{ANY_HEX}{{12}}"


class Named(NamedTuple):
    """word: in the name, lower case. form: source of all of the value."""

    kind: str
    service: str
    word: str
    form: str


def _named(service: str, forms: str, word: str = "") -> Named:
    """The kind and the word are the service's name, where no other is given."""
    plain = "".join(char for char in service.lower() if char.isalnum())
    return Named(f"{plain}_credential", service, word or plain, forms)


# Source: the services' documentation; lengths as gitleaks records them, docs/sources.md#keys.
NAMED = (
    _named("Adafruit", f"{URLSAFE}{{32}}"),
    _named("Airtable", f"{ALNUM}{{17}}|pat{ALNUM}{{14}}\\.{HEX}{{64}}"),
    _named("Algolia", f"{LOWER}{{32}}"),
    _named("Asana", f"{DIGIT}{{16}}|{LOWER}{{32}}"),
    _named("Backlog", f"{ALNUM}{{64}}"),
    _named("Beamer", f"b_{_OF_TOKENS}{{44}}"),
    _named("Bitbucket", f"{LOWER}{{32}}|{_OF_TOKENS}{{64}}"),
    _named("Bittrex", f"{LOWER}{{32}}"),
    _named("Chatwork", f"{HEX}{{32}}"),
    _named("Cisco Meraki", f"{HEX}{{40}}", "meraki"),
    _named("Codecov", f"{LOWER}{{32}}|{_UUID}"),
    _named("Cohere", f"{ALNUM}{{40}}"),
    _named("Coinbase", f"{URLSAFE}{{64}}"),
    _named("Confluence", f"{LOWER}{{24}}"),
    _named("Confluent", f"{UPPER}{{16}}|{LOWER}{{16}}|{ALNUM}{{64}}"),
    _named("Datadog", f"{HEX}{{32}}|{LOWER}{{40}}"),
    _named(
        "Discord", f"{HEX}{{64}}|{_OF_TOKENS}{{32}}|{URLSAFE}{{24,28}}\\.{URLSAFE}{{6}}\\.{URLSAFE}{{27,}}"
    ),
    _named("Drone CI", f"{ALNUM}{{32}}", "drone"),
    _named("Etsy", f"{LOWER}{{24}}"),
    _named("Facebook", f"{HEX}{{32}}|{DIGIT}{{15,16}}[|%]{URLSAFE}{{27,40}}"),
    _named("Fastly", f"{_OF_TOKENS}{{32}}"),
    _named("Finicity", f"{HEX}{{32}}|{ALNUM}{{20}}"),
    _named("Finnhub", f"{LOWER}{{20}}"),
    _named("Flickr", f"{HEX}{{32}}"),
    _named("FreshBooks", f"{ALNUM}{{64}}"),
    _named("Gitter", f"{HEX}{{40}}"),
    _named("HubSpot", _UUID),
    _named("Intercom", f"{_OF_TOKENS}{{60}}"),
    _named("Jira", f"{ALNUM}{{24}}"),
    _named("Kintone", f"{ALNUM}{{40}}"),
    _named("Kraken", "[A-Za-z0-9/=_+-]{56,90}"),
    _named("KuCoin", f"{HEX}{{24}}|{_UUID}"),
    _named("Line", f"{HEX}{{32}}|[A-Za-z0-9+/=]{{160,200}}", "line_channel"),
    _named("LinkedIn", f"{ALNUM}{{14}}|{ALNUM}{{16}}"),
    _named("Mailchimp", f"{HEX}{{32}}-us{DIGIT}{{1,2}}"),
    _named("Mailgun", f"{HEX}{{32}}-{HEX}{{8}}-{HEX}{{8}}"),
    _named("Mattermost", f"{LOWER}{{26}}"),
    _named("MaxMind", f"{ALNUM}{{6}}_{ALNUM}{{29}}_mmk|{ALNUM}{{16}}"),
    _named("MessageBird", f"{ALNUM}{{25}}|{_UUID}"),
    _named("NuGet", f"{ALNUM}{{46}}"),
    _named("New York Times", f"{_OF_TOKENS}{{32}}", "nytimes"),
    _named("Okta", f"00{_OF_TOKENS}{{40}}"),
    _named("PagerDuty", "[A-Za-z0-9_+-]{20}"),
    _named("Plaid", f"{HEX}{{24}}|{HEX}{{30}}"),
    _named("Private AI", f"{LOWER}{{32}}", "private_ai"),
    _named("RapidAPI", f"{URLSAFE}{{50}}"),
    _named("Rollbar", f"{HEX}{{32}}"),
    _named("Salesforce", f"00D{ALNUM}{{12,15}}![A-Za-z0-9_.]{{90,120}}|{ALNUM}{{24}}"),
    _named("Sendbird", f"{HEX}{{40}}|{_UUID}"),
    _named("Sentry", f"{HEX}{{64}}"),
    _named("Sidekiq", f"{HEX}{{8}}:{HEX}{{8}}", "contribsys"),
    _named("Snyk", _UUID),
    _named("SonarQube", f"{HEX}{{40}}", "sonar"),
    _named("Spotify", f"{HEX}{{32}}"),
    _named("Squarespace", _UUID),
    _named("Sumo Logic", f"su{ALNUM}{{12}}|{ALNUM}{{64}}", "sumo"),
    _named("Travis CI", f"{URLSAFE}{{22}}", "travis"),
    _named("Trello", f"{HEX}{{32}}|{HEX}{{64}}"),
    _named("Twitch", f"{LOWER}{{30}}"),
    _named(
        "Twitter",
        f"{ALNUM}{{25}}|{ALNUM}{{45}}|{ALNUM}{{50}}|{DIGIT}{{15,25}}-{ALNUM}{{20,40}}|A{{22}}[A-Za-z0-9%]{{80,100}}",
    ),
    _named("Vonage", f"{HEX}{{8}}|{ALNUM}{{16}}"),
    _named("Weights & Biases", f"{HEX}{{40}}", "wandb"),
    _named("Zendesk", f"{ALNUM}{{40}}"),
    _named("Zoom", f"{ALNUM}{{22}}|{ALNUM}{{32}}|{URLSAFE}{{36}}"),
)
