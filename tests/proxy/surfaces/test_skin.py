"""A surface in a skin: what the skin says comes first, all else is the surface's own."""

from __future__ import annotations

from proxy.dialect import Notice, Reply, Seen, Surface
from proxy.surfaces.chat import Chat
from proxy.surfaces.embeddings import Embeddings
from proxy.surfaces.skin import wearing


class Shy(Surface):
    def refused(self, notice: Notice) -> Reply:
        return Reply(403, b"")


class ShyChat(Shy, Chat):
    pass


def test_the_skin_comes_first() -> None:
    made = wearing(Shy, Embeddings)
    surface = made(Seen("POST", "/embeddings"))
    assert surface.refused(Notice("", "", "", "", "")).status == 403
    assert (surface.name, surface.request, made.__doc__) == (
        "embeddings",
        Embeddings.request,
        Embeddings.__doc__,
    )


def test_there_is_one_of_each() -> None:
    assert wearing(Shy, Embeddings) is wearing(Shy, Embeddings)
    assert wearing(Shy, ShyChat) is ShyChat
