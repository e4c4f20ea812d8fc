"""What a page of the live site asks for: to inspect a statement, to write a decision, to take one back.

Answers are a status and a value for JSON; whatever cannot be done says why under `error`. A decision
names a page and one of its stories, so nothing is written that the page does not hold.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from sitegen.decisions.writing import changes, withdrawn, written
from sitegen.digest.decided import pieces
from sitegen.errors import SitegenError
from sitegen.model import Decision, Digest, Story
from sitegen.serve.inspect import inspected

LONGEST_REASON = 500
"""Characters of a reason."""

KINDS = ("apart", "keep", "drop")
"""What a page can ask for: split a story off, keep a sentence, set one aside."""

Answer = tuple[int, object]


class _RefusedError(Exception):
    """A request that is not carried out; the message tells the person why."""


@dataclass(frozen=True, slots=True)
class Clerk:
    """Answers the inspector, and keeps overrides.toml for it."""

    told: Callable[[str], tuple[Digest, Sequence[Story]] | None]
    """The digest at an address and the stories it is made from."""
    load: Callable[[], str]
    """The text of overrides.toml."""
    save: Callable[[str], None]
    """Puts another text in its place."""

    def inspect(self, query: Mapping[str, Any]) -> Answer:
        """A statement laid open: of the `statement` on the `page`."""
        page = self.told(_address(query))
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
        page = self.told(_address(asked))
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
