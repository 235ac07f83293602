"""What Presidio's entities are called here.

Those that other detectors find too share their kind. Any other becomes one by rule:
`UK_NINO` is `pii.uk.nino`, `STUDENT_ID` is `pii.student_id`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

KINDS: Mapping[str, str] = {
    "PERSON": "pii.person",
    "ORGANIZATION": "pii.organization",
    "LOCATION": "pii.location",
    "ADDRESS": "pii.address",
    "NRP": "pii.nrp",
    "AGE": "pii.age",
    "DATE_TIME": "pii.date_time",
    "PHONE_NUMBER": "pii.phone",
    "EMAIL_ADDRESS": "pii.email",
    "EMAIL": "pii.email",
    "CREDIT_CARD": "pii.credit_card",
    "IP_ADDRESS": "pii.ip_address",
    "MAC_ADDRESS": "pii.mac_address",
    "IBAN_CODE": "pii.iban",
    "CRYPTO": "pii.crypto_wallet",
    "URL": "pii.url",
    "UUID": "pii.uuid",
    "US_SSN": "pii.us.ssn",
    "US_PASSPORT": "pii.us.passport",
    "US_DRIVER_LICENSE": "pii.us.driver_license",
    "US_BANK_NUMBER": "pii.us.bank_account",
    "ABA_ROUTING_NUMBER": "pii.us.routing_number",
    "UK_DRIVING_LICENCE": "pii.uk.driver_license",
}
# What its own recognizers find beside these, in version 2.2.366.
_OTHERS = """
    AU_ABN AU_ACN AU_MEDICARE AU_TFN CA_POSTAL_CODE CA_SIN DE_BSNR DE_FUEHRERSCHEIN
    DE_HANDELSREGISTER DE_HEALTH_INSURANCE DE_ID_CARD DE_KFZ DE_LANR DE_PASSPORT DE_PLZ
    DE_SOCIAL_SECURITY DE_TAX_ID DE_TAX_NUMBER DE_VAT_ID ES_NIE ES_NIF ES_PASSPORT
    FI_PERSONAL_IDENTITY_CODE ID IN_AADHAAR IN_GSTIN IN_PAN IN_PASSPORT IN_VEHICLE_REGISTRATION
    IN_VOTER IT_DRIVER_LICENSE IT_FISCAL_CODE IT_IDENTITY_CARD IT_PASSPORT IT_VAT_CODE KR_BRN
    KR_DRIVER_LICENSE KR_FRN KR_PASSPORT KR_RRN MEDICAL_LICENSE NG_NIN NG_VEHICLE_REGISTRATION
    PH_PASSPORT PH_TIN PH_UMID PL_PESEL SE_ORGANISATIONSNUMMER SE_PERSONNUMMER SG_NRIC_FIN SG_UEN
    TH_TNIN TR_LICENSE_PLATE TR_NATIONAL_ID UK_NHS UK_NINO UK_PASSPORT UK_POSTCODE
    UK_VEHICLE_REGISTRATION US_CLAIM_NUMBER US_HEALTH_INSURANCE_MEMBER_ID US_ITIN US_MBI US_NPI
    US_PRESCRIPTION_NUMBER US_PRIOR_AUTHORIZATION_NUMBER US_PROVIDER_TAX_ID US_REFERRAL_NUMBER
    ZA_COMPANY_REGISTRATION ZA_DRIVER_LICENSE ZA_ID_NUMBER ZA_INCOME_TAX_NUMBER ZA_LICENSE_PLATE
    ZA_PASSPORT ZA_TRAFFIC_REGISTER_NUMBER ZA_VAT_NUMBER
"""
_COUNTRY = re.compile("(AU|CA|DE|ES|FI|FR|IN|IT|JP|KR|NG|PH|PL|SE|SG|TH|TR|UK|US|ZA)_")
_ODD = re.compile("[^a-z0-9]+")


def kind_of(entity: str) -> str:
    """The kind of an entity."""
    if entity in KINDS:
        return KINDS[entity]
    country = _COUNTRY.match(entity)
    rest = entity[country.end() :] if country else entity
    name = _ODD.sub("_", rest.lower()).strip("_") or "other"
    return f"pii.{country[1].lower()}.{name}" if country else f"pii.{name}"


def documented(entities: Iterable[str]) -> dict[str, str]:
    """Kinds with a line of documentation each."""
    names = dict[str, list[str]]()
    for entity in entities:
        names.setdefault(kind_of(entity), []).append(entity)
    return {kind: f"What Presidio calls {', '.join(names[kind])}." for kind in sorted(names)}


KNOWN: tuple[str, ...] = (*KINDS, *_OTHERS.split())

# Labels of ja_ginza (Sekine's extended hierarchy of named entities) as Presidio's entities.
_ORGANIZATIONS = """
    Company Company_Group Corporation_Other Organization_Other International_Organization
    Political_Organization_Other Political_Party Government Cabinet Military Public_Institution
    Pro_Sports_Organization Sports_Organization_Other Sports_League Show_Organization School
    Research_Institute GOE_Other Ethnic_Group_Other
"""
_LOCATIONS = """
    City County Province Country GPE_Other Region_Other Continental_Region Domestic_Region
    Geological_Region_Other Location_Other Island Mountain River Lake Sea Bay Spa Station Airport Port
    Park Road Railroad Bridge Tunnel Canal Water_Route Museum Theater Zoo Amusement_Park Worship_Place
    Sports_Facility Facility_Other Line_Other Tumulus
"""
GINZA: Mapping[str, str] = {
    "Person": "PERSON",
    "Postal_Address": "ADDRESS",
    **dict.fromkeys(_ORGANIZATIONS.split(), "ORGANIZATION"),
    **dict.fromkeys(_LOCATIONS.split(), "LOCATION"),
}
