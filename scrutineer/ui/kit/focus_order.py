"""Where the focus goes when a page or a region is come to."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractItemView, QButtonGroup, QWidget


def take_focus_in(region: QWidget) -> bool:
    """Focus the first list or table of a region, else its first control, as one reads; whether there was one."""
    controls = [widget for widget in [region, *region.findChildren(QWidget)] if _can_be_tabbed_to(widget)]
    controls.sort(key=lambda widget: _place(widget, region))
    controls.sort(key=lambda widget: not isinstance(widget, QAbstractItemView))
    for first in controls[:1]:
        first.setFocus(Qt.FocusReason.TabFocusReason)
    return bool(controls)


def _place(widget: QWidget, region: QWidget) -> tuple[int, int]:
    """From the left, then from the top: a page's first pane leads to what the others show."""
    corner = widget.mapTo(region, QPoint())
    return corner.x() // 100, corner.y()


def _can_be_tabbed_to(widget: QWidget) -> bool:
    tabbed = (widget.focusPolicy() & Qt.FocusPolicy.TabFocus) == Qt.FocusPolicy.TabFocus
    return bool(tabbed) and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None


def one_stop(group: QButtonGroup) -> None:
    """Let Tab come to the choice that is shown, and to the first where none is: Qt asks who had the focus last."""
    stop = group.checkedButton() or next(iter(group.buttons()), None)
    for part in group.buttons():
        policy = part.focusPolicy().value
        tab = Qt.FocusPolicy.TabFocus.value
        part.setFocusPolicy(Qt.FocusPolicy(policy | tab if part is stop else policy & ~tab))
