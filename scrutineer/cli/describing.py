"""What the verbs say of themselves: for the reference and the manual page, which are written from it."""

from __future__ import annotations

import argparse
from dataclasses import dataclass

from scrutineer.cli.verbs import parser

_EVERY_VERB_TAKES = frozenset({"help", "json", "passphrase_file", "casefile"})


@dataclass(frozen=True, slots=True)
class VerbSays:
    """What a verb is for, and what it takes beside what every verb does."""

    about: str
    takes: tuple[argparse.Action, ...]


def what_verbs_say() -> dict[str, VerbSays]:
    """Each verb with what it says of itself, in the order in which they are listed."""
    (listed,) = (action for action in parser()._actions if isinstance(action, argparse._SubParsersAction))
    return {
        name: VerbSays(
            verb.description or "",
            tuple(action for action in verb._actions
                  if action.dest not in _EVERY_VERB_TAKES and action.help != argparse.SUPPRESS),
        )
        for name, verb in listed.choices.items()
    }  # fmt: skip
