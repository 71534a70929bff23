"""The looks of a pack: rows that grow, counters that show, pages that print legibly."""

from __future__ import annotations

import io
import zipfile

import openpyxl

from scrutineer.exchange import pack_writer
from scrutineer.exchange.pack_layout import FIRST_ROW, QUESTIONS
from tests.exchange.made_packs import content, formulas, question, written


def test_counters_show_what_they_count_to_before_anything_works_them_out():
    stored = openpyxl.load_workbook(io.BytesIO(pack_writer.write(content())), data_only=True)["Instructions"]
    counts = {row[1].value: row[2].value for row in stored.iter_rows() if isinstance(row[2].value, int)}
    assert len(counts) == len(formulas(written()))
    assert counts.pop("Last cycle's answers still to confirm") == 1
    assert set(counts.values()) == {0}


def test_no_row_that_is_filled_in_has_a_fixed_height():
    archive = zipfile.ZipFile(io.BytesIO(pack_writer.write(content())))
    sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
    assert any(b'ht="' in sheet for sheet in sheets)
    assert not [sheet for sheet in sheets if b"customHeight" in sheet]


def test_columns_that_hold_nothing_in_a_first_pack_are_left_out_and_their_room_is_used():
    first, later = written(questions=(question(),)), written()
    heads = [[cell.value for cell in book[QUESTIONS.title][FIRST_ROW - 1][1:]] for book in (first, later)]
    assert [head for head in heads[1] if head not in heads[0]] == ["Last cycle's answer"]
    narrative = [book[QUESTIONS.title].column_dimensions["G"].width for book in (first, later)]
    assert narrative[0] > narrative[1]


def test_it_prints_at_nine_points_or_more():
    """Eleven points on the screen, fitted to the width of A4 across between its margins."""
    for book in (written(), written(questions=(question(earlier_wording="Once?", prior=True),))):
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                widths = [d.width for d in sheet.column_dimensions.values() if not d.hidden and d.width]
                pixels = sum(7 * width + 5 for width in widths)
                inches = 297 / 25.4 - sheet.page_margins.left - sheet.page_margins.right
                assert 11 * min(1, inches * 96 / pixels) >= 9, sheet.title


def test_longer_texts_have_taller_rows_within_bounds():
    book = written(
        questions=(question(), question("1b", question="word " * 60), question("1c", question="word " * 6000))
    )
    heights = [book["Self-assessment"].row_dimensions[FIRST_ROW + n].height for n in range(3)]
    assert heights[0] < heights[1] < heights[2] <= 400
