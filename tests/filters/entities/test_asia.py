"""Identifiers of Asia, Africa and Oceania; the numbers are those of the documentation."""

from __future__ import annotations

import pytest

from filters.detector import DETECTORS
from filters.entities.asia import ENTITIES
from tests.filters.reading import read_all, unmark

IDENTIFIER = DETECTORS.build("identifier")
READ = [
    "Aadhaar [[pii.in.aadhaar:2341 2341 2346]]",
    "PAN [[pii.in.pan:ABCPE1234F]] is linked",
    "NRIC/FIN: [[pii.sg.nric:S1234567D]], also [[pii.sg.nric:F1234567N]]",
    "주민등록번호 [[pii.kr.rrn:880320-1234564]] 그리고 RRN [[pii.kr.rrn:880320-1234567]]",
    "身份证号码[[pii.cn.resident_id:11010519491231002X]]",
    "TFN [[pii.au.tfn:123 456 782]], ABN [[pii.au.abn:51 824 753 556]]",
    "Medicare card [[pii.au.medicare:2123 45670 1]]",
    "身分證字號 [[pii.tw.national_id:A123456789]]",
    "HKID [[pii.hk.identity_card:A123456(3)]]",
    "Thai ID [[pii.th.national_id:3 1006 00445 63 5]]",
    "SA ID [[pii.za.id_number:8001015009087]]",
    "Israeli ID [[pii.il.teudat_zehut:039337423]]",
]


@pytest.mark.parametrize("marked", READ)
def test_reads(marked: str) -> None:
    text, spans = unmark(marked)
    assert read_all(IDENTIFIER, text) == spans


@pytest.mark.parametrize(
    "text",
    [
        "SKU S1234567D, ticket ABCPE1234F, order 2341 2341 2346, S1234567A ABCDE1234F",
        "880320-1234568 990320-12345 11010519491231002 A123456780 flight A1234563",
    ],
)
def test_reads_nothing(text: str) -> None:
    assert read_all(IDENTIFIER, text) == []


def test_every_kind_is_tried_here() -> None:
    tried = {span.kind for marked in READ for span in unmark(marked)[1]}
    assert tried >= {entity.kind for entity in ENTITIES}
