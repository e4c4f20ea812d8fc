"""The picture of a digest, for where its address is shared: the headline over the facts and their sources.

Each column of dots is a fact, each row a source with its letter and the number of its facts; a full dot says
it, a ring says it in other words or in part, and a fact on which the sources may differ stands out. It speaks
no language of its own, so it needs no translation. The one font is that of a package, never the machine's:
the same digest gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sitegen.model import Citation, Digest

WIDTH, HEIGHT = 1200, 630
"""Pixels; the form in which shared pages are shown widest."""

MARGIN = 64
SIDE = 60
"""Room left of the dots for a source's letter, and right of them for the number of its facts."""

FONT = "Noto Sans"
HEADLINE, LINE, LINES = 56, 70, 4
"""Size of the headline's letters, from line to line, and how many lines fit."""

MOST_FACTS, MOST_SOURCES = 60, 12
"""What fits with dots that can still be told apart on a phone."""

PAPER, INK, SOFT, LOUD = "#fbfaf7", "#1d2733", "#5d6b7a", "#b3261e"

WIDTHS = {**dict.fromkeys(" .,:;!|'’‘iIjlft()[]", 0.34), **dict.fromkeys("mwMW—@%", 0.95)}
"""Breadth of letters in shares of their size; set so that no line is taken for shorter than it is."""

USUAL, CAPITAL = 0.6, 0.72


def drawn(digest: Digest, site: str) -> bytes:
    """The picture as a PNG file."""
    import resvg_py  # noqa: PLC0415 - an extra; only a site that wants pictures has it

    return resvg_py.svg_to_bytes(svg_string=svg(digest, site), skip_system_fonts=True, font_files=[_font()])


@cache
def _font() -> str:
    from importlib.resources import files  # noqa: PLC0415 few sites draw pictures

    return str(files("fontpkg_noto_sans") / "files" / "NotoSans[wdth,wght].ttf")


def svg(digest: Digest, site: str) -> str:
    """The picture as SVG."""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" font-family="{FONT}">'
    ground = f'<path fill="{PAPER}" d="M0 0h{WIDTH}v{HEIGHT}H0z"/>'
    lines = wrapped(digest.title)
    parts = [head, ground, *_headline(lines), *_name(site), *_grid(digest, _below(lines)), "</svg>"]
    return "".join(parts)


def _below(lines: tuple[str, ...]) -> int:
    """Where the dots begin."""
    return MARGIN + 70 + LINE * len(lines)


def _name(site: str) -> Iterator[str]:
    if covered(site):
        yield _text(MARGIN, MARGIN + 6, 26, SOFT, site)


def _headline(lines: tuple[str, ...]) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield _text(MARGIN, MARGIN + 76 + LINE * number, HEADLINE, INK, line)


def _text(x: int, y: int, size: int, colour: str, text: str) -> str:
    return f'<text x="{x}" y="{y}" font-size="{size}" fill="{colour}">{escape(text)}</text>'


def _grid(digest: Digest, top: int) -> Iterator[str]:
    """A row of dots for each source under its letter, a column for each fact."""
    sources = digest.sources[:MOST_SOURCES]
    facts = digest.statements[:MOST_FACTS]
    doubtful = {side.statement for difference in digest.differences for side in difference.sides}
    down = min(56.0, (HEIGHT - MARGIN - top) / max(1, len(sources)))
    across = min(56.0, (WIDTH - 2 * MARGIN - 2 * SIDE) / max(1, len(facts)))
    radius = round(min(down, across) * 0.38, 1)
    for row, source in enumerate(sources):
        y = round(top + down * (row + 0.5), 1)
        size = min(26, int(down * 0.7))
        yield _text(MARGIN, int(y + size * 0.36), size, SOFT, source.siglum)
        number = sum(_says(fact.citations, source.story) is not None for fact in digest.statements)
        yield _text(WIDTH - MARGIN - SIDE + 16, int(y + size * 0.36), size, SOFT, str(number))
        for column, fact in enumerate(facts):
            full = _says(fact.citations, source.story)
            if full is not None:
                x = round(MARGIN + SIDE + across * (column + 0.5), 1)
                yield _dot(x, y, radius, LOUD if fact.id in doubtful else INK, full=full)


def _says(citations: tuple[Citation, ...], story: str) -> bool | None:
    """Whether a story says all of a fact in the same words; None where it does not say it."""
    own = [citation for citation in citations if citation.story == story]
    return any(not citation.partial and not citation.folded for citation in own) if own else None


def _dot(x: float, y: float, radius: float, colour: str, *, full: bool) -> str:
    if full:
        return f'<circle cx="{x}" cy="{y}" r="{radius}" fill="{colour}"/>'
    inner, stroke = round(radius * 0.78, 1), round(radius * 0.36, 1)
    return f'<circle cx="{x}" cy="{y}" r="{inner}" fill="none" stroke="{colour}" stroke-width="{stroke}"/>'


def covered(text: str) -> bool:
    """Whether the font has every letter of `text`: Latin, Greek, Cyrillic and the usual signs.

    >>> covered("Crane falls: “two hurt”"), covered("漁船"), covered("سفينة")
    (True, False, False)
    """
    return all(
        "\u0020" <= char <= "\u052f" or "\u1e00" <= char <= "\u1fff" or char in "–—‘’‚“”„†‡•…‰′″‹›€№™"
        for char in text
    )


def wrapped(title: str) -> tuple[str, ...]:
    """`title` in lines that fit, the last one cut where there is more; none where the font lacks a letter."""
    room = (WIDTH - 2 * MARGIN) / HEADLINE
    lines: list[str] = []
    for word in title.split() if covered(title) else ():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _breadth(longer) <= room:
            lines[-1] = longer
        elif len(lines) < LINES:
            lines.append(word[:28])
        else:
            lines[-1] = f"{lines[-1]} …"
            break
    return tuple(lines)


def _breadth(text: str) -> float:
    return sum(WIDTHS.get(char, CAPITAL if char.isupper() else USUAL) for char in text)
