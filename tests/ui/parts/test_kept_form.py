"""A form that keeps each change as it is made: whatever is typed in whatever order, what is clear is stored, and what is
not stays in its field with the reason beside it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from scrutineer.domain.dates import long_date
from scrutineer.operations import casefiles, partnership
from scrutineer.operations.queries.context import read_context
from scrutineer.ui.destinations import SettingsPart, ToSettings
from tests.conftest import examples
from tests.ui.conftest import go

TEXTS = {
    "name": st.sampled_from(["", "Elmshire", "Elmshire Partnership", "  "]),
    "prefix": st.sampled_from(["", "es", "ESP", "12", "TOO LONG"]),
    "scrutineer": st.sampled_from(["", "Scrutineer", "Chair of scrutiny"]),
    "contact": st.sampled_from(["", "The partnership office", "Post room, two"]),
}
CLEAR = {
    "name": lambda text: bool(text.strip()),
    "prefix": lambda text: 2 <= len(text) <= 6 and text.isalpha(),
    "scrutineer": lambda text: bool(text.strip()),
    "contact": lambda _text: True,
}


@pytest.fixture
def machine(at_empty):
    """Somebody who types into fields and leaves them, undoes, and goes away and comes back."""
    at = at_empty
    go(at, ToSettings(SettingsPart.PARTNERSHIP))
    begun = read_context(at.top.casefile).partnership

    class Person(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.form = at.top.workspace.panel().sections[SettingsPart.PARTNERSHIP].form
            partnership.set_partnership(at.top.casefile, details=begun)
            self.refresh()
            for name in TEXTS:
                self.form.fields()[name].setText(getattr(begun, name))

        @rule(data=st.data(), name=st.sampled_from(sorted(TEXTS)))
        def type_and_leave(self, data: st.DataObject, name: str) -> None:
            text = data.draw(TEXTS[name])
            self.form.fields()[name].setText(text)
            self.form.commit(name)
            at.settle()
            assert CLEAR[name](text) == (name not in self.form.asks())

        @rule()
        def undo(self) -> None:
            if casefiles.undo(at.top.casefile).value:
                at.top.workspace.on_changed(at.top.workspace.panel().shows, "")

        @rule()
        def refresh(self) -> None:
            at.top.workspace.on_changed(at.top.workspace.panel().shows, "")

        @invariant()
        def a_field_says_what_is_stored_or_why_it_is_not(self) -> None:
            details = read_context(at.top.casefile).partnership
            said = self.form.typed()
            for name, typed in ((name, said[name]) for name in TEXTS):
                stored = str(getattr(details, name))
                same = typed.strip().upper() == stored.upper() if name == "prefix" else typed == stored
                assert same or name in self.form.asks() or not CLEAR.get(name, bool)(typed), (name, typed, stored)

    return Person


def test_whatever_is_typed_in_whatever_order_is_stored_or_stays_with_its_reason(machine):
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples(6), stateful_step_count=15, deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip


def test_dates_are_stored_as_they_are_understood_and_shown_in_words(at_empty):
    at = at_empty
    panel = go(at, ToSettings(SettingsPart.CYCLES))
    part = at.within(panel.sections[SettingsPart.CYCLES])
    part.write("Ends", "31/5/2027", then="Return")
    ends = read_context(at.top.casefile).cycle.ends
    assert part.text("Ends") == long_date(ends)
