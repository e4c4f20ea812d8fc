"""What notes programs and site generators write beyond Markdown, read as their readers see it.

Marks are covered by a character that no text has, one for one, so that every place stays what it is; the
units lose it again. What nobody reads there (comments, commands, embedded files) becomes units of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence

from sitegen.model import Unit
from sitegen.read.mapped import MappedText, runs

COVER = "\ufdd0"
"""Stands where a mark stood: a code point that Unicode never gives to a character."""

_CODE = re.compile(
    r"^[ \t]*(`{3,}+|~{3,}+)[^\n]*\n(?:(?!^[ \t]*\1).*\n)*(?:^[ \t]*\1[^\n]*$)?"
    r"|(?<!`)(`{1,3})(?!`)[^\n]+?\2(?!`)",
    re.MULTILINE,
)
_COMMENTS = re.compile(
    r"<!--(?:[\s\S]*?-->|[\s\S]*\Z)"
    r"|^[ \t]*%%[ \t]*$(?:[\s\S]*?^[ \t]*%%[ \t]*$|[\s\S]*\Z)"
    r"|^[ \t]*>[ \t]*\[!(?:private|secret|internal|confidential)[^\]\n]*\][^\n]*(?:\n[ \t]*>[^\n]*)*"
    r"|%%(?:(?!\n[ \t]*\n)[\s\S])*?%%|^[ \t]*%%[\s\S]*?%%"
    r"|\{>>[\s\S]{0,3000}?<<\}|\{%-?[ \t]*comment\b[\s\S]{0,9000}?endcomment[ \t]*-?%\}"
    r"|\{\{[</%-]*/\*[\s\S]{0,3000}?\*/[>%-]*\}\}|\{/\*[\s\S]{0,3000}?\*/\}|\{#[ \t\n][\s\S]{0,3000}?#\}"
    r"|\{::comment\}(?:(?!\{::comment\})[\s\S]){0,9000}?\{:/(?:comment)?\}"
    r"|^[ \t]*#\+BEGIN_COMMENT[\s\S]{0,9000}?#\+END_COMMENT"
    r"|^[ \t]*\[(?://|comment|_comment|#)\]:[ \t]*(?:#|<>)[ \t]*[^\n]*$",
    re.MULTILINE | re.IGNORECASE,
)
_MARKS = re.compile(
    r"""(?P<embed>!\[\[[^\[\]\n]{1,300}\]\])
    |(?P<picture>!\[(?P<alt>(?:[^\[\]\\]|\\.){0,2000})\]
        (?:\((?:<[^<>\n]*>|[^\s()]*(?:\([^\s()]*\))?)(?:\s+(?:"(?P<title>[^"]*)"|'(?P<title2>[^']*)'))?\s*\)|\[[^\[\]\n]*\]))
    |\[\[(?P<target>[^\[\]|\n#^]*)(?:[#^]++(?P<part>[^\[\]|\n]*))?(?:\\?\|(?P<words>[^\[\]\n]+))?\]\]
    |(?P<footnote>\[\^[^\]\s]{1,60}\]:?)|\^\[(?P<inline>[^\[\]\n]+)\]
    |==(?P<marked>[^=\s](?:[^=\n]*[^=\s])?)==
    |(?P<struck>~~(?=\S)[^~\n]+~~|(?<![\w~])~(?=[^\s~])[^~\n]{1,200}(?<=[^\s~])~(?![\w~])|<(?P<tag>del|s|strike)>[\s\S]{0,500}?</(?P=tag)>|\{--[\s\S]{0,500}?--\})
    |\{~~(?P<old>[^~{}]*)~>(?P<new>[^~{}]*)~~\}|\{(?P<sign>\+\+|==)(?P<added>[\s\S]{0,500}?)(?P=sign)\}
    |(?P<hidden><(?P<element>span|div|p)\b[^<>]*(?:\bhidden\b|display:\s*none)[^<>]*>[\s\S]{0,500}?
        </(?P=element)>)
    |^[ \t]*(?:>[ \t]*)+(?P<callout>\[!\w[\w/ -]*\][-+]?)(?P<heading>[^\n]*)$
    |^[ \t]*(?:[-*+]|\d+[.)])[ \t]+(?P<task>\[[ xX/>-]\])[ \t]
    |(?P<block>(?:^|(?<=[ \t]))\^[A-Za-z0-9-]+[ \t]*$)
    |(?P<command>\{\{[<%]?[^{}\n]*[>%]?\}\}|\{%[^{}\n]*%\}|\{[:.\#][^{}\n]*\}
        |^[ \t]*:{3,}[^\n]*$
        |^\[\[?_?toc_?\]?\][ \t]*$
        |^[ \t]*\([\w-]+\)=[ \t]*$|\(\([A-Za-z0-9][\w-]{7,}\)\)|(?<![\w:]):[a-z][a-z_]{2,30}:(?![\w:])
        |^[ \t]*(?:[-*+][ \t]+)?(?-i:[a-z])[\w-]*(?:[ ][\w-]+){0,2}::(?:[ \t][^\n]*)?$
        |[\[(][\w -]{1,40}::[ ][^\[\]()\n]*[\])]
        |\{[\w-]+\}(?=`)|(?<=\))\{[^{}\n]*\}|(?<=\])\{[^{}\n]*\}
        |\[/?(?:gallery|caption|embed|playlist|audio|video|contact-form|shortcode|more)\b[^\[\]\n]*\]
        |\[(?P<name>[a-z][\w-]*)\](?=[\s\S]{0,4000}?\[/(?P=name)\])
        |\[[a-z][\w-]*(?:[ ]+[\w-]+=(?:"[^"\n]*"|'[^'\n]*'))+[ ]*/?\]|\[/[a-z][\w-]*\]
        |^(?:import|export)[ ][^\n]*\bfrom[ ]+["'][^"'\n]+["'];?[ \t]*$
)
    |(?P<box>^[ \t]*(?:!!!|\?\?\?\+?)[ \t]+\w[^\n]*$)(?P<boxed>(?:\n(?:[ ]{4}[^\n]*|[ \t]*(?=\n)))*)
    |(?<![\w$\\])\$(?P<formula>(?=[^\s$])[^$\n]*[=\\^_][^$\n]*(?<=[^\s$]))\$(?![\w$])""",
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)
_SIGNS = (
    *("[[", "![", "[^", "^", "==", "~", "{", "((", ")=", "[!", "::", "<del", "<s", "[gallery", "[caption"),
    *("[toc", "[/", "[embed", "!!!", "???"),
    *(" :", "\n:", "- [", "* [", "<div ", "<p ", "import ", "export ", '="', "='"),
)


_COMMENT_SIGNS = ("<!--", "[!", "%%", "{", "]: ", "#+BEGIN")
_MAY_COMMENT = "<%{]+!"
"""A character of each sign of a comment; to look for one is ten times quicker than for several."""

_MAY_SIGN = "[^={~<$"
_LONGER_SIGNS = (
    ("!", ("!!!",)),
    ("?", ("???",)),
    ("(", ("((",)),
    (":", ("::", " :", "\n:")),
    ("p", ("port ",)),
)
"""A character or, behind one of its characters, a piece of every sign; a story mostly has none of it."""


class _Covering:
    """A text with its marks covered, in the making."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._parts: list[str] = []
        self._position = 0
        self.units: list[Unit] = []

    def cover(self, start: int, end: int, *, whole: bool = True) -> None:
        """Cover a span; a line of which nothing else is left becomes blank, if a `whole` mark is covered."""
        if start < self._position:
            return
        self._parts.append(self._text[self._position : start])
        before = self._text[self._text.rfind("\n", 0, start) + 1 : start].strip(" \t>")
        behind = self._text[end : _line_end(self._text, end)].strip()
        mark = " " if whole and not before and not behind else COVER
        self._parts.append("".join(char if char in "\r\n" else mark for char in self._text[start:end]))
        self._position = end

    def aside(self, start: int, end: int, kind: str) -> None:
        """Cover a span and keep its words, line by line, as units of a kind."""
        self.cover(start, end)
        self.units.extend(_lines(self._text, start, end, kind))

    def whole(self) -> str:
        """The text as it is now."""
        return "".join((*self._parts, self._text[self._position :]))


def covered(text: str, start: int = 0) -> tuple[str, list[Unit]]:
    """Return `text` with what its readers do not see covered from `start` on, and the units of that.

    >>> covered("Say [[Una Holm|Una]]. %% ask her %%")[0].replace(COVER, "")
    'Say Una. '
    """
    if COVER in text:
        return text, []
    hidden: list[Unit] = []
    body = text[start:]
    if any(map(body.__contains__, _MAY_COMMENT)) and any(map(body.__contains__, _COMMENT_SIGNS)):
        text, hidden = _pass(text, start, _COMMENTS, _comment)
    if _may_hold_sign(body) and (any(map(body.__contains__, _SIGNS)) or _may_hold_formula(body)):
        text, seen = _pass(text, start, _MARKS, _mark)
        hidden += seen
    return text, sorted(hidden, key=lambda unit: unit.segments[0][1])


def _may_hold_sign(body: str) -> bool:
    """Whether a text has what every mark of a note holds."""
    return any(map(body.__contains__, _MAY_SIGN)) or any(
        mark in body and any(map(body.__contains__, pieces)) for mark, pieces in _LONGER_SIGNS
    )


def _may_hold_formula(body: str) -> bool:
    """Whether a text has a dollar sign for something else than money."""
    return "$" in body and any(map(body.__contains__, "=\\^_"))


def comments_covered(text: str, start: int = 0) -> tuple[str, list[Unit]]:
    """Return `text` with the comments of web pages in it covered, and their units."""
    if ("<!--" not in text and "#+BEGIN_COMMENT" not in text) or COVER in text:
        return text, []
    return _pass(text, start, _COMMENTS, _web_comment)


def unread(text: str) -> list[tuple[int, int]]:
    """Return the spans that are code or comments."""
    return [match.span() for pattern in (_CODE, _COMMENTS) for match in pattern.finditer(text)]


def never_closed(text: str, hidden: Sequence[Unit]) -> int:
    """Return where the comment opens that nothing closes, or -1."""
    opened = text.rfind("<!--") if hidden else -1
    if opened < 0 or text.find("-->", opened) >= 0:
        return -1
    return opened if any(unit.kind == "comment" and unit.segments[-1][1] >= opened for unit in hidden) else -1


def _pass(
    text: str, start: int, pattern: re.Pattern[str], take: Callable[[_Covering, re.Match[str]], None]
) -> tuple[str, list[Unit]]:
    """The text with every match of a pattern outside of code taken."""
    code = (
        [(match.start(), match.end()) for match in _CODE.finditer(text, start)]
        if "`" in text or "~~~" in text
        else []
    )
    covering = _Covering(text)
    position = start
    while match := pattern.search(text, position):
        inside = _inside(code, match.start())
        if inside >= 0:
            position = max(inside, match.start() + 1)
            continue
        take(covering, match)
        position = max(match.end(), match.start() + 1)
    return covering.whole(), covering.units


def _inside(code: Sequence[tuple[int, int]], place: int) -> int:
    """Where the code ends in which a place lies, or -1."""
    index = bisect_right(code, (place, len(code) and 1 << 60)) - 1
    return code[index][1] if index >= 0 and code[index][0] <= place < code[index][1] else -1


def _comment(covering: _Covering, match: re.Match[str]) -> None:
    covering.aside(match.start(), match.end(), "comment")


def _web_comment(covering: _Covering, match: re.Match[str]) -> None:
    if match[0].lstrip().startswith(("<!--", "#+")):
        covering.aside(match.start(), match.end(), "comment")


def _mark(covering: _Covering, match: re.Match[str]) -> None:
    """Cover the marks of one match and leave what its readers see."""
    start, end = match.span()
    for name in ("embed", "command", "block"):
        if match[name] is not None:
            return covering.aside(*match.span(name), "markup")
    if match["box"] is not None:
        return _box(covering, match)
    for name in ("struck", "hidden"):
        if match[name] is not None:
            return covering.aside(start, end, name)
    if match["picture"] is not None:
        covering.cover(start, end)
        covering.units.extend(_words_of_picture(match))
    elif match["callout"] is not None:
        covering.cover(match.start("callout"), end)
        covering.units.extend(_lines(match.string, *match.span("heading"), "heading"))
    elif match["inline"] is not None:
        covering.aside(start, end, "paragraph")
        covering.units[-1:] = _lines(match.string, *match.span("inline"), "paragraph")
    elif match["old"] is not None:
        covering.cover(start, match.start("new"))
        covering.units.extend(_lines(match.string, *match.span("old"), "struck"))
        covering.cover(match.end("new"), end)
    else:
        _leave(covering, match)
    return None


def _box(covering: _Covering, match: re.Match[str]) -> None:
    """Cover the head of a box, and the indents of what stands in it."""
    covering.aside(*match.span("box"), "markup")
    indents = re.compile(r"^ {4}(?=[^ \n])", re.MULTILINE)
    for indent in indents.finditer(match.string, *match.span("boxed")):
        covering.cover(*indent.span(), whole=False)


def _leave(covering: _Covering, match: re.Match[str]) -> None:
    """Cover a match but for the words it shows."""
    start, end = match.span()
    shown = next((name for name in ("words", "marked", "added", "formula") if match[name] is not None), "")
    if match["footnote"] is not None or match["task"] is not None:
        name = "footnote" if match["footnote"] is not None else "task"
        covering.cover(*match.span(name))
        return
    if not shown and match["target"] is not None:
        shown = "target" if match["target"] or match["part"] is None else "part"
    covering.cover(start, match.start(shown))
    covering.cover(match.end(shown), end)


def _words_of_picture(match: re.Match[str]) -> Iterator[Unit]:
    """What a picture shows and what is said over it."""
    seen = set()
    for name in ("alt", "title", "title2"):
        words = (match[name] or "").split("|")[0]
        if words.strip() and words.strip() not in seen and any(map(str.isalpha, words)):
            seen.add(words.strip())
            start = match.start(name)
            yield from _lines(match.string, start, start + len(words), "caption")


def _lines(text: str, start: int, end: int, kind: str) -> Iterator[Unit]:
    """The lines of a span as units, what is covered in them apart."""
    for match in re.compile(r"[^\r\n]+").finditer(text, start, end):
        words = match[0].strip(f" \t{COVER}>")
        if words:
            unit = Unit(words, ((0, match.start() + match[0].index(words), -1),), kind)
            yield uncovered(unit) or unit


def _line_end(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end


def laid_open(units: Iterable[Unit], hidden: Sequence[Unit]) -> list[Unit]:
    """Return the units without the cover, and among them by their place those of what was covered."""
    shown = [found for unit in units if (found := uncovered(unit))]
    return sorted((*shown, *hidden), key=lambda unit: unit.segments[0][1]) if hidden else shown


def uncovered(unit: Unit) -> Unit | None:
    """Return a unit without the cover and the blank that it leaves double; None if nothing is left."""
    if COVER not in unit.text:
        return unit
    made = MappedText()
    for text, place, length in runs(unit):
        for run in _UNCOVERED.finditer(text):
            words, start = run[0], run.start()
            if words[0] == " " and (not made.parts or made.parts[-1][-1] == " "):
                words, start = words[1:], start + 1
            made.add(words, place + (start if length < 0 else 0), length)
    return made.instead_of(unit)


_UNCOVERED = re.compile(f"[^{COVER}]+")
