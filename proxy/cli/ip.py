"""`sekisho ip`: the works that passages of answers are compared with."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from config.errors import ClientError
from proxy.cli.options import AsJson, Config
from proxy.cli.screen import aside, note, out, plain, show_json, table
from proxy.cli.shell import FINE, FOUND

if TYPE_CHECKING:
    from filters.model import Finding
    from proxy.corpus.building import Told
    from proxy.corpus.shelf import Shelf

ADD_EXAMPLE = "sekisho ip add manuals/ --pack manuals --licence CC-BY-4.0 --rights 'ours, 2024'"
LIST_EXAMPLE = "sekisho ip list --documents manuals"
REMOVE_EXAMPLE = "sekisho ip remove manuals --document guide/one.md"
MATCH_EXAMPLE = "sekisho ip match answer.txt --pack manuals"

T = TypeVar("T")
_PACK = "local"

_Home = Annotated[
    Path | None,
    typer.Option(
        "--home",
        metavar="DIR",
        help="The folder for state; without it, the configuration's.",
        show_default=False,
    ),
]
_Paths = Annotated[
    list[Path] | None,
    typer.Argument(metavar="PATH…", help="Files, folders, or the folder of a pack.", show_default=False),
]
_Pack = Annotated[
    str, typer.Option("--pack", metavar="NAME", help="The pack that they go into: `local`, or `starter`.")
]


def _said(help_: str, name: str, metavar: str = "TEXT") -> Any:
    return typer.Option(name, metavar=metavar, help=help_, show_default=False)


def add(
    paths: _Paths = None,
    pack: _Pack = "",
    licence: Annotated[
        str, _said("SPDX expression; without it, what each file says.", "--licence", "SPDX")
    ] = "",
    rights: Annotated[str, _said("What you know of the rights, in your words.", "--rights")] = "",
    title: Annotated[str, _said("Title; without it, each file's name.", "--title")] = "",
    author: Annotated[str, _said("Author.", "--author")] = "",
    source: Annotated[str, _said("Where they are from: an address or a place.", "--source")] = "",
    lang: Annotated[str, _said("Language, as in `ja`; without it, by each text.", "--lang", "TAG")] = "",
    year: Annotated[int | None, _said("Year of publication.", "--year", "YEAR")] = None,
    private: Annotated[
        bool,
        typer.Option("--private", help="Salt the pack: who has its files cannot hold guesses against it."),
    ] = False,
    starter: Annotated[
        bool,
        typer.Option(
            "--starter", help="Add the openly licensed packages of this machine (npm: below the paths)."
        ),
    ] = False,
    trust: Annotated[
        Path | None,
        typer.Option(
            "--trust",
            metavar="FILE",
            help="Trust this public key (PEM) for packs of others.",
            show_default=False,
        ),
    ] = None,
    home: _Home = None,
    config: Config = None,
    as_json: AsJson = False,
) -> int:
    """Add works to a pack, or install a pack that somebody else made.

    Only fingerprints are kept, no text. A file that is there already (the same name under the path) is
    replaced. Links, binary files and files over 16 MiB are left out and counted. A station sees a changed
    pack when its configuration is read again.
    """
    from filters.ip.pack import FILE

    shelf = _shelf(home, config)
    if trust is not None:
        note(f"trusted: {shelf.trust(_read(trust))}")
    given = paths or []
    if len(given) == 1 and (given[0] / FILE).is_file():
        manifest = shelf.install(given[0])
        return _added(as_json, manifest.label, None)
    if not given and not starter:
        if trust is not None:
            return FINE
        raise ClientError("nothing to add: give files, folders or --starter")
    for one in given:
        if not one.exists():
            raise ClientError(f"{one}: not there")
    from proxy.corpus.building import Terms, Told, batches, spdx
    from proxy.corpus.starter import NAME, installed

    checked = spdx(licence) if licence else ""
    if checked is None:
        raise ClientError(
            f"--licence: '{licence[:80]}' is no SPDX expression (such as MIT, or LicenseRef-Ours)"
        )
    terms = Terms(title, author, lang, checked, rights, source, year)
    files = installed(given) if starter else ((one, terms) for place in given for one in _found(place))
    told = Told()
    work = batches(_watched(files, "reading"), told)
    manifest = shelf.extend(pack or (NAME if starter else _PACK), _some(work), rights=rights, salted=private)
    return _added(as_json, manifest.label, told)


def _found(place: Path) -> Iterator[Any]:
    from proxy.corpus.sources import found

    yield from found(place)


def _some(batches: Iterator[list[Any]]) -> Iterator[list[Any]]:
    """The batches, of which there must be one: an empty pack is somebody's mistake."""
    first = next(batches, None)
    if first is None:
        raise ClientError("no file of text is there; nothing was changed")
    yield first
    yield from batches


def _added(as_json: bool, label: str, told: Told | None) -> int:
    if as_json:
        more = (
            {}
            if told is None
            else {"works": told.works, "characters": told.characters, "left_out": dict(told.left)}
        )
        show_json({"pack": label, **more})
        return FINE
    what = "installed" if told is None else f"{told.works} works, {told.characters:,} characters"
    out().print(plain(f"{label}: {what}"))
    for reason, count in sorted(told.left.items()) if told else ():
        note(
            f"left out, {reason}: {count} ({', '.join(told.examples[reason])}{', …' if count > 3 else ''})"
            if told
            else ""
        )
    return FINE


def list_(
    documents: Annotated[
        str, typer.Option("--documents", metavar="NAME", help="List the documents of one pack.")
    ] = "",
    home: _Home = None,
    config: Config = None,
    as_json: AsJson = False,
) -> int:
    """List the packs, or the documents of one. Every pack is checked; exit status 1 if one cannot be used."""
    shelf = _shelf(home, config)
    if documents:
        return _documents(shelf, documents, as_json)
    rows, wrong = list[dict[str, Any]](), list[str]()
    for name in _watched(shelf.names(), "checking"):
        try:
            pack = shelf.open(name)
        except Exception as error:  # noqa: BLE001  # told below; the others are listed all the same
            wrong.append(str(error))
            rows.append({"pack": name, "usable": False})
            continue
        size = sum(one.size for one in pack.manifest.parts)
        shown = {
            "pack": pack.manifest.label,
            "usable": True,
            "documents": len(pack.numbers()),
            "fingerprints": pack.size,
        }
        rows.append(
            shown | {"bytes": size, "private": bool(pack.manifest.salt), "rights": pack.manifest.rights}
        )
    if as_json:
        show_json(rows)
    else:
        _table(rows)
    for line in wrong:
        note(line)
    return FOUND if wrong else FINE


def _table(rows: list[dict[str, Any]]) -> None:
    if not rows:
        note("no packs yet: sekisho ip add DIR --pack NAME --licence …")
        return
    shown = table("pack", "documents", "fingerprints", "size", "private", "rights")
    for row in rows:
        if row["usable"]:
            cells = (
                row["pack"],
                row["documents"],
                f"{row['fingerprints']:,}",
                f"{row['bytes']:,}",
                "yes" if row["private"] else "",
                row["rights"],
            )
        else:
            cells = (row["pack"], "cannot be used", "", "", "", "")
        shown.add_row(*map(plain, cells))
    out().print(shown)


def _documents(shelf: Shelf, name: str, as_json: bool) -> int:
    from dataclasses import asdict

    pack = shelf.open(name)
    found = [pack.document(number) for number in pack.numbers()]
    if as_json:
        show_json([asdict(one) for one in found])
        return FINE
    shown = table("id", "title", "author", "licence", "year")
    for one in found:
        shown.add_row(*map(plain, (one.id, one.title, one.author, one.licence, one.year or "")))
    out().print(shown)
    return FINE


def remove(
    pack: Annotated[
        str,
        typer.Argument(metavar="PACK", help="The pack, or the id of a document that is in one pack only."),
    ],
    document: Annotated[
        list[str] | None,
        typer.Option(
            "--document", metavar="ID", help="Only this document; may be given again.", show_default=False
        ),
    ] = None,
    purge: Annotated[
        bool, typer.Option("--purge", help="Write the files anew, so that none of its fingerprints is left.")
    ] = False,
    home: _Home = None,
    config: Config = None,
    as_json: AsJson = False,
) -> int:
    """Remove a pack, or documents of one. Exit status 1 if none of these documents was there."""
    shelf = _shelf(home, config)
    if pack not in shelf.names() and not document and (holder := _holder(shelf, pack)):
        pack, document = holder, [pack]
    if not document and not purge:
        shelf.delete(pack)
        count = -1
    else:
        count = shelf.remove(pack, document or (), purge=purge)
    if as_json:
        show_json({"pack": pack, "removed": "pack" if count < 0 else count, "purged": purge})
    else:
        out().print(
            plain(
                f"{pack}: removed" if count < 0 else f"{pack}: {count} removed{', purged' if purge else ''}"
            )
        )
    return FOUND if document and not count else FINE


def _holder(shelf: Shelf, document: str) -> str:
    """The pack that has this document; empty where none has, or several have."""
    having = list[str]()
    for name in shelf.names():
        pack = shelf.open(name)
        if any(pack.document(number).id == document for number in pack.numbers()):
            having.append(name)
    return having[0] if len(having) == 1 else ""


def match(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="FILE…", help="Files to look at; without any, standard input.", show_default=False
        ),
    ] = None,
    pack: Annotated[
        list[str] | None,
        typer.Option(
            "--pack", metavar="NAME", help="Only this pack; may be given again.", show_default=False
        ),
    ] = None,
    home: _Home = None,
    config: Config = None,
    as_json: AsJson = False,
) -> int:
    """Show the passages of a text that works in the packs have too, and its notices of rights.

    Similar passages found, to be checked by a person: 類似箇所あり・要確認. Exit status 1 if there are any.
    """
    from filters.detector import DETECTORS, Window
    from filters.model import Channel

    shelf = _shelf(home, config)
    names = pack or shelf.names()
    if not names:
        raise ClientError("no packs yet: sekisho ip add DIR --pack NAME --licence …")
    for name in names:
        shelf.manifest(name)
    options = {"packs": [str(shelf.path(name)) for name in names], "direction": "both"}
    detectors = [DETECTORS.build("similar", options), DETECTORS.build("licence_notice")]
    channel, some = Channel("response", "/text", "assistant"), False
    for name, text in _texts(files or []):
        found = [
            one
            for by in detectors
            for one in by.read(Window(channel, by.name, text, 0, 0, final=True)).findings
        ]
        for one in sorted(found, key=lambda one: one.span):
            some = True
            _matched(name, one, as_json)
    return FOUND if some else FINE


def _texts(files: list[Path]) -> Iterator[tuple[str, str]]:
    from proxy.corpus.sources import Left, Source, decoded, read

    if not files:
        text = decoded(sys.stdin.buffer.read())
        if text is None:
            raise ClientError("standard input: no text")
        yield "-", text
    for file in files:
        text = read(Source(file, file.name))
        if isinstance(text, Left):
            raise ClientError(f"{file}: {text.reason}")
        yield str(file), text


def _matched(name: str, one: Finding, as_json: bool) -> None:
    from filters.ip.licences import obligation
    from filters.ip.spdx import parts

    licence = str(one.attrs.get("licence") or one.attrs.get("spdx") or "")
    asked = [obligation(spdx).en for spdx in parts(licence)]
    if as_json:
        where = {
            "file": name,
            "kind": one.kind,
            "start": one.span.start,
            "end": one.span.end,
            "score": one.score,
        }
        show_json(where | dict(one.attrs) | {"obligations": asked})
        return
    told = "similar passage found, to be checked" if one.kind != "ip.notice" else "notice of rights"
    who = " · ".join(str(one.attrs[key]) for key in ("title", "author", "source", "pack") if key in one.attrs)
    out().print(
        plain(f"{name}:{one.span.start}-{one.span.end}  {one.kind}  {told}  {who}  {licence}".rstrip())
    )
    for line in asked:
        out().print(plain(f"    {line}", "dim"))


def _shelf(home: Path | None, config: Path | None) -> Shelf:
    from config.load import load
    from proxy.corpus.shelf import Shelf

    return Shelf(home if home is not None else load(config, os.environ).home)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise ClientError(f"{file}: cannot be read ({error.strerror})") from None


def _watched(things: Iterable[T], doing: str) -> Iterator[T]:
    """The things one by one; on a terminal it is seen how many there were."""
    screen = aside()
    if not screen.is_terminal:
        yield from things
        return
    from rich.progress import track

    total = len(things) if isinstance(things, list) else None
    yield from track(things, doing, total=total, console=screen, transient=True)
