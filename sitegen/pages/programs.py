"""Files of the site for programs and hosts: feeds, pictures, sitemaps, llms.txt, headers, former addresses.

Ids in feeds are made from a digest's own and never from its address, so that a reader knows a digest
again wherever it stands. A feed holds full addresses, so a site has feeds only where it knows its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from hashlib import blake2b
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

import msgspec
from msgspec import Struct

from sitegen.pages.view import link

if TYPE_CHECKING:
    from sitegen.model import Digest
    from sitegen.pages.listing import Entry
    from sitegen.pages.sections import Moved, SitePage
    from sitegen.pages.view import Site

NO_XML = "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010fffd]"
"""Characters that no XML document may hold, or that programs choke on."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
"""When a feed without items was last changed."""

REQUIRED = frozenset({"title", "summary"})
"""What an item of a JSON feed has though it be empty."""

JSON_FEED = "https://jsonfeed.org/version/1.1"


class FeedItem(Struct, frozen=True, gc=False):
    """A digest as it stands in every feed."""

    updated: datetime | None
    atom: str
    """Empty without a time, which Atom has to have."""
    json: bytes


def urn(*keys: str) -> str:
    """A UUID made of `keys`: the same for the same keys, for ever.

    Version 8 of RFC 9562, whose bits are free but for those that say so.

    >>> urn("https://example.org", "1b2c")
    'urn:uuid:a0679038-1a97-8451-8e1f-24f392f2adaa'
    """
    told = "".join(f"{len(key)}:{key}" for key in keys).encode("utf-8", "replace")
    digits = list(blake2b(told, digest_size=16).hexdigest())
    digits[12] = "8"
    digits[16] = "89ab"[int(digits[16], 16) & 3]
    parts = (digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:])
    return "urn:uuid:" + "-".join("".join(part) for part in parts)


def item(entry: Entry, html: str, top: str) -> FeedItem:
    """Return `entry` as it stands in feeds, `html` being what is shown under its headline."""
    published, updated = moment(entry.published), _updated(entry)
    url, ident = _address(top, f"{entry.address}/"), urn("digest", entry.id)
    json = {
        "id": ident,
        "url": url,
        "title": entry.title,
        "content_html": html,
        "summary": entry.lede,
        "date_modified": _rfc3339(updated) if updated else "",
        "language": "" if entry.language == "und" else entry.language,
        "date_published": _rfc3339(published) if published else "",
        "authors": [{"name": name} for name in entry.outlets],
        "tags": [topic.title for topic in entry.topics],
    }
    atom = ""
    if updated:
        by = ", ".join(entry.outlets)
        atom = "".join(
            [
                "<entry>",
                _element("title", entry.title),
                _link("alternate", url),
                _element("id", ident),
                _element("published", published.isoformat()) if published else "",
                _element("updated", updated.isoformat()),
                f"<author>{_element('name', by)}</author>" if by else "",
                _element("summary", entry.lede),
                f'<content type="html">{_fit(html)}</content>',
                *(f"<category term={_quoted(topic.title)}/>" for topic in entry.topics),
                "</entry>\n",
            ]
        )
    told = {key: value for key, value in json.items() if value or key in REQUIRED}
    return FeedItem(updated, atom, msgspec.json.encode(told))


def feed_title(section: SitePage, site: Site) -> str:
    """Return what a feed is called."""
    return f"{section.title} · {site.title}" if section.title else site.title


def atom_feed(section: SitePage, site: Site, top: str, items: Sequence[FeedItem]) -> bytes:
    """Return a feed as Atom (RFC 4287); `top` is the site's full address, without a slash at its end."""
    # A feed's time never goes back.
    updated = max(moment(section.since) or EPOCH, *(item.updated for item in items if item.updated), EPOCH)
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>\n',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={_quoted(site.language)}>\n',
        _element("title", feed_title(section, site)),
        _link("alternate", _address(top, section.feed)),
        _link("self", _address(top, section.path)),
        _element("id", urn("feed", site.base_url or "", section.path)),
        _element("updated", updated.isoformat()),
        f"<author>{_element('name', site.title)}</author>\n",
        *(item.atom for item in items),
        "</feed>\n",
    ]
    return "".join(parts).encode("utf-8", "replace")


def json_feed(section: SitePage, site: Site, top: str, items: Sequence[FeedItem]) -> bytes:
    """Return a feed as JSON Feed 1.1."""
    return msgspec.json.encode(
        {
            "version": JSON_FEED,
            "title": feed_title(section, site),
            "home_page_url": _address(top, section.feed),
            "feed_url": _address(top, section.path),
            "language": site.language,
            "authors": [{"name": site.title}],
            "items": [msgspec.Raw(item.json) for item in items],
        }
    )


def moment(told: str | None) -> datetime | None:
    """The time that a day or a time names, in UTC; a day counts from its beginning. None for anything else.

    >>> moment("2026-03-02"), moment("soon")
    (datetime.datetime(2026, 3, 2, 0, 0, tzinfo=datetime.timezone.utc), None)
    """
    try:
        found = datetime.fromisoformat(told or "")
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def _updated(entry: Entry) -> datetime | None:
    """When the digest's facts changed last, never before it was published; None where no time is known."""
    return max((time for time in (moment(entry.updated), moment(entry.published)) if time), default=None)


def _rfc3339(time: datetime) -> str:
    return time.isoformat().replace("+00:00", "Z")


def _element(name: str, text: str) -> str:
    return f"<{name}>{_fit(text)}</{name}>"


def _link(rel: str, href: str) -> str:
    return f'<link rel="{rel}" href={_quoted(href)}/>'


def _fit(text: str) -> str:
    """`text` as text of an XML document."""
    return escape(_plain(text), quote=False)


def _quoted(text: str) -> str:
    """`text` as the value of an attribute, with its quotation marks."""
    return '"' + _fit(text).replace('"', "&quot;") + '"'


def _plain(text: str) -> str:
    """`text` without what no XML document may hold."""
    return re.sub(NO_XML, "", text)


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
        kept = [("Cache-Control", FOR_EVER)]
        rules += [_rule(f"{top}/search/{folder}/*", kept) for folder in ("fragment", "index")]
    return "\n".join(rules)


def policy(more: dict[str, str]) -> str:
    """The content security policy, some of its parts replaced."""
    return "; ".join(more.get(part, part) for part in POLICY)


_LESS = ("! Content-Security-Policy", "")


def _rule(path: str, lines: list[tuple[str, str]]) -> str:
    told = "".join(f"  {name}: {value}\n" if value else f"  {name}\n" for name, value in lines)
    return f"{path}\n{told}"


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
    return msgspec.json.encode({"schema": 1, "moved": here, "gone": [old for old, new in moved if not new]})


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
    lines = [
        f"- [{_markdown(entry.title)}]({link(root, f'{entry.address}/index.md')})"
        + (f": {entry.published}\n" if entry.published else "\n")
        for entry in entries
    ]
    optional = f"- [index.json]({root}index.json)\n- [about]({root}about/index.html)\n"
    told = f"# {_markdown(title)}\n\n> {TOLD}\n\n## Digests\n\n{''.join(lines)}\n## Optional\n\n{optional}"
    return told.encode("utf-8", "replace")


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
    """The full address of the page in the file `path`."""
    return link(f"{top}/", path.removesuffix("index.html"))


def _markdown(text: str) -> str:
    """`text` on one line with nothing in it that Markdown reads."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


WIDTH, HEIGHT = 1200, 630
"""Pixels; the form in which shared pages are shown widest, at 1.91 to 1."""

MARGIN = 64
"""Pixels around the words. Judgement."""

FONT = "Noto Sans"
HEADLINE, LEDE, SMALL = 60, 36, 26
"""Sizes of the letters: a picture is often shown a third as wide, where the lede still has 12 pixels."""

LEADING = 1.25
"""From line to line, in sizes of the letters. Judgement: as on the pages."""

MOST_LINES, MOST_LEDE = 4, 5
"""Lines of the headline and of the lede at most. Judgement: all of it fits."""

PAPER, INK, SOFT, LINE = "#fdfcfa", "#1d1c1a", "#5b564e", "#d9d3c7"

WIDTHS = {**dict.fromkeys(" .,:;!|'’‘iIjlft()[]", 0.34), **dict.fromkeys("mwMW—@%", 0.95)}
"""Breadth of letters in shares of their size; set so that no line is taken for shorter than it is."""

USUAL, CAPITAL = 0.6, 0.72
"""The same of other letters, small and capital. Judgement: rather too broad."""


def drawn(digest: Digest, site: str) -> bytes:
    """Return the picture of a digest, for where its address is shared, as a PNG file.

    The headline, the lede and the outlets; it speaks no language of its own, so it needs no translation. The
    one font is that of a package, never the machine's: the same digest gives the same bytes.
    """
    import resvg_py  # noqa: PLC0415 - an extra; only a site that wants pictures has it

    return resvg_py.svg_to_bytes(svg_string=svg(digest, site), skip_system_fonts=True, font_files=[_font()])


@cache
def _font() -> str:
    from importlib.resources import files  # noqa: PLC0415 few sites draw pictures

    return str(files("fontpkg_noto_sans") / "files" / "NotoSans[wdth,wght].ttf")


def svg(digest: Digest, site: str) -> str:
    """Return the picture as SVG."""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" font-family="{FONT}">'
    ground = f'<path fill="{PAPER}" d="M0 0h{WIDTH}v{HEIGHT}H0z"/>'
    return "".join([head, ground, *_words(digest), *_foot(digest, site), "</svg>"])


def _words(digest: Digest) -> Iterator[str]:
    """The headline, and as many lines of the lede as there is room for."""
    y = MARGIN
    for line in wrapped(digest.title, HEADLINE, MOST_LINES):
        y += round(HEADLINE * LEADING)
        yield _text(y - 16, HEADLINE, INK, line, weight=700)
    lede = next((one.text for one in digest.statements if one.id == digest.lede), "")
    if lede == digest.title:
        return
    y += LEDE // 2
    room = (HEIGHT - MARGIN - 2 * SMALL - y) // round(LEDE * LEADING)
    for line in wrapped(lede, LEDE, min(MOST_LEDE, room)):
        y += round(LEDE * LEADING)
        yield _text(y, LEDE, INK, line)


def _foot(digest: Digest, site: str) -> Iterator[str]:
    """The site's name, and the outlets as far as there is room."""
    names = dict.fromkeys(name for one in digest.sources if (name := one.outlet or one.agency))
    yield f'<path stroke="{LINE}" stroke-width="2" d="M{MARGIN} {HEIGHT - MARGIN - 40}H{WIDTH - MARGIN}"/>'
    for line in wrapped(f"{site}: {' · '.join(names)}" if names else site, SMALL, 1):
        yield _text(HEIGHT - MARGIN, SMALL, SOFT, line)


def _text(y: int, size: int, colour: str, text: str, *, weight: int = 400) -> str:
    return (
        f'<text x="{MARGIN}" y="{y}" font-size="{size}" font-weight="{weight}" fill="{colour}">'
        f"{escape(text)}</text>"
    )


def covered(text: str) -> bool:
    """Whether the font has every letter of `text`: Latin, Greek, Cyrillic and the usual signs.

    >>> covered("Crane falls: “two hurt”"), covered("漁船"), covered("سفينة")
    (True, False, False)
    """
    return all(
        "\u0020" <= char <= "\u052f" or "\u1e00" <= char <= "\u1fff" or char in "–—‘’‚“”„†‡•…‰′″‹›€№™·"
        for char in text
    )


def wrapped(text: str, size: int, most: int) -> tuple[str, ...]:
    """Return at most `most` lines that fit, cut where there is more; none where the font lacks a letter."""
    room = (WIDTH - 2 * MARGIN) / size
    lines: list[str] = []
    for word in text.split() if most > 0 and covered(text) else ():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _breadth(longer) <= room:
            lines[-1] = longer
        elif len(lines) < most:
            lines.append(word[: int(room)])
        else:
            lines[-1] = lines[-1].rstrip(" ,;:·–—-") + " …"
            break
    return tuple(lines)


def _breadth(text: str) -> float:
    return sum(WIDTHS.get(char, CAPITAL if char.isupper() else USUAL) for char in text)
