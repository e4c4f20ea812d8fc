"""The inspector of the live site: a statement laid open word by word with the reasons, and decisions on it.

Answers are a status and a value for JSON; whatever cannot be done says why under `error`. A decision
names a page and one of its stories, so nothing is written that the page does not hold.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations, islice
from typing import Any

import msgspec
from msgspec import Struct

from sitegen import SitegenError
from sitegen.compare.corpus import Corpus
from sitegen.compare.finding import DROP, FILE, FULL, Finding
from sitegen.compare.verdict import DROP_FROM, FOLD_FROM, Verdict
from sitegen.decisions import changes, withdrawn, written
from sitegen.digest.merging import ATTACH, ATTACH_BACK, covers
from sitegen.digest.stages import DROPPED, decided, kept, pieces
from sitegen.group import THRESHOLD
from sitegen.group.likeness import likeness
from sitegen.model import Citation, Decision, Digest, Dropped, Statement, Story


class Reason(Struct, frozen=True):
    """Why a passage stands where it does."""

    how: str
    """shown, same (equal words), covered, folded or cited: itself a statement that says much the same."""
    why: str
    """In words for a person: how sure it is, and the rule that makes it partial or keeps it where it is."""


class Reasons:
    """The comparisons of a group's sentences, made again to be told."""

    def __init__(self, stories: Sequence[Story], digest: Digest) -> None:
        moment = sorted(stories, key=lambda story: (story.published or "9999", story.path))
        ranked = decided(moment, digest.decisions)
        self._corpus = Corpus(ranked)
        self._class = {
            (self._corpus.stories[telling.story].path, telling.sentence.start): claim.number
            for claim in self._corpus.claims
            for telling in claim.tellings
        }
        pinned = kept(ranked, digest.decisions)
        self._kept = {self._class[path, start] for path, starts in pinned.items() for start in starts}
        """Classes that a person keeps on the page."""
        self._covers = covers(self._corpus, self._kept)
        self._gone = {(piece.story, piece.start): piece.reason for piece in digest.dropped}
        self._home = {self._class_of(one.citations[0]): one.id for one in reversed(digest.statements)}
        """The statement that shows a class, by its id."""

    def _class_of(self, citation: Citation) -> int:
        return self._class[citation.story, citation.start]

    def of(self, statement: Statement, citation: Citation) -> Reason:
        """Why `citation` stands under `statement`."""
        shown, own = self._class_of(statement.citations[0]), self._class_of(citation)
        if citation is statement.citations[0]:
            return Reason("shown", f"Its words are shown: {self._chosen(own)}.")
        if own == shown:
            return Reason("same", "It has the same words, punctuation aside, so they are said once.")
        if citation.folded:
            how, why = "folded", f"Its own words stay one click away{self._folded(own, shown)}."
        elif self._gone.get((citation.story, citation.start)) == f"covered by {statement.id}":
            sure = self._verdict(own, shown).confidence
            enough = f"confidence {sure:.3f} (from {DROP_FROM} on), and no rule objects"
            how, why = "covered", f"Said in full by the words shown: {enough}."
        else:
            how, why = "cited", f"It stands on the page {self._cited(own, shown)}."
        if citation.partial:
            why += f" It is no witness for every word shown: {self._lacking(own, shown)}."
        return Reason(how, why)

    def _chosen(self, own: int) -> str:
        """Why a sentence's own words are shown."""
        found = self._covers[own]
        if own in self._kept:
            return "a person decided to keep it"
        if len(self._corpus.stories) == 1:
            return "the story stands alone"
        if not found:
            return "no sentence of other words says all that it says"
        sure = max(verdict.sure for verdict in found.values())
        return (
            f"another sentence could stand for it (confidence {sure:.3f}), "
            "and of the two this one leaves the page shorter or comes from the fuller report"
        )

    def _folded(self, own: int, shown: int) -> str:
        """How sure the program is of a folded sentence, and why it did not let it go."""
        verdict = self._verdict(own, shown)
        sure = verdict.confidence
        if sure < DROP_FROM:
            limits = f"between {FOLD_FROM}, where it would stand by itself, and {DROP_FROM}"
            return f": confidence {sure:.3f}, {limits}; no rule objects"
        doubt = "a sentence between the two covers it, and the words shown hold that one word for word"
        if found := verdict.against(DROP):
            doubt = _seen(found, "it", "the statement")
        return f" although the confidence is {sure:.3f}: {doubt}"

    def _verdict(self, own: int, shown: int) -> Verdict:
        """What one class is to another."""
        return Verdict(self._corpus, self._corpus.claims[own], self._corpus.claims[shown])

    def _cited(self, own: int, shown: int) -> str:
        """Where a statement that is cited under another stands itself, and why it is not filed there."""
        least, most = sorted((self._corpus.share(shown, own), self._corpus.share(own, shown)))
        verdict = self._verdict(own, shown)
        sure, home = verdict.confidence, self._home.get(own)
        if found := verdict.against(FILE):
            barred = _seen(found, "it", "the statement")
        elif own in self._kept:
            barred = "a person decided to keep it"
        elif shown in self._covers[own]:
            barred = f"another is filed under it that cannot be filed here (its own confidence is {sure:.3f})"
        elif sure >= FOLD_FROM:
            barred = f"other sentences are much more like it (the confidence here is {sure:.3f})"
        else:
            barred = f"the confidence is {sure:.3f}, below {FOLD_FROM}"
        where = f"as statement {home[1:]}" if home else "by itself"
        alike = f"{most:.0%} and {least:.0%} of the rare words (from {ATTACH:.0%} and {ATTACH_BACK:.0%} on)"
        return f"{where} and shares {alike}. It is not filed here because {barred}"

    def _lacking(self, own: int, shown: int) -> str:
        """What the passage or the statement says and the other does not."""
        found = self._verdict(shown, own).against(FULL)
        back = found or self._verdict(own, shown).against(FULL)
        names = ("the statement", "this passage") if found else ("this passage", "the statement")
        return _seen(back, *names) if back else "their words are not the same"


def _seen(finding: Finding, one: str, two: str) -> str:
    """What a rule found between two passages, called so, and its name."""
    return f"{finding.told(one, two)} (rule ‘{finding.rule.name}’)"


NEAR = 3
"""Pieces before and behind a passage among which those left out are listed. Judgement."""

MOST_PAIRS = 45
"""Pairs of stories whose scores are shown: all of 10 stories. Judgement."""

SILENT = "meta/front-matter"
"""Rule of pieces that are never listed: nobody takes them for sentences."""

_WORD = re.compile(r"\w+(?:[.,:’'-]\w+)*")

Runs = tuple[tuple[str, bool], ...]
"""A text cut where it begins or ceases to differ; each piece, and whether its words are not in the other."""


class _Inspected(Struct, frozen=True):
    """Words of a source and where they stand."""

    story: str
    siglum: str
    name: str
    text: str
    start: int
    end: int


class InspectedPassage(_Inspected, frozen=True):
    """A source's words under the statement."""

    reason: Reason
    own: Runs
    """Its words, those marked that the statement does not have."""
    shown: Runs
    """The statement's words, those marked that this passage does not have."""
    can: str = ""
    """What a person may do with it: keep it as a statement of its own, drop it from the page, or nothing."""


class InspectedPiece(_Inspected, frozen=True):
    """Something near a passage in its file that is not on the page."""

    why: str
    can: str = "keep"
    """What a person may do with it; nothing where a person set it aside, which is taken back instead."""


class Inspection(Struct, frozen=True):
    """A statement laid open."""

    statement: str
    text: str
    passages: tuple[InspectedPassage, ...]
    aside: tuple[InspectedPiece, ...]
    sources: tuple[tuple[str, str, str], ...]
    """Story, letter and name of each source of the page."""
    threshold: float
    pairs: tuple[dict[str, Any], ...]
    """The score of each two stories, as `sitegen explain` gives it, with the first one under `of`."""
    decisions: tuple[Decision, ...] = ()
    """What a person decided about the page."""


def inspected(digest: Digest, stories: Sequence[Story], statement: str) -> Inspection | None:
    """What there is to know of one statement of a digest of `stories`; None where it has none of that id."""
    chosen = next((one for one in digest.statements if one.id == statement), None)
    if chosen is None:
        return None
    reasons = Reasons(stories, digest)
    names = {source.story: (source.story, source.siglum, source.name) for source in digest.sources}
    passages = []
    for one in chosen.citations:
        reason = reasons.of(chosen, one)
        own, shown = runs(one.text, chosen.text), runs(chosen.text, one.text)
        can = {"shown": "drop", "folded": "keep", "covered": "keep"}.get(reason.how, "")
        place = (one.text, one.start, one.end)
        passages.append(InspectedPassage(*names[one.story], *place, reason, own, shown, can))
    aside = [
        InspectedPiece(
            *names[piece.story],
            piece.text,
            piece.start,
            piece.end,
            piece.reason,
            "" if piece.reason.startswith(DROPPED) else "keep",
        )
        for piece in _near(digest, chosen)
    ]
    told = {story.path: story for story in stories}
    concerned = [told[path] for path in dict.fromkeys([*chosen.stories, *names])]
    return Inspection(
        statement=chosen.id,
        text=chosen.text,
        passages=tuple(passages),
        aside=tuple(aside),
        sources=tuple(names.values()),
        threshold=THRESHOLD,
        pairs=tuple(
            {"of": one.path, **likeness(one, two, together=True)}
            for one, two in islice(combinations(concerned, 2), MOST_PAIRS)
        ),
        decisions=digest.decisions,
    )


def runs(text: str, other: str) -> Runs:
    """A text in pieces, alternately of words that `other` has in this order and of words that it has not.

    >>> runs("It cost 12 crowns.", "It cost 14 crowns.")
    (('It cost ', False), ('12', True), (' crowns.', False))
    """
    words, others = list(_WORD.finditer(text)), [_plain(word) for word in _WORD.findall(other)]
    matcher = SequenceMatcher(None, [_plain(word[0]) for word in words], others, autojunk=False)
    found: list[tuple[str, bool]] = []
    at = 0
    for tag, first, last, _, _ in matcher.get_opcodes():
        if tag in {"delete", "replace"}:
            start, end = words[first].start(), words[last - 1].end()
            found += [(text[at:start], False), (text[start:end], True)]
            at = end
    found.append((text[at:], False))
    return tuple((piece, differs) for piece, differs in found if piece)


def _plain(word: str) -> str:
    """A word without what makes no other word of it."""
    return word.casefold().replace("’", "'")


def _near(digest: Digest, statement: Statement) -> Iterator[Dropped]:
    """What stands in the files beside the statement's passages and is not on the page, in order."""
    cited = {(citation.story, citation.start) for citation in statement.citations}
    shown = {(citation.story, citation.start) for one in digest.statements for citation in one.citations}
    gone = {(piece.story, piece.start): piece for piece in digest.dropped if piece.reason != SILENT}
    for source in digest.sources:
        order = sorted(place for place in gone.keys() | shown if place[0] == source.story)
        here = [at for at, place in enumerate(order) if place in cited]
        for at, place in enumerate(order):
            if place not in shown and any(abs(at - one) <= NEAR for one in here):
                yield gone[place]


LONGEST_REASON = 500
"""Judgement: most characters of a reason; a page shows it in a line or 5."""

KINDS = ("apart", "keep", "drop")
"""What a page can ask for: split a story off, keep a sentence, set one aside."""

Answer = tuple[int, object]


class _RefusedError(Exception):
    """A request that is not carried out; the message tells the person why."""


@dataclass(frozen=True, slots=True)
class Inspector:
    """Answers the inspector, and keeps overrides.toml for it."""

    page: Callable[[str], tuple[Digest, Sequence[Story]] | None]
    """The digest at an address and the stories it is made from."""
    load: Callable[[], str]
    """The text of overrides.toml."""
    save: Callable[[str], None]
    """Puts another text in its place."""

    def inspect(self, query: Mapping[str, Any]) -> Answer:
        """A statement laid open: of the `statement` on the `page`."""
        page = self.page(_address(query))
        found = page and inspected(*page, str(query.get("statement", "")))
        return (200, found) if found else (404, {"error": "This page has no such statement; reload it."})

    def decide(self, asked: Mapping[str, Any]) -> Answer:
        """The change that a decision makes to overrides.toml; written unless the request is `dry`."""
        try:
            decision = self._decision(asked)
            before = self.load()
            after = written(before, decision)
            if asked.get("dry") is not True:
                self.save(after)
        except (_RefusedError, SitegenError) as error:
            return 409, {"error": str(error)}
        return 200, {"diff": changes(before, after), "undo": decision}

    def undo(self, asked: Mapping[str, Any]) -> Answer:
        """The change that taking a decision back makes, which is written."""
        try:
            decision = msgspec.convert(asked.get("undo"), Decision)
            before = self.load()
            after = withdrawn(before, decision)
            if after == before:
                return 409, {"error": "overrides.toml does not hold this decision any more."}
            self.save(after)
        except msgspec.ValidationError:
            return 409, {"error": "There is nothing of that kind to take back."}
        except SitegenError as error:
            return 409, {"error": str(error)}
        return 200, {"diff": changes(before, after)}

    def _decision(self, asked: Mapping[str, Any]) -> Decision:
        """The decision that is asked for."""
        kind, path = asked.get("action"), asked.get("story")
        reason = " ".join(str(asked.get("reason") or "").split())
        if kind not in KINDS:
            raise _RefusedError(f"There is no action {kind!r}; the actions are {', '.join(KINDS)}.")
        if not reason or len(reason) > LONGEST_REASON:
            raise _RefusedError(f"A decision needs a reason of 1 to {LONGEST_REASON} characters.")
        page = self.page(_address(asked))
        stories = {story.path: story for story in page[1]} if page else {}
        if not isinstance(path, str) or path not in stories:
            raise _RefusedError("This page does not hold that story any more; reload it.")
        if kind == "apart":
            others = sorted(stories.keys() - {path})
            if not others:
                raise _RefusedError("The story stands alone already.")
            return Decision(kind, (path, *others), reason)
        text = asked.get("text")
        if not isinstance(text, str) or not pieces(stories[path], text):
            raise _RefusedError("The story does not hold that sentence any more; reload the page.")
        return Decision(kind, (path,), reason, text)


def _address(asked: Mapping[str, Any]) -> str:
    """The address of the digest whose page asks."""
    return str(asked.get("page", "")).removesuffix("index.html").strip("/")
