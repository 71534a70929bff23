"""Printing beside ReportLab's own bare, untagged tables of the same words, of 200 and 2,000 challenges.

Run by `python3 dev.py bench`. Each is measured in a process of its own, so that its memory is its own; the bare tables
are one a challenge, since one table of everything costs ReportLab the square of its rows.
"""

from __future__ import annotations

import io
import subprocess
import sys
import time
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scrutineer.reports.document import Document, lines
from tests.reports.documents import MADE, challenges


def ours(made: Document) -> bytes:
    from scrutineer.reports.paged import render

    return render(made, made=MADE)


def bare(made: Document) -> bytes:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    from scrutineer.reports.style import REGULAR, register_fonts

    register_fonts()
    look = ParagraphStyle("words", fontName=REGULAR, fontSize=12, leading=17)
    story = [
        Table(
            [[Paragraph(escape(line.text), look)] for line in section], style=[("FONTNAME", (0, 0), (-1, -1), REGULAR)]
        )
        for _, section in groupby(lines(made), key=lambda line: line.section)
    ]
    stream = io.BytesIO()
    SimpleDocTemplate(stream, initialFontName=REGULAR).build(story)
    return stream.getvalue()


def measured(way: str, number: int) -> tuple[float, float, float]:
    """Seconds of the processor, megabytes at most, and megabytes of the file, in a process of its own."""
    done = subprocess.run([sys.executable, __file__, way, str(number)], capture_output=True, text=True, check=True)
    seconds, most, size = map(float, done.stdout.split())
    return seconds, most, size


def alone(way: str, number: int) -> None:
    """One measurement, for the process that asked."""
    made = challenges(number)
    begun = time.process_time()
    content = {"ours": ours, "bare": bare}[way](made)
    seconds = time.process_time() - begun
    try:
        import resource

        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024 * 1024)
    except ImportError:  # Windows keeps no such count
        most = 0.0
    print(seconds, most, len(content) / 1e6)


def main() -> None:
    for number in (200, 2_000):
        (own, own_most, own_size), (plain, plain_most, plain_size) = (measured(way, number) for way in ("ours", "bare"))
        print(
            f"print {number:,} challenges, tagged: {own:.2f} s, {own_most:.0f} MB at most, a file of {own_size:.1f} MB"
        )
        print(f"  bare untagged tables of the same words: {plain:.2f} s, {plain_most:.0f} MB, {plain_size:.1f} MB")
        print(f"  ratio {own / plain:.2f} (2 is what it may be)", flush=True)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        alone(sys.argv[1], int(sys.argv[2]))
    else:
        main()
