"""The scenes of the demo, and how one is played: once past the station, once through it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from pydantic import JsonValue

from audit.record import Record
from audit.tail import describe
from proxy.demo import talks
from proxy.demo.stage import Stage
from proxy.demo.talks import Said, Talk
from proxy.fake import Received


@dataclass(frozen=True, slots=True)
class Scene:
    """One thing to see. values: what of it should catch the eye."""

    key: str
    ja: str
    en: str
    client: str
    sent: str
    talk: Talk
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Played:
    """What became of a scene. unguarded: past the station. reached: what the upstream was asked, if ever."""

    scene: Scene
    unguarded: Said
    said: Said
    reached: tuple[str, ...]
    records: tuple[Record, ...]

    def as_json(self) -> dict[str, object]:
        """Plain values, for machines."""
        return {
            "scene": self.scene.key,
            "sent": self.scene.sent,
            "unguarded": asdict(self.unguarded),
            "client_saw": asdict(self.said),
            "upstream_saw": list(self.reached),
            "audit": [describe(record) for record in self.records],
        }


_MAIL, _PHONE = "hanako.sato@example.jp", "090-1234-5678"

SCENES = (
    Scene(
        "clean-stream",
        "何も見つからなければ、届いたままのバイトが流れる",
        "Nothing found: the bytes that came are the bytes that leave",
        "OpenAI, stream",
        talks.QUESTION,
        talks.guide,
    ),
    Scene(
        "masked-stream",
        "日本語の回答に含まれる個人情報を、ストリームの途中で伏せる",
        "Personal data in a Japanese answer is masked in mid-stream, however it was cut",
        "OpenAI, stream",
        talks.CONTACTS,
        talks.reception,
        (_MAIL, _PHONE, "4111 1111 1111 1111"),
    ),
    Scene(
        "refused-secret",
        "認証情報を含む依頼は、提供元へ届く前に断る",
        "A request with a credential is refused before it reaches the provider",
        "OpenAI",
        talks.DEPLOY,
        talks.deploy,
        ("AKIASEKISHODEMO00001",),
    ),
    Scene(
        "restored-tool-call",
        "提供元には仮名だけを見せ、ツール呼び出しの引数では元の値に戻す",
        "The provider sees a surrogate; the tool call that comes back has the real value",
        "OpenAI, stream with a tool",
        talks.MINUTES,
        talks.tool_call,
        (_MAIL,),
    ),
    Scene(
        "anthropic",
        "同じことを Anthropic のクライアントで",
        "The same talk through Anthropic's client",
        "Anthropic, stream",
        talks.MINUTES,
        talks.letter,
        (_MAIL,),
    ),
    Scene(
        "gemini",
        "同じ規則を Gemini のクライアントで",
        "The same rules through Gemini's client",
        "Gemini, stream",
        talks.KEEPER,
        talks.keeper,
        ("ren.ito@example.jp", _PHONE),
    ),
)


async def play(stage: Stage, scene: Scene) -> Played:
    """Have the scene's conversation twice, past the station and through it."""
    unguarded = await scene.talk(stage.direct)
    before = len(stage.fake.requests)
    said = await scene.talk(stage.roots)
    reached = tuple(asked(received) for received in stage.fake.requests[before:])
    return Played(scene, unguarded, said, reached, tuple(stage.news()))


def asked(received: Received) -> str:
    """The last thing a person said in a request, as the upstream got it."""
    return next(_texts(_last(received.json)), "")


def _last(body: JsonValue) -> JsonValue:
    talk = (body.get("messages") or body.get("contents")) if isinstance(body, dict) else None
    return talk[-1] if isinstance(talk, list) and talk else None


def _texts(value: JsonValue) -> Iterator[str]:
    """The texts of a message, whichever provider's form it has."""
    match value:
        case {"content": str(text)} | {"text": str(text)}:
            yield text
        case {"content": list(parts)} | {"parts": list(parts)}:
            for part in parts:
                yield from _texts(part)
        case _:
            return
