"""Types the frameworks and scales of this folder. No logic for a single framework."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from scrutineer.domain.clock_rules import ChildDeathReview, ClockRule, parse_rule
from scrutineer.domain.framework import (
    MARKS,
    SIX_STEPS,
    Framework,
    FrameworkKind,
    InForce,
    Knowing,
    LineOfEnquiry,
    Step,
    plain_code,
)
from scrutineer.domain.ids import TargetId
from scrutineer.domain.methods import Method, parse_method
from scrutineer.domain.partnership import AgencyKind, SeatRole, UsualAgency
from scrutineer.domain.scale import Scale, parse_scale
from scrutineer.errors import UserError

_FOLDER = Path(__file__).parent


@cache
def framework_texts() -> dict[str, str]:
    """The text of each framework shipped, by id, the Six Steps first."""
    texts = [file.read_text(encoding="utf-8") for file in sorted(_FOLDER.glob("framework-*.toml"))]
    by_id = {str(tomllib.loads(text)["id"]): text for text in texts}
    return {SIX_STEPS: by_id[SIX_STEPS]} | by_id


def framework_text(framework_id: str) -> str:
    """The text of the framework with this id, or a sentence that lists those there are."""
    texts = framework_texts()
    if framework_id not in texts:
        raise UserError(f"There is no framework called “{framework_id}”.", f"Choose one of: {', '.join(texts)}.")
    return texts[framework_id]


@cache
def shipped() -> tuple[Framework, ...]:
    """Every framework that ships, typed, the Six Steps first."""
    return tuple(parse_framework(text) for text in framework_texts().values())


@cache
def parse_framework(text: str) -> Framework:
    """A framework from its text. What is missing, doubled, unknown or of the wrong kind is named with its row."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"The framework cannot be read: {error}.", "Correct that line and load it again.") from None
    framework = _framework(raw, _six_targets(raw))
    doubled = [target for target, number in Counter(framework.targets()).items() if number > 1]
    if doubled:
        raise UserError(f"The framework holds {doubled[0]} twice.", "Give each step and line its own id.")
    return framework


def _six_targets(raw: Mapping[str, Any]) -> frozenset[str]:
    """What lines may be mapped to; for the Six Steps themselves, their own steps and lines."""
    if raw.get("id") == SIX_STEPS:
        steps = _tables(raw.get("steps", []), "steps", "its first lines")
        lines = [line for step in steps for line in _tables(step.get("lines", []), "lines", "one of its steps")]
        return frozenset({str(step.get("number")) for step in steps} | {str(line.get("code")) for line in lines})
    return frozenset(target.split(":")[1] for target in parse_framework(framework_text(SIX_STEPS)).targets())


def _need(row: Mapping[str, Any], key: str, where: str) -> Any:
    if key not in row or row[key] in ("", None):
        raise UserError(f"The framework lacks “{key}” in {where}.", "Add it and load it again.")
    return row[key]


def _code(row: Mapping[str, Any], key: str, where: str) -> str:
    code = str(_need(row, key, where))
    if not plain_code(code):
        raise UserError(f"The id “{code}” in {where} has a space, a colon or a bar in it.", "Give a plain id.")
    return code


def _tables(value: Any, name: str, where: str) -> list[Mapping[str, Any]]:
    """A list of tables, or a sentence that says where another thing stands."""
    if not isinstance(value, list) or not all(isinstance(table, dict) for table in value):
        raise UserError(f"“{name}” in {where} is no list of tables.", f"Write each as [[{name}]] and load it again.")
    return value


def _framework(raw: Mapping[str, Any], six: frozenset[str]) -> Framework:
    whole = "its first lines"
    prefix = _code(raw, "id", whole)
    edition = f"version {_need(raw, 'version', whole)}"  # one that has no editions is known by its version
    unmarked = Knowing.OWN if raw.get("own", False) else Knowing.CONFIRMED  # what texts without a mark stood for
    known = _known(raw, unmarked, whole)
    checked = raw.get("checked")
    in_force = _in_force(raw, InForce(edition=edition, checked=checked, known=known, days_known=known), whole)
    kind = str(raw.get("kind", FrameworkKind.STEPS.name.lower())).upper()
    if kind not in FrameworkKind.__members__:
        names = ", ".join(name.lower() for name in FrameworkKind.__members__)
        raise UserError(f"“{kind.lower()}” is no kind of framework.", f"Choose one of: {names}.")
    steps = _tables(_need(raw, "steps", whole), "steps", whole)
    return Framework(
        id=prefix,
        version=str(_need(raw, "version", whole)),
        title=str(_need(raw, "title", whole)),
        short_title=str(_need(raw, "short_title", whole)),
        source=str(_need(raw, "source", whole)),
        note=str(_need(raw, "note", whole)),
        steps=tuple(_step(prefix, step, in_force, six, place) for place, step in enumerate(steps, 1)),
        kind=FrameworkKind[kind],
        part=str(raw.get("part", "Step")),
        family=str(raw.get("family", "")),
        in_force=in_force,
        own=bool(raw.get("own", False)),
        scale=str(raw.get("scale", "")),
    )


def _in_force(raw: Mapping[str, Any], whole: InForce, where: str) -> InForce:
    """A row's own dates, else those of the whole framework."""
    starts, until = raw.get("in_force_from", whole.starts), raw.get("in_force_until", whole.until)
    checked = raw.get("checked", whole.checked)
    for day in (starts, until, checked):
        if day is not None and type(day) is not date:  # a datetime is a date to isinstance, and has no business here
            raise UserError(f"“{day}” in {where} is no date.", "Write it as 2026-03-18, without quotes.")
    if starts and until and until <= starts:
        raise UserError(f"The dates of {where} end before they start.", "Put the later date last.")
    known = _known(raw, whole.known, where)
    own_days = "in_force_from" in raw or "in_force_until" in raw
    days_known = _known(raw, known if own_days else whole.days_known, where, key="days_known")
    return InForce(
        edition=str(raw.get("edition", whole.edition)), starts=starts, until=until, checked=checked,
        known=known, days_known=days_known,
    )  # fmt: skip


def _known(raw: Mapping[str, Any], whole: Knowing, where: str, key: str = "known") -> Knowing:
    """The mark of a row, else that of the whole. Texts of before the marks say `confirmed`, and not how."""
    if key in raw:
        mark = next((mark for mark in MARKS if mark.value == raw[key]), None)
        if mark is None:
            names = ", ".join(mark.value for mark in MARKS)
            raise UserError(f"“{raw[key]}” in {where} is no mark of knowing.", f"Write one of: {names}.")
        return mark
    if key == "known" and "confirmed" in raw:
        return Knowing.CONFIRMED if raw["confirmed"] else Knowing.UNCONFIRMED
    return whole


def _step(prefix: str, raw: Mapping[str, Any], in_force: InForce, six: frozenset[str], place: int) -> Step:
    number = _code(raw, "number", f"step {place}")
    where = f"step {number}"
    return Step(
        target=TargetId(f"{prefix}:{number}"),
        number=number,
        title=str(_need(raw, "title", where)),
        label=str(_need(raw, "label", where)),
        known=_known(raw, in_force.known, where),
        lines=tuple(
            _line(prefix, line, in_force, six, f"line {line_place} of {where}")
            for line_place, line in enumerate(_tables(raw.get("lines", []), "lines", where), 1)
        ),
        maps_to=_maps(raw.get("on", (number,) if prefix == SIX_STEPS else ()), six, where),
    )


def _line(prefix: str, raw: Mapping[str, Any], in_force: InForce, six: frozenset[str], place: str) -> LineOfEnquiry:
    code = _code(raw, "code", place)
    where = f"line {code}"
    return LineOfEnquiry(
        target=TargetId(f"{prefix}:{code}"),
        code=code,
        label=str(_need(raw, "label", where)),
        question=str(_need(raw, "question", where)),
        evidence=str(raw.get("evidence", "")),
        starter=bool(raw.get("starter", True)),
        says=str(raw.get("says", "")),
        maps_to=_maps(raw.get("on", (code,) if prefix == SIX_STEPS else ()), six, where),
        context=bool(raw.get("context", False)),
        source=str(raw.get("source", "")),
        in_force=_in_force(raw, in_force, where),
    )


def _maps(codes: Any, known: frozenset[str], where: str) -> tuple[TargetId, ...]:
    """Steps and lines of the Six Steps; "all" stands for the six steps."""
    if not isinstance(codes, list | tuple):
        raise UserError(f"“on” in {where} is no list.", 'Write it as on = ["4", "4c"].')
    wanted = [str(code) for code in codes]
    if wanted == ["all"]:
        wanted = sorted(code for code in known if code.isdigit())
    unknown = [code for code in wanted if code not in known]
    if unknown:
        raise UserError(
            f"“{unknown[0]}” in {where} is no step or line of the Six Steps.", "Name steps as 1 to 6, lines as 4c."
        )
    return tuple(TargetId(f"{SIX_STEPS}:{code}") for code in wanted)


@cache
def scales() -> tuple[Scale, ...]:
    """Every scale shipped."""
    raw = tomllib.loads((_FOLDER / "scales.toml").read_text(encoding="utf-8"))
    return tuple(parse_scale(entry) for entry in raw["scales"])


@cache
def methods() -> tuple[Method, ...]:
    """Every method of scrutiny shipped, the cheapest first."""
    raw = tomllib.loads((_FOLDER / "methods.toml").read_text(encoding="utf-8"))
    return tuple(sorted((parse_method(entry) for entry in raw["methods"]), key=lambda method: method.days))


@cache
def usual_agencies() -> tuple[UsualAgency, ...]:
    """The agencies that most partnerships have, the safeguarding partners first."""
    raw = tomllib.loads((_FOLDER / "agencies.toml").read_text(encoding="utf-8"))
    return tuple(
        UsualAgency(
            name=entry["name"],
            kind=AgencyKind(entry["kind"]),
            aliases=tuple(entry.get("aliases", ())),
            seats=tuple((title, SeatRole(role)) for title, role in entry.get("seats", ())),
        )
        for entry in raw["agencies"]
    )


@cache
def clock_rules() -> tuple[ClockRule, ...]:
    """The rules by which statutory clocks run, in the order in which they are offered."""
    return tuple(parse_rule(raw) for raw in _clocks()["rules"])


@cache
def child_death_review() -> ChildDeathReview:
    """How large an area a child death review covers, as far as it is known."""
    raw = _clocks()["child_death"]
    return ChildDeathReview(
        footprint=int(raw["footprint"]), words=raw["words"], source=raw["source"], known=Knowing(raw["known"]),
        learning=raw["learning"],
    )  # fmt: skip


@cache
def _clocks() -> dict[str, Any]:
    return tomllib.loads((_FOLDER / "clocks.toml").read_text(encoding="utf-8"))
