"""One file that is to be kept as evidence: its title, its day with where that was found, or the days that it may be."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from scrutineer.domain.dates import long_date
from scrutineer.domain.privacy import remark
from scrutineer.domain.typed_dates import When
from scrutineer.operations.files_seen import FileLeft, FileSeen
from scrutineer.ui.kit.basic import button, column, holder, label, row
from scrutineer.ui.kit.fields import DateField, Field
from scrutineer.ui.kit.remarks import remark_under
from scrutineer.ui.session import Session


class FileLine(QWidget):
    """A file to be kept. A day that is not sure is offered with its place, and stands in the field only once taken."""

    def __init__(self, session: Session, seen: FileSeen, leave_out: Callable[[FileLine], None]) -> None:
        super().__init__()
        self.seen, self.path = seen, seen.path
        self.sure = seen.day.sure.day if seen.day.sure is not None else None
        self.title = Field(seen.title, spelt=True)
        self.title.setAccessibleName(f"Title of {seen.shown}")
        self.day = DateField(name=f"Date of {seen.shown}", today=session.today, when=When.HAPPENED)
        self.day.setFixedWidth(session.theme.px(190))
        out = button("Leave out", lambda: leave_out(self), kind="link", small=True)
        out.setAccessibleName(f"Leave out {seen.shown}")
        line = row(self.title, self.day, out)
        line.setStretch(0, 1)
        words = f"{seen.shown}. {seen.said}" if seen.said else seen.shown
        box = column(label(words, "small", wrap=True), spacing=2)
        box.addLayout(line)
        box.addWidget(remark_under(self.title, remark))  # a file's name may hold a person's
        for offer in seen.day.offers:
            take = button(long_date(offer.day), self._take(long_date(offer.day)), kind="outline", small=True)
            take.setAccessibleName(f"Take {long_date(offer.day)} for {seen.shown}")
            said = row(take, label(offer.where, "small", wrap=True))
            said.setStretch(1, 1)
            box.addLayout(said)
        self.setLayout(box)

    def _take(self, words: str) -> Callable[[], None]:
        return lambda: self.day.setText(words)

    def take_offered(self) -> None:
        """Take the day that is offered, where there is none yet; between two only a person chooses."""
        only = self.seen.day.only
        if only is not None and not self.day.text().strip():
            self.day.setText(long_date(only.day))


def left_row(left: FileLeft, keep: Callable[[], None]) -> QWidget:
    """A file that is left out, why, and the way to keep it all the same, where there is one."""
    words = label(f"{left.shown}: {left.reason}", "small", wrap=True)
    if left.seen is None:
        return holder(row(words))
    kept = button("Keep it all the same", keep, kind="link", small=True)
    kept.setAccessibleName(f"Keep {left.shown} all the same")
    line = row(words, kept)
    line.setStretch(0, 1)
    return holder(line)
