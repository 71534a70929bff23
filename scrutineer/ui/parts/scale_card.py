"""The scale of a return: never guessed, always declared."""

from __future__ import annotations

import json
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton

from scrutineer.domain.scale import Scale, own_scale
from scrutineer.operations import mappings
from scrutineer.ui.kit.basic import Card, label, row, set_tip
from scrutineer.ui.kit.fields import Field
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.session import Session


class ScaleCard(Card):
    """The scales that can be declared, with how many answers each could read; none is chosen beforehand."""

    declared = Signal()
    typed = Signal()
    """Something is being typed that is not declared yet."""

    def __init__(self, session: Session) -> None:
        super().__init__("Scale", label("Never guessed, always declared", "small"))
        self._scales = [scale for scale in mappings.scales() if scale.kind != "narrative"]
        self._declared: Scale | None = None
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QRadioButton] = {}
        for number, scale in enumerate(self._scales):
            part = QRadioButton(scale.name)
            set_tip(part, scale.direction())
            self._group.addButton(part, number)
            self._buttons[scale.id] = part
        self.body.addWidget(flow(*self._buttons.values(), spacing=16))
        self.own = Field(
            name="Another scale: its levels from the lowest to the highest",
            hint="Another: its levels, the lowest first, parted by commas",
        )
        self.own.editingFinished.connect(self._write_out)
        self.own.textEdited.connect(self.typed)
        self.body.addWidget(self.own)
        self._counted = label("In brackets: how many of the answer cells each could read.", "caption", wrap=True)
        self._counted.hide()
        self.body.addWidget(self._counted)
        self._direction = label("", "small", wrap=True)
        self._direction.hide()
        self.body.addWidget(self._direction)
        self.not_applicable, self.unanswered = Field(), Field()
        width = session.theme.px(96)
        for field, words in ((self.not_applicable, "Not applicable"), (self.unanswered, "No answer")):
            field.setAccessibleName(f"What means {words.lower()}")
            field.setPlaceholderText("Words parted by commas")
            field.editingFinished.connect(self.declared)
            field.textEdited.connect(self.typed)
            name = label(words, "muted")
            name.setFixedWidth(width)
            self.body.addLayout(row(name, field))
        self._group.idClicked.connect(self._on_clicked)

    def _on_clicked(self, number: int) -> None:
        self._show(self._scales[number])
        self.declared.emit()

    def _write_out(self) -> None:
        """A scale of this layout's own."""
        words = _words(self.own.text())
        if not words:
            return
        try:
            scale = own_scale([{"key": word, "word": word} for word in words])
        except ValueError as error:
            self._say(f"Not a scale yet: {error}.")
            return
        self.choose(replace(scale, not_applicable=_words(self.not_applicable.text())))
        self.declared.emit()

    def _say(self, words: str) -> None:
        self._direction.setText(words)
        self._direction.setVisible(bool(words))

    def _show(self, scale: Scale) -> None:
        self._declared = scale
        self._say(f"Direction: {scale.direction()}.")
        self.not_applicable.setText(", ".join(scale.not_applicable))
        self.unanswered.setText(", ".join(scale.unanswered))

    def choose(self, scale: Scale | None) -> None:
        """Show a scale that a mapping declares, or none."""
        self._group.setExclusive(False)
        for known, part in self._buttons.items():
            part.setChecked(scale is not None and known == scale.id)
        self._group.setExclusive(True)
        self._declared = None
        self.own.setText(", ".join(level.key for level in scale.levels) if scale is not None and scale.own else "")
        self._say("")
        if scale is not None:
            self._show(scale)

    def kept(self) -> str:
        """What is declared and what is typed, as one text."""
        declared = self._declared.id if self._declared is not None else ""
        own = self._declared is not None and self._declared.own
        return json.dumps(
            {
                "scale": "own" if own else declared, "levels": self.own.text(),
                "not applicable": self.not_applicable.text(), "no answer": self.unanswered.text(),
            },
            ensure_ascii=False,
        )  # fmt: skip

    def put_back(self, raw: str) -> None:
        """Declare and type again what was."""
        said = json.loads(raw)
        standing = json.loads(self.kept())
        if (said["scale"], said["levels"]) != (standing["scale"], standing["levels"]):
            self.choose(next((scale for scale in self._scales if scale.id == said["scale"]), None))
            self.own.setText(said["levels"])
            if said["scale"] == "own":
                self._write_out()
        self.not_applicable.setText(said["not applicable"])
        self.unanswered.setText(said["no answer"])
        self.declared.emit()

    def show_counts(self, counts: dict[str, tuple[int, int]]) -> None:
        """Say how many answers each scale could read."""
        self._counted.show()
        for scale in self._scales:
            reads, total = counts.get(scale.id, (0, 0))
            self._buttons[scale.id].setText(f"{scale.name} ({reads} of {total})" if total else scale.name)

    def value(self) -> Scale | None:
        """The scale as declared, with its tokens, or None."""
        if self._declared is None:
            return None
        return replace(
            self._declared,
            not_applicable=_words(self.not_applicable.text()),
            unanswered=_words(self.unanswered.text()),
        )


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())
