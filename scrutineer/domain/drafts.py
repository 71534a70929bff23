"""What was typed into a form and not yet recorded: kept as it was typed, private always."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Draft:
    """The fields of one form as they were typed.

    `form` says which form and what it is about, such as "event:12": there is one draft for each. `title` says it to a
    person. `fields` holds every field by its name, its text untouched. `kept` is the UTC stamp of the keeping.
    """

    form: str
    title: str
    fields: Mapping[str, str] = field(hash=False)
    kept: str = ""


def in_words(draft: Draft) -> str:
    """Everything that was typed, each field under its name, its text untouched; fields left empty are left out."""
    parts = [f"{name.replace('_', ' ').capitalize()}:\n{text}" for name, text in draft.fields.items() if text.strip()]
    return "\n\n".join(parts)
