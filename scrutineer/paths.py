"""Where things are: one function a directory. Set SCRUTINEER_HOME to keep everything in one folder."""

from __future__ import annotations

import os
from pathlib import Path

from scrutineer.errors import UserError

CASEFILE_SUFFIX = ".scrutiny"
_PACKAGE = Path(__file__).resolve().parent
_SHIPPED = _PACKAGE / "shipped" if os.path.isdir(_PACKAGE / "shipped") else _PACKAGE.parent
"""In a wheel, what is shipped lies in the package; where the project is worked on, beside it (setup.py)."""


def resources() -> Path:
    """Icons, fonts, tokens and the worked example, as shipped."""
    return _SHIPPED / "resources"


def guide() -> Path:
    """The pages of the guide, as shipped."""
    return _SHIPPED / "docs"


def guide_pages() -> Path | None:
    """The guide set as pages, at its first; None where it was not set: in a checkout `dev.py guide` does it."""
    within = "build" if _PACKAGE.parent == _SHIPPED else ""
    first = _SHIPPED / within / "guide" / "index.html"
    return first if os.path.isfile(first) else None


def licences() -> Path:
    """The licences of everything that was built in, one after the other; a file that only a built program has."""
    return _SHIPPED / "licences.txt"


def _home(kind: str) -> Path:
    forced = os.environ.get("SCRUTINEER_HOME")
    if forced:
        folder = Path(forced) / kind
    else:
        import platformdirs

        folder = Path(getattr(platformdirs, f"user_{kind}_dir")("Scrutineer", appauthor=False))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            f"The folder {folder} cannot be made ({error.strerror}).", "Everything else works without it."
        ) from None
    return folder


def config() -> Path:
    """Settings of this person on this machine; never case material."""
    return _home("config")


def logs() -> Path:
    """The rotating local log."""
    return _home("log")


def state() -> Path:
    """What this machine remembers of the casefiles it opened; never case material."""
    return _home("state")


def copies() -> Path:
    """Copies of attached files while another program shows them: on this machine alone, for this person alone."""
    folder = _home("cache") / "open copies"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def documents() -> Path:
    """Where new casefiles are offered a home."""
    forced = os.environ.get("SCRUTINEER_HOME")
    if forced:
        return Path(forced)
    import platformdirs

    return Path(platformdirs.user_documents_dir())
