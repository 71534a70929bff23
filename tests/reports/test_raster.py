"""A picture as pixels: as sharp as was asked, on white, with its words, and the same each time."""

from __future__ import annotations

import io
import threading

from PIL import Image

from scrutineer.reports.raster import picture_png
from tests.reports.documents import AGES, STEPS


def test_it_is_as_wide_and_as_sharp_as_was_asked():
    for dots in (72, 200):
        with Image.open(io.BytesIO(picture_png(AGES, 360, dots))) as image:
            assert image.width == 5 * dots
            assert round(image.info["dpi"][0]) == dots


def test_it_stands_on_white_and_something_is_drawn():
    with Image.open(io.BytesIO(picture_png(STEPS, 360))) as image:
        assert image.getpixel((0, 0))[:3] == (255, 255, 255)
        assert len(image.convert("RGB").getcolors(1_000_000)) > 20


def test_the_same_picture_gives_the_same_bytes():
    assert picture_png(STEPS, 360) == picture_png(STEPS, 360)
    assert picture_png(STEPS, 360) != picture_png(AGES, 360)


def test_two_threads_draw_at_once():
    wanted, drawn = picture_png(AGES, 360), []
    threads = [threading.Thread(target=lambda: drawn.append(picture_png(AGES, 360))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert drawn == [wanted] * 4
