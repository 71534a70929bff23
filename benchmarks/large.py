"""A large casefile for every benchmark, made through the project's own tables and gate.

One seed: the same size on the same day makes the same casefile. A challenge with its life is one entry of the journal,
and so is an item with its links, because undo and history read the journal and grow with it.
"""

from __future__ import annotations

import itertools
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.common import PASSPHRASE
from scrutineer.casefile import files, numbers, tables
from scrutineer.casefile.records import record_of
from scrutineer.clock import MachineClock
from scrutineer.domain.activities import Activity, ActivityState
from scrutineer.domain.challenge import (
    Challenge,
    Ending,
    Event,
    EventKind,
    Impact,
    Life,
    ResponseView,
    reference_for,
)
from scrutineer.domain.challenge_closing import closing_blockers
from scrutineer.domain.challenge_events import event_problems
from scrutineer.domain.evidence import Attachment, Bearing, Evidence, EvidenceKind, Link, LinkTarget
from scrutineer.domain.indicators import Indicator, IndicatorValue
from scrutineer.domain.judgement import Direction, Judgement, JudgementStatus
from scrutineer.domain.marking import Marking
from scrutineer.domain.outcomes import DesiredOutcome, OutcomeChallenge, Priority
from scrutineer.domain.recommendations import Recommendation
from scrutineer.domain.returns import AnswerStatus, ReturnFile, SelfAssessment
from scrutineer.domain.voices import View as VoiceView
from scrutineer.domain.voices import Voice
from scrutineer.operations import casefiles, partnership
from scrutineer.operations.queries.context import Context, read_context

AGENCIES, CYCLES, RECOMMENDATIONS, INDICATORS = 10, 3, 300, 200
ROLES = ("Chief nurse", "Director of children’s services", "Detective superintendent", "Head of service", "Board chair")


def add(casefile: casefiles.Casefile, things: Sequence[object]) -> range:
    """The one place where rows are added: their ids. Needs an open transaction and a table written by nobody else."""
    tables.insert_all(casefile, things)
    name = record_of(type(things[0])).table
    (last,) = casefile.writer.execute(f"SELECT max(id) FROM {name}").fetchone()  # noqa: S608 - the project's own name
    return range(last - len(things) + 1, last + 1)


@dataclass(frozen=True, slots=True)
class Size:
    """How large: items of evidence, a tenth as many documents, challenges; `lines` links an item to lines on average."""

    items: int
    challenges: int
    lines: int = 3


class Words:
    """Sentences of a vocabulary of some thousand words, a few of them very common, as in any language."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        syllables = [a + b for a in "bcdfglmnprstvw" for b in ("a", "e", "i", "o", "ar", "en", "il", "ou")]
        made = {"".join(dice.choices(syllables, k=dice.choice((1, 2, 2, 3, 3, 4)))) for _ in range(6000)}
        self.known = sorted(made)[:4000]
        dice.shuffle(self.known)
        self._weights = list(itertools.accumulate(1 / (rank + 8) for rank in range(len(self.known))))

    def some(self, number: int) -> str:
        """This many words."""
        return " ".join(self._dice.choices(self.known, cum_weights=self._weights, k=number))

    def text(self, characters: int) -> str:
        """Sentences until there are about as many characters."""
        sentences: list[str] = []
        length = 0
        while length < characters:
            sentences.append(self.some(self._dice.randint(6, 22)).capitalize() + ".")
            length += len(sentences[-1]) + 1
        return " ".join(sentences)


class Maker:
    """Fills one new casefile. `today` is the day it is looked at: nothing in it happened later."""

    def __init__(self, casefile: casefiles.Casefile, size: Size, today: date) -> None:
        self.casefile, self.size, self.today = casefile, size, today
        self.dice = random.Random(7)
        self.words = Words(self.dice)
        self.agencies = [partnership.add_agency(casefile, name=f"Agency {n}").value for n in range(AGENCIES)]
        self.context: Context = read_context(casefile)
        self.targets = self.context.framework.targets()
        self.levels = [level.key for level in self.context.scale.levels]

    def day_in(self, cycle: int) -> date:
        """A day of a cycle that is past."""
        known = self.context.cycles[cycle]
        last = min(known.ends, self.today - timedelta(days=1))
        return known.starts + timedelta(days=self.dice.randrange((last - known.starts).days))

    def everything(self) -> None:
        """What rests on nothing first."""
        self.judgements_and_views()
        self.returns()
        challenges = [self.challenge() for _ in range(self.size.challenges)]
        items = [self.item(number, challenges) for number in range(self.size.items)]
        self.outcomes(challenges)
        self.recommendations(items)
        self.year()

    def judgements_and_views(self) -> None:
        """A final judgement, and three voices beside it, on every line in every cycle."""
        dice = self.dice
        for number, cycle in enumerate(self.context.cycles):
            days = {target: self.day_in(number) for target in self.targets}
            judgements = [
                Judgement(cycle_id=cycle.id, target=target, scale_id=self.context.scale.id, level=dice.choice(self.levels),
                          narrative=self.words.text(300), status=JudgementStatus.FINAL, direction=dice.choice(list(Direction)),
                          made=f"{days[target].isoformat()}T10:00:00+00:00")
                for target in self.targets
            ]  # fmt: skip
            views = [
                VoiceView(cycle_id=cycle.id, target=target, kind=kind, scale_id=self.context.scale.id,
                          level=dice.choice(self.levels), words=self.words.text(80), said_on=days[target])
                for kind in (Voice.JOINT, Voice.YOUNG, Voice.PRACTITIONERS) for target in self.targets
            ]  # fmt: skip
            with self.casefile.transact(f"Judge {cycle.name}"):
                add(self.casefile, judgements)
                add(self.casefile, views)

    def returns(self) -> None:
        """A workbook from every agency in every cycle, with an answer on every line."""
        for number, cycle in enumerate(self.context.cycles):
            for agency in self.agencies:
                with self.casefile.transact(f"Take in the return of agency {agency}, {cycle.name}"):
                    name = f"agency {agency}, {cycle.name}.xlsx"
                    workbook = ReturnFile(
                        sha256=files.store(self.casefile, name.encode()), name=name, profile=f"s11 {number}",
                        cycle_id=cycle.id, returned_on=self.day_in(number), imported=f"{cycle.starts}T10:00:00+00:00",
                        read=len(self.targets), stored=len(self.targets), set_aside=0, ignored=0,
                    )  # fmt: skip
                    file = add(self.casefile, [workbook])[0]
                    add(self.casefile, [
                        SelfAssessment(return_id=file, agency_id=agency, cycle_id=cycle.id, profile=f"s11 {number}",
                                       number=str(row), standard=f"Standard {row}", target=target,
                                       status=AnswerStatus.ANSWERED, level="2", word="Mostly",
                                       assurance=self.dice.choice(self.levels), typed="2", cell=f"Return!C{row}",
                                       evidence=self.words.some(12))
                        for row, target in enumerate(self.targets, 1)
                    ])  # fmt: skip

    def challenge(self) -> int:
        """One challenge with its life: 92 of 100 closed, the others open, some of those past their reply date."""
        dice, words = self.dice, self.words
        closes = dice.random() < 0.92
        length = dice.randint(2, 11) if closes else dice.randint(1, 14)
        last = self.day_in(dice.randrange(CYCLES)) if closes else self.today - timedelta(days=dice.randrange(45))
        begun = max(self.context.cycles[0].starts, last - timedelta(days=dice.randint(2, 40) * length))
        cycle = max((known for known in self.context.cycles if known.starts <= begun), key=lambda known: known.starts)
        made = Challenge(
            cycle_id=cycle.id, agency_id=dice.choice((None, *self.agencies)), put_to=dice.choice(ROLES),
            question=words.some(14).capitalize() + "?", why=words.text(350), test=words.text(120),
            targets=tuple(dice.sample(self.targets, dice.choice((1, 1, 2)))), marking=dice.choice(list(Marking)),
        )  # fmt: skip
        with self.casefile.transact(f"Raise “{made.question[:60]}”"):
            number = numbers.next_number(self.casefile, f"challenge:{begun.year}")
            made = replace(made, reference=reference_for(self.context.partnership.prefix, begun.year, number))
            new = add(self.casefile, [made])[0]
            life = Life(replace(made, id=new), ())
            add(self.casefile, self._walk(life, begun, last, length, closes).events)
        return new

    def _walk(self, life: Life, begun: date, last: date, length: int, closes: bool) -> Life:
        """A random walk over what each stand of the challenge allows, until it is as long as wanted and may close."""
        day, stride = begun, 2 * (last - begun).days // length + 1
        life = self._then(life, EventKind.RAISED, day)
        while closes or len(life.events) < length:
            day = min(last, day + timedelta(days=self.dice.randrange(stride)))
            ending = self._ending(life, withdraw=len(life.events) > length + 4) if len(life.events) >= length else None
            if closes and ending:
                return self._then(life, EventKind.CLOSED, day, *ending)
            life = self._then(
                life, self.dice.choice([kind for kind in life.allowed() if kind is not EventKind.CLOSED]), day
            )
        return life

    @staticmethod
    def _ending(life: Life, withdraw: bool) -> tuple[Impact | None, Ending] | None:
        """How the challenge may close now; None where it may not close yet."""
        ways = [(Impact.SHOWN, Ending.IMPACT), (Impact.NONE_KNOWN, Ending.WITHOUT)]
        if len(life.events) % 2:
            ways.reverse()
        if withdraw:
            ways.append((None, Ending.WITHDRAWN))
        return next((way for way in ways if not closing_blockers(life, *way, "Said why.")), None)

    def _then(
        self, life: Life, kind: EventKind, day: date, impact: Impact | None = None, ending: Ending | None = None
    ) -> Life:
        dice = self.dice
        dated = kind in {EventKind.RAISED, EventKind.CHASED, EventKind.ESCALATED, EventKind.RETEST}
        event = Event(
            challenge_id=life.challenge.id, kind=kind, on_date=day, text=self.words.text(90), by=dice.choice(ROLES),
            due=day + timedelta(days=dice.choice((14, 21, 28, 42))) if dated else None,
            view=dice.choice(list(ResponseView)) if kind is EventKind.VIEW else None, impact=impact, ending=ending,
            marking=life.challenge.marking,
        )  # fmt: skip
        problems = event_problems(life, event)
        if problems:
            raise ValueError(str(problems))
        return Life(life.challenge, (*life.events, event))

    def item(self, number: int, challenges: Sequence[int]) -> int:
        """One item, its links to lines and to a challenge; every tenth has a document."""
        dice, words = self.dice, self.words
        cycle = dice.randrange(CYCLES)
        dated = self.day_in(cycle)
        title = words.some(7).capitalize()
        with self.casefile.transact(f"Capture “{title}”"):
            made = Evidence(
                number=numbers.next_number(self.casefile, "evidence"), title=title, kind=dice.choice(list(EvidenceKind)),
                dated=dated, received=dated, cycle_id=self.context.cycles[cycle].id, marking=dice.choice(list(Marking)),
                agency_id=dice.choice((None, *self.agencies)), method=words.some(5), text=words.text(dice.randint(300, 1500)),
            )  # fmt: skip
            new = add(self.casefile, [made])[0]
            links = [
                Link(evidence_id=new, target_kind=LinkTarget.LINE, target=target, bearing=dice.choice(list(Bearing)))
                for target in dice.sample(self.targets, dice.randint(1, 2 * self.size.lines - 1))
            ]
            if challenges:
                links.append(Link(evidence_id=new, target_kind=LinkTarget.CHALLENGE, target=str(dice.choice(challenges)),
                                  bearing=Bearing.SUPPORTS))  # fmt: skip
            add(self.casefile, links)
            if number % 10 == 0:
                text = words.text(dice.randint(1500, 5000))
                digest = files.store(self.casefile, text.encode())
                add(self.casefile, [Attachment(evidence_id=new, sha256=digest, name=f"Document {number}.txt",
                                               size=len(text.encode()), text=text)])  # fmt: skip
        return new

    def outcomes(self, challenges: Sequence[int]) -> None:
        """Four priorities with three outcomes each, and five challenges to each of those."""
        with self.casefile.transact("Say what is wanted for children"):
            for place in range(4):
                priority = add(
                    self.casefile, [Priority(title=self.words.some(5), why=self.words.text(200), position=place)]
                )[0]
                for outcome in add(self.casefile, [
                    DesiredOutcome(priority_id=priority, text=self.words.some(12), position=n,
                            targets=tuple(self.dice.sample(self.targets, 3)), how_much=self.words.text(200))
                    for n in range(3)
                ]):  # fmt: skip
                    if challenges:
                        add(self.casefile, [
                            OutcomeChallenge(outcome_id=outcome, challenge_id=challenge)
                            for challenge in self.dice.sample(challenges, 5)
                        ])  # fmt: skip

    def recommendations(self, items: Sequence[int]) -> None:
        """Recommendations of reviews in few words, so that many are alike."""
        few = self.words.known[:36]
        with self.casefile.transact("Note the recommendations"):
            add(self.casefile, [
                Recommendation(evidence_id=self.dice.choice(items), text=" ".join(self.dice.sample(few, 9)))
                for _ in range(RECOMMENDATIONS)
            ])  # fmt: skip

    def year(self) -> None:
        """Two activities for every five challenges, planned and done; indicators with a figure for each month."""
        cycle = self.context.cycle
        with self.casefile.transact("Note the year"):
            done = [bool(self.dice.randrange(4)) for _ in range(max(1, self.size.challenges * 2 // 5))]
            days = [self.day_in(CYCLES - 1) for _ in done]
            add(self.casefile, [
                Activity(
                    cycle_id=cycle.id, title=self.words.some(5), method="observation", half_days=1, planned_on=day,
                    state=ActivityState.DONE if is_done else ActivityState.PLANNED, done_on=day if is_done else None,
                )
                for is_done, day in zip(done, days, strict=True)
            ])  # fmt: skip
            for name in range(INDICATORS):
                (indicator,) = add(self.casefile, [Indicator(name=f"{self.words.some(3)} {name}", unit="children")])
                add(self.casefile, [
                    IndicatorValue(
                        indicator_id=indicator, period=f"Month {month}", starts=date(self.today.year - 1, month, 1),
                        numerator=self.dice.randrange(40), denominator=40.0,
                    )
                    for month in range(1, 13)
                ])  # fmt: skip


def build(folder: Path, size: Size, today: date | None = None) -> casefiles.Casefile:
    """A new casefile of this size in a folder, left open. Three yearly cycles, the last of them the current one."""
    day = today or date.today()
    first = day.year - CYCLES + (day.month >= 4)
    years = [(date(first + n, 4, 1), date(first + n + 1, 3, 31)) for n in range(CYCLES)]
    casefile = casefiles.new_casefile(
        folder / f"large {size.items}", passphrase=PASSPHRASE, partnership="Bench Partnership",
        starts=years[0][0], ends=years[0][1], clock=MachineClock())  # fmt: skip
    casefile.writer.execute("PRAGMA synchronous = OFF")  # a power cut here costs nothing, and waiting for the disk does
    for number, (starts, ends) in enumerate(years[1:], 2):
        guidance = casefiles.guidance_during(starts, ends)
        casefiles.start_cycle(casefile, name=f"Cycle {number}", starts=starts, ends=ends, guidance=guidance)
    Maker(casefile, size, day).everything()
    casefile.writer.execute("PRAGMA synchronous = FULL")
    return casefile
