"""Tags and attributes of XML by their own names: programs write one format with different prefixes."""

from __future__ import annotations

from typing import Any


def local(tag: Any) -> str:
    """A tag or an attribute's name without its namespace."""
    return str(tag).rpartition("}")[2]


def attribute(element: Any, name: str) -> str:
    """What an attribute says, by its own name; "" where it is not there."""
    return next((value for key, value in element.attrib.items() if local(key) == name), "")
