"""Pictures of pixels for tests, and what is in those of a file."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw


def disc_and_bar(colour: str = "#1F4E79", size: tuple[int, int] = (300, 100)) -> bytes:
    """A small logo as a PNG."""
    image = Image.new("RGB", size, "white")
    drawn = ImageDraw.Draw(image)
    drawn.ellipse((5, 5, 95, 95), fill=colour)
    drawn.rectangle((110, 40, 290, 60), fill=colour)
    written = io.BytesIO()
    image.save(written, "PNG")
    return written.getvalue()
