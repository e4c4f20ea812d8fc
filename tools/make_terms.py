"""Write the term tables of sitegen/data from word frequencies and document counts.

    python -m pip install '.[terms]'
    python tools/make_terms.py --counts en=COUNTS.tsv --out sitegen/data

COUNTS.tsv tells in how many documents of one or more domains a word stands; its first line names
the domains and how many documents each has::

    # documents that hold the word; sources: us-politics N=7214, financial-wire N=19043
    word<TAB>us-politics<TAB>financial-wire
    harbour<TAB>34<TAB>203

A language without counts gets its table from the word frequencies alone. The layout of a table is
described in `sitegen.text.lexicon`, which reads it.
"""

from __future__ import annotations

import argparse
import math
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from wordfreq import get_frequency_dict

from sitegen.text.lexicon import IDF_STEP, LANGUAGES, RAREST, TERMS_ONLY, ZIPF_STEP, term

FULL = frozenset(("de", "en", "es", "fr", "it", "nl", "pt"))
"""Languages with a full table; the others have the commoner half."""

LEAST_TERM, LEAST_WORD = (3.2, 3.9), (3.6, 4.1)
"""Zipf frequency of the rarest term and word (3: once in a million words), in full tables and others.

A word below 3.6 weighs as much as any to the merge, a term below 3.2 a little less than an unknown
one. Lower makes the package larger: half a unit doubles a table.
"""

STORY = 200
"""Words of a story that count: turns the frequency of a word into its share of stories."""

PAIRED = frozenset(("ja", "zh"))
"""Languages written without blanks: their terms are pairs of characters."""

STORY_PAIRS = 400
"""Pairs of characters of a story that count."""

JOINT = 0.6
"""How often two words meet by chance beside how often their frequencies say: most meet in fixed phrases."""

JOINTS = 1500
"""Commonest last and first characters of words whose meetings are counted."""

RAREST_PAIR = 6.5
"""Rarity in nats from which a pair is left out: a table has some 100 kB, at half a nat more 150."""

PRIOR = 1000
"""Documents for which the general word frequency counts beside those of a domain."""


class Counts(NamedTuple):
    """In how many documents of each domain a word stands."""

    sizes: tuple[int, ...]
    words: Mapping[str, tuple[int, ...]]


def read_counts(text: str) -> Counts:
    """Document counts as written in a counts file."""
    first, _, *rows = text.splitlines()
    sizes = tuple(int(size) for size in re.findall(r"N=(\d+)", first))
    split = (row.split("\t") for row in rows)
    return Counts(sizes, {word: tuple(map(int, counts)) for word, *counts in split})


def share(frequency: float, counts: Iterable[int], sizes: Iterable[int]) -> float:
    """Share of stories that hold a word, 0 to 1: the highest of the domains, smoothed by general frequency.

    The highest, not the mean: the stock words of a domain must not look rare in a folder of it.
    """
    general = 1 - (1 - frequency) ** STORY
    shares = [(PRIOR * general + count) / (PRIOR + size) for count, size in zip(counts, sizes, strict=True)]
    return max(shares, default=general)


def rarity(share: float) -> float:
    """Weight of a term that stands in this share of stories, in nats."""
    return min(RAREST, -math.log(min(1.0, max(share, 1e-9))))


def terms(frequencies: Mapping[str, float], counts: Counts, least: float) -> dict[str, int]:
    """Weight of each term, in steps: its words' frequencies and document counts are added up."""
    frequency: defaultdict[str, float] = defaultdict(float)
    for word, own in frequencies.items():
        frequency[term(word)] += own
    documents: defaultdict[str, list[int]] = defaultdict(lambda: [0] * len(counts.sizes))
    for word, held in counts.words.items():
        documents[term(word)] = [one + more for one, more in zip(documents[term(word)], held, strict=True)]
    return {
        name: round(rarity(share(frequency[name], documents[name], counts.sizes)) / IDF_STEP)
        for name in frequency.keys() | documents.keys()
        if name in documents or _zipf(frequency[name]) >= least
    }


def pairs(frequencies: Mapping[str, float]) -> dict[str, int]:
    """Weight of each pair of characters, in steps: within the words, and where one word meets the next."""
    found: defaultdict[str, float] = defaultdict(float)
    first: defaultdict[str, float] = defaultdict(float)
    last: defaultdict[str, float] = defaultdict(float)
    for word, own in frequencies.items():
        first[word[0]] += own
        last[word[-1]] += own
        for at in range(len(word) - 1):
            found[word[at : at + 2]] += own
    for end in sorted(last, key=last.__getitem__)[-JOINTS:]:
        for start in sorted(first, key=first.__getitem__)[-JOINTS:]:
            found[end + start] += JOINT * last[end] * first[start]
    total = sum(found.values())
    rare = {pair: rarity(1 - (1 - own / total) ** STORY_PAIRS) for pair, own in found.items()}
    return {pair: round(value / IDF_STEP) for pair, value in rare.items() if value < RAREST_PAIR}


def words(frequencies: Mapping[str, float], least: float) -> dict[str, int]:
    """Zipf frequency of each word that is not too rare, in steps."""
    zipfs = {word: _zipf(frequency) for word, frequency in frequencies.items()}
    return {word: round(zipf / ZIPF_STEP) for word, zipf in zipfs.items() if zipf >= least}


def packed(values: Mapping[str, int]) -> bytes:
    """A table: its entries in order, then their values."""
    entries = sorted(values)
    return zlib.compress("\n".join(entries).encode() + b"\0" + bytes(values[entry] for entry in entries), 9)


def _zipf(frequency: float) -> float:
    """Zipf frequency: logarithm to base ten of the occurrences in a thousand million words."""
    return math.log10(frequency) + 9 if frequency else 0.0


def main() -> None:
    """Write a table of terms and one of words for each language."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--counts", action="append", default=[], metavar="LANGUAGE=FILE")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    files = dict(argument.split("=", 1) for argument in arguments.counts)
    for language in sorted(LANGUAGES | TERMS_ONLY):
        counts = (
            read_counts(Path(files[language]).read_text("utf-8")) if language in files else Counts((), {})
        )
        listed = get_frequency_dict(language, "best")
        frequencies = {word: frequency for word, frequency in listed.items() if word.isalnum()}
        if language in TERMS_ONLY:
            unspaced = {word: own for word, own in frequencies.items() if not word.isascii()}
            made = (
                pairs(unspaced) if language in PAIRED else terms(frequencies, Counts((), {}), LEAST_TERM[1])
            )
            data = packed(made)
            (arguments.out / f"{language}.terms").write_bytes(data)
            print(language, f"terms {len(data):7,} bytes", sep="  ")
            continue
        rest = language not in FULL
        made = {
            "terms": packed(terms(frequencies, counts, LEAST_TERM[rest])),
            "words": packed(words(frequencies, LEAST_WORD[rest])),
        }
        for kind, data in made.items():
            (arguments.out / f"{language}.{kind}").write_bytes(data)
        print(language, *(f"{kind} {len(data):7,} bytes" for kind, data in made.items()), sep="  ")


if __name__ == "__main__":
    main()
