"""The six steps in the window: painted in either palette at any text size, and read out in words."""

from __future__ import annotations

import pytest

from scrutineer.domain.six_steps import StepInTwoCycles, six_steps
from scrutineer.frameworks.loader import scales
from scrutineer.ui.kit.pictures import SixStepsPicture
from scrutineer.ui.theme import Theme

SCALE = next(scale for scale in scales() if len(scale.levels) == 4)
LOW, HIGH = SCALE.levels[0].key, SCALE.levels[-1].key


def picture(label: str = "Leadership", **fields):
    step = StepInTwoCycles(**{"number": "1", "label": label, "then": LOW, "now": HIGH, **fields})
    return six_steps([step], SCALE, before="Cycle 1", after="now")


@pytest.fixture
def shown(qtbot, dressed):
    def show(theme: Theme = dressed, **fields) -> SixStepsPicture:
        made = SixStepsPicture(theme)
        qtbot.addWidget(made)
        made.show_picture(picture(**fields))
        made.resize(900, made.heightForWidth(900))
        made.show()
        return made

    return show


def colours(part: SixStepsPicture) -> set[str]:
    image = part.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


@pytest.mark.parametrize("palette", ["light", "dark"])
@pytest.mark.parametrize(("then", "now", "tone"), [(LOW, HIGH, "ok"), (HIGH, LOW, "danger")])
def test_what_moved_is_painted_in_the_palette_in_force(shown, dressed, palette, then, now, tone):
    theme = Theme(palette)
    seen = colours(shown(theme, then=then, now=now))
    assert theme.colour(tone).name() in seen
    assert theme.level_colour(SCALE.look(now), "mark").name() in seen


def test_it_is_named_and_read_out_in_words(shown):
    part = shown()
    assert part.accessibleName() == "The steps, Cycle 1 and now"
    assert (
        f"{SCALE.word(LOW)}, then {SCALE.word(HIGH)}; up {len(SCALE.levels) - 1} levels" in part.accessibleDescription()
    )


def test_its_height_follows_from_its_width_and_its_text(shown):
    long = " ".join(["safeguarding"] * 12)
    short, tall = shown(), shown(label=long)
    assert tall.heightForWidth(900) > short.heightForWidth(900)
    assert tall.heightForWidth(600) >= tall.heightForWidth(900)
    assert shown(Theme("light", 200)).heightForWidth(1800) > 1.9 * short.heightForWidth(900)
