"""The text of a document in rich text (.rtf). In the reading process alone."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace

from scrutineer.exchange.table_lines import row_lines

_TOKEN = re.compile(
    rb"\\bin(?P<bytes>\d{1,9}) ?|\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<byte>[0-9a-fA-F]{2})"
    rb"|\\(?P<sign>[^a-zA-Z])|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)",
)
_UNREAD = frozenset(
    {
        *("fonttbl", "colortbl", "stylesheet", "listtable", "listoverridetable", "rsidtbl", "generator", "pict"),
        *("object", "nonshppict", "themedata", "datastore", "xmlnstbl", "latentstyles", "fldinst", "annotation"),
        *("atnid", "atnauthor", "revtbl", "template", "filetbl", "pgptbl", "userprops", "operator", "author"),
        *("title", "company", "mmathPr"),
    }
)
"""Groups that hold no words of the document."""
_EDGES = {
    "header": "head",
    "headerf": "head",
    "headerr": "head",
    "footer": "foot",
    "footerf": "foot",
    "footerr": "foot",
}
_SIGNS = {
    "par": "\n", "line": "\n", "sect": "\n", "page": "\n", "tab": "\t", "emdash": "—", "endash": "–", "lquote": "‘",
    "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ",
}  # fmt: skip
_MOMENTS = {"creatim": "made", "revtim": "saved"}


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds within a pair of braces: where words go, in a table or not, how many characters stand in for one."""

    where: str = "body"
    is_in_table: bool = False
    stand_in: int = 1
    moment: str = ""


class _Document:
    """A document as it is read: words by place, the row that is open, the days that its properties name."""

    def __init__(self) -> None:
        self.said: dict[str, list[str]] = {"head": [], "body": [], "foot": []}
        self.days: dict[str, dict[str, int]] = {}
        self.code_page = "cp1252"
        self._cells: list[str] = []
        self._cell: list[str] = []

    def say(self, group: _Group, words: str) -> None:
        """Words, or the end of a line, into the open cell or onto the page."""
        if group.where not in self.said:
            return
        if group.is_in_table and group.where == "body":
            self._cell.append(words)
        else:
            self.said[group.where].append(words)

    def use_code_page(self, number: int) -> None:
        """Bytes are signs of this code page from here on; of one that nobody knows they are read as before."""
        try:
            self.code_page = codecs.lookup(f"cp{number}").name
        except LookupError:
            return

    def end_cell(self) -> None:
        """The open cell ends."""
        self._cells.append("".join(self._cell))
        self._cell = []

    def end_row(self) -> None:
        """The open row ends."""
        if self._cell:
            self.end_cell()
        self.said["body"] += [row_lines(self._cells), "\n"]
        self._cells = []


def read(content: bytes) -> tuple[dict[str, str], str]:
    """What its properties say, and its text: the heads of its pages first, its body, the feet last."""
    if not content.lstrip().startswith(b"{\\rtf"):
        raise ValueError("this is no rich text")
    document = _Document()
    _read(content, document)
    document.end_row()
    parts = {where: _tidy("".join(words)) for where, words in document.said.items()}
    days = {
        word: f"{day['yr']:04}-{day['mo']:02}-{day['dy']:02}" for word, day in document.days.items() if len(day) == 3
    }
    return {**days, "foot": parts["foot"]}, "\n".join(part for part in parts.values() if part)


def _tidy(text: str) -> str:
    return "\n".join(line.strip() for line in text.split("\n") if line.strip())


def _read(content: bytes, document: _Document) -> None:
    groups, place, passed = [_Group()], 0, 0
    while (match := _TOKEN.search(content, place)) is not None:
        place = match.end()
        if match["bytes"]:
            place += int(match["bytes"])
        elif match["brace"] == b"{":
            groups.append(groups[-1])
        elif match["brace"]:
            if len(groups) > 1:
                groups.pop()
        elif match["word"]:
            word, number = match["word"].decode(), int(match["number"] or 1)
            groups[-1] = _take_word(document, groups[-1], word, number, bool(match["number"]))
            passed = groups[-1].stand_in if word == "u" else passed
        else:
            words = _words(match, document.code_page)
            kept = words[passed:] if passed else words
            passed = max(0, passed - len(words))
            if match["sign"] == b"*":
                groups[-1] = replace(groups[-1], where="none")  # what only some programs know
            else:
                document.say(groups[-1], kept)


def _words(match: re.Match[bytes], code_page: str) -> str:
    if match["byte"]:
        return bytes([int(match["byte"], 16)]).decode(code_page, "replace")
    if match["text"]:
        return match["text"].decode(code_page, "replace")
    return {b"~": "\u00a0", b"\\": "\\", b"{": "{", b"}": "}", b"\n": "\n", b"\r": "\n"}.get(match["sign"], "")


def _take_word(document: _Document, group: _Group, word: str, number: int, has_number: bool) -> _Group:
    """Do what a control word says, and how its group goes on."""
    if word in _SIGNS:
        document.say(group, _SIGNS[word])
    elif word == "u" and has_number:
        code = number % 65_536
        document.say(group, "\ufffd" if 0xD800 <= code < 0xE000 else chr(code))
    elif word == "ansicpg":
        document.use_code_page(number)
    elif word in {"cell", "nestcell"} and group.where == "body":
        document.end_cell()
    elif word in {"row", "nestrow"} and group.where == "body":
        document.end_row()
    elif group.moment and word in {"yr", "mo", "dy"}:
        document.days.setdefault(group.moment, {})[word] = number
    return _changed(group, word, number)


def _changed(group: _Group, word: str, number: int) -> _Group:
    if word in _UNREAD:
        return replace(group, where="none")
    if word in _EDGES and group.where != "none":
        return replace(group, where=_EDGES[word])
    if word in _MOMENTS or word == "info":
        return replace(group, where="none", moment=_MOMENTS.get(word, ""))
    if word in {"pard", "intbl"}:
        return replace(group, is_in_table=word == "intbl")
    return replace(group, stand_in=max(0, number)) if word == "uc" else group
