"""Choices that several forms offer: steps and lines, agencies; and the icons of markings."""

from __future__ import annotations

from collections.abc import Iterable

from scrutineer.domain.evidence import Bearing
from scrutineer.domain.framework import Framework
from scrutineer.domain.marking import Marking
from scrutineer.domain.partnership import Agency

Choices = list[tuple[str, object]]
MARKING_ICONS = {"private": "lock", "partner": "users", "public": "globe"}


def target_choices(framework: Framework, none: str) -> Choices:
    """Every step with its lines below it, after the words for none of them."""
    choices: Choices = [(none, "")]
    for step in framework.steps:
        choices.append((f"{step.number} {step.label}", step.target))
        choices += [(f"{line.code} {line.label}", line.target) for line in step.lines]
    return choices


def bearing_choices() -> Choices:
    """Which way an item points: a judgement, so that none is chosen beforehand."""
    return [("How does it bear on it?", None), *((bearing.value.capitalize(), bearing) for bearing in Bearing)]


def marking_choices() -> Choices:
    """Every marking, after the words that ask for one."""
    return [("Choose a marking", None), *((marking.value.capitalize(), marking) for marking in Marking)]


def agency_choices(agencies: Iterable[Agency], none: str) -> Choices:
    """Every agency by its id, after the words for none of them."""
    return [(none, None), *((agency.name, agency.id) for agency in agencies)]
