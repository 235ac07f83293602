"""One family of errors: the class says whose fault it is, the message what to do.

Messages carry kinds, names, positions and lengths; never a prompt, an answer,
a credential or matched text.
"""


class SekishoError(Exception):
    """Anything Sekisho reports on purpose."""


class ConfigError(SekishoError):
    """A configuration that cannot be honoured. Start-up stops; nothing is served."""


class PolicyError(ConfigError):
    """A policy that cannot be honoured. Start-up stops; nothing is served."""


class UpstreamError(SekishoError):
    """The upstream refused, reset, stalled or spoke nonsense."""


class ClientError(SekishoError):
    """The client sent what cannot be served."""


class AuditError(SekishoError):
    """The record could not be written; the effect must not become visible."""
