"""What an import check says beside its steps: what was noticed, what waits, and whether it adds up."""

from __future__ import annotations

from collections.abc import Iterator

from scrutineer.domain.dates import local_day, long_date
from scrutineer.domain.ledger_kinds import LEDGERS
from scrutineer.domain.proposal import Decisions, Proposal, ProposedItem
from scrutineer.domain.returns import Finding, ReturnFile
from scrutineer.domain.words import counted, shortened
from scrutineer.ui.kit.basic import Card, clear, label, set_tip

_ROLES = {"ok": "dense", "warn": "warn", "private": "muted", "ask": "warn"}


class FindingsCard(Card):
    """What was noticed in the workbook, and what was done about it."""

    def __init__(self) -> None:
        super().__init__("The workbook’s doctor")

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Show these."""
        clear(self.body)
        for finding in findings:
            said = label(finding.text, _ROLES[finding.tone], wrap=True)
            set_tip(said, ", ".join(finding.places[:60]))
            self.body.addWidget(said)
        if not findings:
            self.body.addWidget(label("Nothing out of the ordinary.", "muted"))


class AsideCard(Card):
    """The cells that wait for a person, each with its address and the reason."""

    SHOWN = 40

    def __init__(self) -> None:
        super().__init__("Set aside")
        self.hide()

    def show_waiting(self, waiting: tuple[ProposedItem, ...]) -> None:
        """Show these."""
        clear(self.body)
        self.title.setText(f"Set aside, {len(waiting)}")
        self.setVisible(bool(waiting))
        for item in waiting[: self.SHOWN]:
            typed = f"“{item.typed}”  " if item.typed else ""
            words = f"{item.place}  {typed}{shortened(item.about, 60)}, {item.waits}"
            self.body.addWidget(label(words, "dense", wrap=True))
        if len(waiting) > self.SHOWN:
            self.body.addWidget(label(f"and {len(waiting) - self.SHOWN} more", "muted"))
        self.body.addWidget(label("You decide later, on the Returns page.", "small"))


def facts_of(shown: Proposal) -> Iterator[tuple[str, str, str]]:
    """What a person should know before deciding, above the tables: the tone, the fact, and what to do."""
    if shown.already_imported:
        yield "info", "It holds nothing that is not here already.", "Nothing would change."
        return
    if shown.questions and shown.profile:
        yield "warn", f"{counted(len(shown.questions), 'question')} to answer first.", "They stand under “Whose”."
    if shown.offers and shown.profile and shown.profile.layout in LEDGERS:
        yield "info", shown.offers[0].text, f"{shown.offers[0].advice} It stands under “Whose”."
    if _nothing_can_be_read(shown) and not shown.questions:
        advice = "Check the scale, what runs down and what across, and which column holds the answers."
        yield "warn", "Nothing of it can be read as it stands.", f"{advice} {shown.why_nothing()}."
    if shown.names_matter and shown.unknown_agencies == ("",):
        yield "warn", "The workbook does not say which agency it comes from.", "Choose the agency under “Whose”."
    elif shown.names_matter and shown.unknown_agencies:
        number = counted(len(shown.unknown_agencies), "name")
        yield "warn", f"{number} not known here.", "Say under “Whose” which agency each is, or add them."
    if shown.gone:
        yield "info", f"{counted(len(shown.gone), 'standing answer')} no longer in it; kept as before.", ""


def _nothing_can_be_read(shown: Proposal) -> bool:
    """Whether nothing is read in it but what waits: here a person still says how its dates and marks are meant."""
    totals = shown.totals()
    if shown.offers and shown.items:  # a log whose days nobody said: its rows are kept, and wait
        return False
    return shown.says_nothing or bool(shown.profile and totals["read"] and not totals["stored"])


def can_be_stored(shown: Proposal, decisions: Decisions) -> bool:
    """Whether a commit would store anything."""
    changes = sum(item.is_fresh for item in shown.items)
    return not shown.already_imported and not _nothing_can_be_read(shown) and changes > len(shown.refused(decisions))


def totals_in_words(shown: Proposal, decisions: Decisions) -> str:
    """How what was read is parted, and whether that adds up; what is refused, to be settled, and to be placed."""
    t, refused, unplaced = shown.totals(), len(shown.refused(decisions)), shown.unplaced(decisions)
    open_ones = len(shown.unsettled(decisions))
    parts = f"{t['stored']} to store + {t['set_aside']} set aside + {t['ignored']} left out"
    adds_up = t["read"] == t["stored"] + t["set_aside"] + t["ignored"]
    words = f"{t['read']} read = {parts}. {'Adds up.' if adds_up else 'Does not add up.'}"
    words += f"  {counted(refused, 'row')} refused by you." if refused else ""
    words += f"  {open_ones} to settle." if open_ones else ""
    verb = "bears on no line: it waits" if unplaced == 1 else "bear on no line: they wait"
    return words + (f"  {counted(unplaced, shown.noun)} {verb} under Steps, To place." if unplaced else "")


def taken_in_words(taken: ReturnFile) -> str:
    """Where and when this very file was taken in before."""
    return f"Taken in on {long_date(local_day(taken.imported))} under the mapping “{taken.profile}”."
