"""What the program knows of names: the dictionary's words, common names, and the words that are this casefile's own."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from scrutineer import paths
from scrutineer.dictionary import Dictionary
from scrutineer.domain.possible_names import NameWords
from scrutineer.operations import catalogue
from scrutineer.operations.queries.context import Context


@cache
def shipped_words() -> NameWords:
    """The dictionary and the lists of names, read when somebody first asks; where a list cannot be read there are
    fewer names and no error, as with spelling."""
    dictionary, lists = Dictionary(), _listed()
    given, surnames, places = (frozenset(lists[group]) for group in ("Given", "Surnames", "Places"))
    return NameWords(dictionary.knows, given, surnames, places)


def _listed() -> dict[str, set[str]]:
    from zxcvbn.frequency_lists import FREQUENCY_LISTS as COUNTED  # its word lists cost the start nothing

    lists = {"Given": {*COUNTED["male_names"], *COUNTED["female_names"]}, "Surnames": {*COUNTED["surnames"]}}
    lists["Places"] = set()
    for file in ("names.txt", "safeguarding.txt"):
        try:
            text = (paths.resources() / "dictionary" / file).read_text(encoding="utf-8")
        except OSError:
            continue
        group: set[str] = set()
        for line in text.splitlines():
            if line.startswith("#"):
                group = lists.get(next(iter(line.strip("# ").split()), ""), set())
            else:
                group.update(word.casefold() for word in line.split())
    return lists


def bodies(context: Context) -> tuple[str, ...]:
    """The names of the partnership and of its agencies, however they go by: nobody's own."""
    named = (name for agency in context.agencies for name in (agency.name, *agency.aliases))
    partnership = context.partnership
    return (partnership.name, partnership.prefix, *partnership.authorities, *named)


def words_here(context: Context, texts: Iterable[str] = ()) -> NameWords:
    """What could be a name in this casefile. Words of bodies, of frameworks' titles, of levels and of
    these texts are nobody's."""
    titles = (known.title for known in (context.framework, *catalogue.frameworks()))
    levels = (level.word for level in context.scale.levels)  # “Amber” is a level before it is somebody
    return shipped_words().knowing((*bodies(context), *titles, *levels, *texts))
