"""Practice reviews by their codes, and the clocks that run for them or for the partnership itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.changes import Outcome
from scrutineer.domain.clocks import (
    OWN,
    TEXTS_OF_A_CLOCK,
    TEXTS_OF_A_REVIEW,
    PracticeReview,
    ReviewKind,
    StatutoryClock,
)
from scrutineer.domain.guarded_names import GuardedNames
from scrutineer.domain.ids import CycleId, ReviewId
from scrutineer.domain.issues import GuardedName
from scrutineer.domain.possible_names import letters_that_could_name, possible_names
from scrutineer.domain.unlikely import Doubt
from scrutineer.errors import UserError
from scrutineer.frameworks import loader
from scrutineer.operations.name_words import bodies, words_here
from scrutineer.operations.queries.clocks import ticking
from scrutineer.operations.queries.context import Context, read_context
from scrutineer.progress import SILENT, Progress


def add_review(
    casefile: Casefile,
    *,
    review: PracticeReview,
    clocks: Sequence[StatutoryClock] = (),
    progress: Progress = SILENT,
) -> Outcome[ReviewId]:
    """Keep a practice review by its code, with the clocks that begin with it. What a child death review learned belongs
    to the step of learning, unless it is said otherwise.

    What could be a name is asked about, in its code and in what is typed of it and of its clocks.
    """
    progress.step(0, 1, "Keeping the review")
    context = read_context(casefile)
    kept = _placed(context, replace(review, id=ReviewId(0), cycle_id=review.cycle_id or CycleId(context.cycle.id)))
    _require_new_code(casefile, kept)
    _refuse_names(casefile, kept)
    for clock in clocks:
        _refuse_names(casefile, clock)
    with casefile.transact(f"Keep the review {kept.code}") as changes:
        changes.doubts += [*_letters(casefile, context, kept), *_names(context, kept)]
        new = ReviewId(tables.insert(casefile, kept))
        for clock in clocks:
            changes.doubts += _names(context, clock)
            _require_rule(clock)
            tables.insert(casefile, replace(clock, id=0, review_id=new, cycle_id=kept.cycle_id))
    return Outcome(new, changes.kinds, f"{kept.code} kept")


def change_review(casefile: Casefile, *, review: PracticeReview, progress: Progress = SILENT) -> Outcome[None]:
    """Replace what is recorded of a review: its decision, its days, its themes.

    What could be a name and did not stand there before is asked about.
    """
    progress.step(0, 1, "Recording the review")
    kept = tables.get(casefile, PracticeReview, review.id)
    context = read_context(casefile)
    context.known_targets(review.targets, kept.targets)
    if (review.code, review.kind) != (kept.code, kept.kind):
        _require_new_code(casefile, review)
    _refuse_names(casefile, review)
    with casefile.transact(f"Change the review {kept.code}") as changes:
        if review.code != kept.code:
            changes.doubts += _letters(casefile, context, review)
        changes.doubts += _names(context, review, kept)
        tables.update(casefile, review)
    return changes.outcome(None, f"{review.code} recorded")


def take_review_away(casefile: Casefile, *, review: PracticeReview, progress: Progress = SILENT) -> Outcome[None]:
    """Take a review away with its clocks; undo brings all of it back."""
    progress.step(0, 1, "Taking the review away")
    with casefile.transact(f"Take the review {review.code} away") as changes:
        tables.delete_where(casefile, StatutoryClock, review_id=review.id)
        tables.delete(casefile, PracticeReview, review.id)
    return Outcome(None, changes.kinds, f"{review.code} taken away")


def add_clock(casefile: Casefile, *, clock: StatutoryClock, progress: Progress = SILENT) -> Outcome[int]:
    """Start a clock by one of the rules that ship, or of the partnership's own."""
    progress.step(0, 1, "Starting the clock")
    _require_rule(clock)
    _refuse_names(casefile, clock)
    context = read_context(casefile)
    cycle = clock.cycle_id or CycleId(context.cycle.id)
    kept = replace(clock, id=0, cycle_id=cycle)
    with casefile.transact(f"Start a clock: {ticking(kept).title}") as changes:
        changes.doubts += _names(context, kept)
        new = tables.insert(casefile, kept)
    return Outcome(new, changes.kinds, "Clock started")


def change_clock(casefile: Casefile, *, clock: StatutoryClock, progress: Progress = SILENT) -> Outcome[None]:
    """Replace what is recorded of a clock: its day 0, the day set by hand with its reason, the day it was met."""
    progress.step(0, 1, "Recording the clock")
    kept = tables.get(casefile, StatutoryClock, clock.id)
    _require_rule(clock)
    _refuse_names(casefile, clock)
    label = "Say that a clock was met" if clock.met_on and not kept.met_on else "Change a clock"
    with casefile.transact(f"{label}: {ticking(clock).title}") as changes:
        changes.doubts += _names(read_context(casefile), clock, kept)
        tables.update(casefile, clock)
    return changes.outcome(None, "Clock recorded")


def take_clock_away(casefile: Casefile, *, clock: StatutoryClock, progress: Progress = SILENT) -> Outcome[None]:
    """Take a clock away; undo brings it back."""
    progress.step(0, 1, "Taking the clock away")
    with casefile.transact(f"Take a clock away: {ticking(clock).title}") as changes:
        tables.delete(casefile, StatutoryClock, clock.id)
    return Outcome(None, changes.kinds, "Clock taken away")


def _placed(context: Context, review: PracticeReview) -> PracticeReview:
    """A review with the steps it bears on: of a child death review the step of learning, where nothing else is said."""
    context.known_targets(review.targets)
    learning = loader.child_death_review().learning
    if review.kind is ReviewKind.CHILD_DEATH and not review.targets and context.framework.knows(learning):
        return replace(review, targets=(learning,))
    return review


def _require_new_code(casefile: Casefile, review: PracticeReview) -> None:
    others = tables.rows(casefile, PracticeReview, code=review.code, kind=review.kind)
    if any(other.id != review.id for other in others):
        raise UserError(
            f"There is a {review.kind.value} with the code {review.code} already. Nothing was changed.",
            "Give each a code of its own.", about="code",
        )  # fmt: skip


def _require_rule(clock: StatutoryClock) -> None:
    if clock.rule != OWN and clock.rule not in {rule.id for rule in loader.clock_rules()}:
        known = ", ".join(rule.id for rule in loader.clock_rules())
        raise UserError(
            f"There is no rule called “{clock.rule}”. Nothing was changed.", f"Choose one of: {known}, own."
        )


def _typed(thing: PracticeReview | StatutoryClock) -> dict[str, str]:
    """What is typed freely of a review or a clock, by its field."""
    names = ("code", *TEXTS_OF_A_REVIEW) if isinstance(thing, PracticeReview) else TEXTS_OF_A_CLOCK
    return {name: getattr(thing, name) for name in names}


def _refuse_names(casefile: Casefile, thing: PracticeReview | StatutoryClock) -> None:
    """Names that are to be kept out have no place in a review at all, not even in a private one."""
    names = GuardedNames(guarded.name for guarded in tables.rows(casefile, GuardedName))
    typed = _typed(thing)
    standing = next(names.standing_in(typed.values()), None)
    if standing is not None:
        raise UserError(
            "A name that is to be kept out stands in it. Nothing was changed.",
            "A review is a code, dates, decisions and themes: leave the name out.", about=list(typed)[standing[1]],
        )  # fmt: skip


def _letters(casefile: Casefile, context: Context, review: PracticeReview) -> Iterator[Doubt]:
    """Letters of a code that could be somebody's; asked about once, they are the partnership's own."""
    known = {letters for other in tables.rows(casefile, PracticeReview) for letters in re.findall("[A-Z]+", other.code)}
    for letters in letters_that_could_name(review.code, bodies(context), words_here(context)):
        if letters not in known:
            words = (
                f"“{letters}” in the code belongs to no kind of review, nor to the partnership or an agency: it has to "
                "be no name and no initials"
            )
            yield Doubt("code", words, "leave it out")


def _names(
    context: Context, thing: PracticeReview | StatutoryClock, before: PracticeReview | StatutoryClock | None = None
) -> Iterator[Doubt]:
    """What could be a name; what stood there before was meant, and a rule's own words name nobody."""
    said = _typed(before).values() if before else ()
    words = words_here(context, (*said, *(rule.day_zero for rule in loader.clock_rules())))
    for field, text in _typed(thing).items():
        for name in possible_names(text, words) if field != "code" else ():
            yield Doubt(field, f"“{name}” looks like a name, and has to be no person’s", "leave it out")
