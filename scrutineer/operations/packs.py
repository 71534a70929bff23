"""Make a pack: an agency's evidence request as one workbook, with last cycle's answers where they still fit."""

from __future__ import annotations

import json
import secrets
from dataclasses import replace
from datetime import date
from pathlib import Path

from scrutineer.casefile import doubting, files, saved_mappings, tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.clock import stamp
from scrutineer.domain.challenge import Life, Waiting
from scrutineer.domain.changes import Outcome
from scrutineer.domain.dates import long_date
from scrutineer.domain.editions import Scope, shown_in
from scrutineer.domain.framework import LineOfEnquiry, Step
from scrutineer.domain.ledgers import AskedReturn
from scrutineer.domain.mapping import Layout, Profile, Role, plain_heading
from scrutineer.domain.marking import Edition
from scrutineer.domain.packs import AskedChallenge, AskedQuestion, Pack, PackContent
from scrutineer.domain.partnership import Agency, Cycle, Seat, require_agency
from scrutineer.domain.returns import AnswerStatus, SelfAssessment
from scrutineer.domain.rules import before
from scrutineer.domain.scale import Scale
from scrutineer.domain.words import some, wording_hash
from scrutineer.errors import UserError
from scrutineer.exchange import pack_writer, profile_file
from scrutineer.exchange.pack_layout import QUESTIONS
from scrutineer.operations.material import edition_view
from scrutineer.operations.queries.challenges import ChallengeFilter, challenges_now
from scrutineer.operations.queries.context import Context, read_context
from scrutineer.operations.queries.keeping_out import to_keep_out
from scrutineer.outputs import write_output
from scrutineer.progress import SILENT, Progress


def make_pack(
    casefile: Casefile,
    *,
    agency: str,
    out: Path,
    due: date | None = None,
    progress: Progress = SILENT,
) -> Outcome[Path]:
    """Write an agency's evidence request, and keep what was sent so that what comes back can be merged."""
    context = read_context(casefile)
    asked = require_agency(context.agencies, agency)
    progress.step(0, 3, "Gathering the questions")
    content = pack_content(casefile, context, asked, due)
    _require_fit(casefile, content)
    progress.step(1, 3, "Writing the workbook")
    book = pack_writer.write(content)
    progress.step(2, 3, "Keeping what was sent")
    with casefile.transact(f"Make a pack for {asked.name}") as changes:
        tables.insert(casefile, _kept(casefile, context, asked, content, files.store(casefile, book)))
        saved_mappings.save(casefile, profile_name(context.cycle), profile_file.write(pack_profile(context)))
        _expect(casefile, context, asked, due)
        doubting.ask_so_far(casefile, changes)
        # last: what is refused here is not kept, and what is refused there not written
        write_output(out, book, endings=(".xlsx",))
    return Outcome(out, changes.kinds, f"Pack for {asked.name} written to {out.name}")


def _require_fit(casefile: Casefile, content: PackContent) -> None:
    """Raise where what the scrutineer wrote of a challenge holds what must not leave; answers are the agency's own."""
    texts = [(known.reference, f"{known.question}\n{known.test}") for known in content.challenges]
    stops = [f"{where}: {what}" for where, what in to_keep_out(casefile, texts)]
    if stops:
        raise UserError(
            f"The pack was not written: {some(stops)}.", "Take that out of the challenge, then make it again."
        )


def _kept(casefile: Casefile, context: Context, asked: Agency, content: PackContent, sha256: str) -> Pack:
    return Pack(
        token=content.token, agency_id=asked.id, cycle_id=context.cycle.id, framework_id=context.framework.id,
        framework_version=context.framework.version, made=stamp(casefile.clock), due=content.due, sha256=sha256,
        sent=json.dumps(content.sent(), ensure_ascii=False),
    )  # fmt: skip


def _expect(casefile: Casefile, context: Context, asked: Agency, due: date | None) -> None:
    """A pack that was sent is expected back."""
    name = profile_name(context.cycle)
    known = tables.rows(casefile, AskedReturn, cycle_id=context.cycle.id, profile=name, agency_id=asked.id)
    if known:
        tables.update(casefile, replace(known[0], due=due or known[0].due))
    else:
        today = casefile.clock.today()
        expected = AskedReturn(cycle_id=context.cycle.id, profile=name, agency_id=asked.id, asked_on=today, due=due)
        tables.insert(casefile, expected)


def profile_name(cycle: Cycle) -> str:
    """What the answers of a cycle's packs are kept as."""
    return f"Evidence request, {cycle.name}"


def pack_scale(context: Context) -> Scale:
    """The scale of judgements as an agency uses it: it may also say that a question does not apply."""
    return replace(context.scale, not_applicable=("Not applicable", "n/a"))


def pack_profile(context: Context) -> Profile:
    """The mapping of a pack's self-assessment, for a workbook that lost its hidden marks, and for its scale."""
    roles = {
        "number": Role.NUMBER, "question": Role.STANDARD, "level": Role.SELF, "narrative": Role.EVIDENCE,
        "step": Role.AREA,
    }  # fmt: skip
    named = {plain_heading(c.heading): roles.get(c.field, Role.LEFT_OUT) for c in QUESTIONS.columns}
    lines = {line.code: line.target for step in context.framework.steps for line in step.lines}
    return Profile(
        name=profile_name(context.cycle), layout=Layout.STANDARDS_DOWN, headings=named, scale=pack_scale(context),
        sheets=(QUESTIONS.title,), lines={code: str(target) for code, target in lines.items()},
    )  # fmt: skip


def pack_content(casefile: Casefile, context: Context, asked: Agency, due: date | None) -> PackContent:
    """Everything the pack says: questions with last cycle's answers, challenges that await a reply, seats."""
    if due is not None and due < casefile.clock.today():
        raise UserError("The pack would be due before it is sent. Nothing was written.", "Give a later date.")
    prior = _prior(casefile, context, asked)
    questions = tuple(
        _question(step, line, prior.get(line.target), context)
        for step in context.framework.steps
        for line in step.lines
    )
    return PackContent(
        token=secrets.token_hex(12),
        partnership=context.partnership.name,
        agency=asked.name,
        cycle=context.cycle.name,
        framework=context.framework.title,
        framework_version=context.framework.version,
        due=due,
        questions=questions,
        levels=tuple((level.word, level.descriptor) for level in context.scale.levels),
        challenges=tuple(_challenge(life) for life in _awaiting(casefile, asked)),
        seats=tuple(
            seat.title for seat in context.seats if seat.agency_id == asked.id and _within(seat, context.cycle)
        ),
        years=(year_of(context.cycle), "", "", ""),
        returns_to=context.partnership.scrutineer,
    )


def _within(seat: Seat, cycle: Cycle) -> bool:
    """Whether a seat is there at any time of a cycle: who filled it is asked of no other."""
    return not before(seat.ends, cycle.starts) and not before(cycle.ends, seat.starts)


def year_of(cycle: Cycle) -> str:
    """The year of a cycle as an account of money names it: 2026-27, or 2026 where it begins and ends in one."""
    first, last = cycle.starts.year, cycle.ends.year
    return f"{first}-{last % 100:02d}" if last > first else f"{first}"


def _prior(casefile: Casefile, context: Context, asked: Agency) -> dict[str, SelfAssessment]:
    """Last cycle's answers of this agency to its pack, by line; what waited for a person is no answer."""
    before = context.previous_cycle
    if before is None:
        return {}
    answers = tables.rows(
        casefile, SelfAssessment, cycle_id=before.id, profile=profile_name(before), agency_id=asked.id
    )
    given = shown_in(Edition.PARTNER, answers).shown
    return {answer.target: answer for answer in given if answer.status is not AnswerStatus.SET_ASIDE}


def _question(step: Step, line: LineOfEnquiry, prior: SelfAssessment | None, context: Context) -> AskedQuestion:
    asked = AskedQuestion(
        id=line.target, step=f"{step.number} {step.label}", number=line.code, question=line.question,
        evidence=line.evidence,
    )  # fmt: skip
    if prior is None:
        return asked
    if wording_hash(prior.standard) != wording_hash(line.question):
        return replace(asked, earlier_wording=prior.standard, earlier_level=prior.word)
    known = {*(level.word for level in context.scale.levels), "Not applicable"}
    return replace(
        asked, level=prior.word if prior.word in known else "", narrative=prior.evidence, sources=prior.sources,
        prior=True,
    )  # fmt: skip


def _awaiting(casefile: Casefile, asked: Agency) -> tuple[Life, ...]:
    """The challenges that await a reply of this agency, as far as partners may know of them."""
    awaiting = challenges_now(casefile, ChallengeFilter(agency_id=asked.id, waiting_on=Waiting.THEM))
    ids = {known.challenge.id for known in awaiting if known.state.awaits_reply}
    if not ids:
        return ()
    shown = edition_view(casefile, Edition.PARTNER, Scope(asked)).challenges.shown
    # as the shown events have it too: that a reply is awaited again may follow from one that is not theirs to know
    waits = (known for known in shown if known.life.awaited.reply is not None)
    return tuple(known.life for known in waits if known.challenge.id in ids)


def _challenge(life: Life) -> AskedChallenge:
    challenge = life.challenge
    return AskedChallenge(
        id=f"challenge:{challenge.id}",
        reference=challenge.reference,
        question=challenge.question,
        raised=long_date(life.raised_on) if life.raised_on else "",
        due=long_date(life.reply_due) if life.reply_due else "",
        test=challenge.test,
    )


def packs_of(casefile: Casefile) -> tuple[Pack, ...]:
    """Every pack made, newest first."""
    return tables.rows(casefile, Pack, order=("-id",))
