"""Behind the words of a printed report stands what they cite, or else the records that they tell of."""

from __future__ import annotations

import pytest

from scrutineer.domain import places
from scrutineer.operations import reports
from scrutineer.operations.queries.sources import behind
from scrutineer.operations.reports import Request
from scrutineer.reports.document import lines


def document_of(casefile, kind: str):
    return reports.compose(casefile, Request(kind=kind)).document


def test_a_citation_opens_its_item_and_a_reference_its_challenge(example):
    document = document_of(example, "challenges")
    cited = next(line for line in lines(document) if any(run.leads_to == "E9" for run in line.words))
    words = cited.text.replace("[", " [ ").replace("]", " ] ").split()
    (item,) = behind(example, document, words, words.index("E9"))
    assert isinstance(item.about, places.AboutEvidence)
    assert item.words.startswith("E9 ")
    (challenge,) = behind(example, document, ["NSCP-26-004"], 0)
    assert isinstance(challenge.about, places.AboutChallenge)


@pytest.mark.parametrize("kind", ["challenges", "annual", "briefing", "plan", "decisions", "cover"])
def test_everything_that_a_report_rests_on_can_be_opened_from_its_words(example, kind):
    document = document_of(example, kind)
    printed, starts = [], []
    for line in lines(document):
        starts.append((line, len(printed)))
        printed += line.text.split()
    resting = [(line, at) for line, at in starts if line.sources and any(letter.isalnum() for letter in line.text)]
    dead = [line.text for line, at in resting[::7] if not behind(example, document, printed, at)]
    assert resting
    assert dead == []


def test_an_answer_comes_with_its_cell(example):
    document = document_of(example, "returns")
    printed = [line.text.split() for line in lines(document)]
    place = next(n for n, line in enumerate(lines(document)) if any(source.field == "cell" for source in line.sources))
    known = behind(example, document, [word for words in printed for word in words], sum(map(len, printed[:place])))
    assert printed[place][-1] == known[0].answer.cell
    assert known[0].words.endswith(known[0].answer.cell)


def test_words_of_the_report_itself_have_nothing_behind_them(example):
    assert behind(example, document_of(example, "challenges"), ["glossary-like", "nonsense"], 1) == ()
