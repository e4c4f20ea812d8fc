"""What a digest says from build to build, as facts that can be counted: what came, what went, and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from hashlib import blake2b
from zlib import crc32

from sitegen.identity.lock import MOMENT, Past, Record
from sitegen.model import Digest, Story
from sitegen.pages.view import UNDATED, Change

LONGEST = 20
"""Changes of a digest that are remembered; older ones are forgotten first. Judgement."""

STEP = timedelta(minutes=1)
"""How much later a digest counts as updated when its facts changed and no date in its stories did."""

_JOINED = "+"
"""Between the wordings of one fact."""

_COVERED = "covered by "
_BLANKS = bytes.maketrans(b"!\"'()*:;?[]_`{}\r\t\v\f", b" " * 19)
_SIGNS = (b". ", b", ", *(sign.encode() for sign in "“”„‘’‚«»‹›–—…"))
"""Marks that part words and mean nothing by themselves, like those that become blanks at once."""


def text_key(story: Story) -> str:
    """A name for the words of a story: the same wherever its file lies and whatever stands around it.

    Stories without an equal sentence have different names; 16 hexadecimal digits.
    """
    words = "\n".join([sentence.text for sentence in story.sentences])
    return blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def latest(stories: Iterable[Story]) -> str:
    """YYYY-MM-DD of the last day that any of the stories was published or updated; empty if none says."""
    days = [day[:10] for story in stories for day in (story.published, story.updated) if day]
    return max(days, default="")


def facts(digest: Digest) -> tuple[str, ...]:
    """Each fact of a digest as short hashes of all its wordings, sorted.

    A fact that moved, or that another source tells too, has a wording as before and is the same fact.
    Case, blanks and marks that part sentences do not count.
    """
    places = {statement.id: number for number, statement in enumerate(digest.statements)}
    texts: list[str] = []
    homes: list[int] = []
    for number, statement in enumerate(digest.statements):
        said = [citation.text for citation in statement.citations if not citation.partial]
        texts += said or [statement.text]
        homes += [number] * (len(said) or 1)
    for piece in digest.dropped:
        home = places.get(piece.reason[len(_COVERED) :]) if piece.reason.startswith(_COVERED) else None
        if home is not None:
            texts.append(piece.text)
            homes.append(home)
    wordings: list[set[str]] = [set() for _ in digest.statements]
    for home, name in zip(homes, _hashes(texts), strict=True):
        wordings[home].add(name)
    return tuple(sorted({_JOINED.join(sorted(names)) for names in wordings}))


def advanced(
    record: Record,
    letters: Mapping[str, str],
    words: Mapping[str, str],
    digest: Digest,
    *,
    day: str,
    moment: str = "",
) -> tuple[Past, Change | None]:
    """The past of a digest with this build in it, and what changed since the build before, if anything did.

    `record` is what was remembered, `letters` and `words` give the letter and `text_key` of each story
    that is here now. `day` is the `latest` of its stories; `moment` is the time of the build, such as
    2026-03-02T08:00:00Z, where one was set, empty otherwise.
    """
    now = facts(digest)
    if not record.updated:
        return Past(" ".join(now), _moment(day) if day else moment or _moment(UNDATED)), None
    more, fewer = _counted(record.facts.split(), now)
    before = dict(record.stories.values())
    known = before or {letter: former.text_key for letter, former in record.left.items()}
    present = {letter: words[path] for path, letter in letters.items()}
    change = Change(
        day=moment[:10] or day,
        joined=_sorted(present.keys() - known.keys()),
        left=_sorted(before.keys() - present.keys()),
        changed=_sorted(
            letter for letter in known.keys() & present.keys() if known[letter] != present[letter]
        ),
        more=more,
        fewer=fewer,
    )
    if not any(change[1:]):
        return Past(" ".join(now), record.updated, record.history), None
    updated = _later(record.updated, moment or _moment(day)) if more or fewer else record.updated
    return Past(" ".join(now), updated, (*record.history, change)[-LONGEST:]), change


def _hashes(texts: list[str]) -> list[str]:
    """Six hexadecimal digits for the words of each text."""
    lines = "\n".join([text.replace("\n", " ") for text in texts]).casefold()
    plain = lines.encode("utf-8", "surrogatepass").translate(_BLANKS)
    for sign in _SIGNS[: 2 if lines.isascii() else None]:
        plain = plain.replace(sign, b" ")
    words = [b" ".join(line.split()).rstrip(b".,") for line in plain.split(b"\n")]
    return [f"{crc32(line) & 0xFFFFFF:06x}" for line in words[: len(texts)]]


def _counted(before: Iterable[str], now: Iterable[str]) -> tuple[int, int]:
    """How many facts came and how many went; one that kept a wording did neither."""
    old = [frozenset(fact.split(_JOINED)) for fact in before]
    new = [frozenset(fact.split(_JOINED)) for fact in now]
    had, has = frozenset[str]().union(*old), frozenset[str]().union(*new)
    return sum(had.isdisjoint(fact) for fact in new), sum(has.isdisjoint(fact) for fact in old)


def _sorted(letters: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(letters, key=lambda letter: (len(letter), letter)))


def _moment(day: str) -> str:
    """The beginning of a day."""
    return f"{day or UNDATED}T00:00:00Z"


def _later(before: str, wanted: str) -> str:
    """`wanted`, or a little later than `before` where that is not later."""
    if wanted > before:
        return wanted
    after = datetime.strptime(before, MOMENT) + STEP  # noqa: DTZ007 all are in UTC
    return f"{after:{MOMENT}}"
