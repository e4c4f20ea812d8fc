"""Settings: few, typed, every one optional; from sitegen.toml or [tool.sitegen] in pyproject.toml."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import SplitResult, quote, urlsplit

import msgspec

from sitegen import SettingsError
from sitegen.digest.rights import Outlet, Quoting, known_as
from sitegen.text.keys import fault

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2}|-[0-9]{3})?")

FILES = ("sitegen.toml", "pyproject.toml")
"""Where settings stand; the first that has any counts."""


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a site can set."""

    title: str = "Digests"
    """Name of the site."""
    language: str = "en"
    """Language of the site's own words: an ISO 639 code, with a region where that matters."""
    base_url: str | None = None
    """Address the site will have, where an absolute one is needed; http or https."""
    content: str = "content"
    """Folder of the stories."""
    out: str = "public"
    """Folder the site is written to."""
    layouts: str = "layouts"
    """Folder of layouts that replace the packaged ones by name."""
    search: bool = False
    """Whether the site has a search page; needs the extra of that name."""
    pictures: bool = False
    """Whether digests of several sources get a picture to be shared with; needs the extra of that name."""
    ignore: tuple[str, ...] = ()
    """Files of the content folder that are no stories, as patterns."""
    keys: dict[str, str] = {}
    """Kinds of keys of the site's own: a name, and the regular expression that finds them."""
    noindex: bool = False
    """Whether search engines are asked to leave the whole site out."""
    quoting: Quoting = Quoting()
    """What may be shown of stories whose outlet states nothing else."""
    outlet: tuple[Outlet, ...] = ()
    """What is known of outlets, and what may be shown of their stories."""


MOST_WORDS = 1_000_000
"""Largest number of words that `quote_limit` takes: more than any story of 16 MB has."""

_LABEL = re.compile(r"(?!-)[\w-]{1,63}(?<!-)")
"""A part of a host's name, as RFC 5891 allows it."""

_KIND = re.compile(r"[^\W\d_A-Z][\w-]{0,30}")
"""The name of a kind of key."""

_SPARED = "/%:@!$&'()*+,;=~"
"""Signs that a path of RFC 3986 may hold as they are; with ``%``, since an address may be encoded already."""


class Form(NamedTuple):
    """What the value of a key has to be."""

    told: str
    """In words, with an example."""
    good: Callable[[Any], bool]


def _text(is_good: Callable[[str], object] = str.strip) -> Callable[[Any], bool]:
    """Return whether a value is text that passes a test; without one, any text but blanks."""
    return lambda value: isinstance(value, str) and bool(is_good(value))


def _is_switch(value: object) -> bool:
    return isinstance(value, bool)


def _is_limit(value: object) -> bool:
    share = isinstance(value, float) and 0 <= value <= 1
    return share or (type(value) is int and 0 <= value <= MOST_WORDS)


_FOLDER = _text(lambda value: value.strip() and value.isprintable())

FORMS = {
    "title": Form('text, such as title = "Harbour News"', _text()),
    "language": Form(
        'a language code, such as language = "en" or language = "pt-BR"', _text(_LANGUAGE.fullmatch)
    ),
    "base_url": Form(
        'an address of http or https without a query, such as base_url = "https://news.example/"',
        _text(lambda value: not value or site_address(value)),
    ),
    "content": Form('a folder, such as content = "content"', _FOLDER),
    "out": Form('a folder, such as out = "public"', _FOLDER),
    "layouts": Form('a folder, such as layouts = "layouts"', _FOLDER),
    "search": Form("true or false, such as search = true", _is_switch),
    "pictures": Form("true or false, such as pictures = true", _is_switch),
    "ignore": Form(
        'a list of patterns, such as ignore = ["archive/", "*.tmp.md"]',
        lambda value: isinstance(value, list) and all(map(_text(), value)),
    ),
    "keys": Form(
        "a table, under a line [keys], of names and regular expressions: ticket = 'KB-[0-9]{4,7}'",
        lambda value: isinstance(value, dict) and all(isinstance(each, str) for each in value.values()),
    ),
    "noindex": Form("true or false, such as noindex = true", _is_switch),
    "quoting": Form("a table, under a line [quoting]", lambda value: isinstance(value, dict)),
    "outlet": Form(
        "tables, each under a line [[outlet]], with at least a name",
        lambda value: isinstance(value, list) and all(isinstance(each, dict) for each in value),
    ),
}

_LIMIT = Form(
    "a number of words, such as quote_limit = 120, or a share from 0.0 to 1.0, such as quote_limit = 0.25",
    _is_limit,
)

OUTLET_FORMS = {
    "name": Form('text, such as name = "Harbour News"', _text()),
    "home": Form(
        'an address, such as home = "https://news.example/"', _text(lambda value: _parts(value) is not None)
    ),
    "country": Form('text, such as country = "Portugal"', _text()),
    "licence": Form('text, such as licence = "CC BY 4.0"', _text()),
    "quote_limit": _LIMIT,
    "link_only": Form("true or false", _is_switch),
    "noarchive": Form("true or false", _is_switch),
}

QUOTING_FORMS = {"quote_limit": _LIMIT, "whole_text": Form("true or false", _is_switch)}


def settings(files: dict[str, bytes]) -> Settings:
    """The settings that the bytes of a site's `FILES` state.

    Raises:
        SettingsError: the file is no TOML, or a key is unknown or of the wrong form.
    """
    for name in FILES:
        if name in files:
            table = _table(name, files[name])
            if table is not None:
                return checked(table, name)
    return Settings()


def checked(table: dict[str, object], name: str) -> Settings:
    """The settings of one table; `name` is what errors call it.

    >>> checked({"title": "Harbour News"}, "sitegen.toml").title
    'Harbour News'
    """
    given: dict[str, Any] = table
    _check(name, given, FORMS)
    _check_keys(name, given.get("keys", {}))
    _check_outlets(name, given.get("outlet", []))
    _check(f"{name}: quoting", given.get("quoting", {}), QUOTING_FORMS)
    made = msgspec.convert(table, Settings)
    return msgspec.structs.replace(made, base_url=site_address(made.base_url or "") or None)


def site_address(told: str) -> str:
    """Return the address of a site as every file can hold it; empty for what is no such address.

    The host is in the letters that name servers know (Punycode, RFC 5891), the path percent-encoded. A query,
    a fragment or a name and password have no place in it.

    >>> site_address("https://brückenau.example/städte/")
    'https://xn--brckenau-75a.example/st%C3%A4dte/'
    >>> site_address("https://news.example/?site=a"), site_address("news.example")
    ('', '')
    """
    told = told.strip()
    parts = None if _BAD_PERCENT.search(told) else _parts(told)
    if parts is None or parts.query or parts.fragment or "?" in told or "#" in told or "@" in parts.netloc:
        return ""
    host, port = _host(parts.hostname or ""), f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{host}{port}{quote(parts.path, safe=_SPARED)}" if host else ""


_BAD_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def _parts(told: str) -> SplitResult | None:
    """The parts of a full address; None for what is none."""
    if any(char in '<>"\\^`{|}' or char.isspace() or not char.isprintable() for char in told):
        return None
    try:
        parts = urlsplit(told)
        known = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    return parts if known else None


def _host(told: str) -> str:
    """The name of a host in ASCII; empty for what is no such name."""
    if ":" in told:
        return f"[{told}]"
    labels = unicodedata.normalize("NFKC", told.rstrip(".")).lower().split(".")
    if not all(map(_LABEL.fullmatch, labels)):
        return ""
    return ".".join(
        label if label.isascii() else f"xn--{label.encode('punycode').decode()}" for label in labels
    )


def _check(where: str, table: Mapping[str, object], forms: Mapping[str, Form]) -> None:
    """Raise where a key is none of `forms`, naming the nearest, or a value is not of its form."""
    for key, value in table.items():
        if key not in forms:
            near = get_close_matches(key, forms, 1, 0.5)
            hint = f"did you mean '{near[0]}'?" if near else f"the keys are {', '.join(forms)}"
            raise SettingsError(f"{where}: unknown key '{key}'; {hint}")
        if not forms[key].good(value):
            raise SettingsError(f"{where}: '{key}' is {value!r}; it must be {forms[key].told}")


def _check_keys(name: str, patterns: Mapping[str, str]) -> None:
    """Raise where a kind of key is no word, or its pattern is none or could take long."""
    for kind, pattern in patterns.items():
        if not _KIND.fullmatch(kind):
            raise SettingsError(f"{name}: keys: '{kind}' is no name of a kind; use one word of small letters")
        if wrong := fault(pattern):
            raise SettingsError(f"{name}: keys: {kind} = '{pattern}': {wrong}")


def _check_outlets(name: str, tables: Iterable[Mapping[str, Any]]) -> None:
    """Raise where a table of an outlet is not of its form, or two are of one outlet."""
    seen: set[str] = set()
    for number, table in enumerate(tables, 1):
        where = f"{name}: outlet {table.get('name', number)!r}"
        _check(where, table, OUTLET_FORMS)
        if "name" not in table:
            raise SettingsError(f'{where}: has no name; add name = "Harbour News"')
        if known_as(table["name"]) in seen:
            raise SettingsError(f"{where}: is there twice; keep one table for each outlet")
        seen.add(known_as(table["name"]))


def _table(name: str, raw: bytes) -> dict[str, object] | None:
    """The settings of one file; None where it has none."""
    try:
        table = tomllib.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise SettingsError(f"{name}: is not UTF-8 text; save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{name}: is not valid TOML: {error}") from error
    if name == "sitegen.toml":
        return table
    tool = table.get("tool", {})
    found = tool.get("sitegen") if isinstance(tool, dict) else None
    if found is not None and not isinstance(found, dict):
        raise SettingsError(f"{name}: [tool.sitegen] is {found!r}; it must be a table of keys")
    return found


def read_settings(root: Path) -> tuple[Settings, dict[str, bytes]]:
    """Return the settings of the site in `root`, and the bytes they were read from.

    Raises:
        SettingsError: a file cannot be read, or what it states is wrong.
    """
    files = {}
    for name in FILES:
        try:
            if (root / name).is_file():
                files[name] = (root / name).read_bytes()
        except OSError as error:
            raise SettingsError(
                f"{name}: cannot be read ({error.strerror}); check its permissions"
            ) from error
    return settings(files), files


INDEXERS = ("pagefind_bin_extended", "pagefind_bin")
"""The packages that hold Pagefind; the first knows the words of Chinese, Japanese and Korean too."""

PAINTERS = ("resvg_py", "fontpkg_noto_sans")
"""What draws a picture, and the font it writes with."""


INSTALLS = {
    "search": "'pagefind[bin]>=1.5.2'",
    "pictures": "'fontpkg-noto-sans>=2.15' 'resvg_py>=0.5'",
    "import": "'feedparser>=6.0.11' 'mammoth>=1.8' 'pypdf>=5' 'warcio>=1.7.5'",
}
"""What pip is asked for, as `pyproject.toml` has it; not by the name of sitegen, which no registry has."""


def require(*, search: bool, pictures: bool) -> None:
    """Raise SettingsError where a setting asks for what is not installed."""
    if search and not any(map(find_spec, INDEXERS)):
        raise _missing("search")
    if pictures and not all(map(find_spec, PAINTERS)):
        raise _missing("pictures")


def _missing(name: str) -> SettingsError:
    return SettingsError(
        f"{name} = true needs packages that are not installed; "
        f"install them with: pip install {INSTALLS[name]}, or set {name} = false"
    )
