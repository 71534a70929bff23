"""What is typed leads to a build. Every build ends with the built program's own self-test, or is refused."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from installer.project import ROOT, Refusal, python_words, say, sums

KINDS = ("linux", "windows", "mac")


def main(words: list[str]) -> int:
    """Build; 0 done, 2 refused in words."""
    parser = argparse.ArgumentParser(prog="build_installer.py", description="Build what people install.")
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("--into", type=Path, default=ROOT / "dist", metavar="DIR", help="where it goes (dist)")
    parser.add_argument(
        "--work", type=Path, default=ROOT / "build" / "installer", metavar="DIR", help="what is kept between builds"
    )
    arguments = parser.parse_args(words)
    began = time.monotonic()
    into, work = arguments.into.resolve(), arguments.work.resolve()
    try:
        work.mkdir(parents=True, exist_ok=True)
        made = build(arguments, into, work)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 2
    (into / "SHA256SUMS").write_text(sums(into), encoding="utf-8")
    say(f"Done in {time.monotonic() - began:.0f} seconds with {python_words()}:")
    for path in [*made, into / "SHA256SUMS"]:
        say(f"  {path}")
    return 0


def build(arguments: argparse.Namespace, into: Path, work: Path) -> list[Path]:
    """What one kind of build writes."""
    if arguments.kind == "linux":
        from installer import linux

        return linux.build(into, work)
    raise Refusal("Not yet.")
