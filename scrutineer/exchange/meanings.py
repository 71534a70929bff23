"""What a heading seems to mean, and which kind of workbook its headings make it: suggestions, never readings."""

from __future__ import annotations

import re
from datetime import date

from scrutineer.domain.dates import either_way, read_date
from scrutineer.domain.mapping import JOINED, Layout, Role, plain_heading
from scrutineer.domain.periods import period_start

_MEANINGS = (
    (Role.MODERATED, re.compile(
        r"moderat|\bmod\b|panel|validated|scrutineer|peer review|"
        r"(?:agreed|confirmed|verified) (?:score|rating|grade|level|rag|judg)"
    )),
    (Role.DEADLINE, re.compile(r"deadline|\bwhen\b|timescale|target date|due")),
    (Role.IMPROVEMENT, re.compile(
        r"improve|what next|next steps?|action|gaps?\b|better\b|needs? to (?:be|get|change|happen)|want to (?:be|get)"
    )),
    (Role.EVIDENCE, re.compile(r"evidence|how (?:do )?(?:you|we) know|narrative|comment|notes?\b")),
    (Role.SELF, re.compile(
        r"self.?assess|^self\b|score|grade|rating|complian|\brag\b|judg|\brated?\b|"
        r"where (?:we are|are we)|how (?:we|are we) do|\banswer|\blevel\b|response")),
    (Role.AREA, re.compile(r"^(?:area|category|theme|section|topic|domain)$")),
    (
        Role.STANDARD,
        re.compile(
            r"standard|question|criteri|requirement|indicator|expectation|looks like|good practice|we do this|"
            r"statement|measure"
        ),
    ),
    (Role.AGENCY, re.compile(r"school|agency|organisation|organization|setting|partner|college")),
)  # fmt: skip


_LEVEL = re.compile(
    r"(?:red|amber|green|grey|yes|no|in part|part(?:ly|ially)?(?: met| in place)?|"
    r"(?:fully|mostly|not)(?: met| in place)?|met|unmet|n/?a|not applicable|don.?t know|"
    r"strong|good|limited|weak|never|sometimes|always|\d)$"
)


def is_level(heading: str) -> bool:
    """Whether a heading is the name of a level: several of them make columns that are crossed."""
    return bool(_LEVEL.match(plain_heading(heading).rpartition(" / ")[2]))


_WORDS = re.compile(r"n[°º]|[#№]|s/n|[a-z]+|[0-9]+")
_NUMBERS = frozenset(
    {"no", "nr", "num", "number", "n°", "nº", "№", "#", "s/n", "ref", "reference", "id", "code", "index", "q", "item"}
)
"""What a heading of numbers is called: one of these there must be."""
_OF_ANYTHING = frozenset({"id", "code", "index", "of", "the"})
"""What may as well number schools, people or rows of a tool's own, where nothing says what it numbers."""
_NUMBERED = frozenset(
    {"standard", "std", "stnd", "question", "quest", "ques", "qu", "qn", "row", "line", "sr", "sl", "serial",
     "criterion", "criteria", "requirement", "req", "indicator", "statement", "kloe", "outcome", "clause", "paragraph",
     "para", "audit", "tool", "s", "section", "11", "175", "157", "of", "the"}
)  # fmt: skip
"""What is numbered in a return of answers, and the words that only tie two of these together."""
_OF_A_LOG = frozenset(
    {"action", "challenge", "issue", "concern", "log", "risk", "item", "row", "line", "sr", "sl", "serial"}
)
_FEW = 4  # words of a heading that names a number


def names_a_number(heading: str, numbered: frozenset[str] = _NUMBERED) -> bool:
    """Whether a heading is nothing but the name of a number or a reference: “Q#”, “Std. no”, “Question ref.”, “ID”.

    “Number of children”, “School code” and “Section” are none: what is counted, whose it is, and an area.
    """
    text = plain_heading(heading)
    words = set(_WORDS.findall(text))
    if not 0 < len(words) <= _FEW or _WORDS.sub("", text).strip(" .:()[]/-–&,_'") or _OF_ANYTHING.issuperset(words):
        return False
    return not _NUMBERS.isdisjoint(words) and (_NUMBERS | numbered).issuperset(words)


_OWN_USE = re.compile(r"\binternal (?:notes?|comments?|use)\b|office use|admin(?:istrative)? use|do not (?:share|send)")
"""What its sender keeps for itself: never suggested as evidence."""


def meaning(heading: str) -> Role:
    """What a heading seems to mean; a suggestion that a person confirms."""
    text = plain_heading(heading)
    if names_a_number(text):
        return Role.NUMBER
    if _OWN_USE.search(text):
        return Role.LEFT_OUT
    return next((role for role, pattern in _MEANINGS if pattern.search(text)), Role.LEFT_OUT)


_MEASURE = re.compile(r"(?:performance )?(?:indicator|measure|metric|kpi|pi)s?\b")
_DAY_OF = r"^(?:date|day)(?: of)?(?: the)? "
_LEDGER_MEANINGS = {
    Layout.CHALLENGE_LOG: (
        (
            Role.DEADLINE,
            re.compile(
                r"due|deadline|by when|target|(?:date|day) for |"
                r"(?:repl(?:y|ies)|respon(?:se|d))(?: required| needed)? by\b"
            ),
        ),
        (
            Role.REPLIED,
            re.compile(
                rf"{_DAY_OF}(?:response|reply|answer)|^(?:response|reply)(?: received)? date|"
                r"^(?:replied|answered|responded) on|^when (?:replied|answered)|^date (?:replied|answered)"
            ),
        ),
        (
            Role.CLOSED,
            re.compile(
                rf"{_DAY_OF}(?:closure|closing|completion)|^date (?:closed|completed|resolved)|"
                r"^(?:closed|completed|resolved) on$|^clos(?:ed|ure|ing) date|^when closed"
            ),
        ),
        (Role.RAISED, re.compile(r"^date\b.*\braised")),
        (Role.AGENCY, re.compile(r"^to\b|(?:raised|put|sent|addressed|directed) (?:to|with)\b|directed")),
        (Role.LEFT_OUT, re.compile(r"\b(?:raised|put|sent|logged) (?:by|at|in|from)\b")),
        (
            Role.RAISED,
            re.compile(
                r"^raised(?: on| date)?$|raised on|when raised|^date(?: (?:of (?:challenge|issue|meeting|"
                r"concern|question)|put|made|asked|sent|logged|added|identified|issued|opened))?$"
            ),
        ),
        (Role.UPDATE, re.compile(r"^(?:update|response|reply|progress|outcome|impact)")),
        (Role.CHALLENGE, re.compile(r"challenge|issue|question|concern")),
        (Role.AGENCY, re.compile(r"agency|partner|owner|lead")),
        (Role.UPDATE, re.compile(r"update|response|reply|progress|action|comment|outcome|impact")),
        (Role.STATUS, re.compile(r"status|\brag\b|open.?closed")),
    ),
    Layout.ACTION_LOG: (
        (Role.RAISED, re.compile(r"^date(?: raised| agreed| set| added| of meeting)?$|raised|agreed on|meeting date")),
        (Role.DEADLINE, re.compile(r"due|deadline|by when|target|timescale|completion date|complete by")),
        (Role.STATUS, re.compile(r"status|\brag\b|open.?closed|completed?\??$")),
        (Role.AGENCY, re.compile(r"owner|\blead\b|responsible|by whom|^who$|assigned|agency|partner")),
        (Role.UPDATE, re.compile(r"update|progress|comment|outcome|notes?\b")),
        (Role.CHALLENGE, re.compile(r"action")),
    ),
    Layout.CONTRIBUTIONS: (
        (Role.AGENCY, re.compile(r"partner|agency|organisation|contributor")),
        (Role.IN_KIND, re.compile(r"in.?kind")),
        (Role.NOTE, re.compile(r"note|comment|remark")),
    ),
    Layout.ATTENDANCE: (
        (Role.SEAT, re.compile(r"role|seat|post|member|title|representative")),
        (Role.AGENCY, re.compile(r"agency|organisation|partner")),
    ),
    Layout.TRAINING: (
        (Role.COURSE, re.compile(r"course|training|event|title")),
        (Role.PEOPLE, re.compile(r"attend|trained|places|delegates|people|number|completed|total")),
        (Role.AGENCY, re.compile(r"agency|organisation|partner")),
        (Role.RAISED, re.compile(r"date|period|year|quarter")),
    ),
    Layout.INDICATORS: (
        (Role.TARGET, re.compile(r"target|aim|benchmark")),
        (Role.OUT_OF, re.compile(r"denominator|out of|of how many|\btotal\b|cohort|population|base")),
        (Role.FIGURE, re.compile(r"numerator|figure|value|number|count|result|actual|performance$|how many")),
        (Role.PERIOD, re.compile(r"period|quarter|month|\byear\b|\bdate\b|when")),
        (Role.BREAKDOWN, re.compile(r"breakdown|group|split|cohort|ethnicity|gender|\bage\b|locality|area")),
        (Role.INDICATOR, _MEASURE),
        (Role.AGENCY, re.compile(r"agency|organisation|partner|source|owner")),
        (Role.NOTE, re.compile(r"note|comment|narrative|remark|explanation")),
    ),
}
_YEAR = re.compile(r"^(?:fy\s*)?20\d\d(?:\s*[-/–]\s*(?:20)?\d\d)?$")


def is_year(heading: str) -> bool:
    """Whether a heading names a year: 2025, 2025-26, 2025/2026."""
    return bool(_YEAR.match(heading))


def heading_day(heading: str) -> date | None:
    """The day that a heading names, where it can only be one."""
    return None if either_way(heading) else read_date(heading)


_SEAT = re.compile(r"(?:role|seat|post|member|representative|name|title)s?$")
_PAYER = re.compile(r"(?:partner|agency|organisation|contribut(?:or|ing agency))(?: agency| name)?s?$")
_PUT = re.compile(r"(?:risk or |risk and )?challenges?(?: raised| put| made| to partners?)?$|challenge question$")
_FOLLOWED = re.compile(r"date raised|raised|status|update|response|progress|rag$")
_ACTION = re.compile(r"(?:agreed |outstanding )?actions?(?: agreed| points?| required| description| to be taken)?$")
_OWNED = re.compile(r"(?:action )?(?:owner|lead)(?: officer| agency)?$|responsible|by whom|^who$|assigned to")
_STANDARDS = re.compile(r"standard|criteri|requirement|score|self.?assess|recommendation")
_COURSE = re.compile(r"(?:training )?(?:course|event)s?(?: title| name)?$")


def suggest_ledger(texts: list[str]) -> Layout | None:
    """Which workbook without standards these headings make, or None."""

    def some(pattern: re.Pattern[str]) -> bool:
        return any(len(text) <= 40 and pattern.match(text) for text in texts)

    if sum(heading_day(text) is not None or either_way(text) for text in texts) >= 2 and some(_SEAT):
        return Layout.ATTENDANCE
    if some(_MEASURE) and _is_over_time(texts):
        return Layout.INDICATORS
    if sum(is_year(text) for text in texts) >= 2 and some(_PAYER):
        return Layout.CONTRIBUTIONS
    if some(_PUT) and some(_FOLLOWED):
        return Layout.CHALLENGE_LOG
    if some(_ACTION) and some(_OWNED) and not any(map(_STANDARDS.search, texts)):
        return Layout.ACTION_LOG
    return Layout.TRAINING if len(texts) >= 3 and _COURSE.match(texts[0]) else None


def _is_over_time(texts: list[str]) -> bool:
    """Whether headings are periods side by side, or one of them holds the period and another the figure."""
    if sum(period_start(text)[0] is not None for text in texts) >= 2:
        return True
    roles = suggest_ledger_roles(texts, Layout.INDICATORS).values()
    return Role.PERIOD in roles and Role.FIGURE in roles


def _of_ledger(text: str, layout: Layout) -> Role:
    """What a heading of a ledger seems to mean. The number of a challenge or an action is neither of them."""
    if layout in _LOGS and (names_a_number(text, _OF_A_LOG) or "reference" in text):
        return Role.NUMBER
    return next((role for role, pattern in _LEDGER_MEANINGS[layout] if pattern.search(text)), Role.LEFT_OUT)


_LOGS = frozenset({Layout.CHALLENGE_LOG, Layout.ACTION_LOG})


def suggest_ledger_roles(texts: list[str], layout: Layout) -> dict[str, Role]:
    """A role for each heading of a ledger; years, days and agencies across carry none."""
    roles: dict[str, Role] = {}
    for text in texts:
        if is_year(text) or heading_day(text) is not None or either_way(text):
            continue
        if layout is Layout.INDICATORS and period_start(text)[0] is not None:
            continue
        role = _of_ledger(text, layout)
        taken = role not in {Role.LEFT_OUT, *JOINED} and role in roles.values()
        if layout is not Layout.TRAINING or role is not Role.LEFT_OUT:
            roles[text] = Role.LEFT_OUT if taken else role
    return roles
