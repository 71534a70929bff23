"""What partners sent: workbooks, their answers and ledgers, and what was counted over time."""

from __future__ import annotations

from scrutineer.casefile.own_records import SavedMapping
from scrutineer.casefile.record import Marked, Record
from scrutineer.casefile.searched import SAID_IN_ANSWERS, Searched
from scrutineer.domain.challenge import Challenge
from scrutineer.domain.changes import ChangeKind
from scrutineer.domain.evidence import Evidence
from scrutineer.domain.indicators import Indicator, IndicatorValue
from scrutineer.domain.ledgers import AskedReturn, Attendance, Contribution, LogEntry, TrainingNumber
from scrutineer.domain.packs import Pack
from scrutineer.domain.partnership import Agency, Cycle
from scrutineer.domain.returns import ReturnFile, SelfAssessment

RETURNED: tuple[Record, ...] = (
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
        kind=Indicator,
        table="indicator",
        change=ChangeKind.INDICATOR,
        noun="indicator",
        same=("name", "agency_id"),
        points={"agency_id": Agency},
        headline=("name",),
        searched=Searched("name", ("note", "unit")),
    ),
    Record(
        kind=IndicatorValue,
        table="indicator_value",
        change=ChangeKind.INDICATOR,
        noun="figure of an indicator",
        plural="figures of indicators",
        same=("indicator_id", "period", "starts", "breakdown", "source"),
        points={
            "indicator_id": Indicator,
            "evidence_id": Evidence,
            "return_id": ReturnFile,
            "agency_id": Agency,
        },
        headline=("period",),
        searched=Searched("period", ("breakdown", "commentary", "missing", "typed"), day="starts"),
    ),
)
