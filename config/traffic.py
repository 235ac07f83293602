"""Where requests come from and go to: listeners, upstreams, routes, keys, limits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, Field, model_validator

from config.paths import base_url, prefix_of, route_pattern, route_strip
from config.section import Count, EnvName, Host, Label, Name, Port, Seconds, Section, Sha256

BaseUrl: TypeAlias = Annotated[str, AfterValidator(base_url), Field(json_schema_extra={"format": "uri"})]


class Timeouts(Section):
    """How long an upstream may take."""

    connect_s: Seconds = Field(default=5.0, description="To open a connection, in seconds.")
    first_byte_s: Seconds = Field(
        default=600.0,
        description="Until the first byte of the answer, in seconds; long whole answers need it.",
    )
    idle_s: Seconds = Field(default=300.0, description="Between two pieces of a streamed answer, in seconds.")


class SigV4(Section):
    """Sign every request with the station's own AWS credentials; needs the extra `[bedrock]`.

    Without a profile and without variables they are found where AWS's tools find them:
    their environment variables, files, or the role of the machine.
    """

    region: Name = Field(description="The region in the upstream's host name.")
    service: Name = Field(default="bedrock", description="The service that is signed for.")
    profile: Label | None = Field(default=None, description="A profile of the AWS configuration files.")
    access_key_env: EnvName | None = Field(
        default=None, description="Environment variable with the access key's id."
    )
    secret_key_env: EnvName | None = Field(
        default=None, description="Environment variable with the secret access key."
    )
    session_token_env: EnvName | None = Field(
        default=None, description="Environment variable with the session token, where there is one."
    )

    @model_validator(mode="after")
    def _one_source(self) -> SigV4:
        if bool(self.access_key_env) != bool(self.secret_key_env):
            raise ValueError("`access_key_env` and `secret_key_env` are needed together")
        if self.session_token_env and not self.access_key_env:
            raise ValueError("`session_token_env` belongs to an `access_key_env`")
        if self.profile and self.access_key_env:
            raise ValueError("should name a `profile` or environment variables, not both")
        return self


class Credentials(Section):
    """The station's own credentials, where one header is not enough."""

    sigv4: SigV4 = Field(description="Signatures as AWS wants them.")


class Upstream(Section):
    """A provider, or a gateway in front of some."""

    base_url: BaseUrl | None = Field(
        default=None,
        description="Where it is; `SEKISHO_UPSTREAM_<NAME>` overrides it. A version that ends it (`…/v1`) "
        "and begins the forwarded path is written once.",
    )
    dialect: Name | None = Field(
        default=None,
        description="How it speaks; without it, the dialect of the upstream's own name, or that of a "
        "provider known by its host or name (`groq`, `xai`, `deepseek`, `openrouter`, `perplexity`, …), "
        "else `generic`.",
    )
    credential_env: EnvName | None = Field(
        default=None,
        description="Environment variable with its key; without it, the client's credentials pass through.",
    )
    credentials: Credentials | None = Field(
        default=None,
        description="The station's own credentials, in the place of the client's, where they sign requests.",
    )
    timeouts: Timeouts = Field(default=Timeouts(), description="How long it may take.")
    max_connections: Count = Field(default=512, description="Connections open to it at the same time.")

    @model_validator(mode="after")
    def _one_credential(self) -> Upstream:
        if self.credential_env and self.credentials:
            raise ValueError("should have a `credential_env` or `credentials`, not both")
        return self


BUILT_IN: Mapping[str, Upstream] = {
    "openai": Upstream(base_url="https://api.openai.com"),
    "anthropic": Upstream(base_url="https://api.anthropic.com"),
    "gemini": Upstream(base_url="https://generativelanguage.googleapis.com"),
    "azure": Upstream(),
    "ollama": Upstream(base_url="http://127.0.0.1:11434"),
    "bedrock": Upstream(),
}


class Route(Section):
    """Which requests go to which upstream, under which policy. The first that matches counts."""

    match: Annotated[str, AfterValidator(route_pattern)] = Field(
        description="A path, or `/prefix/*` for everything below it. The built-in routes follow after these."
    )
    name: Label | None = Field(default=None, description="What records call it; without it, `match`.")
    upstream: Name | None = Field(
        default=None,
        description="Needed unless the path implies one, as `/openai/*` and `/u/<upstream>/*` do.",
    )
    policy: Name | None = Field(default=None, description="Needed only where it is not the general `policy`.")
    system: Label | None = Field(default=None, description="The AI system it belongs to, as records name it.")
    purpose: Label | None = Field(
        default=None, description="What that system is used for, as records name it."
    )
    strip: Annotated[str, AfterValidator(route_strip)] | None = Field(
        default=None,
        description="The beginning of the path that is not sent upstream; without it, the built-in prefix, "
        "or what `match` has before its version segment.",
    )

    @model_validator(mode="after")
    def _whole(self) -> Route:
        base = self.base
        if self.upstream is None and prefix_of(base) is None and base != "/u":
            raise ValueError(f"needs an `upstream`: '{self.match}' does not imply one")
        if self.strip and base != self.strip and not base.startswith(f"{self.strip}/"):
            raise ValueError("`strip` should be the beginning of `match`")
        return self

    @property
    def base(self) -> str:
        """`match` without its `/*`: empty for `/*`."""
        return self.match.removesuffix("/*")

    def covers(self, path: str) -> bool:
        """Whether `path`, in its one spelling, is this route's. O(len(match))."""
        match = self.match
        if match.endswith("/*"):
            return path.startswith(match[:-1]) or path == match[:-2]
        return path == match


class Listen(Section):
    """The two listeners; what administers never shares a port with what serves."""

    host: Host = Field(default="127.0.0.1", description="Address of the data plane.")
    port: Port = Field(default=8090, description="Port of the data plane; 0 takes a free one.")
    admin_host: Host = Field(
        default="127.0.0.1", description="Address of the admin API, console and metrics."
    )
    admin_port: Port = Field(
        default=8091, description="Port of the admin API, console and metrics; 0 takes a free one."
    )

    @model_validator(mode="after")
    def _apart(self) -> Listen:
        if self.port and self.port == self.admin_port:
            raise ValueError("`admin_port` should differ from `port`: what administers has a port of its own")
        return self


class Key(Section):
    """A credential that Sekisho itself gives out. With any in the file, every request needs one.

    It comes where the client's library puts its key. A client that signs (AWS) sends it as bearer token
    (`AWS_BEARER_TOKEN_BEDROCK`), or in `x-api-key` beside the signature; an access key's id is never a key.
    """

    name: Name = Field(description="What records call the caller.")
    sha256: Sha256 = Field(description="SHA-256 of the key, in lower-case hexadecimal digits.")
    policy: Name | None = Field(default=None, description="Used in the place of the route's policy.")
    tenant: Name | None = Field(
        default=None, description="Whose records and vault entries its requests belong to."
    )


class Limits(Section):
    """What one exchange may cost. Beyond a limit is a refusal or a `sekisho.overflow`, never growth."""

    body_bytes: Count = Field(default=64 << 20, description="Longest request body, in bytes after decoding.")
    nesting: Annotated[Count, Field(le=1000)] = Field(
        default=128, description="Deepest nesting of a JSON document."
    )
    event_bytes: Count = Field(
        default=8 << 20, description="Longest single event of a streamed answer, in bytes."
    )
    response_bytes: Count = Field(
        default=64 << 20, description="Longest answer that is not streamed, in bytes."
    )
    decode_ratio: Count = Field(
        default=100, description="How many times its size a compressed body may grow to."
    )
