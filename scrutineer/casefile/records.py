"""Every kind of record that a casefile keeps, declared once, each after those it points to.

The journal, undo, what pages read again, search, export, merging, taking out, and the words for each kind of row derive
from here. A record that is not declared cannot be written, and `tests/casefile/test_records.py` takes every one that is
declared through all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scrutineer.casefile.own_records import FrameworkUsed, FrozenWordings, PinnedFramework, SavedMapping, TakenRow
from scrutineer.casefile.record import Marked, Pointer, Record
from scrutineer.casefile.searched import SAID_IN_ANSWERS, Searched
from scrutineer.domain.challenge import Challenge, Event
from scrutineer.domain.changes import ChangeKind
from scrutineer.domain.evidence import Attachment, Evidence, Excerpt, Link, LinkTarget
from scrutineer.domain.framework import AddedLine, Wording
from scrutineer.domain.issues import AccuracyReply, GuardedName, IssuedReport, ReportLayout
from scrutineer.domain.judgement import Judgement
from scrutineer.domain.ledgers import AskedReturn, Attendance, Contribution, LogEntry, TrainingNumber
from scrutineer.domain.outcomes import DesiredOutcome, OutcomeChallenge, Priority
from scrutineer.domain.packs import Pack
from scrutineer.domain.partnership import Agency, Cycle, Partnership, Seat
from scrutineer.domain.recommendations import Recommendation
from scrutineer.domain.returns import ReturnFile, SelfAssessment
from scrutineer.domain.shelf import ShelfItem
from scrutineer.domain.statements import CycleStatement
from scrutineer.domain.voices import View
from scrutineer.domain.writing import KeptWord, Phrase

RECORDS: tuple[Record, ...] = (
    Record(
        kind=Partnership,
        table="partnership",
        marked=Marked.OPEN,
        change=ChangeKind.PARTNERSHIP,
        noun="partnership",
        same=(),
        headline=("name",),
        own=("scrutineer",),
        searched=Searched("name", ("scrutineer",)),
    ),
    Record(
        kind=PinnedFramework,
        table="framework",
        marked=Marked.OPEN,
        change=ChangeKind.FRAMEWORK,
        noun="framework",
        same=("id", "version"),
        headline=("id",),
        keyed=False,
    ),
    Record(
        kind=Agency,
        table="agency",
        marked=Marked.OPEN,
        change=ChangeKind.PARTNERSHIP,
        noun="agency",
        plural="agencies",
        same=("name",),
        headline=("name",),
        searched=Searched("name", ("aliases", "kind")),
    ),
    Record(
        kind=Seat,
        table="seat",
        marked=Marked.OPEN,
        change=ChangeKind.PARTNERSHIP,
        noun="seat",
        same=("agency_id", "title"),
        points={"agency_id": Agency},
        headline=("title",),
        searched=Searched("title", ("role",)),
    ),
    Record(
        kind=Cycle,
        table="cycle",
        marked=Marked.OPEN,
        change=ChangeKind.PARTNERSHIP,
        noun="cycle",
        same=("starts", "ends"),
        headline=("name",),
        searched=Searched("name", ("guidance",), day="starts"),
    ),
    Record(
        kind=CycleStatement,
        table="cycle_statement",
        change=ChangeKind.PARTNERSHIP,
        noun="statement on a cycle",
        plural="statements on cycles",
        same=("cycle_id", "kind"),
        points={"cycle_id": Cycle},
        headline=("text",),
        searched=Searched("text", ("kind",)),
    ),
    Record(
        kind=FrameworkUsed,
        table="cycle_framework",
        marked=Marked.OPEN,
        change=ChangeKind.FRAMEWORK,
        noun="framework of a cycle",
        plural="frameworks of cycles",
        same=("cycle_id", "framework_id"),
        points={"cycle_id": Cycle},
        headline=("framework_id",),
    ),
    Record(
        kind=FrozenWordings,
        table="cycle_wording",
        marked=Marked.OPEN,
        change=ChangeKind.FRAMEWORK,
        noun="finished cycle's wordings",
        plural="finished cycles' wordings",
        same=("cycle_id",),
        points={"cycle_id": Cycle},
    ),
    Record(
        kind=Wording,
        table="wording",
        marked=Marked.OPEN,
        change=ChangeKind.FRAMEWORK,
        noun="wording",
        same=("target",),
        headline=("question", "label"),
        keyed=False,
    ),
    Record(
        kind=AddedLine,
        table="added_line",
        marked=Marked.OPEN,
        change=ChangeKind.FRAMEWORK,
        noun="line of enquiry",
        plural="lines of enquiry",
        same=("target",),
        headline=("question",),
        keyed=False,
    ),
    Record(
        kind=Evidence,
        table="evidence",
        change=ChangeKind.EVIDENCE,
        noun="item of evidence",
        plural="items of evidence",
        same=("title", "kind", "dated", "agency_id", "text"),
        points={"agency_id": Agency, "cycle_id": Cycle},
        headline=("title",),
        own=("number",),
        searched=Searched("title", ("text", "limits", "method", "kind"), "E{number}", "dated"),
    ),
    Record(
        kind=Attachment,
        table="attachment",
        marked=Marked.WITH_IT,
        change=ChangeKind.EVIDENCE,
        noun="attachment",
        same=("evidence_id", "sha256"),
        points={"evidence_id": Evidence},
        file="sha256",
        headline=("name",),
        searched=Searched("name", ("text", "note")),
    ),
    Record(
        kind=Excerpt,
        table="excerpt",
        change=ChangeKind.EVIDENCE,
        noun="excerpt",
        same=("evidence_id", "place", "quote"),
        points={"evidence_id": Evidence},
        headline=("quote",),
        searched=Searched("quote", ("place",)),
    ),
    Record(
        kind=Challenge,
        table="challenge",
        change=ChangeKind.CHALLENGE,
        noun="challenge",
        same=("question", "put_to"),
        points={"cycle_id": Cycle, "agency_id": Agency},
        headline=("question", "reference"),
        own=("reference",),
        searched=Searched("question", ("why", "test", "put_to"), "{reference}"),
    ),
    Record(
        kind=Event,
        table="event",
        change=ChangeKind.CHALLENGE,
        noun="event of a challenge",
        plural="events of challenges",
        same=("challenge_id", "kind", "on_date", "text"),
        points={"challenge_id": Challenge},
        headline=("text", "kind"),
        contested=("challenge_id",),
        searched=Searched("text", ("by", "kind", "stage"), day="on_date"),
    ),
    Record(
        kind=Judgement,
        table="judgement",
        change=ChangeKind.JUDGEMENT,
        noun="judgement",
        same=("cycle_id", "target", "level", "narrative", "made"),
        points={"cycle_id": Cycle},
        headline=("narrative", "level"),
        contested=("cycle_id", "target"),
        stamps=("made",),
        searched=Searched("level", ("narrative", "strength_reason", "author"), day="made"),
    ),
    Record(
        kind=Pack,
        table="pack",
        marked=Marked.NEVER,
        change=ChangeKind.RETURN,
        noun="pack",
        same=("token",),
        points={"agency_id": Agency, "cycle_id": Cycle},
        file="sha256",
        stamps=("made",),
    ),
    Record(
        kind=ReturnFile,
        table="return_file",
        change=ChangeKind.RETURN,
        noun="workbook",
        same=("sha256", "profile", "cycle_id"),
        points={"cycle_id": Cycle, "pack_id": Pack},
        file="sha256",
        headline=("name",),
        stamps=("imported",),
        searched=Searched("name", ("profile", "agency_typed"), day="returned_on"),
    ),
    Record(
        kind=SelfAssessment,
        table="answer",
        change=ChangeKind.RETURN,
        noun="answer",
        same=("return_id", "agency_id", "number", "standard"),
        points={"return_id": ReturnFile, "agency_id": Agency, "cycle_id": Cycle},
        headline=("number", "standard"),
        searched=Searched("standard", SAID_IN_ANSWERS, "{number}"),
    ),
    Record(
        kind=SavedMapping,
        table="profile",
        marked=Marked.NEVER,
        change=ChangeKind.RETURN,
        noun="mapping",
        same=("name",),
        headline=("name",),
        stays=True,
        keyed=False,
    ),
    Record(
        kind=AskedReturn,
        table="asked",
        change=ChangeKind.RETURN,
        noun="expected return",
        same=("cycle_id", "profile", "agency_id"),
        points={"cycle_id": Cycle, "agency_id": Agency},
        headline=("profile",),
        searched=Searched("profile", ("note",), day="asked_on"),
    ),
    Record(
        kind=Contribution,
        table="contribution",
        change=ChangeKind.RETURN,
        noun="contribution",
        same=("return_id", "cell"),
        points={"return_id": ReturnFile, "agency_id": Agency},
        headline=("partner",),
        searched=Searched("partner", ("year", "typed", "in_kind", "note")),
    ),
    Record(
        kind=Attendance,
        table="attendance",
        change=ChangeKind.RETURN,
        noun="attendance",
        plural="attendances",
        same=("return_id", "cell"),
        points={"return_id": ReturnFile, "agency_id": Agency},
        headline=("seat",),
        searched=Searched("seat", ("meeting", "agency", "typed"), day="on_date"),
    ),
    Record(
        kind=TrainingNumber,
        table="training_number",
        change=ChangeKind.RETURN,
        noun="training number",
        same=("return_id", "cell"),
        points={"return_id": ReturnFile, "agency_id": Agency},
        headline=("course",),
        searched=Searched("course", ("agency", "period", "typed")),
    ),
    Record(
        kind=LogEntry,
        table="log_entry",
        change=ChangeKind.RETURN,
        noun="row of a challenge log",
        plural="rows of a challenge log",
        same=("return_id", "cell"),
        points={"return_id": ReturnFile, "agency_id": Agency, "challenge_id": Challenge},
        headline=("question", "number"),
        searched=Searched("question", ("update_text", "put_to", "status_typed"), "{number}", "raised_on"),
    ),
    Record(
        kind=View,
        table="voice",
        change=ChangeKind.VOICE,
        noun="view",
        same=("cycle_id", "target", "kind", "agency_id", "who"),
        points={"cycle_id": Cycle, "agency_id": Agency, "evidence_id": Evidence},
        headline=("words", "who"),
        stamps=("made",),
        searched=Searched("who", ("words", "author"), day="said_on"),
    ),
    Record(
        kind=Priority,
        table="priority",
        change=ChangeKind.OUTCOME,
        noun="priority",
        plural="priorities",
        same=("title",),
        headline=("title",),
        searched=Searched("title", ("why",)),
    ),
    Record(
        kind=DesiredOutcome,
        table="outcome",
        change=ChangeKind.OUTCOME,
        noun="outcome",
        same=("priority_id", "text"),
        points={"priority_id": Priority},
        headline=("text",),
        searched=Searched("text", ("how_much", "how_well", "difference")),
    ),
    Record(
        kind=OutcomeChallenge,
        table="outcome_challenge",
        marked=Marked.WITH_IT,
        change=ChangeKind.OUTCOME,
        noun="challenge tied to an outcome",
        plural="challenges tied to outcomes",
        same=("outcome_id", "challenge_id"),
        points={"outcome_id": DesiredOutcome, "challenge_id": Challenge},
    ),
    Record(
        kind=Recommendation,
        table="recommendation",
        change=ChangeKind.LEARNING,
        noun="recommendation",
        same=("evidence_id", "text"),
        points={"evidence_id": Evidence, "agency_id": Agency},
        headline=("text",),
        searched=Searched("text", ("owner",), "{number}", "due"),
    ),
    Record(
        kind=Link,
        table="link",
        marked=Marked.WITH_IT,
        change=ChangeKind.LINK,
        noun="link",
        same=("evidence_id", "target_kind", "target"),
        points={"evidence_id": Evidence},
        pointers=(
            Pointer("target", Judgement, "target_kind", LinkTarget.JUDGEMENT.value),
            Pointer("target", Challenge, "target_kind", LinkTarget.CHALLENGE.value),
            Pointer("target", DesiredOutcome, "target_kind", LinkTarget.OUTCOME.value),
        ),
    ),
    Record(
        kind=IssuedReport,
        table="issued_report",
        marked=Marked.NEVER,
        change=ChangeKind.REPORT,
        noun="issued report",
        same=("sha256", "kind"),
        points={"agency_id": Agency},
        file="sha256",
        headline=("name",),
    ),
    Record(
        kind=AccuracyReply,
        table="accuracy_reply",
        change=ChangeKind.REPORT,
        noun="reply on a draft",
        plural="replies on drafts",
        same=("issued_id", "agency_id", "said", "on_date"),
        points={"issued_id": IssuedReport, "agency_id": Agency},
        headline=("said",),
    ),
    Record(
        kind=ReportLayout,
        table="report_layout",
        marked=Marked.NEVER,
        change=ChangeKind.REPORT,
        noun="layout of a report",
        plural="layouts of reports",
        same=("kind",),
        headline=("kind",),
        keyed=False,
    ),
    Record(
        kind=GuardedName,
        table="guarded_name",
        marked=Marked.NEVER,
        change=ChangeKind.REPORT,
        noun="name to keep out",
        plural="names to keep out",
        same=("name",),
        headline=("name",),
    ),
    Record(
        kind=ShelfItem,
        table="shelf_item",
        marked=Marked.NEVER,
        change=ChangeKind.LEARNING,
        noun="lesson",
        same=("mark",),
        headline=("title",),
        searched=Searched("title", ("text", "came_from"), day="added_on"),
    ),
    Record(
        kind=Phrase,
        table="phrase",
        marked=Marked.NEVER,
        change=ChangeKind.WRITING,
        noun="phrase",
        same=("name",),
        headline=("name",),
        searched=Searched("name", ("text",)),
    ),
    Record(
        kind=KeptWord,
        table="kept_word",
        marked=Marked.NEVER,
        change=ChangeKind.WRITING,
        noun="word that is kept",
        plural="words that are kept",
        same=("word",),
        headline=("word",),
    ),
    Record(
        kind=TakenRow,
        table="merged",
        marked=Marked.NEVER,
        change=ChangeKind.LEARNING,
        noun="row taken from another casefile",
        plural="rows taken from another casefile",
        same=None,
    ),
)

INFRASTRUCTURE = frozenset({"blob", "counter"})
"""Tables written inside entries and never undone: files by their hash, and numbers that are never used again."""

_BY_KIND: dict[type[Any], Record] = {record.kind: record for record in RECORDS}
_BY_TABLE: dict[str, Record] = {record.table: record for record in RECORDS}

TABLES: tuple[str, ...] = tuple(_BY_TABLE)
"""The tables of every record, each after those it points to."""


def record_of(kind: type[Any]) -> Record:
    """The declaration of a type. KeyError for one that is not declared."""
    return _BY_KIND[kind]


def known_record(kind: type[Any]) -> Record | None:
    """The declaration of a type, or None for one that is not declared."""
    return _BY_KIND.get(kind)


def record_in(table: str) -> Record:
    """The declaration of a table. KeyError for one that is not declared."""
    return _BY_TABLE[table]


def headline(table: str, values: Mapping[str, Any]) -> str:
    """What says which row this is: its first filled headline column, or ""."""
    return next((str(values[column]) for column in record_in(table).headline if values.get(column)), "")
