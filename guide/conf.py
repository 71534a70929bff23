"""How the guide is set as pages by Sphinx: `python3 dev.py guide` writes them into build/guide."""

from __future__ import annotations

import tomllib
from pathlib import Path

project = "Scrutineer"
author = "Scrutineer"
copyright = "Scrutineer. All rights reserved"  # noqa: A001 - the name that Sphinx reads
_PROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"
release = version = tomllib.loads(_PROJECT.read_text(encoding="utf-8"))["project"]["version"]
language = "en"
extensions = ["myst_parser"]
root_doc = "index"
exclude_patterns = ["ARCHITECTURE.md", "benchmarks.md", "how-to/add-*"]
suppress_warnings = ["myst.header"]  # a link that leads nowhere is never kept quiet: -W stops at it
myst_heading_anchors = 3
html_theme = "furo"
html_title = "Scrutineer"
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_theme_options = {"top_of_page_buttons": []}
templates_path = ["templates"]
