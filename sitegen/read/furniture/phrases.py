"""Which wording of page furniture a line is: the table of `data/furniture.txt`, made ready to look up."""

from __future__ import annotations

from functools import cache
from pkgutil import get_data

from msgspec import Struct

MARKS = " \t\xa0-–—*#•·|►▶▸»›>→↓+_([{)]}¿¡.!?…:✉📧📲🔔📩👉📰🔴🎧"
"""Marks that stand at the ends of buttons and headings and mean nothing."""
ENDS = frozenset(".。।۔።။។։」』\"'”’»“) ")
"""What a statement can end with."""
LINE_WORDS = 16
"""Most words of a line that a phrase with ``~`` speaks for; buttons are shorter, sentences longer.
Judgement: the longest whole line of the table has 7 words."""
SENTENCE_LENGTH = 400
"""Most characters of a sentence that a phrase with ``~.`` speaks for. Judgement, not measured."""
OPENER_LENGTH = 64
"""Characters of a line within which the longest opener ends. From: the table, whose longest opener has 42."""
LABEL_LENGTH = 180
"""Most characters of a line that a label speaks for. Judgement: twice the 95 % of promotions that have up to
80 characters."""


class Phrase(Struct, frozen=True, gc=False):
    """A wording that opens a line of furniture."""

    opener: str
    rule: str
    sentence: bool
    """Whether it also opens whole sentences."""
    label: bool
    """Whether a colon must follow."""
    needs: tuple[str, ...]
    """Words of which one must stand in the rest; empty when none must."""


class PhraseTable(Struct, frozen=True, gc=False):
    """All wordings, by the whole line and by the first word of the line."""

    exact: dict[str, str]
    openers: dict[str, tuple[Phrase, ...]]
    sentence_openers: dict[str, tuple[str, ...]]
    """The openers that reach over whole sentences, by first word."""


def plain(text: str) -> str:
    """`text` as phrases are compared: lower case, straight apostrophes, no marks at the ends.

    >>> plain("▶ Don’t miss:")
    "don't miss"
    """
    return text.lower().replace("’", "'").strip(MARKS)


def first_word(key: str) -> str:
    """The word under which the phrases of a line stand in the table."""
    word = key.partition(" ")[0].rstrip(":,")
    return word if word.isascii() else word.partition("：")[0]


@cache
def table() -> PhraseTable:
    """The wordings of all languages."""
    exact: dict[str, str] = {}
    openers: dict[str, list[Phrase]] = {}
    rule = ""
    for line in (get_data("sitegen", "data/furniture.txt") or b"").decode().splitlines():
        if not line or line.startswith("# "):
            continue
        if line.startswith("["):
            rule = line[1:-1]
        elif "~" in line or line.endswith(":"):
            phrase = _phrase(line, rule)
            openers.setdefault(first_word(phrase.opener), []).append(phrase)
        else:
            exact.setdefault(plain(line), rule)
    return PhraseTable(
        exact=exact,
        openers={word: tuple(sorted(phrases, key=_reach)) for word, phrases in openers.items()},
        sentence_openers={
            word: tuple(phrase.opener for phrase in phrases if phrase.sentence)
            for word, phrases in openers.items()
            if any(phrase.sentence for phrase in phrases)
        },
    )


def _reach(phrase: Phrase) -> tuple[int, str]:
    """What the phrases of a word are sorted by: the longer says more."""
    return -len(phrase.opener), phrase.opener


def _phrase(line: str, rule: str) -> Phrase:
    """The phrase of a line of the table."""
    opener, _, reach = line.partition("~")
    sentence = reach.startswith(".")
    needs = reach.removeprefix(".").removeprefix(" ")
    label = opener.endswith(":")
    return Phrase(
        opener=opener.strip().removesuffix(":").strip(),
        rule=rule,
        sentence=sentence,
        label=label,
        needs=tuple(needs.split("|")) if needs else (),
    )


def phrase_rule(text: str, key: str) -> str | None:
    """Return the rule that speaks for the whole of `text`, whose plain form is `key`."""
    wordings = table()
    rule = wordings.exact.get(key)
    if rule is None:
        for phrase in wordings.openers.get(first_word(key), ()):
            if key.startswith(phrase.opener) and _reaches(phrase, text, key):
                return phrase.rule
    return rule


def is_stopped(text: str) -> bool:
    """Whether `text` ends like a statement: a full stop, in or out of quotation marks."""
    if text[-1:] not in ENDS:
        return False
    end = text.rstrip("\"'”’»“) 」』")
    return end.endswith((".", "。", "।", "۔", "።", "။", "។", "։")) and not end.endswith("...")


def _reaches(phrase: Phrase, text: str, key: str) -> bool:
    """Whether the phrase speaks for all of the line that it opens."""
    rest = key[len(phrase.opener) :]
    if phrase.label:
        if not rest.lstrip(" ").startswith((":", "：", "|")):
            return not rest
        told = not phrase.needs or any(need in text for need in phrase.needs)
        return told and len(text) <= LABEL_LENGTH and (phrase.sentence or not is_stopped(text))
    if not rest:
        return True
    if rest[0].isalnum() or (phrase.needs and not any(need in rest for need in phrase.needs)):
        return False
    if phrase.sentence:
        return len(text) <= SENTENCE_LENGTH
    return key.count(" ") < LINE_WORDS and not is_stopped(text)
