"""The answers of a workbook before they are stored: what a person decides, places and refuses of them is held here, and
worked into what a commit stores."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal

from scrutineer.domain.proposal import Decisions, Proposal
from scrutineer.errors import UserError
from scrutineer.operations import deciding
from scrutineer.operations.deciding import Decision
from scrutineer.operations.queries.working import RowKey, proposed_rows
from scrutineer.ui.parts.working_bar import WorkingActs
from scrutineer.ui.parts.working_table import WorkingTable
from scrutineer.ui.session import Session


class CheckedAnswers(WorkingTable):
    """`settled` says that something else is decided, placed, taken or refused than before."""

    settled = Signal()

    def __init__(self, session: Session) -> None:
        acts = WorkingActs(self.place, self.decide, self.refuse, self.keep)
        super().__init__(session, acts, name="What would change")
        self._shown: Proposal | None = None
        self._decided: dict[str, Decision] = {}
        self._places: dict[str, str] = {}
        self._taken: dict[str, bool] = {}
        self._left: dict[str, set[str]] = {}

    def show_proposal(self, shown: Proposal | None) -> None:
        """Show what a commit would do; what was settled of an earlier reading goes on as far as it still fits."""
        self._shown = shown
        if shown is not None:
            self._drop_what_fits_no_more(shown)
        self._show()

    def _drop_what_fits_no_more(self, shown: Proposal) -> None:
        """A decision on another scale than the one declared now is none."""
        for place, decision in tuple(self._decided.items()):
            try:
                deciding.settle(shown, decisions={place: decision}, places={})
            except UserError:
                del self._decided[place]

    def proposal(self) -> Proposal | None:
        """What a commit would store, with all that is decided and placed."""
        if self._shown is None:
            return None
        return deciding.settle(self._shown, decisions=self._decided, places=self._places)

    def places(self) -> Mapping[str, str]:
        """Where a person placed answers: by the places of the items."""
        return dict(self._places)

    def decisions(self) -> Decisions:
        """What is taken of what is in conflict, and what is refused."""
        refused = {place: frozenset(fields) for place, fields in self._left.items() if fields}
        return Decisions(taken=dict(self._taken), refused=refused)

    def _show(self) -> None:
        settled = self.proposal()
        if settled is not None:
            session = self._session
            rows = proposed_rows(session.casefile, session.context, settled)
            self.show_working(rows, {place: frozenset(fields) for place, fields in self._left.items()})

    def _settle(self) -> None:
        self._show()
        self.settled.emit()

    def place(self, places: Mapping[RowKey, str]) -> None:
        """Place answers once they are stored, each on its line."""
        self._places |= {str(place): line for place, line in places.items()}
        self._settle()
        self.begin()

    def decide(self, keys: Sequence[RowKey], level: str, reason: str) -> None:
        """Decide answers that were set aside, all alike; one that is no level of the scale is told."""
        wanted = {str(key): Decision(level, reason) for key in keys}
        if self._shown is None:
            return
        try:
            deciding.settle(self._shown, decisions=wanted, places={})
        except UserError as error:
            self._session.tell("warn", error.message, error.advice)
            return
        self._decided |= wanted
        self.bar.clear_decision()
        self._settle()
        self.begin()

    def refuse(self, keys: Sequence[RowKey], field: str, refused: bool) -> None:
        """Take rows, or a cell of one, or leave them out."""
        for key in keys:
            fields = self._left.setdefault(str(key), set())
            (fields.add if refused else fields.discard)(field)
        self._settle()

    def keep(self, keys: Sequence[RowKey], take: bool) -> None:
        """Settle conflicts: take what came back, or keep what stands."""
        self._taken |= {str(key): take for key in keys}
        self._settle()

    def kept(self) -> str:
        """All that was settled, as one text; "" where nothing was."""
        refused = {place: sorted(fields) for place, fields in self._left.items() if fields}
        decided = {place: [decision.level, decision.reason] for place, decision in self._decided.items()}
        said = {"taken": self._taken, "refused": refused, "decided": decided, "places": self._places}
        return json.dumps(said, ensure_ascii=False, sort_keys=True) if any(said.values()) else ""

    def put_back(self, raw: str) -> None:
        """Settle again what was settled."""
        said = json.loads(raw) if raw else {}
        self._taken = dict(said.get("taken", {}))
        self._left = {place: set(fields) for place, fields in said.get("refused", {}).items()}
        self._decided = {place: Decision(*decision) for place, decision in said.get("decided", {}).items()}
        self._places = dict(said.get("places", {}))
        self._settle()
