"""Whether a site keeps its promises: verbatim statements, every sentence accounted for, no dead link.

It trusts nothing but the files: each story is read again, each digest is taken from its JSON, each page is
searched for links.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from msgspec import Struct
from msgspec.structs import asdict

from sitegen import InputError
from sitegen.commands import PROBLEMS, print_json, project_of, say, show
from sitegen.commands.build import many
from sitegen.decisions import FILE
from sitegen.digest.rights import Rights, told, words
from sitegen.languages import language, missing
from sitegen.model import Aside, Problem, Sentence, Story
from sitegen.pages.translation import Texts
from sitegen.read import read
from sitegen.read.decode import decode
from sitegen.read.mail import spelled_out
from sitegen.read.story import hints
from sitegen.site.project import Project, layout_files
from sitegen.site.project import now as moment_now
from sitegen.site.publish import OWN
from sitegen.site.source import load, scan
from sitegen.text.dates import utc

_ATTRIBUTE = re.compile(r"""\s([a-zA-Z-]+)=(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""")
_LINK, _ANCHOR = frozenset({"href", "src"}), frozenset({"id", "name"})
_TAGS = re.compile(r"</?[a-zA-Z][^>]*>")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_TAG = re.compile(r"<[a-zA-Z][^>]*>")


class Checked(Struct, frozen=True):
    """What a check found."""

    faults: tuple[str, ...]
    counts: dict[str, int]
    over: tuple[Over, ...]
    """Each source of which a digest would quote more than it may, by its path."""
    hints: tuple[str, ...] = ()
    """What a careful reader would stumble over; no fault."""
    languages: tuple[str, ...] = ()
    """What is not looked for in stories of the languages that lack something, a line a language."""

    @property
    def summary(self) -> str:
        """One line for a person."""
        counts = self.counts
        parts = [
            f"{many(counts['statements'], 'sentence')} shown on {many(counts['digests'], 'page')}",
            many(counts["passages"], "passage"),
            f"{counts['sentences']} read from {many(counts['stories'], 'story', 'stories')}",
            many(counts["links"], "link"),
        ]
        if counts["ignored"]:
            parts.append(f"{many(counts['ignored'], 'story', 'stories')} left out by a person")
        outcome = many(len(self.faults), "fault") if self.faults else "all well"
        if self.hints:
            outcome += f", {many(len(self.hints), 'hint')}"
        return f"{', '.join(parts)}: {outcome}"


class _File(NamedTuple):
    """A story's file and what reading it gives."""

    text: str
    story: Story


def checked(project: Project, now: str = "") -> Checked:
    """Check the site of a project against its stories as they are.

    `now` is the moment, YYYY-MM-DDTHH:MM of UTC, that decides what is kept back.

    Raises:
        InputError: there is no site where the project has it.
    """
    content, out, overrides, settings = project.content, project.out, project.overrides, project.settings
    try:
        listing = json.loads((out / "index.json").read_bytes())["digests"]
    except (OSError, ValueError, KeyError) as error:
        raise InputError(f"{out}: holds no site; build it first with: sitegen build") from error
    files = dict(_stories(content, settings.ignore))
    faults: list[str] = []
    counts = dict.fromkeys(("digests", "statements", "passages", "sentences", "stories", "links"), 0)
    digests: list[dict[str, Any]] = []
    for entry in listing:
        page = f"{entry['address']}/index.json"
        try:
            digest = json.loads((out / page).read_bytes())
        except (OSError, ValueError):
            faults.append(f"{page}: is missing or damaged; build again")
            continue
        digests.append(digest)
        faults += [f"{page}: {fault}" for fault in _digest_faults(digest, files, counts)]
        faults += _shown_faults(out, entry["address"], digest)
    counts["digests"] = len(digests)
    shown = {source["source"] for digest in digests for source in digest["sources"]}
    held = {path for path, file in files.items() if _is_held(file.story, now)}
    for out_of, why in (
        (overrides.ignored.keys(), f"left out by {FILE}"),
        (held, "kept back, as a draft or for its day,"),
    ):
        faults += [
            f"{content.name}/{path}: is {why} and stands on the site; build again"
            for path in sorted(shown & out_of)
        ]
    for path in sorted(files.keys() - shown - held - overrides.ignored.keys()):
        if files[path].story.sentences:
            faults.append(f"{content.name}/{path}: is not on the site; build again")
    faults += _link_faults(out, counts)
    counts["stories"] = len(shown)
    counts["ignored"] = len(files.keys() & overrides.ignored.keys())
    found = [
        f"{content.name}/{path}: {hint}"
        for path, file in sorted(files.items())
        if file.story.sentences
        for hint in hints(file.story, file.text)
    ]
    counts["hints"] = len(found)
    spoken = Counter(file.story.language for file in files.values() if file.story.sentences)
    over = sorted(
        _over(digests, files, Rights(settings.outlet, settings.quoting)),
        key=lambda one: (one.source, one.digest),
    )
    return Checked(tuple(faults), counts, tuple(over), tuple(found), tuple(_unknown(spoken)))


def _unknown(spoken: Mapping[str, int]) -> Iterator[str]:
    """Yield for each language of the stories what is not looked for in them."""
    for code, count in sorted(spoken.items()):
        lacks = missing(code) if code != "und" else ()
        if lacks:
            name = language(code).title.name or f"a language without a file ({code})"
            yield f"{many(count, 'story', 'stories')} in {name}: not looked for: {'; '.join(lacks)}"


def _is_held(story: Story, now: str) -> bool:
    """Whether a story is for nobody to see at a moment."""
    expires = utc(story.expires)
    return story.draft or now < utc(story.embargo) or bool(expires and expires <= now)


def _stories(content: Path, ignore: Sequence[str]) -> Iterator[tuple[str, _File]]:
    for file in scan(content, ignore=ignore).files:
        raw = load(content, file.path)
        if not isinstance(raw, Problem):
            yield file.path, _File(decode(file.path, raw).text, read(file.path, raw))


def _digest_faults(
    digest: dict[str, Any], files: Mapping[str, _File], counts: dict[str, int]
) -> Iterator[str]:
    """What is wrong with one digest."""
    missing = [source["source"] for source in digest["sources"] if source["source"] not in files]
    if missing:
        yield f"cites {missing[0]}, which is no story any more; build again"
        return
    passages = list(_passages(digest))
    counts["statements"] += len(digest["statements"])
    counts["passages"] += len(passages)
    withheld = {one["source"] for one in digest.get("withheld", ())}
    for where, passage in passages:
        if not passage["text"] and (passage["source"] in withheld or where.startswith("private/")):
            continue
        if not passage["text"] or not _verbatim(passage, files[passage["source"]].text):
            words = passage["text"][:60]
            yield f"{where}: {passage['source']} does not say {words!r} at {passage['start']}"
    for statement in digest["statements"]:
        if statement["text"] != statement["sources"][0]["text"]:
            yield f"{statement['id']}: its words are not those of its first source"
    yield from _lost(digest, files, counts)
    ids = {statement["id"] for statement in digest["statements"]}
    for difference in digest["differences"]:
        for side in difference["sides"]:
            if side["statement"] not in ids:
                yield f"a difference points at {side['statement']}, which is not there"


def _shown_faults(out: Path, address: str, digest: dict[str, Any]) -> Iterator[str]:
    """Every statement that does not stand once, word for word, on each page of a digest."""
    for page in ("index.html", "evidence/index.html")[: min(2, len(digest["sources"]))]:
        try:
            text = (out / address / page).read_text(encoding="utf-8", errors="replace")
        except OSError:
            yield f"{address}/{page}: is missing; build again"
            continue
        found = Counter(unescape(name) for tag in _TAG.findall(text) for name in _values(_ANCHOR, tag))
        words = _bare(unescape(_TAGS.sub("", text)))
        for statement in digest["statements"]:
            if found[statement["id"]] != 1:
                yield f"{address}/{page}: shows {statement['id']} {found[statement['id']]} times, not once"
            if _bare(statement["text"]) not in words:
                yield f"{address}/{page}: does not have the words of {statement['id']}"


def _bare(text: str) -> str:
    """The words without blanks: markup may part them."""
    return "".join(_CONTROLS.sub("", text).split())


def _passages(digest: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Everything a digest quotes, with where it stands there."""
    for statement in digest["statements"]:
        for passage in statement["sources"]:
            yield statement["id"], passage
    for difference in digest["differences"]:
        for side in difference["sides"]:
            yield f"difference at {side['statement']}", side
    for piece in digest["dropped"]:
        yield piece["reason"], piece


def _lost(digest: dict[str, Any], files: Mapping[str, _File], counts: dict[str, int]) -> Iterator[str]:
    """Every piece of a source that the digest does not account for."""
    told = {(passage["source"], passage["start"], passage["end"]) for _, passage in _passages(digest)}
    for source in digest["sources"]:
        story = files[source["source"]].story
        counts["sentences"] += len(story.sentences)
        pieces: tuple[Sentence | Aside, ...] = (*story.sentences, *story.asides)
        for piece in pieces:
            if (story.path, piece.start, piece.end) not in told:
                yield f"{story.path}: is not accounted for at {piece.start}: {piece.text[:60]!r}"


def _verbatim(passage: dict[str, Any], text: str) -> bool:
    """Whether a file's `text` holds the words of a passage where it says."""
    words: str = passage["text"]
    cut = text[passage["start"] : passage["end"]]
    if passage.get("exact", True):
        return cut == words
    return any(_in_order(words, each) for each in (cut, *spelled_out(text, cut)))


def _in_order(text: str, cut: str) -> bool:
    """Whether the letters and digits of `text` stand in `cut`, in order, with only markup between them."""
    plain = unescape(cut)
    position = 0
    for char in filter(str.isalnum, text):
        position = plain.find(char, position) + 1
        if not position:
            return False
    return True


def _link_faults(out: Path, counts: dict[str, int]) -> Iterator[str]:
    """Every link inside the site that leads nowhere."""

    @lru_cache(maxsize=4096)
    def anchors(file: Path) -> frozenset[str]:
        text = file.read_text(encoding="utf-8", errors="replace")
        return frozenset(unescape(found) for tag in _TAG.findall(text) for found in _values(_ANCHOR, tag))

    for page in sorted(page for page in out.rglob("*.html") if OWN not in page.relative_to(out).parts):
        text = page.read_text(encoding="utf-8", errors="replace")
        for link in dict.fromkeys(found for tag in _TAG.findall(text) for found in _values(_LINK, tag)):
            parts = urlsplit(unescape(link))
            if parts.scheme or parts.netloc or parts.path.startswith("/"):
                continue
            counts["links"] += 1
            target = page if not parts.path else page.parent / unquote(parts.path)
            if not target.is_file():
                yield f"{page.relative_to(out)}: the link {link!r} leads nowhere"
            elif parts.fragment and unquote(parts.fragment) not in anchors(target):
                yield f"{page.relative_to(out)}: the link {link!r} leads to no such place"


def _values(names: frozenset[str], tag: str) -> Iterator[str]:
    """What the attributes of these names hold; what stands inside the value of another is none of them."""
    for name, *values in _ATTRIBUTE.findall(tag):
        if name in names:
            yield "".join(values)


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


def _over(digests: Iterable[dict[str, Any]], files: Mapping[str, _File], rights: Rights) -> Iterator[Over]:
    """Every source over its limit."""
    for digest in digests:
        counts = _quoted(digest)
        wanted = {one["source"]: one["wanted"] for one in digest.get("withheld", ())}
        for source in digest["sources"]:
            path = source["source"]
            name = source["outlet"] or source["agency"] or Path(path).stem
            terms = rights.terms(name)
            limit = terms.limit(told(files[path].story) if path in files else 0) if terms.bound else None
            most = max(counts[path], wanted.get(path, 0))
            if limit is not None and most > limit:
                yield Over(path, name, digest["slug"], most, counts[path], limit)


def _quoted(digest: dict[str, Any]) -> Counter[str]:
    """How many words of each source the published files have, a passage in several places once."""
    cited = [passage for statement in digest["statements"] for passage in statement["sources"]]
    places = {(one["source"], one["start"], one["end"], one["text"]) for one in (*cited, *digest["dropped"])}
    found: Counter[str] = Counter()
    for source, _, _, text in places:
        found[source] += words(text)
    return found


def check(options: argparse.Namespace) -> int:
    """Check that a site keeps its promises."""
    project = project_of(options)
    found = checked(project, moment_now())
    over = found.over if options.licence else ()
    languages = [*_own_words(project), *found.languages]
    well = not found.faults and not any(each.broken for each in over)
    if options.json:
        told: dict[str, Any] = {"faults": found.faults, "hinted": found.hints, "languages": languages}
        if options.licence:
            told["licence"] = [{"line": each.line, **asdict(each)} for each in over]
        print_json({"command": "check", "ok": well, **found.counts, **told})
        return 0 if well else PROBLEMS
    for line in (*found.faults, *(each.line for each in over if each.broken)):
        say(line)
    if not options.quiet:
        hints = [f"hint: {hint}" for hint in found.hints]
        for line in (*hints, *languages, *(each.line for each in over if not each.broken), found.summary):
            show(line)
    return 0 if well else PROBLEMS


def _own_words(project: Project) -> Iterator[str]:
    """Yield that the site's own words are English, where nobody has them in its language."""
    code = project.settings.language
    own = {name: "" for name in layout_files(project.layouts) if name.endswith(".po")}
    if not Texts(code, own).speaks:
        lack = f"the site's own words are English, since none are known in '{code}'"
        yield f"sitegen.toml: {lack}; bring them in layouts/{code}.po"
