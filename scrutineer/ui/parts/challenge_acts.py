"""What can be done to the challenges chosen in the log: its menu. Each stands on a button beside it too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from scrutineer.domain.ids import ChallengeId
from scrutineer.domain.marking import Marking
from scrutineer.operations import several
from scrutineer.operations.challenge_letters import LetterKind
from scrutineer.operations.queries.challenges import challenges_by_id, citations_of, references_of
from scrutineer.ui.kit.row_menu import RowAct, copy_acts
from scrutineer.ui.ops import do
from scrutineer.ui.session import Session


class ChallengeActs:
    """The acts, for one challenge or several."""

    def __init__(
        self,
        session: Session,
        chosen: Callable[[], Sequence[ChallengeId]],
        *,
        open_it: Callable[[], object],
        link: Callable[[], object],
        reword: Callable[[], object],
        letter: Callable[[LetterKind], object],
    ) -> None:
        self._session, self._chosen = session, chosen
        self._open, self._link, self._reword, self._letter = open_it, link, reword, letter

    def __call__(self) -> list[RowAct | None]:
        """What the menu offers now."""
        chosen = tuple(self._chosen())
        is_one = len(chosen) == 1
        markings = tuple(RowAct(marking.value.capitalize(), self._marker(chosen, marking)) for marking in Marking)
        acts: list[RowAct | None] = [
            RowAct("Open" if is_one else f"Act on {len(chosen)} challenges", self._open),
            *copy_acts(
                not is_one,
                lambda: references_of(self._session.casefile, chosen),
                lambda: citations_of(self._session.casefile, chosen),
            ),
            None,
        ]
        if is_one:
            acts.append(RowAct("Link evidence", self._link))
            if challenges_by_id(self._session.casefile, chosen)[chosen[0]].state.is_open:
                acts.append(RowAct("Reword", self._reword))
        letter, chaser = ("Challenge letter", "Chaser") if is_one else ("Challenge letters", "Chasers")
        kinds = ((letter, LetterKind.CHALLENGE), (chaser, LetterKind.CHASER))
        acts.append(RowAct("Write", choices=tuple(RowAct(words, partial(self._letter, kind)) for words, kind in kinds)))
        return [*acts, RowAct("Marking", choices=markings)]

    def _marker(self, chosen: Sequence[ChallengeId], marking: Marking) -> Callable[[], None]:
        return lambda: self._session.run(do(several.mark_challenges, challenge_ids=chosen, marking=marking))
