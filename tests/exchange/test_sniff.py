"""What a file is, by its content alone, and what no workbook may hold."""

from __future__ import annotations

import io
import zipfile

import pytest

from scrutineer.errors import UserError
from scrutineer.exchange import sniff
from tests.conftest import RETURNS
from tests.exchange.made import parts, with_parts, xlsx, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refusal(content: bytes, name: str = "x.xlsx") -> UserError:
    with pytest.raises(UserError) as refused:
        sniff.kind_of(name, content)
    assert refused.value.message.startswith(name)
    assert refused.value.message.endswith("Nothing was changed.")
    assert refused.value.advice
    return refused.value


def test_kinds_are_told_by_content_not_by_name():
    assert sniff.kind_of("x.csv", xlsx(("x",))) == "xlsx"
    assert sniff.kind_of("x.xlsx", (RETURNS / "s11-hospital-trust.xls").read_bytes()) == "xls"
    assert sniff.kind_of("x", (RETURNS / "vcs-forum-self-assessment.ods").read_bytes()) == "ods"
    assert sniff.kind_of("x.xlsx", zipped({"xl/workbook.bin": b"x"})) == "xlsb"


@pytest.mark.parametrize("name", ["x.csv", "X.CSV", "x.txt", "x.tsv"])
def test_text_is_csv_where_its_name_says_so(name):
    assert sniff.kind_of(name, b"a,b\n") == "csv"
    assert sniff.kind_of(name, "a,b\n".encode("utf-16")) == "csv"


@pytest.mark.parametrize(("name", "content"), [
    ("letter.docx", b"Dear all"), ("x.csv", b"a,b\0\0\n"), ("photo.jpg", b"\xff\xd8\xff"),
    ("x.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
])  # fmt: skip
def test_what_is_neither_is_refused_whatever_its_name_says(name, content):
    assert "is not a workbook" in refusal(content, name).message


def test_nothing_at_all_is_refused():
    assert "is empty" in refusal(b"").message


def test_a_zip_that_is_no_workbook_is_said_so():
    assert "holds no workbook" in refusal(zipped({"letter.txt": b"hello"})).message
    assert sniff.kind_of("x.docx", zipped({"word/document.xml": b"<x/>"})) == "docx"


@pytest.mark.parametrize("content", [b"PK", b"PK\x03\x04" + bytes(40), xlsx(("x",))[:-30], xlsx(("x",))[:200]])
def test_a_zip_that_was_cut_short_is_said_so(content):
    assert "cut short" in refusal(content).message


@pytest.mark.parametrize(
    "content",
    [{"xl/workbook.xml": b"0" * 60_000_000}, {"../evil.xml": b"x", "xl/workbook.xml": b"x"}, {"/etc/x": b"x", "xl/workbook.xml": b"x"},
     {"xl/workbook.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}, {f"p{n}": b"" for n in range(5001)},
     {"xl/workbook.xml": b"<a/>", "xl/_rels/x.rels": b'<!ENTITY b "c">'}, {"xl/workbook.xml": b"<a/>", "a/../../b": b""}],
    ids=["bomb", "climbs out", "absolute", "dtd", "too many parts", "entity in relations", "climbs out of a folder"],
)  # fmt: skip
def test_hostile_zips_are_refused(content):
    assert "harm this computer" in refusal(zipped(content)).message


def test_two_parts_of_one_name_are_refused():
    """Two readers could each take another one of them."""
    stream = io.BytesIO(xlsx(("x",)))
    with zipfile.ZipFile(stream, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("xl/workbook.xml", b"<other/>")
    assert "harm this computer" in refusal(stream.getvalue()).message


def test_the_bounds_leave_room_for_what_people_send(monkeypatch):
    assert sniff.kind_of("x.xlsx", zipped({"xl/workbook.xml": b"<a/>", "xl/media/a.bin": b"0" * 9_000_000})) == "xlsx"
    assert sniff.kind_of("x.xlsx", with_parts(xlsx(("x",)), {"..notes/a..b.txt": b"x"})) == "xlsx"
    monkeypatch.setattr(sniff, "MAX_UNPACKED", 2_000)
    assert "harm this computer" in refusal(xlsx(("x",))).message


def test_a_zip_whose_parts_need_a_password_asks_for_a_copy_without_one():
    content = bytearray(zipped({"mimetype": b"x", "xl/workbook.xml": b"<a/>"}))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(signature)
        while place >= 0:
            content[place + flags] |= 1
            place = content.find(signature, place + 4)
    assert "needs a password" in refusal(bytes(content)).message


def test_an_old_workbook_that_is_encrypted_asks_for_a_copy_without_a_password():
    ole = OLE + bytes(504)
    begins = b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(12)
    write_protected = b"\x86\x00\x00\x00"
    encrypted = ole + begins + write_protected + b"\x2f\x00\x06\x00" + bytes(600)
    assert "needs a password" in refusal(encrypted, "x.xls").message
    assert sniff.kind_of("x.xls", ole + begins + b"\x42\x00\x02\x00" + bytes(600)) == "xls"
    assert sniff.kind_of("x.xls", ole) == "xls"


def test_a_new_workbook_that_is_encrypted_is_an_old_kind_of_file_with_a_package_in_it():
    content = OLE + bytes(100) + "EncryptedPackage".encode("utf-16-le") + bytes(100)
    assert "without a password" in refusal(content).advice


def test_records_that_run_past_the_end_of_an_old_workbook_are_no_password():
    begins = b"\x09\x08\x10\x00\x00\x06\x05\x00"
    assert sniff.kind_of("x.xls", OLE + begins) == "xls"
    assert sniff.kind_of("x.xls", OLE + begins + bytes(12) + b"\x42\x00\xff\xff") == "xls"


def test_a_refused_workbook_was_never_unpacked(monkeypatch):
    """The bomb is told by what the zip says of itself; unpacking it would be the harm."""
    content = zipped({"xl/workbook.xml": b"<a/>", "bomb.bin": b"0" * 60_000_000})

    def opened(_self, name: str, *_: object, **__: object) -> None:
        raise AssertionError(f"{name} was unpacked")

    monkeypatch.setattr(zipfile.ZipFile, "open", opened)
    assert "harm this computer" in refusal(content).message


def test_the_parts_of_an_ordinary_workbook_pass():
    assert sniff.kind_of("x.xlsx", zipped({str(name): part for name, part in parts(xlsx(("x",))).items()})) == "xlsx"
