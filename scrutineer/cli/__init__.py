"""Headless verbs: the same operations as the window. Exit 0 done, 2 a sentence on stderr that says what to do."""

from scrutineer.cli.verbs import VERBS, Window, run

__all__ = ["VERBS", "Window", "run"]
