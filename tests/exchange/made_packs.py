"""Packs made for tests: what one asks, and the workbook that it is."""

from __future__ import annotations

import io
from datetime import date

import openpyxl

from scrutineer.domain.packs import AskedChallenge, AskedQuestion, PackContent
from scrutineer.exchange import pack_writer


def question(code: str = "1a", **more) -> AskedQuestion:
    plain = {"step": "1 Leadership", "number": code, "question": f"Question {code}?", "evidence": "Minutes"}
    return AskedQuestion(id=f"six-steps:{code}", **(plain | more))


CHALLENGE = AskedChallenge(
    id="challenge:7", reference="C7", question="Why so few?", raised="1 May 2026", due="1 June 2026", test="Figures."
)


def content(**more) -> PackContent:
    plain = {
        "token": "tok-1", "partnership": "Testshire Safeguarding Children Partnership", "agency": "Police", "cycle": "Cycle 1",
        "framework": "Six Steps", "framework_version": "2", "due": date(2026, 12, 4),
        "questions": (question(), question("1b", level="Met", narrative="Last year", sources="E1", prior=True)),
        "levels": (("Not met", "Nothing is in place."), ("Met", "It is in place.")),
        "challenges": (CHALLENGE,), "seats": ("Deputy Chief", "Lead"), "years": ("2025-26", "2026-27"),
    }  # fmt: skip
    return PackContent(**(plain | more))


def written(**more) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(pack_writer.write(content(**more))))


def formulas(book: openpyxl.Workbook) -> list[str]:
    return [
        entry.value for sheet in book.worksheets for row in sheet.iter_rows() for entry in row if entry.data_type == "f"
    ]
