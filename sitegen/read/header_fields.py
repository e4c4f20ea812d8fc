"""The front-matter keys that mean something: what they are called, what they may hold, what is wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache, partial
from html import unescape
from operator import attrgetter
from urllib.parse import urlsplit

from msgspec import Struct

from sitegen.languages import union, words_of
from sitegen.languages.phrases import worded
from sitegen.model import Problem
from sitegen.text import dates

TITLE_MAX = 300
"""Longest title. Unit: characters; headlines have 40 to 150, and what is longer is a text."""

VALUE_MAX = 300
"""Longest outlet, agency, byline or licence. Unit: characters; longer values are texts in the wrong place.
Judgement."""

URL_MAX = 2_000
"""Longest address. Unit: characters; what browsers and servers accept at least. Judgement."""

Value = object
"""A front-matter value: text, or lists and mappings of values."""


class Header(Struct, frozen=True):
    """The head of a file."""

    end: int = 0
    """Where the body begins; 0 without a head."""
    values: tuple[tuple[str, Value], ...] = ()
    """Keys as written, in file order."""
    lines: tuple[tuple[str, int], ...] = ()
    """The line of the file on which a key stands."""
    problems: tuple[Problem, ...] = ()
    start: int = 0
    """Where it begins; what stands before it (a comment, a headline) belongs to the body."""
    facts: tuple[str, ...] = ()
    """Keys of bare fields that tell of the event and not of the file."""


class Fields(Struct):
    """What the front matter states, by field of a story."""

    values: dict[str, str] = {}
    tags: tuple[str, ...] = ()
    aliases: list[str] = []
    """Former addresses on this site."""
    draft: bool = False
    """Whether the story is for nobody to see."""
    extra: list[tuple[str, str]] = []
    """Keys without a meaning, as text, in file order."""
    refused: set[str] = set()
    """Fields whose value cannot be used and must not be derived from elsewhere either."""
    problems: list[Problem] = []


class _UnusableError(ValueError):
    """What is wrong with a value."""


_OF_THE_FILE = """
    draft status publish private category categories summary description excerpt template layout
    type id uid keywords section subtitle save_as translation comments weight image cover created
    length load_date dateline document_type edition page archive_date archived_on retrieved_on
    accessed access_date saved saved_date clipped scraped_at crawled_at aliases redirect_from topic topics
    content_type wiki_format creation_date
"""
"""Keys that say nothing of the event; their values travel along."""
_PRIVATE_KEYS = """
    email e_mail mail phone telephone tel mobile fax contact contacts private internal confidential
    password token api_key secret source_contact informant
"""
_DRAFT_KEYS = "draft is_draft isdraft wip"
_SHOWN_KEYS = "published is_published publish public is_public dg_publish"
_HIDDEN_KEYS = """
    private is_private internal confidential hidden unlisted exclude_from_collections
    eleventyexcludefromcollections
"""
_UNPUBLISHED_WORDS = """
    draft drafts private pending hidden unpublished wip embargoed future trash auto-draft review scheduled
    in_review in_progress idea todo secret internal
"""
_PRIVATE = frozenset(_PRIVATE_KEYS.split())
"""Keys whose values are for nobody but the desk."""
_NOTHING = frozenset(("", "null", "~", "none", "nil"))
_YES = frozenset(("true", "yes", "on", "1", "y", "t", "x"))
_YES_ELSEWHERE = _YES | frozenset(("ja", "oui", "sí", "si", "sì", "sim", "tak", "да", "はい", "是"))
"""What stands behind a key that is the word for a draft in another language."""
_NO = frozenset(("false", "no", "off", "0", "n", "f"))
_DRAFT = frozenset(_DRAFT_KEYS.split())
_SWITCHES = frozenset((*_DRAFT, *_SHOWN_KEYS.split(), "private", "is_private"))
_STATES = frozenset(("status", "state", "post_status", "visibility"))
_HOLDS = {
    **dict.fromkeys(_SHOWN_KEYS.split(), _NO),
    **dict.fromkeys(_HIDDEN_KEYS.split(), _YES),
    "permalink": frozenset(("false",)),
}
"""Keys that keep a story back with the words that do."""
_DRAFT_FOLDERS = frozenset(("_drafts", "_draft", "drafts"))
_DRAFT_NAME = re.compile(r"\A(?:_?draft[-_ .].*|.*[-_ .]draft\.\w+)")
_ALIASES = frozenset(("alias", "aliases", "redirect_from", "redirects"))
_ALIAS = re.compile(r"/([A-Za-z0-9][\w~-]*(?:/[A-Za-z0-9][\w.~-]*){0,5})/?", re.ASCII)
"""A former address: below the root, of plain letters. What notes programs call an alias is another name."""
_LINKED_NAME = re.compile(r"!?\[\[([^\[\]|]+)(?:\|([^\[\]]+))?\]\]|\[([^\[\]]+)\]\([^()]*\)")
_LINKED_ADDRESS = re.compile(r"\A(?:<(\S+)>|\[[^\[\]]*\]\((\S+)\)|(\S+)\s+(?:\(.*\)|(?:on|at|am|le|el)\s.*))")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_ADDRESS = re.compile(
    r"https?://[^\s/?#<>\"\\@\x00-\x20\x7f-\x9f]+(?:[/?#][^\s<>\"\\\x00-\x20\x7f-\x9f]*)?",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{2,8})*")
_BLANKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
_BY = r"\A\s*+<credits.byline>(?:\s*+:\s*+|\s++)(?=\S)"
_MAIL = re.compile(r"\s{0,3}[<(\[]?(?:mailto:)?[^\s@<>(\[]{1,64}@[^\s@<>)\],;]{1,250}\.\w{2,24}[>)\]]?")
_PAGE = re.compile(r",\s+(?:pp?|pg|S)\.\s*[A-Z]?\d+(?:[-–]\d+)?\s*$")
"""A page of a newspaper behind its name."""
_SLUG = re.compile(r"[^\W_]+(?:[-_.][^\W_]+)*")


@cache
def _unpublished() -> frozenset[str]:
    """Return the values of a status that keep a story back."""
    return words_of("fields.kept_back") | frozenset(_UNPUBLISHED_WORDS.split())


def plain(value: Value) -> str:
    """A value in one line of text: as written, or as JSON where it has parts."""
    return value.strip() if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def fields(path: str, header: Header) -> Fields:
    """Return the fields of a head; a value of the wrong form is left out, with a problem.

    `path` counts too: what lies in a folder of drafts is one.
    """
    found = Fields(draft=_lies_among_drafts(path))
    for key, value in header.values:
        if key in header.facts:
            continue
        name, written = _name(key), plain(value)
        is_held, complaint = _kept_back(name, written)
        found.draft = found.draft or is_held
        is_switch = name in _SWITCHES and written.lower() in _YES | _NO | _NOTHING
        if not is_held and not is_switch and name not in _PRIVATE:
            try:
                _fill(found, key, value, written)
            except _UnusableError as error:
                complaint = str(error)
                found.refused |= {"title"} & {_keys()[name]}
        if complaint:
            message = f"{key}: {_shown(written)} {complaint}"
            found.problems.append(Problem(path, dict(header.lines).get(key, 0), message))
    if "embargo" in found.values:
        found.values.setdefault("published", found.values["embargo"])
    return found


def _fill(found: Fields, key: str, value: Value, written: str) -> None:
    """Fill a field, or let the value travel along."""
    name = _name(key)
    field = _keys().get(name)
    if field == "outlet" and _ADDRESS.fullmatch(written):
        field = "url"
    if name in _ALIASES:
        found.aliases += (each for each in _addresses(value) if each not in found.aliases)
    if field is None or field in found.values or (field == "tags" and found.tags):
        found.extra.append((key, written))
    elif field == "tags":
        found.tags = _tags(value)
    elif written.lower() not in _NOTHING and (accepted := _FIELDS[field][1](value)):
        found.values[field] = accepted


def is_known(key: str) -> bool:
    """Return whether a key of a head is about the file: it fills a field, or its value travels along."""
    return _name(key) in _known_keys()


@cache
def _known_keys() -> frozenset[str]:
    return frozenset((*_keys(), *_OF_THE_FILE.split(), *_PRIVATE, *_SWITCHES))


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


def _kept_back(name: str, written: str) -> tuple[bool, str | None]:
    """Return whether a key with this value keeps a story back, and what is wrong with the value."""
    if name not in _holding():
        return False, None
    word = written.lower().split(" #")[0].strip(" \"'[]")
    if name in _HOLDS:
        return word in _HOLDS[name], None
    if name in _DRAFT:
        if word in _NO | _NOTHING:
            return False, None
        unclear = "is neither true nor false; write draft: true or draft: false (the story is kept back)"
        return True, None if word in _YES | _unpublished() else unclear
    if name in _STATES or _keys().get(name) == "published":
        return word.replace(" ", "_") in _unpublished(), None
    return word in _YES_ELSEWHERE, None


@cache
def _holding() -> frozenset[str]:
    """Return the keys that may keep a story back: most of the others need no further look."""
    dated = (key for key, field in _keys().items() if field == "published")
    return frozenset((*_HOLDS, *_DRAFT, *_STATES, *dated, *words_of("fields.kept_back")))


def _lies_among_drafts(path: str) -> bool:
    """Return whether a folder on the way to a file, or its own name, says that it is a draft."""
    *folders, name = path.lower().split("/")
    kept_back = words_of("fields.kept_back") | _DRAFT_FOLDERS
    return not kept_back.isdisjoint(folders) or bool(_DRAFT_NAME.fullmatch(name))


def one_line(text: str) -> str:
    """`text` with each run of blanks and control characters as one blank."""
    return " ".join(text.split()) if text.isprintable() else _BLANKS.sub(" ", text).strip()


def person(text: str) -> str | None:
    """The names in a byline, without `By`, `Von` and the like and without addresses of mail."""
    opening = worded(_BY).match(text)
    text = text[opening.end() :] if opening else text
    names = one_line(_MAIL.sub("", text) if "@" in text else text).strip(" ,;|·•–—-")
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


def _title(value: Value) -> str:
    title = one_line(_TAG.sub("", _unlinked(plain(value))))
    if len(title) <= TITLE_MAX:
        return title
    raise _UnusableError(f"has {len(title):,} characters; give a title of at most {TITLE_MAX} (none is used)")


def _text(value: Value) -> str:
    text = one_line(_unlinked(_named(value)))
    if len(text) <= VALUE_MAX:
        return text
    raise _UnusableError(f"has {len(text):,} characters; write at most {VALUE_MAX} (it is left out)")


def _outlet(value: Value) -> str:
    return _PAGE.sub("", _text(value))


def _named(value: Value) -> str:
    """The text of a value, or the name in it where it is an object or a list of one."""
    while isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("title") or value
    return plain(value)


def _names(value: Value) -> str:
    """People: a text, a list of texts, or objects with a name."""
    named = (person(_unlinked(_named(part))) for part in (value if isinstance(value, list) else [value]))
    return _text(", ".join(re.sub(r"\s*;\s*", ", ", name) for name in named if name))


def _date(value: Value, otherwise: str = "it is left out") -> str:
    if moment := dates.moment(plain(value).split(" #")[0]):
        return moment
    raise _UnusableError(f"is no date; write it as 2025-09-04 ({otherwise})")


def _url(value: Value) -> str:
    written = plain(value)
    linked = _LINKED_ADDRESS.fullmatch(written)
    if url := address(linked[linked.lastindex or 0] if linked else written):
        return url
    raise _UnusableError("is no address; write it in full, beginning with https:// (it is left out)")


def _language(value: Value) -> str:
    if match := _LANGUAGE.fullmatch(plain(value)):
        return match[1].lower()
    raise _UnusableError("is no language code; write two letters, such as en (the text is looked at instead)")


def _slug(value: Value) -> str:
    slug = plain(value).strip("/")
    if len(slug) <= VALUE_MAX and _SLUG.fullmatch(slug):
        return slug
    raise _UnusableError("cannot be an address; use letters, digits and hyphens (the title is used instead)")


_held = partial(_date, otherwise="it has no effect")
_FIELDS: Mapping[str, tuple[str, Callable[[Value], str]]] = {
    "title": ("title headline full_title post_title", _title),
    "published": (
        """date published pubdate published_at date_published datepublished publication_date posted
        published_on post_date""",
        _date,
    ),
    "embargo": ("publishdate publish_date publish_on embargo embargo_until embargoed_until", _held),
    "expires": ("expirydate expiry_date expires expire_date unpublish_date unpublishdate", _held),
    "updated": (
        "updated modified lastmod last_modified updated_at date_modified datemodified last_updated",
        _date,
    ),
    "outlet": ("source outlet publisher publication site_name sitename site website newspaper", _outlet),
    "agency": ("agency", _text),
    "byline": (
        "author authors byline by writer creator written_by reporter reporters reported_by journalist",
        _names,
    ),
    "url": (
        """url canonical canonical_url canonicalurl source_url original_url original_link permalink link
        archived_from retrieved_from saved_from""",
        _url,
    ),
    "language": ("lang language locale", _language),
    "tags": ("tags", plain),
    "slug": ("slug", _slug),
    "licence": ("licence license", _text),
}
"""What the keys of each field are called, and what makes a value of it or says what is wrong with it."""


@cache
def _keys() -> Mapping[str, str]:
    """Return what each name of a field means: those of formats, and those of all languages."""
    found = {key: field for field, (keys, _) in _FIELDS.items() for key in keys.split()}
    for field in ("title", "published", "outlet", "byline", "url"):
        found |= dict.fromkeys(union(attrgetter(f"fields.{field}")), field)
    return found
