"""What the program knows of each language, and which of them a text is in.

A language is a file `xx.toml` of sections, read when a section is asked for.

>>> sorted(language("en").words.article)
['a', 'an', 'the']
>>> language("en").opposites.pairs["guilty"]
frozenset({'innocent'})
>>> language("xx").words.article
Words()

`sections` says what each section and entry holds; `mul.toml` has what serves every language. A language
without a file has every section empty, and so has a file that lacks it.
"""

import os
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import chain
from operator import attrgetter
from typing import Any, Final, TypeVar

from sitegen.languages import sections

DEFAULT: Final = "en"
"""Code of the language whose words serve where a language has none of its own and some are needed."""

EVERY: Final = "mul"
"""Code of the file with what serves every language; ISO 639 has it for several languages."""

_FOLDER: Final = os.path.dirname(__file__)
_HEADING: Final = re.compile(r"^\[(\w+)\]$", re.MULTILINE)
_BETWEEN: Final = re.compile(r"(?:[ \t]*+(?:#[^\n]*+)?\n)*")
_ENTRY: Final = re.compile(
    r"(?<!\w)(\w++) = "
    r"(?:'''\n?([^']*+(?:'(?!'')[^']*+)*)'''|'([^'\n]*)'|\"([^\"\\\n]*)\"|(true|false|\d{1,9}))"
    rf"[ \t]*+(?:#[^\n]*)?(?:\n|\Z){_BETWEEN.pattern}"
)
_ALIASES: Final = {"nb": "no", "nn": "no"}
"""Codes that stand for the same file: the two written forms of Norwegian."""


class LanguageError(ValueError):
    """A language file does not hold what it should; the message names file, section and entry."""


class Language:
    """The sections of one language, each read when it is first asked for."""

    code: str
    """ISO 639-1 code, or `EVERY`."""
    title: sections.Title
    common: sections.Common
    words: sections.WordClasses
    opposites: sections.Opposites
    frames: sections.Frames
    meanings: sections.Meanings
    calendar: sections.CalendarNames
    dates: sections.Dates
    measures: sections.Measures
    numerals: sections.Numerals
    numbers: sections.Numbers
    amounts: sections.Amounts
    grammar: sections.Grammar
    sentences: sections.Sentences
    datelines: sections.Datelines
    names: sections.Names
    reporting: sections.Reporting
    relaying: sections.Relaying
    comparison: sections.Comparison
    credits: sections.Credits
    furniture: sections.Furniture
    contacts: sections.Contacts
    counters: sections.Counters
    marks: sections.DateMarks
    fields: sections.FieldNames
    grouping: sections.Grouping
    mail: sections.MailWords

    def __init__(self, code: str, text: str) -> None:
        self.code = code
        self._texts: dict[str, str] = {}
        parts = _HEADING.split(f"[title]\n{text}" if text else "")
        for name, entries in zip(parts[1::2], parts[2::2], strict=True):
            if name in self._texts or name not in KINDS:
                raise LanguageError(f"languages/{code}.toml: [{name}] is no section, or stands twice")
            self._texts[name] = entries

    @property
    def given(self) -> tuple[str, ...]:
        """The sections that the file has, in its order."""
        return tuple(self._texts)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - the annotations above say what each is
        """Return the section of that name.

        Raises:
            AttributeError: there is no such section.
            LanguageError: it is no TOML, or an entry is unknown or of the wrong form.
        """
        kind = KINDS.get(name)
        if kind is None:
            raise AttributeError(name)
        where = f"languages/{self.code}.toml, [{name}]"
        try:
            section = kind(_entries(self._texts.get(name, "")))
        except tomllib.TOMLDecodeError as error:
            raise LanguageError(f"{where}: {error}, counted from the heading") from error
        except ValueError as error:
            raise LanguageError(f"{where} {error}") from error
        setattr(self, name, section)
        return section


KINDS: Final[dict[str, type[sections.Section]]] = {
    name: kind for name, kind in Language.__annotations__.items() if name != "code"
}
"""The sections by their name in the file."""


def _entries(text: str) -> dict[str, Any]:
    """Return the entries of a section, as TOML says them.

    As the files are written they are read in a third of `tomllib`'s time, which reads what is written in
    another way and tells what is wrong.

    Raises:
        tomllib.TOMLDecodeError: it is no TOML.
    """
    found: dict[str, Any] = {}
    position = _BETWEEN.match(text).end()  # type: ignore[union-attr] # it takes nothing as well
    while match := _ENTRY.match(text, position):
        name, block, single, double, plain = match.groups()
        if name in found:
            break
        if plain:
            found[name] = int(plain) if plain.isdigit() else plain == "true"
        else:
            found[name] = next(value for value in (block, single, double) if value is not None)
        position = match.end()
    return found if position == len(text) else tomllib.loads(text)


@cache
def language(code: str) -> Language:
    """Return a language by its ISO 639-1 code; one with empty sections where there is no file for it."""
    return _opened(_ALIASES.get(code, code))


@cache
def _opened(code: str) -> Language:
    if code not in codes() and code != EVERY:
        return Language(code, "")
    with open(os.path.join(_FOLDER, f"{code}.toml"), encoding="utf-8") as file:
        return Language(code, file.read())


@cache
def codes() -> tuple[str, ...]:
    """Return the codes of the languages that have a file, in their order."""
    names = sorted(name.removesuffix(".toml") for name in os.listdir(_FOLDER) if name.endswith(".toml"))
    return tuple(name for name in names if name != EVERY)


def serving(code: str, section: str) -> Language:
    """Return the language whose section serves: its own, or that of `DEFAULT` where it has none."""
    known = language(code)
    return known if section in known.given else language(DEFAULT)


Key = TypeVar("Key")
Value = TypeVar("Value")


def merged(pick: Callable[[Language], Mapping[Key, Value]]) -> dict[Key, Value]:
    """Return the tables of that kind of every language as one, for texts in whatever language."""
    return {key: value for code in (EVERY, *codes()) for key, value in pick(language(code)).items()}


def union(pick: Callable[[Language], Iterable[Key]]) -> frozenset[Key]:
    """Return the words of that kind of every language, for texts in whatever language."""
    return frozenset(word for code in (EVERY, *codes()) for word in pick(language(code)))


@cache
def words_of(*entries: str) -> frozenset[str]:
    """Return the words of all languages under some entries, each named ``section.entry``.

    >>> words_of("mail.subject", "mail.closing") >= {"betreff", "best regards"}
    True
    """
    picked = [attrgetter(entry) for entry in entries]
    return union(lambda known: chain.from_iterable(pick(known) for pick in picked))


ABILITIES: Final[Mapping[str, Callable[[Language], object]]] = {
    "told from other languages": lambda known: known.common.words or known.common.script,
    "forms of a word compared as one": lambda known: known.grammar.stemmer,
    "negation, doubt, contrast": lambda known: known.words.negation,
    "opposites": lambda known: known.opposites.pairs,
    "words of one meaning": lambda known: known.meanings.related,
    "phrases around a word": lambda known: known.frames.preposition,
    "days and months": lambda known: known.calendar.weekdays,
    "which Monday is meant": lambda known: known.dates.ahead,
    "number words": lambda known: known.numerals.words,
    "units": lambda known: known.measures.units,
    "about, at least, at most": lambda known: known.amounts.bounds,
    "abbreviations": lambda known: known.sentences.abbreviations,
    "names": lambda known: known.names.roles or known.names.nouns or known.names.within,
    "who is named as knowing": lambda known: known.reporting.verbs,
}
"""Each ability with the entry without which it is missing."""


def missing(code: str) -> tuple[str, ...]:
    """Return what cannot be done with stories of a language, in the order of `ABILITIES`.

    >>> missing("en")
    ()
    """
    known = language(code)
    return tuple(name for name, needs in ABILITIES.items() if not needs(known))


SAMPLE = 1800
"""Characters that are looked at: about 300 words, some 120 of them function words; more changes nothing."""

MOSTLY_FOREIGN = 0.2
"""Least share of characters outside Latin-1 at which the script counts. Polish and Czech have up to .1."""

OPENING = 600
"""Characters that are looked at first: about 100 words, some 40 of them function words."""

OPENING_HITS = 20
"""Function words from which the opening alone may tell the language; a quotation has fewer. Judgement."""

OPENING_LEAD = 2.5
"""Ratio of the best language's hits to the second's from which the opening alone tells the language. News has
3 and more; texts in two languages and closely related languages are looked at further."""

LEAST_HITS = 3
"""Function words a text needs before it gets a language. Judgement: at two, headlines of
names go wrong."""

LEAST_LEAD = 1.15
"""Least ratio of the best language's hits to the second's; Danish and Norwegian are closest.
Judgement."""

LEAST_SHARE = 0.08
"""Least share of function words; running text has .3 to .5, lists of names and code have next to none."""

_FOREIGN = r"[\u0370-\u1cff\u1f00-\u1fff\u2c80-\u2dff\u3040-\ud7ff\uf900-\ufdff\ufe70-\uffdc]"
_LATIN = r"[A-Za-z\u00c0-\u024f]"


def _owners(pick: Callable[[Language], Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """Return for words of that kind, or for scripts, the languages that have them."""
    found: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for code in codes():
        for word in pick(language(code)):
            found[word] += (code,)
    return found


@cache
def _of_words() -> dict[str, tuple[str, ...]]:
    return _owners(lambda known: known.common.words)


@cache
def _of_scripts() -> dict[str, tuple[str, ...]]:
    return _owners(lambda known: filter(None, (known.common.script,)))


def detect(text: str) -> str:
    """Return the ISO 639-1 code of the language most of `text` is in, told by script and function words.

    Nothing is guessed: a short text, a tie or a script that serves many languages gives ``und``.

    >>> detect("The bridge over the river was closed on Monday after a crack was found.")
    'en'
    >>> detect("Die Brücke über den Fluss wurde am Montag nach einem Riss gesperrt.")
    'de'
    >>> detect("Port Ellery Gazette")
    'und'
    """
    sample = text[:SAMPLE]
    if not sample.isascii():
        outside = len(sample) - len(sample.encode("latin-1", "ignore"))
        if outside > MOSTLY_FOREIGN * len(sample) and len(re.findall(_FOREIGN, sample)) > len(
            re.findall(_LATIN, sample)
        ):
            return _by_script(sample)
    return _by_words(sample)


def _by_script(sample: str) -> str:
    """Language that the script of `sample` gives away, or ``und``."""
    counts = {
        script: len(re.findall(f"[{script}]", sample)) * language(owners[0]).common.script_weight
        for script, owners in _of_scripts().items()
    }
    script = max(counts, key=lambda script: counts[script])
    return _by_letters(sample, _of_scripts()[script]) if counts[script] else "und"


def _by_letters(sample: str, owners: tuple[str, ...]) -> str:
    """Language of a text among those that share its script: by its own letters, or by its words."""
    letters = {code: frozenset(language(code).common.letters) for code in owners}
    for code in sorted(owners, key=lambda code: -len(letters[code])):
        own = letters[code].difference(*[others for others in letters.values() if others < letters[code]])
        if own and sum(map(sample.count, sorted(own))) >= LEAST_HITS:
            return code
    plain = [code for code in owners if not letters[code]]
    if len(plain) == 1:
        return plain[0]
    found = _by_words(sample)
    return found if found in plain else "und"


def _by_words(sample: str) -> str:
    """Language with clearly the most function words in `sample`, or ``und``; its opening often suffices."""
    if len(sample) > OPENING:
        best, hits, second, _ = _hits(sample[:OPENING])
        if hits >= OPENING_HITS and hits >= OPENING_LEAD * second:
            return best
    best, hits, second, count = _hits(sample)
    return best if hits >= max(LEAST_HITS, LEAST_SHARE * count, LEAST_LEAD * second) else "und"


def _hits(sample: str) -> tuple[str, int, int, int]:
    """The language with the most function words, how many, how many the next one has, and all words."""
    words = sample.lower().replace("’", " ").replace("'", " ").split()
    counts = Counter(chain.from_iterable(filter(None, map(_of_words().get, words))))
    (best, hits), (_, second) = (*counts.most_common(2), ("und", 0), ("und", 0))[:2]
    return best, hits, second, len(words)
