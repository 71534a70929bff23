"""The form for what somebody else says of a step or line; and last cycle's views, to be confirmed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from scrutineer.domain.dates import short_date
from scrutineer.domain.evidence import Evidence, EvidenceKind
from scrutineer.domain.ids import TargetId
from scrutineer.domain.partnership import Agency
from scrutineer.domain.scale import INSUFFICIENT, NOT_YET
from scrutineer.domain.typed_dates import When
from scrutineer.domain.voices import View, Voice
from scrutineer.domain.words import as_shown
from scrutineer.operations import voices
from scrutineer.operations.queries.evidence import items_of_kinds
from scrutineer.operations.queries.standing import standing
from scrutineer.operations.queries.steps import target_view
from scrutineer.operations.queries.voices import name_of, standpoint_of
from scrutineer.ui.kit.basic import button, clear, column, holder, label, row, rule, scroll
from scrutineer.ui.kit.choices import agency_choices, target_choices
from scrutineer.ui.kit.combo import Combo
from scrutineer.ui.kit.fields import DateField, Field, Notes
from scrutineer.ui.kit.form import Form
from scrutineer.ui.ops import do
from scrutineer.ui.parts import called
from scrutineer.ui.parts.level_held import held_called, level_held, levels_held, scale_and_level
from scrutineer.ui.parts.marking_field import MarkingField, standing_marking
from scrutineer.ui.session import Session


class ViewForm(QWidget):
    """Whose view, of which line, at which level, in which words; counts where it is a survey."""

    def __init__(self, session: Session, *, back: Callable[[], None]) -> None:
        """`back` leads from the form to what stood in its place."""
        super().__init__()
        self._back = button("Back to the line", back, kind="link", small=True, hint="Back to the line, Esc")
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self.begun_on: TargetId | None = None
        self._correcting: View | None = None
        theme = session.theme
        self.target = Combo(theme, [], name="Step or line", called=called.line(session))
        self.target.activated.connect(lambda _number: self._show_priors())
        self.kind = Combo(theme, [(_named(kind), kind) for kind in Voice], name="Whose view")
        self.agency = Combo(theme, [], name="Agency", called=called.row(session, Agency))
        self.who = Field(name="Who", hint="Their role, such as second scrutineer")
        self.level = Combo(theme, [], name="Level they give", called=held_called)
        self.words = Notes(name="In their own words", hint="In their own words", lines=3)
        self.favourable = Field(name="Favourable", hint="Favourable")
        self.answered = Field(name="Answered", hint="Of how many")
        self.dont_know = Field(name="Did not know", hint="Did not know")
        self.said_on = DateField(session.today(), name="Said on", today=session.today, when=When.HAPPENED)
        self.survey = Combo(theme, [], name="The item that holds it", called=called.row(session, Evidence))
        self.marking = MarkingField(session, unsaid="As they spoke before, else partner")
        self._counts = holder(row(self.favourable, self.answered, self.dont_know, spacing=6))
        self._priors = column(spacing=6)
        self.form = Form(session, self, roles=("who",))
        for field, part, required in (
            ("target", self.target, "Choose the step or line."), ("kind", self.kind, ""),
            ("agency_id", self.agency, ""),
            ("who", self.who, ""), ("level", self.level, ""), ("words", self.words, ""),
            ("favourable", self.favourable, ""), ("answered", self.answered, ""), ("dont_know", self.dont_know, ""),
            ("said_on", self.said_on, ""), ("evidence_id", self.survey, ""),
            ("marking", self.marking, ""),
        ):  # fmt: skip
            self.form.add(field, part, required=required)
        self.form.changed.connect(self._fit)
        self._lay_out()

    def _lay_out(self) -> None:
        self._title = label("Record a view", "heading")
        head = row(self._title, None, self._back)
        box = column(holder(head), self.form.note, spacing=5, margins=(14, 12, 14, 12))
        self._names: dict[QWidget, QWidget] = {}
        for words, part in (
            ("Step or line", self.target), ("Whose view", self.kind), ("Agency", self.agency), ("Who", self.who),
            ("Level they give", self.level), ("In their own words", self.words), ("Counts of the survey", self._counts),
            ("The item that holds it", self.survey),
            ("Said on", self.said_on), ("Marking", self.marking),
        ):  # fmt: skip
            self._names[part] = label(words, "strong")
            box.addWidget(self._names[part])
            box.addWidget(part)
        keep = "It is kept as theirs. It never changes your judgement."
        box.addWidget(label(keep, "small", wrap=True))
        box.addLayout(self._priors)
        box.addStretch(1)
        outer = column(scroll(holder(box, "side"), "side"), rule(), spacing=0)
        self._send = button("Record the view", self.submit, kind="primary", hint="Ctrl+Enter")
        outer.addLayout(row(self._send, None, margins=(14, 8, 14, 10)))
        self.setLayout(outer)

    def refresh(self) -> None:
        """Follow changed agencies, lines and scale."""
        context = self._session.context
        self.target.set_choices(target_choices(context.framework, "Choose a step or line"))
        self.agency.set_choices(agency_choices(context.agencies, "Choose the agency"))
        items = items_of_kinds(self._session.casefile, EvidenceKind.SURVEY, EvidenceKind.FOCUS_GROUP)
        held = [(f"{item.reference} {item.title}", item.id) for item in items]
        self.survey.set_choices([("No item chosen", None), *held])
        if self._correcting is not None:
            self._follow(standing(self._session.casefile, self._correcting))
        elif not self.form.about:
            self.start(None)
        self._offer_levels()
        self._show_priors()

    def _offer_levels(self) -> None:
        """The levels of the scale in use; a view that is put right keeps its own where that is on another scale."""
        levels = levels_held(self._session.context.scale)
        self.level.set_choices([("No level given", NOT_YET), *levels, ("They could not judge", INSUFFICIENT)])

    def offer_way_back(self, offered: bool) -> None:
        """Offer the way back to the line, where there is one."""
        self._back.setVisible(offered)

    def start(self, target: TargetId | None) -> None:
        """Begin on a step or line, or on none."""
        self._begin(target)
        self.words.setFocus()

    def _begin(self, target: TargetId | None) -> None:
        self.begun_on = target
        self._correcting = None
        self._offer_levels()
        self._title.setText("Record a view")
        self._send.setText("Record the view")
        title = f"A view of {self._session.context.framework.name(target)}" if target else "A view"
        self.form.follow(f"view:{target or ''}", title, self._blank(target))
        self._show_priors()

    def _blank(self, target: TargetId | None) -> dict[str, object]:
        return {"target": target or "", "kind": Voice.AGENCY, "level": NOT_YET, "said_on": self._session.today()}

    def _fit(self) -> None:
        """Ask only what this kind of voice has."""
        kind = self.kind.value()
        for part, wanted in (
            (self.agency, kind is Voice.AGENCY), (self.who, kind in {Voice.SCRUTINEER, Voice.YOUNG}),
            (self._counts, kind is Voice.PRACTITIONERS), (self.survey, kind is Voice.PRACTITIONERS),
        ):  # fmt: skip
            part.setVisible(wanted)
            self._names[part].setVisible(wanted)

    def _show_priors(self) -> None:
        clear(self._priors)
        target = self.target.value()
        if not target:
            return
        session = self._session
        view = target_view(session.casefile, session.context, TargetId(target), session.today())
        for prior in view.prior_views:
            self._priors.addWidget(self._prior(prior))
        for heard in view.heard:
            self._show_spoken(heard.newest)
            for before in heard.earlier:
                self._show_spoken(before, f", before, {short_date(before.said_on)}")

    def _show_spoken(self, spoken: View, when: str = "") -> None:
        """What a voice said, with its marking, the way to put it right and the way to take it away."""
        session, name = self._session, f"{name_of(self._session.context, spoken)}{when}"
        self._priors.addWidget(
            label(f"{name}: {standpoint_of(session.context, spoken).words}", "small", wrap=True)
        )  # fmt: skip
        correct = button("Correct", lambda: self.correct(spoken), kind="link", small=True)
        correct.setAccessibleName(f"Correct the view of {name}")
        marking = standing_marking(session, spoken, f"Marking of the view of {name}")
        self._priors.addLayout(row(marking, correct, self._away(spoken), None))

    def correct(self, spoken: View) -> None:
        """Put right what was taken down of one view; what another says afterwards is another view."""
        self._follow(spoken)
        self.words.setFocus()

    def _follow(self, spoken: View | None) -> None:
        """Go on with a view that is put right, as it stands now: what is stored of it is its own, and not what was read
        when it was begun. Where it is gone nothing is put right any more; what was typed is kept."""
        if spoken is None:
            self._begin(self.begun_on)
            return
        self._correcting = spoken
        self._offer_levels()
        names = ("target", "kind", "agency_id", "who", "level", "words", "favourable", "answered", "dont_know",
                 "said_on", "evidence_id", "marking")  # fmt: skip
        stored = {name: getattr(spoken, name) for name in names}
        stored["level"] = level_held(spoken.scale_id, spoken.level)
        self._title.setText("Correct a view")
        self._send.setText("Record the correction")
        title = f"Correcting the view of {name_of(self._session.context, spoken)}"
        self.form.follow(f"view-change:{spoken.id}:{spoken.target}", title, stored)

    def _prior(self, prior: View) -> QWidget:
        context = self._session.context
        said = f"Prior, from last cycle. {name_of(context, prior)}: {standpoint_of(context, prior).words}"
        confirm = button("They confirm it", lambda: self._session.run(do(voices.confirm_view, prior=prior)), small=True)
        return holder(column(label(said, "small", wrap=True), confirm, spacing=4))

    def _away(self, view: View) -> QWidget:
        return button(
            "Take away", lambda: self._session.run(do(voices.take_view_away, view=view)), kind="link", small=True
        )

    def submit(self) -> None:
        """Record the view; what cannot be read is said and nothing is lost."""
        target, day = self.target.value(), self.said_on.value()
        if not self.form.ready() or day is None:
            return
        fields = {"favourable": self.favourable, "answered": self.answered, "dont_know": self.dont_know}
        for name, field in fields.items():
            if field.isVisible() and field.text().strip() and not field.text().strip().isdecimal():
                self.form.refuse(name, f"“{field.text().strip()}” is no number. Write how many people, in figures.")
                return
        counts = [self._number(field) for field in fields.values()]
        who = "" if self.who.isHidden() else self.who.text()
        survey = self.kind.value() is Voice.PRACTITIONERS
        favourable, answered, unsure = counts if survey else (None, None, None)
        scale, level = scale_and_level(self.level.value(), self._session.context.scale)
        if self._correcting is not None:
            before = self._correcting
            corrected = replace(
                before, target=TargetId(target), kind=self.kind.value(), agency_id=self.agency.value(), who=who,
                scale_id=scale, level=level,
                words=self.words.toPlainText(), favourable=favourable, answered=answered, dont_know=unsure,
                said_on=day, evidence_id=self.survey.value() if survey else None,
                marking=self.marking.value() or before.marking,
            )  # fmt: skip
            self._session.record(
                self.form, do(voices.correct_view, view=corrected), done=lambda _outcome: self.start(self.begun_on)
            )
            return
        self._session.record(
            self.form,
            do(
                voices.record_view, target=TargetId(target), kind=self.kind.value(), level=level,
                words=self.words.toPlainText(), agency_id=self.agency.value(), who=who,
                favourable=favourable, answered=answered, dont_know=unsure, said_on=day,
                evidence_id=self.survey.value() if survey else None, marking=self.marking.value(),
            ),
            done=lambda _outcome: self._show_priors(),
            anew=self._blank(None),
            stay=("target", "kind", "agency_id", "said_on", "evidence_id"),
        )  # fmt: skip

    @staticmethod
    def _number(field: Field) -> int | None:
        text = field.text().strip()
        return int(text) if text.isdecimal() else None


def _named(kind: Voice) -> str:
    words = as_shown(kind)
    return words[0].upper() + words[1:]
