"""Short conversations through the official Python clients, and what the calling code got out of them.

Each function is what an application would write, with nothing of Sekisho in it but the
base URL it is handed.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import anthropic
import openai
from google import genai
from google.genai import errors, types

from proxy.demo.stage import Roots

_KEY = "demo"  # the fake upstream asks for none; the clients want one


@dataclass(frozen=True, slots=True)
class Said:
    """What a client's caller saw. error: the exception's name and message, where one was raised."""

    text: str
    error: str = ""


Talk = Callable[[Roots], Awaitable[Said]]

GUIDE = "You are a guide at a mountain museum."
QUESTION = "Why were barrier stations built on the old highways?"
RECEPTION = "あなたは受付係です。"
CONTACTS = "担当者の連絡先と、登録済みのカード番号を教えてください。"
# AWS's form of a key, and nobody's key.
DEPLOY = "Deploy the site with AKIASEKISHODEMO00001, please."
MINUTES = "Send the minutes to hanako.sato@example.jp today."
KEEPER = "鍵の管理者を教えてください。"

_TOOL: Any = {
    "type": "function",
    "function": {
        "name": "send_mail",
        "description": "Send a message.",
        "parameters": {
            "type": "object",
            "properties": {"to": {"type": "string"}, "subject": {"type": "string"}},
            "required": ["to", "subject"],
        },
    },
}


async def guide(roots: Roots) -> Said:
    """OpenAI, a stream with nothing to find in it."""
    return await _chat(roots, GUIDE, QUESTION)


async def reception(roots: Roots) -> Said:
    """OpenAI, a Japanese stream in which an address, a telephone and a card number come in pieces."""
    return await _chat(roots, RECEPTION, CONTACTS)


async def _chat(roots: Roots, system: str, user: str) -> Said:
    async with openai.AsyncOpenAI(base_url=roots.openai, api_key=_KEY) as client:
        stream = await client.chat.completions.create(
            model="gpt-4.1-mini",
            messages=[{"role": "system", "content": system}, {"role": "user", "content": user}],
            stream=True,
            stream_options={"include_usage": True},
        )
        return Said(
            "".join([chunk.choices[0].delta.content or "" async for chunk in stream if chunk.choices])
        )


async def deploy(roots: Roots) -> Said:
    """OpenAI, a request that carries a credential."""
    async with openai.AsyncOpenAI(base_url=roots.openai, api_key=_KEY) as client:
        try:
            answer = await client.chat.completions.create(
                model="gpt-4.1-mini", messages=[{"role": "user", "content": DEPLOY}]
            )
        except openai.APIStatusError as error:
            return Said("", f"openai.{type(error).__name__}: {error.message}")
        return Said(answer.choices[0].message.content or "")


async def tool_call(roots: Roots) -> Said:
    """OpenAI, a streamed tool call whose argument repeats an address from the request."""
    async with openai.AsyncOpenAI(base_url=roots.openai, api_key=_KEY) as client:
        stream = await client.chat.completions.create(
            model="gpt-4.1-mini",
            messages=[{"role": "user", "content": MINUTES}],
            tools=[_TOOL],
            stream=True,
            stream_options={"include_usage": True},
        )
        name, arguments = "", ""
        async for chunk in stream:
            for call in (chunk.choices[0].delta.tool_calls or []) if chunk.choices else []:
                if call.function:
                    name += call.function.name or ""
                    arguments += call.function.arguments or ""
        return Said(f"{name}({arguments})")


async def letter(roots: Roots) -> Said:
    """Anthropic, a stream that repeats an address from the request."""
    async with anthropic.AsyncAnthropic(base_url=roots.anthropic, api_key=_KEY) as client:
        try:
            stream = await client.messages.create(
                model="claude-sonnet-4-5",
                max_tokens=512,
                messages=[{"role": "user", "content": MINUTES}],
                stream=True,
            )
            pieces = [
                event.delta.text
                async for event in stream
                if event.type == "content_block_delta" and event.delta.type == "text_delta"
            ]
        except anthropic.APIStatusError as error:
            return Said("", f"anthropic.{type(error).__name__}: {error.message}")
        return Said("".join(pieces))


async def keeper(roots: Roots) -> Said:
    """Gemini, a Japanese stream with an address and a telephone number in it."""
    client = genai.Client(api_key=_KEY, http_options=types.HttpOptions(base_url=roots.gemini))
    try:
        stream = await client.aio.models.generate_content_stream(model="gemini-2.5-flash", contents=KEEPER)
        parts = [part async for chunk in stream for part in chunk.parts or []]
    except errors.APIError as error:
        return Said("", f"google.genai.errors.{type(error).__name__} {error.code}: {error.message}")
    finally:
        await client.aio.aclose()
    return Said("".join(part.text or "" for part in parts if not part.thought))
