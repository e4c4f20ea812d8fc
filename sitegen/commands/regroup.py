"""A person's word on grouping, said at the command line: what it changes on the site and in its file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sitegen.build import Build
from sitegen.commands.explain import known_story
from sitegen.decisions import Overrides, read
from sitegen.decisions.form import FILE
from sitegen.decisions.writing import changes, written
from sitegen.errors import SettingsError
from sitegen.model import Decision


def decision(
    build: Build,
    content: str,
    overrides: Overrides,
    *,
    kind: str,
    stories: Sequence[str],
    reason: str,
    by: str = "",
) -> Decision:
    """The decision that a person means, on stories that are there.

    One story alone that is to be apart is so from all the others of its digest.

    Raises:
        SettingsError: a story is not known or stands on no page, there are too few, or no reason is given.
    """
    if not reason.strip():
        raise SettingsError(
            '--reason is empty; say why in a few words, such as --reason "two different fires"'
        )
    out = overrides.ignored if kind == "ignore" else {}
    names = [name.removeprefix("./").removeprefix(f"{content}/") for name in stories]
    found = [name if name in out else known_story(build, content, name, overrides) for name in names]
    if kind == "apart" and len(found) == 1:
        found += [path for path in build.index.group(found[0]) if path != found[0]]
        if len(found) == 1:
            raise SettingsError(f"{found[0]}: stands alone already; name the stories it is to be apart from")
    paths = tuple(dict.fromkeys(found))
    if len(paths) < 2 and kind != "ignore":
        raise SettingsError(f"group {kind} takes two stories or more; {len(paths)} named")
    return Decision(kind, paths, " ".join(reason.split()), by=" ".join(by.split()))


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


def told(found: dict[str, Any], *, wrote: bool) -> Iterator[str]:
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
        event.paths: {
            "title": event.title,
            "address": event.context.address,
            "stories": list(event.paths),
        }
        for event in build.events.values()
    }
