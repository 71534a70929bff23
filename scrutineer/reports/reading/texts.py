"""A text of a written file, and what it is doing there."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from scrutineer.reports.logos import pixels_of


class TextRole(Enum):
    """What a text of a file is doing there."""

    TEXT = "text"  # read from the beginning to the end
    AROUND = "around"  # heads and feet of pages, the contents, names of sheets
    PROPERTY = "property"  # what the file says of itself
    PICTURE = "picture"  # no text: the digest of a picture's pixels
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


def picture_and_words(content: bytes, where: str) -> Iterator[FileText]:
    """Which picture a file holds, by its pixels, and what it says beside them."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content)) as image:
            image.load()
            shown = pixels_of(image)
            kept = {**getattr(image, "text", {}), **{f"tag {tag}": value for tag, value in image.getexif().items()}}
    except (UnidentifiedImageError, OSError):
        yield alien(f"something in the place of {where}")
        return
    yield FileText(TextRole.PICTURE, where, shown)
    yield from (alien(f"“{name}” in {where}", str(value)) for name, value in kept.items())
