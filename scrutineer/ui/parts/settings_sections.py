"""The sections of Settings, in their order: whoever adds one adds it here, and its part in `ui.destinations`."""

from __future__ import annotations

from collections.abc import Callable

from scrutineer.ui.destinations import SettingsPart
from scrutineer.ui.parts.agencies_section import AgenciesSection
from scrutineer.ui.parts.challenges_section import ChallengesSection
from scrutineer.ui.parts.computer_sections import LockingSection, LookSection
from scrutineer.ui.parts.cycles_section import CyclesSection
from scrutineer.ui.parts.names_section import NamesSection
from scrutineer.ui.parts.partnership_sections import PartnershipSection, ScaleSection
from scrutineer.ui.parts.phrases_section import PhrasesSection, WordsSection
from scrutineer.ui.parts.safety_sections import BackupsSection, HistorySection, MappingsSection
from scrutineer.ui.parts.seats_section import SeatsSection
from scrutineer.ui.parts.settings_section import SettingsSection
from scrutineer.ui.parts.template_section import TemplateSection
from scrutineer.ui.session import Session
from scrutineer.ui.settings_access import SettingsAccess


def section_makers(session: Session, access: SettingsAccess) -> dict[SettingsPart, Callable[[], SettingsSection]]:
    """How each section is made on its first visit: those that are set up first, then the others."""
    return {
        SettingsPart.PARTNERSHIP: lambda: PartnershipSection(session),
        SettingsPart.AGENCIES: lambda: AgenciesSection(session),
        SettingsPart.SEATS: lambda: SeatsSection(session),
        SettingsPart.CYCLES: lambda: CyclesSection(session),
        SettingsPart.SCALE: lambda: ScaleSection(session),
        SettingsPart.TEMPLATE: lambda: TemplateSection(session),
        SettingsPart.CHALLENGES: lambda: ChallengesSection(session),
        SettingsPart.NAMES: lambda: NamesSection(session),
        SettingsPart.BACKUPS: lambda: BackupsSection(session),
        SettingsPart.MAPPINGS: lambda: MappingsSection(session),
        SettingsPart.PHRASES: lambda: PhrasesSection(session),
        SettingsPart.WORDS: lambda: WordsSection(session),
        SettingsPart.LOOK: lambda: LookSection(session, access),
        SettingsPart.LOCKING: lambda: LockingSection(session, access),
        SettingsPart.HISTORY: lambda: HistorySection(session),
    }
