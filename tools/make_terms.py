"""Write the term tables of sitegen/data from word frequencies and document counts.

    python -m pip install '.[terms]'
    python tools/make_terms.py --counts en=COUNTS.tsv --out sitegen/data

COUNTS.tsv tells in how many documents of one or more domains a word stands; its first line names
the domains and how many documents each has::

    # documents that hold the word; sources: us-politics N=7214, financial-wire N=19043
    word<TAB>us-politics<TAB>financial-wire
    harbour<TAB>34<TAB>203

A language without counts gets its table from the word frequencies alone. The layout of a table is
described in `sitegen.terms`, which reads it.
"""

from __future__ import annotations

import argparse
import math
import re
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from wordfreq import get_frequency_dict, word_frequency

from sitegen.terms import IDF_STEP, RAREST, ZIPF_STEP

LEAST_ZIPF: Mapping[str, float] = {
    "en": 3.0,
    **dict.fromkeys(("de", "es", "fr", "it", "nl", "pt"), 3.2),
    **dict.fromkeys(("ca", "cs", "da", "el", "fi", "hu", "nb", "pl", "ro", "ru", "sv", "tr", "uk"), 3.9),
}
"""Languages that get a table, and the Zipf frequency of the rarest word in it (3: once in a million words).

A word below it weighs as much as an unknown one. Lower makes the package larger: half a unit
doubles a table.
"""

STORY = 200
"""Words of a story that count: turns the frequency of a word into its share of stories."""

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


def table(language: str, counts: Counts) -> bytes:
    """Packed table of a language: its words in order, their weights, their Zipf frequencies."""
    frequencies = {
        word: frequency
        for word, frequency in get_frequency_dict(language, "best").items()
        if _zipf(frequency) >= LEAST_ZIPF[language] and word.isalnum()
    }
    rows = []
    for word in sorted(frequencies.keys() | counts.words.keys()):
        frequency = frequencies.get(word) or word_frequency(word, language)
        documents = counts.words.get(word, (0,) * len(counts.sizes))
        rarity = -math.log(max(share(frequency, documents, counts.sizes), 1e-9))
        weight = min(RAREST, rarity)
        rows.append((word, round(weight / IDF_STEP), round(max(0.0, _zipf(frequency)) / ZIPF_STEP)))
    words = "\n".join(word for word, _, _ in rows).encode()
    return zlib.compress(words + b"\0" + bytes(row[1] for row in rows) + bytes(row[2] for row in rows), 9)


def _zipf(frequency: float) -> float:
    """Zipf frequency: logarithm to base ten of the occurrences in a thousand million words."""
    return math.log10(frequency) + 9 if frequency else 0.0


def main() -> None:
    """Write a table for each language of `LEAST_ZIPF`."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--counts", action="append", default=[], metavar="LANGUAGE=FILE")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    files = dict(argument.split("=", 1) for argument in arguments.counts)
    for language in sorted(LEAST_ZIPF):
        counts = (
            read_counts(Path(files[language]).read_text("utf-8")) if language in files else Counts((), {})
        )
        data = table(language, counts)
        (arguments.out / f"{language}.terms").write_bytes(data)
        print(f"{language}  {len(data):7,} bytes")


if __name__ == "__main__":
    main()
