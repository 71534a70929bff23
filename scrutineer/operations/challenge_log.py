"""The log of challenges as a workbook, made of what one edition may hold."""

from __future__ import annotations

from pathlib import Path

from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.changes import Outcome
from scrutineer.domain.dates import long_date
from scrutineer.domain.editions import EditionView, Scope, ShownChallenge
from scrutineer.domain.event_words import title_of
from scrutineer.domain.marking import Edition
from scrutineer.domain.partnership import Agency
from scrutineer.domain.words import counted
from scrutineer.exchange.challenge_book import LogRow, write_log
from scrutineer.operations.challenge_letters import TAKE_IT_OUT
from scrutineer.operations.material import edition_view
from scrutineer.operations.queries.keeping_out import require_fit_to_leave
from scrutineer.outputs import write_output
from scrutineer.progress import SILENT, Progress


def export_log(
    casefile: Casefile,
    *,
    out: Path,
    edition: Edition = Edition.PARTNER,
    agency: Agency | None = None,
    progress: Progress = SILENT,
) -> Outcome[int]:
    """Write every challenge that an edition may hold as a row of a workbook: the value is how many.

    The importer reads it back: a row whose reference stands here is that challenge, and its update a note of it.
    """
    progress.step(0, 1, "Writing the log")
    view = edition_view(casefile, edition, Scope(agency=agency))
    every = sorted(view.challenges.shown, key=lambda shown: shown.challenge.reference)
    about = f"Challenges of {view.partnership.name}, {edition.value} edition, {long_date(view.today)}"
    rows = [_row(view, shown) for shown in every]
    if edition is not Edition.PRIVATE:  # which is the scrutineer's own
        texts = ((row.reference, "\n".join(map(str, row.cells))) for row in rows)
        require_fit_to_leave(casefile, texts, "The log was not written.", TAKE_IT_OUT)
    content = write_log(rows, about)
    write_output(out, content, endings=(".xlsx",))
    left = f"; {view.challenges.withheld} are not in this edition" if view.challenges.withheld else ""
    return Outcome(len(every), label=f"{counted(len(every), 'challenge')} written to {out.name}{left}")


def _row(view: EditionView, shown: ShownChallenge) -> LogRow:
    life, challenge = shown.life, shown.challenge
    return LogRow(
        reference=challenge.reference,
        raised_on=life.raised_on,
        put_to=shown.put_to,
        question=challenge.question,
        status=life.status.value,
        reply_due=life.reply_due,
        update=_update(shown),
        bears_on="; ".join(view.framework.name(target) for target in challenge.targets),
        thread=challenge.thread,
    )


def _update(shown: ShownChallenge) -> str:
    """The newest thing that happened since it was raised, in words; "" where nothing did."""
    since = [event for event in shown.life.events[1:] if event.text]
    if not since:
        return ""
    newest = since[-1]
    return f"{long_date(newest.on_date)}, {title_of(newest).lower()}: {newest.text}"
