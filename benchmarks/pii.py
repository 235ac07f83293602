"""What it costs to look for personal data: clean prompts, texts full of it, the start, and Presidio beside.

    python benchmarks/pii.py [--policy japan-business] [--rounds 9] [--each] [--without-presidio] [--json]

Processor time of one text, over many different texts of one sort, so that nothing is
measured on a text it was warmed with: the least and the median of the rounds, the first
one apart (automatons are built as texts need them). "station": as a station does it, one
native search for everything and a gate only for what that does not clear, masking
included. "detectors": finding alone, which is what Presidio is compared with. Presidio:
patterns only, no model, the same texts in the same process; it names nobody, so the
detectors do more than it does.
Import and memory: in a fresh process, from where configuration can be read to where the
first text has been judged.
"""

from __future__ import annotations

import argparse
import itertools
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import rig
from config.load import default_settings
from config.policies import resolve
from filters.compiling import compile_policy
from filters.detector import Detector, View, Window
from filters.gate import End, Gate, Text, drive
from filters.model import Channel
from filters.policy import Policy
from filters.sieve import Sift
from filters.vault import Vault
from filters.views import fold
from proxy.readers import read, show

Way = Callable[[str], object]
CHANNEL = Channel("request", "/text")
CLEAN = {
    "en": """
        Please summarise the notes of the meeting in five points
        The second paragraph repeats the first one
        Could the tone be a little warmer without losing the facts
        We decided to move the launch by two weeks
        List what is still open, and who could take it on
        Keep the table, and drop the column nobody uses
        The new office has more light but fewer meeting rooms
        Write it so that a newcomer understands it
        Compare both drafts and say which one is clearer
        The budget stays as it was agreed in spring
        Translate only the headline, not the text beneath
        Why does the loop end one step too early
    """,
    "ja": """
        議事録の要点を五つにまとめてください
        二つ目の段落は最初の段落と重なっています
        もう少しやわらかい言い方にできますか
        発売は二週間遅らせることに決まりました
        まだ決まっていないことを挙げてください
        使われていない列は表から外してください
        新しい事務所は明るいけれど会議室が少ないです
        初めての人にも分かるように書いてください
        二つの下書きを比べてどちらが分かりやすいか教えてください
        予算は春に合意したとおりです
        見出しだけを訳して本文はそのままにしてください
        なぜ繰り返しが一回早く終わるのでしょうか
    """,
}
PERSONAL = {
    "en": """
        Call me at (212) 555-0{d3} after lunch
        My card is 4111 1111 1111 1111, please check
        Write to user{d3}@example.com
        The server at 192.0.2.{d2} was slow
        My social security number is 536-90-4{d3}
        Reach the desk on +1 202 555 0{d3}
    """,
    "ja": """
        電話は03-1234-5{d3}です
        カード番号は4111111111111111でお願いします
        メールはuser{d3}@example.co.jpまで
        携帯は090-1234-5{d3}に変わりました
        サーバーは192.0.2.{d2}にあります
        マイナンバーは123456789018と書かれています
    """,
}
ENDS = {"en": ". ", "ja": "。"}
# A sort of text, its characters, and what share of its sentences has a value.
SORTS = (("clean", 200), ("personal", 2_000), ("personal", 20_000), ("dense", 20_000))
_SHARES = {"clean": 0.0, "personal": 0.1, "dense": 0.25}
_HOW_MANY = {200: 256, 2_000: 64, 20_000: 12}


def sentences(block: str) -> list[str]:
    return [line.strip() for line in block.strip().splitlines()]


def texts(language: str, sort: str, size: int) -> list[str]:
    """Different texts of `size` characters: a value every tenth sentence, in dense ones every fourth."""
    dice = random.Random(size)
    clean, personal = sentences(CLEAN[language]), sentences(PERSONAL[language])
    made = list[str]()
    for _ in range(_HOW_MANY[size]):
        parts, length = list[str](), 0
        while length < size:
            valued = dice.random() < _SHARES[sort]
            sentence = dice.choice(personal if valued else clean)
            sentence = sentence.format(d3=dice.randint(100, 999), d2=dice.randint(10, 99)) + ENDS[language]
            parts.append(sentence)
            length += len(sentence)
        made.append("".join(parts)[:size])
    return made


def station(policy: Policy) -> Way:
    """A text as a station treats one; slow detectors are not waited for."""
    plan = policy.plan(CHANNEL)
    vault = Vault(b"k" * 32, 60, 10, 100_000)

    def through(text: str) -> object:
        if plan.clear(text) and not any(one.detector.inline for one in plan.unsieved):
            return None
        desk = vault.open("bench", "bench", 0.0)
        gate = Gate(CHANNEL, plan, desk, itertools.count(), 1 << 20, show)
        return drive(gate, read, Text(text), End())

    return through


def detectors(policy: Policy) -> Way:
    """What the inline detectors find, asked as a gate asks them: those that one native search wakes."""
    plan, every = policy.plan(CHANNEL), {id(one) for one in compared(policy)}
    views: dict[View, tuple[Sift | None, list[Detector], list[Detector]]] = {}
    both: tuple[View, ...] = ("folded", "raw")
    for view in both:
        mine = [one for one in plan.readers if one.detector.view == view]
        level = [one.detector for one in mine if one.sieved]
        always = [one.detector for one in mine if not one.sieved and id(one.detector) in every]
        views[view] = plan.sift(view), level, always

    def through(text: str) -> object:
        if plan.clear(text) and not any(always for _, _, always in views.values()):
            return None
        found = list[object]()
        for view, (sift, level, always) in views.items():
            shown = fold(text) if view == "folded" else text
            awake = [level[place] for place in (sift.awake(shown, 0, final=True) if sift else ())]
            found += [look(one, shown) for one in (*awake, *always) if id(one) in every]
        return found

    return through


def compared(policy: Policy) -> list[Detector]:
    """The detectors whose work Presidio does too."""
    return [one for one in policy.detectors if one.name != "placeholder"]


def look(one: Detector, text: str) -> object:
    return one.read(Window(CHANNEL, one.name, text, 0, 0, final=True))


def alone(one: Detector) -> Way:
    """One detector over a whole text that was folded before."""
    folded: dict[str, str] = {}

    def through(text: str) -> object:
        shown = folded.get(text)
        if shown is None:
            shown = folded[text] = fold(text) if one.view == "folded" else text
        return look(one, shown)

    return through


def inline_only(made: Policy) -> Policy:
    """The policy without what looks for other things than data, and what runs in threads and processes."""
    families = ("pii.", "secret.", "confidential.", "placeholder.")
    inline = tuple(
        one for one in made.detectors if one.inline and any(kind.startswith(families) for kind in one.kinds)
    )
    return Policy(made.name, made.digest, made.rules, made.default, made.deadline_s, made.hold, inline)


def presidio() -> Way:
    from filters.presidio.engine import Analyzers

    analyzers = Analyzers(("ja", "en"), {}, {}, None)
    return lambda text: analyzers.read(text, 0.0, None)


def timed(through: Way, given: Sequence[str], rounds: int) -> dict[str, float]:
    """µs of processor time for a text: in the first round, and the least and the median of the others."""
    spent: list[float] = []
    for _ in range(rounds + 1):
        began = time.process_time()
        for text in given:
            through(text)
        spent.append((time.process_time() - began) / len(given) * 1e6)
    first, *others = spent
    return {"first_us": first, "least_us": min(others), "median_us": statistics.median(others)}


FRESH = """
import sys, time
def rss():
    return int(open('/proc/self/statm').read().split()[1]) * 4 // 1024
from config.load import default_settings
from config.policies import resolve
import filters.policy
spec = resolve(default_settings(), sys.argv[1])
before, began = rss(), time.process_time()
from filters.compiling import compile_policy
from filters.detector import DETECTORS
DETECTORS.members()
imported = time.process_time() - began
policy = compile_policy(spec)
compiled = time.process_time() - began
from filters.model import Channel
policy.plan(Channel("request", "/text")).clear("a first text, long enough to be looked at by everything")
print(imported, compiled, time.process_time() - began, before, rss())
"""


def fresh(policy: str, rounds: int) -> dict[str, float]:
    """Seconds of processor time and MB that the detectors add to a fresh process; least of the rounds."""
    rows = list[list[float]]()
    for _ in range(rounds):
        command = [sys.executable, "-c", FRESH, policy]
        done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=rig.ROOT)
        rows.append([float(one) for one in done.stdout.split()])
    imported, compiled, judged, before, after = (min(column) for column in zip(*rows, strict=True))
    told = {"import_s": imported, "compiled_s": compiled, "judged_s": judged}
    return told | {"before_mb": before, "after_mb": after, "added_mb": after - before}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--policy", default="japan-business")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--each", action="store_true", help="every detector by itself too")
    parser.add_argument("--without-presidio", action="store_true")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    policy = inline_only(compile_policy(resolve(default_settings(), args.policy)))
    ways: dict[str, Way] = {"station": station(policy), "detectors": detectors(policy)}
    if args.each:
        ways |= {one.name: alone(one) for one in policy.detectors}
    if not args.without_presidio:
        ways["presidio"] = presidio()
    result: dict[str, Any] = {"policy": args.policy, "fresh": fresh(args.policy, 3), "texts": {}}
    for sort, size in SORTS:
        for language in CLEAN:
            result["texts"][f"{sort} {size} {language}"] = measured(
                texts(language, sort, size), ways, args.rounds
            )
    if args.json:
        rig.dump(result)
    else:
        show_table(result)


def measured(given: Sequence[str], ways: Mapping[str, Way], rounds: int) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for name, way in ways.items():
        slow = name == "presidio"
        row[name] = timed(way, given[:12] if slow else given, 2 if slow else rounds)
    if "presidio" in row:
        row["ratio"] = {"times": row["presidio"]["median_us"] / row["detectors"]["median_us"]}
    return row


def show_table(result: dict[str, Any]) -> None:
    print(f"{rig.machine()}, policy {result['policy']}\n")
    heads = f"{'text':<22}{'station µs':>12}{'least':>9}{'first':>9}{'detectors µs':>14}"
    print(heads + f"{'presidio µs':>13}{'times':>7}")
    for name, row in result["texts"].items():
        one, other = row["station"], row.get("presidio")
        line = f"{name:<22}{one['median_us']:>12,.1f}{one['least_us']:>9,.1f}{one['first_us']:>9,.1f}"
        line += f"{row['detectors']['median_us']:>14,.1f}"
        print(line + (f"{other['median_us']:>13,.0f}{row['ratio']['times']:>7.0f}" if other else ""))
        for part in sorted(row.keys() - {"station", "detectors", "presidio", "ratio"}):
            print(f"    {part:<18}{row[part]['median_us']:>12,.1f}{row[part]['least_us']:>9,.1f}")
    told = result["fresh"]
    print(
        f"\nfresh process: import {told['import_s']:.3f} s, policy compiled {told['compiled_s']:.3f} s, "
        f"first text {told['judged_s']:.3f} s, {told['added_mb']:.0f} MB added to {told['before_mb']:.0f}"
    )


if __name__ == "__main__":
    main()
