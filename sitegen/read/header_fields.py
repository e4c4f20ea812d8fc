"""The front-matter keys that mean something: what they are called, what they may hold, what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from html import unescape
from operator import attrgetter
from urllib.parse import urlsplit

from msgspec import Struct

from sitegen.languages import union, words_of
from sitegen.languages.phrases import any_of
from sitegen.model import Problem
from sitegen.read.frontmatter import Header, Value, plain
from sitegen.text import dates

TITLE_MAX = 300
"""Longest title. Unit: characters; headlines have 40 to 150, and what is longer is a text."""

VALUE_MAX = 300
"""Longest outlet, agency, byline or licence. Unit: characters; longer values are texts in the wrong place.
Judgement."""

URL_MAX = 2_000
"""Longest address. Unit: characters; what browsers and servers accept at least. Judgement."""

_FIELDS = {
    "title": "title headline full_title post_title",
    "published": "date published pubdate published_at date_published datepublished publication_date posted "
    "published_on post_date",
    "embargo": "publishdate publish_date publish_on embargo embargo_until embargoed_until",
    "expires": "expirydate expiry_date expires expire_date unpublish_date unpublishdate",
    "updated": "updated modified lastmod last_modified updated_at date_modified datemodified last_updated",
    "outlet": "source outlet publisher publication site_name sitename site website newspaper",
    "agency": "agency",
    "byline": "author authors byline by writer creator written_by reporter reporters reported_by journalist",
    "url": "url canonical canonical_url canonicalurl source_url original_url original_link permalink link "
    "archived_from retrieved_from saved_from",
    "language": "lang language locale",
    "tags": "tags",
    "slug": "slug",
    "licence": "licence license",
}


@cache
def _keys() -> Mapping[str, str]:
    """Return what each name of a field means: those of formats, and those of all languages."""
    found = {key: field for field, keys in _FIELDS.items() for key in keys.split()}
    for field in ("title", "published", "outlet", "byline", "url"):
        found |= dict.fromkeys(union(attrgetter(f"fields.{field}")), field)
    return found


_OF_THE_FILE_WORDS = """
    draft status publish private category categories summary description excerpt template layout
    type id uid keywords section subtitle save_as translation comments weight image cover created
    length load_date dateline document_type edition page archive_date archived_on retrieved_on
    accessed access_date saved saved_date clipped scraped_at crawled_at aliases redirect_from topic topics
    content_type wiki_format creation_date
"""
_OF_THE_FILE = frozenset(_OF_THE_FILE_WORDS.split())
"""Keys that say nothing of the event; their values travel along."""
_PRIVATE_WORDS = """
    email e_mail mail phone telephone tel mobile fax contact contacts private internal confidential
    password token api_key secret source_contact informant
"""
_PRIVATE = frozenset(_PRIVATE_WORDS.split())
"""Keys whose values are for nobody but the desk."""
_UNPUBLISHED_WORDS = """
    draft drafts private pending hidden unpublished wip embargoed future trash auto-draft review scheduled
    in_review in_progress idea todo secret internal
"""


@cache
def _unpublished() -> frozenset[str]:
    """Return the values of a status that keep a story back."""
    return words_of("fields.kept_back") | frozenset(_UNPUBLISHED_WORDS.split())


_LINKED_NAME = re.compile(r"!?\[\[([^\[\]|]+)(?:\|([^\[\]]+))?\]\]|\[([^\[\]]+)\]\([^()]*\)")
_LINKED_ADDRESS = re.compile(r"\A(?:<(\S+)>|\[[^\[\]]*\]\((\S+)\)|(\S+)\s+(?:\(.*\)|(?:on|at|am|le|el)\s.*))")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")

_ADDRESS = re.compile(
    r"https?://[^\s/?#<>\"\\@\x00-\x20\x7f-\x9f]+(?:[/?#][^\s<>\"\\\x00-\x20\x7f-\x9f]*)?",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{2,8})*")
_BLANKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
_SLUG = re.compile(r"[^\W_]+(?:[-_.][^\W_]+)*")
_NOTHING = frozenset(("", "null", "~", "none", "nil"))
_YES = frozenset(("true", "yes", "on", "1", "y", "t", "x"))
_YES_ELSEWHERE = _YES | frozenset(("ja", "oui", "sí", "si", "sì", "sim", "tak", "да", "はい", "是"))
"""What stands behind a key that is the word for a draft in another language."""
_NO = frozenset(("false", "no", "off", "0", "n", "f"))


@cache
def _by() -> re.Pattern[str]:
    """Return a pattern of what opens a byline."""
    opening = any_of("credits.byline")
    return re.compile(rf"\A\s*+{opening}(?:\s*+:\s*+|\s++)(?=\S)", re.IGNORECASE)


class Fields(Struct, frozen=True):
    """What the front matter states, by field of a story."""

    values: dict[str, str]
    tags: tuple[str, ...]
    aliases: tuple[str, ...]
    """Former addresses on this site."""
    draft: bool
    """Whether the story is for nobody to see."""
    extra: tuple[tuple[str, str], ...]
    """Keys without a meaning, as text, in file order."""
    refused: frozenset[str]
    """Fields whose value cannot be used and must not be derived from elsewhere either."""
    problems: tuple[Problem, ...]


def fields(path: str, header: Header) -> Fields:
    """Return the fields of a head; a value of the wrong form is left out, with a problem.

    `path` counts too: what lies in a folder of drafts is one.
    """
    found = _Fields(path, header)
    for key, value in header.values:
        if key not in header.facts:
            found.take(key, value)
    values = found.values
    if "embargo" in values and "published" not in values:
        values["published"] = values["embargo"]
    extra, problems = tuple(found.extra), tuple(found.problems)
    return Fields(
        values,
        found.tags,
        tuple(dict.fromkeys(found.aliases)),
        found.draft,
        extra,
        frozenset(found.refused),
        problems,
    )


class _Fields:
    """The fields of a head in the making."""

    def __init__(self, path: str, header: Header) -> None:
        self._path = path
        self._header = header
        self.values: dict[str, str] = {}
        self.tags: tuple[str, ...] = ()
        self.aliases: list[str] = []
        self.draft = _lies_among_drafts(path)
        self.extra: list[tuple[str, str]] = []
        self.refused: set[str] = set()
        self.problems: list[Problem] = []

    def take(self, key: str, value: Value) -> None:
        """Take in one key: whether it keeps the story back, then what it says."""
        name, written = _name(key), plain(value)
        held, complaint = _kept_back(name, written)
        self.draft = self.draft or held
        self._complain(key, written, complaint)
        if name not in _PRIVATE and not held and not _is_switch(name, written):
            self._fill(key, _field(name, written), value, written)

    def _fill(self, key: str, field: str | None, value: Value, written: str) -> None:
        """Fill a field, or let the value travel along."""
        if _name(key) in _ALIASES:
            self.aliases += _addresses(value)
        if field is None or field in self.values or (field == "tags" and self.tags):
            self.extra.append((key, written))
        elif field == "tags":
            self.tags = _tags(value)
        elif written.lower() not in _NOTHING:
            accepted, complaint = _CHECKS[field](value)
            if accepted is not None:
                self.values[field] = accepted
            elif field == "title":
                self.refused.add(field)
            self._complain(key, written, complaint)

    def _complain(self, key: str, written: str, complaint: str | None) -> None:
        if complaint:
            message = f"{key}: {_shown(written)} {complaint}"
            self.problems.append(Problem(self._path, self._header.line(key), message))


def _field(name: str, written: str) -> str | None:
    """The field that a key fills; an outlet that is an address is the address."""
    field = _keys().get(name)
    return "url" if field == "outlet" and _ADDRESS.fullmatch(written) else field


def _is_switch(name: str, written: str) -> bool:
    """Whether a value only says yes or no to being shown."""
    return name in _SWITCHES and written.lower() in _YES | _NO | _NOTHING


def is_known(key: str) -> bool:
    """Return whether a key of a head is about the file: it fills a field, or its value travels along."""
    name = _name(key)
    return name in _keys() or name in _OF_THE_FILE or name in _PRIVATE or name in _SWITCHES


def is_private(key: str) -> bool:
    """Return whether the value of a key is for nobody but the desk."""
    return _name(key) in _PRIVATE


def keeps_back(key: str, written: str) -> bool:
    """Return whether a key with this value says that the story is for nobody to see."""
    return _kept_back(_name(key), written)[0]


@lru_cache(maxsize=1024)
def _name(key: str) -> str:
    """Return a key as it is compared; the files of a folder share theirs."""
    return key.strip().lower().replace("-", "_").replace(" ", "_")


_SWITCHES = frozenset(
    (
        *("draft", "is_draft", "isdraft", "wip", "published", "is_published", "publish", "public"),
        *("is_public", "private", "is_private", "dg_publish"),
    )
)
_UNLISTED_WORDS = "hidden unlisted exclude_from_collections eleventyexcludefromcollections"
_UNLISTED = frozenset(_UNLISTED_WORDS.split())
_STATES = frozenset(("internal", "confidential", "status", "state", "post_status", "visibility", "permalink"))
_HOLDING = _SWITCHES | _UNLISTED | _STATES
"""Keys that may keep a story back."""


def _kept_back(name: str, written: str) -> tuple[bool, str | None]:
    """Return whether a key with this value keeps a story back, and what is wrong with the value."""
    named_so = name in words_of("fields.kept_back")
    dated = _keys().get(name) == "published"
    if name not in _HOLDING and not named_so and not dated:
        return False, None
    word = written.lower().split(" #")[0].strip(" \"'[]")
    if dated and name not in _HOLDING:
        return word in _unpublished(), None
    if named_so:
        return word in _YES_ELSEWHERE, None
    if name in {"draft", "is_draft", "isdraft", "wip"}:
        if word in _NO | _NOTHING:
            return False, None
        unclear = "is neither true nor false; write draft: true or draft: false (the story is kept back)"
        return True, None if word in _YES | _unpublished() else unclear
    if name in {"published", "is_published", "publish", "public", "is_public", "dg_publish"}:
        return word in _NO, None
    if name in {"private", "is_private", "internal", "confidential"} | _UNLISTED:
        return word in _YES, None
    if name == "permalink":
        return word == "false", None
    return word.replace(" ", "_") in _unpublished(), None


def _lies_among_drafts(path: str) -> bool:
    """Return whether a folder on the way to a file, or its own name, says that it is a draft."""
    *folders, name = path.lower().split("/")
    kept_back = words_of("fields.kept_back") | _DRAFT_FOLDERS
    return not kept_back.isdisjoint(folders) or bool(_DRAFT_NAME.fullmatch(name))


_DRAFT_FOLDERS = frozenset(("_drafts", "_draft", "drafts"))
_DRAFT_NAME = re.compile(r"\A(?:_?draft[-_ .].*|.*[-_ .]draft\.\w+)")


def one_line(text: str) -> str:
    """`text` with each run of blanks and control characters as one blank."""
    return " ".join(text.split()) if text.isprintable() else _BLANKS.sub(" ", text).strip()


def person(text: str) -> str | None:
    """The names in a byline, without `By`, `Von` and the like."""
    opening = _by().match(text)
    names = one_line(text[opening.end() :] if opening else text).strip(" ,;|·•–—-")
    return names or None


def address(text: str) -> str | None:
    """`text` if it is an address of the web that can be linked to.

    >>> address("https://a.example/b?c=1"), address("javascript:alert(1)"), address("https://[a/b")
    ('https://a.example/b?c=1', None, None)
    """
    written = text.strip()
    if len(written) > URL_MAX or not _ADDRESS.fullmatch(written):
        return None
    try:
        urlsplit(written)
    except ValueError:  # half a bracket, or a sign that another one is written with: ℀ for a/c
        return None
    return written


def _shown(written: str) -> str:
    line = one_line(written)
    return repr(line) if len(line) <= 60 else repr(line[:50] + "…")


def _tags(value: Value) -> tuple[str, ...]:
    """The tags, each once; one text may hold several with commas between, or with a mark before each."""
    parts = [plain(part) for part in value] if isinstance(value, list) else [plain(value)]
    if len(parts) == 1:
        text = parts[0].strip("[]") if not parts[0].startswith("[[") else parts[0]
        parts = re.findall(r"#(\S+)", text) if text.startswith("#") and "," not in text else text.split(",")
    tags = [_unlinked(part).strip(" \"'").removeprefix("#") for part in parts]
    return tuple(dict.fromkeys(tag for each in tags if (tag := one_line(each)).lower() not in _NOTHING))


_ALIASES = frozenset(("alias", "aliases", "redirect_from", "redirects"))
_ALIAS = re.compile(r"/([A-Za-z0-9][\w~-]*(?:/[A-Za-z0-9][\w.~-]*){0,5})/?", re.ASCII)
"""A former address: below the root, of plain letters. What notes programs call an alias is another name."""


def _addresses(value: Value) -> Iterator[str]:
    """The former addresses in a value, without the slashes at their ends."""
    for part in value if isinstance(value, list) else [value]:
        match = _ALIAS.fullmatch(plain(part)) if isinstance(part, str) and len(part) <= URL_MAX else None
        if match:
            yield match[1].removesuffix("/index.html")


def _unlinked(text: str) -> str:
    """`text` with the words that links of notes and Markdown show, and character references resolved."""
    if "[" in text:
        text = _LINKED_NAME.sub(lambda link: link[3] or link[2] or link[1], text)
    return unescape(text) if "&" in text else text


Checked = tuple[str | None, str | None]
"""The value to use, or None, and what is wrong with it, or None."""


def _title(value: Value) -> Checked:
    title = one_line(_TAG.sub("", _unlinked(plain(value))))
    if len(title) <= TITLE_MAX:
        return title, None
    return None, f"has {len(title):,} characters; give a title of at most {TITLE_MAX} (none is used)"


def _text(value: Value) -> Checked:
    text = one_line(_unlinked(_named(value)))
    if len(text) <= VALUE_MAX:
        return text or None, None
    return None, f"has {len(text):,} characters; write at most {VALUE_MAX} (it is left out)"


def _named(value: Value) -> str:
    """The text of a value, or the name in it where it is an object or a list of one."""
    while isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("title") or value
    return plain(value)


def _names(value: Value) -> Checked:
    """People: a text, a list of texts, or objects with a name."""
    parts = value if isinstance(value, list) else [value]
    named = (person(_unlinked(_named(part))) for part in parts)
    names = [re.sub(r"\s*;\s*", ", ", name) for name in named if name]
    joined, complaint = _text(", ".join(names))
    return joined, complaint


def _date(value: Value) -> Checked:
    moment = dates.moment(plain(value).split(" #")[0])
    return moment, None if moment else "is no date; write it as 2025-09-04 (it is left out)"


def _held(value: Value) -> Checked:
    moment = dates.moment(plain(value))
    return (moment, None) if moment else (None, "is no date; write it as 2025-09-04 (it has no effect)")


def _url(value: Value) -> Checked:
    written = plain(value)
    linked = _LINKED_ADDRESS.fullmatch(written)
    url = address(linked[linked.lastindex or 0] if linked else written)
    return url, None if url else "is no address; write it in full, beginning with https:// (it is left out)"


def _language(value: Value) -> Checked:
    match = _LANGUAGE.fullmatch(plain(value))
    if match:
        return match[1].lower(), None
    return None, "is no language code; write two letters, such as en (the text is looked at instead)"


def _slug(value: Value) -> Checked:
    slug = plain(value).strip("/")
    if len(slug) <= VALUE_MAX and _SLUG.fullmatch(slug):
        return slug, None
    return None, "cannot be an address; use letters, digits and hyphens (the title is used instead)"


_CHECKS: Mapping[str, Callable[[Value], Checked]] = {
    "title": _title,
    "published": _date,
    "updated": _date,
    "embargo": _held,
    "expires": _held,
    "outlet": _text,
    "agency": _text,
    "byline": _names,
    "url": _url,
    "language": _language,
    "slug": _slug,
    "licence": _text,
}
