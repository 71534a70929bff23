"""LibreOffice without a window, where this machine has it: what an office makes of a written file."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest


def pages_of(content: bytes, suffix: str, folder: Path) -> list[str]:
    """The text of each page as LibreOffice sets a file; skips where there is no LibreOffice that can."""
    program = shutil.which("soffice")
    if not program:
        pytest.skip("LibreOffice is not installed: Debian has it in libreoffice-writer and libreoffice-calc")
    file = folder / f"written.{suffix}"
    file.write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(file)]
    subprocess.run(command, capture_output=True, check=False, timeout=120)
    made = folder / "written.pdf"
    if not made.exists():
        if suffix == "docx" and not list(Path(program).resolve().parent.glob("libswlo*")):
            pytest.skip("LibreOffice is here without its Writer: Debian has it in libreoffice-writer")
        pytest.fail("LibreOffice could not open the file")
    document = pypdfium2.PdfDocument(made.read_bytes())
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return texts
