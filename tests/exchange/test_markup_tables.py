"""Web pages and Excel's XML of 2003 that call themselves .xls."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.errors import UserError
from scrutineer.exchange import markup_tables, reader, sniff

PAGE = """<html><head><style>td {color: red}</style></head><body><p>Return of the trust</p>
<table><tr><th rowspan=2>Ref</th><th colspan="2">Police</th></tr><tr><th>Self</th><th>Panel</th></tr>
<tr><td>1.1<td>3<td>2</tr><tr><td>1.2<td>A &amp; E<br>visits<td>&nbsp;</tr></table>
<table></table><table><tr><td>Notes</td></tr></table></body></html>"""
XML_2003 = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="Audit"><Table><Row><Cell ss:MergeAcross="1"><Data ss:Type="String">Ref</Data></Cell>
<Cell><Data ss:Type="String">Score</Data></Cell></Row>
<Row ss:Index="4"><Cell><Data ss:Type="String">1.1</Data></Cell><Cell ss:Index="3"><Data ss:Type="Number">3</Data>
<Comment><Data>the panel said 2</Data></Comment></Cell></Row>
<Row><Cell ss:Index="3" ss:Formula="=1/0"><Data ss:Type="Error">#DIV/0!</Data></Cell></Row></Table></Worksheet></Workbook>"""


@pytest.mark.parametrize(
    "painted", ['<td bgcolor="#00B050">', '<td style="background: red">', '<tr style="display:none"><td>']
)
def test_a_page_that_paints_or_hides_cells_says_that_its_looks_were_not_read(painted):
    assert reader.read_workbook("return.xls", PAGE.encode()).looks_read
    assert not reader.read_workbook("return.xls", PAGE.replace("<td>", painted, 1).encode()).looks_read


def test_each_table_of_a_page_is_a_sheet_with_its_spans():
    assert sniff.kind_of("return.xls", PAGE.encode()) == "html"
    first, second = reader.read_workbook("return.xls", PAGE.encode()).sheets
    assert [[first.text(row, column) for column in (1, 2, 3)] for row in (1, 2, 3, 4)] == [
        ["Ref", "Police", ""], ["", "Self", "Panel"], ["1.1", "3", "2"], ["1.2", "A & E visits", ""]]  # fmt: skip
    assert first.merges == ((1, 1, 2, 1), (1, 2, 1, 3))
    assert second.text(1, 1) == "Notes"


def test_excels_xml_of_2003_is_read_with_errors_comments_and_rows_that_were_skipped():
    assert sniff.kind_of("return.xls", XML_2003.encode()) == "xml"
    (sheet,) = reader.read_workbook("return.xls", XML_2003.encode()).sheets
    assert (sheet.text(1, 3), sheet.at(4, 3).number, sheet.at(4, 3).comment) == ("Score", 3.0, "the panel said 2")
    assert (sheet.at(5, 3).kind, sheet.merges) == ("error", ((1, 1, 1, 2),))


@pytest.mark.parametrize(
    "content", [b"Ref\tStandard\tScore\n1.1\tA lead\t3\n", "Ref\tScore\n1.1\t3\n".encode("utf-16-le")]
)
def test_tabbed_text_that_calls_itself_xls_is_a_table(content):
    (sheet,) = reader.read_workbook("return.xls", content).sheets
    assert (sheet.text(1, 1), sheet.text(2, 1)) == ("Ref", "1.1")


@pytest.mark.parametrize(
    ("content", "what"),
    [(b"%PDF-1.7\n", "a PDF"), (b"{\\rtf1 x}", "RTF"), (b"MIME-Version: 1.0\nContent-Type: multipart/related;\n", "a web page"),
     (b"Dear all, the return is late.", "plain text")],
)  # fmt: skip
def test_a_refusal_says_what_the_file_is(content, what):
    with pytest.raises(UserError) as refused:
        sniff.kind_of("return.xls", content)
    assert what in refused.value.message


@given(st.text(max_size=300))
def test_any_page_is_a_table_or_none_and_nothing_breaks(text):
    for sheet in markup_tables.read_html(f"<table><tr><td>{text}".encode())["sheets"]:
        assert all(values for _, values in sheet["rows"])
