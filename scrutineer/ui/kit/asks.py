"""What is asked beside the fields of a form: in the page, under the field it is about."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QLabel, QLayout, QVBoxLayout, QWidget

from scrutineer.ui.kit.announce import announcer
from scrutineer.ui.kit.basic import label
from scrutineer.ui.kit.scrolling import area_around

SO = "Yes, it is so"
_TURNS = (0, 60, 200)  # milliseconds


class Asks:
    """The sentences that stand beside fields now, by the field's name."""

    def __init__(self) -> None:
        self._asked: dict[str, tuple[QWidget, QLabel]] = {}

    def say(self, name: str, field: QWidget, sentence: str, *, focus: bool = True) -> None:
        """Say a sentence beside a field, to screen readers too. The first field that is asked about has the focus,
        unless somebody went on meanwhile and is left where they are."""
        first = focus and not self._asked
        self.take_away(name)
        ask = label(sentence, "warn", wrap=True)
        place_below(field, ask)
        self._asked[name] = (field, ask)
        field.setAccessibleDescription(sentence)
        announcer.say(field, sentence, urgent=first)
        if first:
            field.setFocus()
            bring_into_view(field, ask)

    def beside(self, name: str) -> QLabel | None:
        """The sentence beside a field, where one stands there."""
        return self._asked[name][1] if name in self._asked else None

    def words(self) -> dict[str, str]:
        """What is said beside which field."""
        return {name: ask.text() for name, (_field, ask) in self._asked.items()}

    def take_away(self, name: str) -> None:
        """Say nothing beside this field any more."""
        if name in self._asked:
            field, ask = self._asked.pop(name)
            field.setAccessibleDescription("")
            ask.hide()
            ask.deleteLater()

    def clear(self) -> None:
        """Say nothing beside any field."""
        for name in tuple(self._asked):
            self.take_away(name)


class DoubtAsked(QObject):
    """What is unlikely and can be: “Yes, it is so” stands below the sentence, and a person may tick it.

    `about` is the field that is asked about, "" for none. Ticked, the next try is taken as it is typed. It answers one
    question: it comes unticked with it, and goes with it. `said_so` is emitted when a person ticks it.
    """

    said_so = Signal()
    about = ""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._tick: QCheckBox | None = None

    @property
    def is_so(self) -> bool:
        """Whether a person says that what is asked about is so."""
        return self._tick is not None and shiboken6.isValid(self._tick) and self._tick.isChecked()

    def ask(self, name: str, field: QWidget, sentence: QWidget) -> None:
        """Ask about a field, with the tick below the sentence that stands beside it."""
        self.settle()
        self.about = name
        self._tick = QCheckBox(SO)
        place_below(sentence, self._tick)
        QWidget.setTabOrder(field, self._tick)
        self._tick.clicked.connect(lambda ticked: self.said_so.emit() if ticked else None)
        bring_into_view(field, self._tick)

    def settle(self) -> None:
        """Nothing is asked any more."""
        self.about = ""
        tick, self._tick = self._tick, None
        if tick is not None and shiboken6.isValid(tick):
            tick.hide()
            tick.deleteLater()


def bring_into_view(*widgets: QWidget) -> None:
    """Let the page scroll to these; the first matters most. A page that is just being shown is laid out in several
    turns, its wrapped texts last, so it is asked again."""

    def scroll() -> None:
        for widget in reversed(widgets):
            area = area_around(widget) if shiboken6.isValid(widget) else None
            if area is not None:
                area.ensureWidgetVisible(widget)

    for wait in _TURNS:
        QTimer.singleShot(wait, widgets[0], scroll)


def place_below(widget: QWidget, below: QWidget) -> None:
    """Put a widget under another, in the nearest box that stacks its parts."""
    inner: QWidget | None = widget
    while inner is not None and (parent := inner.parentWidget()) is not None:
        for layout, place in reversed(_way_to(parent.layout(), inner)):
            if isinstance(layout, QVBoxLayout) or (
                isinstance(layout, QBoxLayout) and layout.direction() == QBoxLayout.Direction.TopToBottom
            ):
                layout.insertWidget(place + 1, below)
                return
        inner = parent
    below.setParent(widget.parentWidget())


def _way_to(box: QLayout | None, widget: QWidget) -> list[tuple[QLayout, int]]:
    """The layouts from the outermost to the one that holds a widget, each with its place in it."""
    if box is None:
        return []
    for place in range(box.count()):
        item = box.itemAt(place)
        if item is None:
            continue
        if item.widget() is widget:
            return [(box, place)]
        inner = _way_to(item.layout(), widget)
        if inner:
            return [(box, place), *inner]
    return []
