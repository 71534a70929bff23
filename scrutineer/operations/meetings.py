"""What is logged while a meeting goes on, in as few keystrokes as can be, and the list of it as a Word document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from pathlib import Path

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.activities import Activity
from scrutineer.domain.challenge import EventKind, agreed_action
from scrutineer.domain.changes import Outcome
from scrutineer.domain.dates import long_date
from scrutineer.domain.editions import EditionView, ShownChallenge
from scrutineer.domain.ids import ActivityId, AgencyId, ChallengeId
from scrutineer.domain.marking import Edition, Marking
from scrutineer.domain.words import counted
from scrutineer.domain.working_days import working_days_after
from scrutineer.errors import UserError
from scrutineer.operations.challenge_letters import TAKE_IT_OUT
from scrutineer.operations.challenges import raise_challenge
from scrutineer.operations.letter_files import write_letter_to
from scrutineer.operations.material import edition_view
from scrutineer.operations.queries.challenges import ChallengeFilter, challenges_now
from scrutineer.operations.queries.context import read_context
from scrutineer.progress import SILENT, Progress
from scrutineer.reports.letters import Letter

AGREED = "Agreed at the meeting."
"""The reply that is recorded of an action: it was given there."""


class Logged(Enum):
    """What is logged. The value is what its button says."""

    RAISED = "Challenge"
    DRAFT = "Draft"
    ACTION = "Action"


def log_in_meeting(
    casefile: Casefile,
    *,
    what: Logged,
    text: str,
    put_to: str,
    agency_id: AgencyId | None = None,
    due: date | None = None,
    activity_id: ActivityId | None = None,
    marking: Marking = Marking.PARTNER,
    progress: Progress = SILENT,
) -> Outcome[ChallengeId]:
    """Log a challenge as put, as a draft, or an action that was agreed, all of today and of one meeting; one undo.

    An action is a challenge that was answered there: raised, agreed, accepted and under way until its day, so that it
    is followed as any other.
    """
    progress.step(0, 1, "Logging it")
    today = casefile.clock.today()
    days = read_context(casefile).partnership.reply_days
    at = tables.get(casefile, Activity, activity_id).title if activity_id is not None else ""
    by = due or working_days_after(today, days)
    agreed = agreed_action(
        ChallengeId(0), today, by, who=put_to.strip(), said=AGREED, action=text.strip(), marking=marking
    )  # of a challenge that is still to be raised
    outcome = raise_challenge(
        casefile, question=text, put_to=put_to, agency_id=agency_id, marking=marking, raised_on=today,
        raised_at=f"At {at}" if at else "At a meeting", reply_due=by, draft=what is Logged.DRAFT,
        activity_id=activity_id, then=agreed if what is Logged.ACTION else (),
    )  # fmt: skip
    said = {Logged.RAISED: "raised", Logged.DRAFT: "kept as a draft", Logged.ACTION: "logged as an action"}[what]
    return replace(outcome, label=f"{outcome.label.split(' ')[0]} {said}")


@dataclass(frozen=True, slots=True)
class ActionList:
    """The list that was written, and how many lines it has."""

    path: Path
    lines: int


def write_action_list(
    casefile: Casefile,
    *,
    out: Path,
    activity_id: ActivityId | None = None,
    challenge_ids: Sequence[ChallengeId] = (),
    progress: Progress = SILENT,
) -> Outcome[ActionList]:
    """Write what was logged of a meeting, and these challenges beside it, as a Word document for those who were there.

    It leaves the machine, so it holds what the partners' edition may hold: no draft, and nothing private.
    """
    progress.step(0, 1, "Writing the action list")
    wanted = set(challenge_ids)
    if activity_id is not None:
        wanted |= {now.challenge.id for now in challenges_now(casefile, ChallengeFilter(activity_id=activity_id))}
    view = edition_view(casefile, Edition.PARTNER)
    shown = [known for known in view.challenges.shown if known.challenge.id in wanted]
    if not shown:
        raise UserError("Nothing of this meeting can be listed yet.", "Log a challenge or an action first.")
    title = tables.get(casefile, Activity, activity_id).title if activity_id is not None else ""
    letter = _letter(view, shown, title, len(wanted) - len(shown))
    write_letter_to(casefile, letter, out, noun="action list", advice=TAKE_IT_OUT)
    return Outcome(ActionList(out, len(shown)), label=f"{counted(len(shown), 'line')} written to {out.name}")


def _letter(view: EditionView, shown: Sequence[ShownChallenge], title: str, left: int) -> Letter:
    actions = [known for known in shown if _is_action(known)]
    asked = [known for known in shown if not _is_action(known)]
    listed = [*(_action_line(known) for known in actions), *(_question_line(known) for known in asked)]
    about = f" of {title}" if title else ""
    lead = f"{counted(len(actions), 'action')} agreed and {counted(len(asked), 'question')} put to partners:"
    withheld = f"{counted(left, 'line')} kept as a draft or marked private {'is' if left == 1 else 'are'} not listed."
    return Letter(
        sender=view.partnership.scrutineer,
        partnership=view.partnership.name,
        to="Those at the meeting",
        dated=view.today,
        subject=f"Actions and questions{about}, {long_date(view.today)}",
        paragraphs=(lead,),
        listed=tuple(listed),
        close=("Please quote the reference in every reply.", *([withheld] if left else [])),
        contact=view.partnership.contact,
    )


def _is_action(shown: ShownChallenge) -> bool:
    return any(event.kind is EventKind.ACTION for event in shown.life.events)


def _who(shown: ShownChallenge) -> str:
    role = shown.challenge.put_to
    return role if shown.put_to == role else f"{shown.put_to} ({role})"


def _action_line(shown: ShownChallenge) -> str:
    action = next(event for event in reversed(shown.life.events) if event.kind is EventKind.ACTION)
    by = f", by {long_date(action.due)}" if action.due else ""
    return f"Action {shown.challenge.reference}. {_who(shown)}: {action.text.rstrip('.')}{by}."


def _question_line(shown: ShownChallenge) -> str:
    due = shown.life.reply_due
    by = f" Reply by {long_date(due)}." if due else ""
    return f"Question {shown.challenge.reference}. {_who(shown)}: {shown.challenge.question}{by}"
