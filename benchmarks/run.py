"""Every benchmark once, shortly, and one table of what was promised.

    python benchmarks/run.py [--json] [--litellm PYTHON] [--portkey FOLDER]

About four minutes on a quiet machine; on a busy one the numbers mean little, and the
load printed above them says so. Each line names the command that measures it well. The
figures we publish, with their spread, are in docs/benchmarks/.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import rig

COMMANDS: Mapping[str, tuple[str, ...]] = {
    "relay": ("--rounds", "3", "--requests", "2000"),
    "stream": ("--streams", "160"),
    "soak": ("--exchanges", "4000"),
    "pii": ("--rounds", "3"),
    "harm": ("--rounds", "3"),
    "gate": ("--rounds", "3", "--events", "200"),
    "restore": ("--rounds", "11"),
    "scan": ("--rounds", "5"),
    "audit": ("--rounds", "5", "--events", "2000"),
    "ip": ("--fingerprints", "10000000", "--rounds", "3"),
    "upstream": ("pool", "--rounds", "2", "--requests", "1000"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A figure of the table. most: what was promised; None where it only informs."""

    what: str
    value: float
    unit: str
    most: float | None
    script: str

    @property
    def kept(self) -> bool:
        return self.most is None or self.value <= self.most

    def printed(self) -> str:
        promised = "" if self.most is None else f"≤ {self.most:g}"
        mark = "" if self.most is None else "yes" if self.kept else "NO"
        return f"{self.what:<52}{self.value:>9.2f} {self.unit:<9}{promised:>8} {mark:<4} {self.script}"


def ran(script: str, options: tuple[str, ...]) -> dict[str, Any]:
    """What a benchmark printed as JSON; SystemExit with its words if it printed none."""
    command = [sys.executable, str(Path(__file__).with_name(f"{script}.py")), *options, "--json"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=rig.ROOT)
    try:
        return json.loads(done.stdout)
    except json.JSONDecodeError:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}{done.stderr}") from None


def relay(found: dict[str, Any]) -> Iterator[Line]:
    rows = found["relay"]
    for name, row in rows.items():
        if row["times_nginx"]:
            most = 20 if name == "sekisho standard" else None
            yield Line(f"CPU of an exchange, {name}", row["times_nginx"], "× nginx", most, "relay")
    if "litellm" in rows:
        share = rows["sekisho standard"]["median_us"] / rows["litellm"]["median_us"]
        yield Line("CPU of an exchange, standard", share, "× LiteLLM", 1 / 20, "relay")


def stream(found: dict[str, Any]) -> Iterator[Line]:
    parts = found["stream"]
    yield from waits("added to the first token, observe", parts["first"]["first token"])
    yield from waits("settled to released, English", parts["hold"]["en"])
    yield from waits("settled to released, Japanese", parts["hold"]["ja"])
    for name, row in parts["cpu"].items():
        most = None if name.startswith("nginx") else 100
        yield Line(f"CPU of an event, {name}", row["median_us"], "µs", most, "stream")
    many = parts["many"]
    broken = many["streams"] - many["whole"]
    yield Line(f"{many['at_once']} streams at once, broken", broken, "", 0, "stream")
    yield Line(f"{many['at_once']} streams at once, memory", many["rss_mb_greatest"], "MB", 150, "stream")
    yield Line(
        f"{many['at_once']} streams at once, added p99",
        many["delay"]["added_ms"]["p99"],
        "ms",
        None,
        "stream",
    )


def waits(what: str, row: dict[str, Any]) -> Iterator[Line]:
    yield Line(f"{what}, p50", row["added_ms"]["p50"], "ms", 1, "stream")
    yield Line(f"{what}, p99", row["added_ms"]["p99"], "ms", 5, "stream")


def soak(found: dict[str, Any]) -> Iterator[Line]:
    row = found["memory"]
    yield Line("memory of a worker, greatest", row["greatest_mb"], "MB", 150, "soak")
    yield Line("memory, growth over the last half (short run)", row["last_half_mb"], "MB", None, "soak")


def gate(found: dict[str, Any]) -> Iterator[Line]:
    for language, most in (("en", 3), ("ja", 1.5)):
        row = found[f"japan-business {language}"]["held in deltas of 1"]
        yield Line(f"held code points, mean, {language}", row["mean"], "", most, "gate")
    for name in ("observe en", "standard en", "japan-business en"):
        yield Line(
            f"CPU of an event in the heart, {name}", found[name]["event"]["median_us"], "µs", None, "gate"
        )


_OF_WORKS = {"build": None, "index": 450, "miss": 0.5, "p99": 10, "stream": 40}


def ip(found: dict[str, Any]) -> Iterator[Line]:
    for what, value in found["figures"].items():
        name, _, unit = what.rpartition(", ")
        sort = what.split(" ", 1)[0]
        if sort in _OF_WORKS:
            yield Line(f"works: {name}", value, unit, _OF_WORKS[sort], "ip")


def restore(found: dict[str, Any]) -> Iterator[Line]:
    for name, row in found.items():
        if "alone" in row:
            yield Line(
                f"looking for surrogates, a chunk, {name}", row["alone"]["median_us"], "µs", 1, "restore"
            )


def scan(found: dict[str, Any]) -> Iterator[Line]:
    for row in found["rows"]:
        if row["body"] in ("chat chunk", "request 1 KB") and row["what"] != "scan, new form":
            yield Line(f"{row['what']}, {row['body']}", row["median_us"], "µs", None, "scan")


def audit(found: dict[str, Any]) -> Iterator[Line]:
    for row in found["cpu"]:
        if row["what"].startswith(("encode", "append")):
            yield Line(f"record: {row['what']}", row["median_us"], "µs", None, "audit")


def upstream(found: dict[str, Any]) -> Iterator[Line]:
    yield Line(
        "CPU of a bare relay with our client", found["cpu"]["pool"]["us_median"], "µs", None, "upstream"
    )


def pii(found: dict[str, Any]) -> Iterator[Line]:
    promised = {"clean 200": 20, "personal 2000": 300, "personal 20000": 3000}
    for name, row in found["texts"].items():
        sort, _, _ = name.rpartition(" ")
        yield Line(f"personal data, {name}", row["station"]["median_us"], "µs", promised.get(sort), "pii")
        if "ratio" in row:
            share = 1 / row["ratio"]["times"]
            yield Line(
                f"personal data, {name}", share, "× Presidio", 1 / 40 if sort in promised else None, "pii"
            )
    told = found["fresh"]
    yield Line("personal data, import of the detectors", told["import_s"], "s", 0.15, "pii")
    yield Line("personal data, memory added", told["added_mb"], "MB", 40, "pii")


def harm(found: dict[str, Any]) -> Iterator[Line]:
    promised = {"plain 200": 250, "plain 2048": 700}
    for name, row in found["texts"].items():
        sort, _, language = name.rpartition(" ")
        yield Line(f"harm and attacks, {name}", row["station"]["median_us"], "µs", promised.get(sort), "harm")
        if sort == "plain 2048":
            most = 60 if language == "en" else 150
            yield Line(f"views of disguises, {name}", row["views"]["median_us"], "µs", most, "harm")
    told = found["fresh"]
    yield Line("harm and attacks, the model's file", told["model_mb"], "MB", 6, "harm")
    yield Line("harm and attacks, memory added", told["added_mb"], "MB", 60, "harm")


READ: Mapping[str, Callable[[dict[str, Any]], Iterator[Line]]] = {
    "relay": relay,
    "stream": stream,
    "soak": soak,
    "gate": gate,
    "ip": ip,
    "pii": pii,
    "harm": harm,
    "restore": restore,
    "scan": scan,
    "audit": audit,
    "upstream": upstream,
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("only", nargs="*", help=f"some of {', '.join(COMMANDS)}")
    parser.add_argument("--litellm", metavar="PYTHON", help="see relay.py")
    parser.add_argument("--portkey", metavar="FOLDER", help="see relay.py")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    if unknown := set(args.only) - set(COMMANDS):
        parser.error(f"no benchmark {', '.join(sorted(unknown))}; there are {', '.join(COMMANDS)}")
    peers = [f"--{name}={value}" for name in ("litellm", "portkey") if (value := getattr(args, name))]
    found: dict[str, Any] = {}
    if not args.json:
        print(f"{rig.machine()}\n")
    for script in args.only or COMMANDS:
        began = time.monotonic()
        found[script] = ran(script, (*COMMANDS[script], *(peers if script == "relay" else ())))
        if not args.json:
            for line in READ[script](found[script]):
                print(line.printed(), flush=True)
            print(f"{'':62}({time.monotonic() - began:.0f} s)", flush=True)
    if args.json:
        rig.dump(found)


if __name__ == "__main__":
    main()
