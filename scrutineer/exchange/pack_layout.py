"""How a pack is laid out: its sheets and columns, said once for writing and for reading."""

from __future__ import annotations

from dataclasses import dataclass

ABOUT = "About"
LISTS = "Lists"
FIRST_ROW = 5  # the row under the headings, on every sheet that is filled in
EMPTY_ROWS = 40  # rows of a register for the agency to fill


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its field, heading and width in characters; `open` where the agency writes.

    A column whose field is `date` takes one day.
    """

    field: str
    heading: str
    width: int
    open: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One sheet that is filled in. Column A is hidden and holds each row's id; the columns begin in B."""

    title: str
    lead: str
    columns: tuple[Column, ...]

    def number(self, field: str) -> int:
        """The column of a field, counted from 1."""
        return 2 + [column.field for column in self.columns].index(field)


QUESTIONS = Part(
    "Self-assessment",
    "For each question choose the level that fits best, say how you know, and name the evidence.",
    (
        Column("step", "Step", 15),
        Column("number", "No", 5),
        Column("question", "Question", 40),
        Column("expects", "Evidence that would answer it", 30),
        Column("level", "Level", 19, open=True),
        Column("narrative", "How you know, and what difference it makes for children", 48, open=True),
        Column("sources", "Evidence references", 18, open=True),
        Column("confirmed", "Last cycle's answer", 14, open=True),
        Column("earlier", "Worded differently last cycle", 26),
    ),
)
CHALLENGES = Part(
    "Challenges",
    "Challenges that await your reply. Say what has changed for children, or plainly that nothing is known to have.",
    (
        Column("reference", "Reference", 16),
        Column("question", "Challenge", 50),
        Column("raised", "Raised", 16),
        Column("due", "Reply due", 16),
        Column("test", "What would resolve it", 40),
        Column("reply", "Your reply", 60, open=True),
        Column("date", "Date of the reply", 18, open=True),
        Column("by", "By (role, not a name)", 26, open=True),
    ),
)
EVIDENCE = Part(
    "Evidence register",
    "What you rely on. Send the documents beside this workbook, not inside it. No child's or person's name, please.",
    (
        Column("reference", "Your reference", 16, open=True),
        Column("title", "Title", 46, open=True),
        Column("date", "Its date", 16, open=True),
        Column("kind", "What it is", 24, open=True),
        Column("shows", "What it shows", 60, open=True),
        Column("file", "File sent", 30, open=True),
    ),
)
CONTRIBUTIONS = Part(
    "Contributions",
    "What your agency contributes to the partnership, in money and in kind.",
    (
        Column("year", "Year", 16, open=True),
        Column("amount", "Amount in pounds", 20, open=True),
        Column("in_kind", "In kind", 40, open=True),
        Column("note", "Note", 40, open=True),
    ),
)
ATTENDANCE = Part(
    "Attendance",
    "Who filled your seats at the partnership's meetings. Roles, not names.",
    (
        Column("seat", "Seat", 36, open=True),
        Column("meeting", "Meeting", 30, open=True),
        Column("date", "Date", 16, open=True),
        Column("presence", "How it was filled", 24, open=True),
    ),
)
PARTS = (QUESTIONS, CHALLENGES, EVIDENCE, CONTRIBUTIONS, ATTENDANCE)
