"""Identifiers of Europe, in sentences people write; the numbers are those of the documentation."""

from __future__ import annotations

import pytest

from filters.detector import DETECTORS
from filters.entities.europe import ENTITIES
from tests.filters.reading import read_all, unmark

IDENTIFIER = DETECTORS.build("identifier")
READ = [
    "NHS no [[pii.uk.nhs:943 476 5919]] was referred",
    "her NI number: [[pii.uk.nino:AB 12 34 56 C]]; NI no [[pii.uk.nino:AB123456C]]",
    "her ni number is [[pii.uk.nino:ab123456c]], and ab123456c a hash",
    "British passport [[pii.uk.passport:123456789]]",
    "driving licence [[pii.uk.driving_licence:MORGA657054SM9IJ]]",
    "sort code [[pii.uk.sort_code:12-34-56]], sortcode [[pii.uk.sort_code:123456]]",
    "Halifax a/c no [[pii.uk.bank_account:12345678]]",
    "DNI [[pii.es.nif:12345678Z]] y NIE [[pii.es.nif:X-1234567-L]]",
    "codice fiscale: [[pii.it.fiscal_code:RSSMRA85T10A562S]]",
    "Meine Steuer-ID ist [[pii.de.tax_id:36 574 261 809]]",
    "numéro de sécurité sociale [[pii.fr.nir:2 55 08 14 168 025 38]]",
    "PESEL [[pii.pl.pesel:44051401359]]",
    "personnummer [[pii.se.personnummer:811218-9876]]",
    "hetu [[pii.fi.hetu:131052-308T]]",
    "BSN [[pii.nl.bsn:111222333]]",
    "rijksregisternummer [[pii.be.national_number:85.07.30-033.28]]",
    "AHV-Nummer [[pii.ch.ahv:756.9217.0769.85]]",
    "contribuinte [[pii.pt.nif:123456789]]",
    "fødselsnummer [[pii.no.fodselsnummer:151086 95088]]",
    "CPR-nummer [[pii.dk.cpr:211062-5629]]",
    "SVNR [[pii.at.svnr:1237 010180]]",
    "PPS number [[pii.ie.pps:1234567T]]",
    "TC kimlik [[pii.tr.kimlik:10000000146]]",
]


@pytest.mark.parametrize("marked", READ)
def test_reads(marked: str) -> None:
    text, spans = unmark(marked)
    assert read_all(IDENTIFIER, text) == spans


@pytest.mark.parametrize(
    "text",
    [
        "part no. AB123456C, ticket 12345678Z, model RSSMRA85T10A562S, SKU X1234567L",
        "GB123456A 12-34-56 131052-308 RSSMRA85T10A562X 44051401359",
    ],
)
def test_reads_nothing(text: str) -> None:
    assert read_all(IDENTIFIER, text) == []


def test_every_kind_is_tried_here() -> None:
    tried = {span.kind for marked in READ for span in unmark(marked)[1]}
    assert tried >= {entity.kind for entity in ENTITIES}
