"""The people, places and bodies that a story surely names, and the topics it is filed under.

A name is two or more capitalised words side by side where nothing else would make them so: within a
sentence, behind a word that has no capital, or behind an office ("President"). A surname alone is no
name: two persons can share it. German gives every noun a capital, so that there the rules are harder. A
dateline's place is one, even of a single word. What is in doubt is left out.

>>> _found("On Tuesday the mayor, Ola Brandt, met Foreign Minister Merete von Lund in Port Vessa.", "en")
['Ola Brandt', 'Merete von Lund', 'Port Vessa']
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from sitegen.languages import language as language_of
from sitegen.languages import words_of
from sitegen.languages.phrases import either
from sitegen.model import Story
from sitegen.text.running_dates import all_months, all_weekdays

MOST_WORDS = 5
"""Capitalised words of a name; longer runs are titles of works, lists and headlines. Judgement."""

MOST_NAMES = 40
"""Names of one story; a list of winners is not what its story is about. Measured on 1,400 stories of
development: half have up to 1, 99 % up to 7, the most is 19."""

LONGEST_TOPIC = 60
"""Characters of a topic; longer ones are sentences. Measured: up to 17."""

MOST_TOPICS = 12
"""Topics of one story; more are keywords for search engines. Judgement, not measured."""

LONGEST_WORD = 48
"""Most characters of a word of a name behind its capital; longer ones are sequences and codes. Judgement."""

TITLE_CASE = 0.7
"""Share of capitalised words above which a sentence is a headline, in which a capital says nothing.
Judgement, not measured."""


_CAPITALS = "".join(char for char in map(chr, range(0x41, 0x530)) if char.isupper())
_WORD = rf"[{_CAPITALS}](?:\.(?!\w)|[\w’'\-]{{1,{LONGEST_WORD}}}+)"
_CAPITAL_WORD = re.compile(_WORD)
_POSSESSIVE = re.compile(r"[’']s?$")


class _NamePatterns:
    """What surrounds names in one language."""

    def __init__(self, code: str) -> None:
        known = language_of(code)
        self.words = words = known.names
        self.articles = known.words.article
        self.capital_nouns = known.grammar.capital_nouns
        between = rf"(?: {either(words.within)}){{0,2}}" if words.within else ""
        self.runs = re.compile(rf"{_WORD}(?:{between} {_WORD})+")
        """Two or more capitalised words side by side."""
        self.demonym = re.compile(either(words.demonyms), re.IGNORECASE)
        self.noun = re.compile(either(words.nouns), re.IGNORECASE)
        self.before_noun = re.compile(rf"(?:^|\W){either(words.before_nouns)} \Z", re.IGNORECASE)


class _Shared:
    """What surrounds names in all languages: names keep the words of their own."""

    def __init__(self) -> None:
        self.particles = words_of("names.particles")
        """Small words that tie a name to a capitalised one beside it."""
        self.last_letters = frozenset(word[-1] for word in self.particles)
        tied = (*words_of("names.particle_article"), *self.particles)
        self.tied_behind = re.compile(rf"(?: {either(tied)}){{1,2}} [{_CAPITALS}]")
        titles = sorted(words_of("names.short_titles"))
        self.short_titles = tuple(f"{title}. " for title in titles)
        """What a name stands behind although a full stop stands before it."""
        self.address = words_of("names.address")
        """Forms of address that are no part of a name."""


_patterns = cache(_NamePatterns)
"""Return what surrounds names in a language."""


_shared = cache(_Shared)
"""Return what surrounds names in all languages."""


def names(story: Story) -> tuple[str, ...]:
    """The names in `story`, sorted, each once, as it writes them; those of its makers left out."""
    own = {name.casefold() for name in (story.outlet, story.agency, story.byline) if name}
    found: dict[str, None] = dict.fromkeys(_place(story))
    for sentence in story.sentences:
        for name in _found(sentence.text, story.language):
            if name.casefold() not in own:
                found[name] = None
    return tuple(sorted([*found][:MOST_NAMES]))


def topics(story: Story) -> tuple[str, ...]:
    """What `story` is filed under, sorted, each once; whole sentences and long rows of keywords left out."""
    told = (" ".join(tag.split()) for tag in story.tags)
    fit = [tag for tag in told if tag and len(tag) <= LONGEST_TOPIC]
    return tuple(sorted(dict.fromkeys(fit[:MOST_TOPICS])))


def _place(story: Story) -> Iterator[str]:
    """The place of the dateline, where it is one place."""
    place = (story.place or "").partition(",")[0].partition("/")[0].strip()
    if 2 < len(place) <= LONGEST_TOPIC and all(word.isalpha() for word in place.replace("-", " ").split()):
        yield place.title() if place.isupper() else place


def _found(text: str, language: str) -> list[str]:
    """The names in a sentence."""
    if language == "und":
        return []
    known = _patterns(language)
    found = []
    for run in known.runs.finditer(text):
        start, end = run.span()
        if start and text[start - 1].isalnum():
            continue
        name = _name(run.group(), language, sure=_within(text, start, language))
        if name and not _part_of_more(text, start, end):
            found.append(name)
    return found if found and (known.capital_nouns or not _headline(text)) else []


@lru_cache(maxsize=1024)
def _name(run: str, language: str, *, sure: bool) -> str:
    """The name in a run of capitalised words; empty where it is none. `sure`: no capital is due there."""
    words = run.split(" ")
    words[-1] = _POSSESSIVE.sub("", words[-1].rstrip("."))
    known = _patterns(language)
    if known.capital_nouns:
        sure, words = _among_nouns(words, known, sure=sure)
    elif known.words.roles:
        sure, words = _behind_office(words, known, sure=sure)
    while words and (words[0][0].islower() or words[0] in _shared().address or _calendar(words[0])):
        words = words[1:]
    while words and _calendar(words[-1]):
        words = words[:-1]
    return " ".join(words) if sure and _fits(words) else ""


def _behind_office(words: list[str], known: _NamePatterns, *, sure: bool) -> tuple[bool, list[str]]:
    """What of a run stands behind an office or an owner, and whether it is sure to be a name."""
    plain = [word.rstrip(".").casefold() for word in words]
    if plain[0] in known.articles:
        words, plain = words[1:], plain[1:]
    for place in range(len(words) - 1, -1, -1):
        if words[place].endswith(("'s", "’s")) or plain[place].partition("-")[0] in known.words.roles:
            words, plain, sure = words[place + 1 :], plain[place + 1 :], True
            break
    vague, no_name = known.words.vague, known.words.no_name
    if not words or plain[0] in vague or plain[-1] in vague or not no_name.isdisjoint(plain):
        return False, []
    return sure and not known.demonym.fullmatch(plain[-1]), words


def _among_nouns(words: list[str], known: _NamePatterns, *, sure: bool) -> tuple[bool, list[str]]:
    """The person's name at the end of a run of German nouns, and whether it is sure to be one."""
    capitals = [place for place, word in enumerate(words) if word[0].isupper()]
    person = words[capitals[-2] :]
    titled = len(capitals) > 2
    if titled and len(person) > 2:
        return False, []
    nouns = any(known.noun.fullmatch(word) or _calendar(word) for word in person)
    return (titled or sure) and not nouns, person


def _fits(words: list[str]) -> bool:
    """Whether the words can be a name by their number and shape: no capitals throughout, no numbers."""
    capitals = [word for word in words if word[0].isupper()]
    return (
        2 <= len(capitals) <= MOST_WORDS
        and all(not word.isupper() or (len(word) == 2 and word[1] == ".") for word in capitals)
        and not any(char.isdigit() for word in capitals for char in word)
        and len(words[-1]) > 1
        and words[-1][-1] != "."
    )


def _within(text: str, start: int, language: str) -> bool:
    """Whether no capital is due at `start`: inside a sentence, in German not behind an article."""
    if start < 2 or text[start - 1] != " ":
        return False
    last = text[start - 2]
    if last.islower() or last in ",)":
        known = _patterns(language)
        return not (known.capital_nouns and known.before_noun.search(text[max(0, start - 20) : start]))
    return last == "." and text.endswith(_shared().short_titles, 0, start)


def _part_of_more(text: str, start: int, end: int) -> bool:
    """Whether a small word ties the run to a capitalised one before or behind it."""
    shared = _shared()
    tied = text[start - 2 : start - 1] in shared.last_letters and _tied_before(text, start)
    return tied or shared.tied_behind.match(text, end) is not None


def _tied_before(text: str, start: int) -> bool:
    before = text[max(0, start - 40) : start].split()
    while len(before) > 1 and before[-1] in _shared().particles:
        if before[-2][0].isupper():
            return True
        before.pop()
    return False


def _headline(text: str) -> bool:
    """Whether so many words have a capital that it says nothing."""
    return len(_CAPITAL_WORD.findall(text)) > TITLE_CASE * (text.count(" ") + 1)


def _calendar(word: str) -> bool:
    plain = word.rstrip(".").casefold()
    return plain in all_weekdays() or (plain in all_months() and plain not in words_of("common.words"))
