"""Names of files that came from somebody else: made safe to write, and whether one may be opened or only saved."""

from __future__ import annotations

import unicodedata

OPENED = frozenset(
    {
        *("pdf", "txt", "md", "csv", "rtf", "eml", "msg"),
        *("docx", "doc", "odt", "xlsx", "xls", "ods", "pptx", "ppt", "odp"),
        *("png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "webp", "heic"),
        *("mp3", "m4a", "wav", "ogg", "mp4", "mov"),
    }
)
"""The kinds of file that another program shows. Every other kind may run something, and is only ever saved."""

WORKBOOKS = frozenset({"xlsx", "xlsm", "xls", "xlsb", "ods", "csv"})
"""The kinds of file that answers are read from."""

KEPT = OPENED | WORKBOOKS
"""The kinds of file that are kept where several come at once: documents, pictures, recordings, workbooks."""

_PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xca\xfe\xba\xbe",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
    b"L\x00\x00\x00\x01",
)
"""How programs, scripts and shortcuts begin, whatever they are called."""

_RESERVED = frozenset(
    ["CON", "PRN", "AUX", "NUL", *(f"{port}{number}" for port in ("COM", "LPT") for number in range(10))]
)
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_LONGEST = 120  # characters: folders of any system have room for it


def ending(name: str) -> str:
    """The ending of a name in small letters, without its dot; "" where it has none."""
    stem, dot, last = name.rpartition(".")
    return last.lower() if dot and stem else ""


def safe_name(name: str) -> str:
    """A name that any system can write and that looks like what it is; its ending stays.

    Separators, control characters and those that turn the direction of text round become “_”: a name can neither lead
    out of its folder nor hide its ending.
    """
    characters = unicodedata.normalize("NFC", name)
    plain = "".join("_" if _is_unsafe(character) else character for character in characters).strip(" .")
    last = ending(plain)
    stem = (plain[: -len(last) - 1] if last else plain).rstrip(" .")
    if not stem or stem.split(".")[0].rstrip().upper() in _RESERVED:
        stem = f"_{stem}"
    room = _LONGEST - len(last) - 1
    while len(stem.encode()) > room:
        stem = stem[:-1]
    return f"{stem.rstrip(' .')}.{last}" if last and len(last) <= 20 else stem or "_"


def shown_name(name: str) -> str:
    """A name as it is shown, the one way in which the name of a file becomes words: what cannot be seen, and what turns
    the direction of text round, is shown as a mark, so that no name hides its ending or breaks the line."""
    return "".join("\ufffd" if unicodedata.category(sign) in _UNSEEN else sign for sign in name)


def _is_unsafe(character: str) -> bool:
    return character in '/\\:*?"<>|' or unicodedata.category(character) in _UNSEEN


def why_only_saved(name: str, content: bytes) -> str:
    """Why a file is not opened but only saved, in words; "" where it may be opened."""
    kind = ending(safe_name(name))
    if content.startswith(_PROGRAMS):
        return f"{name} begins as a program does, and programs are never run from a casefile."
    if kind not in OPENED:
        return (
            f"Files that end in .{kind} can run something."
            if kind
            else "What a file without an ending is, is not known."
        )
    return ""
