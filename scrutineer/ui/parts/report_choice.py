"""What report is asked for: its kind, its edition, and the agency and days where that kind has them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QVBoxLayout, QWidget

from scrutineer.domain.ids import PieceId
from scrutineer.domain.partnership import require_cycle
from scrutineer.operations.queries.pieces import piece_of, pieces_at_hand, pieces_of
from scrutineer.operations.reports import KINDS, Edition, Kind, Request, kind_named
from scrutineer.operations.templates import template_of
from scrutineer.ui.kit.basic import column, holder, label, row, scroll, set_tip
from scrutineer.ui.kit.combo import Narrowing
from scrutineer.ui.kit.fields import DateField, Segments
from scrutineer.ui.kit.lists import ICON_NAME, ICON_TONE, VALUE, RowDelegate
from scrutineer.ui.kit.scrolling import ListOfAPage
from scrutineer.ui.session import Session
from scrutineer.ui.theme import Theme

_EDITIONS = {
    Edition.PRIVATE: ("Private", "Everything, for you alone."),
    Edition.PARTNER: ("Partner", "Partner and public items."),
    Edition.PUBLIC: ("Public", "Public items only."),
}
_ICONS = {
    "challenges": "message-square-warning", "annual": "file-output", "quarterly": "calendar-days",
    "statement": "quote", "briefing": "clock", "plan": "list-checks", "young": "users", "cover": "file-text",
    "decisions": "gavel", "log": "table-properties", "register": "inbox", "returns": "table-2", "coverage": "columns-3",
    "year": "calendar", "days": "calendar-days", "piece": "flag",
}  # fmt: skip
_OTHER = "file-text"


class KindList(ListOfAPage):
    """Every kind of report; arrows show each as they pass."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._items = QStandardItemModel(self)
        self.setModel(self._items)
        self._delegate = RowDelegate(theme, 28)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("Kinds of report")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for kind in KINDS:
            item = QStandardItem(kind.title)
            item.setData(_ICONS.get(kind.id, _OTHER), ICON_NAME)
            item.setData("text-2", ICON_TONE)
            item.setData(kind.id, VALUE)
            item.setData(f"{kind.title}. {kind.about}", Qt.ItemDataRole.AccessibleTextRole)
            set_tip(item, kind.about)
            self._items.appendRow(item)
        self.setMinimumHeight(theme.px(154))
        self.setCurrentIndex(self._items.index(0, 0))

    def sizeHint(self) -> QSize:
        """Every row."""
        return QSize(0, self.whole_height())

    def kind(self) -> Kind:
        """The kind chosen."""
        return kind_named(self.currentIndex().data(VALUE))

    def choose(self, kind: Kind) -> None:
        """Choose a kind."""
        self.setCurrentIndex(self._items.index(KINDS.index(kind), 0))


class ReportChoice(QWidget):
    """Says by `changed` that something else is asked for. Only what the kind can be asked for is shown."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        theme = session.theme
        self.kinds = KindList(theme)
        self._about = label("", "small", wrap=True)
        self.edition = Segments([(words, edition) for edition, (words, _) in _EDITIONS.items()], name="Edition")
        self.edition.choose(Edition.PARTNER)
        self._whom = label("", "small", wrap=True)
        self.cycle = Narrowing(theme, [("The current cycle", "")], name="Cycle")
        self._cycle = holder(column(label("Cycle", "strong"), self.cycle, spacing=6))
        self.agency = Narrowing(theme, [("All agencies", "")], name="Agency")
        self._agency = holder(column(label("Put to", "strong"), self.agency, spacing=6))
        self.piece = Narrowing(theme, [("All pieces", "")], name="Scrutiny piece")
        self._piece = holder(column(label("Scrutiny piece", "strong"), self.piece, spacing=6))
        self.starts = DateField(name="From", today=session.today, required=False)
        self.ends = DateField(name="To", today=session.today, required=False)
        self._period = holder(self._days())
        self.in_template = QCheckBox("In the partnership’s template")
        self.in_template.setChecked(True)
        inner = column(
            self.kinds, self._about, 4, label("Edition", "strong"), self.edition, self._whom, 4, self._cycle,
            self._agency, self._piece, self._period, 4, self.in_template, spacing=6, margins=(14, 0, 14, 14),
        )  # fmt: skip
        inner.addStretch(1)
        title = label("Reports", "title")
        title.setContentsMargins(theme.px(14), theme.px(12), 0, 0)
        self.setLayout(column(title, scroll(holder(inner, "left"), "left"), spacing=6))
        self.setObjectName("left")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._fit()
        self._listen()

    def _days(self) -> QVBoxLayout:
        hint = label("Left empty, the days that its first page says.", "small", wrap=True)
        box = column(label("Between two days", "strong"), spacing=6)
        for words, field in (("From", self.starts), ("To", self.ends)):
            said = label(words, "muted")
            said.setMinimumWidth(self._session.theme.px(40))
            line = row(said, field, spacing=8)
            line.setStretch(1, 1)
            box.addLayout(line)
        box.addWidget(hint)
        return box

    def _listen(self) -> None:
        self.kinds.selectionModel().currentChanged.connect(lambda _now, _before: self._on_chosen())
        self.edition.chosen.connect(lambda _edition: self._on_chosen())
        self.cycle.activated.connect(lambda _place: self._offer_pieces())
        for choice in (self.cycle, self.agency, self.piece):
            choice.activated.connect(lambda _place: self.changed.emit())
        self.in_template.toggled.connect(lambda _on: self.changed.emit())
        for day in (self.starts, self.ends):
            day.textChanged.connect(lambda _text: self.changed.emit())

    def _on_chosen(self) -> None:
        self._fit()
        self.changed.emit()

    def _fit(self) -> None:
        """Show what this kind can be asked for; an edition that it has not gives way to its first."""
        kind = self.kinds.kind()
        self._about.setText(kind.about)
        self.edition.show_parts([edition in kind.editions for edition in _EDITIONS])
        if self.edition.value() not in kind.editions:
            self.edition.choose(kind.editions[0])
        self._whom.setText(_EDITIONS[self.asked_edition()][1])
        self._cycle.setVisible(kind.by_cycle and self.cycle.count() > 1)
        self._agency.setVisible(kind.by_agency)
        self._piece.setVisible(kind.by_piece)
        self._period.setVisible(kind.by_period)

    def asked_edition(self) -> Edition:
        """The edition chosen."""
        return self.edition.value() or Edition.PARTNER

    def request(self) -> Request:
        """What is asked for now: nothing that this kind cannot be asked for."""
        kind = self.kinds.kind()
        return Request(
            kind=kind.id,
            edition=self.asked_edition(),
            agency=(self.agency.value() or "") if kind.by_agency else "",
            starts=self.starts.value() if kind.by_period else None,
            ends=self.ends.value() if kind.by_period else None,
            plain=not self.in_template.isChecked(),
            piece=(self.piece.value() or "") if kind.by_piece else "",
            cycle=(self.cycle.value() or "") if kind.by_cycle else "",
        )

    def unclear(self) -> str:
        """What is asked about a day that is no one day, "" where all is clear."""
        if not self.kinds.kind().by_period:
            return ""
        return self.starts.question() or self.ends.question()

    def choose_kind(self, name: str, cycle: str = "", piece_id: PieceId | None = None) -> None:
        """Choose a kind by what it goes by, of a cycle by its name ("" for the current one), or of a scrutiny piece in
        the cycle that it is of."""
        piece = piece_of(self._session.casefile, piece_id)
        if piece is not None:
            cycle = self._session.context.other_cycle(piece.cycle_id)
        self._offer_cycles()
        self.cycle.choose(cycle)
        self._offer_pieces()
        self.piece.choose(piece.title if piece is not None else "")
        self.kinds.choose(kind_named(name))
        self._on_chosen()

    def refresh(self) -> None:
        """Offer the cycles and agencies there are now, and the template where there is one."""
        context = self._session.context
        self._offer_cycles()
        self.in_template.setVisible(template_of(self._session.casefile) is not None)
        agencies = [(agency.name, agency.name) for agency in context.agencies]
        self.agency.set_choices([("All agencies", ""), *agencies])
        self._offer_pieces()

    def _offer_cycles(self) -> None:
        context = self._session.context
        earlier = [(cycle.name, cycle.name) for cycle in reversed(context.cycles) if cycle.id != context.cycle.id]
        self.cycle.set_choices([(f"{context.cycle.name}, the current one", ""), *earlier])
        self._fit()

    def _offer_pieces(self) -> None:
        """Offer the scrutiny pieces of the cycle chosen; with those of the current one what other cycles left open."""
        session, named = self._session, self.cycle.value()
        context = session.context
        if named:
            known = pieces_of(session.casefile, require_cycle(context.cycles, named))
        else:
            known = pieces_at_hand(session.casefile, context)
        offered: dict[str, str] = {}  # a report finds its piece by the theme, in the current cycle first
        for piece in known:
            of = "" if named else context.of_cycle(piece.cycle_id)
            offered.setdefault(piece.title, f"{piece.title}, {of}" if of else piece.title)
        self.piece.set_choices([("All pieces", ""), *((words, title) for title, words in offered.items())])
