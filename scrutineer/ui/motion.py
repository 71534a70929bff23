"""Whether anything moves by itself: a bar that goes to and fro, a cursor that blinks, menus that fade in."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

_USUAL, _REDUCED = "usual cursor", "reduced motion"
_EFFECTS = (
    Qt.UIEffect.UI_AnimateMenu, Qt.UIEffect.UI_FadeMenu, Qt.UIEffect.UI_AnimateCombo, Qt.UIEffect.UI_AnimateTooltip,
    Qt.UIEffect.UI_FadeTooltip, Qt.UIEffect.UI_AnimateToolBox,
)  # fmt: skip


def follow(reduced: bool) -> None:
    """Let nothing move from now on, or everything as the system has it."""
    app = QApplication.instance()
    if not isinstance(app, QApplication) or reduced == is_reduced():
        return
    if reduced:
        app.setProperty(_USUAL, (app.cursorFlashTime(), [app.isEffectEnabled(effect) for effect in _EFFECTS]))
    flash, effects = app.property(_USUAL)
    app.setCursorFlashTime(0 if reduced else flash)
    for effect, usual in zip(_EFFECTS, effects, strict=True):
        app.setEffectEnabled(effect, usual and not reduced)
    app.setProperty(_REDUCED, reduced)


def is_reduced() -> bool:
    """Whether nothing is to move."""
    app = QApplication.instance()
    return app is not None and bool(app.property(_REDUCED))
