"""The recovery sheet: everything on it can be read, it fits a page, and its fonts are its own."""

from __future__ import annotations

import pypdfium2
import pytest

from scrutineer.reports.recovery_sheet import RecoverySheet, render

PLACE = "/home/somebody/Documents/Case files"


def sheet(place: str = PLACE, name: str = "North.scrutiny") -> RecoverySheet:
    return RecoverySheet(
        name=name, casefile_id="0123456789abcdef0123456789abcdef", place=place, backups=f"{place}/North backups",
        last_backup="Last backup 14:32, verified", day="20 November 2026",
    )  # fmt: skip


def pages_of(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    texts = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return texts


def test_it_says_what_is_needed_and_fits_a_page():
    (page,) = pages_of(render(sheet()))
    words = " ".join(page.split())
    for said in (
        "Recovery sheet", "North.scrutiny", "0123456789abcdef0123456789abcdef", PLACE, f"{PLACE}/North backups",
        "Last backup 14:32, verified", "Written 20 November 2026", "Copies elsewhere", "The passphrase, by hand",
        "The program never prints the passphrase", "On a new laptop", "choose Restore a backup",
        "Where the passphrase is lost", "Nothing can be done.",
    ):  # fmt: skip
        assert said in words


@pytest.mark.parametrize("place", ["/" + "very long folder name " * 40, "/<b>markup & more</b>", "C:\\Übung\\Ordner"])
def test_any_folder_is_printed_as_it_is(place):
    words = "".join("".join(pages_of(render(sheet(place)))).split())
    assert "".join(place.split()) in words


def test_the_same_sheet_gives_the_same_bytes_and_embeds_its_fonts():
    content = render(sheet())
    assert content == render(sheet())
    assert b"Helvetica" not in content
    assert b"/Lang (en-GB)" in content
