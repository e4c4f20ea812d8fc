"""Why stories are together or apart and where each sentence went, and a person's word that changes it."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import asdict

from sitegen import OutputError, SettingsError
from sitegen.build import Build
from sitegen.commands import known, tell
from sitegen.decisions import FILE, Overrides, changes, decoded, meant, read, written
from sitegen.digest.stages import EARLIER, decided
from sitegen.group import THRESHOLD, voices
from sitegen.group.likeness import likeness
from sitegen.model import Aside, Citation, Decision, Digest, Sentence, Story
from sitegen.pages.view import shortened

if TYPE_CHECKING:
    from sitegen.site.project import Project

WIDEST = 200
"""Characters of a line of the list where no terminal says its width. Judgement."""

NEAR = 5
"""Stories outside the group that are named as the likeliest; a screen shows 5. Judgement."""


def events(build: Build) -> list[dict[str, Any]]:
    """Every event with its stories, newest first."""
    found = []
    for event in build.events.values():
        letters = event.context.sigla
        stories = [build.summaries[path] for path in event.paths]
        stories.sort(key=lambda story: (len(letters[story.path]), letters[story.path]))
        listed = [
            {"path": story.path}
            | {field: getattr(story, field) or None for field in ("outlet", "published", "title")}
            for story in stories
        ]
        published = min((story.published[:10] for story in stories if story.published), default=None)
        found.append({"title": event.title, "published": published, "stories": listed})
    return sorted(found, key=lambda event: (event["published"] or "", event["title"]), reverse=True)


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
        "decisions": [
            {key: value for key, value in asdict(each).items() if value}
            for each in overrides.for_group(group)
        ],
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
    near = meant(path, build.summaries)
    hint = (
        f"did you mean '{near}'?" if near else "name it by its path in the content folder; see: sitegen list"
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
    names = {relay.start: relay.name for relay in digest.relays if relay.story == story.path}
    pieces: list[Sentence | Aside] = [*story.sentences, *story.asides]
    for piece in sorted(pieces, key=lambda piece: piece.start):
        rule = getattr(piece, "rule", "")
        where = f"left out: {rule}" if rule else went[piece.start, piece.end]
        if piece.start in names and not rule:
            where += f", which it has from {names[piece.start]}"
        yield {"start": piece.start, "end": piece.end, "where": where, "text": piece.text}


def _where(citation: Citation, place: int) -> str:
    """What became of a passage, for the number of the sentence shown."""
    if not place:
        return "shown as {}"
    if citation.partial:
        return "partly in {}"
    return "another wording of {}" if citation.folded else "says what {} says"


def explanation(found: dict[str, Any], *, verbose: bool = False) -> Iterator[str]:
    """Return an explanation as lines of text; the arithmetic and the places in the file if `verbose`."""
    group, voices_of = found["group"], found["voices"]
    yield f"{found['story']} " + (
        "stands alone" if len(group) == 1 else f"is one of {len(group)} reports of one event:"
    )
    first: dict[int, str] = {}
    for path in group if len(group) > 1 else ():
        same = first.setdefault(voices_of[path], path)
        yield f"  {path}" + (f"  (mostly the words of {same})" if same != path else "")
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


def _decision(build: Build, project: Project, options: argparse.Namespace) -> Decision:
    """The decision that a person means, on stories that are there.

    One story alone that is to be apart is so from all the others of its digest.

    Raises:
        SettingsError: a story is not known or stands on no page, there are too few, or no reason is given.
    """
    kind, content, overrides = options.kind, project.settings.content, project.overrides
    if not options.reason.strip():
        raise SettingsError(
            '--reason is empty; say why in a few words, such as --reason "two different fires"'
        )
    out = overrides.ignored if kind == "ignore" else {}
    names = [name.removeprefix("./").removeprefix(f"{content}/") for name in options.stories]
    found = [name if name in out else known_story(build, content, name, overrides) for name in names]
    if kind == "apart" and len(found) == 1:
        found += [path for path in build.index.group(found[0]) if path != found[0]]
        if len(found) == 1:
            raise SettingsError(f"{found[0]}: stands alone already; name the stories it is to be apart from")
    paths = tuple(dict.fromkeys(found))
    if len(paths) < 2 and kind != "ignore":
        raise SettingsError(f"group {kind} takes two stories or more; {len(paths)} named")
    return Decision(kind, paths, " ".join(options.reason.split()), by=" ".join(options.by.split()))


def regrouped(build: Build, text: str, wanted: Decision) -> tuple[str, dict[str, Any]]:
    """The text of overrides.toml with a decision, and what it changes; `text` is that which the build heeded.

    The text is as it was where the file says so already.
    """
    said = [entry.line for entry in read(text.encode()).entries if _same(entry.decision, wanted)]
    after = text if said else written(text, wanted)
    old = _digests(build)
    build.decide(read(after.encode()))
    build.group({})
    new = _digests(build)
    return after, {
        "kind": wanted.kind,
        "stories": list(wanted.stories),
        "reason": wanted.reason,
        "file": FILE,
        "line": said[0] if said else read(after.encode()).entries[-1].line,
        "already": bool(said),
        "diff": list(changes(text, after)),
        "before": [old[group] for group in sorted(old.keys() - new.keys())],
        "after": [new[group] for group in sorted(new.keys() - old.keys())],
    }


def regrouping(found: dict[str, Any], *, wrote: bool) -> Iterator[str]:
    """What a decision changes as lines of text."""
    if found["already"]:
        yield f"{found['file']}:{found['line']}: says so already; nothing to write"
        return
    for sign, digests in (("-", found["before"]), ("+", found["after"])):
        for digest in digests:
            yield f"{sign} {digest['title']}: {', '.join(digest['stories'])}"
    if not found["before"] and not found["after"]:
        yield "nothing changes: the stories stand so already, and will from now on"
    yield ""
    yield from found["diff"]
    yield ""
    yield f"wrote {found['file']}; next: sitegen build" if wrote else "dry run: nothing was written"


def _same(one: Decision, other: Decision) -> bool:
    """Whether two decisions ask for the same."""
    if one.kind == other.kind == "apart" and one.stories[0] != other.stories[0]:
        return len(one.stories) == len(other.stories) == 2 and set(one.stories) == set(other.stories)
    return one.kind == other.kind and set(one.stories) >= set(other.stories)


def _digests(build: Build) -> dict[tuple[str, ...], dict[str, Any]]:
    """Every digest of the site, by its stories."""
    return {
        event.paths: {"title": event.title, "address": event.context.address, "stories": list(event.paths)}
        for event in build.events.values()
    }


def load(root: Path) -> str:
    """The text of a site's overrides.toml; empty where there is none."""
    try:
        return decoded((root / FILE).read_bytes())
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise SettingsError(f"{FILE}: cannot be read ({error.strerror}); check its permissions") from error


def save(root: Path, text: str) -> None:
    """Put `text` in the place of a site's overrides.toml, whole or not at all; where it is empty, no file."""
    target, beside = root / FILE, root / f".{FILE}.{os.getpid()}"
    try:
        if text:
            with open(beside, "xb") as file:
                file.write(text.encode())
                file.flush()
                os.fsync(file.fileno())
            os.replace(beside, target)
        else:
            target.unlink(missing_ok=True)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise OutputError(
            f"{FILE}: cannot be written ({error.strerror}); check its folder's permissions"
        ) from error


def list_events(options: argparse.Namespace) -> int:
    """List the events and their stories."""
    with known(options) as (project, build):
        found, out = events(build), project.overrides.ignored
        ignored = [
            {"path": path, "reason": _signed(out[path])}
            for path in sorted(out.keys() & build.summaries.keys())
        ]
    return tell(options, {"events": found, "left_out": ignored}, _listed(found, ignored), asked=True)


def _listed(found: Iterable[dict[str, Any]], ignored: Iterable[dict[str, str]]) -> Iterator[str]:
    """The lines of a list of events; a headline is cut to the terminal's width, elsewhere to `WIDEST`."""
    width = shutil.get_terminal_size().columns if sys.stdout and sys.stdout.isatty() else WIDEST
    for event in found:
        title = shortened(" ".join(event["title"].split()), max(width - len("2026-03-02  "), 20))
        yield f"{event['published'] or 'undated   '}  {title}"
        for story in event["stories"]:
            yield f"            {story['path']}" + (f"  ({story['outlet']})" if story["outlet"] else "")
    for each in ignored:
        yield f"left out    {each['path']}: {each['reason']}"


def explain(options: argparse.Namespace) -> int:
    """Say why stories are together or apart."""
    with known(options) as (project, build):
        found = explained(build, project.settings.content, project.overrides, options.a, options.b)
    return tell(options, found, explanation(found, verbose=options.verbose), asked=True)


def group(options: argparse.Namespace) -> int:
    """Write what a person decided on grouping."""
    with known(options) as (project, build):
        before = load(project.root)
        wanted = _decision(build, project, options)
        after, found = regrouped(build, before, wanted)
    wrote = not options.dry_run and after != before
    if wrote:
        save(project.root, after)
    return tell(options, {**found, "written": wrote}, regrouping(found, wrote=wrote))
