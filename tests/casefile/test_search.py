"""What a search finds, whatever holds the words."""

from __future__ import annotations

import random
import re
import shutil
import time
import unicodedata
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from scrutineer.casefile import search, tables
from scrutineer.casefile.records import RECORDS
from scrutineer.casefile.search import Match
from scrutineer.casefile.search_index import SEARCHED
from scrutineer.domain.evidence import Evidence, EvidenceKind
from scrutineer.domain.hits import HIT_ENDS, HIT_STARTS
from scrutineer.domain.places import AboutOutcome, AboutRecommendation, AboutShelf, AboutTarget
from scrutineer.domain.shelf import ShelfItem
from scrutineer.domain.spelling import runs
from scrutineer.domain.voices import Voice
from scrutineer.errors import UserError
from scrutineer.operations import casefiles, evidence, outcomes, recommendations, voices
from scrutineer.operations.casefiles import Casefile
from scrutineer.operations.queries.context import read_context
from scrutineer.operations.queries.search import find
from tests.casefile.test_records import add
from tests.conftest import CLOCK, PASSPHRASE
from tests.domain.test_spelling import plural_of
from tests.operations.acts import LINE, capture

DAY = date(2026, 6, 1)


def test_search_finds_views_outcomes_recommendations_and_the_shelf(casefile):
    from scrutineer.operations import across
    from scrutineer.operations.queries.evidence import register

    voices.record_view(casefile, target=LINE, kind=Voice.YOUNG, words="Nobody showed us the lighthouse.")
    priority = outcomes.add_priority(casefile, title="Neglect").value
    outcomes.add_outcome(casefile, priority_id=priority, text="Children reach the lighthouse")
    item = capture(casefile, EvidenceKind.REVIEW, title="Review A")
    recommendations.add_recommendation(casefile, evidence_id=item, text="Light the lighthouse at night")
    across.shelve(casefile, title="Lighthouse keepers", text="Ask them.")
    found = {one.kind: one.about for one in find(casefile, read_context(casefile), "lighthouse")}
    assert found == {
        "view": AboutTarget(LINE), "outcome": AboutOutcome(1), "recommendation": AboutRecommendation(1),
        "lesson": AboutShelf(),
    }  # fmt: skip
    assert [row.item.id for row in register(casefile, read_context(casefile), "lighthouse")] == [item]
    casefiles.undo(casefile)
    assert "lesson" not in {one.kind for one in find(casefile, read_context(casefile), "lighthouse")}


def words_kept(casefile) -> list[tuple[type, int, str]]:
    """Every word of every text that is searched, by a rule of this test's own: what stands between white space."""
    kept = []
    for record, searched in SEARCHED:
        for row, *values in casefile.reader.execute(
            f"SELECT rowid, {', '.join((searched.title, *searched.body))} FROM {record.table}"
        ):
            words = {word.strip(PUNCTUATION) for value in values for word in str(value or "").split()}
            kept += [(record.kind, row, word) for word in sorted(words) if any(map(str.isalnum, word))]
    return kept


PUNCTUATION = ".,;:!?()[]{}“”\"'’‘…-–—/"
LIGATURES = (("ffi", "ﬃ"), ("ffl", "ﬄ"), ("ff", "ﬀ"), ("fi", "ﬁ"), ("fl", "ﬂ"))


def with_ligatures(word: str) -> str:
    for plain, ligature in LIGATURES:
        word = word.replace(plain, ligature)
    return word


def part(word: str, dice: random.Random) -> str:
    """Three letters or more out of the middle of it, or its beginning."""
    if not word.isalnum():
        return word
    start = dice.randrange(max(1, len(word) - 2))
    return word[start : dice.randint(start + 3, max(start + 3, len(word)))]


SPELLINGS = {
    "as it is": lambda word, _dice: word,
    "in capitals": lambda word, _dice: word.upper(),
    "taken apart": lambda word, _dice: unicodedata.normalize("NFD", word),
    "without accents": lambda word, _dice: "".join(
        c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c)
    ),
    "with ligatures": lambda word, _dice: with_ligatures(word),
    "in wide letters": lambda word, _dice: "".join(
        chr(ord(c) + 0xFEE0) if c.isascii() and c.isalnum() else c for c in word
    ),
    "with another apostrophe": lambda word, _dice: word.replace("'", "’"),
    "without its apostrophe": lambda word, _dice: word.replace("'", "").replace("’", ""),
    "with its joint as a space": lambda word, _dice: word.replace("-", " "),
    "with no joint": lambda word, _dice: word.replace("-", ""),
    "its beginning": lambda word, dice: word[: dice.randint(1, len(word))].rstrip(PUNCTUATION) or word,
    "a part of it": part,
    "in the plural": lambda word, _dice: plural_of(word) if re.fullmatch("[a-z]{3,}[a-rt-z]", word) else word,
    "in the singular": lambda word, _dice: word[:-1] if re.fullmatch("[a-z]{3,}[a-ru-z]s", word) else word,
}


@pytest.fixture(scope="module")
def filled(example_folder, tmp_path_factory) -> Iterator[Casefile]:
    """The worked example, with texts that are hard to find and a row of every record besides."""
    copy = tmp_path_factory.mktemp("filled") / "Filled.scrutiny"
    shutil.copyfile(example_folder / "Northmoor.scrutiny", copy)
    opened = casefiles.open_casefile(copy, passphrase=PASSPHRASE, clock=CLOCK)
    evidence.capture_evidence(
        opened, title="Cllr O'Brien’s e-mail, the children's ﬁle", dated=date(2026, 6, 1),
        text="multi-agency and multiagency; multi agency. Zoë, Łódź, naïve, Søren, straße; A&E; s.47; 26/002; co-op; "
        "off-site; GPs' statuses, crises, 3.2, x@y.example, face-to-face; اختبار; проверка; 検査; ½.",
    )  # fmt: skip
    for record in RECORDS:
        add(opened, record)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def every_word(filled) -> list[tuple[type, int, str]]:
    """Every word of every record."""
    return words_kept(filled)


@given(data=st.data(), spelling=st.sampled_from(sorted(SPELLINGS)))
@settings(max_examples=300, deadline=None)
def test_any_word_of_any_record_finds_it_however_it_is_spelt(filled, every_word, data, spelling):
    kind, row, word = data.draw(st.sampled_from(every_word))
    asked = SPELLINGS[spelling](word, random.Random(data.draw(st.integers(0, 99))))
    assert Match(kind, row) in search.ranked(filled, asked).matches(), (asked, word)


@given(text=st.text(max_size=60))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_at_all_is_found_by_its_words(casefile, text):
    lesson = ShelfItem(title="T", text=text, came_from="", added_on=DAY, mark=str(time.time_ns()))
    try:
        with casefile.transact("Keep"):
            item = tables.insert(casefile, lesson)
    except UserError:  # of signs that no text may hold
        reject()
    for word in text.split():
        if any(map(str.isalnum, word)) and list(runs(word)):
            assert Match(ShelfItem, item) in search.ranked(casefile, word).matches(), (word, text)
    for typed in ('"', "*", "NEAR(", "a AND", "title:", "(", "^x", "-x", "\x00", "x\x00y", "' OR 1", "[a-", "?*"):
        search.ranked(casefile, typed + text)  # nothing that is typed is an operator or an error


@pytest.mark.parametrize(
    ("typed", "reference"),
    [
        ("NSCP-26-002", "NSCP-26-002"), ("nscp-26-002", "NSCP-26-002"), ("26-002", "NSCP-26-002"),
        ("NSCP26002", "NSCP-26-002"), ("nscp 26 002", "NSCP-26-002"), ("E14", "E14"), ("e14", "E14"),
    ],
)  # fmt: skip
def test_a_reference_finds_what_it_names_first(example, typed, reference):
    first = find(example, read_context(example), typed)[0]
    assert first.reference == reference


def test_the_better_hit_comes_first_and_the_newer_where_they_are_equal(casefile):
    days = [date(2026, 5, 1), date(2026, 7, 1), date(2026, 6, 1)]
    items = [
        evidence.capture_evidence(casefile, title="Harbour visit", text="Seen by night.", dated=day).value
        for day in days
    ]
    for number in range(12):  # a word that nearly everything holds says nothing of which is better
        evidence.capture_evidence(casefile, title=f"Other {number}", dated=DAY)
    better = evidence.capture_evidence(casefile, title="Harbour at night", text="Night.", dated=date(2020, 1, 1)).value
    found = [hit.row for hit in search.find(casefile, "harbour night")]
    assert found == [better, items[1], items[2], items[0]]


def test_words_of_the_casefile_alone_are_kept_beside_the_index(casefile):
    with pytest.raises(UserError), casefile.transact("Refused"):
        evidence_texts = Evidence(
            title="never kept",
            kind=EvidenceKind.VISIT,
            dated=DAY,
            received=DAY,
            cycle_id=read_context(casefile).cycle.id,
        )
        tables.insert(casefile, evidence_texts)
        raise UserError("No.", "")
    assert casefile.reader.execute("SELECT count(*) FROM search_word WHERE word = 'never'").fetchone() == (0,)
    assert search.find(casefile, "never") == ()


def test_a_hit_far_into_a_long_text_is_shown(casefile, tmp_path):
    long = tmp_path / "long.txt"
    long.write_text("word " * 50_000 + "the light-house stands " + "word " * 50_000, encoding="utf-8")
    evidence.capture_evidence(casefile, title="Long", dated=DAY, attachments=[long])
    for words in ("light-house", "lighthouse", "LIGHTHOUSES"):
        (hit,) = search.find(casefile, words)
        assert f"{HIT_STARTS}light-house{HIT_ENDS}" in hit.passage
        assert len(hit.passage) < 250
