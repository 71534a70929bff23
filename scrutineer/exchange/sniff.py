"""What a file is, by its content, and whether its zip is safe to open. Costs milliseconds."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib

from scrutineer.errors import UserError

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
    """xlsx, xlsb, xls, ods or csv; a sentence for anything that is none of them."""
    if not content:
        raise _refuse(name, "is empty.", "Ask for the workbook again; the copy was lost on the way.")
    if content.startswith(b"PK"):
        return _zip_kind(name, content)
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content or _has_password_record(content):
            raise needs_password(name)
        return "xls"
    text = b"\0" not in content[:4096] or content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if name.lower().endswith((".csv", ".txt", ".tsv")) and text:
        return "csv"
    raise _refuse(
        name,
        "is not a workbook, whatever its name says.",
        "Open it to see what it is, and ask for the workbook itself.",
    )


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
    parts, begins = _looked_at(name, content)
    if b"opendocument.spreadsheet" in begins:
        return "ods"
    if "xl/workbook.xml" in parts:
        return "xlsx"
    if "xl/workbook.bin" in parts:
        return "xlsb"
    raise _refuse(name, "is a zip file, but holds no workbook.", "Unpack it and import the workbook inside.")


def require_safe_zip(name: str, content: bytes) -> None:
    """Raise a sentence where a zip is damaged, or built in a way that no ordinary document is."""
    _looked_at(name, content)


def _looked_at(name: str, content: bytes) -> tuple[set[str], bytes]:
    """The parts of a zip that is safe to open, and how its mimetype begins."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_safe(name, archive)
            parts = set(archive.namelist())
            return parts, _head(archive, "mimetype", 200) if "mimetype" in parts else b""
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
