"""What a host and a program are told of the site: headers, former addresses, where its pages are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

import msgspec

from sitegen.pages.feeds import moment
from sitegen.pages.view import link

if TYPE_CHECKING:
    from sitegen.pages.listing import Entry

POLICY = (
    "default-src 'none'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self'",
    "script-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
)
"""What pages may load: files of the site itself and nothing else; no script and no style within a page."""

SEARCHING = {
    "script-src 'self'": "script-src 'self' 'wasm-unsafe-eval'",
    "connect-src 'self'": "connect-src 'self'; worker-src 'self'",
}
"""What the search page may do besides: run the searcher, which is compiled to WebAssembly."""

STYLED = {"style-src 'self'": "style-src 'self' 'unsafe-inline'"}
"""What a page to be sent by mail may do besides: it carries its style in itself."""

FOR_EVER = "public, max-age=31536000, immutable"
"""For files whose name changes with their bytes."""

ALWAYS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), browsing-topics=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)
"""Headers of every file."""


def headers(top: str, *, search: bool, noindex: bool = False) -> str:
    """Return the file ``_headers`` as Netlify, Cloudflare and others read it; `top` is the site's own path.

    Rules add up, so what the search page must not have is taken off by its name first (``!``).

    >>> headers("", search=False).splitlines()[0]
    '/*'
    """
    every = [*ALWAYS, ("Content-Security-Policy", policy({}))]
    rules = [_rule(f"{top}/*", [*every, ("X-Robots-Tag", "noindex")] if noindex else every)]
    rules.append(_rule(f"{top}/assets/*", [("Cache-Control", FOR_EVER)]))
    rules.append(_rule(f"{top}/newsletter/*", [_LESS, ("Content-Security-Policy", policy(STYLED))]))
    if search:
        rules.append(_rule(f"{top}/search/*", [_LESS, ("Content-Security-Policy", policy(SEARCHING))]))
        rules += [
            _rule(f"{top}/search/{folder}/*", [("Cache-Control", FOR_EVER)])
            for folder in ("fragment", "index")
        ]
    return "\n".join(rules)


def policy(more: dict[str, str]) -> str:
    """The content security policy, some of its parts replaced."""
    return "; ".join(more.get(part, part) for part in POLICY)


_LESS = ("! Content-Security-Policy", "")


def _rule(path: str, lines: list[tuple[str, str]]) -> str:
    told = "".join(f"  {name}: {value}\n" if value else f"  {name}\n" for name, value in lines)
    return f"{path}\n{told}"


Moved = tuple[str, str]
"""A former address and the one that took its place, which is empty where none did."""

RULES = "_redirects"
"""The file that Netlify, Cloudflare and others read."""

LIST = "redirects.json"
"""The same for programs."""


class _Redirects(msgspec.Struct):
    schema: int
    moved: dict[str, str]
    gone: list[str]


def redirect_rules(moved: Sequence[Moved], top: str) -> bytes:
    r"""Return a line for each address that has another one now; `top` is the path the site stands at.

    What is gone has no rule: its own page says so.

    >>> redirect_rules([("storm", "storm-hits-coast"), ("flood", "")], "")
    b'/storm/ /storm-hits-coast/ 301\n'
    """
    lines = [f"{top}/{quote(old)}/ {top}/{quote(new)}/ 301\n" for old, new in moved if new]
    return "".join(lines).encode()


def redirect_list(moved: Sequence[Moved]) -> bytes:
    """Return every former address with its present one, and those that lead nowhere, as JSON.

    >>> redirect_list([("storm", "storm-hits-coast"), ("flood", "")])
    b'{"schema":1,"moved":{"storm":"storm-hits-coast"},"gone":["flood"]}'
    """
    here = {old: new for old, new in moved if new}
    return msgspec.json.encode(_Redirects(1, here, [old for old, new in moved if not new]))


TOLD = (
    "Digests of news events. Each puts the reports of one event together: what several report, with all"
    " its sources; what each adds, under its name; where they differ, side by side. Every sentence is a"
    " source's own."
)
"""What the site says of itself; in English, whatever its language, as the format's headings are."""

SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_MARKUP = re.compile(r"([\\`*_\[\]<>#|~&])")


def sitemap(entries: Iterable[Entry], paths: Iterable[str], top: str) -> bytes:
    """The addresses of digests, each with the day of its last change, and of other pages of the site."""
    return _document("urlset", "url", _places(entries, paths, top))


def sitemaps(paths: Iterable[str], top: str) -> bytes:
    """The addresses of several sitemaps."""
    return _document("sitemapindex", "sitemap", ((_address(top, path), "") for path in paths))


def robots(top: str, *, noindex: bool = False) -> bytes:
    """Return who may read what: all, and where the sitemap is if the site knows its address; or nobody."""
    if noindex:
        return b"User-agent: *\nDisallow: /\n"
    return ("User-agent: *\nDisallow:\n" + (f"Sitemap: {top}/sitemap.xml\n" if top else "")).encode()


def llms(title: str, entries: Iterable[Entry], top: str) -> bytes:
    """The site in Markdown for language models, as llmstxt.org has it: what it is, and its newest digests."""
    root = f"{top}/" if top else ""
    lines = [f"# {_plain(title)}", "", f"> {TOLD}", "", "## Digests", ""]
    lines += [
        f"- [{_plain(entry.title)}]({link(root, f'{entry.address}/index.md')})"
        + (f": {entry.published}" if entry.published else "")
        for entry in entries
    ]
    lines += [
        "",
        "## Optional",
        "",
        f"- [index.json]({root}index.json)",
        f"- [about]({root}about/index.html)",
        "",
    ]
    return "\n".join(lines).encode("utf-8", "replace")


def _places(entries: Iterable[Entry], paths: Iterable[str], top: str) -> Iterator[tuple[str, str]]:
    for path in paths:
        yield _address(top, path), ""
    for entry in entries:
        time = moment(entry.updated) or moment(entry.published)
        yield _address(top, f"{entry.address}/index.html"), time.date().isoformat() if time else ""


def _document(root: str, item: str, places: Iterable[tuple[str, str]]) -> bytes:
    """An XML document of the sitemap protocol."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<{root} xmlns="{SPACE}">']
    for address, day in places:
        changed = f"<lastmod>{day}</lastmod>" if day else ""
        lines.append(f"<{item}><loc>{escape(address, quote=False)}</loc>{changed}</{item}>")
    return "\n".join([*lines, f"</{root}>", ""]).encode()


def _address(top: str, path: str) -> str:
    return link(f"{top}/", path.removesuffix("index.html"))


def _plain(text: str) -> str:
    """`text` on one line with nothing in it that Markdown reads."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
