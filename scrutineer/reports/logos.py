"""A partnership’s logo as it goes into documents, and what tells whether a picture in a file is that one."""

from __future__ import annotations

import hashlib
import io
from typing import Any, Final

from scrutineer.errors import UserError
from scrutineer.reports.document import Logo

MOST_WIDE, MOST_HIGH = 1_200, 480
"""Pixels of a logo that is kept: whatever is larger was not taken in by this program."""
ON_PAPER: Final = (170.0, 56.0)
"""Points that it may take on a cover."""
ABOVE_TEXT: Final = (130.0, 36.0)
"""Points where the text begins below it on the same page."""


def logo_of(content: bytes, alternative: str) -> Logo:
    """The kept bytes as a logo; a sentence where they are no picture that was taken in here."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content), formats=("PNG",)) as image:
            wide, high = image.size
            if image.mode != "RGB" or wide > MOST_WIDE or high > MOST_HIGH:
                raise ValueError
            image.load()
            return Logo(content, wide, high, alternative, pixels_of(image))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise UserError("The logo that is kept is damaged.", "Choose its picture again.") from None


def pixels_of(image: Any) -> str:
    """The digest of a picture’s size and colours, whatever file they stand in."""
    shown = image if image.mode == "RGB" else image.convert("RGB")
    return hashlib.sha256(f"{shown.width} {shown.height} ".encode() + shown.tobytes()).hexdigest()


def size_of(logo: Logo, *, own_page: bool) -> tuple[float, float]:
    """How large it is set, in points: as large as its place allows, in its own proportion."""
    most_wide, most_high = ON_PAPER if own_page else ABOVE_TEXT
    scale = min(most_wide / logo.wide, most_high / logo.high)
    return logo.wide * scale, logo.high * scale
