"""What can be done to the items chosen in the register of evidence: its menu. Each stands on a button beside it too."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from scrutineer.domain.ids import EvidenceId
from scrutineer.domain.marking import Marking
from scrutineer.operations import several
from scrutineer.operations.queries.evidence import citations_of, references_of
from scrutineer.ui.destinations import ToNewChallenge
from scrutineer.ui.kit.row_menu import RowAct, copy_acts
from scrutineer.ui.ops import do
from scrutineer.ui.session import Session


class EvidenceActs:
    """The acts, for one item or several."""

    def __init__(
        self,
        session: Session,
        chosen: Callable[[], Sequence[EvidenceId]],
        *,
        open_it: Callable[[], object],
        link: Callable[[], object],
        attach: Callable[[EvidenceId], object],
    ) -> None:
        self._session, self._chosen = session, chosen
        self._open, self._link, self._attach = open_it, link, attach

    def __call__(self) -> list[RowAct | None]:
        """What the menu offers now."""
        chosen = tuple(self._chosen())
        is_one = len(chosen) == 1
        markings = tuple(RowAct(marking.value.capitalize(), self._marker(chosen, marking)) for marking in Marking)
        acts: list[RowAct | None] = [
            RowAct("Open" if is_one else f"Act on {len(chosen)} items", self._open),
            *copy_acts(
                not is_one,
                lambda: references_of(self._session.casefile, chosen),
                lambda: citations_of(self._session.casefile, self._session.context, chosen),
            ),
            None,
            RowAct("Link to a step or line", self._link),
            RowAct("Marking", choices=markings),
        ]
        if is_one:
            acts.append(RowAct("Attach files", lambda: self._attach(chosen[0])))
        return [*acts, RowAct("Raise a challenge", lambda: self._session.go(ToNewChallenge(evidence_ids=chosen)))]

    def _marker(self, chosen: Sequence[EvidenceId], marking: Marking) -> Callable[[], None]:
        return lambda: self._session.run(do(several.mark_evidence, evidence_ids=chosen, marking=marking))
