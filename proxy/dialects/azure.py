"""Azure OpenAI: deployments, the v1 form, and the models of others in the same resource.

`/openai/deployments/D/…?api-version=…`, `/openai/v1/…`, `/openai/responses` and `/models/…`
end as OpenAI's own paths do, and `/anthropic/v1/messages` is Anthropic's.
"""

from __future__ import annotations

from proxy.dialect import DIALECTS, Seen, Surface
from proxy.dialects.openai import OpenAI, talk_of
from proxy.surfaces.azure import on_azure
from proxy.surfaces.messages import Messages
from proxy.talk import Talk


@DIALECTS.add
class Azure:
    """The Azure dialect."""

    name = "azure"
    documentation = "Azure OpenAI, by deployment or in the v1 form, and Anthropic's messages on Azure."

    def surface(self, seen: Seen) -> Surface:
        if "/anthropic/" in seen.path:
            return Messages(seen)
        return on_azure(type(OpenAI().surface(seen)))(seen)

    def talk(self, seen: Seen) -> Talk | None:
        return talk_of(seen)
