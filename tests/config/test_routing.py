"""Which upstream, policy and path a request path means."""

import pytest

from config.load import default_settings, load_text
from config.routing import BUILT_IN_ROUTES, RouteMatch, find_route

SETTINGS = load_text("""
policy: observe
upstreams:
  vllm: {base_url: "http://127.0.0.1:8000/v1"}
  gateway: {base_url: "http://127.0.0.1:8001"}
routes:
  - {match: /openai/v1/files/*, policy: strict, name: files}
  - {match: /openai/*, upstream: vllm, system: helpdesk, purpose: answering}
  - {match: /v1/messages, upstream: anthropic}
  - {match: /team-a/v1/*, upstream: vllm}
  - {match: /team-b/*, upstream: gateway}
  - {match: /team-c/sub/*, upstream: gateway, strip: /team-c}
  - {match: /team-d/*, upstream: gateway, strip: ''}
  - {match: /u/vllm/*, policy: strict}
  - {match: /u/*, policy: standard}
""")


@pytest.mark.parametrize(
    ("path", "upstream", "rest"),
    [
        ("/openai/v1/chat/completions", "openai", "/v1/chat/completions"),
        ("/openai", "openai", "/"),
        ("/v1/chat/completions", "openai", "/v1/chat/completions"),
        ("/anthropic/v1/messages", "anthropic", "/v1/messages"),
        ("/gemini/v1beta/models/g:generateContent", "gemini", "/v1beta/models/g:generateContent"),
        ("/azure/openai/deployments/d/chat/completions", "azure", "/openai/deployments/d/chat/completions"),
        ("/ollama/api/chat", "ollama", "/api/chat"),
        ("/bedrock/model/m/converse", "bedrock", "/model/m/converse"),
        ("/u/ollama/api/chat", "ollama", "/api/chat"),
    ],
)
def test_the_built_in_routes(path: str, upstream: str, rest: str) -> None:
    found = find_route(default_settings(), path)
    assert found is not None
    assert (found.upstream, found.path, found.policy) == (upstream, rest, "standard")
    assert found.route in {route.match for route in BUILT_IN_ROUTES}


@pytest.mark.parametrize(
    "path", ["/", "", "/healthz", "/u/nobody/x", "/u/", "/openai/../x", "/OpenAI/v1/x", "/v2/x"]
)
def test_no_route(path: str) -> None:
    assert find_route(default_settings(), path) is None


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/openai/v1/files/f", RouteMatch("files", "openai", "strict", "/v1/files/f", "", "")),
        ("/openai/v1/%66iles/f", RouteMatch("files", "openai", "strict", "/v1/files/f", "", "")),
        ("//openai//v1/files", RouteMatch("files", "openai", "strict", "/v1/files", "", "")),
        ("/openai/v1/x", RouteMatch("/openai/*", "vllm", "observe", "/v1/x", "helpdesk", "answering")),
        ("/v1/messages", RouteMatch("/v1/messages", "anthropic", "observe", "/v1/messages", "", "")),
        ("/v1/messages/x", RouteMatch("/v1/*", "openai", "observe", "/v1/messages/x", "", "")),
        ("/team-a/v1/x", RouteMatch("/team-a/v1/*", "vllm", "observe", "/v1/x", "", "")),
        ("/team-b/v1/x", RouteMatch("/team-b/*", "gateway", "observe", "/v1/x", "", "")),
        ("/team-c/sub/x", RouteMatch("/team-c/sub/*", "gateway", "observe", "/sub/x", "", "")),
        ("/team-d/x", RouteMatch("/team-d/*", "gateway", "observe", "/team-d/x", "", "")),
        ("/u/vllm/x", RouteMatch("/u/vllm/*", "vllm", "strict", "/x", "", "")),
        ("/u/gateway/x", RouteMatch("/u/*", "gateway", "standard", "/x", "", "")),
    ],
)
def test_the_routes_of_a_file_come_first(path: str, expected: RouteMatch) -> None:
    assert find_route(SETTINGS, path) == expected
