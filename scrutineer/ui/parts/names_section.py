"""Settings: the names that must stand in no report that leaves the machine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from scrutineer.domain.issues import GuardedName
from scrutineer.operations import guarded_names
from scrutineer.ui.destinations import SettingsPart
from scrutineer.ui.ops import Operation, do
from scrutineer.ui.parts.text_rows_section import TextRowsSection


class NamesSection(TextRowsSection):
    """Each name alone: where it is found in a report, that report is not written."""

    part = SettingsPart.NAMES
    said = (
        "A report for partners or the public in which one of these names stands is not written, and you are shown "
        "where it stands. They are kept in this casefile and printed nowhere."
    )
    column, another, spoken = "name", "Another name", "Another name to keep out"
    needed = "Type the name that must stand in no report."
    key, begun = "guarded-name", "A name to keep out"

    def _recorded(self) -> Sequence[GuardedName]:
        return guarded_names.guarded_names(self.session.casefile)

    def _adding(self, text: str) -> Operation[Any]:
        return do(guarded_names.keep_out, name=text)

    def _changing(self, thing: GuardedName) -> Operation[Any]:
        return do(guarded_names.change_guarded_name, guarded=thing)

    def _removing(self, thing: GuardedName) -> Operation[Any]:
        return do(guarded_names.let_in, guarded=thing)
