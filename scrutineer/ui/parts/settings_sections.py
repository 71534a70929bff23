"""The sections of Settings, in their order: whoever adds one adds it here, and its part in `ui.destinations`."""

from __future__ import annotations

from scrutineer.ui.parts.agencies_section import AgenciesSection
from scrutineer.ui.parts.computer_sections import LockingSection, LookSection
from scrutineer.ui.parts.cycles_section import CyclesSection
from scrutineer.ui.parts.partnership_sections import PartnershipSection, ScaleSection
from scrutineer.ui.parts.phrases_section import PhrasesSection, WordsSection
from scrutineer.ui.parts.safety_sections import BackupsSection, HistorySection, MappingsSection
from scrutineer.ui.parts.seats_section import SeatsSection
from scrutineer.ui.parts.settings_section import SettingsSection
from scrutineer.ui.session import Session
from scrutineer.ui.settings_access import SettingsAccess


def made_sections(session: Session, access: SettingsAccess) -> tuple[SettingsSection, ...]:
    """Every section: those that are set up first, then the others."""
    return (
        PartnershipSection(session),
        AgenciesSection(session),
        SeatsSection(session),
        CyclesSection(session),
        ScaleSection(session),
        BackupsSection(session),
        MappingsSection(session),
        PhrasesSection(session),
        WordsSection(session),
        LookSection(session, access),
        LockingSection(session, access),
        HistorySection(session),
    )
