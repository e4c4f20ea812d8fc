"""The picture of a digest, for where its address is shared: the headline, the lede and the outlets.

It speaks no language of its own, so it needs no translation. The one font is that of a package, never the
machine's: the same digest gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sitegen.model import Digest

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
    """Return the picture as a PNG file."""
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
