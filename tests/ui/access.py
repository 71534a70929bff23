"""What a screen reader is told of a window, read in this process: one line a thing, as a tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import shiboken6
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QWidget

Role = QAccessible.Role
CONTROLS = frozenset({
    Role.Button, Role.CheckBox, Role.RadioButton, Role.EditableText, Role.ComboBox, Role.Table, Role.List, Role.Tree,
    Role.PageTab, Role.ProgressBar, Role.SpinBox, Role.Slider, Role.Link, Role.MenuItem, Role.ButtonMenu,
})  # fmt: skip
"""Roles of what a person does something with, or reads row by row: each needs a name."""
CELLS = frozenset({Role.Cell, Role.ListItem, Role.TreeItem, Role.ColumnHeader, Role.RowHeader})


@dataclass(frozen=True)
class Told:
    """One thing of the tree: how deep it lies, what it is, what it is called and what else is said of it."""

    depth: int
    role: QAccessible.Role
    name: str
    description: str
    value: str
    path: str
    can_focus: bool

    def line(self) -> str:
        """It in one line."""
        said = " | ".join(filter(None, (self.name, self.description, self.value)))
        return f"{'  ' * self.depth}{self.role.name}: {said}"


def told(window: QWidget) -> list[Told]:
    """Everything that is shown in a window, in the order in which it is read."""
    QApplication.processEvents()
    top = QAccessible.queryAccessibleInterface(window)
    assert top is not None
    return list(_walk(top, 0, ""))


def _walk(thing: QAccessibleInterface, depth: int, path: str) -> Iterator[Told]:
    state = thing.state()
    if state.invisible:
        return
    made = thing.object()
    kind = made.metaObject().className() if made is not None and shiboken6.isValid(made) else ""
    path = f"{path}/{kind or thing.role().name}"
    read = thing.text
    yield Told(
        depth, thing.role(), read(QAccessible.Text.Name), read(QAccessible.Text.Description),
        read(QAccessible.Text.Value), path, bool(state.focusable),
    )  # fmt: skip
    for number in range(thing.childCount()):
        child = thing.child(number)
        if child is not None and child.isValid():
            yield from _walk(child, depth + 1, path)


def unnamed(window: QWidget) -> list[str]:
    """Every control that is shown and has no name."""
    return [
        f"{part.role.name} at {part.path}" for part in told(window) if part.role in CONTROLS and not part.name.strip()
    ]


def dump(window: QWidget) -> str:
    """The whole tree as text."""
    return "\n".join(part.line() for part in told(window))
