"""Amazon Bedrock's guardrails asked directly, and jobs whose answers go elsewhere."""

from __future__ import annotations

from collections.abc import Iterable

from proxy.dialect import Json, Notice, Reply, dumps
from proxy.surfaces.amazon import Amazon
from proxy.surfaces.converse_tables import TEXT, assessment, errors, exempt
from proxy.table import EXEMPT, Slot, Table, unscanned

_SAID = Slot("user")


class ApplyGuardrail(Amazon):
    """POST /guardrail/{id}/version/{version}/apply, and /guardrail-checks/invoke."""

    name = "guardrail"
    request = Table(
        {
            **exempt("", "content/*/text/qualifiers/*", "content/*/image/format"),
            "/source": _SAID,
            "/outputScope": _SAID,
            "/content/*/text/text": _SAID,
            "/content/*/image/source/bytes": unscanned("image"),
            "/messages/*/role": EXEMPT,
            "/messages/*/content/*/text": Slot("@/messages/*/role"),
            "/checks/**": EXEMPT,
        }
    )
    answer = Table(
        {
            **exempt("", "action", "usage/**", "guardrailCoverage/**", "results/**"),
            "/actionReason": TEXT,
            "/outputs/*/text": TEXT,
            **assessment("/assessments/*"),
            **errors,
        }
    )

    def model(self, doc: Json) -> str:
        del doc
        return ""

    def instead(self, doc: Json, status: int, notice: Notice) -> Reply:
        if status >= 400 or not isinstance(doc, dict) or "action" not in doc:
            return super().instead(doc, status, notice)
        kept = {"usage": doc["usage"]} if doc.get("usage") else {}
        said = {"action": "GUARDRAIL_INTERVENED", "outputs": [{"text": notice.text}], "assessments": []}
        return Reply(status, dumps({**kept, **said}))


class Jobs(Amazon):
    """/async-invoke: what a model makes is put into a bucket, where nobody sees it pass."""

    name = "async_invoke"
    request = Table(
        {
            **exempt("", "clientRequestToken", "modelId", "outputDataConfig/**"),
            "/modelInput/**": Slot("user", keys=True),
            "/tags/**": Slot("user"),
        }
    )
    answer = Table(
        {
            **exempt("", "invocationArn", "modelArn", "clientRequestToken", "status", "outputDataConfig/**"),
            **exempt("", "submitTime", "lastModifiedTime", "endTime", "nextToken"),
            "/failureMessage": Slot("error"),
            "/asyncInvokeSummaries/*/failureMessage": Slot("error"),
            "/asyncInvokeSummaries/**": EXEMPT,
            **errors,
        }
    )

    def model(self, doc: Json) -> str:
        named = doc.get("modelId") if isinstance(doc, dict) else None
        return super(Amazon, self).model({"model": named}) if isinstance(named, str) else ""

    def opaque(self, doc: Json) -> Iterable[str]:
        return ("answer in a bucket",) if doc else ()
