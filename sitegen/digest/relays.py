"""Who has it from whom: the passages that give another report as their source, in their own words.

Such a passage is no second witness for what it says: two reports of which one quotes the other are one word.
In doubt nothing is claimed: an outlet that the news is about is no source because it *said* something.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from sitegen.compare.corpus import language_of
from sitegen.languages import language
from sitegen.languages.phrases import STEM, pieces
from sitegen.languages.sections import Relaying
from sitegen.model import Relay, Statement, Story

BESIDE = 80
"""Characters beside a name among which words make it a source; phrases have under 40. Judgement."""

OWN_REACH, PRONOUN_REACH = 6, 3
"""Words behind a verb among which *loss* and *revenue*, or *its*, show that an outlet reports on itself.
Judgement: *reported a first half loss*, *reported that its*."""

_UNSPACED: Final = "\u0e00"
"""First character of the scripts that join words to a name: Thai, Chinese, Japanese, Korean."""

_APART: Final = re.compile(r"\s{0,4}[|:–—-]\s|\s{0,4}$")
_PARTED: Final = re.compile(r"[|:–—-]\s{0,4}$")
_NEXT: Final = re.compile(r"(?:(['’])(?=\w)|[”»\"]?\s{1,4})([^\W_]+)")
_BEGINS: Final = re.compile(r"(?:^|[.!?:;,–—―\"“”„«»()\n])\s{0,4}$")
_WORD: Final = re.compile(r"[^\W_]+")
_BETWEEN: Final = r"[\s’'&.・-]*"
_DOT: Final = re.compile(r"\.[a-z]{2}")
_URL: Final = re.compile(r"https?://[^\s<>\"“”]+")
_PROPER: Final = r"(?:[^\W\d_a-zß-öø-ÿ][\w’'&.-]*\w)(?:[ -][^\W\d_a-zß-öø-ÿ][\w’'&-]*\w){0,3}"
_DOMAIN: Final = r"(?:[\w-]+\.)+[a-z]{2,}"


class _Outlet(NamedTuple):
    """Whom a passage may name."""

    name: str
    path: str
    """Its first story in the digest."""
    keys: frozenset[str]
    """Outlets and agencies for which it is their own name."""


def relays(statements: Iterable[Statement], stories: Sequence[Story]) -> tuple[Relay, ...]:
    """Return the passages of `statements` that give another report as their source, by story and place.

    Outlets are those of `stories`, in the order in which they are told, and whatever a passage calls a
    newspaper or a site by its name or its address.
    """
    by_path = {story.path: story for story in stories}
    outlets, mostly = _outlets(stories), language_of(stories)
    found: list[Relay] = []
    readers: dict[tuple[str, str], _OutletFinder] = {}
    passages = {(one.story, one.start): one for statement in statements for one in statement.citations}
    for (path, start), one in sorted(passages.items()):
        story = by_path[path]
        spoken = mostly if story.language == "und" else story.language
        if story.links or language(spoken).relaying.media:
            own = _known(story.outlet or story.agency or ""), spoken
            if own not in readers:
                readers[own] = _OutletFinder(outlets, story, spoken, stories)
            links = [url for at, url in story.links if start <= at < one.end]
            if relay := readers[own].relay(one.text, links):
                name, of = relay
                found.append(Relay(path, start, name, of))
    return tuple(found)


def by_place(found: Iterable[Relay]) -> dict[tuple[str, int], Relay]:
    """Return the relays by story and start of the passage."""
    return {(one.story, one.start): one for one in found}


def witnesses(
    statements: Iterable[Statement], voices: Mapping[str, int], found: Mapping[tuple[str, int], Relay]
) -> set[Hashable]:
    """Return who tells `statements` of their own: voices, and names of those who are no source of the digest.

    `found` are the digest's relays by place. A source counts as the one it has it from, unless
    one of its passages here names nobody.
    """
    if not found:
        return {voices[one.story] for statement in statements for one in statement.citations}
    told: dict[str, Relay | None] = {}
    for statement in statements:
        for one in statement.citations:
            relay = found.get((one.story, one.start))
            if relay is None or one.story not in told:
                told[one.story] = relay
    return {_origin(story, told, voices) for story in told}


def _origin(story: str, told: Mapping[str, Relay | None], voices: Mapping[str, int]) -> Hashable:
    seen: list[str] = []
    while relay := told.get(story):
        if not relay.of:
            return _known(relay.name)
        if story in seen:
            # They have it from each other.
            return voices[min(seen)]
        seen.append(story)
        story = relay.of
    return voices[story]


@lru_cache(maxsize=4096)
def _known(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())


def _address(url: str) -> str:
    """What two addresses of one page share."""
    return re.sub(r"^https?://(?:www\.)?|#.*|[/.,;:)]+$", "", url.casefold()).rstrip("/")


def _outlets(stories: Iterable[Story]) -> list[_Outlet]:
    """Return every name under which a story of the group may be cited, its outlet's before its agency's."""
    found: dict[str, _Outlet] = {}
    for story in stories:
        host = (urlsplit(story.url or "").hostname or "").removeprefix("www.")
        for name in (story.outlet or story.agency or "", host):
            found.setdefault(_known(name), _Outlet(name, story.path, _keys(story)))
    for story in stories:
        found.setdefault(_known(story.agency or ""), _Outlet(story.agency or "", story.path, _keys(story)))
    return [outlet for key, outlet in found.items() if len(key) > 1]


def _keys(story: Story) -> frozenset[str]:
    return frozenset(_known(name) for name in (story.outlet, story.agency) if name)


class _OutletFinder:
    """What stands around the names of the other outlets, in the language of a story."""

    def __init__(
        self, outlets: Sequence[_Outlet], story: Story, spoken: str, stories: Iterable[Story]
    ) -> None:
        self.known, self.words = language(spoken), _patterns(spoken)
        own = _keys(story)
        others = [outlet for outlet in outlets if not outlet.keys & own]
        self.names = tuple([self._bare(outlet.name) for outlet in others])
        self.pieces = pieces(self.names, 2 if self.known.relaying.inflected else 0)
        self.paths = [outlet.path for outlet in others]
        self.urls = {
            _address(each.url): each for each in stories if each.url and _keys(each) and not _keys(each) & own
        }
        titles = [each.title for each in stories if each.title]
        self.subjects = {path for title in titles for path in self._subjects(title)}

    def _bare(self, name: str) -> str:
        """Return a name without an article before it."""
        first, blank, rest = name.partition(" ")
        return rest if blank and first.casefold() in self.known.relaying.fillers else name

    def relay(self, text: str, links: Iterable[str]) -> tuple[str, str] | None:
        """Return the name by which `text` gives a report as its source, and its story; None where none."""
        small = text.lower()
        for path, start, end in self._found(text, small):
            if path not in self.subjects and self._is_source(text, start, end):
                return text[start:end], path
        for url in (*links, *_URL.findall(text)) if self.urls else ():
            linked = self.urls.get(_address(url)) or self.urls.get(_address(url.partition("?")[0]))
            if linked:
                return linked.name, linked.path
        outside = _DOT.search(text) or any(map(small.__contains__, self.words.media))
        for match in self.words.outside.finditer(text) if outside else ():
            kind = "media" if match["media"] else "site"
            if self._is_source(text, *match.span(kind)):
                return match[kind], ""
        return None

    def _found(self, text: str, small: str) -> Iterator[tuple[str, int, int]]:
        """Where a name of an outlet stands in a text, spelt as a name, with the outlet's story."""
        if not any(map(small.__contains__, self.pieces)):
            return
        for match in _named(self.names, inflected=self.known.relaying.inflected).finditer(text):
            if not match[0][0].islower() or "." in match[0]:
                yield self.paths[int((match.lastgroup or "n0")[1:])], match.start(), match.end()

    def _subjects(self, title: str) -> Iterator[str]:
        """The outlets that a headline is about, rather than from."""
        for path, start, end in self._found(title, title.lower()):
            apart = _APART.match(title, end) or _PARTED.search(title[:start])
            if not apart and not self._is_source(title, start, end):
                yield path

    def _is_source(self, text: str, start: int, end: int) -> bool:
        """Whether the words around a name make it the source of what is said."""
        before, behind = text[max(0, start - BESIDE) : start], text[end : end + BESIDE]
        if self.words.reports.match(behind):
            return True
        verb = self.words.behind.match(behind)
        if verb and self._begins(before) and not self._of_itself(behind[verb.end() :]):
            return True
        return bool(self.words.before.search(before)) and self._ends(behind)

    def _ends(self, behind: str) -> bool:
        """Whether a name is whole and nobody else's: not *the Harbour Times editor*."""
        match = _NEXT.match(behind)
        if not match or match[2][0] >= _UNSPACED:
            return True
        word = match[2]
        if match[1] or word[0].isupper():
            return False
        known = self.known
        return not known.relaying.compounds or word[0].isdigit() or word.casefold() in known.common.words

    def _begins(self, before: str) -> bool:
        """Whether nothing before a name makes it a part of more: *the owner of the Harbour Times*."""
        rest = self.words.fillers.sub("", before)
        return bool(_BEGINS.search(rest) or self.words.opens.search(rest)) or before[-1:] >= _UNSPACED

    def _of_itself(self, behind: str) -> bool:
        """Whether an outlet tells something of its own affairs: *reported a loss*, *said it would*."""
        clause = _WORD.findall(behind.casefold())
        known = self.known.relaying
        own, pronouns = known.own, self.known.words.pronoun - known.opens
        return not (own.isdisjoint(clause[:OWN_REACH]) and pronouns.isdisjoint(clause[:PRONOUN_REACH]))


class _Patterns(NamedTuple):
    """The words of a language that make a name a source."""

    before: re.Pattern[str]
    behind: re.Pattern[str]
    reports: re.Pattern[str]
    fillers: re.Pattern[str]
    opens: re.Pattern[str]
    media: tuple[str, ...]
    """Pieces of which one stands before each name of `outside` that is no address."""
    outside: re.Pattern[str]


@lru_cache(maxsize=64)
def _patterns(code: str) -> _Patterns:
    known: Relaying = language(code).relaying
    media = _any([*known.media])
    fillers = rf"(?:(?<!\w)(?:{_any([*known.fillers, *known.media])})(?!\w)['’]?\s{{0,4}}){{0,6}}"
    before = rf"(?:{_any(known.before)})\s{{0,4}}{fillers}[\"“„«‘「《»]?\s{{0,4}}$"
    skipped = rf"(?:\s{{1,4}}(?:{_any([*known.skipped])})(?!\w)){{0,6}}"
    return _Patterns(
        re.compile(before, re.IGNORECASE),
        re.compile(rf"[\"”“»’」》]?{skipped}\s{{0,4}}(?:{_any(known.behind)})", re.IGNORECASE),
        re.compile(rf"(?:['’]s)?\s{{0,4}}(?:{_any([*known.reports])})", re.IGNORECASE),
        re.compile(rf"{fillers}$", re.IGNORECASE),
        re.compile(rf"(?<!\w)(?:{_any([*known.opens])})\s{{0,4}}$", re.IGNORECASE),
        pieces(known.media),
        re.compile(
            rf"(?<!\w)(?i:{media})\s{{0,4}}[\"“„«‘「《]?(?P<media>{_PROPER})|(?<![\w@/.-])(?P<site>{_DOMAIN})(?![\w/@])"
        ),
    )


def _any(phrases: Iterable[str]) -> str:
    """Return a pattern for one of the phrases as whole words; for none, one that fits nothing."""
    found = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return "|".join(map(_whole, found)) or r"(?!)"


def _whole(phrase: str) -> str:
    opens, ends = [char.isalnum() and char < _UNSPACED for char in (phrase[0], phrase[-1])]
    words = re.escape(phrase).replace(r"\ \~", r"(?:\s{1,4}[\w.]+){0,4}").replace(r"\ ", r"\s{1,4}")
    return (r"(?<!\w)" if opens else "") + words + (r"(?!\w)" if ends else "")


@lru_cache(maxsize=256)
def _named(names: tuple[str, ...], *, inflected: bool) -> re.Pattern[str]:
    """Return a pattern for any of the names, a group each; where they are inflected, with other ends."""
    found = []
    for place, name in sorted(enumerate(names), key=lambda item: (-len(item[1]), item)):
        words = _WORD.findall(name) if "." not in name else []
        if inflected and words:
            short = r"\w{0,2}" if len(words) > 1 else ""
            parts = [
                re.escape(word[:-2]) + r"\w{0,4}" if len(word) >= STEM else re.escape(word) + short
                for word in words
            ]
        else:
            parts = list(map(re.escape, words)) or [re.escape(name)]
        edges = [r"(?<![\w.])" if name[0] < _UNSPACED else "", r"(?!\w)" if name[-1] < _UNSPACED else ""]
        found.append(f"{edges[0]}(?P<n{place}>{_BETWEEN.join(parts)}){edges[1]}")
    return re.compile("|".join(found), re.IGNORECASE)
