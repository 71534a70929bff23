"""What is said to whoever listens to a screen reader and is nowhere the focus goes: one way for all of it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget


class Announcer(QObject):
    """Says words at a widget. `said` repeats them, with whether they were urgent: they leave no other trace."""

    said = Signal(str, bool)

    def say(self, widget: QWidget, words: str, *, urgent: bool = False) -> None:
        """Say words once what is being read is over, or at once where they are urgent; nothing where there are none."""
        if not words:
            return
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # the first page stands without them

        event = QAccessibleAnnouncementEvent(widget, words)
        level = QAccessible.AnnouncementPoliteness
        event.setPoliteness(level.Assertive if urgent else level.Polite)
        QAccessible.updateAccessibility(event)
        self.said.emit(words, urgent)


announcer = Announcer()
"""One for the program: there is one person to listen."""
