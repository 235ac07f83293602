"""Which type of the labelled rows a kind of finding stands for.

A longer kind counts for its prefix (`secret.github_token` is a SECRET). Personal data and
secrets of kinds that rows have no type for keep their kind as a name: nobody labelled
them, so they are neither right nor false, but counted, and in hard negatives they are
hits. Kinds of other matters (`injection.…`) are not looked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

TYPES: Mapping[str, str] = {
    "pii.person": "PERSON",
    "pii.organization": "ORGANIZATION",
    "pii.location": "LOCATION",
    "pii.address": "ADDRESS",
    "pii.phone": "PHONE_NUMBER",
    "pii.email": "EMAIL_ADDRESS",
    "pii.credit_card": "CREDIT_CARD",
    "pii.date_of_birth": "DATE_OF_BIRTH",
    "pii.ip_address": "IP_ADDRESS",
    "pii.mac_address": "MAC_ADDRESS",
    "pii.iban": "IBAN_CODE",
    "pii.crypto_wallet": "CRYPTO",
    "pii.us.ssn": "US_SSN",
    "pii.us.passport": "US_PASSPORT",
    "pii.us.driver_license": "US_DRIVER_LICENSE",
    "pii.jp.my_number": "JP_MY_NUMBER",
    "pii.jp.corporate_number": "JP_CORPORATE_NUMBER",
    "pii.jp.driver_license": "JP_DRIVER_LICENSE",
    "pii.jp.passport": "JP_PASSPORT",
    "pii.jp.residence_card": "JP_RESIDENCE_CARD",
    "pii.jp.pension_number": "JP_PENSION_NUMBER",
    "pii.jp.health_insurance": "JP_HEALTH_INSURANCE",
    "pii.jp.employment_insurance": "JP_EMPLOYMENT_INSURANCE",
    "pii.jp.resident_code": "JP_RESIDENT_CODE",
    "pii.jp.bank_account": "JP_BANK_ACCOUNT",
    "pii.jp.postal_code": "JP_POSTAL_CODE",
    "pii.jp.vehicle_plate": "JP_VEHICLE_PLATE",
    "pii.special_care": "SPECIAL_CARE",
    "secret": "SECRET",
    # Never scored: rows label them, or not, as it happens.
    "pii.url": "URL",
    "pii.uuid": "UUID",
    "pii.age": "AGE",
    "pii.title": "TITLE",
    "pii.nrp": "NRP",
    "pii.date_time": "DATE_TIME",
    "pii.zip_code": "ZIP_CODE",
}
_COMPARED = ("pii", "secret")


def is_type(name: str) -> bool:
    """Whether rows may label it; else it is a kind that no type stands for."""
    return "." not in name


@cache
def type_of(kind: str) -> str | None:
    """The type of a kind, or the kind where there is none; None: of another matter."""
    prefix = kind
    while prefix:
        if prefix in TYPES:
            return TYPES[prefix]
        prefix = prefix.rpartition(".")[0]
    return kind if kind.split(".", 1)[0] in _COMPARED else None
