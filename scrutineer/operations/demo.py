"""The worked example, built through the same operations that a person uses."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import accumulate, groupby
from pathlib import Path
from typing import Any

from scrutineer import paths
from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.clock import Clock, SetClock
from scrutineer.domain.challenge import Challenge
from scrutineer.domain.checklists import Met
from scrutineer.domain.dates import MONTHS
from scrutineer.domain.evidence import Bearing, Evidence, EvidenceKind, LinkTarget, Permission, Strength
from scrutineer.domain.ids import AgencyId, ChallengeId, CycleId, OutcomeId, TargetId
from scrutineer.domain.judgement import Direction
from scrutineer.domain.marking import Marking
from scrutineer.domain.outcomes import DesiredOutcome, Priority
from scrutineer.domain.partnership import Agency, AgencyKind, Seat, SeatRole, require_agency
from scrutineer.domain.questions import Question, QuestionFrom
from scrutineer.domain.recommendations import Recommendation, RecommendationKind, RecommendationMove
from scrutineer.domain.scale import NOT_YET
from scrutineer.domain.voices import Voice
from scrutineer.errors import UserError
from scrutineer.operations import (
    answer_returns,
    casefiles,
    challenges,
    checklists,
    demo_challenges,
    evidence,
    expected,
    imports,
    judgements,
    mappings,
    outcomes,
    partnership,
    questions,
    recommendations,
    reports,
    voices,
)
from scrutineer.operations.demo_clocks import acts_of_clocks
from scrutineer.operations.demo_measured import acts_of_measuring
from scrutineer.operations.demo_year import acts_of_the_year
from scrutineer.operations.queries.context import read_context
from scrutineer.operations.queries.steps import newest_judgements
from scrutineer.outputs import write_output
from scrutineer.progress import SILENT, Progress

_CITES = re.compile(r"\[E:([^\[\]]+)\]")
_MORNING, _EVENING = time(9), time(18)
_WORDS = (
    "amber", "anchor", "basket", "beacon", "candle", "cedar", "cobble", "copper", "ember", "fathom", "harbour",
    "heather", "lantern", "linen", "marble", "meadow", "mortar", "orchard", "pebble", "quarry", "saddle", "thimble",
    "timber", "velvet", "walnut", "willow", "winter", "yonder", "barley", "bramble", "cloister", "ferry",
)  # fmt: skip


Raw = Mapping[str, Any]
"""A table of the example's file."""
Find = Callable[[Casefile], ChallengeId]
"""Finds a challenge that was raised by then."""


@dataclass(frozen=True, slots=True)
class Act:
    """Something that is done to the casefile on a day of the example's two years."""

    day: date
    do: Callable[[Casefile], object]


@dataclass(frozen=True, slots=True)
class Demo:
    """Where the worked example is, and the passphrase that opens it."""

    casefile: Path
    report: Path
    workbooks: Path
    passphrase: str


def example() -> Path:
    """The folder of the worked example's material."""
    return paths.resources() / "example"


def build_demo(into: Path, *, clock: Clock, passphrase: str = "", progress: Progress = SILENT) -> Demo:
    """Build the example in a folder: casefile, partner workbooks, challenge report. An earlier one is replaced.

    Everything in it was done on its own day; what lies ahead of the clock is handled as if its day had come.
    """
    folder = _clean_folder(into, clock)
    secret = passphrase or "-".join(secrets.choice(_WORDS) for _ in range(4))
    raw = tomllib.loads((example() / "northmoor.toml").read_text(encoding="utf-8"))
    year = tomllib.loads((example() / "northmoor-year.toml").read_text(encoding="utf-8"))
    measured = tomllib.loads((example() / "northmoor-measured.toml").read_text(encoding="utf-8"))
    acts = _acts(raw, (*acts_of_the_year(year), *acts_of_measuring(measured), *acts_of_clocks(raw)))
    now = _after_it_all(acts[-1].day, clock)
    days = SetClock(_working_hour(raw["cycles"][0]["begun"], 0))
    casefile = _start(folder / "Northmoor.scrutiny", secret, raw, days)
    try:
        _live_through(casefile, acts, days, now, progress)
        report = folder / "Northmoor challenge report.pdf"
        progress.step(len(acts), len(acts) + 1, "Writing the challenge report")
        reports.export_report(casefile, out=report, edition=Marking.PARTNER)
    finally:
        casefile.close()
    return Demo(folder / "Northmoor.scrutiny", report, _copy_workbooks(folder), secret)


def _after_it_all(last: date, clock: Clock) -> Clock:
    """The clock, or where it stands before what happens in the example, one that stands at the end of it."""
    return clock if clock.today() >= last else SetClock(datetime.combine(last, _EVENING).astimezone())


def _live_through(casefile: Casefile, acts: Sequence[Act], days: SetClock, now: Clock, progress: Progress) -> None:
    """Do each act with the casefile's clock at its day, and leave the casefile with the clock that tells the time."""
    number = 0
    try:
        for day, of_the_day in groupby(acts, key=lambda act: act.day):
            for nth, act in enumerate(of_the_day, 1):
                progress.step(number, len(acts) + 1, f"{MONTHS[day.month - 1]} {day.year}")
                days.moment = min(_working_hour(day, nth), now.now())  # today's may still lie ahead of the clock
                act.do(casefile)
                number += 1
    finally:
        days.moment, casefile.clock = now.now(), now


def _working_hour(day: date, nth: int) -> datetime:
    """When the nth act of a day was done: a scrutineer begins at nine or later, and each takes a few minutes."""
    minutes = day.toordinal() * 37 % 150 + 8 * nth  # days begin unlike each other, and the same each time it is built
    return (datetime.combine(day, _MORNING) + timedelta(minutes=minutes)).astimezone()


def _clean_folder(into: Path, clock: Clock) -> Path:
    """The folder; an earlier example in it is moved to a folder beside, where the one before that is replaced."""
    names = ("Northmoor.scrutiny", "Northmoor.scrutiny.check", "Northmoor backups", "Northmoor workbooks",
             "Northmoor challenge report.pdf")  # fmt: skip
    try:
        into.mkdir(parents=True, exist_ok=True)
        casefiles.refuse_if_open(into / names[0], clock=clock)
        there = [into / name for name in names if os.path.exists(into / name)]
        aside = into / "Earlier example"
        if there and os.path.exists(aside):
            shutil.rmtree(aside)
        for old in there:
            aside.mkdir(exist_ok=True)
            old.rename(aside / old.name)
    except OSError as error:
        raise UserError(f"The folder {into} cannot be written ({error.strerror}).", "Choose another folder.") from None
    return into


def _copy_workbooks(folder: Path) -> Path:
    target = folder / "Northmoor workbooks"
    target.mkdir(exist_ok=True)
    for workbook in sorted(example().glob("*.xls*")) + sorted(example().glob("*.ods")):
        write_output(target / workbook.name, workbook.read_bytes(), endings=(workbook.suffix,))
    return target


def _start(path: Path, secret: str, raw: Raw, clock: Clock) -> Casefile:
    first = raw["cycles"][0]
    return casefiles.new_casefile(
        path, passphrase=secret, partnership=raw["name"], prefix=raw["prefix"], starts=first["starts"],
        ends=first["ends"], guidance=first["guidance"], cycle_name=first["name"], clock=clock,
    )  # fmt: skip


def _acts(raw: Raw, others: Iterable[tuple[date, Callable[[Casefile], object]]]) -> list[Act]:
    """Everything that is done, day by day. On one day each kind in its turn, and each kind as the file has it.

    References are given in the order of the file: what stands after something newer was entered with it, or later.
    """
    captured = _days_of_capture(raw)
    kinds = (
        _beginning(raw), _second_cycle(raw), _evidence(raw, captured), _returns(raw), _views(raw, captured),
        _checklists(raw), _outcomes(raw, captured), _judgements(raw), _recommendations(raw, captured),
        _challenges(raw, captured), _questions(raw), (Act(day, do) for day, do in others),
        _summary(raw),
    )  # fmt: skip
    return sorted((act for kind in kinds for act in kind), key=lambda act: act.day)


def _days_of_capture(raw: Raw) -> dict[str, date]:
    """The day on which each item was captured, by its title: never before the one whose number it follows."""
    days = accumulate((entry.get("captured", entry["dated"]) for entry in raw["evidence"]), max)
    return {entry["title"]: day for entry, day in zip(raw["evidence"], days, strict=True)}


def _beginning(raw: Raw) -> Iterator[Act]:
    begun = raw["cycles"][0]["begun"]
    yield Act(begun, partial(_say, texts={"declaration": raw["declaration"]}))
    for agency in raw["agencies"]:
        yield Act(begun, partial(_add_agency, entry=agency))
    for wording in raw["wordings"]:
        yield Act(begun, partial(partnership.set_wording, target=TargetId(wording["target"]), label=wording["label"]))


def _summary(raw: Raw) -> Iterator[Act]:
    yield Act(raw["summed_up"], partial(_say, texts={key: raw[key] for key in ("declaration", "summary", "limits")}))


def _say(casefile: Casefile, texts: Raw) -> None:
    partnership.set_statements(casefile, texts=replace(read_context(casefile).texts, **texts))


def _add_agency(casefile: Casefile, entry: Raw) -> None:
    added = partnership.add_agency(
        casefile, name=entry["name"], kind=AgencyKind(entry["kind"]), aliases=tuple(entry.get("aliases", ()))
    )
    for title, role in entry.get("seats", ()):
        partnership.add_seat(casefile, agency_id=added.value, title=title, role=SeatRole(role))


def _second_cycle(raw: Raw) -> Iterator[Act]:
    cycle = dict(raw["cycles"][1])
    yield Act(cycle.pop("begun"), partial(casefiles.start_cycle, **cycle))


def _agency(casefile: Casefile, name: str) -> AgencyId | None:
    return require_agency(tables.rows(casefile, Agency), name).id if name else None


def _item(casefile: Casefile, title: str) -> Evidence:
    (item,) = tables.rows(casefile, Evidence, title=title)
    return item


def _evidence(raw: Raw, captured: Mapping[str, date]) -> Iterator[Act]:
    for entry in raw["evidence"]:
        yield Act(captured[entry["title"]], partial(_capture, entry=entry))


def _capture(casefile: Casefile, entry: Raw) -> None:
    added = evidence.capture_evidence(
        casefile,
        title=entry["title"],
        kind=EvidenceKind(entry["kind"]),
        dated=entry["dated"],
        received=entry["dated"],
        agency_id=_agency(casefile, entry.get("agency", "")),
        method=entry.get("method", ""),
        marking=Marking(entry["marking"]),
        limits=entry.get("limits", ""),
        text=entry["text"],
        review_on=entry.get("review_on"),
        links=[(LinkTarget.LINE, target, Bearing(bearing)) for target, bearing in entry["on"]],
        attachments=[example() / "documents" / name for name in entry.get("files", ())],
    )
    for place, quote, permission in entry.get("excerpts", ()):
        evidence.add_excerpt(
            casefile, evidence_id=added.value, place=place, quote=quote, permission=Permission(permission)
        )


def _checklists(raw: Raw) -> Iterator[Act]:
    for entry in raw["checklists"]:
        yield Act(entry["made"], partial(_answer_items, entry=entry))


def _answer_items(casefile: Casefile, entry: Raw) -> None:
    document = _item(casefile, entry["document"]).id
    for code, met, place, words, note in entry["answers"]:
        checklists.answer_item(
            casefile, evidence_id=document, target=TargetId(f"{entry['checklist']}:{code}"), met=Met(met), place=place,
            words=words, note=note,
        )  # fmt: skip


def _link(casefile: Casefile, title: str, bearing: str, kind: LinkTarget, find: Callable[[Casefile], object]) -> None:
    """Link an item to what is found in the casefile by then."""
    evidence.link_evidence(
        casefile, evidence_id=_item(casefile, title).id, target_kind=kind, target=str(find(casefile)),
        bearing=Bearing(bearing),
    )  # fmt: skip


def _judgements(raw: Raw) -> Iterator[Act]:
    for entry in raw["judgements"]:
        yield Act(entry["made"], partial(_judge, entry=entry))


def _judge(casefile: Casefile, entry: Raw) -> None:
    judgements.record_judgement(
        casefile,
        target=TargetId(entry["target"]),
        level=entry["level"],
        direction=Direction(entry["direction"]),
        narrative=entry["narrative"],
        strength=Strength(entry["strength"]) if "strength" in entry else None,
        final=entry.get("final", True),
    )


def _views(raw: Raw, captured: Mapping[str, date]) -> Iterator[Act]:
    said = (max(entry["said_on"], captured.get(entry.get("evidence"), date.min)) for entry in raw["views"])
    for entry, day in zip(raw["views"], accumulate(said, max), strict=True):
        yield Act(day, partial(_hear, entry=entry))


def _hear(casefile: Casefile, entry: Raw) -> None:
    counts = {name: entry[name] for name in ("favourable", "answered", "dont_know") if name in entry}
    voices.record_view(
        casefile, target=TargetId(entry["target"]), kind=Voice(entry["kind"]), level=entry.get("level", NOT_YET),
        words=entry["words"], who=entry.get("who", ""), said_on=entry["said_on"],
        evidence_id=_item(casefile, entry["evidence"]).id if "evidence" in entry else None, **counts,
    )  # fmt: skip


def _recommendations(raw: Raw, captured: Mapping[str, date]) -> Iterator[Act]:
    for entry in raw["recommendations"]:
        yield Act(entry.get("made") or captured[entry["evidence"]], partial(_recommend, entry=entry))
        for event in entry.get("events", ()):
            yield Act(event["on"], partial(_move, text=entry["text"], entry=event))


def _recommend(casefile: Casefile, entry: Raw) -> None:
    seats = {seat.title: seat.id for seat in tables.rows(casefile, Seat)}
    source: dict[str, Any]
    if "judgement" in entry:
        judgement = newest_judgements(casefile, read_context(casefile).cycle)[entry["judgement"]]
        source = {"judgement_id": judgement.id, "made_on": entry["made"]}
    else:
        source = {"evidence_id": _item(casefile, entry["evidence"]).id}
    recommendations.add_recommendation(
        casefile, **source, text=entry["text"], number=entry.get("number", ""),
        kind=RecommendationKind(entry["kind"]) if "kind" in entry else None,
        agency_id=_agency(casefile, entry["agency"]), seat_id=seats.get(entry.get("seat", "")), due=entry.get("due"),
        target=entry.get("target", ""), test=entry.get("test", ""), thread=entry.get("thread", ""),
        evidence=[_item(casefile, title).id for title in entry.get("evidence_of", ())],
    )  # fmt: skip


def _move(casefile: Casefile, text: str, entry: Raw) -> None:
    (known,) = tables.rows(casefile, Recommendation, text=text)
    recommendations.record_move(
        casefile, recommendation_id=known.id, kind=RecommendationMove(entry["kind"]), on_date=entry["on"],
        text=entry["text"], by=entry.get("by", ""), due=entry.get("due"),
        met=Met(entry["met"]) if "met" in entry else None,
    )  # fmt: skip


def _questions(raw: Raw) -> Iterator[Act]:
    for entry in raw["questions"]:
        yield Act(entry["asked_on"], partial(_ask_question, entry=entry))
        if "replied_on" in entry:
            yield Act(entry["replied_on"], partial(_reply_to, entry=entry))


def _ask_question(casefile: Casefile, entry: Raw) -> None:
    asked = Question(
        cycle_id=CycleId(0), source=QuestionFrom(entry["source"]), asker=entry["asker"], asked_on=entry["asked_on"],
        question=entry["question"], due=entry.get("due"), targets=tuple(entry.get("targets", ())),
        agency_id=_agency(casefile, entry.get("agency", "")),
    )  # fmt: skip
    questions.add_question(casefile, question=asked)


def _reply_to(casefile: Casefile, entry: Raw) -> None:
    (known,) = tables.rows(casefile, Question, question=entry["question"])
    answered = replace(known, reply=entry["reply"], replied_on=entry["replied_on"], did=entry.get("did", ""))
    questions.change_question(casefile, question=answered)


def _outcomes(raw: Raw, captured: Mapping[str, date]) -> Iterator[Act]:
    for priority in raw["priorities"]:
        begun = priority["agreed"]
        yield Act(begun, partial(outcomes.add_priority, title=priority["title"], why=priority.get("why", "")))
        for outcome in priority["outcomes"]:
            wanted = partial(_outcome, text=outcome["text"])
            yield Act(begun, partial(_want, entry=outcome, priority=priority["title"]))
            for title, bearing in outcome["evidence"]:
                link = partial(_link, title=title, bearing=bearing, kind=LinkTarget.OUTCOME, find=wanted)
                yield Act(max(begun, captured[title]), link)
            if "answered" in outcome:
                yield Act(outcome["answered"], partial(_answer, entry=outcome))


def _outcome(casefile: Casefile, text: str) -> OutcomeId:
    (outcome,) = tables.rows(casefile, DesiredOutcome, text=text)
    return outcome.id


def _want(casefile: Casefile, entry: Raw, priority: str) -> None:
    (known,) = tables.rows(casefile, Priority, title=priority)
    outcomes.add_outcome(casefile, priority_id=known.id, text=entry["text"], targets=entry["targets"])


def _answer(casefile: Casefile, entry: Raw) -> None:
    known = tables.get(casefile, DesiredOutcome, _outcome(casefile, entry["text"]))
    answers = {name: entry[name] for name in ("how_much", "how_well", "difference") if name in entry}
    outcomes.change_outcome(casefile, outcome=replace(known, **answers))


def _returns(raw: Raw) -> Iterator[Act]:
    yield Act(raw["asked"]["asked_on"], partial(_ask, asked=raw["asked"]))
    for entry in raw["returns"]:
        yield Act(entry["taken_in"], partial(_take_in, entry=entry))


def _ask(casefile: Casefile, asked: Raw) -> None:
    ids = [require_agency(tables.rows(casefile, Agency), name).id for name in asked["agencies"]]
    expected.expect_returns(
        casefile, profile=asked["profile"], agency_ids=ids, due=asked["due"], asked_on=asked["asked_on"]
    )


def _take_in(casefile: Casefile, entry: Raw) -> None:
    workbook, content = answer_returns.read_file(example() / entry["workbook"])
    profile = mappings.profile_from_file(example() / "profiles" / f"{entry['profile']}.toml")
    imports.commit(casefile, proposal=imports.propose(casefile, workbook=workbook, profile=profile), content=content)


def _challenges(raw: Raw, captured: Mapping[str, date]) -> Iterator[Act]:
    raised = accumulate((entry["raised"] for entry in raw["challenges"]), max)
    for entry, day in zip(raw["challenges"], raised, strict=True):
        there = [(title, bearing) for title, bearing in entry["evidence"] if captured[title] <= day]
        yield Act(day, partial(_raise, entry=entry, rests=there))
        yield from _life(entry, day, captured)


def _life(entry: Raw, raised: date, captured: Mapping[str, date]) -> Iterator[Act]:
    """What happens to a challenge once it was raised: evidence captured since, better words, events, its end."""
    find = partial(_challenge, question=entry["question"])
    for title, bearing in entry["evidence"]:
        if captured[title] > raised:
            link = partial(_link, title=title, bearing=bearing, kind=LinkTarget.CHALLENGE, find=find)
            yield Act(captured[title], link)
    for words in entry.get("reworded", ()):
        yield Act(words["on"], partial(_reword, find=find, why=words["why"]))
    for event in entry["events"]:
        yield Act(max(raised, event["on"]), partial(demo_challenges.happen, find=find, entry=event))
        if "written_as" in event:
            yield Act(event["corrected_on"], partial(demo_challenges.correct, find=find, entry=event))
    if "closed" in entry:
        yield Act(entry["closed"]["on"], partial(demo_challenges.close, find=find, entry=entry["closed"]))


def _challenge(casefile: Casefile, question: str) -> ChallengeId:
    (challenge,) = tables.rows(casefile, Challenge, question=question)
    return challenge.id


def _cited(casefile: Casefile, why: str) -> str:
    return _CITES.sub(lambda match: f"[{_item(casefile, match[1]).reference}]", why)


def _raise(casefile: Casefile, entry: Raw, rests: Sequence[tuple[str, str]]) -> None:
    challenges.raise_challenge(
        casefile,
        question=entry["question"],
        put_to=entry["put_to"],
        agency_id=_agency(casefile, entry["agency"]),
        why=_cited(casefile, entry["why"]),
        test=entry["test"],
        targets=entry["targets"],
        raised_on=entry["raised"],
        raised_at=entry["at"],
        reply_due=entry["due"],
        evidence=[(_item(casefile, title).id, Bearing(bearing)) for title, bearing in rests],
    )


def _reword(casefile: Casefile, find: Find, why: str) -> None:
    known = tables.get(casefile, Challenge, find(casefile))
    challenges.change_challenge(casefile, challenge=replace(known, why=_cited(casefile, why)))
