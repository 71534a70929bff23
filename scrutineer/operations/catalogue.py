"""The frameworks that ship, as plain data and in words; what applied on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from scrutineer.domain.dates import long_date
from scrutineer.domain.framework import Framework, InForce, LineOfEnquiry, Step, on_day
from scrutineer.frameworks import loader


def frameworks(framework_id: str = "") -> list[dict[str, Any]]:
    """Every framework shipped, or the one asked for, with its steps and lines of enquiry."""
    if framework_id:
        return [plain_framework(loader.parse_framework(loader.framework_text(framework_id)))]
    return [plain_framework(one) for one in loader.shipped()]


def applied_on(day: date) -> list[dict[str, Any]]:
    """What applied on a day: each dated framework with those of its lines that were in force then."""
    return [
        {**_head(framework), "lines": [_plain_line(line) for line in lines]}
        for framework, lines in on_day(loader.shipped(), day)
    ]


def plain_framework(framework: Framework) -> dict[str, Any]:
    """A framework as plain data."""
    return {**_head(framework), "steps": [_plain_step(step) for step in framework.steps]}


def _head(framework: Framework) -> dict[str, Any]:
    return {
        "id": framework.id,
        "version": framework.version,
        "kind": framework.kind.name.lower(),
        "title": framework.title,
        "source": framework.source,
        "note": framework.note,
        **_plain_dates(framework.in_force),
    }


def _plain_dates(in_force: InForce) -> dict[str, Any]:
    days = {"in_force_from": in_force.starts, "in_force_until": in_force.until, "checked": in_force.checked}
    dates = {name: day.isoformat() if day else None for name, day in days.items()}
    return {"edition": in_force.edition, "confirmed": in_force.confirmed, **dates}


def _plain_step(step: Step) -> dict[str, Any]:
    return {
        "id": step.target,
        "title": step.title,
        "label": step.label,
        "wording_confirmed": step.confirmed,
        "lines": [_plain_line(line) for line in step.lines],
    }


def _plain_line(line: LineOfEnquiry) -> dict[str, Any]:
    return {
        "id": line.target,
        "label": line.label,
        "question": line.question,
        "evidence": line.evidence,
        "says": line.says,
        "bears_on": list(line.maps_to),
        "context": line.context,
        "source": line.source,
        **_plain_dates(line.in_force),
    }


def in_words(shown: list[dict[str, Any]], whole: bool) -> str:
    """The frameworks as lines of text."""
    lines: list[str] = []
    for framework in shown:
        lines += _head_words(framework)
        if whole:
            lines.append(f"    {framework['note']}")
            for step in framework["steps"]:
                unsure = "" if step["wording_confirmed"] else "  (wording to be confirmed)"
                lines.append(f"\n{step['id']}  {step['title']}{unsure}")
                lines += [_line_words(line) for line in step["lines"]]
    return "\n".join(lines)


def day_in_words(shown: list[dict[str, Any]], day: date) -> str:
    """What applied on a day, as lines of text."""
    if not shown:
        return f"Nothing that this program knows of applied on {long_date(day)}."
    lines = [f"What applied on {long_date(day)}, as far as this program knows."]
    for framework in shown:
        lines += ["", *_head_words(framework), *(_line_words(line) for line in framework["lines"])]
    return "\n".join(lines)


def _head_words(framework: dict[str, Any]) -> list[str]:
    unsure = "" if framework["confirmed"] else "  (to be confirmed)"
    return [
        f"{framework['id']}  {framework['title']} ({framework['version']}){unsure}",
        f"    {framework['source']}",
    ]


def _line_words(line: dict[str, Any]) -> str:
    bears = ", ".join(target.split(":")[1] for target in line["bears_on"])
    unsure = "" if line["confirmed"] else "  (to be confirmed)"
    own = line["id"].startswith("six-steps:")
    return f"  {line['id'].split(':')[1]}  {line['question']}{'' if own or not bears else f'  [step {bears}]'}{unsure}"
