"""Prints the manual page scrutineer(1), from the command line's own parser: write_manual.py VERSION DATE."""

from __future__ import annotations

import argparse
import re
import sys

from scrutineer.cli.verbs import parser


def page(version: str, day: str) -> str:
    """The manual page as man(1) reads it."""
    whole = parser()
    lines = [
        f'.TH SCRUTINEER 1 "{day}" "Scrutineer {version}" "User Commands"',
        ".SH NAME",
        r"scrutineer \- independent scrutiny of a safeguarding children partnership, offline",
        ".SH SYNOPSIS",
        ".B scrutineer",
        "[CASEFILE]",
        ".br",
        ".B scrutineer",
        "VERB [OPTIONS]",
        ".br",
        ".B scrutineer",
        plain("--self-test"),
        ".SH DESCRIPTION",
        plain(whole.description or ""),
        "Everything stays on this machine, encrypted; nothing is sent or fetched.",
        ".SH VERBS",
    ]
    for action in whole._actions:
        if isinstance(action, argparse._SubParsersAction):
            helps = {choice.dest: choice.help or "" for choice in action._choices_actions}
            for name, verb in action.choices.items():
                lines += [".SS " + plain(name), plain(helps.get(name, "")), ".nf", plain(usage(verb)), ".fi"]
                lines += [part for option in verb._actions for part in told(option)]
    lines += [
        ".SH EXIT STATUS",
        "0 where it was done, 2 where it was refused in words, 1 where a check found something.",
    ]
    lines += [".SH FILES", plain("~/.config/Scrutineer, ~/.local/state/Scrutineer, ~/.cache/Scrutineer:"),
              "settings, the local log and what this machine remembers; never case material."]  # fmt: skip
    return "\n".join(line for line in lines if line) + "\n"


def usage(verb: argparse.ArgumentParser) -> str:
    """How the verb is called, one way whatever the terminal."""
    return " ".join(verb.format_usage().removeprefix("usage: ").split())


def told(option: argparse.Action) -> list[str]:
    """An option with what it does, or nothing for one that needs no word."""
    if not option.help or option.dest == "help":
        return []
    name = ", ".join(option.option_strings) or str(option.metavar or option.dest)
    return [".TP", r"\fB" + plain(name) + r"\fR", plain(option.help)]


def plain(text: str) -> str:
    """Text in which man(1) sees no command of its own."""
    escaped = text.replace("\\", r"\e").replace("-", r"\-").replace("\n", " ")
    return re.sub(r"^([.'])", r"\\&\1", escaped)


if __name__ == "__main__":
    sys.stdout.write(page(*sys.argv[1:]))
