"""Plain patterns for what must not be in a report: numbers and addresses that belong to a person."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

# Each pattern leaves alone what this field writes all the time: sums of money, references (NSCP-26-009), counts and
# paragraph numbers. Hence the look-behinds: figures straight after a pound sign, or after a figure and a point or a
# hyphen, belong to those. A postcode needs its space, because without it item codes and table references look the same.
_NHS = re.compile(r"(?<![\d£])(?<!\d[.-])(\d{3}[ -]{0,3}\d{3}[ -]{0,3}\d{4})(?!\d)")
# From the letter before its mark on: to look for the whole name first would grow with the square of a long word.
_EMAIL = re.compile(r"[\w.+-](?:@| ?[(\[]at[)\]] ?)[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_PHONE = re.compile(
    r"(?<!\d)(?<!\d-)(?!\d\d-\d\d-\d{4})(?:(?:\+ ?44|00 ?44)(?:[ ()-]{0,3}\d){9,11}|0(?:[ ()-]{0,3}\d){9,10})(?!\d)"
)
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s+\d[A-Z]{2}\b")
_BIRTH = re.compile(
    r"\b(?:d\.? ?o\.? ?b\b\.?|date of birth\b)[:\s(-]*(?:is |was )?(?:\d|[A-Z][a-z]+ (?:\d|[12]\d{3}))"
    r"|\bborn(?: on)?\b[:\s(-]*(?:the )?\d",
    re.IGNORECASE,
)
# Two letters of which some are never given, six figures in pairs, and a last letter (HMRC, NIM39110).
_INSURANCE = re.compile(r"(?<!\w)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?: ?\d\d){3} ?[A-D](?!\w)", re.IGNORECASE)
# A check letter and twelve figures, the last a letter while it is temporary (DfE, “Unique pupil numbers”).
_PUPIL = re.compile(r"(?<!\w)[A-HJ-NP-RT-Z]\d{11}[\dA-Z](?!\w)", re.IGNORECASE)
_DASHES = re.compile("[\u00ad\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def as_read(text: str) -> str:
    """A text as an eye reads it, on one line: how much white space stands in it does not matter."""
    return " ".join(as_seen(text).split())


def as_seen(text: str) -> str:
    """A text without the signs that are not seen, with one kind of hyphen, of space and of each letter."""
    if text.isascii():
        return text
    return _DASHES.sub("-", unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)))


@dataclass(frozen=True, slots=True)
class PersonalData:
    """What kind of personal data a text seems to hold: its last characters, which may be told, and the whole of it."""

    what: str
    ending: str
    value: str = field(default="", compare=False)


_OF_A_CONTACT = frozenset({"an e-mail address", "a telephone number", "a postcode"})
"""What the partnership's own contact may hold and is said to readers; anything else in it is nobody's contact."""


def said_as_contact(contact: str) -> frozenset[str]:
    """The addresses and numbers of a contact, as they are read: where they stand they are nobody's personal data."""
    return frozenset(as_read(data.value) for data in personal_data(contact) if data.what in _OF_A_CONTACT)


def nhs_number_valid(digits: str) -> bool:
    """The modulus 11 check of an NHS number of ten digits."""
    # NHS Data Dictionary, “NHS number”: nine digits weighted 10 down to 2; a check of 11 stands for 0, of 10 for none
    total = sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9]))
    check = 11 - total % 11
    return (0 if check == 11 else check) == int(digits[9])


def personal_data(text: str) -> tuple[PersonalData, ...]:
    """What in this text looks like it belongs to one person. A pattern, not a proof: a person decides."""
    read, suspected = as_read(text), []
    for match in _NHS.finditer(read):
        digits = re.sub(r"\D", "", match[1])
        if nhs_number_valid(digits):
            suspected.append(PersonalData("a number like an NHS number", digits[-4:], match[1]))
    for what, pattern in (
        ("an e-mail address", _EMAIL),
        ("a telephone number", _PHONE),
        ("a postcode", _POSTCODE),
        ("a date of birth", _BIRTH),
        ("a number like a national insurance number", _INSURANCE),
        ("a number like a pupil number", _PUPIL),
    ):
        for match in pattern.finditer(read):
            start = _start_of(read, match.start()) if pattern is _EMAIL else match.start()
            suspected.append(PersonalData(what, match[0].strip()[-4:], read[start : match.end()]))
    return tuple(suspected)


def _start_of(text: str, at: int) -> int:
    """Where the name before an address's mark begins."""
    while at > 0 and (text[at - 1].isalnum() or text[at - 1] in "_.+-"):
        at -= 1
    return at


_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Rev|Cllr|Sgt|PC|DC|DS|DI)\.?[ \u00a0]+[A-Z][a-z]+")
_NAME_WORD = re.compile(r"^[A-Z][a-z]*(?:['’-][A-Z]?[a-z]+)*$")
OF_ROLES = frozenset(
    {
        "accountable", "adults", "agency", "all", "and", "assistant", "authority", "board", "business", "care",
        "chair", "chief", "children", "childrens", "clinical", "commander", "commissioner", "commissioning",
        "committee", "community", "constable", "council", "county", "deputy", "designated", "detective",
        "director", "district", "doctor", "early", "education", "executive", "families", "family", "force",
        "governor", "group", "head", "health", "housing", "hospital", "icb", "independent", "inspector",
        "integrated", "lead", "leads", "learning", "local", "manager", "member", "midwife", "nhs", "nurse",
        "of", "office", "officer", "operations", "partner", "partners", "partnership", "people", "police", "practice",
        "practitioner", "principal", "probation", "protection", "public", "quality", "review", "safeguarding", "school",
        "schools", "scrutineer", "senior", "service", "services", "sergeant", "social", "strategic",
        "superintendent", "team", "trust", "voluntary", "worker", "youth",
    }
)  # fmt: skip
"""Words that stand in the names of posts and bodies: a name that holds one of them is hardly a person's."""


def seems_a_name(text: str) -> bool:
    """Whether a text that should name a role is two or three words that could be a person's name."""
    words = text.split()
    return 2 <= len(words) <= 3 and all(
        _NAME_WORD.match(word) and word.casefold().replace("’", "").replace("'", "") not in OF_ROLES for word in words
    )


def remark(text: str, *, names_a_role: bool = False) -> str:
    """What to say while this is typed, "" for nothing: it looks like a person's name, address or number.

    A remark and never a refusal: a pattern cannot know.
    """
    kinds = list(dict.fromkeys(suspected.what for suspected in personal_data(text)))
    if _TITLED.search(text) or (names_a_role and seems_a_name(text)):
        kinds.insert(0, "a person's name")
    if not kinds:
        return ""
    advice = "Name the role instead." if names_a_role else "Leave it out, unless the record needs it."
    return f"This looks like {' and '.join(kinds[:2])}. {advice}"
