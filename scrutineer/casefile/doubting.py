"""What can be and is unlikely is asked about at the gate, whoever typed it: no operation can forget to ask.

Inside `asking` there is a person to be asked: a form of the window, a verb of the command line. What an import, a merge
or an undo writes was not typed now, and is not asked about. Which days are asked about is said in the types of records
(`rules.DayDue`); what rows are to each other is asked by whoever opened the casefile (`Casefile.doubts`), and what an
operation alone knows it adds to the `doubts` of its transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from scrutineer.casefile import journal, validation
from scrutineer.casefile.validation import Written
from scrutineer.domain.unlikely import Doubt, day_doubts
from scrutineer.errors import Doubtful

if TYPE_CHECKING:
    from scrutineer.casefile.casefile import Casefile, Changes
    from scrutineer.casefile.journal import RowChange

Doubts = Callable[["Casefile", Written, Written], Iterator[Doubt]]
"""What is unlikely of rows as an entry met them and as it leaves them."""


def no_doubts(_casefile: Casefile, _before: Written, _after: Written) -> Iterator[Doubt]:
    """No doubts beyond those of the types."""
    yield from ()


@contextmanager
def asking(casefile: Casefile, *, sure: bool = False) -> Iterator[None]:
    """What is written inside was typed by a person, who is asked about it unless they said that it is so."""
    before, casefile.asking = casefile.asking, not sure
    try:
        yield
    finally:
        casefile.asking = before


def not_typed(casefile: Casefile) -> AbstractContextManager[None]:
    """What is written inside came as it is, in a workbook or another casefile: nobody here typed it, and nobody is
    asked about it, whoever stands by."""
    return asking(casefile, sure=True)


def ask_so_far(casefile: Casefile, changes: Changes) -> None:
    """Ask now of what an open transaction wrote: for what goes on to do more than write, such as to leave a file."""
    ask_about(casefile, journal.changes_now(casefile.writer), changes)


def ask_about(casefile: Casefile, written: Iterable[RowChange], changes: Changes) -> None:
    """Ask, in one question, of everything that an entry leaves and that is unlikely, with the doubts that its operation
    adds. The first that says a sentence says beside which field it stands."""
    if not casefile.asking:
        return
    before, after = validation.sides(written)
    before = _with_places(before, changes.in_place_of)
    doubts = [
        *changes.doubts,
        *_of_days(before, after, casefile.clock.today()),
        *casefile.doubts(casefile, before, after),
    ]
    if doubts:
        words = ". ".join(dict.fromkeys(doubt.words for doubt in doubts))
        instead = " or ".join(dict.fromkeys(doubt.instead for doubt in doubts))
        raise Doubtful(f"{words}.", f"Say that it is so, or {instead}. Nothing was changed.", about=doubts[0].about)


def _with_places(before: Written, in_place_of: Mapping[tuple[type[Any], int], Any]) -> Written:
    """The rows as an entry met them, a new row that stands in the place of an earlier one taken for that one."""
    met = {kind: dict(things) for kind, things in before.items()}
    for (kind, row), thing in in_place_of.items():
        met.setdefault(kind, {})[row] = thing
    return met


def _of_days(before: Written, after: Written, today: date) -> Iterator[Doubt]:
    """Days that are unlikely, the first of each field: several rows of one kind were typed as one day."""
    for kind, things in after.items():
        first: dict[str, Doubt] = {}
        for row, thing in things.items():
            for doubt in day_doubts(thing, before.get(kind, {}).get(row), today):
                first.setdefault(doubt.about, doubt)
        yield from first.values()
