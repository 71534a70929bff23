"""One workbook of whatever layout taken in, or previewed, as the command line asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from scrutineer.cli import plain, words
from scrutineer.domain.grid import Workbook
from scrutineer.domain.mapping import Profile
from scrutineer.domain.proposal import Decisions, Proposal
from scrutineer.domain.returns import Said
from scrutineer.errors import UserError
from scrutineer.operations import answer_returns, imports, mappings, workbooks
from scrutineer.operations.casefiles import Casefile
from scrutineer.operations.queries.context import read_context


class IntakeOptions(Protocol):
    """What the command line asked for."""

    mapping: Path | None
    profile: str | None
    agency: str
    dry_run: bool
    accept_renamed: bool
    newer: bool
    second: str
    ours: bool
    same_as: list[str]
    its_cycle: bool
    take: str | None
    choose: list[str]


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of one workbook, as plain data and in words; `problem` says why it was not taken in, else ""."""

    plain: dict[str, Any]
    words: str
    problem: str = ""


def take_in(casefile: Casefile, path: Path, asked: IntakeOptions) -> TakenIn:
    """Take one workbook in. What stands in its way does not hold up the others.

    A dry run does the same inside a rehearsal of the casefile, and shows besides what it was about where it is refused.
    """
    seen: _Seen = _nothing
    try:
        workbook, content = answer_returns.read_file(path)
        seen = partial(_suggestion, casefile, workbook) if not (asked.mapping or asked.profile) else _nothing
        profile = None if imports.says_itself(workbook) else _profile(casefile, workbook, asked)
        seen = _nothing
        shown = imports.propose(casefile, workbook=workbook, profile=profile, said=_said(asked))
        seen = partial(_refused, shown)
        taken = dict.fromkeys(shown.conflicts, asked.take == "returned") if asked.take else {}
        with _advising(words.proposal_advice(shown)):
            decisions = Decisions(taken=taken)
            said = imports.commit(casefile, proposal=shown, content=content, decisions=decisions).label
        described = plain.proposal(shown, asked.dry_run) | {"said": said}
        return TakenIn(described, words.proposal(shown, said, dry_run=asked.dry_run))
    except UserError as error:
        problem = str(error)
        shown_all_the_same = seen(problem) if asked.dry_run else None
        return shown_all_the_same or TakenIn(
            {"workbook": path.name, "error": problem}, f"{path.name}: not imported.", problem
        )


_Seen = Callable[[str], TakenIn | None]
"""What a dry run shows of a workbook that is refused, given the reason."""


def _nothing(_problem: str) -> None:
    """Nothing could be made of it."""


def _refused(shown: Proposal, problem: str) -> TakenIn:
    """What was read of a workbook that would not be taken in."""
    return TakenIn(
        plain.proposal(shown, dry_run=True) | {"error": problem},
        words.proposal(shown, problem, dry_run=True),
        problem,
    )


def draft_mapping(path: Path, out: Path) -> TakenIn:
    """Write the mapping that a workbook suggests, and say what it still has to be told."""
    workbook, _ = answer_returns.read_file(path)
    suggested = workbooks.suggest(workbook)
    written = workbooks.write_draft(suggested, out=out)
    needed = words.needs(suggested, knows_agencies=True)
    result = {"workbook": workbook.name, "mapping": str(out), "needed": needed}
    return TakenIn(result, "\n".join([written.label, *(f"  Needs: {need}" for need in needed)]))


def _suggestion(casefile: Casefile, workbook: Workbook, problem: str) -> TakenIn:
    """What a workbook without a mapping seems to be."""
    suggested = workbooks.suggest(workbook)
    nearly = mappings.nearly_fitting(casefile, workbook)
    needed = [sentence for profile, columns in nearly for sentence in words.renamed(profile, columns)]
    needed += words.needs(suggested, knows_agencies=bool(read_context(casefile).agencies))
    described = plain.suggestion(suggested, nearly, needed) | {"error": problem}
    return TakenIn(described, words.suggestion(suggested, needed), problem)


@contextmanager
def _advising(advice: str) -> Iterator[None]:
    """What an import still asks is answered by options: its error says which."""
    try:
        yield
    except UserError as error:
        if not advice:
            raise
        raise UserError(error.message, advice) from None


def _said(asked: IntakeOptions) -> Said:
    pairs = [part.split("=", 1) for part in asked.same_as]
    if any(len(pair) < 2 for pair in pairs):
        raise UserError("--same-as needs a name and an agency.", "Write it as --same-as “NAME=AGENCY”.")
    same_as = {typed.strip(): agency.strip() for typed, agency in pairs}
    return Said(
        agency=asked.agency, same_as=same_as, second_as=asked.second, newer=asked.newer, ours=asked.ours,
        its_cycle=asked.its_cycle, chosen=_chosen(asked),
    )  # fmt: skip


def _chosen(asked: IntakeOptions) -> dict[str, str]:
    """By the kind of a question, the key of what was chosen."""
    parted = [part.rpartition("=") for part in asked.choose]
    if any(not sign for _, sign, _ in parted):
        raise UserError("--choose needs a question and its answer.", "Write it as the preview shows it.")
    return {kind.strip(): key.strip() for kind, _, key in parted}


def _profile(casefile: Casefile, workbook: Workbook, asked: IntakeOptions) -> Profile:
    """The mapping asked for, else the one kept mapping that fits."""
    if asked.mapping:
        return _with_renamed(workbook, mappings.profile_from_file(asked.mapping), asked)
    if asked.profile:
        return _with_renamed(workbook, mappings.profile_named(casefile, asked.profile), asked)
    fitting, others = mappings.profiles_headed(casefile, workbook)
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        names = ", ".join(f"“{profile.name}”" for profile in fitting)
        raise UserError(
            f"{workbook.name} fits several mappings: {names}. Nothing was changed.",
            "Say which with --profile NAME.",
        )
    nearly = mappings.nearly_fitting(casefile, workbook)
    if len(nearly) == 1:
        return _with_renamed(workbook, nearly[0][0], asked)
    if others:
        alike = ", ".join(f"“{profile.name}”" for profile in others)
        raise UserError(
            f"{workbook.name} has the headings of {alike}, over none of the standards known there. "
            "Nothing was changed.",
            "Where it is a new edition, say so with --profile NAME. Else look at what --dry-run shows, then give a "
            "mapping with --mapping FILE (docs/mapping-files.md), or import it in the window.",
        )
    raise UserError(
        f"No mapping is known for the layout of {workbook.name}. Nothing was changed.",
        "Look at what --dry-run shows, then give a mapping with --mapping FILE (docs/mapping-files.md), "
        "or import it in the window.",
    )


def _with_renamed(workbook: Workbook, profile: Profile, asked: IntakeOptions) -> Profile:
    """The mapping with its renamed columns, where the command line says that they are the same."""
    renamed = mappings.renamed(workbook, profile)
    if not renamed:
        return profile
    pairs = {column.was: column.now for column in renamed if column.now}
    if asked.accept_renamed and len(pairs) == len(renamed):
        return profile.renamed(pairs)
    raise UserError(
        f"{workbook.name}: {' '.join(words.renamed(profile, renamed))} Nothing was changed.",
        "Say with --accept-renamed that they are the same columns, correct the mapping (docs/mapping-files.md), "
        "or import the workbook in the window.",
    )
