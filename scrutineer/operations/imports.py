"""A workbook taken in, of whatever layout: what storing it would do, and then that, in one transaction.

Each layout's reader fills a `Proposal`; from there on nothing asks what was in the workbook but the few steps that a
kind of record needs as it is stored.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from scrutineer.casefile import files, numbers, saved_mappings, tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.casefile.doubting import not_typed
from scrutineer.clock import stamp
from scrutineer.domain.challenge import Event
from scrutineer.domain.changes import Outcome
from scrutineer.domain.evidence import Evidence
from scrutineer.domain.grid import Workbook
from scrutineer.domain.ids import AgencyId, ReturnId
from scrutineer.domain.indicators import IndicatorValue
from scrutineer.domain.ledger_kinds import LEDGER_KINDS
from scrutineer.domain.ledgers import LogEntry
from scrutineer.domain.logged import LoggedLife
from scrutineer.domain.mapping import Layout, Profile
from scrutineer.domain.marking import Marking, narrowest
from scrutineer.domain.partnership import Agency, AgencyKind
from scrutineer.domain.proposal import UNDECIDED, Decisions, Proposal, ProposedItem
from scrutineer.domain.returns import ReturnFile, Said, reasons_of
from scrutineer.domain.words import counted, some
from scrutineer.errors import UserError
from scrutineer.exchange import profile_file
from scrutineer.exchange.challenge_book import read_log
from scrutineer.exchange.pack_reader import returned_pack
from scrutineer.operations import answer_proposals, indicators, ledger_proposals, ledgers, log_proposals, pack_proposals
from scrutineer.operations.mappings import refuse_other_layout
from scrutineer.operations.partnership import add_aliases
from scrutineer.operations.queries.context import Context, read_context
from scrutineer.progress import SILENT, Progress

Propose = Callable[[Casefile, Context, Workbook, Profile, Said, Progress], Proposal]

READERS: dict[Layout, Propose] = {
    Layout.STANDARDS_DOWN: answer_proposals.propose,
    Layout.AGENCIES_ACROSS: answer_proposals.propose,
    Layout.STANDARDS_ACROSS: answer_proposals.propose,
    **{kind.layout: ledger_proposals.propose for kind in LEDGER_KINDS},
}
"""Who reads a workbook of each layout into a proposal; a pack is none of them, and says itself what it is."""


def is_pack(workbook: Workbook) -> bool:
    """Whether a workbook says that it is a pack."""
    return returned_pack(workbook) is not None


def says_itself(workbook: Workbook) -> bool:
    """Whether a workbook needs no mapping: a pack, or a log that this program wrote."""
    return is_pack(workbook) or read_log(workbook) is not None


def propose(
    casefile: Casefile,
    *,
    workbook: Workbook,
    profile: Profile | None = None,
    said: Said | None = None,
    progress: Progress = SILENT,
) -> Proposal:
    """What committing this workbook would do; reads only. `profile` is the mapping to read it with, None for
    one that says itself what it is."""
    context, by_person = read_context(casefile), said or Said()
    log = read_log(workbook) if profile is None else None
    if log is not None:
        return log_proposals.propose(casefile, context, workbook, log, by_person, progress)
    if profile is None:
        return pack_proposals.propose(casefile, context, workbook, by_person, progress)
    return READERS[profile.layout](casefile, context, workbook, profile, by_person, progress)


def commit(
    casefile: Casefile,
    *,
    proposal: Proposal,
    content: bytes,
    decisions: Decisions = UNDECIDED,
    keep_profile: bool = True,
    progress: Progress = SILENT,
) -> Outcome[ReturnId | None]:
    """Store what was proposed, in one transaction that one undo takes back. Every conflict must be decided."""
    if proposal.already_imported:
        return Outcome(None, label=f"{proposal.name} holds nothing that is not here already. Nothing was changed.")
    refuse_open(proposal, decisions)
    if proposal.profile is not None:
        refuse_other_layout(casefile, proposal.profile)
    progress.step(0, 3, "Storing the workbook")
    context = read_context(casefile)
    with not_typed(casefile), casefile.transact(f"Import {proposal.name}") as changes:
        files.store(casefile, content)
        added = _add_agencies(casefile, proposal)
        add_aliases(casefile, proposal.said)
        new = ReturnId(tables.insert(casefile, _return_file(casefile, proposal, decisions)))
        progress.step(1, 3, "Storing what is in it")
        _store(
            _Storing(casefile, context, new, proposal.name, proposal.kind, added, proposal.logged), proposal, decisions
        )
        progress.step(2, 3, "Keeping the mapping")
        if keep_profile and proposal.remembered is not None:
            kept = replace(proposal.remembered, add_agencies="")  # said of this workbook, not of the next one
            saved_mappings.save(casefile, kept.name, profile_file.write(kept))
    return Outcome(new, changes.kinds, _label(proposal, decisions))


def _label(proposal: Proposal, decisions: Decisions) -> str:
    """What became of it, in one sentence."""
    noun, aside, unplaced = proposal.noun, len(proposal.waiting), proposal.unplaced(decisions)
    parts = [f"{counted(len(proposal.fresh), noun)} committed from {proposal.name}"]
    parts += [f"{counted(aside, noun)} set aside"] if aside else []
    waits = "waits" if unplaced == 1 else "wait"
    parts += [f"{counted(unplaced, noun)} {waits} to be placed on a line"] if unplaced else []
    return "; ".join(parts)


def refuse_open(proposal: Proposal, decisions: Decisions = UNDECIDED) -> None:
    """Raise where something only a person can say has not been said."""
    if proposal.names_matter and proposal.unknown_agencies:
        names = ", ".join(f"“{name}”" for name in proposal.unknown_agencies if name)
        if not names:
            raise UserError(
                f"{proposal.name} does not say which agency it comes from. Nothing was changed.", "Choose the agency."
            )
        raise UserError(
            f"{proposal.name} names agencies that this partnership does not have: {names}. Nothing was changed.",
            "Add each agency, or say which one it is.",
        )
    for question in proposal.questions:
        raise UserError(f"{question.text} Nothing was changed.", question.advice)
    if proposal.says_nothing:
        raise UserError(
            f"Nothing of {proposal.name} can be stored by the mapping “{proposal.filed_under}”, and that was not kept. "
            f"{proposal.why_nothing()}. Nothing was changed.",
            "Check the scale, what runs down and what across, and which column holds the answers.",
        )
    open_ones = proposal.unsettled(decisions)
    if open_ones:
        number, places = counted(len(open_ones), "cell"), some(open_ones)
        raise UserError(
            f"{number} changed here and came back different ({places}). Nothing was changed.",
            "Say for each whether to keep what stands or to take what came back.",
        )


_ADDED_KINDS = {
    "safeguarding partner": AgencyKind.PARTNER,
    "education": AgencyKind.EDUCATION,
    "relevant agency": AgencyKind.RELEVANT,
    "other": AgencyKind.OTHER,
}


def _add_agencies(casefile: Casefile, proposal: Proposal) -> dict[AgencyId, AgencyId]:
    """Add the agencies that are to be added; returns the id that each placeholder became."""
    said = proposal.profile.add_agencies if proposal.profile else ""
    kind, position = _ADDED_KINDS.get(said, AgencyKind.OTHER), tables.count(casefile, Agency)
    return {
        AgencyId(-number): AgencyId(tables.insert(casefile, Agency(name=name, kind=kind, position=position + number)))
        for number, name in enumerate(proposal.new_agencies, 1)
    }


def _return_file(casefile: Casefile, proposal: Proposal, decisions: Decisions) -> ReturnFile:
    totals, refused = proposal.totals(), proposal.refused(decisions)
    aside = sum(bool(item.waits) for item in refused)
    return ReturnFile(
        sha256=proposal.sha256, name=proposal.name, profile=proposal.filed_under, scale_id=proposal.scale_id,
        cycle_id=proposal.cycle.id, returned_on=proposal.returned_on, imported=stamp(casefile.clock),
        read=totals["read"], stored=totals["stored"] - (len(refused) - aside), set_aside=totals["set_aside"] - aside,
        refused=len(refused), ignored=totals["ignored"], reasons=reasons_of(proposal.left_out), kind=proposal.kind,
        agency_typed=proposal.agency, pack_id=proposal.pack_id, marking=_marking_of_files(casefile, proposal),
    )  # fmt: skip


def _marking_of_files(casefile: Casefile, proposal: Proposal) -> Marking:
    """A workbook that takes rows of earlier ones over is never marked wider than they are: its rows follow it."""
    rows = [*(item.before for item in proposal.items), *proposal.replaced]
    files = {row.return_id for row in rows if hasattr(row, "return_id")}
    return narrowest(Marking.PARTNER, *(file.marking for file in tables.by_id(casefile, ReturnFile, files).values()))


@dataclass(frozen=True, slots=True)
class _Storing:
    """Where the records of one workbook go, and which agency each placeholder became."""

    casefile: Casefile
    context: Context
    return_id: ReturnId
    name: str
    kind: str
    added: Mapping[AgencyId, AgencyId]
    logged: Mapping[str, LoggedLife] | None


def _store(storing: _Storing, proposal: Proposal, decisions: Decisions) -> None:
    fresh: dict[type[Any], list[Any]] = defaultdict(list)
    marked = {(type(row), row.key): row.marking for row in proposal.replaced}
    for item in proposal.items:
        record = item.settled(decisions)
        if record is None:
            continue
        record = _as_marked(record, marked) if item.before is None else replace(record, **_marking_of(item.before))
        record = STEPS.get(type(record), _of_the_workbook)(storing, item, record)
        if item.before is None:
            fresh[type(record)].append(record)
            continue
        standing = replace(record, id=item.before.id)
        if replace(standing, return_id=item.before.return_id) != item.before:
            tables.update(storing.casefile, standing)
    for row in proposal.replaced:
        tables.delete(storing.casefile, type(row), row.id)
    for records in fresh.values():
        tables.insert_all(storing.casefile, records)


def _marking_of(standing: Any) -> dict[str, Any]:
    """How a row that stands is marked: what comes back never makes it wider."""
    return {"marking": standing.marking} if hasattr(standing, "marking") else {}


def _as_marked(record: Any, marked: Mapping[Any, Any]) -> Any:
    """A row in the place of one that goes, marked as that was."""
    marking = marked.get((type(record), getattr(record, "key", None)))
    return record if marking is None else replace(record, marking=marking)


def _of_the_workbook(storing: _Storing, _item: ProposedItem, record: Any) -> Any:
    """The record as a row of this workbook, of an agency that is known by now."""
    agency = storing.added.get(record.agency_id, record.agency_id)
    return replace(record, return_id=storing.return_id, agency_id=agency)


def _log_entry(storing: _Storing, item: ProposedItem, record: Any) -> Any:
    row = _of_the_workbook(storing, item, record)
    if storing.logged is not None:
        life = storing.logged.get(item.place)
        return log_proposals.store(storing.casefile, storing.context, row, life, storing.name) if life else row
    is_action = storing.kind == Layout.ACTION_LOG.value
    return ledgers.with_challenge(
        storing.casefile, storing.context, row, item.before, storing.name, is_action=is_action
    )  # fmt: skip


def _figure(storing: _Storing, item: ProposedItem, record: Any) -> Any:
    return indicators.of_its_indicator(storing.casefile, _of_the_workbook(storing, item, record))


def _evidence(storing: _Storing, _item: ProposedItem, record: Any) -> Any:
    return replace(record, number=numbers.next_number(storing.casefile, "evidence"))


STEPS: dict[type[Any], Callable[[_Storing, ProposedItem, Any], Any]] = {
    LogEntry: _log_entry,
    IndicatorValue: _figure,
    Evidence: _evidence,
    Event: lambda _storing, _item, record: record,
}
"""What a kind of record needs as it is stored; any other becomes a row of its workbook."""
