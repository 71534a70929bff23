"""What is typed leads to a build. Every build ends with the built program's own self-test, or is refused."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from installer.project import ROOT, Refusal, python_words, say, sums

KINDS = ("linux", "windows", "mac")


def main(words: list[str]) -> int:
    """Build; 0 done, 2 refused in words, 3 built and not wholly tried."""
    arguments = _parser().parse_args(words)
    began = time.monotonic()
    into, work = arguments.into.resolve(), arguments.work.resolve()
    try:
        if arguments.kind == "compare":
            return _compare(arguments.two)
        work.mkdir(parents=True, exist_ok=True)
        made, whole = build(arguments, into, work)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 2
    (into / "SHA256SUMS").write_text(sums(into), encoding="utf-8")
    say(f"{'Done' if whole else 'Built'} in {time.monotonic() - began:.0f} seconds with {python_words()}:")
    for path in [*made, into / "SHA256SUMS"]:
        say(f"  {path}")
    if not whole:
        say(UNTRIED)
    return 0 if whole else 3


UNTRIED = (
    "This is not done: the whole self-test was not passed here. Install it on a machine with Windows and run\n"
    "scrutineer-console --self-test in its folder before it is handed to anybody."
)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="build_installer.py", description="Build what people install.")
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="KIND")
    for kind in KINDS:
        verb = kinds.add_parser(kind)
        verb.add_argument("--into", type=Path, default=ROOT / "dist", metavar="DIR", help="where it goes (dist)")
        verb.add_argument("--work", type=Path, default=ROOT / "build" / "installer", metavar="DIR",
                          help="what is kept between builds (build/installer)")  # fmt: skip
        if kind == "windows":
            verb.add_argument("--python-embed", type=Path, metavar="ZIP", help="python.org's embeddable Python, 64-bit")
            verb.add_argument("--certificate", type=Path, metavar="PFX", help="what the programs are signed with")
            verb.add_argument("--certificate-password-file", type=Path, metavar="FILE")
    compare = kinds.add_parser("compare")
    compare.add_argument("two", type=Path, nargs=2, metavar="BUILD", help="a file or a folder, twice")
    compare.set_defaults(into=ROOT / "dist", work=ROOT / "build" / "installer")
    return parser


def build(arguments: argparse.Namespace, into: Path, work: Path) -> tuple[list[Path], bool]:
    """What one kind of build wrote, and whether it was wholly tried."""
    if arguments.kind == "linux":
        from installer import linux

        return linux.build(into, work), True
    if arguments.kind == "windows":
        from installer import windows

        signing = None
        if arguments.certificate:
            signing = windows.Signing(arguments.certificate, arguments.certificate_password_file)
        return windows.build(into, work, embed=arguments.python_embed, signing=signing)
    from installer import mac

    return mac.build(into, work), True


def _compare(two: list[Path]) -> int:
    from installer.comparing import differences

    found = differences(*two)
    say("\n".join(found) or "The two are the same, file by file.")
    return 1 if found else 0
