"""The steps and lines that something bears on: a chip each, and a choice of one more."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QWidget

from scrutineer.domain.framework import Framework
from scrutineer.ui.kit.basic import clear, column, holder
from scrutineer.ui.kit.chips import Chip, chip_flow
from scrutineer.ui.kit.choices import target_choices
from scrutineer.ui.kit.combo import Combo
from scrutineer.ui.kit.typed import SaidTogether
from scrutineer.ui.theme import Theme


class TargetsField(QWidget):
    """Several steps and lines as one field of a form: `said` is what the form takes in."""

    def __init__(self, theme: Theme, framework: Framework, name: str) -> None:
        super().__init__()
        self._theme, self._framework = theme, framework
        self._targets: tuple[str, ...] = ()
        self.more = Combo(theme, [], name=name)
        self.more.activated.connect(lambda _place: self._add())
        self._chips = column(spacing=4)
        self.setLayout(column(self.more, holder(self._chips), spacing=4))
        self.said = SaidTogether(self, lambda: json.dumps(self._targets), self._put)
        self.said.encode = _encoded  # type: ignore[method-assign]
        self.said.blank = "[]"
        self.follow(framework)

    def follow(self, framework: Framework) -> None:
        """Offer the steps and lines as they are called now."""
        self._framework = framework
        self.more.set_choices(target_choices(framework, "Add a step or line"))
        self._show()

    def value(self) -> tuple[str, ...]:
        """Those chosen, in the order in which they were."""
        return self._targets

    def _put(self, raw: str) -> None:
        self._targets = tuple(json.loads(raw or "[]"))
        self._show()

    def _add(self) -> None:
        chosen = self.more.value()
        self.more.choose("")
        if chosen and chosen not in self._targets:
            self._targets = (*self._targets, chosen)
            self._show()
            self.said.touched.emit()

    def _remover(self, target: str) -> Callable[[], None]:
        def remove() -> None:
            self._targets = tuple(other for other in self._targets if other != target)
            self._show()
            self.more.setFocus()
            self.said.touched.emit()

        return remove

    def _show(self) -> None:
        clear(self._chips)
        chips = list(self._made())
        if chips:
            self._chips.addWidget(chip_flow(*chips))

    def _made(self) -> Iterable[QWidget]:
        for target in self._targets:
            name = self._framework.name(target)
            yield Chip(self._theme, name, f"Take away {name}", self._remover(target))


def _encoded(value: object) -> str:
    return json.dumps(tuple(value or ()))  # type: ignore[arg-type]
