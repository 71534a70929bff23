"""The passphrase of one casefile; where its file is gone, what can be done about that."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from scrutineer.ui import icons
from scrutineer.ui.kit.basic import button, column, holder, label, row, rule, set_tip
from scrutineer.ui.kit.fields import Field
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.keyed_button import keyed_button
from scrutineer.ui.theme import Theme, space

GONE = "This casefile is not where it was. It was moved or renamed, or the disk that it lies on is not connected."


def secret_field(name: str) -> Field:
    """A field for a passphrase."""
    made = Field(name=name)
    made.setEchoMode(Field.EchoMode.Password)
    return made


class UnlockForm(QWidget):
    """The passphrase of one casefile. `find` and `forget` are for one whose file is gone."""

    def __init__(
        self, theme: Theme, unlock: Callable[[str], None], find: Callable[[], None], forget: Callable[[], None]
    ) -> None:
        super().__init__()
        self.act = unlock  # what is done with the passphrase: unlocking, or restoring
        self.title = label("", "title", wrap=True)
        self.where = label("", "muted", wrap=True)
        self.standing = label("", "muted", wrap=True)
        self.passphrase = secret_field("Passphrase")
        self.passphrase.setProperty("ringed", "true")
        self.passphrase.returnPressed.connect(self.submit)
        self._eye = self._see_through(theme)
        self.caps = holder(
            row(_picture(theme, "triangle-alert", "warn"), label("Caps Lock may be on", "warn"), None, spacing=6)
        )
        self.caps.hide()
        self.passphrase.installEventFilter(self)
        self.button = keyed_button("Unlock", self.submit, "Enter", theme=theme, kind="primary", icon="key-round")
        asked = column(label("Passphrase", "strong"), self.passphrase, self.caps, 8, spacing=6)
        asked.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self._asked = holder(asked)
        self._find = button("Find it", find)
        ways = flow(self._find, button("Take it off the list", forget, kind="link"))
        self._gone = holder(column(label(GONE, "warn", wrap=True), ways, spacing=10))
        self._gone.hide()
        box = column(
            label("Unlock", "muted"), self.title, self.where, self.standing, 14, self._asked, self._gone, 16, rule(),
            spacing=6,
        )  # fmt: skip
        self.idle = label("", "muted", wrap=True)
        for icon, line in (
            ("shield-check", label(_LOST, "muted", wrap=True)), ("clock", self.idle),
            ("circle-question-mark", label(_AT_RISK, "muted", wrap=True)),
        ):  # fmt: skip
            box.addLayout(_remark(theme, icon, line))
        box.addStretch(1)
        self.setLayout(box)

    def show_gone(self, *, gone: bool) -> None:
        """Ask for the passphrase, or say that there is no file to open with it."""
        self._asked.setVisible(not gone)
        self._gone.setVisible(gone)

    def say_standing(self, words: str, *, more: bool = False) -> None:
        """How the casefile stands; with `more`, that too."""
        self.standing.setText(f"{self.standing.text()} {words}" if more else words)
        self.standing.setVisible(bool(self.standing.text()))

    def begin(self) -> None:
        """At the passphrase, or at what can be done where there is no file."""
        first = self._find if self._asked.isHidden() else self.passphrase
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_idle(self, minutes: int) -> None:
        """Say when the casefile locks itself."""
        never = "It locks with the screen and with sleep; minutes without a key or the mouse are set in Settings."
        self.idle.setText(f"Locks itself after {minutes} minutes without a key or the mouse." if minutes else never)

    def submit(self) -> None:
        """Try the passphrase."""
        if self.passphrase.text() and not self._asked.isHidden():
            self.act(self.passphrase.text())

    def _see_through(self, theme: Theme) -> QToolButton:
        """The eye inside the field. An action of the field's own would stay as small as it is at 100%."""
        eye, side = QToolButton(self.passphrase), theme.px(18)
        eye.setIcon(icons.icon("eye", theme.colour("text-2"), side))
        eye.setIconSize(QSize(side, side))
        eye.setAccessibleName("Show or hide what you type")
        eye.setCursor(Qt.CursorShape.ArrowCursor)
        set_tip(eye, "Show or hide what you type")
        eye.clicked.connect(lambda: self._show_or_hide())
        self.passphrase.setTextMargins(0, 0, side + space(10), 0)
        return eye

    def _place_eye(self) -> None:
        side = self._eye.iconSize().width() + space(10)
        self._eye.setGeometry(
            self.passphrase.width() - side - space(4), (self.passphrase.height() - side) // 2, side, side
        )

    def _show_or_hide(self) -> None:
        hidden = self.passphrase.echoMode() == Field.EchoMode.Password
        self.passphrase.setEchoMode(Field.EchoMode.Normal if hidden else Field.EchoMode.Password)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """A capital without Shift suggests Caps Lock; the eye stays at the end of the field."""
        if event.type() == QEvent.Type.Resize:
            self._place_eye()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.text().isalpha():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps.setVisible(event.text().isupper() != shift)
        return False


_LOST = "There is no way round a lost passphrase. Keep it where your contract says."
_AT_RISK = "A child at risk now? Use your local child protection procedures first. This record can wait."


def _picture(theme: Theme, icon: str, tone: str) -> QWidget:
    mark = label("")
    mark.setPixmap(icons.pixmap(icon, theme.colour(tone).name(), theme.px(16), mark.devicePixelRatioF()))
    return mark


def _remark(theme: Theme, icon: str, words: QWidget) -> QVBoxLayout:
    inner = row(spacing=10, margins=(0, 8, 0, 0))
    inner.addWidget(_picture(theme, icon, "text-2"), 0, Qt.AlignmentFlag.AlignTop)
    inner.addWidget(words, 1)
    box = column()
    box.addLayout(inner)
    return box
