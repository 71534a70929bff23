"""The rows of voices: a place for each level of any scale, as far from each other, and words for what is painted."""

from __future__ import annotations

import pytest

from scrutineer.domain.scale import own_scale
from scrutineer.domain.voices import Standpoint, spread
from scrutineer.frameworks.loader import scales, shipped
from scrutineer.operations.queries.voices import LineVoices
from scrutineer.ui.parts.voice_rows import VoicesTable, row_of

TABLE = "Voices by line"
STEP = shipped()[0].steps[0]


def row_with(scale, *voices: Standpoint):
    return row_of(LineVoices(STEP, None, {voice.name: voice for voice in voices}, spread(voices, scale)), scale)


def written_out(levels: int):
    words = [{"key": str(number), "word": f"Level {number}"} for number in range(levels)]
    return own_scale(words, scale_id=f"own-{levels}")


SCALES = [*(known for known in scales() if known.levels), *map(written_out, (2, 3, 7))]


@pytest.mark.parametrize("scale", SCALES, ids=lambda known: known.id)
def test_a_scale_of_any_number_of_levels_has_a_place_for_each(dressed, qtbot, scale):
    low, high = scale.levels[0].key, scale.levels[-1].key
    row = row_with(scale, Standpoint("A", low, low), Standpoint("B", high, high), Standpoint("C", words="Words"))
    table = VoicesTable(dressed, TABLE)
    qtbot.addWidget(table)
    dressed.dress(table)
    table.resize(848, 300)
    table.show()
    table.show_rows([row], scale, "Line", None)
    model = table.voices_model
    assert [model.index(0, n).data() for n in range(1, len(scale.levels) + 1)] == [
        "1",
        *[""] * (len(scale.levels) - 2),
        "1",
    ]
    assert row.span == (0, len(scale.levels) - 1)
    assert row.in_words == 1
    widths = {table.columnWidth(n) for n in range(1, len(scale.levels) + 1)}
    assert len(widths) == 1  # distance must not lie
    assert not table.grab().isNull()


SCALE = next(known for known in scales() if len(known.levels) == 4)
LOW, HIGH = SCALE.levels[0].key, SCALE.levels[-1].key


@pytest.mark.parametrize(
    ("voices", "words"),
    [
        ((Standpoint("A", LOW, LOW), Standpoint("B", HIGH, HIGH)), "3 levels"),
        ((Standpoint("A", LOW, LOW), Standpoint("B", LOW, LOW)), "agree"),
        ((Standpoint("A", LOW, HIGH),), "one voice"),  # its own range is no distance between voices
        ((Standpoint("Yours", LOW, LOW, mine=True),), "only yours"),
        ((Standpoint("A", words="Words"),), "no level"),
    ],
)
def test_how_far_apart_is_said_of_voices_on_the_scale_alone(voices, words):
    row = row_with(SCALE, *voices)
    assert row.apart == words
    assert (row.span is not None) is (words == "3 levels")


def test_your_judgement_is_a_place_and_no_voice():
    row = row_with(SCALE, Standpoint("A", HIGH, HIGH), Standpoint("Yours", LOW, LOW, mine=True))
    assert (row.mine, row.voices[0], row.in_words) == (0, (), 0)
    assert row.at(0).endswith(": nobody, your judgement")
    assert row.span == (0, 3)
