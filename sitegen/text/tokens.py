"""Words, numbers and days of a sentence as things to compare, with their place in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import Stemmer
from msgspec import Struct
from msgspec.structs import replace

from sitegen.languages import DEFAULT, codes, words_of
from sitegen.languages import language as language_of
from sitegen.languages.phrases import one_of
from sitegen.text import lexicon, scripts
from sitegen.text.lexicon import table
from sitegen.text.quantities import Slot
from sitegen.text.values import slots

_HIDDEN = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0653-\u0655\u093c\u09bc\u0a3c\u0b3c\u1161-\u11ff"
    "\u1dc0-\u1dff\u20d0-\u20f0\u3099\u309a"
)
_FORMS = (
    "\u0132\u0133\u01c4-\u01cc\u01f1-\u01f3\uf900-\ufaff\ufb00-\ufb4f\ufe70-\ufefc\uff01-\uff5e"
    "\uff61-\uffdc\U0001d400-\U0001d7ff"
)
"""Ligatures, letters of another width, ideographs and mathematical letters that stand for plain ones."""
_ODD = re.compile(f"[{_HIDDEN}]|[\uff66-\uff9d][\uff9e\uff9f]|[{_FORMS}][{_MARKS}]*|.[{_MARKS}]+", re.DOTALL)
_MAY_BE_ODD = re.compile(f"[{_HIDDEN}{_FORMS}{_MARKS}]")
"""A character of what `_ODD` finds; looking for it is ten times quicker."""


def folded(text: str) -> str:
    r"""Return the text in the form in which it is compared.

    >>> folded("o\ufb03ce"), folded("re\u00adopen"), len(folded("cafe\u0301")), folded("\U0001d5f3ire")
    ('office', 'reopen', 4, 'fire')
    """
    return text if text.isascii() or not _MAY_BE_ODD.search(text) else _ODD.sub(_plain, text)


def folded_with_places(text: str) -> tuple[str, list[int] | None]:
    """Return the folded text and the place in `text` of each of its characters and its end.

    There are no places where the two are equal.
    """
    if text.isascii() or not _MAY_BE_ODD.search(text):
        return text, None
    parts: list[str] = []
    places: list[int] = []
    position = 0
    for match in _ODD.finditer(text):
        parts.append(text[position : match.start()])
        places += range(position, match.start())
        plain = _plain(match)
        parts.append(plain)
        places += [match.start()] * len(plain)
        position = match.end()
    parts.append(text[position:])
    places += range(position, len(text) + 1)
    return "".join(parts), places


def _plain(match: re.Match[str]) -> str:
    """The common form of a letter with its marks, a ligature or a character that does not show."""
    found = match[0]
    if len(found) == 1 and re.match(f"[{_HIDDEN}]", found):
        return ""
    return unicodedata.normalize("NFKC" if re.match(f"[{_FORMS}]", found) else "NFC", found)


NUMBER = 1 << 11
DAY = 1 << 12
"""Bits beside the classes of `lexicon`: a token read as a number; as a day, month, year or time."""

WEIGHTLESS = lexicon.FUNCTION | lexicon.LINK | lexicon.ARTICLE | lexicon.PRONOUN | lexicon.BORDER
"""Classes without a fact of their own."""

TELLING = lexicon.NEGATION | lexicon.MODAL | lexicon.CONTRAST | lexicon.TIME | lexicon.PART
"""Classes that keep their weight also where a word is a function word too."""

COMMON = 6.6
"""Zipf frequency at which a word would weigh nothing; measured with `SPAN` on reports of one event."""

SPAN = 3.0
"""Zipf frequencies between no weight and full weight. Measured with `COMMON`: weights fall from 3.6 to
6.6."""

LIGHTEST = 0.25
"""Weight of the commonest content words. Judgement, not measured."""

STEPS = 1024
"""Weights are multiples of 1/1024: binary fractions, whose sums are exact in any order."""

NUMBER_WEIGHT, DAY_WEIGHT, NEGATION_WEIGHT, MODAL_WEIGHT = 1.0, 922 / STEPS, 0.5, 307 / STEPS
"""Weights of tokens that are no plain words, on the scale where a rare word weighs 1."""


def _words_of(letter: str) -> re.Pattern[str]:
    """Return a pattern of words of such letters, abbreviations with their stops, and numbers."""
    # No letter is tried twice: it is run over every sentence.
    word = rf"{letter}(?:\.(?:{letter}\.)+|{letter}*(?:['’ʼ]{letter}+)*)"
    return re.compile(rf"{word}|\d+(?:[.,:]\d+)*")


_LATIN_WORD, _WORD = _words_of(scripts.LATIN), _words_of(r"[^\W\d_]")
_LETTER_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u0971-\u0dff"


@cache
def _with_marks() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what a text has that is not just words between blanks, and words whose letters carry marks."""
    marked = "\u0300-\u036f\u0591-\u05ff\u0610-\u06ff\u0900-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u9fff"
    return re.compile(f"[{marked}]"), _words_of(rf"(?:[^\W\d_]|(?!\d)[{_LETTER_MARKS}])")


NOT = "¬"
"""Key of every plain negation: not, no, never and without weigh alike."""


class Token(Struct, frozen=True, gc=False):
    """A word, number or day of a sentence."""

    start: int
    end: int
    key: str
    """What equal tokens share: the stem, or the value of a number or day."""
    weight: float
    """0 for function words, up to 1."""
    bits: int
    """Classes of `lexicon`, with `NUMBER` and `DAY`."""
    capital: bool


class Word(NamedTuple):
    """What is known of a word by its spelling alone, as in `Token`."""

    key: str
    weight: float
    bits: int
    capital: bool


class WordTable(dict[str, Word]):
    """The words of a language, each looked up once."""

    LIMIT = 60_000
    """Most words kept; a full table starts anew. Judgement, not measured."""

    def __init__(self, language: str) -> None:
        super().__init__()
        known = language_of(language)
        grammar = known.grammar
        self._classes = lexicon.classes(language)
        self._table = table(language)
        self._stem = Stemmer.Stemmer(grammar.stemmer).stemWord if grammar.stemmer else str
        self._spellings = [(re.compile(written), put) for written, put in grammar.spellings]
        self._spelt = re.compile("|".join([written for written, _ in grammar.spellings]) or "(?!)")
        """What one of the spellings changes; most words are none of it."""
        self._contracted = {
            word: lexicon.BITS[name] for name, words in grammar.contracted.items() for word in words
        }
        self._negations = grammar.negations
        self._elided = words_of("grammar.elided")
        self._capitals = grammar.capitals or language_of(DEFAULT).grammar.capitals
        same = known.meanings.same
        self._same = {self._stem(word): self._stem(group[0]) for group in same for word in group}
        """For the stem of a word the one of the word that stands for it."""

    def __missing__(self, surface: str) -> Word:
        if len(self) >= self.LIMIT:
            self.clear()
        word = self[surface] = Word(*self._word(surface), surface[0].isupper())
        return word

    def _word(self, surface: str) -> tuple[str, float, int]:
        """Key, weight and classes; digits that are no amount (F-16, a price with a lost sign) count too."""
        if surface[0].isdigit():
            return (f"#{surface}", NUMBER_WEIGHT, NUMBER)
        if "." in surface:
            plain = surface.replace(".", "").upper()
            return (plain if plain in self._capitals else self._stem(plain.lower()), 1.0, 0)
        if surface in self._capitals:
            return (surface, 1.0, 0)
        if surface[0] >= scripts.FIRST_BLANKLESS and scripts.blankless().match(surface):
            if scripts.is_negation(surface):
                return (surface, NEGATION_WEIGHT, lexicon.NEGATION)
            return (surface, LIGHTEST if scripts.is_light(surface) else 1.0, 0)
        lower = surface.lower().replace("’", "'").replace("ʼ", "'")
        bits = self._classes.get(lower, 0)
        if not bits and "'" in lower:
            lower, bits = self._open(lower)
        if bits & TELLING or not bits & WEIGHTLESS:
            return (self._key(lower, bits), self._weight(lower, bits), bits)
        return (self._key(lower, bits), 0.0, bits)

    def _open(self, lower: str) -> tuple[str, int]:
        """The word inside a contraction, possessive or elision, and its classes."""
        head, _, tail = lower.partition("'")
        if self._contracted:
            if lower.endswith("n't"):
                return lower, lexicon.NEGATION | self._contracted.get(lower, 0)
            if tail in self._contracted and self._classes.get(head, 0) & WEIGHTLESS:
                return head, self._contracted[tail]
            if tail == "s":
                return head, self._classes.get(head, 0)
        if head in self._elided:
            return tail, self._classes.get(tail, 0)
        return lower.replace("'", ""), 0

    def _key(self, lower: str, bits: int) -> str:
        short = len(lower) < 5 or "'" in lower or lower in self._negations
        if self._negations and bits & lexicon.NEGATION and short:
            return NOT
        if self._spellings and self._spelt.search(lower):
            for written, put in self._spellings:
                lower = written.sub(put, lower)
        stem = self._stem(lower)
        return self._same.get(stem, stem)

    def _weight(self, lower: str, bits: int) -> float:
        if bits & lexicon.NEGATION:
            return NEGATION_WEIGHT
        if bits & lexicon.MODAL:
            return MODAL_WEIGHT
        if len(lower) == 1:
            return LIGHTEST
        weight = min(1.0, max(LIGHTEST, (COMMON - self._table.zipf(lower)) / SPAN))
        return round(weight * STEPS) / STEPS


words = cache(WordTable)
"""The words met so far in a language, filled as they come."""


@lru_cache(maxsize=2048)
def tokens(text: str, language: str, published: str | None = None) -> tuple[Token, ...]:
    """Tokens of a sentence in order; a number or day of several words is one token, and each has one.

    `published` is the day against which weekdays are resolved, YYYY-MM-DD. Letters that only look
    unlike are one (`folded`); the places are those in `text`.
    """
    plain, places = folded_with_places(text)
    found = _tokens(plain, words(language), _wars(plain, slots(plain, language, published)))
    if places is not None:
        found = [replace(token, start=places[token.start], end=places[token.end]) for token in found]
    return tuple(found)


def _spans(text: str, values: Sequence[Slot]) -> Iterable[tuple[int, int]]:
    """The places of the words of a text."""
    latin = scripts.is_latin(text)
    if not latin and _with_marks()[0].search(text):
        return _marked(text, values)
    return [match.span() for match in (_LATIN_WORD if latin else _WORD).finditer(text)]


def _marked(text: str, values: Sequence[Slot]) -> Iterator[tuple[int, int]]:
    """The same where letters carry marks; a run of letters without blanks is parted at the values in it."""
    words, position = _with_marks()[1], 0
    for run in scripts.blankless().finditer(text):
        yield from (match.span() for match in words.finditer(text, position, run.start()))
        position, end = run.span()
        for value in values:
            if position < value.end <= end or position <= value.start < end:
                yield from scripts.words(text, position, max(position, value.start))
                yield max(position, value.start), min(end, value.end)
                position = max(position, value.end)
        if position < end:
            yield from scripts.words(text, position, end)
        position = max(position, end)
    yield from (match.span() for match in words.finditer(text, position))


def _tokens(text: str, known: WordTable, values: Sequence[Slot]) -> list[Token]:
    """The words of a text, those of a value as one."""
    found: list[Token] = []
    following, until = 0, 0
    edge = values[0].start if values else len(text) + 1
    for start, end in _spans(text, values):
        if end > edge:
            while end > edge:  # one word may hold two values
                slot = values[following]
                found.append(_value(slot))
                until = slot.end
                following += 1
                edge = values[following].start if following < len(values) else len(text) + 1
        elif start >= until:
            key, weight, bits, capital = known[text[start:end]]
            if bits & lexicon.INTENT and text.startswith(" to ", end):
                bits |= lexicon.MODAL
            found.append(Token(start, end, key, weight, bits, capital))
    found += map(_value, values[following:])
    return found


@cache
def _world_wars() -> tuple[tuple[str, ...], re.Pattern[str]]:
    """Return pieces of which one stands in each name of a world war, and a pattern of the names."""
    named = [pair for code in codes() if (pair := language_of(code).amounts.wars)]
    first, second = (one_of(pair[place] for pair in named) for place in (0, 1))
    return tuple(words_of("amounts.war")), re.compile(f"(?P<first>{first})|{second}")


def _wars(text: str, values: tuple[Slot, ...]) -> tuple[Slot, ...]:
    """The slots with each world war as one name instead of a number."""
    pieces, names = _world_wars()
    if not any(map(text.__contains__, pieces)):
        return values
    wars = [
        Slot(match.start(), match.end(), "version", "world war I" if match["first"] else "world war II")
        for match in names.finditer(text)
    ]
    if not wars:
        return values
    rest = [slot for slot in values if not any(war.start < slot.end and slot.start < war.end for war in wars)]
    return tuple(sorted((*rest, *wars), key=lambda slot: slot.start))


_DAYS = frozenset({"date", "weekday", "month", "year", "time", "relative"})


def _value(slot: Slot) -> Token:
    """Token of a number or day read by `slots`."""
    if slot.kind in _DAYS:
        return Token(slot.start, slot.end, f"@{slot.key}", DAY_WEIGHT, DAY, capital=False)
    return Token(slot.start, slot.end, f"#{slot.key}{slot.unit}", NUMBER_WEIGHT, NUMBER, capital=False)
