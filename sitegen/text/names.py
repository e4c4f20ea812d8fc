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
from functools import lru_cache

from sitegen.model import Story
from sitegen.text.calendars import all_months, all_weekdays

MOST_WORDS = 5
"""Capitalised words of a name; longer runs are titles of works, lists and headlines."""

MOST_NAMES = 40
"""Names of one story; a list of winners is not what its story is about."""

LONGEST_TOPIC = 60
"""Characters of a topic; longer ones are sentences."""

MOST_TOPICS = 12
"""Topics of one story; more are keywords for search engines."""

TITLE_CASE = 0.7
"""Share of capitalised words above which a sentence is a headline, in which a capital says nothing."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_CAPITALS = "".join(char for char in map(chr, range(0x41, 0x530)) if char.isupper())
_WORD = rf"[{_CAPITALS}](?:\.(?!\w)|[\w’'\-]+)"
_CAPITAL_WORD = re.compile(_WORD)
_PARTICLES = _words(
    "of for van von der den ten ter zu zur af av bin ibn al el de da dos das do du del della di la le"
)
_LAST_LETTERS = frozenset(word[-1] for word in _PARTICLES)
_TIED_BEHIND = re.compile(rf"(?: (?:the|{'|'.join(sorted(_PARTICLES))})){{1,2}} [{_CAPITALS}]")
_CONNECTING = {
    "en": "van von der den ten ter zu af av bin ibn al el de da dos du del della di la le",
    "de": "van von der den zu zur",
    "nl": "van von der den de ten ter te",
    "sv": "von af de",
    "da": "von af de",
    "nb": "von af de",
}
"""Small words inside names; where they are prepositions too, names with one are left out."""

_ROLES = _words(
    """
    president vice-president premier chancellor minister secretary ambassador governor mayor mayoress
    senator congressman congresswoman representative councillor councilor commissioner chairman
    chairwoman chair chief director executive officer spokesman spokeswoman spokesperson speaker leader
    king queen prince princess duke duchess lord lady baron baroness sir dame pope cardinal archbishop
    bishop father sister reverend rabbi imam ayatollah sheikh emir sultan admiral colonel captain
    lieutenant sergeant corporal constable inspector detective sheriff marshal judge justice attorney
    prosecutor professor doctor dr prof mr mrs ms miss coach manager editor head deputy prime foreign
    affairs coroner cllr gov sen rep capt lt sgt gen col rev hon messrs
    """
)
"""English offices, lower case: a name stands behind the last one of a run."""

_VAGUE = _words("general major")
"""Offices that begin names of companies and leagues as well."""

_NO_NAME = _words(
    """
    the a an in on at to by as of and or but if so not no it its that this he she they we i you who what
    when where why how his her their our my after before since until while with from for here there is
    was are were one two three four five six seven eight nine ten many most some all both police
    """
)
"""English words with a capital that a slip of the text or a heading gave them, lower case."""

_DEMONYM = re.compile(
    r".+(?:ians?|eans?|ese|ish)|american|african|german|french|dutch|greek|swiss|thai|czech|iraqi|israeli"
    r"|pakistani|saudi|afghan|turk|arab|mexican|cuban|welsh|basque|slovak|uzbek|kazakh",
    re.IGNORECASE,
)
"""English adjectives of peoples: the end of "North Korean", which names no one."""

_GERMAN_NO_NAME = re.compile(
    r"ende|anfang|mitte|million(?:en)?|milliarden?|tausende?|hunderte?|dutzende?|prozent|euro|dollar|franken"
    r"|uhr|grad|celsius|meter|kilo\w*|zentimeter|tonnen?|liter|hektar|stunden?|minuten?|jahren?|tagen?|frau|herr"
    r"|rund|teil|dr|prof|firma|stadt|kreis|landkreis|gemeinde|ortsteil|\w+(?:ung|heit|keit|schaft|tion|ismus)(?:en)?"
    r"|\w+isch\w{0,2}|deutsch\w{0,2}|\w+(?:behörde|amt|verein|verband|partei|bahn|haus|werk|platz|straße)",
    re.IGNORECASE,
)
"""German words that are no part of a person's name."""

_GERMAN_ARTICLE = re.compile(
    r"(?:^|\W)(?:d(?:er|ie|as|en|em|es)|k?eine?[rmsn]?|diese[rmsn]?|i?[ai]m|zu[mr]|vom|beim|\d[\d.,]*"
    r"|\w+(?:isch|lich|ig|neu|alt|groß|klein|erst|letzt|nächst)e[nrsm]?) \Z",
    re.IGNORECASE,
)
"""What stands before a German noun phrase and not before a person's name."""

_TITLES = "Mr Mrs Ms Dr Prof Sen Gov Rep Gen Col Capt Lt Sgt Rev Hon Sr Sra Srta M Mme Mlle Me Sig Dott"
_SHORT_TITLES = tuple(f"{title}. " for title in _TITLES.split())
"""What a name stands behind although a full stop stands before it."""

_FORMS = _words("M. MM. Mme Mlle Sr Sra Don Doña")
"""Forms of address that are no part of a name."""

_POSSESSIVE = re.compile(r"[’']s?$")


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


@lru_cache(maxsize=64)
def _runs(language: str) -> re.Pattern[str]:
    """Two or more capitalised words side by side in `language`."""
    small = _CONNECTING.get(language)
    between = rf"(?: (?:{small.replace(' ', '|')})){{0,2}}" if small else ""
    return re.compile(rf"{_WORD}(?:{between} {_WORD})+")


def _found(text: str, language: str) -> list[str]:
    """The names in a sentence."""
    if language == "und":
        return []
    found = []
    for run in _runs(language).finditer(text):
        start, end = run.span()
        if start and text[start - 1].isalnum():
            continue
        name = _name(run.group(), language, sure=_within(text, start, language))
        if name and not _part_of_more(text, start, end):
            found.append(name)
    return found if found and (language == "de" or not _headline(text)) else []


@lru_cache(maxsize=8192)
def _name(run: str, language: str, *, sure: bool) -> str:
    """The name in a run of capitalised words; empty where it is none. `sure`: no capital is due there."""
    words = run.split(" ")
    words[-1] = _POSSESSIVE.sub("", words[-1].rstrip("."))
    if language == "de":
        sure, words = _german(words, sure=sure)
    elif language == "en":
        sure, words = _english(words, sure=sure)
    while words and (words[0][0].islower() or words[0] in _FORMS or _calendar(words[0])):
        words = words[1:]
    while words and _calendar(words[-1]):
        words = words[:-1]
    return " ".join(words) if sure and _fits(words) else ""


def _english(words: list[str], *, sure: bool) -> tuple[bool, list[str]]:
    """What of a run stands behind an office or an owner, and whether it is sure to be a name."""
    plain = [word.rstrip(".").casefold() for word in words]
    if plain[0] in {"the", "a", "an"}:
        words, plain = words[1:], plain[1:]
    for place in range(len(words) - 1, -1, -1):
        if words[place].endswith(("'s", "’s")) or plain[place].partition("-")[0] in _ROLES:
            words, plain, sure = words[place + 1 :], plain[place + 1 :], True
            break
    if not words or plain[0] in _VAGUE or plain[-1] in _VAGUE or not _NO_NAME.isdisjoint(plain):
        return False, []
    return sure and not _DEMONYM.fullmatch(plain[-1]), words


def _german(words: list[str], *, sure: bool) -> tuple[bool, list[str]]:
    """The person's name at the end of a run of German nouns, and whether it is sure to be one."""
    capitals = [place for place, word in enumerate(words) if word[0].isupper()]
    person = words[capitals[-2] :]
    titled = len(capitals) > 2
    if titled and len(person) > 2:
        return False, []
    nouns = any(_GERMAN_NO_NAME.fullmatch(word) or _calendar(word) for word in person)
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
        return language != "de" or not _GERMAN_ARTICLE.search(text[max(0, start - 20) : start])
    return last == "." and text.endswith(_SHORT_TITLES, 0, start)


def _part_of_more(text: str, start: int, end: int) -> bool:
    """Whether a small word ties the run to a capitalised one before or behind it."""
    behind = _TIED_BEHIND.match(text, end)
    return bool(behind or (text[start - 2 : start - 1] in _LAST_LETTERS and _tied_before(text, start)))


def _tied_before(text: str, start: int) -> bool:
    before = text[max(0, start - 40) : start].split()
    while len(before) > 1 and before[-1] in _PARTICLES:
        if before[-2][0].isupper():
            return True
        before.pop()
    return False


def _headline(text: str) -> bool:
    """Whether so many words have a capital that it says nothing."""
    return len(_CAPITAL_WORD.findall(text)) > TITLE_CASE * (text.count(" ") + 1)


def _calendar(word: str) -> bool:
    plain = word.rstrip(".").casefold()
    return plain in all_weekdays() or (plain in all_months() and plain != "may")
