"""What committing a pack would do: what was sent, what came back and what stands now, cell beside cell."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from scrutineer.casefile import reading, tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.answers import AnswerState, read_answer
from scrutineer.domain.challenge import Event, EventKind, Life
from scrutineer.domain.dates import either_way, local_day, long_date, read_date
from scrutineer.domain.evidence import Evidence, EvidenceKind
from scrutineer.domain.grid import Cell, Workbook
from scrutineer.domain.ids import ChallengeId, ReturnId
from scrutineer.domain.ledgers import Attendance, Contribution, Presence
from scrutineer.domain.marking import Marking
from scrutineer.domain.money import read_amount
from scrutineer.domain.packs import CONFIRMED, FORMAT, TO_CONFIRM, Pack, ReturnedPack, ReturnedRow
from scrutineer.domain.partnership import Cycle, require_agency
from scrutineer.domain.proposal import Difference, Merged, Proposal, ProposedItem, change_in
from scrutineer.domain.returns import (
    OF_PACK,
    AnswerStatus,
    Change,
    Finding,
    ImportQuestion,
    LeftOut,
    ReturnFile,
    Said,
    SelfAssessment,
)
from scrutineer.domain.words import counted, shortened, wording_hash
from scrutineer.errors import UserError
from scrutineer.exchange.pack_reader import returned_pack
from scrutineer.operations import answer_proposals, ledger_proposals
from scrutineer.operations.pack_replies import Replies
from scrutineer.operations.packs import pack_scale, profile_name
from scrutineer.operations.queries.challenges import life_of
from scrutineer.operations.queries.context import Context
from scrutineer.progress import SILENT, Progress

_CELLS = {"level": "self", "narrative": "evidence", "sources": "sources"}
"""The columns in which a question is answered, and which of FIELDS each is."""


def propose(
    casefile: Casefile, context: Context, workbook: Workbook, said: Said, progress: Progress = SILENT
) -> Proposal:
    """What committing this pack would do; reads only. A pack that is not ours is a sentence."""
    progress.step(0, 2, "Comparing with what was sent")
    returned = returned_pack(workbook, said.chosen)
    if returned is None:
        raise UserError(f"{workbook.name} does not say that it is a pack.", "Import it with a mapping.")
    pack = _require_pack(casefile, returned)
    _require_agency(context, pack, returned, said.agency)
    cycle = next(cycle for cycle in context.cycles if cycle.id == pack.cycle_id)
    reader = _PackReader(casefile, context, pack, cycle, returned, said.chosen)
    reader.read()
    progress.step(1, 2, "Comparing with what stands")
    items = tuple(reader.items)
    done = tables.count(casefile, ReturnFile, sha256=returned.sha256, pack_id=pack.id)
    changes = any(item.is_fresh for item in items) or bool(reader.replaced)
    nothing_new = not returned.asks and (not changes or (bool(done) and not reader.replies.placed_by_hand))
    ids = {row.id for row in returned.questions}
    missing = tuple(target for target in reader.asked if target not in ids and target not in reader.matched)
    return Proposal(
        name=returned.name, sha256=returned.sha256, kind=OF_PACK, filed_under=profile_name(cycle), cycle=cycle,
        scale_id=context.scale.id, pack_id=pack.id, agency=context.agency_name(pack.agency_id), agency_from="the pack",
        items=items, left_out=tuple(reader.left), overlooked=returned.overlooked,
        findings=tuple(_findings(items, returned, missing, reader.left)),
        questions=(
            *(() if said.its_cycle else _questions(cycle, context)),
            *(() if nothing_new else (*returned.asks, *reader.asks)),
        ),
        offers=tuple(reader.replies.offers()), replaced=tuple(reader.replaced), missing=missing,
        already_imported=nothing_new, said=said,
    )  # fmt: skip


def _findings(
    items: Iterable[ProposedItem], returned: ReturnedPack, missing: tuple[str, ...], left_out: Iterable[LeftOut]
) -> Iterator[Finding]:
    """What a person should know of a returned pack, in sentences."""
    for item in items:
        for cell in item.sent_cells:
            if cell.merged is Merged.CONFLICT:
                words = f"It was “{cell.sent}”, came back as “{cell.after}”, stands “{cell.before}”."
                yield Finding("ask", f"Changed on both sides: {cell.key or item.key}. {words}")
    yield from (Finding("warn", sentence) for sentence in returned.lacks)
    if missing:
        came_back = "Self-assessment" in returned.came_back
        why = "the rows were deleted" if came_back else "the sheet, or all of its headings, were deleted"
        yield Finding("warn", f"{counted(len(missing), 'question')} did not come back: {why}. Kept as is.")
    for left in (*left_out, *returned.overlooked):
        if left.like_answer:
            words = (
                f"Left out, though it looks like an answer: {left.place} “{shortened(left.text, 80)}”, {left.reason}."
            )
            yield Finding("ask", words, "left out", (left.place,))
    reasons = Counter(left.reason for left in left_out if not left.like_answer)
    yield from (Finding("ok", f"{number} left out: {reason}.") for reason, number in reasons.items())


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
    items: list[ProposedItem] = field(default_factory=list)
    replaced: list[Any] = field(default_factory=list)  # rows of an earlier version of it
    left: list[LeftOut] = field(default_factory=list)
    matched: set[str] = field(default_factory=set)
    sent: dict[str, str] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)  # the question as asked, by id
    worded_now: dict[str, str] = field(default_factory=dict)
    returns: frozenset[ReturnId] = frozenset()  # the workbooks in which this pack came back before
    replies: Replies = field(init=False)

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
        lives = {mark: life_of(self.casefile, ChallengeId(int(mark.split(":")[1]))) for mark in marks}
        self.replies = Replies({mark: life.challenge.reference for mark, life in lives.items()}, self.chosen)
        lines = (line for step in self.context.framework.steps for line in step.lines)
        self.worded_now = {str(line.target): line.question for line in lines}
        standing = self._standing()
        for row in self.returned.questions:
            self._question(row, standing)
        for row in self.replies.in_order(self.returned.challenges):
            self._reply(row)
        for row in self.returned.evidence:
            self._evidence(row)
        for kind, rows in (
            (Contribution, [self._contribution(row) for row in self.returned.contributions]),
            (Attendance, [self._attendance(row) for row in self.returned.attendance]),
        ):
            self._ledger(kind, [row for row in rows if row is not None])

    def _ledger(self, kind: type[Any], rows: list[Any]) -> None:
        """Rows of a ledger beside those of an earlier version of the same pack, which give way to what is newer."""
        standing = reading.rows_of_pack(self.casefile, kind, self.pack.id) if rows else ()
        items = ledger_proposals.beside(rows, standing)
        met = {item.before.id for item in items if item.before is not None}
        self.items += items
        self.replaced += [row for row in standing if row.id not in met]

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
        sent = {name: self.sent.get(f"{target}/{name}", "") for name in _CELLS}
        base = _as_returned(before) if before and before.return_id in self.returns else sent
        now = as_pack(before) if before else sent
        cells = tuple(
            Difference(field, now[name], row.fields.get(name, base[name]), base[name], f"{target}/{name}")
            for name, field in _CELLS.items()
        )  # a cell that did not come back is no edit
        touched = before is not None or any(cell.merged is not Merged.UNCHANGED for cell in cells)
        reason = "" if touched else self._why_no_answer(row, target)
        if reason:
            self._leave(row, reason)
            return
        answer = self._answer(row, target, asked, cells, before)
        waits = answer.status is AnswerStatus.SET_ASIDE
        self.items.append(
            ProposedItem(
                place=row.cells.get("level") or row.place, about=target.partition(":")[2], record=answer,
                before=before, differences=cells,
                change=change_in(cells) if before else Change.NEW, waits=(answer.reason or "not read") if waits else "",
                typed=row.fields.get("level", ""), came=answer_proposals.in_words(answer),
                stands=answer_proposals.in_words(before) if before else "", target=target,
                named=self.context.agency_name(self.pack.agency_id),
            )
        )  # fmt: skip

    def _answer(
        self, row: ReturnedRow, target: str, asked: str, cells: tuple[Difference, ...], before: SelfAssessment | None
    ) -> SelfAssessment:
        """The answer to store, with what came back wherever both sides changed a cell."""
        level, narrative, sources = (cell.result(take=True) for cell in cells)
        if before is not None and level == as_pack(before)["level"]:
            return replace(before, evidence=narrative, sources=sources)
        line, step = self.context.framework.line(target), self.context.framework.step(target)
        read = read_answer(Cell(level, "text" if level else "blank"), pack_scale(self.context))
        waits = read.state is AnswerState.SET_ASIDE
        no_level = read.state is AnswerState.NOT_APPLICABLE
        word = "Not applicable" if no_level else self.context.scale.word(read.level)
        return SelfAssessment(
            return_id=ReturnId(0), agency_id=self.pack.agency_id, cycle_id=self.cycle.id,
            profile=profile_name(self.cycle), number=line.code if line else "", standard=asked,
            area=f"{step.number} {step.label}", target=target, status=AnswerStatus(read.state.value),
            level=read.level, word="" if waits else word, assurance=read.level, typed=level, reason=read.reason,
            evidence=narrative, sources=sources, cell=row.cells.get("level") or row.place,
        )  # fmt: skip

    def _why_no_answer(self, row: ReturnedRow, target: str) -> str:
        """Why an untouched row is no answer of this cycle; "" where it is one."""
        if self.sent.get(f"{target}/confirmed") == TO_CONFIRM:
            return "" if row.fields.get("confirmed") == CONFIRMED else "last cycle's answer, not confirmed"
        return "left blank"

    def _reply(self, row: ReturnedRow) -> None:
        if not row.fields.get("reply"):
            self._leave(
                row,
                "a date or a role without a reply" if row.filled else "no reply yet",
                like_answer=row.filled,
            )
            return
        mark, why = self.replies.place(row)
        if why:
            self._leave(row, why, like_answer=True)
            return
        life = life_of(self.casefile, ChallengeId(int(mark.split(":")[1])))
        since = [e for e in life.events if e.kind is EventKind.RESPONSE and e.on_date >= local_day(self.pack.made)]
        stands = since[-1].text if since else ""
        cell = Difference("reply", stands, row.fields["reply"], stands if self.returns else "")
        reply = Event(
            challenge_id=life.challenge.id, kind=EventKind.RESPONSE, on_date=self._day_of_reply(row, life),
            text=cell.after, by=row.fields.get("by", ""), marking=life.challenge.marking,
        )  # fmt: skip
        change = change_in((cell,))
        self.items.append(
            ProposedItem(
                place=row.cells.get("reply") or row.place, about=life.challenge.reference, record=reply,
                change=Change.NEW if change is Change.CHANGED and not stands else change, differences=(cell,),
                typed=cell.after, came=cell.after, stands=stands, key=f"{mark}/reply",
                named=self.context.agency_name(self.pack.agency_id),
            )
        )  # fmt: skip

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
            self.items.append(
                ProposedItem(
                    place=row.cells.get("title") or row.place, about=item.title, record=item, change=Change.NEW,
                    typed=fields["title"], came=item.text, named=self.context.agency_name(self.pack.agency_id),
                )
            )  # fmt: skip

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

    def _contribution(self, row: ReturnedRow) -> Contribution | None:
        fields = row.fields
        if not any(fields.get(name) for name in ("amount", "in_kind", "note")):
            self._leave(row, "no contribution in this row")
            return None
        amount, reason = read_amount(fields.get("amount", "")) if fields.get("amount") else (None, "")
        if not fields.get("year"):
            reason = reason or "the year is missing"
        elif not (fields.get("amount") or fields.get("in_kind")):
            reason = "the sum is missing"
        return Contribution(
            partner=self.context.agency_name(self.pack.agency_id), agency_id=self.pack.agency_id,
            year=fields.get("year", ""), amount=amount, typed=fields.get("amount", ""),
            cell=row.cells.get("amount") or row.place,
            in_kind=fields.get("in_kind", ""), note=fields.get("note", ""), reason=reason,
        )  # fmt: skip

    def _attendance(self, row: ReturnedRow) -> Attendance | None:
        fields = row.fields
        if not row.filled:
            self._leave(row, "no attendance in this row")
            return None
        presence = next((way for way in Presence if way.value == fields.get("presence", "").strip().casefold()), None)
        day = _day(fields.get("date", ""))
        return Attendance(
            meeting=fields.get("meeting", ""), on_date=day, seat=fields.get("seat", ""),
            agency=self.context.agency_name(self.pack.agency_id), agency_id=self.pack.agency_id, presence=presence,
            typed=fields.get("presence", ""), cell=row.cells.get("presence") or row.place,
            reason=_why_attendance_waits(fields, presence, day),
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


def _day(text: str) -> date | None:
    return None if either_way(text) else read_date(text)


def _as_returned(answer: SelfAssessment) -> dict[str, str]:
    """A stored answer as the agency itself last gave it, whatever a person decided since."""
    return {"level": answer.typed, "narrative": answer.evidence, "sources": answer.sources}


def as_pack(answer: SelfAssessment) -> dict[str, str]:
    """A stored answer as a pack's cells say it."""
    return {"level": answer.word or answer.typed, "narrative": answer.evidence, "sources": answer.sources}
