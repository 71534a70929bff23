"""Reading one answer cell against a declared scale. What could mean two things is set aside, never guessed."""

from __future__ import annotations

import colorsys
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from scrutineer.domain.grid import Cell, tidy
from scrutineer.domain.hazards import is_prompt
from scrutineer.domain.scale import Level, Scale


class AnswerState(Enum):
    """What became of an answer cell."""

    ANSWERED = "answered"
    NOT_APPLICABLE = "not applicable"
    SET_ASIDE = "set aside"


@dataclass(frozen=True, slots=True)
class Answer:
    """The reading of one cell: a level's key, or why a person must decide. `note` says how it was read."""

    state: AnswerState
    level: str = ""
    reason: str = ""
    note: str = ""


NOT_APPLICABLE = Answer(AnswerState.NOT_APPLICABLE)
_COLOUR_SATURATION = 0.25
"""Below this a fill is a shade of grey to the eye; the pastel red and green of Excel's styles stand above it."""

_LEAST_SPREAD = 0.12
"""Below this between its strongest and its weakest part a fill has no colour to the eye, whatever its saturation."""

_NEAR_WHITE = 0.895
"""From this lightness on a fill is paper: the tint of a band, of a form's open cells or of a highlight, no answer."""

_LIGHTEST_GREY = 0.8
"""Greys above this are bands and locked cells in most workbooks; a grey that is an answer is darker."""

_HUES = (("red", -1, 16), ("amber", 35, 62), ("green", 75, 165), ("red", 344, 361))
"""Degrees of hue that have one plain name. What lies between, orange or lime, could mean either neighbour: no name.

Excel's own orange and gold, FFC000 and FF9900, stand for amber; its pumpkin, ED7D31 or FF6600, is as near to red.
"""

_BETWEEN = (("orange", "amber", "red", 16, 35), ("yellow-green", "amber", "green", 62, 75))
"""The hues between two names: what each is called, and the two that it could mean."""

_SHORTEST_CORRECTED = 6  # letters of a word: in “no”, “met” or “amber” one letter more or less may be another answer


def set_aside(reason: str) -> Answer:
    """An answer that waits for a person."""
    return Answer(AnswerState.SET_ASIDE, reason=reason)


def colour_name(fill: str) -> str:
    """The plain name of a cell colour given as RRGGBB: red, amber, green, grey, or "" for any other."""
    if len(fill) != 6:
        return ""
    red, green, blue = _parts(fill)
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    spread = max(red, green, blue) - min(red, green, blue)
    if lightness >= _NEAR_WHITE:
        return ""
    # Near black and near white a hair's difference counts as full saturation, so the difference itself is asked too.
    if saturation < _COLOUR_SATURATION or spread < _LEAST_SPREAD:
        return "grey" if 0.2 < lightness < _LIGHTEST_GREY else ""
    degrees = hue * 360
    name = next((name for name, low, high in _HUES if low <= degrees <= high), "")
    if name == "amber" and not _vivid(fill):
        return ""  # brown, or the pale yellow that marks a cell to fill in: amber to nobody
    return name


def is_paper(fill: str) -> bool:
    """Whether a fill is none, or the tint of a band, of a form's open cells or of a locked one: it says nothing."""
    if len(fill) != 6:
        return True
    red, green, blue = _parts(fill)
    _, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    return lightness >= _NEAR_WHITE or (lightness >= _LIGHTEST_GREY and saturation < _COLOUR_SATURATION)


def colour_guess(fill: str) -> str:
    """What a colour without one plain name seems to be, to be confirmed: “orange, which could be amber or red”."""
    degrees = _degrees(fill)
    for name, first, second, low, high in _BETWEEN:
        if low < degrees < high:
            return f"{name}, which could be {first} or {second}"
    return colour_name(fill) or "a colour without one meaning"


def _degrees(fill: str) -> float:
    """The hue of a vivid colour; -1 for any other."""
    return colorsys.rgb_to_hls(*_parts(fill))[0] * 360 if len(fill) == 6 and _vivid(fill) else -1


def _parts(fill: str) -> tuple[float, float, float]:
    red, green, blue = (int(fill[i : i + 2], 16) / 255 for i in (0, 2, 4))
    return red, green, blue


def _vivid(fill: str) -> bool:
    parts = _parts(fill)
    return max(parts) >= 0.8 and max(parts) - min(parts) >= 0.45


def _unnamed(fill: str, scale: Scale) -> str:
    """Why a colour is no answer: it lies between two that are, or is none of them."""
    declared = {colour for level in scale.levels for colour in level.colours}
    degrees = _degrees(fill)
    for name, first, second, low, high in _BETWEEN:
        if low < degrees < high and declared >= {first, second}:
            return f"the cell is {name}: it could be {first} or {second}"
    return "the cell's colour is none of the declared ones"


def read_answer(cell: Cell, scale: Scale) -> Answer:
    """Read one cell against the scale that was declared for it."""
    # What the workbook itself says is no answer comes first, then what stands for no answer at all, then what stands
    # for “does not apply”: a 0 that the scale declares as one of these is never read as a level.
    if cell.kind == "error":
        return set_aside(
            f"an error in the workbook: {tidy(cell.text)}" if tidy(cell.text) else "an error in the workbook"
        )
    if cell.kind == "lost":
        return set_aside("a formula without a stored value")
    if cell.kind == "date":
        return set_aside("a date, not an answer")
    text = tidy(cell.text)
    if any(level.colours for level in scale.levels):
        return _read_colour(text, cell.fill, scale)
    if not text:
        return set_aside("blank")
    # A level may itself begin like a prompt (“Select committee only”): then it is an answer.
    prompt = is_prompt(text) and not any(_matches(text, _typed_for(level)) for level in scale.levels)
    if prompt or _matches(text, scale.unanswered):
        return set_aside(f"left at “{text}”")
    if _matches(text, scale.not_applicable) or _number_token(cell, scale.not_applicable):
        return NOT_APPLICABLE
    if scale.kind == "percent":
        return _read_percent(cell, text)
    return _read_level(cell, text, scale)


def crossed_levels(headings: Iterable[str], scale: Scale) -> dict[str, str]:
    """By heading of a column that is crossed, the level of the declared scale that it names ("n/a" allowed).

    A heading that names none, such as "don't know", is left out: a cross under it waits for a person.
    """
    levels = {}
    for heading in headings:
        # headings of two rows are told as “Self-assessment / Met”: the last part is the level's own
        read = read_answer(Cell(heading.rpartition(" / ")[2]), scale)
        if read.state is not AnswerState.SET_ASIDE:
            levels[heading] = "n/a" if read.state is AnswerState.NOT_APPLICABLE else read.level
    return levels


def _matches(text: str, tokens: tuple[str, ...]) -> bool:
    return text.casefold() in {token.casefold() for token in tokens}


def _number_token(cell: Cell, tokens: tuple[str, ...]) -> bool:
    return cell.number is not None and cell.number.is_integer() and str(int(cell.number)) in tokens


def _typed_for(level: Level) -> tuple[str, ...]:
    return (level.key, level.word, *level.typed)


def _read_level(cell: Cell, text: str, scale: Scale) -> Answer:
    for level in scale.levels:
        if _matches(text, _typed_for(level)) or _number_token(cell, _typed_for(level)):
            return Answer(AnswerState.ANSWERED, level.key)
    if cell.number is not None:
        between = not cell.number.is_integer()
        return set_aside(f"{text} is {'in between' if between else 'not on the declared scale'}")
    return _misspelt(text, scale) or set_aside("not a level of the declared scale")


def _misspelt(text: str, scale: Scale) -> Answer | None:
    """Words of exactly one level with a slip inside one long word; numbers and short marks are never corrected.

    Likeness alone decides nothing: “Now compliant”, “Unsatisfactory” and “Requires no improvement” are as like to
    their opposites as a slip is to the word that was meant.
    """
    typed = text.casefold().split()
    close = {level.key for level in scale.levels for word in _typed_for(level) if _slip(typed, word.casefold().split())}
    if len(close) != 1:
        return None
    key = close.pop()
    return Answer(AnswerState.ANSWERED, key, note=f"“{text}” read as {scale.word(key)}")


def _slip(typed: list[str], meant: list[str]) -> bool:
    """Whether all words are the same but one, in which a letter was left out, doubled or swapped with the next one.

    The word must be long and the slip inside it: what is added before a word or left off its end turns it round.
    """
    if len(typed) != len(meant):
        return False
    differing = [pair for pair in zip(typed, meant, strict=True) if pair[0] != pair[1]]
    if len(differing) != 1:
        return False
    wrong, right = differing[0]
    inside = wrong[:2] == right[:2] and wrong[-1] == right[-1]
    if len(right) < _SHORTEST_CORRECTED or not inside or not (wrong.isalpha() and right.isalpha()):
        return False
    if len(wrong) == len(right):
        swapped = [place for place in range(len(right)) if wrong[place] != right[place]]
        first = swapped[0]
        return swapped == [first, first + 1] and sorted(wrong) == sorted(right)
    shorter, longer = sorted((wrong, right), key=len)
    if len(longer) - len(shorter) != 1:
        return False
    place = next((n for n, letter in enumerate(shorter) if letter != longer[n]), len(shorter))
    left_out = shorter[place:] == longer[place + 1 :]
    return left_out and (longer == right or longer[place] == longer[place - 1])


def _read_percent(cell: Cell, text: str) -> Answer:
    if cell.number is not None:
        return _percent_number(cell.number, cell.percent)
    if text.endswith("%"):
        try:
            return _percent_number(float(text[:-1]), percent=False)
        except ValueError:
            pass
    return set_aside("not a percentage")


def _percent_number(number: float, percent: bool) -> Answer:
    value = round(number * 100, 6) if percent else number  # Excel stores 29% as 0.29, which is 28.999… times 100
    if not percent and 0 < value <= 1:
        return set_aside(f"{number:g} could be a share or a per cent")
    if not 0 <= value <= 100:
        return set_aside(f"{value:g}% is outside 0 to 100")
    return Answer(AnswerState.ANSWERED, f"{value:g}")


def _read_colour(text: str, fill: str, scale: Scale) -> Answer:
    """A colour decides; words beside it must agree with it, and words alone must mean one thing."""
    colour = colour_name(fill)
    by_colour = next((level.key for level in scale.levels if colour in level.colours), "")
    if colour in scale.not_applicable_colours:
        by_colour = "n/a"
    by_text = {level.key for level in scale.levels if _matches(text, _typed_for(level))}
    if _matches(text, scale.not_applicable):
        by_text.add("n/a")
    if fill and not by_colour:
        return set_aside(_unnamed(fill, scale))
    if text and not by_text:
        return set_aside("not a level of the declared scale")
    if not text and not fill:
        return set_aside("blank, with no colour")
    candidates = {by_colour} if not text else by_text if not fill else by_text & {by_colour}
    if len(candidates) != 1:
        return set_aside("the colour and the words disagree" if fill else "could mean two things without a colour")
    key = candidates.pop()
    return NOT_APPLICABLE if key == "n/a" else Answer(AnswerState.ANSWERED, key)
