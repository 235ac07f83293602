"""Accounts, banks, vehicles and handsets; the numbers are those of the registers' documentation."""

from __future__ import annotations

import pytest

from filters.detector import DETECTORS
from filters.entities.world import ENTITIES
from tests.filters.reading import read_all, unmark

IDENTIFIER = DETECTORS.build("identifier")
READ = [
    "please wire it to [[pii.iban:GB82 WEST 1234 5698 7654 32]] by Friday",
    "[[pii.iban:DE89370400440532013000]]と[[pii.iban:DE89-3704-0044-0532-0130-00]]へ送金",
    "IBANは[[pii.iban:ＧＢ８２WEST12345698765432]]です",
    "beneficiary account: [[pii.iban:GB82WEST12345698765431]] (mistyped)",
    "invoice 7, [[pii.iban:GB82WEST12345698765432]]",
    "to [[pii.iban:gb82 west 1234 5698 7654 32]], or [[pii.iban:de89370400440532013000]]へ",
    "commit de8937040044053201300a, at 2024 we be 2020 12",
    "our SWIFT code is [[pii.bic:DEUTDEFF500]], BIC [[pii.bic:DEUTDEFF]].",
    "chassis [[pii.vin:1M8GDM9AXKP042788]] was sold; 車台番号は[[pii.vin:1M8GDM9AXKP042787]]です",
    "imei: [[pii.imei:490154203237518]], 端末番号 [[pii.imei:49-015420-323751-8]]",
]


@pytest.mark.parametrize("marked", READ)
def test_reads(marked: str) -> None:
    text, spans = unmark(marked)
    assert read_all(IDENTIFIER, text) == spans


@pytest.mark.parametrize(
    "text",
    [
        "GB82WEST12345698765431 GB82WEST123456987654321 XX82WEST12345698765432 aGB82WEST12345698765432",
        "DEUTDEFF PASSWORD TOKENIZE INTERNAL 1M8GDM9AXKP042787 490154203237519",
        "hash 1M8GDM9AXKP042788, order 490154203237518, the swift reply of MICROSOFT",
    ],
)
def test_reads_nothing(text: str) -> None:
    assert read_all(IDENTIFIER, text) == []


def test_every_kind_is_tried_here() -> None:
    tried = {span.kind for marked in READ for span in unmark(marked)[1]}
    assert tried >= {entity.kind for entity in ENTITIES}
