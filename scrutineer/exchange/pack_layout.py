"""How a pack is laid out: its sheets and columns, said once for writing and for reading."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

ABOUT = "About"
OWN_TEXTS = 3  # the column of About that holds every text of the sheets to be read, and every heading
LISTS = "Lists"
LEVELS = "Levels"
INSTRUCTIONS = "Instructions"
FIRST_ROW = 5  # the row under the headings, on every sheet that is filled in
EMPTY_ROWS = 40  # rows of a register for the agency to fill
WIDEST = 170  # characters across all columns: what still prints at 9 points on A4 across, of 11 points on the screen


@dataclass(frozen=True, slots=True)
class PackColumn:
    """One column: its field, heading and width in characters; `open` where the agency writes.

    A column whose field is `date` takes one day. One that is `may_lack` is not in a pack that has nothing to put in it.
    """

    field: str
    heading: str
    width: int
    open: bool = False
    may_lack: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One sheet that is filled in. Column A is hidden and holds each row's id; the columns begin in B."""

    title: str
    lead: str
    columns: tuple[PackColumn, ...]

    def number(self, field: str) -> int:
        """The column of a field, counted from 1."""
        return 2 + [column.field for column in self.columns].index(field)

    def without(self, fields: Collection[str]) -> Part:
        """The part less some columns; the widest of the open and of the locked ones share the room that they leave."""
        kept = [column for column in self.columns if column.field not in fields]
        room = sum(column.width for column in self.columns) - sum(column.width for column in kept)
        for is_open in (True, False):
            alike = [column for column in kept if column.open is is_open]
            if alike:
                widest = max(alike, key=lambda column: column.width)
                kept[kept.index(widest)] = replace(widest, width=widest.width + room // 2)
        return replace(self, columns=tuple(kept))


QUESTIONS = Part(
    "Self-assessment",
    "For each question choose the level that fits best, say how you know, and name the evidence.",
    (
        PackColumn("step", "Step", 12),
        PackColumn("number", "No", 5),
        PackColumn("question", "Question", 32),
        PackColumn("expects", "Evidence that would answer it", 22, may_lack=True),
        PackColumn("level", "Level", 16, open=True),
        PackColumn("narrative", "How you know, and what difference it makes for children", 38, open=True),
        PackColumn("sources", "Evidence references", 14, open=True),
        PackColumn("confirmed", "Last cycle's answer", 13, open=True, may_lack=True),
        PackColumn("earlier", "Worded differently last cycle", 18, may_lack=True),
    ),
)
CHALLENGES = Part(
    "Challenges",
    "Challenges that await your reply. Say what has changed for children, or plainly that nothing is known to have.",
    (
        PackColumn("reference", "Reference", 13),
        PackColumn("question", "Challenge", 36),
        PackColumn("raised", "Raised", 13),
        PackColumn("due", "Reply due", 13),
        PackColumn("test", "What would resolve it", 26),
        PackColumn("reply", "Your reply", 40, open=True),
        PackColumn("date", "Date of the reply", 13, open=True),
        PackColumn("by", "By (role, not a name)", 16, open=True),
    ),
)
EVIDENCE = Part(
    "Evidence register",
    "What you rely on. Send the documents beside this workbook, not inside it. No child's or person's name, please.",
    (
        PackColumn("reference", "Your reference", 14, open=True),
        PackColumn("title", "Title", 40, open=True),
        PackColumn("date", "Its date", 15, open=True),
        PackColumn("kind", "What it is", 20, open=True),
        PackColumn("shows", "What it shows", 52, open=True),
        PackColumn("file", "File sent", 28, open=True),
    ),
)
CONTRIBUTIONS = Part(
    "Contributions",
    "What your agency contributes to the partnership, in money and in kind.",
    (
        PackColumn("year", "Year", 16, open=True),
        PackColumn("amount", "Amount in pounds", 20, open=True),
        PackColumn("in_kind", "In kind", 40, open=True),
        PackColumn("note", "Note", 40, open=True),
    ),
)
ATTENDANCE = Part(
    "Attendance",
    "Who filled your seats at the partnership's meetings. Roles, not names.",
    (
        PackColumn("seat", "Seat", 36, open=True),
        PackColumn("meeting", "Meeting", 30, open=True),
        PackColumn("date", "Date", 16, open=True),
        PackColumn("presence", "How it was filled", 24, open=True),
    ),
)
PARTS = (QUESTIONS, CHALLENGES, EVIDENCE, CONTRIBUTIONS, ATTENDANCE)
