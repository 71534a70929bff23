"""How far a row of a log is, as its status columns say it: in words, or by the colour of a cell."""

from __future__ import annotations

from itertools import pairwise

from scrutineer.domain.answers import colour_guess, colour_name, is_paper
from scrutineer.domain.grid import Cell
from scrutineer.domain.mapping import Role
from scrutineer.exchange.blocks import Block

_PLAIN = {"r": "red", "red": "red", "a": "amber", "amber": "amber", "g": "green", "green": "green"}
"""What people type for the three colours."""
_STRIPES = 3  # rows from which on a colour on every second one is a band


def of_row(block: Block, row: int) -> tuple[tuple[str, ...], str]:
    """What the status columns of a row say, each part once, and what of it is a guess to confirm.

    Red, amber or green in a cell without words is read as that word, and said to be a colour. Any other colour, one
    that the whole row has, and one that the words contradict is never taken: the row waits, and the guess is shown.
    """
    said, guesses, painted = [], [], _of_the_row(block, row)
    for column in block.joined(Role.STATUS):
        place = block.place_of(row, column, Role.STATUS)
        cell, address = block.sheet.at(*place), block.sheet.address(*place).rpartition("!")[2]
        text = block.sheet.words(*place)
        guesses.append(_disagrees(text, cell, address) if text else _guess(cell, address, painted))
        if text:
            said.append(text)
        elif cell.fill != painted and colour_name(cell.fill) in _PLAIN:
            said.append(f"{colour_name(cell.fill).capitalize()}, by the colour of {address}")
    if not said and colour_name(painted) in _PLAIN and not _is_band(block, painted):
        guesses.append(f"its whole row is {colour_name(painted)}: say whether that is its status")
    return tuple(dict.fromkeys(said)), "; ".join(guess for guess in guesses if guess)


def _of_the_row(block: Block, row: int) -> str:
    """The colour of a row that is painted from end to end: what it is about and something else of it have it."""
    own = block.roles.get(Role.CHALLENGE)
    painted = block.sheet.at(row, own).fill if own is not None else ""
    others = [column for role, column in block.roles.items() if role not in {Role.CHALLENGE, Role.STATUS}]
    alike = [column for column in others if block.sheet.at(row, column).fill == painted]
    return painted if painted and alike else ""


def _is_band(block: Block, fill: str) -> bool:
    """Whether a colour is on every second row, as tables are striped: it says nothing of any of them."""
    rows = [below for below in block.sheet.rows() if below > block.headings.last_row]
    painted = [place for place, below in enumerate(rows) if _of_the_row(block, below) == fill]
    return len(painted) >= _STRIPES and {after - before for before, after in pairwise(painted)} == {2}


def _disagrees(text: str, cell: Cell, address: str) -> str:
    """Why words and colour of one cell are two statements; "" where they are one."""
    named, colour = _PLAIN.get(text.casefold()), colour_name(cell.fill)
    if named and colour in _PLAIN and colour != named:
        return f"its status is “{text}” in a cell that is {colour} ({address}): say which holds"
    return ""


def _guess(cell: Cell, address: str, painted: str) -> str:
    """What the colour of a cell alone could mean where that is not sure; "" where it is, or where it is none."""
    if is_paper(cell.fill) or cell.fill == painted or colour_name(cell.fill) in _PLAIN:
        return ""
    return f"its status is a colour alone, {address}, {colour_guess(cell.fill)}: say what it means"
