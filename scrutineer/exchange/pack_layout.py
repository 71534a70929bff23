"""How a pack is laid out: its sheets and columns, said once for writing and for reading."""

from __future__ import annotations

from dataclasses import dataclass

ABOUT = "About"
LISTS = "Lists"
LEVELS = "Levels"
INSTRUCTIONS = "Instructions"
FIRST_ROW = 5  # the row under the headings, on every sheet that is filled in
EMPTY_ROWS = 40  # rows of a register for the agency to fill


@dataclass(frozen=True, slots=True)
class PackColumn:
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
    columns: tuple[PackColumn, ...]

    def number(self, field: str) -> int:
        """The column of a field, counted from 1."""
        return 2 + [column.field for column in self.columns].index(field)


QUESTIONS = Part(
    "Self-assessment",
    "For each question choose the level that fits best, say how you know, and name the evidence.",
    (
        PackColumn("step", "Step", 15),
        PackColumn("number", "No", 5),
        PackColumn("question", "Question", 40),
        PackColumn("expects", "Evidence that would answer it", 30),
        PackColumn("level", "Level", 19, open=True),
        PackColumn("narrative", "How you know, and what difference it makes for children", 48, open=True),
        PackColumn("sources", "Evidence references", 18, open=True),
        PackColumn("confirmed", "Last cycle's answer", 14, open=True),
        PackColumn("earlier", "Worded differently last cycle", 26),
    ),
)
CHALLENGES = Part(
    "Challenges",
    "Challenges that await your reply. Say what has changed for children, or plainly that nothing is known to have.",
    (
        PackColumn("reference", "Reference", 16),
        PackColumn("question", "Challenge", 50),
        PackColumn("raised", "Raised", 16),
        PackColumn("due", "Reply due", 16),
        PackColumn("test", "What would resolve it", 40),
        PackColumn("reply", "Your reply", 60, open=True),
        PackColumn("date", "Date of the reply", 18, open=True),
        PackColumn("by", "By (role, not a name)", 26, open=True),
    ),
)
EVIDENCE = Part(
    "Evidence register",
    "What you rely on. Send the documents beside this workbook, not inside it. No child's or person's name, please.",
    (
        PackColumn("reference", "Your reference", 16, open=True),
        PackColumn("title", "Title", 46, open=True),
        PackColumn("date", "Its date", 16, open=True),
        PackColumn("kind", "What it is", 24, open=True),
        PackColumn("shows", "What it shows", 60, open=True),
        PackColumn("file", "File sent", 30, open=True),
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
