"""Makes sitegen/data/en.meanings: which English words can mean one thing, and which are opposites.

``python tools/make_meanings.py --wordnet FOLDER --out sitegen/data``; the folder holds ``data.noun``,
``index.noun``, ``noun.exc``, ``cntlist.rev`` and their kind of WordNet 3.0, as packages install them.

The file is zlib-compressed lines: a word (as `text.tokens` keys it) with those that can mean the same; an
empty line; then a word with its opposites.
"""

from __future__ import annotations

import argparse
import re
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations, product
from pathlib import Path

from msgspec import Struct
from wordfreq import zipf_frequency

sys.path.insert(0, str(Path(__file__).parent.parent))

from sitegen.text.tokens import words

CLASSES = {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}
NUMBERS = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}
COMMON = 2.9
"""Least Zipf frequency of a word of the table: one in 1.3 million words of running text."""

SENSE = 0.08
"""Least share of the uses of both words that is the sense they share.

By hand over 300 pairs: from .3 on nearly all can stand for each other in a report, at .08 two of three, below
hardly any. The table keeps a difference from being claimed, so it is wide rather than narrow.
"""

KIND = 0.15
"""The same for a word and the one for its kind (villa, house)."""

WIDE = 60
"""Kinds with more members of the table say too little: person, thing, act."""

OPPOSED = 0.15
"""Least share of the uses of both words that are the senses in which they are opposites."""

ID = tuple[str, str]
"""Class of words and offset in its file: one sense."""


class Sense(Struct):
    """A sense of words."""

    words: list[str]
    kinds: list[ID]
    opposed: list[ID]
    near: list[ID]
    """Of an adjective the one that it is a shade of."""


def read(folder: Path) -> dict[ID, Sense]:
    """Every sense of WordNet."""
    found = {}
    for name, letter in CLASSES.items():
        for line in (folder / f"data.{name}").read_text("utf-8").splitlines():
            if line.startswith(" "):
                continue
            fields = line.partition("|")[0].split()
            count = int(fields[3], 16)
            at = 5 + 2 * count
            signs: dict[str, list[ID]] = defaultdict(list)
            for place in range(at, at + 4 * int(fields[at - 1]), 4):
                sign, offset, kind = fields[place : place + 3]
                signs[sign].append(("a" if kind == "s" else kind, offset))
            found[letter, fields[0]] = Sense(
                [re.sub(r"\(.*\)", "", word).lower() for word in fields[4 : 4 + 2 * count : 2]],
                signs["@"],
                signs["!"],
                signs["&"],
            )
    return found


def uses(folder: Path) -> dict[ID, dict[str, float]]:
    """For each sense its common words with the share of their uses that it is."""
    counts: Counter[tuple[str, str, int]] = Counter()
    for line in (folder / "cntlist.rev").read_text("utf-8").splitlines():
        key, number, count = line.split()
        lemma, rest = key.split("%")
        counts[lemma, NUMBERS[rest[0]], int(number)] += int(count)
    listed: dict[tuple[str, str], list[str]] = {}
    for name, letter in CLASSES.items():
        for line in (folder / f"index.{name}").read_text("utf-8").splitlines():
            if not line.startswith(" "):
                fields = line.split()
                listed[fields[0], letter] = fields[-int(fields[2]) :]
    used: dict[ID, dict[str, float]] = defaultdict(dict)
    for (lemma, letter), offsets in listed.items():
        if not _common(lemma):
            continue
        every = sum(
            counts[lemma, each, at + 1] + 0.5
            for each in CLASSES.values()
            for at in range(len(listed.get((lemma, each), ())))
        )
        for at, offset in enumerate(offsets):
            used[letter, offset][lemma] = (counts[lemma, letter, at + 1] + 0.5) / every
    return used


def _common(word: str) -> bool:
    return word.isascii() and word.isalpha() and len(word) > 2 and zipf_frequency(word, "en") >= COMMON


def alike(senses: dict[ID, Sense], used: dict[ID, dict[str, float]]) -> Iterator[tuple[str, str]]:
    """Pairs of words that can mean one thing."""
    members = Counter(kind for sense in used for kind in senses[sense].kinds)
    for sense, shares in used.items():
        for one, other in combinations(sorted(shares), 2):
            if min(shares[one], shares[other]) >= SENSE:
                yield one, other
        for one, mine in shares.items():
            if mine < KIND:
                continue
            for kind in (*senses[sense].kinds, *senses[sense].near):
                if members[kind] <= WIDE:
                    yield from (
                        (one, other) for other, theirs in used.get(kind, {}).items() if theirs >= KIND
                    )


def opposed(senses: dict[ID, Sense], used: dict[ID, dict[str, float]]) -> Iterator[tuple[str, str]]:
    """Pairs of opposites, shades of one against shades of the other among them."""
    shades: dict[ID, list[ID]] = defaultdict(list)
    for sense, told in senses.items():
        for head in told.near:
            shades[head].append(sense)
    for sense, told in senses.items():
        for other in told.opposed:
            for mine, theirs in product((sense, *shades[sense]), (other, *shades[other])):
                if sense == mine or other == theirs:
                    for one, share in used.get(mine, {}).items():
                        for two, back in used.get(theirs, {}).items():
                            if min(share, back) >= OPPOSED:
                                yield one, two


def irregular(folder: Path) -> Iterator[tuple[str, str]]:
    """Irregular forms of one word: rose, risen, rise."""
    forms: dict[str, set[str]] = defaultdict(set)
    for name in CLASSES:
        for line in (folder / f"{name}.exc").read_text("utf-8").splitlines():
            form, word = line.split()[:2]
            if form.isalpha() and word.isalpha() and zipf_frequency(form, "en") >= COMMON:
                forms[word] |= {form, word}
    for same in forms.values():
        yield from combinations(sorted(same), 2)


def keyed(pairs: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """The pairs by the keys of their words, each once."""
    known = words("en")
    keys = {tuple(sorted((known[one].key, known[other].key))) for one, other in pairs}
    return {(one, other) for one, other in keys if one != other}


def lines(pairs: Iterable[tuple[str, str]]) -> list[str]:
    """The pairs as lines: a word and those that go with it and come later in the alphabet."""
    table: dict[str, list[str]] = defaultdict(list)
    for one, other in sorted(pairs):
        table[one].append(other)
    return [" ".join((word, *others)) for word, others in sorted(table.items())]


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--wordnet", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    senses, used = read(given.wordnet), uses(given.wordnet)
    apart = keyed(opposed(senses, used))
    same = keyed((*alike(senses, used), *irregular(given.wordnet))) - apart
    text = "\n".join((*lines(same), "", *lines(apart)))
    (given.out / "en.meanings").write_bytes(zlib.compress(text.encode(), 9))
    print(f"{len(same)} pairs of one meaning, {len(apart)} of opposites")


if __name__ == "__main__":
    main()
