"""The full reader: everything that a cell is beyond its value."""

from __future__ import annotations

import io
import re
from datetime import date, datetime, time

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.packaging.custom import IntProperty, StringProperty
from openpyxl.styles import PatternFill
from openpyxl.styles.colors import Color
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from scrutineer.exchange import full, reader
from tests.exchange.made import parts, saved, with_parts, xlsx

SHEET = "xl/worksheets/sheet1.xml"


def read(*rows: tuple, change=None) -> dict:
    return full.read(xlsx(*rows, change=change))["sheets"][0]


def marks(sheet: dict) -> dict[tuple[int, int], list]:
    return {(row, column): mark for row, column, *mark in sheet["marks"]}


def cell(value: object, **looks: object) -> tuple[object, list | None]:
    """What is read of one cell: its value, and its mark where it has one."""

    def change(_book, sheet) -> None:
        sheet["A1"] = value
        for name, look in looks.items():
            setattr(sheet["A1"], name, look)

    grid = read(change=change)
    return (grid["rows"][0][1][0] if grid["rows"] else None), marks(grid).get((1, 1))


def test_what_a_cell_holds_is_told_apart():
    made = openpyxl.Workbook()
    sheet = made.active
    sheet["A1"], sheet["A2"], sheet["A3"], sheet["A4"] = "=1/0", "#REF!", 0.25, True
    sheet["A2"].data_type = "e"
    sheet["A3"].number_format = "0%"
    sheet["A5"].fill = PatternFill("solid", fgColor="FF00B050")
    sheet["A6"] = "n"
    sheet["A6"].comment = Comment("see\u00a0below", "")
    sheet["A7"].fill = PatternFill("solid", fgColor=Color(theme=4))
    sheet["A8"].fill = PatternFill("solid", fgColor="FFFFFFFF")
    (got,) = reader.read_workbook("x.xlsx", saved(made)).sheets
    assert (got.at(1, 1).kind, got.at(2, 1).kind, got.at(4, 1).kind) == ("lost", "error", "flag")
    assert (got.at(3, 1).text, got.at(3, 1).percent, got.at(3, 1).number) == ("25%", True, 0.25)
    assert (got.at(5, 1).fill, got.at(5, 1).kind) == ("00B050", "blank")
    assert got.at(6, 1).comment == "see\u00a0below"
    assert len(got.at(7, 1).fill) == 6
    assert got.at(8, 1).kind == "blank"


@pytest.mark.parametrize(("value", "kept"), [
    ("text", "text"), (" spaced\u00a0", " spaced\u00a0"), (3, 3), (1.5, 1.5), (True, True), ("3", "3"), ("é ✓ 🙂", "é ✓ 🙂"),
    ("two\nlines", "two\nlines"), ("   ", None), ("x" * 32_000, "x" * 32_000),
])  # fmt: skip
def test_a_plain_value_has_no_mark(value, kept):
    assert cell(value) == (kept, None)


@pytest.mark.parametrize(("value", "text"), [
    (date(2026, 5, 14), "2026-05-14"), (datetime(2026, 5, 14, 9, 30), "2026-05-14 09:30:00"), (time(9, 30), "09:30:00"),
    (date(1900, 3, 1), "1900-03-01"), (date(1900, 1, 1), "1900-01-01"),
])  # fmt: skip
def test_a_day_is_its_text_and_a_mark(value, text):
    assert cell(value) == (text, ["date", "", "", False])


def test_a_number_shown_as_a_percentage_keeps_its_number():
    assert cell(0.29, number_format="0%") == (0.29, ["", "", "", True])
    assert cell("29%", number_format="0%") == ("29%", None)
    assert cell(True, number_format="0%") == (True, None)


@pytest.mark.parametrize(("fill", "colour"), [
    (PatternFill("solid", fgColor="FFffc000"), "FFC000"), (PatternFill("solid", fgColor="00FF0000"), "FF0000"),
    (PatternFill("solid", fgColor=Color(indexed=2)), "FF0000"), (PatternFill("solid", fgColor=Color(indexed=64)), ""),
    (PatternFill("gray125"), ""), (PatternFill("solid", fgColor="FFFFFFFF"), ""),
    (PatternFill("solid", fgColor=Color(theme=0)), ""), (PatternFill("solid", fgColor=Color(theme=1)), "000000"),
    (PatternFill("solid", fgColor=Color(theme=4)), "4F81BD"), (PatternFill("solid", fgColor=Color(theme=99)), ""),
])  # fmt: skip
def test_the_colour_of_a_cell_however_it_is_written(fill, colour):
    """White is the paper, and a pattern that is no solid fill is no answer."""
    mark = cell("x", fill=fill)[1]
    assert (mark[1] if mark else "") == colour


def test_a_theme_colour_made_lighter_or_darker_is_worked_out_as_spreadsheets_do():
    lighter = cell("x", fill=PatternFill("solid", fgColor=Color(theme=1, tint=0.5)))[1]
    darker = cell("x", fill=PatternFill("solid", fgColor=Color(theme=0, tint=-0.25)))[1]
    assert (lighter[1], darker[1]) == ("808080", "BFBFBF")


def test_a_threaded_comment_is_its_words_without_excels_notice():
    notice = (
        "[Threaded comment]\n\nYour version of Excel allows you to read this threaded comment; however, any edits to it "
        "will get removed if the file is opened in a newer version.\n\nComment:\n    Only at night"
    )
    assert cell("x", comment=Comment(notice, ""))[1] == ["", "", "Only at night", False]
    assert cell("x", comment=Comment("Comment: mine", ""))[1] == ["", "", "Comment: mine", False]


def with_result(formula: str, result: str, kind: str = "") -> dict:
    """One formula in B2 with the result that a spreadsheet stored for it."""
    content = xlsx(("score",), (None, formula))
    kind = f' t="{kind}"' if kind else ""
    part, times = re.subn(
        rb'<c r="B2"[^>]*><f>([^<]*)</f><v ?(?:/>|></v>)</c>',
        f'<c r="B2"{kind}><f>\\1</f><v>{result}</v></c>'.encode(), parts(content)[SHEET],
    )  # fmt: skip
    assert times == 1
    return full.read(with_parts(content, {SHEET: part}))["sheets"][0]


@pytest.mark.parametrize(("result", "kind", "value"), [
    ("3", "", 3), ("0", "", 0), ("Met", "str", "Met"), ("1", "b", True), ("0", "b", False),
])  # fmt: skip
def test_a_formula_is_the_result_that_was_stored(result, kind, value):
    """A nought that is stored is a value, and never the same as nothing."""
    sheet = with_result("=1+2", result, kind)
    assert dict(sheet["rows"])[2] == [None, value]
    assert (2, 2) not in marks(sheet)


@pytest.mark.parametrize("error", ["#DIV/0!", "#N/A", "#REF!", "#NAME?"])
def test_a_formula_whose_result_is_an_error_is_told_as_that_error(error):
    """Nothing was lost: the spreadsheet stored what it came to."""
    sheet = with_result("=1/0", error, "e")
    assert dict(sheet["rows"])[2] == [None, error]
    assert marks(sheet)[2, 2] == ["error", "", "", False]


def test_a_formula_that_gives_no_text_is_blank_and_an_error_without_a_name_is_still_an_error():
    assert (2, 2) not in marks(with_result("=IF(1,0)", "", "str"))
    assert marks(with_result("=1/0", "", "e"))[2, 2] == ["error", "", "", False]


def test_a_stored_nought_of_a_formula_is_a_value_and_only_a_missing_one_is_lost():
    content = xlsx(("score",), ("=1-1",), ("=1+1",))
    part = re.sub(rb"(<f>1-1</f>)<v ?(?:/>|></v>)", rb"\1<v>0</v>", parts(content)[SHEET])
    sheet = reader.read_workbook("x.xlsx", with_parts(content, {SHEET: part})).sheets[0]
    assert (sheet.at(2, 1).kind, sheet.at(2, 1).number) == ("number", 0.0)
    assert sheet.at(3, 1).kind == "lost"


def test_a_formula_in_a_sheet_too_large_to_read_twice_is_lost_and_never_a_nought(monkeypatch):
    monkeypatch.setattr(full, "_LARGEST_SPAN", 3)
    assert marks(with_result("=1+2", "3"))[2, 2] == ["lost", "", "", False]


def test_a_formula_far_from_the_corner_has_its_own_result():
    def change(_book, sheet) -> None:
        sheet["D7"] = "=1+2"

    content = xlsx(change=change)
    part = re.sub(rb"(<f>1\+2</f>)<v ?(?:/>|></v>)", rb"\1<v>3</v>", parts(content)[SHEET])
    (sheet,) = full.read(with_parts(content, {SHEET: part}))["sheets"]
    assert sheet["rows"] == [(7, [None, None, None, 3.0])]


def test_what_is_hidden_is_told_neighbouring_columns_each():
    def change(_book, sheet) -> None:
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions.group("B", "D", hidden=True)

    sheet = read(("a", "b", "c", "d", "e"), ("x",), change=change)
    assert (sheet["hidden_rows"], sheet["hidden_columns"]) == ([2], [2, 3, 4])


@pytest.mark.parametrize(("state", "visible"), [("visible", True), ("hidden", False), ("veryHidden", False)])
def test_whether_a_sheet_is_visible(state, visible):
    def change(book, _sheet) -> None:
        book.create_sheet("Other").sheet_state = state

    shown = full.read(xlsx(("x",), change=change))["sheets"]
    assert [grid["visible"] for grid in shown] == [True, visible]


def drop_downs(formula: str, cells: str = "C2:C9", setup=None) -> list:
    def change(book, sheet) -> None:
        lists = book.create_sheet("The lists")
        for number, text in enumerate(("Please select", "Met", None, 3), 1):
            lists.cell(number, 1, text)
        if setup:
            setup(book)
        rule = DataValidation(type="list", formula1=formula)
        sheet.add_data_validation(rule)
        rule.add(cells)

    return read(("x",), change=change)["drop_downs"]


CHOICES = ["Please select", "Met", "3"]


@pytest.mark.parametrize(("formula", "choices"), [
    ('"0, 1,2"', ["0", "1", "2"]), ("'The lists'!$A$1:$A$4", CHOICES), ("='The lists'!A1:A4", CHOICES),
    ("'The lists'!$A$2", ["Met"]), ("$A$1", ["x"]), ("INDIRECT(B2)", []), ("OFFSET(A1,0,0,3,1)", []),
    ("'The lists'!$A:$A", []),
])  # fmt: skip
def test_the_choices_of_a_drop_down_wherever_they_stand(formula, choices):
    """What would have to be worked out is no choice: nothing is run."""
    assert drop_downs(formula) == [["C2:C9", choices]]


def test_a_list_with_a_name_is_read_where_the_name_points():
    def name(book) -> None:
        book.defined_names["Levels"] = DefinedName("Levels", attr_text="'The lists'!$A$1:$A$4")

    assert drop_downs("Levels", setup=name) == [["C2:C9", CHOICES]]


def test_a_rule_that_is_no_list_is_no_drop_down():
    def change(_book, sheet) -> None:
        rule = DataValidation(type="whole", operator="between", formula1="0", formula2="3")
        sheet.add_data_validation(rule)
        rule.add("A1")

    assert read(("x",), change=change)["drop_downs"] == []


def test_drop_downs_are_carried_into_the_workbook():
    def change(book, sheet) -> None:
        for number, text in enumerate(("Please select", "Met"), 1):
            book["Lists"].cell(number, 1, text)
        for formula, cells in (("Lists!$A$1:$A$2", "C2:C9"), ('"0,1"', "D2")):
            rule = DataValidation(type="list", formula1=formula)
            sheet.add_data_validation(rule)
            rule.add(cells)

    book = openpyxl.Workbook()
    book.create_sheet("Lists")
    book.active["A1"] = "x"
    change(book, book.active)
    got = reader.read_workbook("x.xlsx", saved(book)).sheets[0]
    assert [(drop_down.cells, drop_down.choices) for drop_down in got.drop_downs] == [
        ("C2:C9", ("Please select", "Met")), ("D2", ("0", "1"))]  # fmt: skip


def test_merges_sizes_properties_and_titles():
    def change(book, sheet) -> None:
        book.custom_doc_props.append(StringProperty(name="token", value="a b"))
        book.custom_doc_props.append(IntProperty(name="edition", value=3))
        sheet.merge_cells("B2:C4")

    raw = full.read(xlsx(("a", "b"), change=change))
    assert raw["properties"] == {"token": "a b", "edition": "3"}
    (sheet,) = raw["sheets"]
    assert (sheet["name"], sheet["merges"], sheet["declared"]) == ("Return", [[2, 2, 4, 3]], [4, 3])


def test_a_sheet_of_charts_is_no_sheet_of_cells():
    from openpyxl.chart import BarChart

    book = openpyxl.Workbook()
    book.active["A1"] = "x"
    book.create_chartsheet("Chart").add_chart(BarChart())
    assert [sheet["name"] for sheet in full.read(saved(book))["sheets"]] == ["Sheet"]


def test_a_workbook_without_a_theme_has_no_theme_colours():
    def change(_book, sheet) -> None:
        sheet["A1"].fill = PatternFill("solid", fgColor=Color(theme=4))

    content = parts(xlsx(("x",), change=change))
    content["xl/theme/theme1.xml"] = b'<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/>'
    made = io.BytesIO(with_parts(xlsx(("x",), change=change), content))
    (sheet,) = full.read(made.getvalue())["sheets"]
    assert sheet["marks"] == []
