"""Where a text seems to be about a child at risk now: it belongs to local procedures, and not into a log."""

from __future__ import annotations

import re

USE_PROCEDURES = (
    "A child at risk now? Use your local child protection procedures first. This is not the record of a case."
)
"""What every place says in which a challenge is written."""

SEEMS_AT_RISK = (
    "This seems to be about a child who may be at risk now. Follow your local child protection procedures, at once and "
    "outside this program; keep here no record of the case."
)

_PRESENT = r"is|are|was|were|being|be|been|still|remains?|left|may be|might be|could be|has been|have been|now|at home"
_RISK = re.compile(
    r"\b(?:immediate(?:ly)? (?:risk|danger|harm|protection|safeguarding)|in (?:immediate |real |imminent )?danger\b"
    r"|imminent (?:risk|danger|harm)|(?:not|isn[’']t|aren[’']t) safe (?:now|tonight|today|at home)"
    r"|unsafe (?:tonight|at home)|emergency protection|police protection"
    r"|needs? (?:a )?strategy (?:meeting|discussion) (?:now|today)"
    r"|(?:child|girl|boy|baby|toddler|teenager|young person|pupil|sibling|s?he|they)\b[^.?!]{0,60}\b"
    r"(?:at (?:immediate |serious |significant |imminent )?risk (?:now|tonight|today|of (?:serious|significant) harm)"
    rf"|(?:{_PRESENT}) (?:hit|beaten|hurt|abused|neglected|raped|exploited|trafficked|missing|starved|assaulted)"
    r"|(?:says?|said|disclosed|told)\b[^.?!]{0,40}\b(?:hits?|hurts?|touch(?:es|ed)?|abus(?:es|ed|ing)|rap(?:es|ed))"
    r"|(?:is |are |was |feels? )?suicid(?:al|e)|(?:kill|harm)(?:ing)? (?:herself|himself|themsel(?:f|ves))"
    r"|has (?:run away|gone missing)|missing (?:since|from home)))",
    re.IGNORECASE,
)


def risk_remark(text: str) -> str:
    """The sentence for a text that seems to be about a child at risk now; "" for any other. A plain pattern: it misses
    much and says so of nothing that is only about practice."""
    return SEEMS_AT_RISK if _RISK.search(text) else ""
