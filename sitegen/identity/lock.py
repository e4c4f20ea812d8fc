"""The site's memory of its digests in `sitegen.lock`: the form of the file, as bytes and as values.

One digest is one line of JSON, in the order of the ids, so that a change shows as a change of its line and
two branches seldom touch the same one. Nothing is ever passed over: a line that is damaged, a digest or an
address that stands there twice, or a file that was cut short stops the build and is named with its line.

What a digest says from build to build stands there as facts that can be counted: what came, what went, when.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from hashlib import blake2b
from itertools import islice
from operator import attrgetter
from typing import NamedTuple
from zlib import crc32

import msgspec
from msgspec import Struct

from sitegen import SettingsError
from sitegen.model import Digest, Story
from sitegen.pages import address
from sitegen.pages.view import UNDATED, Change

FILE = "sitegen.lock"

FORM = 1
"""Number of the form, 1 since the first version; a file of a later one is not touched."""

HEAD = f"""\
# {FILE}, form {FORM}: the ids and addresses of this site's digests, written by `sitegen build`.
# Keep it in version control: without it pages may move and feeds may repeat themselves.
"""
END = "# end"
"""Last line; where it is missing the file was cut short."""

SHOWN = 3
"""Faults of a file that one message names. Judgement."""

MARKERS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
"""How lines begin that version control leaves where two branches changed the same place."""

MOMENT = "%Y-%m-%dT%H:%M:%SZ"
"""How a moment is written; UTC."""

MOST_LETTERS = 26 + 26**2 + 26**3
"""Letters that a digest can give: A to ZZZ, 18,278."""

SUFFIX = "--"
"""What parts the wanted part of an address from the digits that tell it from another; in no slug."""

_HEAD = re.compile(rf"# {re.escape(FILE)}, form (\d+)\b")
_PLAIN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DIGITS = re.compile(r"[0-9a-f]{4,32}")
_ID = re.compile(r"[0-9a-f]{6,64}")
_LETTER = re.compile(r"[A-Z]{1,3}")


class Witness(NamedTuple):
    """A story of a digest that is here."""

    letter: str
    text_key: str
    """Digest of its words."""


class Former(NamedTuple):
    """A story that was once in a digest."""

    path: str
    text_key: str


class Past(Struct, frozen=True, gc=False):
    """What a digest said when it was built last, and what has happened to it so far."""

    facts: str = ""
    """Each fact as short hashes of its wordings joined by ``+``; facts sorted and parted by blanks."""
    updated: str = ""
    """When its facts changed last, as ``2026-03-02T00:00:00Z``; empty before the first build."""
    history: tuple[Change, ...] = ()
    """The oldest first."""


class Record(Struct, frozen=True, gc=False, omit_defaults=True, forbid_unknown_fields=True):
    """What is remembered of a digest for ever."""

    id: str
    slug: str
    """Its address, or its last one."""
    was: tuple[str, ...] = ()
    """Its addresses before."""
    gone: str = ""
    """Id of the digest that took most of its stories, where it has none itself; empty if there is none."""
    day: str = ""
    """YYYY-MM-DD of its earliest story, where one has a date."""
    letters: int = 0
    """How many letters it has given to stories; none is given twice."""
    stories: dict[str, Witness] = {}
    """By path; empty where it has no page any more."""
    left: dict[str, Former] = {}
    """Stories that were in it, by letter."""
    updated: str = ""
    facts: str = ""
    history: tuple[Change, ...] = ()

    @property
    def past(self) -> Past:
        """What it said when it was built last."""
        return Past(self.facts, self.updated, self.history)

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every address it has had, the present one first."""
        return (self.slug, *self.was)


class Lock(Struct, frozen=True, gc=False):
    """The memory of a site; the records by id."""

    records: tuple[Record, ...] = ()


_encode = msgspec.json.Encoder(order="deterministic").encode
_decode = msgspec.json.Decoder(Record).decode
_Line = tuple[int, Record]


def write(lock: Lock) -> bytes:
    """The bytes of the file."""
    return (
        HEAD.encode() + b"".join([_encode(record) + b"\n" for record in lock.records]) + END.encode() + b"\n"
    )


def parse(data: bytes, name: str = FILE, *, sound: bool = False) -> Lock:
    """The memory that the bytes of the file hold; `name` is what errors call it.

    What is known to be `sound`, since it was written or read by a build before, is not looked at for faults.

    Raises:
        SettingsError: something in it cannot be understood or contradicts itself; no address is lost.
    """
    if sound:
        return _sorted([_decode(line) for line in data.split(b"\n") if line[:1] == b"{"])
    try:
        lines = data.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _error(name, [(line, f"is not UTF-8 text; {_RESTORE}")]) from error
    found: list[_Line] = []
    faults = [*_frame(lines), *_read(lines, found)]
    faults = faults or list(islice(_contradictions(found), SHOWN + 1))
    if faults:
        raise _error(name, faults)
    return _sorted([record for _, record in found])


def _sorted(records: list[Record]) -> Lock:
    return Lock(tuple(sorted(records, key=attrgetter("id"))))


def whole(slug: str) -> bool:
    """Whether `slug` is an address that this program gives: one harmless part of a path."""
    wanted, parted, digits = slug.partition(SUFFIX)
    if parted and not _DIGITS.fullmatch(digits):
        return False
    if len(wanted) <= address.LONGEST and _PLAIN.fullmatch(wanted):
        return True
    return bool(wanted) and address.slug(wanted) == wanted


_RESTORE = "restore the file from version control"
_HINT = f"mend the line, or {_RESTORE}"
_CLASH = "two branches changed this place; keep the digests of both sides, then remove the marker"


def _error(name: str, faults: list[tuple[int, str]]) -> SettingsError:
    """What is wrong with the file, the first few faults by line."""
    told = [f"{name}:{line}: {message}" for line, message in sorted(faults)[:SHOWN]]
    if len(faults) > SHOWN:
        told.append(f"{name}: and more")
    return SettingsError("\n".join(told))


def _frame(lines: list[str]) -> Iterator[tuple[int, str]]:
    """What is wrong with the first and the last line."""
    head = _HEAD.match(lines[0])
    if not head:
        yield 1, f"does not begin as a lock does; {_RESTORE}, or remove it to give every address anew"
    elif int(head[1]) > FORM:
        yield 1, f"has form {head[1]}, which a later sitegen wrote; install that one"
    if END not in (line.rstrip("\r") for line in lines[-2:]):
        yield len(lines), f"was cut short before its last line '{END}'; {_RESTORE}"


def _read(lines: list[str], found: list[_Line]) -> Iterator[tuple[int, str]]:
    """Read every line into `found`; the ones that cannot be read, with what is wrong."""
    for number, line in enumerate(lines, 1):
        if line[:1] == "{":
            try:
                record = _decode(line)
            except msgspec.DecodeError as error:
                yield number, f"is damaged ({error}); {_HINT}"
                continue
            if fault := _repeated(line, record) or _fault(record):
                yield number, f"{fault}; {_HINT}"
            found.append((number, record))
        elif line.startswith(MARKERS):
            yield number, _CLASH
        elif line.strip() and not line.startswith("#"):
            yield number, f"holds no digest; {_HINT}"


def _repeated(line: str, record: Record) -> str:
    """What is wrong with a line that names a key twice, of which readers see one only."""
    if _encode(record) == line.rstrip("\r").encode():
        return ""
    twice: list[str] = []

    def collect(pairs: list[tuple[str, object]]) -> None:
        keys = [key for key, _ in pairs]
        twice.extend(key for key in keys if keys.count(key) > 1)

    json.loads(line, object_pairs_hook=collect)
    return f"has '{twice[0]}' twice" if twice else ""


def _fault(record: Record) -> str:
    """What is wrong with a record by itself; empty if nothing is."""
    for slug in (record.slug, *record.was):
        if not whole(slug):
            return f"'{slug}' is no address that a page can have"
    if not _ID.fullmatch(record.id):
        return f"'{record.id[:40]}' is no id"
    if not _dated((record.day, record.updated)):
        return f"'{record.day[:40]}' or '{record.updated[:40]}' is no date"
    return _letter_fault(record)


@lru_cache(maxsize=4096)
def _dated(times: tuple[str, str]) -> bool:
    """Whether a day and a moment are written as they should be; either can be empty."""
    day, moment = times
    try:
        return (not day or date.fromisoformat(day).isoformat() == day) and (
            not moment or f"{datetime.strptime(moment, MOMENT):{MOMENT}}" == moment  # noqa: DTZ007 all are in UTC
        )
    except ValueError:
        return False


def _letter_fault(record: Record) -> str:
    """What is wrong with the letters of a record's stories."""
    numbers = [ordinal(witness[0]) for witness in record.stories.values()]
    numbers += [ordinal(letter) for letter in record.left]
    if len(set(numbers)) < len(numbers):
        return "two stories have one letter"
    if numbers and not (min(numbers) and max(numbers) <= record.letters):
        return "a story has a letter that was never given"
    if not 0 <= record.letters <= MOST_LETTERS:
        return f"{record.letters} letters were never given"
    return ""


@lru_cache(maxsize=1024)
def ordinal(letter: str) -> int:
    """The number of a source's letter, counted from 1; 0 for what is no letter.

    >>> ordinal("A"), ordinal("Z"), ordinal("AA"), ordinal("a")
    (1, 26, 27, 0)
    """
    number = 0
    for char in letter if _LETTER.fullmatch(letter) else "":
        number = 26 * number + ord(char) - 64
    return number


def _contradictions(found: list[_Line]) -> Iterator[tuple[int, str]]:
    """Where two lines cannot both be true."""
    merge = "keep one and give it the addresses and stories of both"
    yield from _twice(((record.id, line) for line, record in found), f"is the id of line {{}} too; {merge}")
    addresses = ((slug, line) for line, record in found for slug in record.addresses)
    yield from _twice(addresses, f"is an address of line {{}} too; remove it from one, or {merge}")
    paths = ((path, line) for line, record in found for path in record.stories)
    yield from _twice(paths, "is a story of line {} too; remove it from one")
    yield from _successors(found, {record.id for _, record in found})


def _successors(found: list[_Line], known: set[str]) -> Iterator[tuple[int, str]]:
    """Where a record names a digest that cannot have taken its stories."""
    for line, record in found:
        if record.gone and (record.gone not in known or record.gone == record.id or record.stories):
            yield line, f"'{record.gone}' cannot have taken its stories; {_HINT}"


def _twice(found: Iterable[tuple[str, int]], message: str) -> Iterator[tuple[int, str]]:
    pairs = list(found)
    first: dict[str, int] = {}
    for key, line in pairs if len(dict(pairs)) < len(pairs) else ():
        if first.setdefault(key, line) != line:
            yield line, f"'{key}' {message.format(first[key])}"


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
        joined=_by_letter(present.keys() - known.keys()),
        left=_by_letter(before.keys() - present.keys()),
        changed=_by_letter(
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


def _by_letter(letters: Iterable[str]) -> tuple[str, ...]:
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
