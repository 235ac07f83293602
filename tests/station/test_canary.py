"""A secret planted in any text of any recording never leaves under a masking policy.

What counts as text is decided here by names that are plainly identifiers, enumerations,
signatures or payloads, and not by the dialects' own tables: a field that a table exempts
by mistake fails. Each place is planted alone, once whole and, where a stream says the
same kind of thing in the next event too, once split over two events.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from proxy import jsonscan
from proxy.commands import Limits
from proxy.fake.recording import Recording
from proxy.frames import framer_for
from proxy.framing import Frame
from proxy.judge import parse
from tests.station.exchanges import Passing, content, cut, policy, recordings, through

CANARY = "ghp_" + "Zq7" * 12
_ALL = recordings()

# Identifiers, enumerations, numbers as text, opaque payloads: what must not be touched.
_STRUCTURAL = re.compile(
    r"""(?x)
    .*/(?: id | type | object | role | model | index | status | finish_?reason | stop_?reason | service_tier
      | system_fingerprint | created_at | code | format | encoding_format | detail | effort | mode
      | signature | thought_?signature | thoughtSignature | serviceTier | responseModalities
      | anthropic_version
      | tool_?[tT]ype | token_type | taskType | thinking_?[lL]evel | updated | padding | p | order
      | thinking_summaries | [a-z_]*template_name | domain | event_type | created | encrypted_content
      | encrypted_index | data | redacted_content
      | reasoning_encrypted | obfuscation | result | partial_image_b64 | b64_json | embedding
      | [a-z_]*_id | [a-z]+Id | mime_?type | mimeType | media_type | provider | native_finish_reason
      | modalities | voice | timestamp | etag | expire(?:s|d)_at | server_tool_use | modelVersion
      | model_version
      | responseId | createTime | finishReason | blockReason | category | probability | severity
      | probabilitySeverity | harmCategory | threshold | trafficType | modality | language | outcome | state
      | urlRetrievalStatus | url_retrieval_status | truncation | verbosity | background | inference_geo
      | cache_control | ttl | alg | object_type | execution_time | include | channel | recipient
      | prompt_cache_key | prompt_cache_retention | reasoning_effort | tool_choice | caller | container
      | [a-z_]*_ids | [a-z_]*_at | [a-z_]*status | [a-z_]*_code | reason | execution
      | event | request | param | server_label | phase | quality | size | background | output_format
      | moderation
      | fingerprint | display | summary_format | stop_sequence | safety_level | syntax | region
      | token_id | key | @type
      | toolUseId | stopReason | completionReason | redactedContent | schemaVersion | confidence | action
      | guardrail[A-Za-z]* | amazon-bedrock-guardrailAction | guardrailConfig/trace | qualifiers
      | jsonrpc | (?:io\.modelcontextprotocol~1)?protocolVersion | supportedVersions | version | level
      | method | resultType | cacheScope | nextCursor | requestState | audience | taskSupport | sizes
      | argument/name | createdAt | lastUpdatedAt
      | error_type | input_type | embedding_types | truncate
      | ranker | endpoint | purpose | stream_format | response_format | completion_window | owned_by
      | category_applied_input_types/[^/]+(?:/[^/]+)?
      | done_reason | keep_alive | digest | family | families | parent_model | parameter_size
      | quantization_level | classification_type | response_type | capabilities
    )(?:/\*)?"""
)


@dataclass(frozen=True, slots=True)
class Place:
    """One string of a document: which frame, which leaf."""

    frame: int
    leaf: jsonscan.Leaf


def frames_of(recording: Recording, body: bytes) -> list[Frame]:
    passing = Passing(recording, policy("masking"))
    kind = dict(recording.reply.headers).get("content-type", "")
    framer = framer_for(passing.surface.framing(kind), Limits())
    return [*framer.feed(body), *framer.end()]


def places(frames: list[Frame]) -> Iterator[Place]:
    """One place for each kind of place: the first of its shape and event type, and the last."""
    seen: dict[tuple[str, str], Place] = {}
    for number, frame in enumerate(frames):
        doc = parse(frame.data)
        if doc is None:
            continue
        kind = str(doc.get("type", "")) if isinstance(doc, dict) else ""
        for leaf in jsonscan.scan(frame.data):
            if not leaf.is_key and not _STRUCTURAL.fullmatch(leaf.shape):
                first = seen.setdefault((kind, leaf.shape), Place(number, leaf))
                if first.frame == number:
                    continue
                seen[(kind, leaf.shape + " last")] = Place(number, leaf)
    yield from seen.values()


def planted(frame: Frame, leaf: jsonscan.Leaf, text: str) -> bytes:
    old = jsonscan.decode(frame.data, leaf)
    if old[:1] in "{[" and old[-1:] in "}]" and old:  # a document of its own: stay valid
        return frame.carrying(
            jsonscan.rewrite(frame.data, [(leaf, '{"planted": "' + text + '", "was": ' + old + "}")])
        )
    half = len(old) // 2
    return frame.carrying(jsonscan.rewrite(frame.data, [(leaf, f"{old[:half]} {text} {old[half:]}")]))


@pytest.mark.parametrize("recording", _ALL, ids=[r.name for r in _ALL])
def test_a_canary_anywhere_in_an_answer_stays_here(recording: Recording) -> None:
    body = content(recording)
    frames = frames_of(recording, body)
    for place in places(frames):
        raws = [f.raw if n != place.frame else planted(f, place.leaf, CANARY) for n, f in enumerate(frames)]
        answer = b"".join(raws)
        dice = random.Random(place.leaf.pointer)  # repeatable, not secret
        out = through(recording, policy("masking"), [*cut(answer, dice)], answer=answer)
        where = f"{place.leaf.shape} in frame {place.frame}"
        assert CANARY.encode() not in out.down, where
        assert "secret.github_token" in out.kinds(), where
        check_shape(recording, answer, out.down, where)


@pytest.mark.parametrize("recording", _ALL, ids=[r.name for r in _ALL])
def test_a_canary_anywhere_in_a_request_stays_here(recording: Recording) -> None:
    body = recording.asked.body
    if parse(body) is None:
        return
    frame = Frame(body, body, "")
    for place in places([frame]):
        asked = planted(frame, place.leaf, CANARY)
        out = through(recording, policy("masking"), body=asked)
        assert out.up is not None
        assert CANARY.encode() not in out.up, place.leaf.shape
        assert parse(out.up) is not None, place.leaf.shape
        assert structure(out.up) == structure(asked), place.leaf.shape


def check_shape(recording: Recording, before: bytes, after: bytes, where: str) -> None:
    """The same number of frames, each valid JSON where it was, ids and signatures untouched."""
    one, other = frames_of(recording, before), frames_of(recording, after)
    assert len(one) == len(other), where
    for was, now in zip(one, other, strict=True):
        assert (parse(was.data) is None) == (parse(now.data) is None), where
        if parse(was.data) is not None:
            assert structure(was.data) == structure(now.data), where


def structure(data: bytes) -> list[tuple[str, str]]:
    """Every identifier, enumeration, signature and payload of a document."""
    return [
        (leaf.pointer, jsonscan.decode(data, leaf))
        for leaf in jsonscan.scan(data)
        if not leaf.is_key and _STRUCTURAL.fullmatch(leaf.shape) and "/logprobs/" not in leaf.pointer
    ]


_JOINED = [r for r in _ALL if "transcriptions" not in r.asked.path and "/audio/" not in r.asked.path]


@pytest.mark.parametrize("recording", _JOINED, ids=[r.name for r in _JOINED])
def test_a_canary_split_over_two_deltas_stays_here(recording: Recording) -> None:
    frames = frames_of(recording, content(recording))
    for first, second, leaf_one, leaf_two in neighbours(frames):
        half = len(CANARY) // 2
        raws = [f.raw for f in frames]
        old_one, old_two = (
            jsonscan.decode(frames[n].data, leaf) for n, leaf in ((first, leaf_one), (second, leaf_two))
        )
        raws[first] = frames[first].carrying(
            jsonscan.rewrite(frames[first].data, [(leaf_one, f"{old_one} {CANARY[:half]}")])
        )
        raws[second] = frames[second].carrying(
            jsonscan.rewrite(frames[second].data, [(leaf_two, f"{CANARY[half:]} {old_two}")])
        )
        answer = b"".join(raws)
        out = through(recording, policy("masking"), [*cut(answer, 11)], answer=answer)
        text = b"".join(f.data for f in frames_of(recording, out.down))
        assert CANARY[:half].encode() not in text, leaf_one.shape
        assert CANARY[half:].encode() not in text, leaf_one.shape


_DELTAS = re.compile(
    r"/choices/\*/delta/(?:content|reasoning_content|reasoning|refusal)|/choices/\*/text|/delta|/delta/text"
    r"|/message/content|/message/thinking|/response|/delta/message/content/text|/delta/message/tool_plan"
    r"|/delta/thinking|/candidates/\*/content/parts/\*/text"
)


def neighbours(frames: list[Frame]) -> Iterator[tuple[int, int, jsonscan.Leaf, jsonscan.Leaf]]:
    """Two events in a row that carry the next pieces of the same channel, once for each sort."""
    seen: set[tuple[str, str]] = set()
    last: tuple[int, jsonscan.Leaf, object] | None = None
    for number, frame in enumerate(frames):
        doc = parse(frame.data)
        if not isinstance(doc, dict):
            continue
        kind = str(doc.get("type", ""))
        if "arguments" in kind or "audio.delta" in kind or kind.startswith("speech."):
            continue
        found = [
            leaf for leaf in jsonscan.scan(frame.data) if not leaf.is_key and _DELTAS.fullmatch(leaf.shape)
        ]
        said = [(leaf, lane(doc, leaf)) for leaf in found if jsonscan.decode(frame.data, leaf)]
        if len(said) != 1:
            last = None
            continue
        leaf, channel = said[0]
        if last is not None and last[2] == channel and (kind, leaf.shape) not in seen:
            seen.add((kind, leaf.shape))
            yield last[0], number, last[1], leaf
        last = (number, leaf, channel)


def lane(doc: dict[str, object], leaf: jsonscan.Leaf) -> object:
    """What tells channels apart, read independently of the station."""
    top = tuple(doc.get(name) for name in ("type", "output_index", "content_index", "summary_index", "index"))
    place = doc
    marks: list[object] = []
    for word in leaf.pointer.split("/")[1:]:
        place = place[int(word)] if isinstance(place, list) else place.get(word)  # type: ignore[union-attr]  # walking JSON
        if isinstance(place, dict):
            marks += [place.get("index"), place.get("thought")]
    return (top, leaf.shape, tuple(marks))
