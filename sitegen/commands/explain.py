"""Why stories are together or apart, and where each sentence of a story went, for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from msgspec.structs import asdict

from sitegen.build import Build
from sitegen.decisions import Overrides
from sitegen.decisions.form import FILE
from sitegen.digest.decided import decided
from sitegen.digest.stages import EARLIER
from sitegen.errors import SettingsError
from sitegen.group import THRESHOLD, voices
from sitegen.group.likeness import likeness
from sitegen.model import Aside, Citation, Decision, Digest, Sentence, Story

NEAR = 5
"""Stories outside the group that are named as the likeliest of those apart."""


def events(build: Build) -> list[dict[str, Any]]:
    """Every event with its stories, newest first."""
    found = []
    for event in build.events.values():
        letters = event.context.sigla
        stories = [build.summaries[path] for path in event.paths]
        stories.sort(key=lambda story: (len(letters[story.path]), letters[story.path]))
        listed = [
            {
                "path": story.path,
                "outlet": story.outlet or None,
                "published": story.published or None,
                "title": story.title or None,
            }
            for story in stories
        ]
        published = min((story.published[:10] for story in stories if story.published), default=None)
        found.append({"title": event.title, "published": published, "stories": listed})
    return sorted(found, key=lambda event: (event["published"] or "", event["title"]), reverse=True)


def left_out(build: Build, overrides: Overrides) -> list[dict[str, str]]:
    """The stories that a person left out, in order, with the reason."""
    paths = sorted(overrides.ignored.keys() & build.summaries.keys())
    return [{"path": path, "reason": _signed(overrides.ignored[path])} for path in paths]


def explained(build: Build, content: str, overrides: Overrides, a: str, b: str | None) -> dict[str, Any]:
    """Why `a` stands where it does: its group, its scores with the others or with `b`, its pieces.

    `overrides` are a person's decisions, which the build heeded.

    Raises:
        SettingsError: a story is not known, or makes no page.
    """
    a = known_story(build, content, a, overrides)
    group = next(group for group in build.index.groups() if a in group)
    if b is not None:
        b = known_story(build, content, b, overrides)
        others, pieces = [b], []
    else:
        near = [path for path, _ in build.index.near(a)]
        others = [path for path in group if path != a] + [path for path in near if path not in group][:NEAR]
        digest = build.digest(group)
        pieces = list(_pieces(decided([build.story(a)], digest.decisions)[0], digest))
    stories = [build.story(path) for path in group]
    return {
        "story": a,
        "group": list(group),
        "voices": voices(stories),
        "threshold": THRESHOLD,
        "decisions": [_told_of(each) for each in overrides.for_group(group)],
        "pairs": [
            likeness(
                build.story(a),
                build.story(other),
                together=other in group,
                decided=" ".join([_signed(each) for each in overrides.between(a, other)]),
            )
            for other in others
        ],
        "pieces": pieces,
    }


def _told_of(decision: Decision) -> dict[str, Any]:
    """A decision as plain values, without what it does not say."""
    return {key: value for key, value in asdict(decision).items() if value}


def _signed(decision: Decision) -> str:
    """The reason of a decision, with the name under it."""
    return f"{decision.reason} ({decision.by})" if decision.by else decision.reason


def known_story(build: Build, content: str, name: str, overrides: Overrides) -> str:
    """The story that a person means by `name`."""
    path = name.removeprefix("./").removeprefix(f"{content}/")
    if path in build.summaries and build.summaries[path].counts:
        return path
    if path in build.summaries and path in overrides.ignored:
        reason = _signed(overrides.ignored[path])
        raise SettingsError(f"{path}: is left out of the site by {FILE}: {reason}")
    if path in build.summaries:
        raise SettingsError(f"{path}: is a draft or holds no sentence, so it stands on no page")
    near = get_close_matches(path, build.summaries, 1, 0.5)
    hint = (
        f"did you mean '{near[0]}'?"
        if near
        else "name it by its path in the content folder; see: sitegen list"
    )
    raise SettingsError(f"{path}: no story of that name; {hint}")


def _pieces(story: Story, digest: Digest) -> Iterator[dict[str, Any]]:
    """Every piece of a story's file, in order, and where it went."""
    went: dict[tuple[int, int], str] = {}
    for statement in digest.statements:
        for place, citation in enumerate(statement.citations):
            if citation.story == story.path:
                key = (citation.start, citation.end)
                if place == 0 or key not in went:
                    went[key] = _where(citation, place).format(statement.id[1:])
    went |= {
        (dropped.start, dropped.end): f"left out: {EARLIER}"
        for dropped in digest.dropped
        if dropped.story == story.path and dropped.reason == EARLIER
    }
    pieces: list[Sentence | Aside] = [*story.sentences, *story.asides]
    for piece in sorted(pieces, key=lambda piece: piece.start):
        rule = getattr(piece, "rule", "")
        where = f"left out: {rule}" if rule else went[piece.start, piece.end]
        yield {"start": piece.start, "end": piece.end, "where": where, "text": piece.text}


def _where(citation: Citation, place: int) -> str:
    """What became of a passage, for the number of the sentence shown."""
    if not place:
        return "shown as {}"
    if citation.partial:
        return "partly in {}"
    return "another wording of {}" if citation.folded else "says what {} says"


def told(found: dict[str, Any], *, verbose: bool = False) -> Iterator[str]:
    """Return an explanation as lines of text; the arithmetic and the places in the file if `verbose`."""
    group, voices_of = found["group"], found["voices"]
    yield f"{found['story']} " + (
        "stands alone" if len(group) == 1 else f"is one of {len(group)} reports of one event:"
    )
    first: dict[int, str] = {}
    for path in group if len(group) > 1 else ():
        same = first.setdefault(voices_of[path], path)
        yield f"  {path}" + (f"  (same text as {same})" if same != path else "")
    for decision in found["decisions"]:
        by = f" ({decision['by']})" if "by" in decision else ""
        text = f" “{decision['text']}”" if "text" in decision else ""
        what = f"{decision['kind']} {', '.join(decision['stories'])}{text}"
        yield f"  a person decided: {what}: {decision['reason']}{by}"
    for pair in found["pairs"]:
        yield ""
        yield f"{pair['story']}: {pair['why']}"
        if verbose:
            yield from _reckoned(pair, found["threshold"])
    if found["pieces"]:
        yield ""
    width = max((len(piece["where"]) for piece in found["pieces"]), default=0)
    for piece in found["pieces"]:
        place = f"{piece['start']:>6}  " if verbose else ""
        yield f"  {place}{piece['where']:<{width}}  {' '.join(piece['text'].split())}"


def _reckoned(pair: dict[str, Any], threshold: float) -> Iterator[str]:
    """How sure the program is of two stories, and what each likeness adds."""
    yield f"  probability of one event {pair['probability']:.3f}, threshold {threshold}"
    yield "  log-odds: " + ", ".join(f"{name} {value:+.2f}" for name, value in pair["parts"].items())
    lead = " and ".join(f"{share:.0%}" for share in pair["lead"])
    days = "unknown" if pair["days"] is None else pair["days"]
    yield f"  what each opens with stands in the other: {lead}; days apart: {days}"
    yield f"  word triples of the shorter in the longer: {pair['containment']:.0%}"
    yield "  rare words in both: " + (", ".join(term for term, _ in pair["shared"]) or "none")
