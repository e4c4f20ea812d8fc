"""One quotation in two renderings: the same words but for a few inside."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher
from itertools import combinations
from typing import Final, NamedTuple

from sitegen.compare.claim import Claim
from sitegen.compare.corpus import Corpus
from sitegen.compare.finding import Discrepancy, Mention, merged

LEAST_WORDS: Final = 5
"""Words from which on two quotations can be told to be one."""
SAME: Final = 0.7
"""Least share of their words that two renderings of one quotation have in common."""
LONGEST_EXCHANGE: Final = 4
"""Most words that one rendering puts in another's place."""
LEAST_WEIGHT: Final = 0.4
"""Least weight of the heaviest word on each side: an exchanged article is no other wording."""


class _Quote(NamedTuple):
    """The words of a quotation with their place in the sentence."""

    said: Claim
    words: tuple[int, ...]
    """Indexes of its tokens."""
    keys: tuple[str, ...]


def points(group: Corpus) -> list[Discrepancy]:
    """Quotations that two sources give in unlike words."""
    quotes = [quote for said in group.claims for quote in _quotes(said)]
    out: list[Discrepancy] = []
    for one, other in combinations(quotes, 2):
        if one.said.mask & other.said.mask or one.said.language != other.said.language:
            continue
        common = len(set(one.keys) & set(other.keys))
        if common >= SAME * min(len(set(one.keys)), len(set(other.keys))) and one.keys != other.keys:
            out.extend(_exchanges(one, other))
    return merged(out)


def _quotes(said: Claim) -> Iterable[_Quote]:
    """The quotations of a sentence that are long enough."""
    for span in said.quotations:
        places = tuple(said.quoted(*span))
        if len(places) >= LEAST_WORDS:
            yield _Quote(said, places, tuple(said.tokens[place].key for place in places))


def _exchanges(one: _Quote, other: _Quote) -> Iterable[Discrepancy]:
    """The first exchange of a few words inside two renderings."""
    matcher = SequenceMatcher(None, one.keys, other.keys)
    if matcher.ratio() < SAME:
        return
    for change, start, end, begin, finish in matcher.get_opcodes():
        if change != "replace" or not (start and begin and end < len(one.keys) and finish < len(other.keys)):
            continue
        if max(end - start, finish - begin) > LONGEST_EXCHANGE:
            continue
        if _weighs(one, start, end) and _weighs(other, begin, finish):
            sides = (_mention(one, start, end), _mention(other, begin, finish))
            yield Discrepancy("wording", matcher.ratio(), sides, _frame(one).words)
            return


def _weighs(quote: _Quote, start: int, end: int) -> bool:
    """Whether the exchanged words carry meaning."""
    return any(quote.said.tokens[place].weight >= LEAST_WEIGHT for place in quote.words[start:end])


def _mention(quote: _Quote, start: int, end: int) -> Mention:
    tokens = quote.said.tokens
    return Mention(quote.said, tokens[quote.words[start]].start, tokens[quote.words[end - 1]].end)


def _frame(quote: _Quote) -> Mention:
    """The first words of the quotation."""
    tokens = quote.said.tokens
    return Mention(
        quote.said, tokens[quote.words[0]].start, tokens[quote.words[min(4, len(quote.words) - 1)]].end
    )
