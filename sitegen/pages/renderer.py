"""Pages of the site: digests, stories, lists and what stands beside them, as bytes with their paths.

Addresses are paths below the site's top without slashes at the ends, such as ``storm-hits-coast``. A
digest's page is the ``index.html`` of its address, beside its JSON; a story's or an outlet's is one file,
its address with ``.html``, since there are many of them.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from msgspec.structs import replace

from sitegen.digest.rights import spelt
from sitegen.model import Page
from sitegen.pages import feeds, guides, index_json, redirects
from sitegen.pages.digest_page import digest_view
from sitegen.pages.hosting import headers
from sitegen.pages.layout import Layouts
from sitegen.pages.linked import linked_data
from sitegen.pages.listing import PER_PAGE, Counts, Entry, entry, entry_view, newest_first, tally
from sitegen.pages.picture import drawn
from sitegen.pages.section_page import section_view, shares
from sitegen.pages.sections import Section
from sitegen.pages.story_page import Fates, story_view
from sitegen.pages.theme import PLAIN
from sitegen.pages.view import (
    HeadView,
    PageView,
    Site,
    Words,
    direction,
    index_file,
    link,
    lone_file,
    root_of,
    shortened,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sitegen.digest.rights import Rights
    from sitegen.model import Digest, Story
    from sitegen.pages.context import Context
    from sitegen.pages.digest_view import DigestView

__all__ = ["PER_PAGE", "Counts", "Entry", "Layouts", "Renderer", "Site", "entry", "newest_first", "tally"]

MOST_MAIL = 100_000
"""Bytes of a newsletter; mail programs cut longer ones."""

MOST_ITEMS = 10_000
"""Digests kept as they stand in feeds; some 30 MB."""

DESCRIPTION = 160
"""Characters of a page's description; search engines show about as many."""

NEWEST = 3
"""Headlines that describe a page which lists many."""

OF_SEARCH = "assets/search."
"""What the files begin with that the search page alone links to."""

_UNTOLD: Mapping[str, Story] = MappingProxyType({})


class Renderer:
    """Fills a site's layouts."""

    def __init__(self, layouts: Layouts, site: Site) -> None:
        self._layouts = layouts
        self._site = site
        self._items: dict[Entry, feeds.Item] = {}
        """Digests as they stand in feeds, each in several."""
        self._fates: Fates | None = None
        """Of the digest whose stories were asked for last; they come one after another."""
        self._view_of: tuple[Digest, Context, DigestView] | None = None
        self._top = site.base_url.rstrip("/") if site.base_url else ""
        texts = layouts.words("words.html")
        self._words = Words(
            rules=texts["RULES"],
            kinds=texts["KINDS"],
            months=tuple(texts["MONTHS"]),
            weekdays=tuple(texts["WEEKDAYS"]),
            form=texts["DATE"],
            month_form=texts["MONTH"],
            withheld=texts["WITHHELD"],
            derived=texts["DERIVED"],
        )

    @property
    def rights(self) -> Rights:
        """What may be shown of each outlet's stories."""
        return self._site.rights

    def digest(
        self,
        digest: Digest,
        context: Context,
        told: Mapping[str, Story] = _UNTOLD,
    ) -> Page:
        """The page of `digest`.

        With the stories themselves in `told`, a single story keeps its paragraphs, derived values are
        marked and passages in another language say so.
        """
        view = self._seen(digest, context, told)
        lead = next((one.text for one in digest.statements if one.text), "")
        about = shortened(lead, DESCRIPTION)
        path = index_file(context.address)
        return self._page("digest", path, view.title, about, digest=view, head=self._head(digest, context))

    def twins(
        self, digest: Digest, context: Context, told: Mapping[str, Story] = _UNTOLD
    ) -> tuple[Page, ...]:
        """What stands beside a digest's page: the same for programs, as plain text and as a picture."""
        pages = self.digest_json(digest, context), self.digest_markdown(digest, context, told)
        return (*pages, self.picture(digest, context)) if self.pictured(digest) else pages

    def _seen(self, digest: Digest, context: Context, told: Mapping[str, Story]) -> DigestView:
        """What the page and its twin in Markdown show; they are asked for one after the other."""
        if self._view_of is None or self._view_of[0] is not digest or self._view_of[1] is not context:
            shown = spelt(digest, self._words.withheld)
            self._view_of = digest, context, digest_view(shown, context, told=told, words=self._words)
        return self._view_of[2]

    def _head(self, digest: Digest, context: Context) -> HeadView:
        """What the page's head tells programs."""
        top = self._top
        address = f"{top}/{quote(context.address)}/" if top else ""
        picture = f"{address}picture.png" if self.pictured(digest) else ""
        modified = context.history[-1].day if context.history else ""
        data = linked_data(digest, self._site.title, address, modified, picture)
        return HeadView(data, digest.published or "", picture)

    def pictured(self, digest: Digest) -> bool:
        """Whether the digest has a picture: it is of several sources, and the site knows its address."""
        return self._site.pictures and bool(self._top) and len(digest.sources) > 1

    def picture(self, digest: Digest, context: Context) -> Page:
        """What is shown where the digest's address is shared."""
        return Page(f"{context.address}/picture.png", drawn(digest, self._site.title))

    def digest_markdown(self, digest: Digest, context: Context, told: Mapping[str, Story] = _UNTOLD) -> Page:
        """The digest as plain text, beside its page."""
        values = {"digest": self._seen(digest, context, told), "site": self._site}
        return self._layouts.page(PLAIN, f"{context.address}/index.md", values)

    def digest_json(self, digest: Digest, context: Context) -> Page:
        """The digest for programs, beside its page."""
        address = context.address
        return Page(f"{address}/index.json", index_json.digest_bytes(digest, context.id, address))

    def story(self, story: Story, digest: Digest, context: Context) -> Page:
        """The page of one story file: each piece of it and where it went."""
        if self._fates is None or self._fates.digest is not digest:
            self._fates = Fates(digest)
        view = story_view(story, self._fates, context, words=self._words)
        return self._page("story", lone_file(context.places[story.path]), view.title, "", story=view)

    def index_json(self, entries: Sequence[Entry]) -> Page:
        """The whole site for programs: every digest with its address, sources and counts."""
        return Page("index.json", index_json.listing_bytes(entries))

    def assets(self) -> tuple[Page, ...]:
        """The files the pages link to: style sheet and icon, under names that hold their digest."""
        files = self._layouts.files
        return (
            files if self._site.search else tuple(one for one in files if not one.path.startswith(OF_SEARCH))
        )

    def not_found(self) -> Page:
        """The page a host shows for an address that is none; its links start at the site's top."""
        top = urlsplit(self._site.base_url or "").path.rstrip("/") + "/"
        return self._fill(self._view("missing", "404.html", top, ""), "404.html", {})

    def section(self, section: Section) -> Page:
        """A page of the site as a whole."""
        match section.kind:
            case "about":
                return self._about(section)
            case "missing":
                return self.not_found()
            case "index.json":
                return self.index_json(section.entries)
            case "schema" | "headers" | "redirects" | "redirects.json":
                return Page(section.path, self._for_hosts(section))
            case "moved":
                return self._moved(section)
            case "search":
                return self._page("search", section.path, "", "")
            case "atom" | "jsonfeed" | "sitemap" | "sitemaps" | "robots" | "llms":
                return Page(section.path, self._for_programs(section))
            case "newsletter":
                return self._newsletter(section)
        view = section_view(section, self._words)
        about = shortened(" · ".join(entry.title for entry in section.entries[:NEWEST]), DESCRIPTION)
        return self._page(section.kind, section.path, view.title or self._site.title, about, section=view)

    def _for_programs(self, section: Section) -> bytes:
        """A file that no reader sees: a feed, or a guide to the site."""
        top = self._top
        match section.kind:
            case "sitemap":
                return guides.sitemap(section.entries, section.paths, top)
            case "sitemaps":
                return guides.sitemaps(section.paths, top)
            case "robots":
                return guides.robots(top)
            case "llms":
                return guides.llms(self._site.title, section.entries, top)
        feed = self._feed(section)
        return feeds.atom_feed(feed) if section.kind == "atom" else feeds.json_feed(feed)

    def _feed(self, section: Section) -> feeds.Feed:
        """A feed with its items as a reader's program shows them."""
        site, top = self._site, self._top
        return feeds.Feed(
            title=f"{section.title} · {site.title}" if section.title else site.title,
            path=section.path,
            home=section.feed,
            top=top,
            scope=section.scope,
            author=site.title,
            language=site.language,
            items=[self._item(one) for one in section.entries],
            since=feeds.moment(section.since) or feeds.EPOCH,
        )

    def _item(self, one: Entry) -> feeds.Item:
        """A digest as it stands in feeds; those that it stands in are asked for one after another."""
        if one not in self._items:
            if len(self._items) >= MOST_ITEMS:
                self._items.clear()
            view = entry_view(one, f"{self._top}/", self._words)
            html = self._layouts.page("item.html", "", {"entry": view, "site": self._site}).data
            self._items[one] = feeds.item(one, html.decode(), self._top)
        return self._items[one]

    def _newsletter(self, section: Section) -> Page:
        """A day's digests as a page to be sent by mail; as many as fit into what mail programs show."""
        entries = section.entries
        while True:
            some = replace(section, entries=entries)
            view = section_view(some, self._words, self._top)
            more = len(section.entries) - len(entries)
            page = self._page("newsletter", section.path, self._site.title, "", section=view, more=more)
            if len(page.data) <= MOST_MAIL or not entries:
                return page
            entries = entries[: len(entries) // 2]

    def _about(self, section: Section) -> Page:
        """How the pages are made, and what this build holds."""
        counts = tally(section.entries)
        rules = tuple((self._words.rule(rule), count) for rule, count in counts.rules)
        return self._page(
            "about",
            section.path,
            "",
            "",
            counts=counts,
            rules=rules,
            shares=shares(section.entries),
            left_out=section.left_out,
        )

    def _for_hosts(self, section: Section) -> bytes:
        """A file that says how the site is to be served, or what its files are."""
        top = urlsplit(self._top).path
        match section.kind:
            case "schema":
                return index_json.schema_bytes(self._top)
            case "headers":
                return headers(top, search=self._site.search).encode()
            case "redirects":
                return redirects.rules(section.moved, top)
        return redirects.listing(section.moved)

    def _moved(self, section: Section) -> Page:
        """The page at a former address; it leads to the present one and names that as the one to keep."""
        path, root, target = section.path, root_of(section.path), index_file(section.target)
        there = self._view("moved", target, root, "").canonical
        page = replace(self._view("moved", path, root, ""), canonical=there)
        return self._fill(page, path, {"target": link(root, target)})

    def _page(self, kind: str, path: str, title: str, description: str, **values: object) -> Page:
        view = self._view(kind, path, root_of(path), title, description)
        return self._fill(view, path, values)

    def _view(self, kind: str, path: str, root: str, title: str, description: str = "") -> PageView:
        site, top = self._site, self._top
        return PageView(
            kind=kind,
            title=title,
            root=root,
            language=site.language,
            direction=direction(site.language),
            description=description,
            canonical=f"{top}/{quote(path.removesuffix('index.html'))}" if top else "",
        )

    def _fill(self, page: PageView, path: str, values: Mapping[str, object]) -> Page:
        given = {**values, "page": page, "site": self._site, "assets": self._layouts.assets}
        return self._layouts.page(f"{page.kind}.html", path, given)
