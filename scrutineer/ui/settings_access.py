"""What the settings page needs of the window: this person's settings, and the way to change them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from scrutineer.settings import Settings


class SettingsAccess(Protocol):
    """Whoever holds the settings."""

    settings: Settings
    change_settings: Callable[[Settings], None]
