"""Files that leave the program: written beside their place, then put there whole."""

from __future__ import annotations

import os
from pathlib import Path

from scrutineer.errors import UserError


def write_file(out: Path, content: bytes) -> None:
    """Write a file so that nobody ever finds half of it. A folder that cannot be written is a sentence."""
    whole = out.with_name(f".{out.name}.part")
    try:
        whole.write_bytes(content)
        os.replace(whole, out)
    except OSError as error:
        raise UserError(
            f"{out.name} could not be written ({error.strerror}). Nothing was changed.", "Choose another folder."
        ) from None
