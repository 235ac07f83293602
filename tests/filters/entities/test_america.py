"""Identifiers of the Americas, in sentences people write. No number here was given to anybody."""

from __future__ import annotations

import pytest

from filters.detector import DETECTORS
from filters.entities.america import ENTITIES
from tests.filters.reading import read_all, unmark

IDENTIFIER = DETECTORS.build("identifier")
READ = [
    "Employee SSN [[pii.us.ssn:219-09-9999]] on the W-4",
    "her social is [[pii.us.ssn:219 09 9999]], SSN#: [[pii.us.ssn:219099999]]",
    '{"ssn": "[[pii.us.ssn:219-09-9999]]"} and bare [[pii.us.ssn:219-09-9999]]!',
    "ソーシャルセキュリティ（SSN）は[[pii.us.ssn:２１９－０９－９９９９]]です",
    "filed with ITIN [[pii.us.itin:912-70-1234]]",
    "EIN [[pii.us.ein:12-3456789]]",
    "passport #: [[pii.us.passport:C01234567]]; my US passport is [[pii.us.passport:123456789]]",
    "CA driver's license [[pii.us.driver_license:D1234567]]; DL [[pii.us.driver_license:F255-9215-0094-0]]",
    "license number: [[pii.us.driver_license:12345678]] (TX)",
    "checking account [[pii.us.bank_account:123456789012]], routing no [[pii.us.routing_number:021000021]]",
    "Medicare ID [[pii.us.medicare:1EG4-TE5-MK73]] or [[pii.us.medicare:1EG4TE5MK73]]",
    "NPI [[pii.us.npi:1234567893]], DEA number [[pii.us.dea:AB1234563]]",
    "her SIN is [[pii.ca.sin:046 454 286]]",
    "CPF: [[pii.br.cpf:529.982.247-25]], cpf [[pii.br.cpf:52998224725]]",
    "RUT [[pii.cl.rut:12.345.678-5]]",
    "CURP [[pii.mx.curp:HEGG560427MVZRRL04]]",
]


@pytest.mark.parametrize("marked", READ)
def test_reads(marked: str) -> None:
    text, spans = unmark(marked)
    assert read_all(IDENTIFIER, text) == spans


@pytest.mark.parametrize(
    "text",
    [
        "000-12-3456 666-12-3456 987-65-4321 219-00-9999 219-09-0000 219099999",
        "order 219-09-9999, part number 219-09-9999, tracking 021000021, model D1234567",
        "2024-01-15 12-3456789 1EG4-TE5-MK7 AB1234564 see section 219-09",
        "version 1234567893, SKU C01234567",
    ],
)
def test_reads_nothing(text: str) -> None:
    assert read_all(IDENTIFIER, text) == []


def test_every_kind_is_tried_here() -> None:
    tried = {span.kind for marked in READ for span in unmark(marked)[1]}
    assert tried >= {entity.kind for entity in ENTITIES}
