"""A field with its label in the one column that labels of a page share, and what is said quietly beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QLabel, QPlainTextEdit, QSizePolicy, QWidget

from scrutineer.ui.kit.basic import column, label, row
from scrutineer.ui.kit.scrolling import NO_LIMIT
from scrutineer.ui.theme import space

LABELS = 190  # pixels at 100% of the column of labels
KEPT = "Kept"


class FieldLine(QWidget):
    """One label, its field, a hint below it. Where the width is short the label stands above the field.

    `beside` says whether the label may stand beside the field at all: in a narrow pane it never does.
    """

    NARROW = 520  # pixels at 100% under which the label stands above

    def __init__(self, words: str, field: QWidget, hint: str = "", *, beside: bool = True) -> None:
        super().__init__()
        self.field, self._beside = field, beside
        self._label = label(words, "muted", wrap=True)
        self._label.setBuddy(field)
        if not field.accessibleName():
            field.setAccessibleName(words)
        self._kept = label("", "small")
        self._kept.setMinimumWidth(self._kept.fontMetrics().horizontalAdvance(KEPT) + space(4))
        self._fields = column(spacing=3)
        if beside:
            line = row(spacing=8)
            line.addWidget(field, 1)
            line.addWidget(self._kept, 0, Qt.AlignmentFlag.AlignVCenter)
            self._fields.addLayout(line)
        else:
            self._fields.addWidget(field)
        if hint:
            self._fields.addWidget(label(hint, "small", wrap=True))
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        head = row(self._label, spacing=4)
        if not beside:
            head.addWidget(self._kept, 0, Qt.AlignmentFlag.AlignRight)
        self._box.addLayout(head)
        self._box.addLayout(self._fields, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._arrange(beside=beside)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The label stands where there is room for it."""
        super().resizeEvent(event)
        self._arrange(beside=self._beside and self.width() >= space(self.NARROW))

    def _arrange(self, *, beside: bool) -> None:
        ways = QBoxLayout.Direction
        self._box.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        self._box.setSpacing(space(16 if beside else 3))
        self._label.setMinimumWidth(space(LABELS) if beside else 0)
        self._label.setMaximumWidth(space(LABELS) if beside else NO_LIMIT)
        above = (
            0
            if isinstance(self.field, QLabel | QCheckBox)
            else space(6 if isinstance(self.field, QPlainTextEdit) else 8)
        )
        self._label.setContentsMargins(0, above if beside else 0, 0, 0)
        self._label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)

    def add_below(self, part: QWidget) -> None:
        """Put a remark under the field."""
        self._fields.addWidget(part)

    @property
    def kept(self) -> QLabel:
        """What is said quietly beside the field."""
        return self._kept

    def say_kept(self, *, kept: bool) -> None:
        """Say that what stands in the field is kept, or nothing."""
        self._kept.setText(KEPT if kept else "")
