"""Letters that are drawn like Latin ones, and marks that are drawn on them.

Folding takes away what is the same by Unicode (full width, bold) and the closest
look-alikes. Here go small capitals, Braille, boxed letters and marks on letters, whatever
they are beside; and look-alikes of all other scripts and accented letters where what comes
out are English words, so that Russian or French are not torn apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from filters.harm.canon_way import Edit
from filters.harm.canon_words import ranks

_ABC = "abcdefghijklmnopqrstuvwxyz"
# Small capitals and their like of phonetic script; Braille. Each letter, and what it is read as.
_ALWAYS = (
    "ᴀa ʙb ᴄc ᴅd ᴇe ꜰf ғf ɢg ʜh ɪi ᴊj ᴋk ʟl ᴌl ᴍm ɴn ᴏo ᴘp ꞯq ǫq ʀr ꜱs ᴛt ᴜu ᴠv ᴡw ʏy ᴢz ᴎn ᴙr ᴚr ᴁae ɶoe",
    "⠁a ⠃b ⠉c ⠙d ⠑e ⠋f ⠛g ⠓h ⠊i ⠚j ⠅k ⠇l ⠍m ⠝n ⠕o ⠏p ⠟q ⠗r ⠎s ⠞t ⠥u ⠧v ⠺w ⠭x ⠽y ⠵z",
)
_BLOCKS = (0x1F130, 0x1F150, 0x1F170, 0x1F1E6)  # boxed, circled, boxed in black, regional
# Drawn like the letter, or near enough to be read as it, in other scripts and in Latin beyond ASCII.
_ALIKE = (
    "бb вb гr дd зe иu кk лn мm нh пn тt уy фo цu чu шw",
    "щw ыb ьb эe яr ђh єe ћh ѓr ґr ғf қk ҝk ңh ҳx һh ҷu ҹu",
    "БB ВB ГR ЗE ИN КK ЛN МM НH ПN УY ФO ЦU ЧU ШW ЫB ЬB ЯR ЄE ҐR ҒF ҚK ҢH ҲX ѠW ѴV ѡw ѵv ѕs ԁd ԛq ԝw",
    "αa βb γy δd εe ζz ηn θo ιi κk λl μu νv ξe πn ρp ςs σo τt υu φo χx ψw ωw ϲc ϵe ϐb ϑo ϕo ϖw ϱp",
    "ΓR ΔA ΘO ΛA ΞE ΠN ΣE ΦO ΨW ΩO",
    "աw բp գq դn եt զq էt թp ին լl խh հh ձd ղn ճd յj նu ոn չs պm ջg ռn սu վu տm րn ցg ւi փp քp օo ֆf",
    "ᎠD ᎡR ᎢT ᎥI ᎪA ᎫJ ᎬE ᎳW ᎷM ᎻH ᏀG ᏂH ᏃZ ᏏB ᏒR ᏔW ᏕS ᏙV ᏚS ᏞL ᏟC ᏢP ᏦK ᏴB Ꮾ6",
    "ıi ȷj łl øo đd ħh ŧt ƀb ɓb ƈc ɖd ɗd ƒf ɠg ɦh ɨi ɩi ƙk",
    "ɫl ɬl ɱm ɲn ŋn ɳn ƥp ʠq ɽr ɾr ʂs ƭt ʈt ʉu ʊu ʋv ƴy ʐz",
    "ɐa ɑa ɒa ɔc əe ɛe ɜe ɡg ɥh ɯw ʌv ʍw ʇt ʎy ßs æae œoe ðd",
    "ŁL ØO ĐD ĦH ŦT ƁB ƇC ƊD ƑF ƓG ƗI ƘK ƝN ƤP ƬT ɄU ƲV ƳY",
)
MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_REGION = "\U0001f1e6-\U0001f1ff"


@cache
def _always() -> Mapping[int, str]:
    blocks = ((first + n, char) for first in _BLOCKS for n, char in enumerate(_ABC))
    return {**_read(_ALWAYS), **dict(blocks)}


@cache
def _alike() -> Mapping[int, str]:
    return _read(_ALIKE)


def _read(rows: tuple[str, ...]) -> Mapping[int, str]:
    return {ord(one[0]): one[1:] for row in rows for one in row.split()}


_SURE = "".join(chr(point) for point in sorted(_always()) if not 0x1F1E6 <= point <= 0x1F1FF)
_SMALL = re.compile(f"[{_SURE}]+|[{_REGION}]{{3,}}|[{MARKS}]+")
# Whatever else may be drawn like Latin: Latin letters beyond ASCII, Greek, Cyrillic, Armenian, Cherokee.
_OTHER = "\u00c0-\u024f\u0250-\u02af\u0370-\u052f\u0531-\u0587\u13a0-\u13ff\u1e00-\u1fff"
# Whole words, and nothing tried twice: a row of a thousand plain letters would cost a million steps.
_TOKEN = re.compile(f"(?<![A-Za-z{_OTHER}])[A-Za-z]*+[{_OTHER}][A-Za-z{_OTHER}]*+")
ODD = f"[{_SURE}{_OTHER}{MARKS}]|[{_REGION}]{{3}}"  # a folded text without them has no such letter
_LONG = 48  # letters; longer rows are no words


def small(text: str) -> list[Edit]:
    """Small capitals and the like as plain letters, marks gone."""
    return [Edit(*match.span(), _plain(match.group())) for match in _SMALL.finditer(text)]


def _plain(run: str) -> str:
    return "".join(_always().get(ord(char), "") for char in run)


def alike(text: str) -> list[Edit]:
    """Words with look-alikes, or with accents, read as English, if most of them are words then."""
    edits = list[Edit]()
    known = long = 0
    for match in _TOKEN.finditer(text):
        begin, end = match.span()
        if end - begin > _LONG:
            continue
        meant = "".join(map(_letter, match.group()))
        edits.append(Edit(begin, end, meant))
        if end - begin > 2:
            long += 1
            known += meant.lower() in ranks()
    return edits if known and 5 * known >= 3 * long else []


@cache
def _letter(char: str) -> str:
    if char.isascii():
        return char
    made = _alike().get(ord(char))
    if made is None:
        bare = unicodedata.normalize("NFD", char)[0]
        made = bare if bare.isascii() else _alike().get(ord(bare), char)
    return made
