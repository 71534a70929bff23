"""What a file is, by its content, and whether its zip is safe to open. Costs milliseconds."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib

from scrutineer.errors import UserError
from scrutineer.exchange import csv_text, open_xml

MAX_UNPACKED = 300 * 1024 * 1024  # bytes
MAX_PARTS = 5_000
MAX_RATIO = 200  # unpacked to packed, for parts over 10 MB
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BOOK_BEGINS = b"\x09\x08\x10\x00\x00\x06\x05\x00"  # the first record of the workbook's own part
_FILEPASS = 0x2F
_KEEP = "Nothing was changed."


def _refuse(name: str, what: str, advice: str) -> UserError:
    return UserError(f"{name} {what} {_KEEP}", advice)


def kind_of(name: str, content: bytes) -> str:
    """xlsx, xlsb, xls, ods, csv, html, xml or docx; a sentence for anything that is none of them."""
    if not content:
        raise _refuse(name, "is empty.", "Ask for the workbook again; the copy was lost on the way.")
    if content.startswith(b"PK"):
        return _zip_kind(name, content)
    if content.startswith(_OLE):
        if is_locked(content) or _has_password_record(content):
            raise needs_password(name)
        return "xls"
    return _text_kind(name, content)


def is_locked(content: bytes) -> bool:
    """Whether a file of today's Office is wrapped up with a password, whatever it is called."""
    return content.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in content


def _text_kind(name: str, content: bytes) -> str:
    """What a file that is neither zip nor old workbook is, by how its text begins."""
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff")) or bool(csv_text.utf_16(content))
    if content.startswith(b"%PDF"):
        raise _refuse(
            name, "is a PDF, not a workbook.", "Attach it as evidence, or ask for the workbook it was made from."
        )
    if content.startswith(b"{\\rtf"):
        raise _refuse(name, "is a text document (RTF), not a workbook.", "Ask for the workbook itself.")
    if b"\0" in content[:4096] and not wide:
        raise _refuse(
            name, "is not a workbook, whatever its name says.",
            "Open it to see what it is, and ask for the workbook itself.",
        )  # fmt: skip
    begins = csv_text.decoded(content[:8_192]).lstrip("\ufeff \t\r\n").casefold()
    if begins.startswith("<?xml") and "urn:schemas-microsoft-com:office:spreadsheet" in begins:
        return "xml"
    if begins.startswith("<") and any(tag in begins for tag in ("<html", "<table", "<body", "<!doctype html")):
        return "html"
    if "mime-version:" in begins[:200] and "multipart/related" in begins:
        raise _refuse(
            name, "is a web page saved as one file, with a workbook's name.", "Open it in Excel and save it as .xlsx."
        )
    ending = name.lower().rpartition(".")[2]
    tabbed = ending in {"xls", "xlsx"} and sum("\t" in line for line in begins.splitlines()[:20]) >= 2
    if ending in {"csv", "txt", "tsv"} or tabbed:
        return "csv"
    raise _refuse(
        name, "is not a workbook, whatever its name says: it is plain text.",
        "Open it to see what it is, and ask for the workbook itself.",
    )  # fmt: skip


def _has_password_record(content: bytes) -> bool:
    """Whether an old workbook says, in one of the records after its beginning, that the rest is encrypted."""
    place = content.find(_BOOK_BEGINS)
    for _ in range(8):
        if place < 0 or place + 4 > len(content):
            return False
        kind, length = int.from_bytes(content[place : place + 2], "little"), content[place + 2 : place + 4]
        if kind == _FILEPASS:
            return True
        place += 4 + int.from_bytes(length, "little")
    return False


def needs_password(name: str) -> UserError:
    """The workbook is encrypted."""
    return _refuse(name, "needs a password.", "Open it in Excel, save a copy without a password, and import the copy.")


def cut_short(name: str) -> UserError:
    """Part of the file is missing or spoiled."""
    return _refuse(
        name, "cannot be read: it is damaged, was cut short on the way, or is written in an unusual way.",
        "Ask for it to be sent again, or open it in Excel and save a repaired copy.",
    )  # fmt: skip


def _zip_kind(name: str, content: bytes) -> str:
    parts, begins, main = _looked_at(name, content)
    if b"opendocument.spreadsheet" in begins:
        return "ods"
    if main:
        return "xlsx"
    if "xl/workbook.bin" in parts:
        return "xlsb"
    if "word/document.xml" in parts:
        return "docx"
    for part, what in _OTHER_ZIPS.items():
        if part in parts or (part.encode() in begins):
            raise _refuse(name, f"is {what}, not a workbook.", "Attach it as evidence, or ask for the workbook itself.")
    raise _refuse(name, "is a zip file, but holds no workbook.", "Unpack it and import the workbook inside.")


_OTHER_ZIPS = {
    "ppt/presentation.xml": "a presentation",
    "opendocument.text": "a text document", "opendocument.presentation": "a presentation",
    "Index/Document.iwa": "a Numbers or Pages file: ask for it saved as .xlsx",
}  # fmt: skip
"""By a part or the type of a zip that is no workbook, what it is."""


def require_safe_zip(name: str, content: bytes) -> None:
    """Raise a sentence where a zip is damaged, or built in a way that no ordinary document is."""
    _looked_at(name, content)


def _looked_at(name: str, content: bytes) -> tuple[set[str], bytes, str]:
    """The parts of a zip that is safe to open, how its mimetype begins, and its workbook part where it is an xlsx."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_safe(name, archive)
            parts = set(archive.namelist())
            begins = _head(archive, "mimetype", 200) if "mimetype" in parts else b""
            return parts, begins, open_xml.main_part(archive)
    except RuntimeError as error:  # the zip's own password; NotImplementedError is one too
        raise needs_password(name) if "password" in str(error) else cut_short(name) from None
    except (zipfile.BadZipFile, EOFError, KeyError, OSError, ValueError, zlib.error, struct.error, lzma.LZMAError):
        raise cut_short(name) from None


def _head(archive: zipfile.ZipFile, part: str, length: int) -> bytes:
    with archive.open(part) as stream:
        return stream.read(length)


def _check_safe(name: str, archive: zipfile.ZipFile) -> None:
    infos = archive.infolist()
    names = [info.filename for info in infos]
    unsafe = (
        len(infos) > MAX_PARTS
        or sum(info.file_size for info in infos) > MAX_UNPACKED
        or any(i.file_size > 10_000_000 and i.file_size > MAX_RATIO * max(1, i.compress_size) for i in infos)
        or any(".." in part.split("/") or part.startswith("/") for part in names)
        or len(set(names)) != len(names)
        or any(_has_dtd(archive, part) for part in names if part.endswith((".xml", ".rels")))
    )
    if unsafe:
        raise _refuse(
            name, "is built in a way that no ordinary workbook is, and could harm this computer.",
            "Do not open it. Ask the sender to save it again in Excel and send it anew.",
        )  # fmt: skip


def _has_dtd(archive: zipfile.ZipFile, part: str) -> bool:
    head = _head(archive, part, 2048)
    return b"<!DOCTYPE" in head or b"<!ENTITY" in head
