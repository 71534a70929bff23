"""From the casefile's material to a challenge report that holds only what its edition may hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from scrutineer.domain.challenge import AWAITING_REPLY, Ending, Event, EventKind, Impact, Life, Status
from scrutineer.domain.dates import long_date
from scrutineer.domain.evidence import Link
from scrutineer.domain.framework import SIX_STEPS
from scrutineer.domain.marking import Edition, may_appear
from scrutineer.domain.words import counted
from scrutineer.reports.checks import checks_of
from scrutineer.reports.model import (
    HELD_BACK,
    ChallengeReport,
    ChallengeSection,
    ChallengeToDecide,
    Cited,
    Fact,
    Happened,
    Material,
    Piece,
    SourcedItem,
)

_CITATION = re.compile(r"\[(E(\d+))((?:,[^\[\]]*)?)\]")
_EVENT_WORDS = {
    EventKind.RAISED: "Raised",
    EventKind.CHASED: "Chased",
    EventKind.ACKNOWLEDGED: "Acknowledged",
    EventKind.RESPONSE: "Response",
    EventKind.ACTION: "Action under way",
    EventKind.EVIDENCE: "Evidence submitted",
    EventKind.ESCALATED: "Escalated",
    EventKind.TESTED: "Tested",
    EventKind.RETEST: "Re-test date set",
    EventKind.NOTE: "Note",
    EventKind.CLOSED: "Closed",
}
MOST_PRESSING = 5  # challenges that the summary lists: as many as one meeting can decide
DIGEST_SHOWN = 16
"""Hexadecimal digits of the journal's newest hash that the cover shows: enough to find the entry, short to read out."""
_EDITIONS = {
    Edition.PRIVATE: ("Private. Everything, for the scrutineer alone.", "For the scrutineer alone."),
    Edition.PARTNER: (
        "Partner. Leaves out the scrutineer’s private notes.",
        "For the named recipients. Not for publication.",
    ),
    Edition.PUBLIC: ("Public. Holds public items only.", "For publication."),
}


def build(material: Material) -> ChallengeReport:
    """The report. Private and, in a public edition, partner items are left out here, before any renderer."""
    in_report = (life for life in material.lives if _in_report(life, material))
    lives = tuple(sorted(in_report, key=lambda life: _order(life, material)))
    sections = tuple(_section(life, material) for life in lives)
    linked = sum(len(material.rests_on.get(life.challenge.id, ())) for life in lives)
    edition, handling = _EDITIONS[material.edition]
    day = long_date(material.today)
    report = ChallengeReport(
        edition=material.edition,
        title="Challenge report",
        partnership=material.partnership.name,
        about=_about(material),
        handling=handling,
        cover=_cover(material, edition),
        declaration=material.texts.declaration,
        summary=material.texts.summary,
        counts=_counts(lives, material),
        day=day,
        judged_against="The six steps" if material.framework.id == SIX_STEPS else material.framework.short_title,
        steps=material.steps,
        scale=material.scale,
        before=f"last cycle, to {long_date(material.before.ends)}" if material.before else "",
        decisions=tuple(_decision(life, material) for life in lives if life.is_open)[:MOST_PRESSING],
        limits=material.texts.limits,
        sections=sections,
        register=_register(sections, material),
        held_back=linked - sum(len(section.evidence) for section in sections),
        footer=f"{material.edition.value.capitalize()} edition, version {material.version}, {day}",
        checks=(),
    )
    return replace(report, checks=checks_of(report, lives, material))


def _in_report(life: Life, material: Material) -> bool:
    # a challenge to the whole partnership may be put to one agency by name
    wanted = not material.agency or material.agency in (_agency(life, material), life.challenge.put_to)
    raised = life.status is not Status.DRAFT or material.edition is Edition.PRIVATE
    return wanted and raised and may_appear(life.challenge.marking, material.edition)


def _agency(life: Life, material: Material) -> str:
    agency = life.challenge.agency_id
    return material.names.get(agency, "") if agency is not None else ""


def _order(life: Life, material: Material) -> tuple[bool, int, int, str]:
    """The most pressing first: what is open, then the longest overdue, then the longest open."""
    today = material.today
    return (not life.is_open, -life.days_overdue(today), -life.days_open(today), life.challenge.reference)


def _about(material: Material) -> str:
    ends = min(material.today, material.cycle.ends)
    return (
        f"Questions put to the partners between {long_date(material.cycle.starts)} and {long_date(ends)}, "
        "what they replied, and what has changed for children"
    )


def _cover(material: Material, edition: str) -> tuple[Fact, ...]:
    framework, digest = material.framework, material.journal_hash[:DIGEST_SHOWN].upper()
    grouped = " ".join(digest[i : i + 4] for i in range(0, DIGEST_SHOWN, 4))
    version = "1" if material.version == 1 else f"{material.version}. Replaces version {material.version - 1}."
    return (
        Fact("Prepared by", material.partnership.scrutineer),
        Fact("Prepared for", material.agency or "The safeguarding partners"),
        Fact("Edition", edition),
        Fact("Version", version),
        Fact("Date", long_date(material.today)),
        Fact("Guidance in force", material.cycle.guidance),
        Fact("Framework", f"{framework.title}, {framework.version[:4]}"),
        Fact("Record", f"Entry {material.journal_entry:,} of the casefile journal, {grouped}"),
    )


def _counts(lives: tuple[Life, ...], material: Material) -> tuple[tuple[str, str], ...]:
    starts = material.cycle.starts
    closed = [life for life in lives if life.closed_on and life.closed_on >= starts]
    shown = [life for life in closed if life.status is Status.CLOSED_IMPACT]
    return (
        (str(sum(life.is_open for life in lives)), "open"),
        (str(sum(life.days_overdue(material.today) > 0 for life in lives)), "replies overdue"),
        (str(len(closed)), f"closed since {starts.day} {long_date(starts).split()[1]}"),
        (str(len(shown)), "closed with impact shown"),
    )


def _decision(life: Life, material: Material) -> ChallengeToDecide:
    overdue = life.days_overdue(material.today)
    stands = (
        f"{counted(overdue, 'day')} overdue"
        if overdue
        else f"{life.status.value}, {counted(life.days_open(material.today), 'day')}"
    )
    put_to = _agency(life, material) or life.challenge.put_to
    return ChallengeToDecide(life.challenge.reference, life.challenge.question, put_to, stands, overdue > 0)


def _section(life: Life, material: Material) -> ChallengeSection:
    challenge, reply = life.challenge, life.response
    if reply and not may_appear(reply.marking, material.edition):
        reply = None
    names = "; ".join(material.framework.name(target) for target in challenge.targets)
    rests = material.rests_on.get(challenge.id, ())
    return ChallengeSection(
        reference=challenge.reference,
        where=f"Challenge {challenge.reference}." + (f" {names}." if names else ""),
        question=challenge.question,
        facts=_facts(life, material),
        test=challenge.test,
        found=tuple(_paragraph(text, material) for text in _paragraphs(challenge.why)),
        reply=_paragraphs(reply.text) if reply else (),
        reply_by=f"{reply.by or challenge.put_to}, {long_date(reply.on_date)}. Printed as received." if reply else "",
        events=tuple(
            _happened(event, event is reply) for event in life.events if may_appear(event.marking, material.edition)
        ),
        evidence=tuple(
            _cited(source, link) for source, link in rests if may_appear(source.item.marking, material.edition)
        ),
        next_step=_next_step(life),
        **_impact(life, material),
    )


def _facts(life: Life, material: Material) -> tuple[Fact, ...]:
    raised = life.raised_on
    status = life.status.value if not life.is_open else f"{life.status.value}, not closed"
    overdue = life.days_overdue(material.today)
    days = counted(life.days_open(material.today), "day") + (
        f"; reply {counted(overdue, 'day')} overdue" if overdue else ""
    )
    return (
        Fact("Put to", life.challenge.put_to),
        Fact("Raised", long_date(raised) if raised else "Not yet"),
        Fact("Status", status, strong=True),
        Fact("Open", days),
    )


def _paragraphs(text: str) -> tuple[str, ...]:
    """Paragraphs short enough to stand in a table row of their own."""
    return tuple(part for line in text.split("\n") if line.strip() for part in _shortened(line.strip()))


def _shortened(text: str, longest: int = 700) -> Iterator[str]:
    while len(text) > longest:
        cut = max(text.rfind(". ", 0, longest) + 1, text.rfind(" ", 0, longest) if ". " not in text[:longest] else 0)
        cut = cut if cut > 0 else longest
        yield text[:cut].strip()
        text = text[cut:].strip()
    if text:
        yield text


def _paragraph(text: str, material: Material) -> tuple[Piece, ...]:
    """Text with each citation as a piece of its own; one that this edition may not name is held back."""
    pieces, at = [], 0
    for match in _CITATION.finditer(text):
        pieces.append(Piece(text[at : match.start()]))
        source = material.evidence.get(int(match[2]))
        if source is None:
            pieces.append(Piece(match[0]))
        elif may_appear(source.item.marking, material.edition):
            pieces.append(Piece(f"[{match[1]}{match[3]}]", cites=match[1], bold=True))
        else:
            pieces.append(Piece(HELD_BACK, bold=True))
        at = match.end()
    pieces.append(Piece(text[at:]))
    return tuple(piece for piece in pieces if piece.text)


def _impact(life: Life, material: Material) -> dict[str, str]:
    closing = life.closing
    lead = "What has changed for children: "
    if closing is None:
        return {"impact_lead": lead + "nothing recorded yet.", "impact": "", "impact_tone": "limited"}
    text = closing.text if may_appear(closing.marking, material.edition) else ""
    if closing.ending is Ending.WITHDRAWN:
        return {"impact_lead": "Superseded or withdrawn.", "impact": text, "impact_tone": "insufficient"}
    impact = closing.impact or Impact.NONE_KNOWN
    tone = {Impact.SHOWN: "strong", Impact.EARLY: "reasonable", Impact.NONE_KNOWN: "limited"}[impact]
    words = {Impact.SHOWN: "impact shown.", Impact.EARLY: "early signs.", Impact.NONE_KNOWN: "none known."}[impact]
    return {"impact_lead": lead + words, "impact": text, "impact_tone": tone}


def _happened(event: Event, printed_above: bool) -> Happened:
    what = event.view.value.capitalize() if event.view else _EVENT_WORDS.get(event.kind, "")
    due = {EventKind.RETEST: "Re-test on"}.get(event.kind, "Reply due")
    parts = [
        "Printed above" if printed_above else event.text,
        f"To {event.stage}." if event.stage else "",
        f"{due} {long_date(event.due)}." if event.due else "",
    ]
    words = " ".join(part if part.endswith((".", "?", "”")) else f"{part}." for part in parts if part)
    return Happened(long_date(event.on_date), what, words)


def _register(sections: tuple[ChallengeSection, ...], material: Material) -> tuple[Cited, ...]:
    """Every item that a section rests on or cites, by number; the edition is asked once more, as the last door."""
    cited = {item.reference for section in sections for item in section.evidence}
    cited |= {piece.cites for section in sections for paragraph in section.found for piece in paragraph if piece.cites}
    sources = sorted(material.evidence.values(), key=lambda source: source.item.number)
    return tuple(
        _cited(source)
        for source in sources
        if source.item.reference in cited and may_appear(source.item.marking, material.edition)
    )


def _cited(source: SourcedItem, link: Link | None = None) -> Cited:
    item = source.item
    return Cited(
        item.reference,
        item.title,
        item.kind.value,
        source.agency,
        long_date(item.dated),
        link.bearing.value.capitalize() if link else item.marking.value.capitalize(),
    )


def _next_step(life: Life) -> str:
    if not life.is_open:
        return ""
    if life.retest_on:
        return f"To be tested again on {long_date(life.retest_on)}."
    waits = {
        Status.RAISED: "A reply is awaited",
        Status.ACKNOWLEDGED: "A reply is awaited",
        Status.ESCALATED: "A reply to the escalation is awaited",
        Status.RESPONSE: "The scrutineer is weighing the reply",
        Status.NOT_ACCEPTED: "To be escalated, or answered anew",
    }
    waits_for = waits.get(life.status, "")
    due = f", due {long_date(life.reply_due)}" if life.status in AWAITING_REPLY and life.reply_due else ""
    return f"{waits_for}{due}." if waits_for else ""
