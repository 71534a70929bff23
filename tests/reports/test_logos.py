"""Which bytes are a logo, and how large it is set."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from scrutineer.errors import UserError
from scrutineer.reports.logos import ABOVE_TEXT, ON_PAPER, logo_of, pixels_of, size_of
from tests.pictures import disc_and_bar


def written(image: Image.Image, form: str = "PNG") -> bytes:
    out = io.BytesIO()
    image.save(out, form)
    return out.getvalue()


def test_a_logo_knows_its_size_its_words_and_its_pixels():
    logo = logo_of(disc_and_bar(), "A disc and a bar")
    assert (logo.wide, logo.high, logo.alternative) == (300, 100, "A disc and a bar")
    assert logo.pixels == logo_of(disc_and_bar(), "Other words").pixels
    assert logo.pixels != logo_of(disc_and_bar("#B3541E"), "A disc and a bar").pixels


def test_pixels_are_the_same_whatever_file_they_stand_in():
    image = Image.open(io.BytesIO(disc_and_bar()))
    assert pixels_of(Image.open(io.BytesIO(written(image, "BMP")))) == pixels_of(image)
    assert pixels_of(image.resize((100, 300))) != pixels_of(image)


@pytest.mark.parametrize(
    "content",
    [b"", b"no picture", disc_and_bar()[:90], written(Image.new("RGB", (20, 20)), "JPEG"),
     written(Image.new("RGBA", (20, 20))), written(Image.new("RGB", (1_300, 20)))],
    ids=["nothing", "words", "cut", "jpeg", "see-through", "too wide"],
)  # fmt: skip
def test_what_was_not_taken_in_here_is_no_logo(content):
    with pytest.raises(UserError, match="damaged"):
        logo_of(content, "A disc")


@pytest.mark.parametrize("size", [(300, 100), (100, 400), (1_200, 10)])
@pytest.mark.parametrize(("own_page", "room"), [(True, ON_PAPER), (False, ABOVE_TEXT)])
def test_it_is_set_as_large_as_its_place_allows_in_its_own_proportion(size, own_page, room):
    wide, high = size_of(logo_of(written(Image.new("RGB", size)), "A box"), own_page=own_page)
    assert wide / high == pytest.approx(size[0] / size[1])
    assert wide <= room[0] + 0.01
    assert high <= room[1] + 0.01
    assert wide == pytest.approx(room[0]) or high == pytest.approx(room[1])
