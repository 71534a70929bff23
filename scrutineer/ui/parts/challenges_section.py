"""Settings of challenges: in how many working days a reply is asked for, and by which stages one is escalated; and the
stages of disagreements about a case, of which totals alone are kept."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from scrutineer.domain.escalation import USUAL_STAGES
from scrutineer.operations import partnership
from scrutineer.ui.destinations import SettingsPart
from scrutineer.ui.kit.basic import button, holder, row
from scrutineer.ui.kit.combo import Combo
from scrutineer.ui.kit.field_line import FieldLine
from scrutineer.ui.kit.fields import Notes
from scrutineer.ui.ops import do
from scrutineer.ui.parts.kept_form import KeptForm
from scrutineer.ui.parts.settings_section import SettingsSection
from scrutineer.ui.session import Session

_DAYS = (5, 7, 10, 15, 20, 25, 30)


class ChallengesSection(SettingsSection):
    """What the local protocol says of replies and of escalation."""

    part = SettingsPart.CHALLENGES
    said = "What your local protocol says. What was recorded before keeps its days and its stages."

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.days = Combo(session.theme, _day_choices(15), name="Working days for a reply", called=_days_words)
        self.stages = Notes(name="Stages of escalation", hint="One stage a line, the first first", lines=5)
        self.case_stages = Notes(
            name="Stages of a disagreement about a case", hint=self.stages.placeholderText(), lines=4
        )
        self.form = KeptForm(
            session, self, lambda said: replace(session.context.partnership, **said),
            lambda details: do(partnership.set_partnership, details=details),
        )  # fmt: skip
        self.body.addWidget(self.form.note)
        days = FieldLine(
            "Reply asked for within", self.days,
            "Monday to Friday without England’s bank holidays. The day is offered, and you may give another.",
        )  # fmt: skip
        stages = FieldLine("Stages of escalation", self.stages, "Offered in this order as a challenge goes on.")
        case_stages = FieldLine(
            "Stages of a disagreement about a case", self.case_stages,
            "Between agencies, by the local resolution protocol. Counts of them stand on Plan, Structure.",
        )  # fmt: skip
        self.body.addWidget(days)
        self.form.line("reply_days", days)
        for name, line, notes in (("stages", stages, self.stages), ("case_stages", case_stages, self.case_stages)):
            self.body.addWidget(line)
            self.form.line(name, line, value=partial(_lines_of, notes))
        self.usual = button("Use the usual stages", self._use_usual, kind="link")
        stages.add_below(holder(row(self.usual, None)))
        self.body.addStretch(1)

    def _use_usual(self) -> None:
        self.stages.setPlainText("\n".join(USUAL_STAGES))
        self.form.commit("stages")

    def refresh(self) -> None:
        """Show what is recorded; what is being typed stays."""
        recorded = self.session.context.partnership
        self.days.set_choices(_day_choices(recorded.reply_days))
        self.usual.setVisible(recorded.stages != USUAL_STAGES)
        stored = {
            "reply_days": recorded.reply_days, "stages": "\n".join(recorded.stages),
            "case_stages": "\n".join(recorded.case_stages),
        }  # fmt: skip
        self.form.follow("challenges-settings", "Challenges, in Settings", stored)


def _lines_of(notes: Notes) -> tuple[str, ...]:
    """Each line that says something, once."""
    lines = (" ".join(line.split()) for line in notes.toPlainText().splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))


def _days_words(days: int) -> str:
    return f"{days} working days"


def _day_choices(standing: int) -> list[tuple[str, object]]:
    """The numbers of days that are usual; one that was chosen elsewhere is among them."""
    return [(_days_words(days), days) for days in sorted({*_DAYS, standing})]
