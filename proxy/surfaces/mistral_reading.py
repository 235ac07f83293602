"""Mistral's readers of documents and texts: OCR, moderation, classification.

A document goes up as an address or a payload and comes back as text: what somebody else
wrote, so it is trusted as little as anything retrieved. Classifiers answer with scores.
"""

from __future__ import annotations

from proxy.surfaces.mistral import Mistral
from proxy.surfaces.mistral_tables import CLASSIFIED, OCR_ANSWER, OCR_REQUEST, SCORES


class Ocr(Mistral):
    """POST /ocr."""

    name = "ocr"
    request = OCR_REQUEST
    answer = OCR_ANSWER


class Classifiers(Mistral):
    """POST /moderations, /classifications, and both of /chat."""

    name = "classifications"
    request = CLASSIFIED
    answer = SCORES
