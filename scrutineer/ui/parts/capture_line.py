"""Capture of evidence in one line: a title, Enter stores it, and the focus stays for the next."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from scrutineer.domain.changes import Outcome
from scrutineer.domain.evidence import EvidenceKind, LinkTarget
from scrutineer.domain.ids import EvidenceId
from scrutineer.domain.marking import Marking
from scrutineer.domain.partnership import Agency
from scrutineer.domain.typed_dates import When
from scrutineer.domain.words import as_shown
from scrutineer.operations import evidence
from scrutineer.ui import icons
from scrutineer.ui.destinations import ToItem
from scrutineer.ui.kit.basic import button, column, holder, label, row, set_tip
from scrutineer.ui.kit.choices import MARKING_ICONS, agency_choices, bearing_choices, target_choices
from scrutineer.ui.kit.combo import Combo
from scrutineer.ui.kit.fields import DateField, EnterFilter, Field
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.form import Form
from scrutineer.ui.ops import do
from scrutineer.ui.parts import called
from scrutineer.ui.session import Session
from scrutineer.ui.theme import space


class CaptureLine(QFrame):
    """What, what kind, when, marking: Enter adds it. Its source and what it bears on are asked below, once it is begun
    or where somebody opens them."""

    TITLE = 200  # pixels at 100% that the title needs beside the choices, else they stand below it

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("card")
        self._session = session
        self._make_fields()
        self.form = Form(session, self)
        for name, part, required in (
            ("title", self.title, "Say what you saw, heard or read."), ("kind", self.kind, ""), ("dated", self.day, ""),
            ("agency_id", self.source, ""), ("target", self.target, ""),
            ("bearing", self.bearing, "Say whether it supports, contradicts or is context."),
            ("marking", self.marking, ""),
        ):  # fmt: skip
            self.form.add(name, part, required=required)
        self.form.changed.connect(self._follow)
        theme = session.theme
        self.add = button("Add", self.submit, theme=theme, kind="primary", icon="plus", hint="Enter")
        self.more = button("", self._toggle, theme=theme, kind="cross", icon="chevron-down")
        self.more.setFixedSize(theme.px(28), theme.px(28))
        self._enter = [EnterFilter(self.title, self.submit), EnterFilter(self.day, self.submit)]
        self._opened = False
        what = row(label("Capture", "strong"), self.title, spacing=10)
        what.setStretch(1, 1)
        self._choices = flow(self.kind, self.day, self.marking, self.add, self.more, spacing=6)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(space(6))
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.addWidget(holder(column(holder(what), spacing=0)), 1)  # what is asked of it stands below it
        self._line.addWidget(self._choices, 0, Qt.AlignmentFlag.AlignTop)
        self._bears = self._labelled("How it bears on it", self.bearing)
        asked = (self._labelled("Source", self.source), self._labelled("Step or line", self.target), self._bears)
        self._rest = flow(*asked, spacing=14)
        box = column(margins=(12, 7, 8, 7), spacing=6)
        for line in (holder(self._line), self._rest, self.form.note):
            box.addWidget(line)
        self.setLayout(box)
        self._follow()

    def _make_fields(self) -> None:
        session, theme = self._session, self._session.theme
        self.title = Field(name="Title of the evidence", hint="What did you see, hear or read?", spelt=True)
        self.kind = Combo(theme, [(as_shown(kind), kind) for kind in EvidenceKind], name="Kind")
        self.day = DateField(session.today(), name="Date of the evidence", today=session.today, when=When.HAPPENED)
        self.source = Combo(
            theme,
            agency_choices(session.context.agencies, session.context.partnership.scrutineer),
            name="Source",
            called=called.row(session, Agency),
        )
        self.target = Combo(
            theme,
            target_choices(session.context.framework, "Not linked yet"),
            name="Step or line",
            called=called.line(session),
        )
        self.bearing = Combo(theme, bearing_choices(), name="How it bears on the step or line")
        self.marking = Combo(theme, [], name="Marking")
        for marking in Marking:
            icon = icons.icon(MARKING_ICONS[marking.value], theme.colour("text-2"), theme.px(16))
            self.marking.addItem(icon, marking.value.capitalize(), marking)
        widths: tuple[tuple[QWidget, int], ...] = (
            (self.kind, 124), (self.day, 150), (self.source, 150), (self.target, 185), (self.bearing, 190),
            (self.marking, 118),
        )  # fmt: skip
        for part, width in widths:
            part.setFixedWidth(theme.px(width))

    @staticmethod
    def _labelled(words: str, part: QWidget) -> QWidget:
        name = label(words, "small")
        name.setBuddy(part)
        return holder(row(name, part, spacing=8))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One line where there is room for the title beside the choices."""
        super().resizeEvent(event)
        needed = self._choices.sizeHint().width() + self._session.theme.px(self.TITLE + 80)
        beside = self.width() - space(20) >= needed
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._line.direction() != way:
            self._line.setDirection(way)

    def _toggle(self) -> None:
        self._opened = not self._rest.isVisibleTo(self)
        self._follow()
        if self._rest.isVisibleTo(self):
            self.source.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _follow(self) -> None:
        """Open the rest once something is begun; what is chosen there is never out of sight."""
        chosen = bool(self.source.value() or self.target.value())
        is_open = self._opened or chosen or bool(self.title.text().strip())
        self._rest.setVisible(is_open)
        self._bears.setVisible(bool(self.target.value()))
        self.bearing.setVisible(bool(self.target.value()))  # the form asks for what is not hidden itself
        words = "Less: source and step or line" if is_open else "More: source and step or line"
        set_tip(self.more, words)
        self.more.setAccessibleName(words)
        self.more.setEnabled(not (chosen or self.title.text().strip()))

    def refresh(self) -> None:
        """Follow changed agencies and lines."""
        context = self._session.context
        self.source.set_choices(agency_choices(context.agencies, context.partnership.scrutineer))
        self.target.set_choices(target_choices(context.framework, "Not linked yet"))
        if not self.form.about:
            blank = {"dated": self._session.today(), "kind": EvidenceKind.OBSERVATION, "marking": Marking.PRIVATE}
            self.form.follow("capture", "Evidence being captured", blank)

    def submit(self) -> None:
        """Add what is typed; nothing is cleared until it is stored."""
        day = self.day.value()
        if not self.form.ready() or day is None:
            return
        target = self.target.value()
        links = [(LinkTarget.LINE, target, self.bearing.value())] if target else []
        self._session.record(
            self.form,
            do(
                evidence.capture_evidence,
                title=self.title.text(),
                kind=self.kind.value(),
                dated=day,
                agency_id=self.source.value(),
                marking=self.marking.value(),
                links=links,
            ),
            done=self._added,
            anew={},
            stay=("kind", "dated", "agency_id", "target", "marking"),
        )

    def _added(self, outcome: Outcome[EvidenceId]) -> None:
        self.title.setFocus()
        self._session.go(ToItem(outcome.value))
