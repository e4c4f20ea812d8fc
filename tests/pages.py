"""The pages of a small invented site, and what a browser would make of their links."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import invented

from sitegen.model import Digest, Page, Story
from sitegen.pages.listing import Entry, entry, newest_first
from sitegen.pages.renderer import Renderer
from sitegen.pages.sections import SitePage, sections
from sitegen.pages.template import Layouts
from sitegen.pages.theme import themed
from sitegen.pages.view import Context, Site

FOLDER = Path(__file__).parent.parent / "layouts"
SOURCES = {path.name: path.read_text("utf-8") for path in sorted(FOLDER.iterdir())}
SITE = Site("The Vessa Digest", None, "en", "0.1.0")


def renderer(site: Site = SITE, **layouts: str) -> Renderer:
    """A renderer with the packaged layouts, some replaced: ``renderer(digest="...")``."""
    own = {f"{name}.html": text for name, text in layouts.items()}
    return Renderer(Layouts(themed(SOURCES, own), None, site.language), site)


def context(address: str = "x", places: Mapping[str, str] = {}, outlets: Mapping[str, str] = {}) -> Context:
    """What the pages at `address` are told besides their stories."""
    return Context("1", address, dict(places), dict(outlets))


def made(render: Renderer, name: str, digest: Digest, here: Context, told: Mapping[str, Story] = {}) -> Page:
    """The page of the file `name` in the folder of a digest's address."""
    pages = render.event(digest, here, told)
    return next(page for page in pages if page.path == f"{here.address}/{name}")


def listed(*entries: Entry) -> dict[str, Reading]:
    """The HTML pages of the whole site that list `entries`, by path."""
    made = map(renderer().section, sections(SITE, entries))
    return {page.path: Reading(page.data) for page in made if page.path.endswith(".html")}


def site(render: Renderer | None = None) -> dict[str, bytes]:
    """Every page of a site with one digest of four sources and one of a single story."""
    render = render or renderer()
    digest, told = invented.digest(), {path: invented.story(path) for path in invented.STORIES}
    alone, lone = invented.single()
    outlets = invented.OUTLETS
    here = context(invented.ADDRESS, invented.STORIES, outlets)
    there = context("alone", {alone.path: "stories/alone"}, outlets)
    entries = newest_first([entry(digest, here, told), entry(lone, there, {alone.path: alone})])
    pages = [
        *render.assets(),
        *render.event(digest, here, told),
        *render.event(lone, there, {alone.path: alone}),
        render.section(
            SitePage("page/1/index.html", "index", entries=tuple(entries), newer="index.html", number=1)
        ),
        *map(render.section, sections(SITE, tuple(entries))),
    ]
    return {page.path: page.data for page in pages}


INLINE = {"a", "abbr", "b", "bdi", "code", "em", "i", "mark", "q", "small", "span", "strong", "time"}
"""Elements that stand within a line; all others part the words before them from those in them."""


class Reading(HTMLParser):
    """The tags, links, anchors and visible text of a page."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.links: list[str] = []
        self.anchors: list[str] = []
        self.words: list[str] = []
        self.feed(data.decode())
        self.text = " ".join("".join(self.words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the tag, its link and its anchor."""
        named = dict(attrs)
        self.words += [] if tag in INLINE else [" "]
        self.tags.append((tag, named))
        self.links += [named["href"] or ""] if "href" in named else []
        self.anchors += [named["id"] or ""] if "id" in named else []

    def handle_data(self, data: str) -> None:
        """Note the text."""
        self.words.append(data)


def target(page: str, link: str) -> tuple[str, str]:
    """The file and anchor that `link` on `page` leads to."""
    parts = urlsplit(link)
    path = unquote(parts.path)
    file = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
    return file, parts.fragment
