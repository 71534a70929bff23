"""Logos out of strangers' files: the pixels alone are kept, and a broken or hostile one is a sentence."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from scrutineer.errors import UserError
from scrutineer.exchange import logos


def written(image: Image.Image, form: str, **more: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **more)
    return out.getvalue()


def opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


@pytest.mark.parametrize(
    ("mode", "form"),
    [("RGB", "PNG"), ("RGBA", "PNG"), ("P", "PNG"), ("1", "PNG"), ("LA", "PNG"), ("I;16", "PNG"), ("L", "JPEG"),
     ("CMYK", "JPEG"), ("RGB", "JPEG")],
)  # fmt: skip
def test_every_kind_of_picture_becomes_one_plain_one(mode, form):
    image = opened(logos.taken_in("logo", written(Image.new(mode, (90, 30)), form)))
    assert (image.format, image.mode, image.size) == ("PNG", "RGB", (90, 30))


def test_nothing_but_pixels_is_kept():
    info = PngInfo()
    info.add_text("Author", "A person")
    photo = Image.new("RGB", (60, 20), "#1F4E79")
    tags = Image.Exif()
    tags[0x013B] = "A person"
    for content in (written(photo, "PNG", pnginfo=info), written(photo, "JPEG", exif=tags, comment=b"A person")):
        assert b"A person" in content
        assert b"A person" not in logos.taken_in("logo", content)


def test_what_shines_through_stands_on_white():
    image = opened(logos.taken_in("logo", written(Image.new("RGBA", (20, 20), (0, 0, 0, 0)), "PNG")))
    assert image.getpixel((3, 3)) == (255, 255, 255)


def test_a_picture_that_lies_on_its_side_is_put_upright():
    tags = Image.Exif()
    tags[0x0112] = 6
    assert opened(logos.taken_in("logo", written(Image.new("RGB", (90, 30)), "JPEG", exif=tags))).size == (30, 90)


def test_a_large_one_is_made_no_larger_than_it_can_be_printed():
    image = opened(logos.taken_in("logo", written(Image.new("RGB", (4_000, 1_000)), "PNG")))
    assert image.size == (1_200, 300)


def test_the_same_picture_gives_the_same_bytes():
    content = written(Image.linear_gradient("L"), "PNG")
    assert logos.taken_in("logo", content) == logos.taken_in("logo", content)


def claiming(wide: int, high: int) -> bytes:
    """A PNG that says it is so large, and holds next to nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "neither a PNG nor a JPEG"),
        (b"GIF89a" + bytes(20), "neither a PNG nor a JPEG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "neither a PNG nor a JPEG"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "damaged"),
        (b"\xff\xd8\xff" + bytes(200), "damaged"),
        (written(Image.new("RGB", (300, 300)), "PNG")[:200], "damaged"),
        (claiming(7_000, 10), "more than 6,000 pixels wide"),
        (claiming(5_000, 5_000), "16,000,000 in all"),
        (claiming(100_000, 100_000), "was not taken|damaged"),
        (bytes(6 * 1024**2), "larger than 5 MB"),
    ],
    ids=["empty", "gif", "svg", "png", "jpeg", "cut", "wide", "area", "bomb", "bytes"],
)
def test_a_broken_or_hostile_one_is_a_sentence(content, said):
    with pytest.raises(UserError, match=said) as refused:
        logos.taken_in("logo.png", content)
    assert "Nothing was changed." in refused.value.message
    assert refused.value.about == "logo"
