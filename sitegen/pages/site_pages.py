"""The pages of the site as a whole: lists, feeds, newsletters, and what hosts and programs are told.

Each kind of `Section` that is no list is a line of one table, which names what writes it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from hashlib import blake2b
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import quote, urlsplit

from markupsafe import Markup
from msgspec.structs import replace

from sitegen.model import Page
from sitegen.pages import index_json, programs
from sitegen.pages.listing import Entry, entry_view, tally
from sitegen.pages.section_page import NewsletterView, letter_view, section_view, shares
from sitegen.pages.sections import Section
from sitegen.pages.view import InterfaceTexts, PageView, Site, direction, index_file, link, root_of, shortened

if TYPE_CHECKING:
    from sitegen.pages.theme import Layouts

MOST_MAIL = 100_000
"""Bytes of a newsletter; mail programs cut longer ones."""

WIDTH = 76
"""Characters of a line of a newsletter in plain text; what RFC 2822 asks of mail, with room to be quoted."""

MOST_ITEMS = 10_000
"""Digests kept as they stand in feeds; some 30 MB."""

DESCRIPTION = 160
"""Characters of a page's description; search engines show about as many."""

NEWEST = 3
"""Headlines that describe a page which lists many."""

OF_SEARCH = "assets/search."
"""What the files begin with that the search page alone links to."""


class SitePages:
    """Fills the layouts of a site with what concerns all of it."""

    def __init__(self, layouts: Layouts, site: Site) -> None:
        self._layouts = layouts
        self._site = site
        self._items: dict[Entry, programs.FeedItem] = {}
        """Digests as they stand in feeds, each in several."""
        self._top = site.base_url.rstrip("/") if site.base_url else ""
        texts = layouts.words("words.html")
        self._words = InterfaceTexts(
            rules=texts["RULES"],
            kinds=texts["KINDS"],
            months=tuple(texts["MONTHS"]),
            weekdays=tuple(texts["WEEKDAYS"]),
            form=texts["DATE"],
            month_form=texts["MONTH"],
            withheld=texts["WITHHELD"],
            report=texts["REPORT"],
            derived=texts["DERIVED"],
        )

    def section(self, section: Section) -> Page:
        """Return a page of the site as a whole."""
        return self._KINDS.get(section.kind, SitePages._list)(self, section)

    def assets(self) -> tuple[Page, ...]:
        """Return the files that pages link to: style sheets, pictures, under names that hold their digest."""
        files = self._layouts.files
        return (
            files if self._site.search else tuple(one for one in files if not one.path.startswith(OF_SEARCH))
        )

    def not_found(self) -> Page:
        """Return the page a host shows for an address that is none; its links start at the site's top."""
        top = urlsplit(self._top).path + "/"
        return self._fill(self._view("missing", "404.html", top, ""), "404.html", {})

    def _list(self, section: Section) -> Page:
        """A list of digests, or an overview of lists, in the layout of its kind."""
        view = section_view(section, self._words)
        about = shortened(" · ".join(entry.title for entry in section.entries[:NEWEST]), DESCRIPTION)
        return self._page(section.kind, section.path, view.title or self._site.title, about, section=view)

    def _missing(self, _: Section) -> Page:
        return self.not_found()

    def _own(self, section: Section) -> Page:
        """A page of the owner's own."""
        own = next(each for each in self._site.own if each.path == section.path)
        return self._page("own", own.path, own.title, "", content=Markup(own.html))  # noqa: S704 - of Markdown without any markup of its own

    def _search(self, section: Section) -> Page:
        return self._page("search", section.path, "", "")

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

    def _moved(self, section: Section) -> Page:
        """The page at a former address; it leads to the present one and names that as the one to keep."""
        path, root, target = section.path, root_of(section.path), index_file(section.target)
        there = self._view("moved", target, root, "").canonical
        page = replace(self._view("moved", path, root, ""), canonical=there)
        return self._fill(page, path, {"target": link(root, target)})

    def _index_json(self, section: Section) -> Page:
        return Page(section.path, index_json.listing_bytes(section.entries))

    def _schema(self, section: Section) -> Page:
        return Page(section.path, index_json.schema_bytes(self._top))

    def _headers(self, section: Section) -> Page:
        top, site = urlsplit(self._top).path, self._site
        return Page(section.path, programs.headers(top, search=site.search, noindex=site.noindex).encode())

    def _redirects(self, section: Section) -> Page:
        return Page(section.path, programs.redirect_rules(section.moved, urlsplit(self._top).path))

    def _redirect_list(self, section: Section) -> Page:
        return Page(section.path, programs.redirect_list(section.moved))

    def _sitemap(self, section: Section) -> Page:
        return Page(section.path, programs.sitemap(section.entries, section.paths, self._top))

    def _sitemaps(self, section: Section) -> Page:
        return Page(section.path, programs.sitemaps(section.paths, self._top))

    def _robots(self, section: Section) -> Page:
        top = "" if self._site.noindex else self._top
        return Page(section.path, programs.robots(top, noindex=self._site.noindex))

    def _llms(self, section: Section) -> Page:
        return Page(section.path, programs.llms(self._site.title, section.entries, self._top))

    def _atom(self, section: Section) -> Page:
        return Page(section.path, programs.atom_feed(self._feed(section)))

    def _json_feed(self, section: Section) -> Page:
        return Page(section.path, programs.json_feed(self._feed(section)))

    def _feed(self, section: Section) -> programs.Feed:
        """A feed with its items as a reader's program shows them."""
        site = self._site
        return programs.Feed(
            title=f"{section.title} · {site.title}" if section.title else site.title,
            path=section.path,
            home=section.feed,
            top=self._top,
            scope=section.scope,
            author=site.title,
            language=site.language,
            items=[self._item(one) for one in section.entries],
            since=programs.moment(section.since) or programs.EPOCH,
        )

    def _item(self, one: Entry) -> programs.FeedItem:
        """A digest as it stands in feeds; those that it stands in are asked for one after another."""
        if one not in self._items:
            if len(self._items) >= MOST_ITEMS:
                self._items.clear()
            view = entry_view(one, f"{self._top}/", self._words)
            html = self._layouts.page("item.html", "", {"entry": view, "site": self._site}).data
            self._items[one] = programs.item(one, html.decode(), self._top)
        return self._items[one]

    def _letter(self, section: Section) -> Page:
        """A newsletter as a page."""
        return self._fitted(section)[0]

    def _fitted(self, section: Section) -> tuple[Page, NewsletterView, int]:
        """A newsletter of as many digests as mail programs show: page, content, how many are left out."""
        entries = section.entries
        while True:
            view = letter_view(replace(section, entries=entries), self._words, self._top)
            more = len(section.entries) - len(entries)
            page = self._page("newsletter", section.path, self._site.title, "", section=view, more=more)
            if len(page.data) <= MOST_MAIL or not entries:
                return page, view, more
            entries = entries[: len(entries) // 2]

    def _letter_text(self, section: Section) -> Page:
        _, view, more = self._fitted(section)
        return Page(section.path, self._plain(section, view, more).encode("utf-8", "replace"))

    def _plain(self, section: Section, view: NewsletterView, more: int) -> str:
        """A newsletter as plain text, in lines as long as mail has them."""
        from textwrap import fill  # noqa: PLC0415 takes 2 ms, and most builds write no newsletter

        page = self._page("newsletter.txt", section.path, self._site.title, "", section=view, more=more)
        lines = [
            fill(line, WIDTH, break_long_words=False, break_on_hyphens=False, subsequent_indent=_indent(line))
            for line in page.data.decode().splitlines()
        ]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"

    def _letter_mail(self, section: Section) -> Page:
        """A newsletter as a message that a mail program opens, to be sent: plain text and HTML."""
        from email.message import EmailMessage  # noqa: PLC0415 takes 20 ms, and most builds write none
        from email.policy import SMTP  # noqa: PLC0415

        page, view, more = self._fitted(section)
        text, html = self._plain(section, view, more), page.data.decode()
        message = EmailMessage(policy=SMTP)
        message["Subject"] = view.subject(self._site.title)
        # Mail programs that know it open the file as a letter that is not sent yet.
        message["X-Unsent"] = "1"
        message.set_content(text, cte="quoted-printable")
        message.add_alternative(html, subtype="html", cte="quoted-printable")
        # The same letter has the same bytes.
        message.set_boundary(f"=_{blake2b((text + html).encode(), digest_size=16).hexdigest()}")
        return Page(section.path, message.as_bytes())

    _KINDS: ClassVar[Mapping[str, Callable[[SitePages, Section], Page]]] = {
        "about": _about,
        "missing": _missing,
        "moved": _moved,
        "own": _own,
        "search": _search,
        "index.json": _index_json,
        "schema": _schema,
        "headers": _headers,
        "redirects": _redirects,
        "redirects.json": _redirect_list,
        "sitemap": _sitemap,
        "sitemaps": _sitemaps,
        "robots": _robots,
        "llms": _llms,
        "atom": _atom,
        "jsonfeed": _json_feed,
        "newsletter": _letter,
        "newsletter.txt": _letter_text,
        "newsletter.eml": _letter_mail,
    }
    """What writes each kind of section; every other kind is a list with a layout of its name."""

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

    def _fill(self, page: PageView, path: str, values: Mapping[str, object], layout: str = "") -> Page:
        given = {**values, "page": page, "site": self._site, "assets": self._layouts.assets}
        name = page.kind if "." in page.kind else f"{page.kind}.html"
        return self._layouts.page(layout or name, path, given)


def _indent(line: str) -> str:
    """What stands before the further lines of a line that is too long."""
    return " " * (len(line) - len(line.lstrip(" *")))
