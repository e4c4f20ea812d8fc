"""Guides for programs that come to the site: where its pages are, and what they may read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import TYPE_CHECKING

from sitegen.pages.feeds import moment
from sitegen.pages.view import link

if TYPE_CHECKING:
    from sitegen.pages.listing import Entry

TOLD = (
    "Digests of news events. Each puts the reports of one event together: every fact once, with all its"
    " sources; what one source alone tells, under its name; where they differ, side by side. Every sentence"
    " is a source's own."
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


def robots(top: str) -> bytes:
    """All may read all; where the sitemap is, if the site knows its own address."""
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
