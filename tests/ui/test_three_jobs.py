"""Three whole jobs of a scrutineer's year, as `docs/jobs.md` tells them: each step as it is pressed, to the real files."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from zipfile import ZipFile

import pytest

from scrutineer.casefile import tables
from scrutineer.domain.activities import Activity, Declaration
from scrutineer.domain.challenge import Challenge, Event
from scrutineer.domain.judgement import Judgement
from scrutineer.domain.marking import Marking
from scrutineer.domain.pieces import PieceFinding
from scrutineer.domain.questions import Question
from scrutineer.domain.recommendations import Recommendation
from scrutineer.domain.statements import CycleStatement
from scrutineer.operations import partnership
from scrutineer.ui.destinations import (
    SettingsPart,
    ToDays,
    ToDue,
    ToNewEvidence,
    ToPieces,
    ToQuestions,
    ToRecommendations,
    ToReports,
    ToSettings,
    ToYear,
)
from tests.conftest import CLOCK, PASSPHRASE, new_testshire
from tests.printed_text import printed_text
from tests.ui.conftest import go, opened, person_at
from tests.ui.hands import choose_files

YEAR = (
    # what, how, the day, how many days, the step
    ("Executive, spring", "Observe a meeting where it is decided", date(2026, 4, 20), "1", "1"),
    ("Front door, a morning", "Visit a team at work", date(2026, 5, 12), "2", "2"),
    ("What young people say", "Ask young scrutineers at a meeting", date(2026, 6, 17), "2", "3"),
    ("Twelve records on neglect", "Read a dip sample of records", date(2026, 9, 16), "4", "4"),
    ("What became of the last review", "Read a document", date(2026, 10, 14), "3", "5"),
    ("Three months after the course", "Observe training", date(2026, 11, 18), "2½", "6"),
    ("Findings and the annual report", "Write, present", date(2027, 3, 1), "5½", "No step or line"),
)
QUARTERS = (
    ("Findings, spring", "1 March 2026", "30 June 2026", date(2026, 7, 8)),
    ("Findings, summer", "1 July 2026", "30 September 2026", date(2026, 10, 9)),
    ("Findings, autumn", "1 October 2026", "31 December 2026", date(2027, 1, 12)),
    ("Findings, winter", "1 January 2027", "31 March 2027", date(2027, 3, 30)),
)


def written(day: date) -> str:
    """A day as a person types it."""
    return f"{day.day} {day:%B %Y}"


@pytest.fixture
def at_start(qtbot, make_window, tmp_path, monkeypatch):
    """Somebody at a new casefile, on the first working day of the year."""
    monkeypatch.setattr(CLOCK, "moment", datetime(2026, 3, 2, 10, tzinfo=UTC))
    made = new_testshire(tmp_path)
    made.close()
    (tmp_path / "kept").mkdir()
    return person_at(qtbot, opened(make_window(), made.path, tmp_path / "kept"))


def come_back(at, monkeypatch, day: date) -> None:
    """Lock, and open it again on the morning of another day."""
    at.press("Lock")
    monkeypatch.setattr(CLOCK, "moment", datetime(day.year, day.month, day.day, 10, tzinfo=UTC))
    at.write("Passphrase", PASSPHRASE, then="Return")
    at.wait(lambda: at.top.workspace is not None and at.top.workspace.isVisible())
    at.settle()


def write_out(at, monkeypatch, path, form="PDF") -> str:
    """Press Export; the words of the file, read back."""
    choose_files(monkeypatch, path)
    at.choose("Format", form)
    at.press(f"Export {form}")
    at.sees(f"{path.name} is in")
    if form == "PDF":
        return " ".join(printed_text(path.read_bytes()).split())
    with ZipFile(path) as package:
        return " ".join(re.sub("<[^>]+>", "", package.read("word/document.xml").decode()).split())


def due(at, part: str = "Due now") -> list[list[str]]:
    """What is due, as it is read."""
    go(at, ToDue())
    at.choose("Which of them", part)
    return [] if any(words in at.words() for words in ("Nothing is due", "Nothing of that")) else at.rows("What is due")


def capture(at, title: str, kind: str, day: date, source: str = "") -> None:
    go(at, ToNewEvidence())
    at.write("Title of the evidence", title)
    at.choose("Kind", kind)
    at.write("Date of the evidence", written(day))
    if source:
        at.choose("Source", source)
    at.choose("Marking", "Partner")
    at.press("Add")
    at.wait(lambda: any(title in row[0] for row in at.rows("Register of evidence")))


# The year in twenty days


def sign_on(at) -> None:
    """The contract, what it asks for, and the plan of the year."""
    go(at, ToDays())
    for field, words in (
        ("What it is called", "Independent scrutiny, 2026 to 2027"), ("First day", "1 March 2026"),
        ("Last day", "31 March 2027"), ("Days of the contract", "20"), ("Fee for a day", "450"),
    ):  # fmt: skip
        at.write(field, words)
    at.press("Record contract")
    at.sees("0 of 20 days done, no day planned, 20 days left.")
    for what, _first, _last, day in QUARTERS:
        at.write("Deliverable", what)
        at.write("Due", written(day + timedelta(days=2)), then="Return")
    assert len(at.rows("Deliverables")) == 4
    go(at, ToYear())
    for what, how, day, days, step in YEAR:
        at.write("What is done", what)
        at.choose("Method", how)
        at.write("Day of the activity", written(day))
        at.write("Days it takes", days)
        at.choose("Step or line", step)
        at.press("Add")
    at.sees("Something was done or is planned on every step.")


def do_it(at, what: str) -> None:
    """What is due is opened from the list, and said to be done today."""
    at.pick("What is due", what)
    at.press("Do it")
    at.press("Done today")


def report_quarter(at, monkeypatch, path, starts: str, ends: str) -> str:
    """The findings of a quarter, issued and written out, its deliverable delivered."""
    go(at, ToReports("quarterly"))
    at.sees("Page 1 of")
    at.write("From", starts)
    at.write("To", ends)
    at.sees("to mend")
    return write_out(at, monkeypatch, path, "PDF")


def deliver(at, what: str) -> None:
    """Follow what is due to its row, and say that it was delivered today."""
    at.pick("What is due", what)
    at.press("Deliver it")
    assert at.selected("Deliverables")[1] == what
    at.press("Delivered today")


def test_a_year_in_twenty_days_over_six_steps(at_start, monkeypatch, tmp_path):
    at = at_start
    sign_on(at)
    go(at, ToDays())
    at.sees("0 of 20 days done, 20 days planned, no day left.")
    told = []
    acts = [(day, what, None) for what, _how, day, _days, _step in YEAR]
    acts += [(day, what, (starts, ends)) for what, starts, ends, day in QUARTERS]
    for number, (day, what, quarter) in enumerate(sorted(acts)):
        come_back(at, monkeypatch, day - timedelta(days=1))
        assert what not in str(due(at))
        come_back(at, monkeypatch, day if quarter is None else day + timedelta(days=2))
        assert what in str(due(at))
        if quarter is None:
            do_it(at, what)
        else:
            deliver(at, what)
            told.append(report_quarter(at, monkeypatch, tmp_path / f"{number}.pdf", *quarter))
        assert what not in str(due(at))
    for what, _how, _day, _days, _step in YEAR[:3]:
        assert what in told[0]  # though nothing was captured of any
    assert YEAR[3][0] in told[1]
    assert YEAR[3][0] not in told[2]
    go(at, ToDays())
    at.sees("20 of 20 days done, no day planned, no day left. £9,000.00 so far.")
    assert all(row[2].startswith("Delivered") for row in at.rows("Deliverables"))
    at.press("Invoice summary")
    at.sees("Page 1 of")
    at.write("From", "1 March 2026")
    at.write("To", "31 March 2027")
    at.sees("to mend")
    invoice = write_out(at, monkeypatch, tmp_path / "invoice.pdf")
    assert "20, of which 20 days done" in invoice
    assert "To pay £9,000.00, before expenses" in invoice


# A piece on neglect

ASKED = ("Police", "ICB", "Children's services", "Schools forum")
SEEN = (
    ("Interviews with six health visitors", "Interview"), ("Twelve records on neglect", "Dip sample"),
    ("What eleven children said", "Children’s voice"),
)  # fmt: skip
ADVICE = "Every agency raises neglect at the second sign"
ALL = "Everything, whatever its day"


def begin_piece(at) -> None:
    """Terms of reference, and the four agencies that are asked."""
    go(at, ToPieces())
    at.write("Theme of a new piece", "Neglect: is it known early", then="Return")
    at.write("Terms of reference", "Whether neglect is seen before it is grave, by whom, and what happens then.")
    at.write("Methods", "What four agencies hold, interviews, a dip sample, what children say")
    for line in ("2e", "4c", "5d"):
        at.choose("Step or line of the piece", line)
    at.write("Report due", "18 December 2026")
    at.press("Record")
    for agency in ASKED:
        at.choose("Agency asked", agency)
        if agency == ASKED[0]:
            at.write("Wanted by", "30 September 2026")
        at.write("What is asked for", "What you hold on early neglect, with numbers", then="Return")
        assert at.text("Wanted by") == "30 September 2026"  # for the next agency
    assert [row[0] for row in at.rows("Agencies asked")] == list(ASKED)


def link(at, *titles: str) -> None:
    """Ctrl+L, and each item in turn."""
    at.keys("Ctrl+L")
    dialog = at.dialog()
    for title in titles:
        dialog.pick("Evidence", title)
        dialog.press("Bearing: Supports")
        dialog.press("Link")
    dialog.press("Close")
    at.settle()


def find(at) -> None:
    """What was found, on what it rests, and what is recommended."""
    for title, kind in SEEN:
        capture(at, title, kind, date(2026, 10, 20))
    go(at, ToPieces())
    link(at, *(title for title, _ in SEEN))
    at.write("What was found", "Neglect was seen late in seven of twelve records.")
    at.press("Make final")
    at.wait(lambda: "In words alone" in str(at.rows("Findings")))
    at.write("Summary", "Neglect is written down early and acted on late.")
    at.write("Reported on", "15 December 2026")
    at.press("Record")
    at.press("Make a recommendation")
    at.write("The recommendation", ADVICE)
    at.choose("Agency", "Police")
    at.write("To be done by", "28 February 2027")
    at.press("Keep recommendation")


def record(at, what: str, words: str = "", **fields: str) -> None:
    """What happened next to the recommendation that is chosen."""
    at.choose("What happened", what)
    for name, text in fields.items():
        at.write(name, text)
    if words:
        at.write("What was said or done", words)
    at.press("Record event")


def on_list(at) -> list[tuple[str, str]]:
    """Every line of the recommendation on the list: its next act, and its day."""
    return [(row[3], row[2].split("  ")[0]) for row in due(at, ALL) if ADVICE in row[0]]


def test_a_piece_on_neglect_to_the_re_test_six_months_later(at_start, monkeypatch, tmp_path):
    at = at_start
    partnership.add_agency(at.top.casefile, name="Schools forum")
    come_back(at, monkeypatch, date(2026, 9, 1))
    begin_piece(at)
    come_back(at, monkeypatch, date(2026, 10, 2))
    assert sum("Neglect" in row[0] and "late" in row[2] for row in due(at)) == 4
    go(at, ToPieces())
    assert "not recorded yet" not in at.words()
    for agency in ASKED:
        at.pick("Agencies asked", agency)
        at.press("Came today")
    assert due(at) == []
    come_back(at, monkeypatch, date(2026, 12, 15))
    assert any("Neglect" in row[0] for row in due(at, ALL))
    find(at)
    assert not any("Neglect: is" in row[0] for row in due(at, ALL))
    assert on_list(at) == [("Chase", "28 Feb")]
    go(at, ToRecommendations())
    record(at, "Accepted")
    record(at, "Re-test date set", **{"Re-test on": "15 June 2027"})
    assert on_list(at) == [("Ask what will be done", "28 Feb"), ("Test it", "15 Jun 27")]
    go(at, ToReports("piece"))
    at.sees("Page 1 of")
    at.sees("to mend")
    words = write_out(at, monkeypatch, tmp_path / "piece.docx", "Word")
    for said in ("Neglect was seen late in seven of twelve records.", ADVICE, "re-test 15 June 2027"):
        assert said in words
    come_back(at, monkeypatch, date(2027, 6, 15))
    assert [row[3] for row in due(at) if ADVICE in row[0]] == ["Ask what will be done", "Test it"]
    at.pick("What is due", ADVICE, "Test it")
    at.press("Test it")
    assert at.chosen("What happened") == "Tested"
    record(at, "Evidence submitted", "A sheet that asks for the second sign")
    at.sees("Evidence of the recommendation recorded")
    assert on_list(at) == [("Test it", "15 Jun")]
    go(at, ToRecommendations())
    record(at, "Tested", "Ten of twelve records raise it at the second sign")
    assert "Test it" not in [act for act, _ in on_list(at)]
    at.choose("Which of them", ALL)
    go(at, ToRecommendations())
    at.choose("What happened", "Done")
    at.press("Impact on children: Early signs")
    at.write("What was said or done", "Help came two months sooner in ten of twelve records")
    at.press("Record event")
    assert on_list(at) == [("Ask about impact again", "15 Sep")]


# Statement, committee, public edition

QUESTION = "How does the scrutineer know that neglect is seen in time?"
REPLY = "By reading twelve records, and by asking eleven children."
OPINION = "The arrangements work; children wait too long for help with neglect."
WRITTEN = ("title", "text", "narrative", "question", "reply", "did", "why", "decided", "safeguard")
PRIVATELY = "What the partners alone may read: the executive met twice in nine months."


def write_texts(at) -> None:
    """The texts of the cycle, each with its marking."""
    go(at, ToSettings(SettingsPart.PARTNERSHIP))
    for field, words, marking in (
        ("Summary for reports", "Neglect is written down early and acted on late.", "Public"),
        ("Opinion", OPINION, "Public"),
        ("Limits of the evidence", PRIVATELY, "Partner"),
    ):
        at.write(field, words)
        at.choose(f"Marking of: {field}", marking)


def make(at, monkeypatch, kind: str, edition: str, path, form: str = "PDF") -> str:
    """A report of a kind in an edition, written out and read back."""
    go(at, ToReports(kind))
    at.press(f"Edition: {edition}")
    at.sees("Page 1 of")
    at.sees("to mend")
    return write_out(at, monkeypatch, path, form)


def test_the_statement_the_committees_answers_and_the_public_edition(at_example, monkeypatch, tmp_path):
    at = at_example
    write_texts(at)
    statement = make(at, monkeypatch, "statement", "Partner", tmp_path / "statement.pdf")
    annual = make(at, monkeypatch, "annual", "Partner", tmp_path / "annual.docx", "Word")
    cover = make(at, monkeypatch, "cover", "Partner", tmp_path / "cover.docx", "Word")
    for words in (statement, annual, cover):
        assert PRIVATELY in words
    assert (
        "Practitioner survey: questions, sending, reading" in annual
    )  # what was done stands in it, with what was captured
    assert "open recommendations" in cover
    go(at, ToQuestions())
    at.keys("Ctrl+N")
    at.write("Body or group that asks", "Scrutiny committee")
    at.write("The question", QUESTION)
    at.write("Reply wanted by", "4 December 2026")
    at.choose("Marking of the question", "Public")
    at.press("Record")
    assert any(QUESTION in row[0] for row in due(at, ALL))
    at.pick("What is due", QUESTION)
    at.press("Answer")
    at.write("The reply", REPLY)
    at.write("Replied on", "20 November 2026")
    at.press("Record")
    assert not any(QUESTION in row[0] for row in due(at, ALL))
    kept = partners_words(at.top.casefile)
    assert PRIVATELY in kept
    for kind in ("statement", "annual", "committee"):
        words = make(at, monkeypatch, kind, "Public", tmp_path / f"{kind}-public.pdf")
        assert OPINION in words
        assert [said for said in kept if said in words] == []
        assert (REPLY in words) is (kind != "statement")


def partners_words(casefile) -> list[str]:
    """Every text of the casefile that is marked for the partners or narrower, and long enough to be known again."""
    kinds = (Activity, Challenge, CycleStatement, Declaration, Event, Judgement, PieceFinding, Question, Recommendation)
    held = [row for kind in kinds for row in tables.rows(casefile, kind) if row.marking is not Marking.PUBLIC]
    texts = (getattr(row, name, "") for row in held for name in WRITTEN)
    return [" ".join(text.split()) for text in texts if isinstance(text, str) and len(text) > 25]
