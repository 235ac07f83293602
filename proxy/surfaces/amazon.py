"""What every surface of Amazon Bedrock shares: the model in the path, errors by a header.

The type of an error stands in `x-amzn-errortype`, its text is all there is in the body. An
answer whose type nobody knows is read all the same: as an event stream where the path asks
for one, else as one document.
"""

from __future__ import annotations

from urllib.parse import unquote

from proxy.dialect import MODEL_NAME, Framing, Json, Notice, Reply, Surface, dumps, framing_of
from proxy.eventstream import MEDIA_TYPE

# The provider's words for what is wrong.
_KINDS = {
    401: "UnrecognizedClientException",
    403: "AccessDeniedException",
    404: "ResourceNotFoundException",
    503: "ServiceUnavailableException",
    504: "ModelTimeoutException",
}
_UNSIGNED = (
    "This request is signed for the station's host, so it cannot be forwarded as it is. Configure "
    "`credentials: {sigv4: {region: …}}` for this upstream, and the station signs with credentials of its "
    "own; or use an Amazon Bedrock API key (AWS_BEARER_TOKEN_BEDROCK), which passes."
)
_NO_TEXT = ("image/", "audio/", "video/", "application/octet-stream")


class Amazon(Surface):
    """A path of the Bedrock runtime."""

    def model(self, doc: Json) -> str:
        """The model of the path: an id, or the resource's name that ends an ARN."""
        del doc
        named = unquote(self.seen.path.rpartition("/model/")[2].partition("/")[0])
        name = named.rpartition("/")[2]
        return name if MODEL_NAME.fullmatch(name) else ""

    def streaming(self, doc: Json) -> bool:
        del doc
        return self.seen.path.rstrip("/").endswith("-stream")

    def framing(self, content_type: str) -> Framing:
        framing = framing_of(content_type)
        if framing != "opaque" or content_type.lower().startswith(_NO_TEXT):
            return framing
        return "eventstream" if self.streaming(None) else "whole"

    streams = MEDIA_TYPE.encode()

    def refused(self, notice: Notice) -> Reply:
        return error(400, notice.text)

    def failed(self, why: str, status: int) -> Reply:
        if why == "signature_not_forwardable":
            return error(status, _UNSIGNED)
        return error(status, f"The upstream gave no answer ({why}).")

    def denied(self, status: int, code: str, message: str) -> Reply:
        del code
        return error(status, message)


class Bidirectional(Amazon):
    """POST /model/{id}/invoke-with-bidirectional-stream: both sides speak at once, over HTTP/2 alone."""

    name = "invoke.bidirectional"
    unserved = (
        "InvokeModelWithBidirectionalStream speaks both ways at once over HTTP/2, and the station relays "
        "HTTP/1.1: it is refused, not passed unread. Use ConverseStream or InvokeModelWithResponseStream, or "
        "let this one operation go to Amazon Bedrock directly, by a rule of your network."
    )


def error(status: int, message: str) -> Reply:
    """An error in Amazon's form."""
    kind = _KINDS.get(status, "ValidationException" if status < 500 else "InternalServerException")
    return Reply(status, dumps({"message": message}), headers=((b"x-amzn-errortype", kind.encode()),))
