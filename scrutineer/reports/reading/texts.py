"""A text of a written file, and what it is doing there."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum


class TextRole(Enum):
    """What a text of a file is doing there."""

    TEXT = "text"  # read from the beginning to the end
    AROUND = "around"  # heads and feet of pages, the contents, names of sheets
    PROPERTY = "property"  # what the file says of itself
    ALIEN = "alien"  # where no report has any: comments, tracked changes, hidden or attached things, links outwards


@dataclass(frozen=True, slots=True)
class FileText:
    """One text, and where it stands in words that go on from “It holds”; for a property, its name."""

    role: TextRole
    where: str
    text: str


def alien(where: str, text: str = "") -> FileText:
    """Something that no report has, with what it says."""
    return FileText(TextRole.ALIEN, where, text)


def words_in_picture(content: bytes, where: str) -> Iterator[FileText]:
    """What a picture's file says beside its pixels."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content)) as image:
            image.load()
            kept = {**getattr(image, "text", {}), **{f"tag {tag}": value for tag, value in image.getexif().items()}}
    except (UnidentifiedImageError, OSError):
        yield alien(f"something in the place of {where}")
        return
    yield from (alien(f"“{name}” in {where}", str(value)) for name, value in kept.items())
