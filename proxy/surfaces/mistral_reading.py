"""Mistral's readers of documents and texts: OCR, moderation, classification.

A document goes up as an address or a payload and comes back as text: what somebody else
wrote, so it is trusted as little as anything retrieved. Classifiers answer with scores; what
is sent to be moderated has a role of its own, so that a policy can leave it alone.
"""

from __future__ import annotations

from proxy.surfaces.mistral import Mistral
from proxy.surfaces.mistral_tables import CLASSIFIED, MODERATED, OCR_ANSWER, OCR_REQUEST, SCORES


class Ocr(Mistral):
    """POST /ocr."""

    name = "ocr"
    request = OCR_REQUEST
    answer = OCR_ANSWER


class Classifications(Mistral):
    """POST /classifications and /chat/classifications."""

    name = "classifications"
    request = CLASSIFIED
    answer = SCORES


class Moderations(Mistral):
    """POST /moderations and /chat/moderations."""

    name = "moderations"
    request = MODERATED
    answer = SCORES
