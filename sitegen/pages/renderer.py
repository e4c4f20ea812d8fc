"""Pages of the site: digests, stories, lists by day, overviews, newsletters and files for programs.

Addresses are paths below the site's top without slashes at the ends, such as ``storm-hits-coast``. A
digest's page is the ``index.html`` of its address, beside its JSON; a story's or an outlet's is one file,
its address with ``.html``, since there are many of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import blake2b
from itertools import zip_longest
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple
from urllib.parse import quote, urlsplit

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from sitegen.digest.rights import on_file
from sitegen.model import Page
from sitegen.pages import index_json, programs
from sitegen.pages.digest_page import DigestView
from sitegen.pages.evidence import EVIDENCE, parts
from sitegen.pages.listing import (
    FEW,
    REFERRING,
    Entry,
    blocks,
    entry_view,
    leading,
    lede,
    rules,
    shares,
    tally,
)
from sitegen.pages.sections import OverviewRow, SitePage
from sitegen.pages.view import (
    DayView,
    InterfaceTexts,
    Link,
    PageView,
    Site,
    derived,
    direction,
    index_file,
    link,
    lone_file,
    outward,
    root_of,
    shortened,
)

if TYPE_CHECKING:
    from sitegen.model import Aside, Digest, Medium, Sentence, Story
    from sitegen.pages.template import Layouts
    from sitegen.pages.view import Context

NOTHING: Mapping[str, Any] = MappingProxyType({})

MOST_MAIL = 100_000
"""Bytes of a newsletter; mail programs cut those of more than 102 kB."""

WIDTH = 76
"""Characters of a line of a newsletter in plain text; what RFC 2822 asks of mail, with room to be quoted."""

MOST_ITEMS = 10_000
"""Digests kept as they stand in feeds; some 30 MB."""

DESCRIPTION = 160
"""Characters of a page's description; search engines show about 155."""

NEWEST = 3
"""Headlines that describe a page which lists many. Judgement: what a description holds."""

OF_SEARCH = "assets/search."
"""What the files begin with that the search page alone links to."""


class Renderer:
    """Fills a site's layouts."""

    def __init__(self, layouts: Layouts, site: Site) -> None:
        self._layouts = layouts
        self._site = site
        self._items: dict[str, tuple[Entry, programs.FeedItem]] = {}
        """Digests as they stand in feeds, each in several."""
        self._top = site.base_url.rstrip("/") if site.base_url else ""
        texts = layouts.words("words.html")
        self._words = InterfaceTexts(
            **{name: texts[name.upper()] for name in InterfaceTexts.__struct_fields__}
        )

    def event(
        self,
        digest: Digest,
        context: Context,
        stories: Mapping[str, Story] = NOTHING,
        media: Mapping[str, str] = NOTHING,
    ) -> Iterator[Page]:
        """Yield the pages of an event: of the digest, the same for programs and as text, of the evidence.

        Behind them the picture that is shown where its address is shared, and a page of each story file. With
        the `stories` themselves, by path, a single story keeps its paragraphs, derived values are marked and
        passages in another language say so. `media` has the path on the site of each picture and document of
        the stories that is shown.
        """
        site, address = self._site, context.address
        view = DigestView(digest, context, stories, self._words)
        shown = {"digest": view, **parts(view)}
        about = shortened(lede(digest), DESCRIPTION)
        pictured = site.pictures and self._top and not view.single
        full = f"{self._top}/{quote(address)}/" if self._top else ""
        picture = f"{full}picture.png" if pictured else ""
        modified = context.history[-1].day if context.history else ""
        data = index_json.linked_data(digest, site.title, full, modified, picture)
        path = index_file(address)
        page = self._view("report" if view.single else "digest", path, root_of(path), view.title, about)
        yield self._fill(page, path, {**shown, "data": data, "picture": picture}, "digest.html")
        yield Page(f"{address}/index.json", index_json.digest_bytes(digest, view, shown, context.id, address))
        yield self._layouts.page("digest.md", f"{address}/index.md", {**shown, "site": site})
        if not view.single:
            # Both pages say the same sentences; whoever looks for them is led to the story.
            page = replace(page, kind="evidence", root=view.root)
            yield self._fill(page, view.path, shown, "evidence.html")
        if pictured:
            yield Page(f"{address}/picture.png", programs.drawn(digest, site.title))
        told = fates(digest)
        for story in stories.values():
            own = on_file(story, site.rights)
            file = story_view(own, digest, told.get(story.path, {}), context, words=self._words, media=media)
            yield self._page("story", lone_file(context.places[story.path]), file.title, "", story=file)

    def section(self, section: SitePage) -> Page:
        """Return a page of the site as a whole; one of a kind that is not named here is a list."""
        if section.kind in self._FILES:
            return Page(section.path, self._FILES[section.kind](self, section))
        return self._PAGES.get(section.kind, Renderer._list)(self, section)

    def assets(self) -> tuple[Page, ...]:
        """Return the files that pages link to: style sheets, pictures, under names that hold their digest."""
        files = self._layouts.files
        return tuple([one for one in files if self._site.search or not one.path.startswith(OF_SEARCH)])

    def not_found(self) -> Page:
        """Return the page a host shows for an address that is none; its links start at the site's top."""
        top = urlsplit(self._top).path + "/"
        return self._fill(self._view("missing", "404.html", top), "404.html", {})

    def _list(self, section: SitePage) -> Page:
        """A list of digests, or an overview of lists, in the layout of its kind."""
        words, root, entries = self._words, root_of(section.path), section.entries
        begins = section.kind == "index" and not section.number
        lead = leading(entries) if begins else None
        newest = [(one, None) for one in entries if one.published == entries[0].published] if begins else []
        listed = [pair for pair in zip_longest(entries, section.mentions) if pair[0] is not lead]
        monthly = section.kind == "month"
        title = section.title if not monthly and section.title else self._site.title
        about = shortened(" · ".join(entry.title for entry in entries[:NEWEST]), DESCRIPTION)
        years: dict[str, list[OverviewRow]] = {}
        for row in section.rows if section.kind == "archive" else ():
            years.setdefault(row.title[:4], []).append(row._replace(title=words.month_of(row.title)))
        return self._page(
            section.kind,
            section.path,
            title,
            about,
            section=section,
            lead=entry_view(lead, root, words) if lead else None,
            newest=next(iter(blocks(newest, root, words)), None),
            days=blocks(listed, root, words, few=1 if monthly else FEW),
            month=words.month_of(section.title) if monthly else None,
            years=years,
            letters=[_letter_link(name, words) for name in section.letters],
        )

    def _own(self, section: SitePage) -> Page:
        """A page of the owner's own."""
        own = next(each for each in self._site.own if each.path == section.path)
        return self._page("own", own.path, own.title, content=Markup(own.html))  # noqa: S704 - of Markdown without any markup of its own

    def _about(self, section: SitePage) -> Page:
        """How the pages are made, and what this build holds."""
        path, entries, left_out = section.path, section.entries, section.left_out
        used = [(self._words.rule(rule), count) for rule, count in rules(entries) if rule not in REFERRING]
        held: dict[str, Any] = {"counts": tally(entries), "rules": used, "shares": shares(entries)}
        return self._page("about", path, left_out=left_out, **held)

    def _moved(self, section: SitePage) -> Page:
        """The page at a former address; it leads to the present one and names that as the one to keep."""
        path, root, target = section.path, root_of(section.path), index_file(section.target)
        return self._fill(self._view("moved", target, root), path, {"target": link(root, target)})

    def _headers(self, _: SitePage) -> bytes:
        site, top = self._site, urlsplit(self._top).path
        return programs.headers(top, search=site.search, noindex=site.noindex).encode()

    def _feed(self, section: SitePage) -> bytes:
        feed = programs.atom_feed if section.kind == "atom" else programs.json_feed
        return feed(section, self._site, self._top, list(map(self._item, section.entries)))

    def _item(self, one: Entry) -> programs.FeedItem:
        """A digest as it stands in feeds; those that it stands in are asked for one after another."""
        known = self._items.get(one.id)
        if known is None or known[0] is not one:
            if len(self._items) >= MOST_ITEMS:
                self._items.clear()
            view = entry_view(one, f"{self._top}/", self._words)
            html = self._layouts.page("item.html", "", {"entry": view, "site": self._site}).data
            known = self._items[one.id] = one, programs.item(one, html.decode(), self._top)
        return known[1]

    def _letter(self, section: SitePage) -> Page:
        """A newsletter as a page, as plain text, or as a message that a mail program opens to send it."""
        page, values = self._fitted(section)
        if section.kind == "newsletter":
            return page
        text = self._letter_text(section.path, values)
        if section.kind == "newsletter.txt":
            return Page(section.path, text.encode("utf-8", "replace"))
        return Page(section.path, self._mail(text, page.data.decode(), values))

    def _fitted(self, section: SitePage) -> tuple[Page, dict[str, Any]]:
        """A newsletter of as many digests as mail programs show, and what its layouts are given."""
        entries = section.entries
        while True:
            values = {**self._letter_values(section, entries), "more": len(section.entries) - len(entries)}
            page = self._page("newsletter", section.path, self._site.title, **values)
            if len(page.data) <= MOST_MAIL or not entries:
                return page, values
            entries = entries[: len(entries) // 2]

    def _letter_values(self, section: SitePage, entries: Sequence[Entry]) -> dict[str, Any]:
        """What the layouts of a newsletter are given, with full addresses where the site knows its own."""
        words, root = self._words, f"{self._top}/" if self._top else root_of(section.path)
        lead = leading(entries)
        listed = [(one, None) for one in entries if one is not lead]
        known = [day for one in entries if (day := words.day(one.published))]
        spans = list(dict.fromkeys(day.text for day in (*known[-1:], *known[:1])))
        weekday = words.weekday(entries[0].published) if len(spans) == 1 and entries else ""
        return {
            "lead": entry_view(lead, root, words) if lead else None,
            "days": blocks(listed, root, words, few=len(entries) + 1),
            "dates": f"{weekday}, {spans[0]}" if weekday else " – ".join(spans),
            "linked": bool(self._top),
            "home": root if self._top else link(root, "index.html"),
        }

    def _letter_text(self, path: str, values: Mapping[str, Any]) -> str:
        """A newsletter as plain text, in lines as long as mail has them."""
        from textwrap import TextWrapper  # noqa: PLC0415 takes 2 ms, and most builds write no newsletter

        told = self._page("newsletter.txt", path, self._site.title, **values).data.decode()
        whole = TextWrapper(WIDTH, break_long_words=False, break_on_hyphens=False)
        lines = []
        for line in told.splitlines():
            # What stands before the further lines of a line that is too long.
            whole.subsequent_indent = " " * (len(line) - len(line.lstrip(" *")))
            lines.append(whole.fill(line))
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"

    def _mail(self, text: str, html: str, values: Mapping[str, Any]) -> bytes:
        """A newsletter as a message: plain text and HTML."""
        from email.message import EmailMessage  # noqa: PLC0415 takes 20 ms, and most builds write none
        from email.policy import SMTP  # noqa: PLC0415

        first = values["lead"] or next((one for group in values["days"] for one in group.entries), None)
        told = f"{self._site.title}, {values['dates']}" + (f": {first.model.title}" if first else "")
        message = EmailMessage(policy=SMTP)
        message["Subject"] = " ".join(told.split())
        # Mail programs that know it open the file as a letter that is not sent yet.
        message["X-Unsent"] = "1"
        message.set_content(text, cte="quoted-printable")
        message.add_alternative(html, subtype="html", cte="quoted-printable")
        # The same letter has the same bytes.
        message.set_boundary(f"=_{blake2b((text + html).encode(), digest_size=16).hexdigest()}")
        return message.as_bytes()

    _FILES: ClassVar[Mapping[str, Callable[[Renderer, SitePage], bytes]]] = {
        "index.json": lambda _, one: index_json.listing_bytes(one.entries),
        "schema": lambda self, _: index_json.schema_bytes(self._top),
        "headers": _headers,
        "redirects": lambda self, one: programs.redirect_rules(one.moved, urlsplit(self._top).path),
        "redirects.json": lambda _, one: programs.redirect_list(one.moved),
        "sitemap": lambda self, one: programs.sitemap(one.entries, one.paths, self._top),
        "sitemaps": lambda self, one: programs.sitemaps(one.paths, self._top),
        "robots": lambda self, _: programs.robots(self._top, noindex=self._site.noindex),
        "llms": lambda self, one: programs.llms(self._site.title, one.entries, self._top),
        "atom": _feed,
        "jsonfeed": _feed,
    }
    """What writes each kind of file for programs and hosts."""

    _PAGES: ClassVar[Mapping[str, Callable[[Renderer, SitePage], Page]]] = {
        "missing": lambda self, _: self.not_found(),
        "search": lambda self, one: self._page("search", one.path),
        "own": _own,
        "about": _about,
        "moved": _moved,
        "newsletter": _letter,
        "newsletter.txt": _letter,
        "newsletter.eml": _letter,
    }
    """What fills each kind of page that is no list."""

    def _page(self, kind: str, path: str, title: str = "", about: str = "", **values: object) -> Page:
        return self._fill(self._view(kind, path, root_of(path), title, about), path, values)

    def _view(self, kind: str, path: str, root: str, title: str = "", about: str = "") -> PageView:
        language = self._site.language
        address = f"{self._top}/{quote(path.removesuffix('index.html'))}" if self._top else ""
        return PageView(kind, title, root, language, direction(language), about, address)

    def _fill(self, page: PageView, path: str, values: Mapping[str, object], layout: str = "") -> Page:
        given = {**values, "page": page, "site": self._site, "assets": self._layouts.assets}
        name = page.kind if "." in page.kind else f"{page.kind}.html"
        return self._layouts.page(layout or name, path, given)


def _letter_link(name: str, words: InterfaceTexts) -> Link:
    """The newsletter of a day such as 2026-06-05, or of a week such as 2026-W23, which its Monday names."""
    year, _, week = name.partition("-W")
    day = date.fromisocalendar(int(year), int(week), 1).isoformat() if week else name
    return Link(words.time(day).text, f"newsletter/{name}", day)


class PlaceView(NamedTuple):
    """A piece of the file and where it went."""

    anchor: str
    """c and the offset at which the piece starts."""
    text: str
    fate: str
    """shown, joined, partial, folded, covered, aside, repeat or kept (no digest holds it); of a file beside
    the story picture or document, where `text` is what the story says of it."""
    why: str
    """For an aside its rule in plain words; empty otherwise."""
    href: str
    statement: str = ""
    """Id of the statement at which it stands; empty where it stands at none."""


class StoryView(Struct, frozen=True):
    """A whole story file."""

    model: Story
    title: str
    name: str
    direction: str
    single: bool
    """Whether its digest has no other source."""
    siglum: str
    """Its letter in a digest with several sources; empty in one of its own."""
    agency: str
    day: DayView | None
    url: str
    outlet_href: str
    digest_title: str
    digest_href: str
    derived: tuple[tuple[str, str], ...]
    places: tuple[PlaceView, ...]
    withheld: bool
    """Whether its words may not be shown."""


def fates(digest: Digest) -> dict[str, dict[int, tuple[str, str]]]:
    """Return what became of each passage of each story, by its start, and at which statement."""
    found: dict[str, dict[int, tuple[str, str]]] = {source.story: {} for source in digest.sources}
    for piece in digest.dropped:
        if piece.reason.startswith("covered by "):
            found[piece.story][piece.start] = "covered", piece.reason[11:]
    for statement in digest.statements:
        for position, one in enumerate(statement.citations):
            known = found[one.story]
            if not position:
                known[one.start] = "shown", statement.id
            elif one.start not in known or known[one.start][0] != "shown":
                fate = "folded" if one.folded else "partial" if one.partial else "joined"
                known[one.start] = fate, statement.id
    return found


def story_view(
    story: Story,
    digest: Digest,
    told: Mapping[int, tuple[str, str]],
    context: Context,
    *,
    words: InterfaceTexts,
    media: Mapping[str, str],
) -> StoryView:
    """Return `story` as its layout needs it; `told` are its `fates` in `digest`."""
    path = lone_file(context.places[story.path])
    root = root_of(path)
    single = len(digest.sources) == 1
    siglum = next(source.siglum for source in digest.sources if source.story == story.path)
    href = link(root, index_file(context.address))
    statements = href if single else link(root, f"{context.address}/{EVIDENCE}")
    places = [
        *((one.start, _sentence(one, told, statements)) for one in story.sentences),
        *((one.start, _aside(one, words)) for one in story.asides),
    ]
    files = [(one.start, _file(one, link(root, media[one.path]))) for one in story.media if one.path in media]
    outlet = context.outlets.get(story.name)
    return StoryView(
        model=story,
        title=story.title or (digest.title if single else story.name),
        name=story.outlet or story.agency or words.report.format(letter=siglum),
        direction=direction(story.language),
        single=single,
        siglum="" if single else siglum,
        agency=story.agency if story.agency and story.agency != story.name else "",
        day=words.day(story.published),
        url=outward(story.url),
        outlet_href=link(root, lone_file(outlet)) if outlet else "",
        digest_title=digest.title,
        digest_href=href,
        derived=derived(story, words),
        places=tuple([place for _, place in sorted([*places, *files])]),
        withheld=bool(places) and not any(place.text for _, place in places),
    )


def _sentence(sentence: Sentence, told: Mapping[int, tuple[str, str]], href: str) -> PlaceView:
    start = sentence.start
    fate = told.get(start)
    if fate is None:
        fate = next((told[each] for each in told if start < each < sentence.end), ("kept", ""))
    kind, statement = fate
    return PlaceView(f"c{start}", sentence.text, kind, "", statement and f"{href}#{statement}", statement)


def _aside(aside: Aside, words: InterfaceTexts) -> PlaceView:
    rule, _, origin = aside.rule.rpartition(" ")
    if rule == "repeat of":
        return PlaceView(f"c{aside.start}", aside.text, "repeat", words.rule(rule), f"#c{origin}")
    return PlaceView(f"c{aside.start}", aside.text, "aside", words.rule(aside.rule), "")


def _file(medium: Medium, href: str) -> PlaceView:
    words = medium.words or ("" if medium.kind == "picture" else medium.path.rpartition("/")[2])
    return PlaceView(f"m{medium.start}", words, medium.kind, "", href)
