"""Forms as clients send them, for tests of surfaces."""

from __future__ import annotations

KIND = "multipart/form-data; boundary=B"


def form(*fields: tuple[str, bytes]) -> bytes:
    """A form of (what stands behind `name=`, content)."""
    parts = (
        b"--B\r\nContent-Disposition: form-data; name=%b\r\n\r\n%b\r\n" % (name.encode(), content)
        for name, content in fields
    )
    return b"".join(parts) + b"--B--\r\n"
