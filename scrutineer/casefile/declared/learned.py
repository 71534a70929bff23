"""What others say, what is wanted for children, what was recommended, what went out, and what ties it together."""

from __future__ import annotations

from scrutineer.casefile.declared.postponed import SNOOZED
from scrutineer.casefile.own_records import TakenRow
from scrutineer.casefile.record import Marked, Pointer, Record
from scrutineer.casefile.searched import Searched
from scrutineer.domain.activities import Activity
from scrutineer.domain.challenge import Challenge
from scrutineer.domain.changes import ChangeKind
from scrutineer.domain.due import Snooze
from scrutineer.domain.evidence import Evidence, Link, LinkTarget
from scrutineer.domain.issues import AccuracyReply, GuardedName, IssuedReport, ReportLayout
from scrutineer.domain.judgement import Judgement
from scrutineer.domain.outcomes import DesiredOutcome, OutcomeChallenge, Priority
from scrutineer.domain.partnership import Agency, Cycle, Seat
from scrutineer.domain.pieces import Piece, PieceFinding
from scrutineer.domain.recommendations import Recommendation, RecommendationEvent
from scrutineer.domain.shelf import ShelfItem
from scrutineer.domain.structure import Inspection
from scrutineer.domain.template import ReportTemplate
from scrutineer.domain.voices import View
from scrutineer.domain.writing import KeptWord, Phrase

LEARNED: tuple[Record, ...] = (
    Record(
        kind=View,
        table="voice",
        change=ChangeKind.VOICE,
        noun="view",
        same=("cycle_id", "target", "kind", "agency_id", "who", "said_on", "level", "words"),
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
        kind=Inspection,
        table="inspection",
        change=ChangeKind.LEARNING,
        noun="inspection",
        same=("kind", "title", "held_on"),
        points={"agency_id": Agency, "evidence_id": Evidence},
        headline=("title",),
        searched=Searched("title", ("findings", "readiness", "kind"), day="held_on"),
    ),
    Record(
        kind=Recommendation,
        table="recommendation",
        change=ChangeKind.LEARNING,
        noun="recommendation",
        same=("evidence_id", "judgement_id", "piece_id", "inspection_id", "text"),
        points={
            "cycle_id": Cycle,
            "evidence_id": Evidence,
            "judgement_id": Judgement,
            "piece_id": Piece,
            "inspection_id": Inspection,
            "agency_id": Agency,
            "seat_id": Seat,
        },
        headline=("text",),
        searched=Searched("text", ("owner", "test", "thread"), "{number}", "due"),
    ),
    Record(
        kind=RecommendationEvent,
        table="recommendation_event",
        change=ChangeKind.LEARNING,
        noun="event of a recommendation",
        plural="events of recommendations",
        same=("recommendation_id", "kind", "on_date", "text"),
        points={"recommendation_id": Recommendation},
        contested=("recommendation_id",),
        headline=("text", "kind"),
        searched=Searched("text", ("by", "kind"), day="on_date"),
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
            Pointer("target", Piece, "target_kind", LinkTarget.PIECE.value),
            Pointer("target", PieceFinding, "target_kind", LinkTarget.FINDING.value),
            Pointer("target", Activity, "target_kind", LinkTarget.ACTIVITY.value),
            Pointer("target", Recommendation, "target_kind", LinkTarget.RECOMMENDATION.value),
        ),
    ),
    Record(
        kind=IssuedReport,
        table="issued_report",
        marked=Marked.NEVER,
        change=ChangeKind.REPORT,
        noun="issued report",
        same=("sha256", "kind"),
        points={"agency_id": Agency, "piece_id": Piece, "cycle_id": Cycle},
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
        kind=ReportTemplate,
        table="report_template",
        marked=Marked.OPEN,
        change=ChangeKind.REPORT,
        noun="template of reports",
        plural="templates of reports",
        same=("name",),
        file="logo",
        headline=("name",),
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
        kind=Snooze,
        table="snooze",
        marked=Marked.NEVER,
        change=ChangeKind.PLAN,
        noun="postponement",
        same=("kind", "row", "on_date"),
        pointers=SNOOZED,
        headline=("reason",),
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
