"""A pack that came back: what was sent, what came back and what stands now, beside each other cell by cell."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from scrutineer.casefile import reading, tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.answers import AnswerState, read_answer
from scrutineer.domain.challenge import EventKind, Life
from scrutineer.domain.dates import either_way, local_day, long_date, read_date
from scrutineer.domain.evidence import Evidence, EvidenceKind
from scrutineer.domain.grid import Cell, Workbook
from scrutineer.domain.ids import ChallengeId, LedgerId, ReturnId
from scrutineer.domain.ledgers import Attendance, Contribution, Presence
from scrutineer.domain.marking import Marking
from scrutineer.domain.money import read_amount
from scrutineer.domain.pack_merge import Cell3, Merged, merge
from scrutineer.domain.packs import CONFIRMED, FORMAT, TO_CONFIRM, Pack, ReturnedPack, ReturnedRow
from scrutineer.domain.partnership import Cycle, plain, require_agency
from scrutineer.domain.returns import AnswerStatus, ImportQuestion, LeftOut, ReturnFile, SelfAssessment
from scrutineer.domain.words import wording_hash
from scrutineer.errors import UserError
from scrutineer.exchange.pack_reader import returned_pack
from scrutineer.operations.packs import pack_scale, profile_name
from scrutineer.operations.queries.challenges import life_of
from scrutineer.operations.queries.context import Context, read_context
from scrutineer.progress import SILENT, Progress

_FIELDS = ("level", "narrative", "sources")


@dataclass(frozen=True, slots=True)
class MergedRow:
    """One question of a returned pack: its cells beside what was sent and what stands, and the answer that stands."""

    row: ReturnedRow
    question: str
    cells: tuple[Cell3, ...]
    before: SelfAssessment | None

    @property
    def merged(self) -> Merged:
        """The weightiest thing that happened to one of its cells."""
        kinds = [cell.merged for cell in self.cells]
        order = (Merged.CONFLICT, Merged.RETURNED, Merged.STANDING, Merged.SAME)
        return next((kind for kind in order if kind in kinds), Merged.UNCHANGED)


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply to a challenge; `text3` is its merge with a reply that stands already."""

    challenge_id: ChallengeId
    reference: str
    text3: Cell3
    on_date: date
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PackPreview:
    """What committing a returned pack would do. `read` = `stored` + `set_aside` + left out, in rows."""

    pack: Pack
    cycle: Cycle
    agency: str
    returned: ReturnedPack
    rows: tuple[MergedRow, ...]
    replies: tuple[Reply, ...]
    evidence: tuple[Evidence, ...]
    contributions: tuple[Contribution, ...]
    attendance: tuple[Attendance, ...]
    left_out: tuple[LeftOut, ...]
    missing: tuple[str, ...] = ()
    questions: tuple[ImportQuestion, ...] = ()
    already_imported: bool = False

    def cells(self) -> tuple[Cell3, ...]:
        """Every cell that was merged."""
        return tuple(c for row in self.rows for c in row.cells) + tuple(reply.text3 for reply in self.replies)

    @property
    def conflicts(self) -> tuple[Cell3, ...]:
        """The cells that both sides changed."""
        return tuple(cell for cell in self.cells() if cell.merged is Merged.CONFLICT)

    def totals(self, context: Context) -> dict[str, int]:
        """read = stored + set_aside + ignored."""
        aside = sum(merged_answer(self, row, context, {}).status is AnswerStatus.SET_ASIDE for row in self.rows)
        aside += sum(bool(row.reason) for row in self.contributions) + sum(bool(row.reason) for row in self.attendance)
        others = (self.replies, self.evidence, self.contributions, self.attendance)
        stored = len(self.rows) - aside + sum(len(part) for part in others)
        return {"read": self.returned.read, "stored": stored, "set_aside": aside, "ignored": len(self.left_out)}


def pack_in(workbook: Workbook, chosen: Mapping[str, str] | None = None) -> ReturnedPack | None:
    """The pack that a workbook is, or None; `chosen` answers what an earlier reading of it asked."""
    return returned_pack(workbook, chosen or {})


def preview_pack(
    casefile: Casefile,
    *,
    returned: ReturnedPack,
    its_cycle: bool = False,
    chosen: Mapping[str, str] | None = None,
    agency: str = "",
    progress: Progress = SILENT,
) -> PackPreview:
    """What committing this pack would do; reads only. A pack that is not ours is a sentence.

    `its_cycle` confirms that a pack of another cycle than the current one is stored in the cycle it was made for.
    `chosen` answers earlier questions; `agency` is whose pack it is taken for, "" where nobody said.
    """
    progress.step(0, 2, "Comparing with what was sent")
    context = read_context(casefile)
    pack = _require_pack(casefile, returned)
    _require_agency(context, pack, returned, agency)
    cycle = next(cycle for cycle in context.cycles if cycle.id == pack.cycle_id)
    reader = _PackReader(casefile, context, pack, cycle, returned, chosen or {})
    reader.read()
    progress.step(1, 2, "Comparing with what stands")
    done = tables.rows(casefile, ReturnFile, sha256=returned.sha256, pack_id=pack.id)
    nothing_new = not returned.asks and (bool(done) or not reader.changes_anything())
    ids = {row.id for row in returned.questions}
    return PackPreview(
        pack=pack, cycle=cycle, agency=context.agency_name(pack.agency_id), returned=returned, rows=tuple(reader.rows),
        replies=tuple(reader.replies), evidence=tuple(reader.evidence), contributions=tuple(reader.contributions),
        attendance=tuple(reader.attendance), left_out=tuple(reader.left),
        missing=tuple(target for target in reader.asked if target not in ids and target not in reader.matched),
        questions=(
            *(() if its_cycle else _questions(cycle, context)),
            *(() if nothing_new else (*returned.asks, *reader.asks)),
        ),
        already_imported=nothing_new,
    )  # fmt: skip


def _require_pack(casefile: Casefile, returned: ReturnedPack) -> Pack:
    packs = tables.rows(casefile, Pack, token=returned.token)
    if not packs:
        about = returned.about
        whose = f" It says: {about['partnership']}, {about['agency']}." if about.get("partnership") else ""
        raise UserError(
            f"{returned.name} is a pack that was made in another casefile.{whose} Nothing was changed.",
            "Open the casefile that it was made in and import it there.",
        )
    if returned.format and returned.format != FORMAT:
        raise UserError(
            f"{returned.name} is a pack of another version of Scrutineer. Nothing was changed.",
            "Import it with the version that made it, or make a new pack and ask for the answers in that.",
        )
    return packs[0]


def _require_agency(context: Context, pack: Pack, returned: ReturnedPack, agency: str) -> None:
    """Refuse a pack that is taken for another agency's than the one it was made for."""
    if agency and require_agency(context.agencies, agency).id != pack.agency_id:
        raise UserError(
            f"{returned.name} is the pack that was made for {context.agency_name(pack.agency_id)}, not for {agency}. "
            "Nothing was changed.",
            "Ask which agency filled it in. If it is the right file, import it without naming an agency.",
        )


def _questions(cycle: Cycle, context: Context) -> Iterator[ImportQuestion]:
    if cycle.id != context.cycle.id:
        yield ImportQuestion(
            "other cycle",
            f"This pack was made for {cycle.name}; the current cycle is {context.cycle.name}.",
            f"Say that its answers belong to {cycle.name}, or send a pack of the current cycle.",
        )


@dataclass(slots=True)
class _PackReader:
    """Reads each part of a returned pack into what would be stored and what is left out, with the reason."""

    casefile: Casefile
    context: Context
    pack: Pack
    cycle: Cycle
    returned: ReturnedPack
    chosen: Mapping[str, str] = field(default_factory=dict)
    asks: list[ImportQuestion] = field(default_factory=list)
    rows: list[MergedRow] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    contributions: list[Contribution] = field(default_factory=list)
    attendance: list[Attendance] = field(default_factory=list)
    left: list[LeftOut] = field(default_factory=list)
    matched: set[str] = field(default_factory=set)
    sent: dict[str, str] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)  # the question as asked, by id
    worded_now: dict[str, str] = field(default_factory=dict)
    returns: frozenset[ReturnId] = frozenset()  # the workbooks in which this pack came back before
    references: dict[str, str] = field(default_factory=dict)  # of the challenges asked about, by their marks

    def read(self) -> None:
        try:
            self.sent = json.loads(self.pack.sent)
        except ValueError:
            raise UserError(
                "What the casefile keeps of this pack, as it was sent, cannot be read. Nothing was changed.",
                "Run a check of the casefile. A backup may hold it whole.",
            ) from None
        self.asked = {key.rsplit("/", 1)[0]: text for key, text in self.sent.items() if key.endswith("/question")}
        self.returns = frozenset(file.id for file in tables.rows(self.casefile, ReturnFile, pack_id=self.pack.id))
        marks = [key.rpartition("/")[0] for key in self.sent if key.endswith("/reply")]
        self.references = {
            mark: life_of(self.casefile, ChallengeId(int(mark.split(":")[1]))).challenge.reference for mark in marks
        }
        lines = (line for step in self.context.framework.steps for line in step.lines)
        self.worded_now = {str(line.target): line.question for line in lines}
        standing = self._standing()
        for row in self.returned.questions:
            self._question(row, standing)
        for row in self.returned.challenges:
            self._reply(row)
        for row in self.returned.evidence:
            self._evidence(row)
        for row in self.returned.contributions:
            self._contribution(row)
        for row in self.returned.attendance:
            self._attendance(row)

    def changes_anything(self) -> bool:
        """Whether anything in it is not here already: the same answers saved as another file change nothing."""
        weighty = {Merged.RETURNED, Merged.CONFLICT}
        answers = any(row.before is None or row.merged in weighty for row in self.rows)
        replies = any(reply.text3.merged in weighty for reply in self.replies)
        return (
            answers
            or replies
            or bool(self.evidence)
            or self._new_rows(Contribution, self.contributions)
            or (self._new_rows(Attendance, self.attendance))
        )

    def _new_rows(self, kind: type[Contribution] | type[Attendance], rows: Sequence[Contribution | Attendance]) -> bool:
        """Whether these rows differ from those that stand from this pack; their places apart."""
        standing = reading.rows_of_pack(self.casefile, kind, self.pack.id)
        return [_bare(row) for row in rows] != [_bare(row) for row in standing]

    def _leave(self, row: ReturnedRow, reason: str, *, like_answer: bool = False) -> None:
        text = "; ".join(text for text in (row.label, *row.fields.values()) if text)
        self.left.append(LeftOut(row.place, text, reason, like_answer))

    def _standing(self) -> dict[str, SelfAssessment]:
        answers = tables.rows(
            self.casefile,
            SelfAssessment,
            cycle_id=self.cycle.id,
            profile=profile_name(self.cycle),
            agency_id=self.pack.agency_id,
        )
        return {answer.target: answer for answer in answers}

    def _id_of(self, row: ReturnedRow) -> tuple[str, str]:
        """Which question a row answers, or why that cannot be told."""
        if not row.id:
            label = wording_hash(row.label)
            same = [target for target, text in self.asked.items() if wording_hash(text) == label]
            if row.label and len(same) == 1:
                return same[0], ""
            return "", "a row that was added: no question of this pack" if row.filled else "an empty row"
        if row.id not in self.asked:
            return "", "its hidden mark is none of this pack's"
        if row.label and wording_hash(row.label) != wording_hash(self.asked[row.id]):
            return "", "its hidden mark belongs to another question: the rows were sorted or typed over"
        return row.id, ""

    def _question(self, row: ReturnedRow, standing: Mapping[str, SelfAssessment]) -> None:
        target, why = self._id_of(row)
        if not target or target in self.matched:
            self._leave(row, why or "this question was answered already in another row", like_answer=row.filled)
            return
        self.matched.add(target)
        current, asked = self.worded_now.get(target), self.asked[target]
        if current is None or wording_hash(current) != wording_hash(asked):
            reason = "the question was worded anew, or taken out, since the pack was made"
            self._leave(row, reason, like_answer=row.filled)
            return
        before = standing.get(target)
        sent = {name: self.sent.get(f"{target}/{name}", "") for name in _FIELDS}
        base = _as_returned(before) if before and before.return_id in self.returns else sent
        now = as_pack(before) if before else sent
        cells = merge(
            {f"{target}/{name}": text for name, text in base.items()},
            {f"{target}/{name}": row.fields.get(name, base[name]) for name in _FIELDS},
            {f"{target}/{name}": text for name, text in now.items()},
        )
        merged = MergedRow(row, asked, cells, before)
        reason = self._why_no_answer(row, target, merged)
        if reason:
            self._leave(row, reason)
        else:
            self.rows.append(merged)

    def _why_no_answer(self, row: ReturnedRow, target: str, merged: MergedRow) -> str:
        """Why an untouched row is no answer of this cycle; "" where it is one."""
        if merged.before is not None or any(cell.merged is not Merged.UNCHANGED for cell in merged.cells):
            return ""
        if self.sent.get(f"{target}/confirmed") == TO_CONFIRM:
            return "" if row.fields.get("confirmed") == CONFIRMED else "last cycle's answer, not confirmed"
        return "left blank"

    def _challenge_of(self, row: ReturnedRow) -> tuple[str, str]:
        """Which challenge a row replies to, or why that cannot be told: by its mark, by its reference where that is
        gone, and by neither where the two disagree."""
        by_mark = row.id if row.id in self.references else ""
        same = [mark for mark, reference in self.references.items() if plain(reference) == plain(row.label)]
        by_label = same[0] if row.label and len(same) == 1 else ""
        if by_mark and row.label and by_label != by_mark:
            return "", f"its hidden mark belongs to {self.references[by_mark]}: the rows were sorted or typed over"
        if by_mark or by_label:
            return by_mark or by_label, ""
        return "", "a row that was added: no challenge of this pack"

    def _reply(self, row: ReturnedRow) -> None:
        mark, why = self._challenge_of(row)
        if not row.fields.get("reply"):
            self._leave(
                row,
                "a date or a role without a reply" if row.filled else "no reply yet",
                like_answer=row.filled,
            )
            return
        if not mark or mark in self.matched:
            self._leave(row, why or "this challenge was replied to already in another row", like_answer=True)
            return
        self.matched.add(mark)
        life = life_of(self.casefile, ChallengeId(int(mark.split(":")[1])))
        since = [e for e in life.events if e.kind is EventKind.RESPONSE and e.on_date >= local_day(self.pack.made)]
        stands = since[-1].text if since else ""
        text3 = Cell3(f"{mark}/reply", stands if self.returns else "", row.fields["reply"], stands)
        on_date = self._day_of_reply(row, life)
        self.replies.append(
            Reply(life.challenge.id, life.challenge.reference, text3, on_date, row.fields.get("by", ""))
        )

    def _day_of_reply(self, row: ReturnedRow, life: Life) -> date:
        """The day a reply gives; where it gives none that can be, a person says, and until then it is asked."""
        today, reference = self.casefile.clock.today(), life.challenge.reference
        last = max((event.on_date for event in life.events), default=date.min)
        typed = row.fields.get("date", "")
        day = _day(typed)
        if day is not None and last <= day <= today:
            return day
        said = self.chosen.get(f"date of the reply to {reference}", "")
        if said:
            return max(last, read_date(said) or today)
        why = (
            "gives no date" if not typed
            else f"gives “{typed}”, which is not one day" if day is None
            else f"is dated {long_date(day)}, which is still to come" if day > today
            else f"is dated {long_date(day)}, before the last entry of {long_date(last)}"
        )  # fmt: skip
        self.asks.append(
            ImportQuestion(
                f"date of the reply to {reference}",
                f"The reply to {reference} ({row.place}) {why}.",
                "Ask when it was given, or say that the day on which it is taken in stands for it.",
                ((today.isoformat(), f"Taken in on {long_date(today)}"),),
            )
        )
        return max(last, today)

    def _evidence(self, row: ReturnedRow) -> None:
        fields = row.fields
        day = _day(fields.get("date", ""))
        if not fields.get("title") or day is None or day > self.casefile.clock.today():
            self._leave(row, self._why_no_item(row, day), like_answer=row.filled)
            return
        said = [f"File sent: {fields['file']}"] if fields.get("file") else []
        item = Evidence(
            title=f"{fields['reference']} {fields['title']}".strip() if fields.get("reference") else fields["title"],
            kind=EvidenceKind.DOCUMENT, dated=day, received=self.casefile.clock.today(), agency_id=self.pack.agency_id,
            method=f"Named in the pack returned by {self.context.agency_name(self.pack.agency_id)}",
            marking=Marking.PARTNER, text="\n".join([fields.get("shows", ""), *said]).strip(),
            limits=f"The agency's own account ({row.cells['title']}); the document itself was not seen.",
            cycle_id=self.cycle.id,
        )  # fmt: skip
        known = tables.rows(self.casefile, Evidence, agency_id=self.pack.agency_id, title=item.title, text=item.text)
        if known:
            self._leave(row, f"in the register already, as {known[0].reference}")
        else:
            self.evidence.append(item)

    def _why_no_item(self, row: ReturnedRow, day: date | None) -> str:
        """What a row of the register lacks to be evidence; it is captured by hand."""
        if not row.filled:
            return "an empty row of the register"
        lacks = [] if row.fields.get("title") else ["its title"]
        typed = row.fields.get("date", "")
        if not typed:
            lacks.append("its date")
        elif day is None or day > self.casefile.clock.today():
            lacks.append(f"a date (“{typed}” is not one day up to today)")
        return f"set aside, it lacks {' and '.join(lacks)}: capture it by hand"

    def _contribution(self, row: ReturnedRow) -> None:
        fields = row.fields
        if not any(fields.get(name) for name in ("amount", "in_kind", "note")):
            self._leave(row, "no contribution in this row")
            return
        amount, reason = read_amount(fields.get("amount", "")) if fields.get("amount") else (None, "")
        if not fields.get("year"):
            reason = reason or "the year is missing"
        elif not (fields.get("amount") or fields.get("in_kind")):
            reason = "the sum is missing"
        self.contributions.append(
            Contribution(
                partner=self.context.agency_name(self.pack.agency_id), agency_id=self.pack.agency_id,
                year=fields.get("year", ""), amount=amount, typed=fields.get("amount", ""),
                cell=row.cells.get("amount") or row.place,
                in_kind=fields.get("in_kind", ""), note=fields.get("note", ""), reason=reason,
            )
        )  # fmt: skip

    def _attendance(self, row: ReturnedRow) -> None:
        fields = row.fields
        if not row.filled:
            self._leave(row, "no attendance in this row")
            return
        presence = next((way for way in Presence if way.value == fields.get("presence", "").strip().casefold()), None)
        day = _day(fields.get("date", ""))
        self.attendance.append(
            Attendance(
                meeting=fields.get("meeting", ""), on_date=day, seat=fields.get("seat", ""),
                agency=self.context.agency_name(self.pack.agency_id), agency_id=self.pack.agency_id, presence=presence,
                typed=fields.get("presence", ""), cell=row.cells.get("presence") or row.place,
                reason=_why_attendance_waits(fields, presence, day),
            )
        )  # fmt: skip


def _why_attendance_waits(fields: Mapping[str, str], presence: Presence | None, day: date | None) -> str:
    """What a row of attendance lacks or says unclearly; "" where it is whole."""
    lacks = [words for name, words in (("seat", "the seat"), ("presence", "how it was filled")) if not fields.get(name)]
    if not (fields.get("date") or fields.get("meeting")):
        lacks.append("the meeting")
    if lacks:
        return f"{' and '.join(lacks)} {'is' if len(lacks) == 1 else 'are'} missing"
    if fields.get("date") and day is None:
        return f"“{fields['date']}” is not one day"
    return "" if presence else "not one of the ways a seat is filled"


def _bare(row: Contribution | Attendance) -> Contribution | Attendance:
    return replace(row, id=LedgerId(0), return_id=ReturnId(0), cell="")


def _day(text: str) -> date | None:
    return None if either_way(text) else read_date(text)


def _as_returned(answer: SelfAssessment) -> dict[str, str]:
    """A stored answer as the agency itself last gave it, whatever a person decided since."""
    return {"level": answer.typed, "narrative": answer.evidence, "sources": answer.sources}


def as_pack(answer: SelfAssessment) -> dict[str, str]:
    """A stored answer as a pack's cells say it."""
    return {"level": answer.word or answer.typed, "narrative": answer.evidence, "sources": answer.sources}


def merged_answer(
    shown: PackPreview, row: MergedRow, context: Context, decisions: Mapping[str, bool]
) -> SelfAssessment:
    """The answer to store for one row, its cells merged."""
    level, narrative, sources = (cell.result(decisions.get(cell.key)) for cell in row.cells)
    target = row.cells[0].key.rsplit("/", 1)[0]
    line = context.framework.line(target)
    step = context.framework.step(target)
    fresh = SelfAssessment(
        return_id=ReturnId(0), agency_id=shown.pack.agency_id, cycle_id=shown.cycle.id,
        profile=profile_name(shown.cycle), number=line.code if line else "", standard=row.question,
        area=f"{step.number} {step.label}", target=target, status=AnswerStatus.SET_ASIDE, evidence=narrative,
        sources=sources, cell=row.row.cells.get("level") or row.row.place,
    )  # fmt: skip
    if row.before is not None and level == as_pack(row.before)["level"]:
        return replace(row.before, evidence=narrative, sources=sources)
    read = read_answer(Cell(level, "text" if level else "blank"), pack_scale(context))
    waits = read.state is AnswerState.SET_ASIDE
    word = "Not applicable" if read.state is AnswerState.NOT_APPLICABLE else context.scale.word(read.level)
    return replace(
        fresh, status=AnswerStatus(read.state.value), level=read.level, word="" if waits else word,
        assurance=read.level, typed=level, reason=read.reason,
    )  # fmt: skip
