"""Words that could be somebody's name, in what is typed freely and in codes of reviews: a question, never a fact."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from scrutineer.domain.dates import MONTHS
from scrutineer.domain.privacy import OF_ROLES, as_read
from scrutineer.domain.typed_dates import WEEKDAYS

_NO_NAMES = frozenset(
    {
        "a", "act", "after", "all", "an", "and", "as", "at", "before", "both", "by", "each", "every", "for",
        "framework", "from", "if", "in", "it", "its", "national", "no", "not", "on", "operation", "or", "our", "panel",
        "part", "section", "some", "that", "the", "their", "these", "they", "this", "those", "to", "together", "we",
        "when", "where", "which", "while", "with", "working",
    }
)  # fmt: skip
"""Words that begin a sentence, or are written large in what this field cites, and are hardly a person's."""
_CALENDAR = frozenset(word.casefold() for word in (*MONTHS, *WEEKDAYS)) | {
    "spring", "summer", "autumn", "winter", "easter", "christmas",
}  # fmt: skip
_PEOPLES = frozenset(
    {
        "english", "british", "welsh", "scottish", "irish", "polish", "romanian", "roma", "gypsy",
        "traveller", "somali", "bengali", "urdu", "punjabi", "arabic", "muslim", "christian", "jewish",
        "hindu", "sikh", "catholic", "anglican", "african", "asian", "caribbean", "european", "chinese",
        "turkish", "kurdish", "afghan", "ukrainian", "vietnamese", "albanian", "american", "england",
        "britain", "wales", "scotland", "ireland", "london", "europe", "victorian", "northern",
    }
)  # fmt: skip
_PARTS_OF_PLACES = frozenset(
    {
        "east", "greater", "helens", "keynes", "london", "milton", "north", "saint", "south", "st", "upon",
        "west",
    }
)  # fmt: skip
_BEFORE = frozenset(
    {
        "pre", "multi", "non", "anti", "inter", "sub", "semi", "quasi", "neuro", "cyber", "post", "re", "co",
    }
)  # fmt: skip
_STREETS = frozenset(
    {
        "avenue", "close", "court", "crescent", "drive", "gardens", "lane", "place", "road", "row", "square",
        "street", "terrace", "way",
    }
)  # fmt: skip
_KIN = (
    "families|family|household|children|child|siblings?|twins?|brothers?|sisters?|babies|baby|boys?|girls?|parents?|"
    "mother|father|mum|dad|home|residence"
)
_OF_KIN = re.compile(_KIN)
_AFTER_KIN = re.compile(rf"\s(?:{_KIN})(?![\w-])", re.IGNORECASE)
_CALLS = re.compile(r"(?:\b(?:called|named|nicknamed)|\bname is|\bname was|\bknown as)[\s“\"'‘]*$", re.IGNORECASE)
_AS_A_PERSON = re.compile(
    r"(?:['’]s)?(?:,? (?:\()?(?:aged? )?\d{1,2}(?![\w%])|,? aged "
    r"|,? (?:a|the) (?:child|baby|boy|girl|toddler|teenager)\b|,? (?:who|was|is|has|had|said|says"
    r"|told|lives|lived|died|and (?:his|her|their))\b)"
)
_BY_INITIAL = re.compile(
    r"\b(?:Child|Baby|Boy|Girl|Twin|Sibling|Mother|Father|Mum|Dad|Family|Adult|Parent|Carer|Infant|Young [Pp]erson) "
    r"[A-Z]{1,2}\d?(?![\w-]|['’][^\Ws])"
)
_INITIALS = re.compile(r"(?<![\w.])(?:[A-Z]\. ?){2,3}(?!\w{2,}\.)|(?<![\w.])[A-Z]\.[A-Z](?![\w.])")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_BEGINS = re.compile(r"(?:^|[.?!:;•*(“\"\n]|(?:^|\s)[-–])\s*[(“\"'‘]?$")


@dataclass(frozen=True, slots=True)
class NameWords:
    """What tells a name from a word: `is_word` says how British English spells, `given` and `surnames` are names that
    people have, in small letters; `places` may bear the same name; `own` words are known to be no person's."""

    is_word: Callable[[str], bool]
    given: frozenset[str] = frozenset()
    surnames: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()

    def knowing(self, texts: Iterable[str]) -> NameWords:
        """The same, to which the words of these texts are no person's."""
        more = frozenset(word.casefold() for text in texts for word in _parts(text))
        return replace(self, own=self.own | more)

    def is_name(self, word: str) -> bool:
        """Whether people bear it, as a given name or a surname."""
        plain = word.casefold()
        return plain in self.given or plain in self.surnames

    def is_common(self, word: str) -> bool:
        """Whether it is an English word in small letters, of whatever meaning else."""
        return self.is_word(word.lower())


def possible_names(text: str, words: NameWords) -> tuple[str, ...]:
    """What in a text could be somebody's name: several words written large, one that is no English word or is a name as
    well, a name in small letters where something is called so, initials, and what stands by an initial alone.

    It asks too often rather than too seldom, and is certain of nothing.
    """
    read = as_read(text)
    marked = [match[0].strip() for pattern in (_BY_INITIAL, _INITIALS) for match in pattern.finditer(read)]
    whole = [run for run in _runs(read) if _could_be_several(run, words)]
    said = {part for name in whole for part in _parts(name)}
    single = (token.word for token in _tokens(read) if token.word not in said and _could_be_one(token, words))
    every = dict.fromkeys((*whole, *marked, *single))
    return tuple(name for name in every if not _is_own(name, words))


def _could_be_several(run: str, words: NameWords) -> bool:
    """Whether words written large could be a name or an address: one is no English word or a given name, or the last
    is a surname or a street. Not where all stand in the names of places: East Sussex."""
    parts = [part.casefold() for part in _parts(run)]
    if all(part in words.places or part in _PARTS_OF_PLACES for part in parts):
        return False
    named = any(part in words.given or not words.is_common(part) for part in parts)
    return named or parts[-1] in words.surnames or parts[-1] in _STREETS


def _is_own(name: str, words: NameWords) -> bool:
    return all(part.casefold() in words.own for part in _parts(name))


def _parts(text: str) -> Iterator[str]:
    """The words of a text, each without the letter that makes it a possessive."""
    return (_without_possessive(match[0]) for match in _WORD.finditer(as_read(text)))


def _without_possessive(word: str) -> str:
    return re.sub(r"['’]s?$", "", word)


def _runs(read: str) -> Iterator[str]:
    """Two words or more that begin with a capital, of which none is of a post, a body or a beginning."""
    runs: list[list[str]] = [[]]
    for word in read.split():
        bare = word.strip("“”\"'‘’()[].,;:!?")
        ends = word[-1:] in ".,;:!?)”"
        if _written_as_a_name(bare):
            runs[-1].append(bare)
        if ends or not _written_as_a_name(bare):
            runs.append([])
    return (" ".join(words) for words in runs if len(words) > 1)


def _written_as_a_name(word: str) -> bool:
    letters = _without_possessive(word).replace("’", "").replace("'", "").replace("-", "")
    plain = letters.casefold()
    large = len(letters) > 1 and letters.isalpha() and letters[0].isupper() and not letters.isupper()
    return large and plain not in OF_ROLES and plain not in _NO_NAMES


class _Token(NamedTuple):
    """A word of a text where it stands: what comes before it and after it."""

    word: str
    before: str
    after: str

    @property
    def begins(self) -> bool:
        """Whether it begins a sentence, where every word is written large."""
        return _BEGINS.search(self.before) is not None

    @property
    def is_called(self) -> bool:
        """Whether somebody or something is called so."""
        return _CALLS.search(self.before) is not None

    @property
    def is_of_kin(self) -> bool:
        """Whether a family or a child goes by it."""
        return _AFTER_KIN.match(self.after) is not None

    @property
    def is_alone(self) -> bool:
        """Whether nothing is said of it: it ends where it begins."""
        return re.match(r"\A['’]?s?\s*(?:[.;,:?!]|$)", self.after) is not None

    @property
    def acts(self) -> bool:
        """Whether it has an age, or does what a person does."""
        return _AS_A_PERSON.match(self.after) is not None


def _tokens(read: str) -> Iterator[_Token]:
    for match in _WORD.finditer(read):
        word = _without_possessive(match[0])
        yield _Token(word, read[max(0, match.start() - 24) : match.start()], read[match.start() + len(word) :][:48])


def _could_be_one(token: _Token, words: NameWords) -> bool:
    """Whether one word by itself could be a name, by what it is and by where it stands."""
    word, plain = token.word, token.word.casefold()
    if len(word) < 2 or any(plain in known for known in (OF_ROLES, _NO_NAMES, _PEOPLES, _PARTS_OF_PLACES, words.own)):
        return False
    if _OF_KIN.fullmatch(plain):
        return False
    if word.isupper():
        return len(word) > 2 and words.is_name(word) and (token.acts or not words.is_common(word))
    if word[0].isupper():
        return _large_could_be_one(token, words)
    if words.is_common(word) or all(words.is_common(part) or part in _BEFORE for part in word.split("-")):
        return False
    return words.is_name(word) or ((token.is_called or token.is_of_kin) and not words.is_word(word))


def _large_could_be_one(token: _Token, words: NameWords) -> bool:
    word, plain = token.word, token.word.casefold()
    if (plain in _CALENDAR or plain in words.places) and not (token.acts or token.is_called or token.is_of_kin):
        return False
    if all(words.is_common(part) for part in re.split("['’-]", word)):
        if token.begins:
            return plain in words.given and (token.acts or token.is_alone)
        return plain in words.given or (words.is_name(word) and (token.acts or token.is_of_kin or token.is_called))
    inner = re.sub(r"^(?:Mc|Mac|O['’]|D['’]|De|La|Le)(?=[A-Z])", "", word)[1:]
    if any(part[1:] != part[1:].lower() for part in re.split("['’-]", f"A{inner}")):
        return False  # a system, not a person: capitals stand inside
    return words.is_name(word) or not words.is_word(word)


_LETTERS_OF_CODES = frozenset(
    {
        "CDOP", "CDR", "CDRM", "CPR", "CR", "CSPR", "DHR", "DR", "IR", "JCDR", "JTAI", "LCSPR", "LCR", "LLR",
        "LPR", "LR", "MACR", "MALR", "MAR", "NR", "OR", "PLR", "PR", "R", "RR", "SAR", "SCN", "SCR", "SI",
        "SIN", "SN", "TR",
    }
)  # fmt: skip
"""How reviews and incidents of this field are shortened in their codes."""


def letters_that_could_name(code: str, own: Iterable[str], words: NameWords) -> tuple[str, ...]:
    """The letters of a review's code that belong neither to a kind of review nor to the partnership or an agency, by
    their names `own`: whose name or initials they are nobody can know."""
    parts = [letters for letters in re.findall(r"[A-Z]+", code) if letters not in _LETTERS_OF_CODES]
    shortened = [[part.upper() for part in _parts(name)] for name in own]
    return tuple(dict.fromkeys(part for part in parts if not any(_shortens(part, name, words) for name in shortened)))


def _shortens(letters: str, name: list[str], words: NameWords) -> bool:
    """Whether letters are how a body's name is shortened: initials of its words in their order, the beginning of one of
    them, or no more than three letters of it in their order that nobody is called."""
    initials = "".join(part[0] for part in name)
    if _within(letters, initials) and len(letters) > 1:
        return True
    if len(letters) > 1 and any(part.startswith(letters) for part in name):
        return True
    few = 1 < len(letters) < 4 and not words.is_name(letters)
    return few and any(part[0] == letters[0] and _within(letters, part) for part in name)


def _within(letters: str, whole: str) -> bool:
    """Whether letters stand in a word in their order."""
    rest = iter(whole)
    return all(letter in rest for letter in letters)
