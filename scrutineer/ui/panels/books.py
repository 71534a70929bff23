"""The pages that are made of several: Steps and Learning."""

from __future__ import annotations

from scrutineer.ui.panels.book import BookPanel, Tab
from scrutineer.ui.session import Session

STEPS = (
    Tab("lines", "Line by line", "steps", "StepsPanel"),
    Tab("views", "Voices", "views", "ViewsPanel"),
    Tab("strength", "Strength", "strength", "StrengthPanel"),
    Tab("coverage", "Coverage", "coverage", "CoveragePanel"),
    Tab("years", "Year on year", "years", "YearsPanel"),
    Tab("frameworks", "Frameworks", "frameworks", "FrameworksPanel"),
)
LEARNING = (
    Tab("contradictions", "Contradictions", "contradictions", "ContradictionsPanel"),
    Tab("outcomes", "Outcomes", "outcomes", "OutcomesPanel"),
    Tab("across", "Across areas", "across", "AcrossPanel"),
    Tab("merge", "Scrutineers", "merge", "MergePanel"),
)


class StepsBook(BookPanel):
    """Steps: line by line, all voices, strength, coverage, year on year, frameworks."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, STEPS, "Ways to look at the steps")


class LearningBook(BookPanel):
    """Learning: contradictions, outcomes, other partnerships, other scrutineers."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, LEARNING, "Learning")
