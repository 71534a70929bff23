"""A template of reports as a small TOML file: made once, carried to the next. Every mistake is named by its place."""

from __future__ import annotations

import base64
import binascii
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from scrutineer.domain.rules import problems_of
from scrutineer.domain.template import ReportTemplate, written_titles
from scrutineer.domain.words import shortened

_PLACES: Final = {
    "name": ("", "name"),
    "above": ("cover", "above"),
    "cover": ("cover", "words"),
    "numbered": ("headings", "numbered"),
    "headings": ("headings", "titles"),
    "closing_title": ("closing", "title"),
    "closing": ("closing", "words"),
    "heading_colour": ("colours", "headings"),
    "line_colour": ("colours", "lines"),
    "alternative": ("logo", "alternative"),
}
"""By field of a template, the table and the key that say it."""
_PICTURE: Final = ("logo", "picture")
_KINDS: Final = {"numbered": bool, "headings": dict}
_EXPECTED: Final = {bool: "true or false", dict: "a table", str: "a text in quotation marks"}


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong in a file, and where: the table and the key, or the line."""

    place: str
    words: str

    def __str__(self) -> str:
        return f"{self.place}: {self.words}"


@dataclass(frozen=True, slots=True)
class ReadTemplate:
    """What a file says. `template` is None where something is wrong; `picture` are its logo's bytes, unread yet."""

    template: ReportTemplate | None
    picture: bytes = b""
    mistakes: tuple[Mistake, ...] = ()


def written_template(template: ReportTemplate, picture: bytes) -> str:
    """The text of a template with its logo inside; `read_template` gives both back."""
    import tomli_w

    content: dict[str, Any] = {}
    for field, (table, key) in _PLACES.items():
        value = template.titles if field == "headings" else getattr(template, field)
        if value:
            (content.setdefault(table, {}) if table else content)[key] = value
    if picture:
        content.setdefault(_PICTURE[0], {})[_PICTURE[1]] = base64.b64encode(picture).decode("ascii")
    return tomli_w.dumps(content, multiline_strings=True)


def read_template(text: str) -> ReadTemplate:
    """A template from its text, or every mistake in it."""
    try:
        raw = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return ReadTemplate(None, mistakes=(Mistake("The file", f"it is no TOML ({error})."),))
    mistakes = [*_unknown(raw)]
    said = dict(_said(raw, mistakes))
    picture = _picture(raw, mistakes)
    if "name" not in said and not any(mistake.place == "name" for mistake in mistakes):
        mistakes.append(Mistake("name", "it is missing. Say what the template is called."))
    template = ReportTemplate(**{"name": "Unnamed", **said}, logo="in the file" if picture else None)
    problems = dict.fromkeys((*problems_of(template, "template"), *template.problems()))
    mistakes += [Mistake(_place(*_PLACES[known.about]), f"{known.message}. {known.advice}") for known in problems]
    if mistakes:
        return ReadTemplate(None, mistakes=tuple(mistakes))
    return ReadTemplate(template, picture)


def _place(table: str, key: str) -> str:
    return f"[{table}] {key}" if table else key


def _unknown(raw: Mapping[str, Any]) -> Iterator[Mistake]:
    """Tables and keys that no template has: a slip of the keyboard would otherwise do nothing, unnoticed."""
    known = {*_PLACES.values(), _PICTURE}
    tables = {table for table, _ in known if table}
    for name, value in raw.items():
        if name in tables and isinstance(value, dict):
            for key in value:
                if (name, key) not in known:
                    yield Mistake(_place(name, key), "no template has it. Look at how it is spelt.")
        elif name in tables:
            yield Mistake(f"[{name}]", "it is no table. Write its parts below it.")
        elif ("", name) not in known:
            yield Mistake(
                f"[{name}]" if isinstance(value, dict) else name, "no template has it. Look at how it is spelt."
            )


def _at(raw: Mapping[str, Any], table: str, key: str) -> Any:
    inside = raw.get(table, {}) if table else raw
    return inside.get(key) if isinstance(inside, dict) else None


def _said(raw: Mapping[str, Any], mistakes: list[Mistake]) -> Iterator[tuple[str, Any]]:
    for field, (table, key) in _PLACES.items():
        value = _at(raw, table, key)
        kind = _KINDS.get(field, str)
        if value is None:
            continue
        if not isinstance(value, kind):
            mistakes.append(Mistake(_place(table, key), f"it is not {_EXPECTED[kind]}."))
        elif field == "headings":
            yield field, _titles(_at(raw, table, key), mistakes)
        else:
            yield field, value.strip("\n") if isinstance(value, str) else value


def _titles(value: Mapping[str, Any], mistakes: list[Mistake]) -> str:
    """What headings are called instead; one that is no text, or would not be one line, is named by itself."""
    kept = {}
    for usual, own in value.items():
        if not isinstance(own, str) or "=" in usual or "\n" in f"{usual}{own}":
            mistakes.append(Mistake(f"[headings.titles] {shortened(usual, 60)}", "it is not one line of text."))
        else:
            kept[usual] = own
    return written_titles(kept)


def _picture(raw: Mapping[str, Any], mistakes: list[Mistake]) -> bytes:
    value = _at(raw, *_PICTURE)
    if value is None or value == "":
        return b""
    try:
        return base64.b64decode("".join(value.split()), validate=True)
    except (binascii.Error, ValueError, AttributeError):
        mistakes.append(Mistake(_place(*_PICTURE), "it is no picture written in base64."))
        return b""
