"""Which sources a published site quotes more of than their outlets allow, and where it leaves words out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from sitegen.commands.report import many
from sitegen.digest.rights import Rights, told, words
from sitegen.errors import InputError
from sitegen.read import read
from sitegen.site.source import load


class Over(Struct, frozen=True):
    """A source of which a digest would quote more than it may."""

    source: str
    outlet: str
    digest: str
    """Address of the digest."""
    wanted: int
    """Words that it would quote."""
    quoted: int
    """Words that it quotes."""
    limit: int

    @property
    def broken(self) -> bool:
        """Whether the published page quotes too much; it was built under other settings."""
        return self.quoted > self.limit

    @property
    def line(self) -> str:
        """What a person is told."""
        may = f"{many(self.limit, 'word')} may be quoted" if self.limit else "it may only be linked"
        done = f"quotes {self.quoted}; build again" if self.broken else f"quotes {self.quoted}"
        return f"{self.source} ({self.outlet}): {may}, {self.digest} would quote {self.wanted} and {done}"


def over_limit(content: Path, out: Path, rights: Rights) -> tuple[Over, ...]:
    """Every source over its limit, by its path.

    Raises:
        InputError: there is no site in `out`.
    """
    return tuple(sorted(_found(content, out, rights), key=lambda one: (one.source, one.digest)))


def _found(content: Path, out: Path, rights: Rights) -> Iterator[Over]:
    for digest in _digests(out):
        counts = _quoted(digest)
        wanted = {one["source"]: one["wanted"] for one in digest.get("withheld", ())}
        for source in digest["sources"]:
            path = source["source"]
            name = source["outlet"] or source["agency"] or Path(path).stem
            terms = rights.terms(name)
            limit = terms.limit(_told(content, path)) if terms.bound else None
            most = max(counts[path], wanted.get(path, 0))
            if limit is not None and most > limit:
                yield Over(path, name, digest["slug"], most, counts[path], limit)


def _digests(out: Path) -> Iterator[dict[str, Any]]:
    """The JSON of every digest that the site lists."""
    try:
        for entry in json.loads((out / "index.json").read_bytes())["digests"]:
            yield json.loads((out / entry["address"] / "index.json").read_bytes())
    except (OSError, ValueError, KeyError) as error:
        raise InputError(f"{out}: holds no whole site; build it first with: sitegen build") from error


def _quoted(digest: dict[str, Any]) -> Counter[str]:
    """How many words of each source the published files have, a passage in several places once."""
    cited = [passage for statement in digest["statements"] for passage in statement["sources"]]
    places = {(one["source"], one["start"], one["end"], one["text"]) for one in (*cited, *digest["dropped"])}
    found: Counter[str] = Counter()
    for source, _, _, text in places:
        found[source] += words(text)
    return found


def _told(content: Path, path: str) -> int:
    """How many words the sentences of a story have."""
    raw = load(content, path)
    return told(read(path, raw)) if isinstance(raw, bytes) else 0
