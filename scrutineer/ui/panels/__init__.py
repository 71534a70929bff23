"""The pages, made on first visit."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from scrutineer.ui.panels.base import Panel
    from scrutineer.ui.session import Session

_PANELS = {
    "home": ("home", "HomePanel"), "steps": ("books", "StepsBook"), "evidence": ("evidence", "EvidencePanel"),
    "returns": ("returns", "ReturnsPanel"), "challenges": ("challenges", "ChallengesPanel"),
    "learning": ("books", "LearningBook"),
    "reports": ("reports", "ReportsPanel"), "settings": ("settings", "SettingsPanel"),
}  # fmt: skip


def make_panel(page: str, session: Session, workspace: Any) -> Panel:
    """A page by its name; only the settings page is handed the workspace."""
    module, name = _PANELS[page]
    made = getattr(import_module(f"scrutineer.ui.panels.{module}"), name)
    return cast("Panel", made(session, workspace) if page == "settings" else made(session))
