"""What must stand in nothing that leaves the machine, looked for in texts that are no report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.guarded_names import GuardedNames
from scrutineer.domain.issues import GuardedName
from scrutineer.domain.privacy import personal_data, said_as_contact
from scrutineer.errors import UserError
from scrutineer.operations.queries.context import read_context


def names_to_keep_out(casefile: Casefile) -> tuple[str, ...]:
    """The names that somebody said must stand in nothing that leaves."""
    return tuple(guarded.name for guarded in tables.rows(casefile, GuardedName))


def to_keep_out(casefile: Casefile, texts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Of texts, each with where it stands: where something is that must not leave, and what it is.

    The partnership's own contact may be said in any of them.
    """
    names = GuardedNames(names_to_keep_out(casefile))
    contact = said_as_contact(read_context(casefile).partnership.contact)
    for where, text in texts:
        for data in personal_data(text):
            if data.value in contact:
                continue
            yield where, f"{data.what} ending in {data.ending}"
        for name in dict.fromkeys(name for name, _ in names.standing_in([text])):
            yield where, f"the name “{name}”, which is to be kept out"


def require_fit_to_leave(casefile: Casefile, texts: Iterable[tuple[str, str]], said: str, advice: str) -> None:
    """Raise where one of these texts, each with where it stands, holds what must not leave: `said`, and which holds
    what."""
    held = [f"{where} holds {what}." for where, what in to_keep_out(casefile, texts)]
    if held:
        raise UserError(f"{said} {' '.join(held)}", advice)
