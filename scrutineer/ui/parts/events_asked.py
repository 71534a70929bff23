"""What is asked of a challenge's events where it is to be marked otherwise: each of them, and none for the person."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget

from scrutineer.domain.challenge import Event, Life
from scrutineer.domain.dates import short_date
from scrutineer.domain.marking import Marking, is_wider
from scrutineer.domain.words import counted, shortened
from scrutineer.operations.marking import events_to_ask_about
from scrutineer.ui.kit.basic import button, clear, column, label, row

_WORDS = 70  # letters of an event's text


class EventsAsked(QWidget):
    """Nothing is ticked beforehand: an event that is not ticked keeps its marking."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Events of the challenge")
        self._boxes: dict[int, QCheckBox] = {}
        self._asked: tuple[object, ...] = ()
        self._said = label("", "small", wrap=True)
        self._listed = column(spacing=4)
        self._all = button("Tick all", self.tick_all, kind="link", small=True)
        box = column(self._said, spacing=6)
        box.addLayout(self._listed)
        box.addLayout(row(self._all, None))
        self.setLayout(box)
        self.hide()

    def ask(self, life: Life, marking: Marking) -> None:
        """Ask about the events of a challenge that is to be marked so; what was ticked for the same stays."""
        events = events_to_ask_about(life, marking)
        self.setVisible(bool(events))
        asked = (life.challenge.id, life.challenge.marking, marking, events)
        if self._asked == asked:
            return
        ticked = self.ticked() if self._asked[:3] == asked[:3] else []
        self._asked = asked
        clear(self._listed)
        self._boxes = {event.id: QCheckBox(_words(event)) for event in events}
        for number, box in self._boxes.items():
            box.setChecked(number in ticked)
            self._listed.addWidget(box)
        self._all.setVisible(len(events) > 1)
        self._said.setText(_sentence(len(events), life.challenge.marking, marking))

    def ask_nothing(self) -> None:
        """No challenge is to be marked otherwise than it is."""
        self._asked = ()
        clear(self._listed)
        self._boxes = {}
        self.hide()

    def tick_all(self) -> None:
        """Take every event along."""
        for box in self._boxes.values():
            box.setChecked(True)

    def ticked(self) -> list[int]:
        """The events that are to be marked as the challenge."""
        return [event for event, box in self._boxes.items() if box.isChecked()]


def _words(event: Event) -> str:
    said = f": {shortened(' '.join(event.text.split()), _WORDS)}" if event.text.strip() else ""
    return f"{short_date(event.on_date)}, {event.kind.value}{said} ({event.marking.value})"


def _sentence(number: int, before: Marking, marking: Marking) -> str:
    events, verb = counted(number, "event"), "is" if number == 1 else "are"
    if is_wider(marking, before):
        return (
            f"{events} would stay back: without the event that raised it the challenge itself stays back too. Tick "
            f"what is to be {marking.value} with it."
        )
    return (
        f"{events} {verb} marked wider. While the challenge is {marking.value} they are held back with it, and would "
        f"be shown again once it is wider. Tick what is to be {marking.value} for itself."
    )
