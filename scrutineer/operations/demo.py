"""The worked example, built through the same operations that a person uses."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scrutineer import paths
from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.clock import Clock, SetClock
from scrutineer.domain.challenge import Ending, EventKind, Impact, ResponseView
from scrutineer.domain.evidence import (
    Bearing,
    Evidence,
    EvidenceKind,
    LinkTarget,
    Marking,
    Permission,
    Strength,
)
from scrutineer.domain.ids import AgencyId, ChallengeId, TargetId
from scrutineer.domain.judgement import Direction
from scrutineer.domain.mapping import LEDGERS
from scrutineer.domain.outcomes import DesiredOutcome
from scrutineer.domain.partnership import Agency, AgencyKind, SeatRole, require_agency
from scrutineer.domain.scale import NOT_YET
from scrutineer.domain.voices import Voice
from scrutineer.errors import UserError
from scrutineer.operations import (
    answer_previews,
    answer_returns,
    casefiles,
    challenges,
    evidence,
    expected,
    judgements,
    ledgers,
    mappings,
    outcomes,
    partnership,
    recommendations,
    reports,
    voices,
)
from scrutineer.operations.queries.challenges import lives
from scrutineer.operations.queries.context import read_context
from scrutineer.outputs import write_output
from scrutineer.progress import SILENT, Progress

_CITES = re.compile(r"\[E:([^\[\]]+)\]")
_WORDS = (
    "amber", "anchor", "basket", "beacon", "candle", "cedar", "cobble", "copper", "ember", "fathom", "harbour",
    "heather", "lantern", "linen", "marble", "meadow", "mortar", "orchard", "pebble", "quarry", "saddle", "thimble",
    "timber", "velvet", "walnut", "willow", "winter", "yonder", "barley", "bramble", "cloister", "ferry",
)  # fmt: skip


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
    """Build the example in a folder: casefile, partner workbooks, challenge report. An earlier one is replaced."""
    folder = _clean_folder(into, clock)
    secret = passphrase or "-".join(secrets.choice(_WORDS) for _ in range(4))
    raw = tomllib.loads((example() / "northmoor.toml").read_text(encoding="utf-8"))
    casefile = _start(folder / "Northmoor.scrutiny", secret, raw, _after_it_all(raw, clock))
    try:
        _fill(casefile, raw, progress)
        report = folder / "Northmoor challenge report.pdf"
        progress.step(9, 10, "Writing the challenge report")
        reports.export_report(casefile, out=report, edition=Marking.PARTNER)
    finally:
        casefile.close()
    return Demo(folder / "Northmoor.scrutiny", report, _copy_workbooks(folder), secret)


def _after_it_all(raw: Mapping[str, Any], clock: Clock) -> Clock:
    """The clock, or where it stands before what happens in the example, one that stands at the end of it."""
    happened = [
        *(item["dated"] for item in raw["evidence"]),
        *(item["said_on"] for item in raw["views"]),
        *(item["raised"] for item in raw["challenges"]),
        *(event["on"] for item in raw["challenges"] for event in item["events"]),
        *(item["closed"]["on"] for item in raw["challenges"] if "closed" in item),
        raw["asked"]["asked_on"],
    ]
    last = max(happened)
    return clock if clock.today() >= last else SetClock(datetime(last.year, last.month, last.day, 12, tzinfo=UTC))


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


def _start(path: Path, secret: str, raw: Mapping[str, Any], clock: Clock) -> Casefile:
    first = raw["cycles"][0]
    return casefiles.new_casefile(
        path, passphrase=secret, partnership=raw["name"], prefix=raw["prefix"], starts=first["starts"],
        ends=first["ends"], guidance=first["guidance"], cycle_name=first["name"], clock=clock,
    )  # fmt: skip


def _fill(casefile: Casefile, raw: Mapping[str, Any], progress: Progress) -> None:
    """Each part in the order a scrutineer would do it; the first cycle is finished before the second starts."""
    parts: list[tuple[str, Callable[[], object]]] = [
        ("Agencies", lambda: _agencies(casefile, raw)),
        ("The first cycle's evidence", lambda: _evidence(casefile, raw, 1)),
        ("The first cycle's judgements", lambda: _judgements(casefile, raw, 1)),
        ("The first cycle's views", lambda: _views(casefile, raw, 1)),
        ("The first cycle's challenges", lambda: _challenges(casefile, raw, 1)),
        ("The second cycle", lambda: casefiles.start_cycle(casefile, **raw["cycles"][1])),
        ("Evidence", lambda: _evidence(casefile, raw, 2)),
        ("Returns", lambda: _returns(casefile, raw)),
        ("Judgements", lambda: _judgements(casefile, raw, 2)),
        ("Views", lambda: _views(casefile, raw, 2)),
        ("Recommendations and outcomes", lambda: _outcomes(casefile, raw)),
        ("Challenges", lambda: _challenges(casefile, raw, 2)),
        ("Later evidence", lambda: _later_evidence(casefile, raw)),
    ]
    for number, (label, part) in enumerate(parts):
        progress.step(number, len(parts) + 1, label)
        part()


def _agencies(casefile: Casefile, raw: Mapping[str, Any]) -> None:
    details = read_context(casefile).partnership
    texts = {key: raw[key] for key in ("declaration", "summary", "limits")}
    partnership.set_partnership(casefile, details=replace(details, **texts))
    for agency in raw["agencies"]:
        added = partnership.add_agency(
            casefile, name=agency["name"], kind=AgencyKind(agency["kind"]), aliases=tuple(agency.get("aliases", ()))
        )
        for title, role in agency.get("seats", ()):
            partnership.add_seat(casefile, agency_id=added.value, title=title, role=SeatRole(role))
    for wording in raw["wordings"]:
        partnership.set_wording(casefile, target=TargetId(wording["target"]), label=wording["label"])


def _agency(casefile: Casefile, name: str) -> AgencyId | None:
    return require_agency(tables.rows(casefile, Agency), name).id if name else None


def _evidence(casefile: Casefile, raw: Mapping[str, Any], cycle: int) -> None:
    for entry in (item for item in raw["evidence"] if item["cycle"] == cycle):
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


def _judgements(casefile: Casefile, raw: Mapping[str, Any], cycle: int) -> None:
    for entry in (item for item in raw["judgements"] if item["cycle"] == cycle):
        judgements.record_judgement(
            casefile,
            target=TargetId(entry["target"]),
            level=entry["level"],
            direction=Direction(entry["direction"]),
            narrative=entry["narrative"],
            strength=Strength(entry["strength"]) if "strength" in entry else None,
            final=entry.get("final", True),
        )


def _views(casefile: Casefile, raw: Mapping[str, Any], cycle: int) -> None:
    items = {item.title: item.id for item in tables.rows(casefile, Evidence)}
    for entry in (item for item in raw["views"] if item["cycle"] == cycle):
        counts = {name: entry[name] for name in ("favourable", "answered", "dont_know") if name in entry}
        voices.record_view(
            casefile, target=TargetId(entry["target"]), kind=Voice(entry["kind"]), level=entry.get("level", NOT_YET),
            words=entry["words"], who=entry.get("who", ""), said_on=entry["said_on"],
            evidence_id=items.get(entry.get("evidence", "")), **counts,
        )  # fmt: skip


def _outcomes(casefile: Casefile, raw: Mapping[str, Any]) -> None:
    items = {item.title: item.id for item in tables.rows(casefile, Evidence)}
    for entry in raw["recommendations"]:
        recommendations.add_recommendation(
            casefile, evidence_id=items[entry["evidence"]], text=entry["text"], number=entry["number"],
            agency_id=_agency(casefile, entry["agency"]), due=entry.get("due"), target=entry["target"],
        )  # fmt: skip
    for priority in raw["priorities"]:
        added = outcomes.add_priority(casefile, title=priority["title"], why=priority.get("why", ""))
        for outcome in priority["outcomes"]:
            wanted = outcomes.add_outcome(
                casefile, priority_id=added.value, text=outcome["text"], targets=outcome["targets"]
            ).value
            known = tables.get(casefile, DesiredOutcome, wanted)
            answers = {name: outcome[name] for name in ("how_much", "how_well", "difference") if name in outcome}
            outcomes.change_outcome(casefile, outcome=replace(known, **answers))
            for title, bearing in outcome["evidence"]:
                evidence.link_evidence(
                    casefile, evidence_id=items[title], target_kind=LinkTarget.OUTCOME, target=str(wanted),
                    bearing=Bearing(bearing),
                )  # fmt: skip


def _returns(casefile: Casefile, raw: Mapping[str, Any]) -> None:
    for entry in raw["returns"]:
        workbook, content = answer_returns.read_file(example() / entry["workbook"])
        profile = mappings.profile_from_file(example() / "profiles" / f"{entry['profile']}.toml")
        if profile.layout in LEDGERS:
            rows = ledgers.preview_ledger(casefile, workbook=workbook, profile=profile)
            ledgers.commit_ledger(casefile, shown=rows, content=content)
        else:
            shown = answer_previews.preview(casefile, workbook=workbook, profile=profile)
            answer_returns.commit_return(casefile, shown=shown, content=content)
    asked = raw["asked"]
    ids = [require_agency(tables.rows(casefile, Agency), name).id for name in asked["agencies"]]
    expected.expect_returns(
        casefile, profile=asked["profile"], agency_ids=ids, due=asked["due"], asked_on=asked["asked_on"]
    )


def _challenges(casefile: Casefile, raw: Mapping[str, Any], cycle: int) -> None:
    items = {item.title: item for item in tables.rows(casefile, Evidence)}
    for entry in (item for item in raw["challenges"] if item["cycle"] == cycle):
        _challenge(casefile, entry, items)


def _challenge(casefile: Casefile, entry: Mapping[str, Any], items: Mapping[str, Evidence]) -> None:
    rests = [(items[title].id, Bearing(bearing)) for title, bearing in entry["evidence"] if title in items]
    raised = challenges.raise_challenge(
        casefile,
        question=entry["question"],
        put_to=entry["put_to"],
        agency_id=_agency(casefile, entry["agency"]),
        why=_CITES.sub(lambda match: f"[{items[match[1]].reference}]", entry["why"]),
        test=entry["test"],
        targets=entry["targets"],
        raised_on=entry["raised"],
        raised_at=entry["at"],
        reply_due=entry["due"],
        evidence=rests,
    )
    for event in entry["events"]:
        _event(casefile, raised.value, event)
    if "closed" in entry:
        _close(casefile, raised.value, entry["closed"])


def _later_evidence(casefile: Casefile, raw: Mapping[str, Any]) -> None:
    """Evidence of the second cycle that bears on a challenge carried over from the first."""
    items = {item.title: item for item in tables.rows(casefile, Evidence)}
    carried = {entry["question"]: entry["evidence"] for entry in raw["challenges"] if entry["cycle"] == 1}
    for life in lives(casefile):
        for title, bearing in carried.get(life.challenge.question, ()):
            evidence.link_evidence(
                casefile, evidence_id=items[title].id, target_kind=LinkTarget.CHALLENGE,
                target=str(life.challenge.id), bearing=Bearing(bearing),
            )  # fmt: skip


def _event(casefile: Casefile, challenge: ChallengeId, raw: Mapping[str, Any]) -> None:
    challenges.record_event(
        casefile, challenge_id=challenge, kind=EventKind(raw["kind"]), on_date=raw["on"], text=raw.get("text", ""),
        by=raw.get("by", ""), due=raw.get("due"), view=ResponseView(raw["view"]) if "view" in raw else None,
        stage=raw.get("stage", ""),
    )  # fmt: skip


def _close(casefile: Casefile, challenge: ChallengeId, raw: Mapping[str, Any]) -> None:
    challenges.close_challenge(
        casefile, challenge_id=challenge, ending=Ending(raw["ending"]), impact=Impact(raw["impact"]),
        text=raw["text"], on_date=raw["on"],
    )  # fmt: skip
