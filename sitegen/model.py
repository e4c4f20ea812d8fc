"""The values that flow through sitegen, from a file's text to a page.

A story file becomes `Unit`s (blocks of visible text with their place in the file), the units become
a `Story` (sentences to be told, and everything left out with the rule that did it), stories of one
event become a `Digest`, and digests become `Page`s. Every value is immutable; every sentence knows
the characters of the file it was cut from.

Offsets count characters of the file decoded as text, byte-order mark removed and line ends as they
are. Types are `msgspec.Struct`s: frozen, slotted, and quick to send to a worker or to store.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Generic, Self, TypeVar, overload

from msgspec import Struct

Owner = TypeVar("Owner")
Value = TypeVar("Value")


class lazy(Generic[Owner, Value]):  # noqa: N801 - used as a decorator, as `property` is
    """What a method returns, kept in the object from then on.

    Much lighter than `functools.cached_property`, which takes a lock for each object before Python 3.12.
    """

    def __init__(self, make: Callable[[Owner], Value]) -> None:
        self._make = make
        self._name = make.__name__

    @overload
    def __get__(self, owner: None, kind: type[Owner]) -> Self: ...
    @overload
    def __get__(self, owner: Owner, kind: type[Owner]) -> Value: ...
    def __get__(self, owner: Owner | None, kind: type[Owner]) -> Self | Value:
        if owner is None:
            return self
        made = owner.__dict__[self._name] = self._make(owner)
        return made


class Problem(Struct, frozen=True, gc=False, order=True):
    """One thing a person should look at in the input: where, what was found, what to do."""

    path: str
    """The file, as a path under the site's folder."""
    line: int
    """Line of the file, counted from 1; 0 when the file as a whole is meant."""
    message: str
    """What was found and what to do, in one line."""
    lost: bool = False
    """Whether the story is missing from the site because of it."""
    fault: bool = False
    """Whether sitegen failed, or the system did not give the file; a build then ends with exit code 1."""


class Unit(Struct, frozen=True, gc=False):
    """A block of visible text (a line of a text file, a paragraph, a heading) and its place in the file."""

    text: str
    """What a reader sees: markup gone, entities resolved, runs of blanks joined, ends stripped."""
    segments: tuple[tuple[int, int, int], ...]
    """Rising ``(visible position, file position, length)``, the first at visible position 0. Length -1: from
    here visible and file characters run one to one. Length n >= 0: the one visible character here is made of
    n file characters (an entity, a run of blanks)."""
    kind: str = "line"
    """line, paragraph, heading, item, quote, cell, field, caption, code, markup, hidden, struck, comment,
    private or front-matter."""
    path: str = ""
    """In HTML the names of the open elements with class, id and role; empty elsewhere."""
    linked: int = 0
    """How many visible characters stand inside links."""
    main: bool = True
    """False where the page's structure says that the block is not part of the article."""
    field: str = ""
    """Of kind field: the name that `text` opens with."""

    def place(self, start: int, end: int) -> tuple[int, int]:
        """File offsets of the visible span ``text[start:end]``; markup inside is enclosed."""
        return self._offset(start, opens=True), self._offset(end - 1, opens=False)

    def _offset(self, position: int, *, opens: bool) -> int:
        """File offset before (`opens`) or behind the visible character at `position`."""
        index = bisect_right(self.segments, position, key=lambda segment: segment[0]) - 1
        visible, file, length = self.segments[index]
        if length < 0:
            return file + position - visible + (0 if opens else 1)
        return file if opens else file + length


class Sentence(Struct, frozen=True, gc=False):
    """A sentence of a story, as the file has it."""

    text: str
    """The visible words: a slice of the file, or what markup encloses."""
    start: int
    end: int
    paragraph: int
    """Index of the unit it stands in, rising with the place in the file."""
    exact: bool = True
    """Whether the file's ``[start:end]`` equals `text` character for character."""
    field: str = ""
    """What a row of a table, a definition or a ``Key: value`` line is about: the words `text` opens with, the
    mark of a list apart."""

    @property
    def value(self) -> str:
        """The words behind the field's name; all of them where there is none."""
        return self.text.partition(self.field)[2].lstrip(":：=*_ ") if self.field else self.text


class Aside(Struct, frozen=True, gc=False):
    """A piece of a file that makes no statement: page furniture, metadata, a headline, a repeat."""

    text: str
    start: int
    end: int
    rule: str
    """Why, as ``group/name``: furniture/sign-up, meta/byline, head, subhead, caption, repeat of 120, ... Of
    ``private/...`` only the place is known: `text` is empty, so that nothing can show it."""
    exact: bool = True


class Medium(Struct, frozen=True, gc=False):
    """A picture or document beside a story that it shows or links."""

    path: str
    """Under the content folder; ``*/name`` stands for a file of that name in any folder."""
    words: str
    """What the story says of it: what a picture shows, or the words of a link."""
    kind: str
    """picture or document."""
    start: int
    """Where in the file the reference stands."""
    end: int


class Story(Struct, frozen=True, gc=False):
    """One source: what it says, what was left out, and what is known about it.

    Every visible character of the file that is not blank stands in exactly one sentence or aside; only a
    hyphen that breaks a word at a line's end goes. A piece that is not `exact` may hold others between its
    ends, of which it says no word: what is struck out, or a page's head, within a sentence that goes on.
    A field that is None is unknown, which is a normal answer.
    """

    path: str
    """Path under the content folder, with forward slashes; the story's identity."""
    sentences: tuple[Sentence, ...]
    asides: tuple[Aside, ...]
    language: str = "und"
    """ISO 639-1 code, or und."""
    title: str | None = None
    outlet: str | None = None
    agency: str | None = None
    byline: str | None = None
    place: str | None = None
    """The place of the dateline."""
    published: str | None = None
    """YYYY-MM-DD."""
    time: str | None = None
    """Time of day of `published`: HH:MM, with its offset (+01:00) where the zone is known."""
    updated: str | None = None
    embargo: str | None = None
    """YYYY-MM-DD or YYYY-MM-DDTHH:MM and an offset: before it the story is on no page."""
    expires: str | None = None
    """The same: from it on the story is on no page."""
    url: str | None = None
    """The canonical address; http or https only."""
    licence: str | None = None
    tags: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    """Written names of one thing that it holds, each ``kind value``: ``cve 2031-40912``; sorted."""
    slug: str | None = None
    aliases: tuple[str, ...] = ()
    """Former addresses of the story under the site's own, without slashes at their ends."""
    draft: bool = False
    extra: tuple[tuple[str, str], ...] = ()
    """Front-matter keys without a meaning here, with their values as text, in file order."""
    evidence: tuple[tuple[str, str], ...] = ()
    """For each known field where it comes from: ``front matter`` for what the file states outright, else the
    derivation: json-ld, og:title, h1, date line, byline, dateline, credit, body, file name, ..."""
    problems: tuple[Problem, ...] = ()
    media: tuple[Medium, ...] = ()
    """In file order, each file once."""
    links: tuple[tuple[int, str], ...] = ()
    """What sentences link to elsewhere: where the linked words begin in the file, and the address."""

    def derived(self, field: str) -> bool:
        """Whether `field` was derived rather than stated in the file's front matter."""
        return dict(self.evidence).get(field, "front matter") != "front matter"

    @property
    def name(self) -> str:
        """What a reader calls this source: its outlet, else its agency, else its file name."""
        return self.outlet or self.agency or self.path.rsplit("/", 1)[-1].rsplit(".", 1)[0]


class Citation(Struct, frozen=True, gc=False):
    """A passage of a source under a statement."""

    story: str
    """Path of the story."""
    text: str
    start: int
    end: int
    exact: bool = True
    partial: bool = False
    """It says less or more than the statement, or a rule saw a difference: no witness for every word."""
    folded: bool = False
    """It is not a statement of its own; its own words are one click away under this one."""
    new: tuple[tuple[int, int], ...] = ()
    """Spans of `text` whose words the statement does not have."""


class Statement(Struct, frozen=True, gc=False):
    """One fact of a digest, said once, in the words of one source."""

    id: str
    """s1, s2, ... in reading order."""
    kind: str
    """shared (two or more sources are cited), unique (no other source is cited), or disagreement (a side of a
    difference)."""
    citations: tuple[Citation, ...]
    """Every passage that says it; the first gives the wording shown. Never empty."""

    @property
    def text(self) -> str:
        """The words shown."""
        return self.citations[0].text

    @property
    def stories(self) -> tuple[str, ...]:
        """Paths of the stories that say it, without repeats, the shown wording's first."""
        return tuple(dict.fromkeys(citation.story for citation in self.citations))


class Side(Struct, frozen=True, gc=False):
    """What one source says at a point where sources may differ."""

    story: str
    statement: str
    """Id of the statement that cites the passage."""
    text: str
    """The words that differ, a span of the source."""
    start: int
    end: int
    exact: bool = True


def differs(sides: Sequence[Side]) -> bool:
    """Return whether two or more stories say unlike words, which makes a difference."""
    words = {side.text.casefold() for side in sides}
    return len(words) > 1 and len({side.story for side in sides}) > 1


class Difference(Struct, frozen=True, gc=False):
    """A point where the sources may differ. A hint to a reader, never a reason to drop or prefer.

    Raises:
        ValueError: all sides are of one story, or say the same words.
    """

    kind: str
    """number, day, name, negation, scope, detail, wording or later."""
    about: str
    """What it is about, in words that the sources themselves use."""
    sides: tuple[Side, ...]

    def __post_init__(self) -> None:
        if not differs(self.sides):
            raise ValueError(f"a difference needs two stories and unlike words, not {self.sides}")


class Dropped(Struct, frozen=True, gc=False):
    """A piece of a source that is not on the page as a statement or folded passage, and why."""

    story: str
    text: str
    start: int
    end: int
    reason: str
    """``covered by s4``, or the rule of the `Aside`."""
    exact: bool = True


class Source(Struct, frozen=True, gc=False):
    """A story as the digest names it."""

    story: str
    siglum: str
    """A, B, ... Z, AA, ...: the letter by which the page cites it."""
    voice: int
    """Counted from 1; reprints of one text share a number."""
    name: str
    outlet: str | None
    agency: str | None
    title: str | None
    byline: str | None
    published: str | None
    url: str | None
    time: str | None = None
    """Time of day of `published`: HH:MM, with its offset where the zone is known."""
    language: str = "und"
    """ISO 639-1 code of its words, or und."""
    keys: tuple[str, ...] = ()
    """Written names of one thing that the story holds, each ``kind value``."""


class Point(Struct, frozen=True, gc=False):
    """Statements that tell of one thing, shown as one block: a way of showing, never a claim."""

    members: tuple[str, ...]
    """Ids of the statements, the one that leads first, the others in reading order."""
    voices: int
    """How many independent texts tell of it."""
    listed: bool = False
    """Whether it is one of the few that several report and that the page opens with."""
    blocks: tuple[tuple[str, ...], ...] = ()
    """For each member what is read together with it, in order: what it hangs on before it, what hangs on it
    (He added, But) behind it. Empty where nothing hangs on any."""

    @property
    def lead(self) -> str:
        """Id of the statement in whose words it is told first."""
        return self.members[0]


class Relay(Struct, frozen=True, gc=False):
    """A passage that gives another report as its source: no second witness for what it says."""

    story: str
    start: int
    """Where the passage stands in the file."""
    name: str
    """The other outlet, in the words of the passage; its own name where the passage only links to it."""
    of: str = ""
    """Path of its story in the digest; empty where it has none there."""


class Decision(Struct, frozen=True, gc=False):
    """A person's word on the site, as overrides.toml has it; never mixed with what sources say."""

    kind: str
    """together, apart, ignore, keep, drop, title or note."""
    stories: tuple[str, ...]
    """Paths. Of apart the first is kept apart from each other one; keep, drop, title and note have one."""
    reason: str
    text: str = ""
    """The sentence kept or dropped, the headline, or the note; empty for the other kinds."""
    by: str = ""
    """Who decided, as they call themselves; empty where the file does not say."""
    date: str = ""
    """YYYY-MM-DD, or empty."""


class Withheld(Struct, frozen=True, gc=False):
    """A source of which a digest may not quote all that it would; passages left out have no text."""

    story: str
    wanted: int
    """Words that the page would quote."""
    quoted: int
    """Words that it quotes."""
    limit: int
    """Words that it may quote; 0 where the source may be linked only."""


class Digest(Struct, frozen=True, gc=False):
    """One event: every fact once, every source named, every difference shown."""

    title: str
    published: str | None
    """YYYY-MM-DD of the earliest source that has a date."""
    language: str
    sources: tuple[Source, ...]
    statements: tuple[Statement, ...]
    differences: tuple[Difference, ...]
    dropped: tuple[Dropped, ...]
    decisions: tuple[Decision, ...] = ()
    """What a person decided about it and took effect, in the order of overrides.toml."""
    withheld: tuple[Withheld, ...] = ()
    """Sources whose words are not all shown because of their rights."""
    lede: str = ""
    """Id of the statement that tells the news; empty where there is none."""
    points: tuple[Point, ...] = ()
    """What two sources or more tell of one thing, in reading order; a statement stands in one at most."""
    relays: tuple[Relay, ...] = ()
    """The passages that give another report as their source, by story and place."""

    @property
    def voices(self) -> int:
        """How many independent texts the sources are."""
        return len({source.voice for source in self.sources})


class Page(Struct, frozen=True, gc=False):
    """A file of the finished site."""

    path: str
    """Relative to the output folder, with forward slashes."""
    data: bytes
