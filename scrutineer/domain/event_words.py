"""What an event is called wherever it is listed: in the window, in reports, in letters and on the command line."""

from __future__ import annotations

from scrutineer.domain.challenge import Corrected, Event, EventKind, Life
from scrutineer.domain.dates import long_date

EVENT_WORDS = {
    EventKind.RAISED: "Raised",
    EventKind.CHASED: "Chased",
    EventKind.ACKNOWLEDGED: "Acknowledged",
    EventKind.RESPONSE: "Response",
    EventKind.VIEW: "View of the response",
    EventKind.ACTION: "Action under way",
    EventKind.EVIDENCE: "Evidence submitted",
    EventKind.ESCALATED: "Escalated",
    EventKind.TESTED: "Tested",
    EventKind.RETEST: "Re-test date set",
    EventKind.NOTE: "Note",
    EventKind.CLOSED: "Closed",
    EventKind.IMPACT: "Impact asked again",
    EventKind.REOPENED: "Reopened",
}
DUE_WORDS = {EventKind.RETEST: "Re-test on", EventKind.ACTION: "To be done by"}
"""What the day that an event makes due is the day of, where it is not that of a reply."""


def due_words(kind: EventKind | None) -> str:
    """What is due on the day that such an event sets."""
    return DUE_WORDS.get(kind, "Reply due") if kind else "Reply due"


def title_of(event: Event) -> str:
    """What kind of event it was; of a view and of an impact, what was said too."""
    if event.kind is EventKind.IMPACT and event.impact is not None:
        return f"{EVENT_WORDS[event.kind]}: {event.impact.value}"
    return EVENT_WORDS[event.kind]


def why_struck(known: Corrected) -> str:
    """That an event counts no more, since when and why, in a sentence."""
    said = known.correction
    instead = "something else counts in its place" if said.instead_id is not None else "it did not happen"
    by = f", {said.by}" if said.by else ""
    reason = said.reason.strip().rstrip(".")
    return f"Corrected on {long_date(said.on_date)}{by}: {instead}. {reason}."


def every_event(life: Life) -> list[tuple[Event, Corrected | None]]:
    """Every event by its day; beside one that was recorded wrongly what was said of it: that counts nowhere.

    On one day a wrong one stands before what was recorded after it, and before what counts in its place.
    """
    whole: list[tuple[Event, Corrected | None]] = [(event, None) for event in life.events]
    for struck in life.corrected:
        wrong = struck.event
        place = sum(event.on_date < wrong.on_date for event, _ in whole)
        while place < len(whole) and whole[place][0].on_date == wrong.on_date and whole[place][0].id < wrong.id:
            place += 1
        whole.insert(place, (wrong, struck))
    return whole
