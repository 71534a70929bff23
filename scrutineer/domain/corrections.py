"""What a partner is asked to put right in their own workbook: which cell, what is wrong, what would help."""

from __future__ import annotations

from dataclasses import dataclass

from scrutineer.domain.grid import sheet_of
from scrutineer.domain.hazards import Hazard
from scrutineer.domain.returns import Finding
from scrutineer.domain.scale import Scale
from scrutineer.domain.words import begun


@dataclass(frozen=True, slots=True)
class Correction:
    """One cell to correct. `place` is "Section 11!F13"."""

    place: str
    typed: str
    problem: str
    please: str

    @property
    def sheet(self) -> str:
        """Section 11."""
        return sheet_of(self.place)

    @property
    def cell(self) -> str:
        """F13; “row 3, column 2” of a table of a document."""
        return self.place.removeprefix(self.sheet).lstrip("!, ")


_PLEASE = {Hazard.EITHER_WAY: "Please write the month as a word, such as 3 April 2026."}
"""Errors and lost formulas in an answer are set aside as answers; those among totals need no partner's time."""


def of_answer(place: str, typed: str, reason: str, scale: Scale) -> Correction:
    """The correction for an answer that could not be read with the scale that was declared for it."""
    if scale.kind == "percent":
        choices = "a percentage from 0% to 100%"
    else:
        # a bare number would not say which end is which; words and letters are shown as they are typed
        names = (
            f"{level.key} ({level.word})"
            if level.key[:1].isdigit() and level.key.casefold() != level.word.casefold()
            else level.word
            for level in scale.levels
        )
        choices = "one of: " + ", ".join(dict.fromkeys(names))
    token = f", or {scale.not_applicable[0]} where it does not apply" if scale.not_applicable else ""
    return Correction(place, typed, _sentence(reason), f"Please give {choices}{token}.")


def of_findings(findings: tuple[Finding, ...], known: set[str]) -> tuple[Correction, ...]:
    """The corrections that hazards ask for, those of places known already left out."""
    by_kind = {hazard.value: please for hazard, please in _PLEASE.items()}
    return tuple(
        Correction(place, "", _sentence(finding.kind), by_kind[finding.kind])
        for finding in findings
        if finding.kind in by_kind
        for place in finding.places
        if "!" in place and place not in known
    )


def _sentence(reason: str) -> str:
    return begun(reason) + "."
