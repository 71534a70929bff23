"""Several items of evidence chosen at once: linked, marked or dated together."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from scrutineer.domain.ids import EvidenceId
from scrutineer.domain.typed_dates import When
from scrutineer.operations import several
from scrutineer.operations.queries.evidence import citations_of, references_of
from scrutineer.ui.destinations import ToNewChallenge
from scrutineer.ui.kept import SEVERAL_ITEMS
from scrutineer.ui.kit.basic import button
from scrutineer.ui.kit.fields import DateField
from scrutineer.ui.kit.form import Form
from scrutineer.ui.ops import do
from scrutineer.ui.parts.link_choice import LinkChoice
from scrutineer.ui.parts.several_pane import NAMED, SeveralPane
from scrutineer.ui.session import Session


class SeveralItems(SeveralPane[EvidenceId]):
    """Stands in the place of the item while several are chosen."""

    def __init__(self, session: Session, clear: Callable[[], None]) -> None:
        raise_one = button("Raise a challenge", self._raise, theme=session.theme, kind="link", icon="flag")
        super().__init__(session, "item", clear, raise_one)
        self.link = LinkChoice(session, lambda: self.chosen)
        self.day = DateField(name="Date for all", today=session.today, when=When.HAPPENED)
        self.form = Form(session, self)
        self.form.add("dated", self.day)
        self.add_act("Link", self.link)
        self.add_marking(lambda marking: do(several.mark_evidence, evidence_ids=self.chosen, marking=marking))
        self.add_act("Date of the evidence", self.form.note, self.day, act=button("Date", self.date, kind="outline"))
        self.add_citing(
            lambda: references_of(session.casefile, self.chosen),
            lambda: citations_of(session.casefile, session.context, self.chosen),
        )

    def show_items(self, items: Sequence[EvidenceId]) -> None:
        """Offer the acts for these."""
        self.show_chosen(items, references_of(self._session.casefile, items[:NAMED]))
        self.form.follow(SEVERAL_ITEMS, "A date for several items", {})
        self.link.refresh()

    def date(self) -> None:
        """Give all of them the date typed; what is not clear is said beside it."""
        day = self.day.value()
        if self.form.ready() and day is not None:
            self._session.record(self.form, do(several.date_evidence, evidence_ids=self.chosen, dated=day), anew={})

    def _raise(self) -> None:
        self._session.go(ToNewChallenge(evidence_ids=self.chosen))
