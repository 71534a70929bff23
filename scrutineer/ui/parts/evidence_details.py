"""One item of evidence: its document to read and quote from, its details to change, its attachments and links."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from scrutineer.domain.dates import long_date
from scrutineer.domain.evidence import Attachment, Evidence, EvidenceKind, Excerpt, LinkTarget
from scrutineer.domain.ids import EvidenceId, TargetId
from scrutineer.domain.marking import Marking
from scrutineer.domain.partnership import Agency
from scrutineer.domain.typed_dates import When
from scrutineer.domain.words import as_shown
from scrutineer.operations import evidence
from scrutineer.operations.casefiles import Casefile
from scrutineer.operations.queries.evidence import ItemView, citations_of, item_view, references_of
from scrutineer.ui import icons
from scrutineer.ui.destinations import ToNewChallenge
from scrutineer.ui.kit.basic import button, clear, column, holder, label, row, rule, set_tip
from scrutineer.ui.kit.choices import MARKING_ICONS, agency_choices
from scrutineer.ui.kit.combo import Combo, Narrowing
from scrutineer.ui.kit.fields import DateField, Field, Notes, Segments
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.form import Form
from scrutineer.ui.kit.row_menu import copier
from scrutineer.ui.kit.scrolling import NO_LIMIT, BoundedDock, height_needed
from scrutineer.ui.ops import do
from scrutineer.ui.parts import called
from scrutineer.ui.parts.attachment_row import AttachmentRow
from scrutineer.ui.parts.document_view import DocumentView, can_be_read
from scrutineer.ui.parts.excerpts import ExcerptsPart
from scrutineer.ui.parts.item_links import ItemLinks
from scrutineer.ui.parts.recommendations_part import HOLD, RecommendationsPart
from scrutineer.ui.session import Session
from scrutineer.ui.theme import space

_LEAST = 60  # pixels at 100% of what is quoted and linked that stay in sight below a document
_LONG = 120  # letters of a title that is shown whole in a smaller face


class EvidenceDetails(QWidget):
    """The pane on the right of the register: what the item is, then its document or its details, its acts docked."""

    def __init__(self, session: Session, attach: Callable[[EvidenceId], None], link: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Item")
        self._session, self._attach = session, attach
        self._view: ItemView | None = None
        self._read: Attachment | None = None  # the file that is shown, or would be
        self._reads = True  # somebody wants to see documents rather than details, from item to item
        self._nothing = label("Choose an item to see it here.", "muted", wrap=True)
        self._nothing.setContentsMargins(*[space(16)] * 4)
        self.excerpts = ExcerptsPart(session)
        self.excerpts.sought.connect(self._show_excerpt)
        self._links = ItemLinks(session)
        self.fields = _ItemFields(session)
        self._recommended = RecommendationsPart(session)
        self.document = DocumentView(session)
        self.document.quoted.connect(self.excerpts.mark)
        self.document.asked.connect(self.excerpts.begin)
        self._which: Segments[bool] = Segments([("Document", True), ("Details", False)], name="Show")
        self._which.chosen.connect(self._on_which)
        self._file = Narrowing(session.theme, name="Document", small=True)
        self._file.activated.connect(lambda _number: self._read_file(self._file.value()))
        self._area = self._details_page()
        self._foot = self._acts(link)
        bar = row(self._which, self._file, None, spacing=10, margins=(16, 0, 16, 8))
        bar.setStretch(1, 100)
        self._head = self._heading()
        self._bar = holder(bar)
        box = column(self._nothing, self._head, self._bar, spacing=0)
        box.addWidget(self.document, 1)
        box.addWidget(self._area)
        box.addWidget(self._foot)
        box.addStretch(0)
        self.setLayout(box)
        self.show_item(None)

    def _heading(self) -> QWidget:
        """What the item is, always in sight."""
        self._title = label("", "heading", wrap=True)
        self._icon = QLabel()
        self._facts = label("", "small")
        self._reference = button("", copier(lambda: references_of(*self._asked())), kind="link")
        facts = row(self._reference, self._icon, self._facts, spacing=6)
        facts.setStretch(2, 1)
        self._facts.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        box = column(self._title, spacing=2, margins=(16, 12, 16, 10))
        box.addLayout(facts)
        return holder(box)

    def _details_page(self) -> _DetailsArea:
        """What is recorded of it, what was quoted and what it is linked to, then what hangs on it. Below a document
        all but the quoted and the linked is out of sight."""
        self._hanging = column(spacing=6)
        self._files = holder(self._hanging)
        box = column(
            self.fields, self.excerpts, self._links, self._files, self._recommended, None, spacing=8,
            margins=(16, 6, 16, 10),
        )  # fmt: skip
        return _DetailsArea(holder(box, "side"))

    def _acts(self, link: Callable[[], None]) -> QWidget:
        theme = self._session.theme
        self._save = button("Record changes", self.save, kind="primary", small=True, hint="Ctrl+Enter")
        self.fields.form.changed.connect(lambda: self._save.setVisible(self.fields.form.is_changed))
        link_it = button("Link", link, theme=theme, kind="link", icon="link", hint="Link to a line of enquiry, Ctrl+L")
        cite = button("Cite", self._cite, theme=theme, kind="link", icon="quote", hint="Copy as a citation")
        raise_one = button("Raise a challenge", self._raise, theme=theme, kind="link", icon="flag")
        made = holder(
            column(flow(self._save, None, link_it, cite, raise_one, spacing=8), margins=(12, 7, 12, 7)), "dock"
        )
        made.setAccessibleName("Acts on the item")
        return made

    def begin_link(self) -> None:
        """Ask what the item is to be linked to."""
        if self._view is not None:
            self._links.begin()

    def show_item(self, evidence_id: EvidenceId | None) -> None:
        """Show an item, or nothing. Changes to the one shown before are recorded first, or kept as they were typed."""
        if self._view is not None and self._view.item.id != evidence_id:
            self.leave()
        self._nothing.setVisible(evidence_id is None)
        for part in (self._head, self._area, self._foot):
            part.setVisible(evidence_id is not None)
        if evidence_id is None:
            self._view = None
            self._bar.hide()
            self.document.hide()
            return
        shown = self._view
        self._view = view = item_view(self._session.casefile, self._session.context, evidence_id)
        self._show_heading(view.item)
        self.fields.show_item(view.item)
        self.excerpts.show_item(view.item)
        self._recommended.setVisible(view.item.kind in HOLD and not self._area.is_bounded)
        self._recommended.show_item(view.item)
        self._links.show_item(view.item.id)
        if shown is not None and self._hangs_alike(shown, view):
            return
        clear(self._hanging)
        self._links.show_links(view)
        self._attachments(view)
        self._choose_document(view, is_other=shown is None or shown.item.id != evidence_id)

    @staticmethod
    def _hangs_alike(shown: ItemView, view: ItemView) -> bool:
        """Whether what hangs on the item is as it is shown, with what is being typed there."""
        return replace(shown, item=view.item) == view

    def _show_heading(self, item: Evidence) -> None:
        theme, context = self._session.theme, self._session.context
        ink, icon = theme.colour("text-2").name(), MARKING_ICONS[item.marking.value]
        self._title.setText(item.title)
        self._title.setProperty("role", "strong" if len(item.title) > _LONG else "heading")
        self._title.style().polish(self._title)
        self._icon.setPixmap(icons.pixmap(icon, ink, theme.px(16), self.devicePixelRatioF()))
        source = context.agency_name(item.agency_id, context.partnership.scrutineer)
        marking = item.marking.value.capitalize()
        self._reference.setText(item.reference)
        self._reference.setAccessibleName(f"Copy the reference {item.reference}")
        set_tip(self._reference, "Copy the reference")
        self._facts.setText(f"{marking}. {source}, {long_date(item.dated)}")

    # Its document

    def _choose_document(self, view: ItemView, *, is_other: bool) -> None:
        """Offer the files that can be read; the one being read stays, else the first is it."""
        files = [attached for attached in view.attachments if can_be_read(attached)]
        self._bar.setVisible(bool(files))
        self._file.set_choices([(attached.name, attached) for attached in files])
        held = self._read.id if self._read is not None and not is_other else None
        self._read = next((attached for attached in files if attached.id == held), files[0] if files else None)
        self._file.choose(self._read)
        self._show_document(self._reads if is_other else self._area.is_bounded)

    def _on_which(self, document: bool) -> None:
        self._reads = document
        self._show_document(document)

    def _show_document(self, document: bool) -> None:
        """The document with its excerpts below it, or the details with the excerpts among them."""
        view, is_read = self._view, document and self._read is not None
        if view is None:
            return
        self._which.choose(is_read)
        self._file.setVisible(is_read)
        for part in (self.fields, self._files):
            part.setVisible(not is_read)
        self._recommended.setVisible(not is_read and view.item.kind in HOLD)
        self.document.setVisible(is_read)
        self._area.bind(is_read)
        self.excerpts.show_excerpts(view.excerpts, in_document=is_read)
        if is_read and self._read is not None:
            self.document.show_file(self._read, view.excerpts)

    def _read_file(self, attached: Attachment) -> None:
        self._read, self._reads = attached, True
        self._file.choose(attached)
        self._show_document(True)

    def _show_excerpt(self, excerpt: Excerpt) -> None:
        if not self.document.show_excerpt(excerpt):
            self._session.tell("info", "Where the passage stands in this document is not known.",
                               "Its place names no page, or it was quoted from another file.")  # fmt: skip

    # Its acts

    def _asked(self) -> tuple[Casefile, list[EvidenceId]]:
        return self._session.casefile, [] if self._view is None else [self._view.item.id]

    def _cite(self) -> None:
        casefile, items = self._asked()
        copier(lambda: citations_of(casefile, self._session.context, items))()
        self._session.tell("info", "Copied as a citation.", "")

    def _raise(self) -> None:
        if self._view is not None:
            self.leave()
            item = self._view.item
            lines = [TargetId(link.target) for link, _ in self._view.links if link.target_kind is LinkTarget.LINE]
            self._session.go(
                ToNewChallenge(
                    target=lines[0] if lines else None,
                    agency_id=item.agency_id,
                    why=f"[{item.reference}]",
                    evidence_ids=(item.id,),
                )
            )

    def record(self) -> None:
        """Record what the focus is in: a passage, a recommendation, else the changed details."""
        focused = self.window().focusWidget() or self
        if self.excerpts.isAncestorOf(focused):
            self.excerpts.form.submit()
        elif self._recommended.isAncestorOf(focused):
            self._recommended.keep()
        else:
            self.save()

    def save(self) -> None:
        """Record what was changed; what is not clear is said beside its field."""
        form = self.fields.form
        if not form.is_changed:
            return
        if not form.is_clear():
            self._on_which(False)  # where the field is that is asked about
        if form.ready():
            self._record()

    def _record(self) -> None:
        typed = self.fields.typed()
        if typed is not None:
            self._session.record(self.fields.form, do(evidence.change_evidence, item=typed))

    def leave(self) -> None:
        """What was changed is recorded where it can be, and kept as it was typed where it cannot."""
        for form in (self.excerpts.form.form, self._recommended.form, self.fields.form):
            form.keep()
        if self.fields.form.is_changed and self.fields.form.is_clear():
            self._record()

    # What hangs on it

    def _attachments(self, view: ItemView) -> None:
        theme = self._session.theme
        add = button("Attach", lambda: self._attach(view.item.id), theme=theme, kind="link", icon="plus")
        self._hanging.addWidget(rule())
        self._hanging.addLayout(row(label("Attachments", "card"), None, add))
        for attached in view.attachments:
            self._hanging.addWidget(AttachmentRow(self._session, attached, self._shower(attached)))
        if not view.attachments:
            self._hanging.addWidget(label("None.", "muted"))

    def _shower(self, attached: Attachment) -> Callable[[], None] | None:
        return (lambda: self._read_file(attached)) if can_be_read(attached) else None


class _DetailsArea(BoundedDock):
    """What scrolls below the heading: all of the pane, or as high as it needs below a document."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__(inner)
        self.setObjectName("side")
        self.is_bounded = False

    def bind(self, bounded: bool) -> None:
        """Leave the room to a document, or no longer."""
        self.is_bounded = bounded
        way = QSizePolicy.Policy.Fixed if bounded else QSizePolicy.Policy.Expanding
        self.setSizePolicy(QSizePolicy.Policy.Preferred, way)
        pane = self.parentWidget()
        around = pane.layout() if isinstance(pane, QWidget) else None
        if isinstance(around, QBoxLayout):
            around.setStretchFactor(self, 0 if bounded else 1)
        self.fit()

    def fit(self) -> None:
        """Be as high as the room allows where nothing else needs it."""
        page = self.parentWidget()
        if self.is_bounded and page is not None:
            super().fit()
            lacking = height_needed(page, page.width()) - page.height()
            if lacking > 0:
                self.setFixedHeight(max(space(_LEAST), self.minimumHeight() - lacking))
        else:
            self.setMinimumHeight(0)
            self.setMaximumHeight(NO_LIMIT)


class _ItemFields(QWidget):
    """What is recorded of an item, each field with its label."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._item: Evidence | None = None
        theme = session.theme
        self.title, self.method = Field(spelt=True), Field(spelt=True)
        self.kind = Combo(theme, [(as_shown(kind), kind) for kind in EvidenceKind], small=True)
        self.marking = Combo(theme, [(m.value.capitalize(), m) for m in Marking], small=True)
        self.source = Combo(theme, [], small=True, called=called.row(session, Agency))
        self.dated = DateField(name="Date", today=session.today, when=When.HAPPENED)
        self.review = DateField(name="Review on", today=session.today, when=When.AHEAD, required=False)
        self.text, self.limits = Notes(name="What it shows", lines=5), Notes(name="Limits", lines=2)
        self.form = Form(session, self)
        box = column(self.form.note, spacing=6)
        for field, words, part, required in (
            ("title", "Title", self.title, "It needs a title."), ("kind", "Kind", self.kind, ""),
            ("marking", "Marking", self.marking, ""), ("agency_id", "Source", self.source, ""),
            ("dated", "Date", self.dated, ""), ("method", "Method", self.method, ""),
            ("review_on", "Review on", self.review, ""), ("text", "What it shows", self.text, ""),
            ("limits", "Limits", self.limits, ""),
        ):  # fmt: skip
            self.form.add(field, part, required=required)
            part.setAccessibleName(words)
            if isinstance(part, Field):
                part.setProperty("compact", "true")
            box.addLayout(self._labelled(words, part))
        self.setLayout(box)

    def _labelled(self, words: str, part: QWidget) -> QVBoxLayout:
        """A field with its label: beside it, or above a field of several lines."""
        name = label(words, "muted")
        name.setBuddy(part)
        if isinstance(part, Notes):
            return column(name, part, spacing=3)
        name.setFixedWidth(self._session.theme.px(74))
        line = row(name, part)
        line.setStretch(1, 1)
        box = column(spacing=2)
        box.addLayout(line)
        return box

    def show_item(self, item: Evidence) -> None:
        """Show what is stored; what is being typed stays."""
        context = self._session.context
        self._item = item
        self.source.set_choices(agency_choices(context.agencies, context.partnership.scrutineer))
        stored = {name: getattr(item, name) for name in self.form.typed()}
        moved = self.form.about != f"item:{item.id}"
        self.form.follow(f"item:{item.id}", f"{item.reference} {item.title}", stored)
        if moved:
            for field in (self.title, self.method):
                field.setCursorPosition(0)

    def typed(self) -> Evidence | None:
        """The item as the fields say it; None where a date is not clear."""
        day = self.dated.value()
        if self._item is None or day is None or self.review.is_wrong():
            return None
        return replace(
            self._item, title=self.title.text(), kind=self.kind.value(), marking=self.marking.value(),
            agency_id=self.source.value(), dated=day, review_on=self.review.value(), method=self.method.text(),
            text=self.text.toPlainText(), limits=self.limits.toPlainText(),
        )  # fmt: skip
