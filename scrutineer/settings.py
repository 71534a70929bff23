"""Settings of the person at this machine: a typed schema, written atomically, never case material."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path

from scrutineer import paths
from scrutineer.errors import UserError
from scrutineer.inputs import MAX_TEXT_FILE, read_file
from scrutineer.outputs import write_atomically

VERSION = 1
PALETTES = ("light", "dark", "contrast")
LONGEST_IDLE = 24 * 60
"""Minutes: what is left alone longer than a day may as well never lock, which is 0."""


@dataclass(frozen=True, slots=True)
class Recent:
    """A casefile opened before: where it is, what it is called, when it was last open (ISO, local time)."""

    path: str
    partnership: str
    opened: str


@dataclass(frozen=True, slots=True)
class TableWidths:
    """What this person made of the columns of a table: their widths in pixels at 100%, 0 for one that was left alone,
    and the places of those left out."""

    table: str
    widths: tuple[int, ...]
    hidden: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting once, with its default."""

    version: int = VERSION
    palette: str = "light"  # one of PALETTES
    zoom: int = 100  # per cent: 100, 125, 150, 175 or 200
    idle_minutes: int = 10  # minutes without a key or the mouse before the casefile locks; 0 never
    reduced_motion: bool = False  # whether nothing moves by itself
    recent: tuple[Recent, ...] = field(default=())
    window: str = ""  # where the window stood when it was closed: left, top, width and height
    columns: tuple[TableWidths, ...] = field(default=())
    tour: int = 0  # the stop of the worked example's tour; with a minus before it where it was left, 0 for none


def settings_file() -> Path:
    """The settings' one file."""
    return paths.config() / "settings.json"


def load() -> tuple[Settings, str]:
    """Read the settings. A file that cannot be read is moved aside and said in the second value."""
    try:
        file = settings_file()
        if not os.path.lexists(file):
            return Settings(), ""
        return _typed(json.loads(read_file(file, MAX_TEXT_FILE).decode())), ""
    except (ValueError, TypeError, AttributeError, RecursionError):
        return Settings(), _moved_aside(file)
    except UserError as error:
        return Settings(), f"{error.message} The settings hold until you close."


def _moved_aside(file: Path) -> str:
    aside = file.with_suffix(".unreadable.json")
    try:
        os.replace(file, aside)
    except OSError:
        return "The settings could not be read, and cannot be kept. Those that the program comes with are used."
    return f"The settings could not be read. The old file is kept as {aside.name}."


def _typed(raw: dict[str, object]) -> Settings:
    known = {setting.name for setting in fields(Settings)}
    values = {key: value for key, value in raw.items() if key in known}  # a newer program may have written more
    recent, columns = values.pop("recent", ()), values.pop("columns", ())
    if not isinstance(recent, list | tuple) or not isinstance(columns, list | tuple):
        raise TypeError("recent and columns are lists")
    lists = {"recent": tuple(map(_recent, recent)), "columns": tuple(map(_table, columns))}
    typed = Settings(**_fitting(values), **lists)  # type: ignore[arg-type]
    return replace(typed, version=VERSION, zoom=min(200, max(100, int(typed.zoom))))


def _fitting(values: dict[str, object]) -> dict[str, object]:
    """The settings as their schema says; TypeError for one of another type, ValueError for what it cannot be."""
    for name, value in values.items():
        expected = type(getattr(Settings(), name))
        if type(value) is not expected:  # True is no number of minutes
            raise TypeError(f"{name} is no {expected.__name__}")
    if values.get("palette", "light") not in PALETTES:
        raise ValueError("there is no such palette")
    minutes = values.get("idle_minutes", 0)
    if not isinstance(minutes, int) or not 0 <= minutes <= LONGEST_IDLE:
        raise ValueError("a casefile cannot lock after so long")
    return values


def _recent(item: dict[str, object]) -> Recent:
    recent = Recent(**item)  # type: ignore[arg-type]
    if not all(isinstance(part, str) for part in (recent.path, recent.partnership, recent.opened)):
        raise TypeError("a recent casefile is said in three texts")
    return recent


def _table(item: dict[str, object]) -> TableWidths:
    table, widths, hidden = item.get("table"), item.get("widths"), item.get("hidden", [])
    if not isinstance(table, str) or not isinstance(widths, list) or not isinstance(hidden, list):
        raise TypeError("the columns of a table are said by its name and two lists")
    if not all(type(number) is int and number >= 0 for number in (*widths, *hidden)):
        raise TypeError("a width is a number of pixels, and a place a number")
    return TableWidths(table, tuple(widths), tuple(hidden))


def save(settings: Settings) -> None:
    """Write the settings whole or not at all."""
    write_atomically(settings_file(), json.dumps(asdict(settings), indent=1).encode())


def remember(settings: Settings, recent: Recent, keep: int = 8) -> Settings:
    """The settings with `recent` at the head of the recent casefiles."""
    others = tuple(item for item in settings.recent if item.path != recent.path)
    return replace(settings, recent=(recent, *others)[:keep])


def forget(settings: Settings, path: str) -> Settings:
    """The settings without one of the recent casefiles; the file itself, wherever it is, is left alone."""
    return replace(settings, recent=tuple(item for item in settings.recent if item.path != path))
