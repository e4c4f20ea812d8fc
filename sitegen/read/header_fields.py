"""The front-matter keys that mean something: what they are called, what they may hold, what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from msgspec import Struct

from sitegen.model import Problem
from sitegen.read.frontmatter import Header, Value, plain
from sitegen.text import dates

TITLE_MAX = 300
"""Longest title. Unit: characters; headlines have 40 to 150, and what is longer is a text."""

VALUE_MAX = 300
"""Longest outlet, agency, byline or licence. Unit: characters; longer values are texts in the wrong place."""

URL_MAX = 2_000
"""Longest address. Unit: characters; what browsers and servers accept at least."""

_FIELDS = {
    "title": "title headline",
    "published": "date published publishdate pubdate published_at publish_date date_published datepublished",
    "updated": "updated modified lastmod last_modified updated_at date_modified datemodified",
    "outlet": "source outlet publisher publication site_name sitename",
    "agency": "agency",
    "byline": "author authors byline",
    "url": "url canonical canonical_url canonicalurl source_url original_url link",
    "language": "lang language locale",
    "tags": "tags",
    "draft": "draft",
    "slug": "slug",
    "licence": "licence license",
}
_KEYS = {key: field for field, keys in _FIELDS.items() for key in keys.split()}

_ADDRESS = re.compile(
    r"https?://[^\s/?#<>\"\\@\x00-\x20\x7f-\x9f]+(?:[/?#][^\s<>\"\\\x00-\x20\x7f-\x9f]*)?",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{2,8})*")
_BY = re.compile(
    r"\s*(?:by|written by|posted by|reported by|story by|words by|words|von|text|texte|texto|testo|por|par|"
    r"di|door|autor|autorin|autora|auteur|author)(?:\s*:\s*|\s+)(?=\S)",
    re.IGNORECASE,
)
_BLANKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
_SLUG = re.compile(r"[^\W_]+(?:[-_.][^\W_]+)*")
_NOTHING = frozenset(("", "null", "~", "none", "nil"))
_YES = frozenset(("true", "yes", "on", "1"))
_NO = frozenset(("false", "no", "off", "0"))


class Fields(Struct, frozen=True):
    """What the front matter states, by field of a story."""

    values: dict[str, str]
    tags: tuple[str, ...]
    draft: bool
    extra: tuple[tuple[str, str], ...]
    """Keys without a meaning, as text, in file order."""
    refused: frozenset[str]
    """Fields whose value cannot be used and must not be derived from elsewhere either."""
    problems: tuple[Problem, ...]


def fields(path: str, header: Header) -> Fields:
    """The fields of a front matter; a value of the wrong form is left out, with a problem."""
    values: dict[str, str] = {}
    tags: tuple[str, ...] = ()
    extra: list[tuple[str, str]] = []
    problems: list[Problem] = []
    refused: set[str] = set()
    for key, value in header.values:
        field = _KEYS.get(key.strip().lower().replace("-", "_").replace(" ", "_"))
        written = plain(value)
        if field == "outlet" and _ADDRESS.fullmatch(written):
            field = "url"
        if field is None or field in values or (field == "tags" and tags):
            extra.append((key, written))
        elif field == "tags":
            tags = _tags(value)
        elif written.lower() not in _NOTHING:
            accepted, complaint = _CHECKS[field](value)
            if accepted is not None:
                values[field] = accepted
            elif field == "title":
                refused.add(field)
            if complaint:
                message = f"{key}: {_shown(written)} {complaint}"
                problems.append(Problem(path, header.line(key), message))
    draft = values.pop("draft", "") == "true"
    return Fields(values, tags, draft, tuple(extra), frozenset(refused), tuple(problems))


def one_line(text: str) -> str:
    """`text` with each run of blanks and control characters as one blank."""
    return " ".join(text.split()) if text.isprintable() else _BLANKS.sub(" ", text).strip()


def person(text: str) -> str | None:
    """The names in a byline, without `By`, `Von` and the like."""
    opening = _BY.match(text)
    names = one_line(text[opening.end() :] if opening else text).strip(" ,;|·•–—-")
    return names or None


def address(text: str) -> str | None:
    """`text` if it is an address of the web that can be linked to.

    >>> address("https://a.example/b?c=1"), address("javascript:alert(1)")
    ('https://a.example/b?c=1', None)
    """
    written = text.strip()
    return written if len(written) <= URL_MAX and _ADDRESS.fullmatch(written) else None


def _shown(written: str) -> str:
    line = one_line(written)
    return repr(line) if len(line) <= 60 else repr(line[:50] + "…")


def _tags(value: Value) -> tuple[str, ...]:
    """The tags, each once; one text may hold several with commas between."""
    parts = [plain(part) for part in value] if isinstance(value, list) else plain(value).split(",")
    return tuple(dict.fromkeys(tag for part in parts if (tag := one_line(part)).lower() not in _NOTHING))


Checked = tuple[str | None, str | None]
"""The value to use, or None, and what is wrong with it, or None."""


def _title(value: Value) -> Checked:
    title = one_line(plain(value))
    if len(title) <= TITLE_MAX:
        return title, None
    return None, f"has {len(title):,} characters; give a title of at most {TITLE_MAX} (none is used)"


def _text(value: Value) -> Checked:
    text = one_line(plain(value))
    if len(text) <= VALUE_MAX:
        return text, None
    return None, f"has {len(text):,} characters; write at most {VALUE_MAX} (it is left out)"


def _names(value: Value) -> Checked:
    """People: a text, a list of texts, or objects with a name."""
    parts = value if isinstance(value, list) else [value]
    names = [
        plain(part["name"]) if isinstance(part, Mapping) and "name" in part else plain(part) for part in parts
    ]
    joined, complaint = _text(", ".join(name for name in map(person, names) if name))
    return joined or None, complaint


def _date(value: Value) -> Checked:
    day = dates.parse(plain(value))
    if day:
        return day.isoformat(), None
    return None, "is no date; write it as 2025-09-04 (it is left out)"


def _url(value: Value) -> Checked:
    url = address(plain(value))
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


def _draft(value: Value) -> Checked:
    written = plain(value).lower()
    if written in _YES | _NO:
        return ("true" if written in _YES else "false"), None
    return None, "is neither true nor false; write draft: true or draft: false (the story is shown)"


_CHECKS: Mapping[str, Callable[[Value], Checked]] = {
    "title": _title,
    "published": _date,
    "updated": _date,
    "outlet": _text,
    "agency": _text,
    "byline": _names,
    "url": _url,
    "language": _language,
    "draft": _draft,
    "slug": _slug,
    "licence": _text,
}
