"""Nothing withheld gets out: a secret in every text field of every record that can be printed, in every lower edition."""

from __future__ import annotations

import io
import itertools
import typing
import zipfile
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import pytest

from scrutineer.casefile import tables
from scrutineer.casefile.record import Marked, Record
from scrutineer.casefile.records import RECORDS
from scrutineer.domain.activities import Contract
from scrutineer.domain.challenge import Challenge, Event, EventCorrection, EventKind
from scrutineer.domain.checklists import ChecklistAnswer
from scrutineer.domain.clocks import PracticeReview
from scrutineer.domain.evidence import Evidence, EvidenceKind, Excerpt, Link, LinkTarget, Permission
from scrutineer.domain.indicators import Indicator, IndicatorValue
from scrutineer.domain.judgement import Judgement, JudgementStatus
from scrutineer.domain.marking import Edition, Marking
from scrutineer.domain.outcomes import Priority
from scrutineer.domain.pieces import Piece, PieceFinding
from scrutineer.domain.recommendations import Recommendation
from scrutineer.domain.returns import ReturnFile
from scrutineer.domain.statements import CycleStatement, StatementKind
from scrutineer.domain.structure import Inspection, PartnerGroup
from scrutineer.operations import packs, reports
from scrutineer.operations.queries.context import read_context
from scrutineer.reports import read_back
from scrutineer.reports.document import lines
from scrutineer.reports.furniture import Format
from scrutineer.reports.kinds import KINDS
from tests.casefile.test_records import Maker
from tests.conftest import CLOCK

DAY = date(2026, 5, 1)
LOWER = {Edition.PARTNER: {Marking.PRIVATE}, Edition.PUBLIC: {Marking.PRIVATE, Marking.PARTNER}}
"""By edition, what may not stand in it."""

NOT_WORDS = {
    "reference", "target", "step", "scale_id", "level", "made", "imported", "issued", "sha256", "wording", "profile",
    "kind", "journal_hash", "format", "code", "rule", "framework_id", "method_id",
}  # fmt: skip
"""Texts that the program writes itself or that name another thing."""

HOLDERS = (
    Evidence, Challenge, Priority, Piece, Contract, PracticeReview, Indicator, Inspection, PartnerGroup, ReturnFile,
    Recommendation,
)  # fmt: skip
"""What other records hang on: an open one is as withheld as that."""

ONE_EACH: dict[type[Any], str] = {EventCorrection: "event_id", ChecklistAnswer: "evidence_id"}
"""Records of which there is one to each of what this column names."""

PRINTED = [record for record in RECORDS if record.marked in (Marked.OWN, Marked.WITH_IT)]


@dataclass(frozen=True)
class Secret:
    """A word that stands in one field of one row, and the narrowest marking that it stands behind."""

    word: str
    where: str
    marking: Marking


class Planter(Maker):
    """Fills a casefile with rows that would be printed, each text of them a word that stands nowhere else."""

    words = itertools.count(1)

    def __init__(self, casefile: Any) -> None:
        super().__init__(casefile)
        self.context = read_context(casefile)
        self.secrets: list[Secret] = []
        self._open: dict[type[Any], int] = {}

    def standing(self, kind: type[Any]) -> int:
        """A row of a kind that every edition may hold, for others to point to."""
        if kind.__name__ == "Agency":
            return self.context.agencies[0].id
        if kind.__name__ == "Cycle":
            return self.context.cycle.id
        if kind not in self._open:
            record = next(record for record in RECORDS if record.kind is kind)
            self._open[kind] = self._insert(record, Marking.PUBLIC)
            if kind is Challenge:
                self.raise_it(self._open[kind], Marking.PUBLIC)
        return self._open[kind]

    def raise_it(self, challenge: int, marking: Marking) -> None:
        raised = Event(challenge_id=challenge, kind=EventKind.RAISED, on_date=DAY, text="Put.", marking=marking)
        tables.insert(self.casefile, raised)

    def _insert(self, record: Record, marking: Marking, **given: Any) -> int:
        points = {column: self.standing(kind) for column, kind in record.points.items()}
        if record.kind in ONE_EACH and ONE_EACH[record.kind] not in given:
            column = ONE_EACH[record.kind]
            of_its_own = next(known for known in RECORDS if known.kind is record.points[column])
            points[column] = self._insert(of_its_own, Marking.PUBLIC)
        hints = typing.get_type_hints(record.kind)
        words = {
            field.name: self._word(record, field.name, marking)
            for field in fields(record.kind)
            if record in PRINTED
            and hints[field.name] is str and field.name not in {*NOT_WORDS, *points, record.file}
            and not (record.kind is CycleStatement and field.name == "kind")
        }  # fmt: skip
        values = {**points, **words, **self.fitting(record), **given}
        if record.marked is Marked.OWN:
            values["marking"] = marking
        known = {field.name for field in fields(record.kind)}
        return tables.insert(self.casefile, self.thing(record, **{k: v for k, v in values.items() if k in known}))

    def _word(self, record: Record, field: str, marking: Marking) -> str:
        word = f"Zq{next(self.words)}xy"
        self.secrets.append(Secret(word, f"{record.table}.{field}, {marking.value}", marking))
        return f"Some {word} words"

    def fitting(self, record: Record) -> dict[str, Any]:
        """What else a row needs so that it is printed."""
        target = self.context.framework.steps[0].target
        return {
            Judgement: {"target": target, "scale_id": "assurance", "level": "limited", "status": JudgementStatus.FINAL},
            Evidence: {"kind": EvidenceKind.INTERVIEW, "dated": DAY, "received": DAY, "review_on": None},
            Event: {
                "on_date": DAY,
                "kind": EventKind.RESPONSE,
                "ending": None,
                "due": None,
                "view": None,
                "impact": None,
            },
            Link: {"target_kind": LinkTarget.LINE, "target": target},
            Excerpt: {"permission": Permission.QUOTED},
            Indicator: {"target": None, "targets": (target,)},
            IndicatorValue: {"target": None},
            PieceFinding: {
                "target": target,
                "scale_id": "assurance",
                "level": "limited",
                "status": JudgementStatus.FINAL,
            },
        }.get(record.kind, {"target": target, "scale_id": "assurance", "level": "limited", "targets": (target,)})

    def plant(self) -> None:
        for pointed in {kind for record in PRINTED for kind in record.points.values()}:
            self.standing(pointed)
        for record in PRINTED:
            for marking in (Marking.PRIVATE, Marking.PARTNER):
                self._by_itself(record, marking)
                self._by_what_it_hangs_on(record, marking)

    def _by_itself(self, record: Record, marking: Marking) -> None:
        """A row of this marking, all that it points to open."""
        if record.marked is not Marked.OWN:
            return
        given: dict[str, Any] = {}
        if record.kind is CycleStatement:
            kinds = {Marking.PRIVATE: StatementKind.OPINION, Marking.PARTNER: StatementKind.SUMMARY}
            given = {"kind": kinds[marking]}
            for standing in tables.rows(self.casefile, CycleStatement, kind=kinds[marking]):
                tables.delete(self.casefile, CycleStatement, standing.id)
        if record.kind is Judgement:
            given = {"target": self.context.framework.steps[1 if marking is Marking.PRIVATE else 2].target}
        row = self._insert(record, marking, **given)
        if record.kind is Challenge:
            self.raise_it(row, Marking.PUBLIC)

    def _by_what_it_hangs_on(self, record: Record, marking: Marking) -> None:
        """An open row that points to one of this marking: its words are as withheld as that."""
        for column, kind in record.points.items():
            if kind not in HOLDERS or record.table in ("log_entry", "outcome_challenge"):
                continue
            holder = next(known for known in RECORDS if known.kind is kind)
            parent = self._insert(holder, marking)
            if kind is Challenge:
                self.raise_it(parent, Marking.PUBLIC)
            before = len(self.secrets)
            self._insert(record, Marking.PUBLIC, **{column: parent})
            self.secrets[before:] = [
                Secret(secret.word, f"{secret.where} of {kind.__name__} {marking.value}", marking)
                for secret in self.secrets[before:]
            ]


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    from scrutineer.operations import casefiles, partnership
    from tests.conftest import PASSPHRASE

    made = casefiles.new_casefile(tmp_path_factory.mktemp("secrets") / "S", passphrase=PASSPHRASE,
                                  partnership="Testshire", clock=CLOCK)  # fmt: skip
    partnership.add_agency(made, name="Police")
    planters = []
    for _ in range(2):
        with made.transact("Plant"):
            planters.append(Planter(made))
            planters[-1].plant()
    yield made, [secret for planter in planters for secret in planter.secrets]
    made.close()


def leaks(text: str, secrets: list[Secret], edition: Edition) -> list[str]:
    return [secret.where for secret in secrets if secret.marking in LOWER.get(edition, ()) and secret.word in text]


def test_there_are_secrets_enough_and_the_private_edition_prints_of_each_kind_of_record(planted):
    """The control: what is looked for below would be found if it stood there."""
    casefile, secrets = planted
    assert sum(secret.marking is not Marking.PUBLIC for secret in secrets) >= 300
    printed = "\n".join(
        line.text
        for kind in KINDS if Edition.PRIVATE in kind.editions
        for line in lines(reports.compose(casefile, reports.Request(kind=kind.id, edition=Edition.PRIVATE)).document)
    )  # fmt: skip
    shown = {secret.where.split(".")[0] for secret in secrets if secret.word in printed}
    assert {"challenge", "event", "evidence", "judgement", "cycle_statement", "voice"} <= shown


@pytest.mark.parametrize("edition", LOWER, ids=lambda edition: edition.value)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_no_secret_stands_in_a_lower_edition_of_any_kind_in_any_format(planted, kind, edition):
    casefile, secrets = planted
    if edition not in kind.editions:
        pytest.skip(f"{kind.title} has no {edition.value} edition")
    composed = reports.compose(casefile, reports.Request(kind=kind.id, edition=edition))
    assert leaks("\n".join(line.text for line in lines(composed.document)), secrets, edition) == []
    for form in kind.formats:
        content = reports.rendering.render(composed.document, form, CLOCK.now())
        everything = "\n".join(text.text for text in read_back.texts(content, form))
        assert leaks(everything + raw(content, form), secrets, edition) == []


def raw(content: bytes, form: Format) -> str:
    """What stands in the file's own bytes, packed parts unpacked."""
    if form in (Format.WORD, Format.WORKBOOK):
        return unzipped(content)
    return content.decode("utf-8", errors="ignore")


def unzipped(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(archive.read(name).decode("utf-8", errors="ignore") for name in archive.namelist())


def test_no_secret_stands_in_a_pack(planted, tmp_path):
    casefile, secrets = planted
    out = tmp_path / "pack.xlsx"
    packs.make_pack(casefile, agency="Police", out=out)
    assert leaks(unzipped(out.read_bytes()), secrets, Edition.PARTNER) == []


def test_every_record_says_how_it_is_marked(planted):
    """A record with words of its own is marked itself, or follows what it points to, or is never printed."""
    for record in RECORDS:
        has_marking = any(field.name == "marking" for field in fields(record.kind))
        assert has_marking is (record.marked is Marked.OWN), record.table
        assert record.marked is not Marked.WITH_IT or record.points
    assert ReturnFile in {record.kind for record in PRINTED}
