"""The pages' own words in the site's language: its texts, and how it writes days, numbers and plurals.

The texts of the layouts are English; a catalogue (``de.po``) has them in another language. A text that no
catalogue has stays English. Which day and number forms a language has, Babel knows. A text is translated
once, when its layout is compiled, and stands in the compiled layout as a constant: a page costs the same in
every language, and a layout that was kept needs no catalogue at all. In a layout a text is
``{% trans %}...{% endtrans %}`` or ``_("...")``, written out and never in a variable.
"""

from __future__ import annotations

import re
from functools import lru_cache
from gettext import c2py
from hashlib import blake2b
from pkgutil import get_data
from typing import TYPE_CHECKING

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

from sitegen import LayoutError
from sitegen.model import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from babel import Locale
    from babel.dates import DateTimePattern
    from babel.messages.catalog import Catalog


ARGUMENTS = {"_": 1, "gettext": 1, "pgettext": 2, "ngettext": 2, "npgettext": 3}
"""How many written texts each function takes: the context where it has one, then the English."""


BLOCKS = (
    "html|head|body|meta|link|title|script|header|nav|main|footer|article|section|div|p|h[1-6]|ul|ol|li"
    "|dl|dt|dd|table|thead|tbody|tr|th|td|figure|details|summary|form"
)
"""Elements around which a browser shows no line break of the file."""

_BEFORE = re.compile(rf"(?<!\s)(?=[^\S\n]*\n)\s++(?=</?(?:{BLOCKS})\b)")
_BEHIND = re.compile(rf"(</?(?:{BLOCKS})\b[^<>]*>)\s*\n\s*")
_KEPT = re.compile(r"<(pre|textarea|style|script)\b")


class Translation(NodeTransformer):
    """Puts a constant, or constants around values, in the place of each call for a text."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def visit_Output(self, node: nodes.Output) -> nodes.Output:  # noqa: N802 - Jinja2's name for it
        """The parts of a text go out one by one."""
        self.generic_visit(node)
        node.nodes = [part for one in node.nodes for part in _parts(one)]
        return node

    def visit_Call(self, node: nodes.Call) -> nodes.Expr:  # noqa: N802
        """What a call for a text or for the calendar gives; any other call as it is."""
        self.generic_visit(node)
        name = node.node.name if isinstance(node.node, nodes.Name) else ""
        words = [one.value for one in node.args if isinstance(one, nodes.Const) and type(one.value) is str]
        if name == "calendar" and len(words) == 1:
            found: nodes.Expr = nodes.Const(calendar(self._texts.language)[words[0]])
        elif name in ARGUMENTS and len(words) == ARGUMENTS[name]:
            found = self._text(name, words, node)
        else:
            return node
        if node.environment:
            found.set_environment(node.environment)
        found.set_lineno(node.lineno)
        return found

    def visit_Filter(self, node: nodes.Filter) -> nodes.Filter:  # noqa: N802
        """How numbers are written, told to what writes them."""
        self.generic_visit(node)
        return self._written(node.node) if node.name == "number" and node.node and not node.args else node

    def _text(self, name: str, words: Sequence[str], node: nodes.Call) -> nodes.Expr:
        """The text that a call asks for."""
        values = {given.key: self._written(given.value) for given in node.kwargs}
        context = words[0] if "p" in name.removesuffix("gettext") else None
        if "n" not in name.removesuffix("gettext"):
            return _filled(self._texts.text(words[-1], context), values)
        number = node.args[-1]
        forms, rule = self._texts.forms(words[-2], words[-1], context)
        values.setdefault("num", self._written(number))
        found = _filled(forms[-1], values)
        form = nodes.Filter(number, "plural_form", [nodes.Const(rule)], [], None, None)
        for place, text in reversed([*enumerate(forms[:-1])]):
            test = nodes.Compare(form, [nodes.Operand("eq", nodes.Const(place))])
            found = nodes.CondExpr(test, _filled(text, values), found)
        return found

    def _written(self, value: nodes.Expr) -> nodes.Filter:
        """A value as it stands in a text: a number in the way of the language."""
        given: list[nodes.Expr] = [nodes.Const(each) for each in grouping(self._texts.language)]
        return nodes.Filter(value, "number", given, [], None, None)


def _filled(text: str, values: Mapping[str, nodes.Expr]) -> nodes.Expr:
    """`text` with the values at its placeholders."""
    cut = PLACEHOLDER.split(text)
    parts: list[nodes.Expr] = []
    for place, piece in enumerate(cut):
        if place % 2:
            parts.append(values[piece] if piece in values else nodes.Name(piece, "load"))
        elif piece:
            parts.append(nodes.TemplateData(piece.replace("%%", "%")))
    return parts[0] if len(parts) == 1 and isinstance(parts[0], nodes.TemplateData) else nodes.Concat(parts)


def _parts(node: nodes.Expr) -> list[nodes.Expr]:
    """What goes out for `node`, in order."""
    return node.nodes if isinstance(node, nodes.Concat) else [node]


def compacted(layout: nodes.Template) -> nodes.Template:
    """Return `layout` without line breaks before and behind blocks; one that keeps its blanks as it is.

    The words of stories are values of a layout and are never touched; nor is what stands inside a line.
    """
    texts = list(layout.find_all(nodes.TemplateData))
    if not any(found[1] != "script" for text in texts for found in _KEPT.finditer(text.data)):
        for text in texts:
            text.data = _BEHIND.sub(r"\1", _BEFORE.sub("", text.data))
    return layout


ENGLISH = "n != 1"
"""When English takes the second form, as gettext writes it."""

REGIONS = {"en": "en_GB"}
"""The region whose dates stand for a language where the site names none and CLDR has another one in mind."""

GROUPED = 1000
"""From here on a number's digits are grouped, as CLDR has it for most languages."""

PLACEHOLDER = re.compile(r"%\((\w+)\)s")
"""Where a value stands in a text."""


class Texts:
    """The texts of one language.

    Raises:
        LayoutError: a catalogue of the site cannot be read.
    """

    def __init__(self, language: str, own: Mapping[str, str]) -> None:
        """`own` are the catalogues of the site by the name of their file; they count before the packaged."""
        self.language = language
        self._sources = tuple(_sources(language, own))

    @property
    def speaks(self) -> bool:
        """Whether there is a catalogue of this language; English needs none."""
        return bool(self._sources) or self.language.partition("-")[0] == "en"

    @property
    def key(self) -> str:
        """Another one for another language or other texts."""
        state = blake2b(self.language.encode(), digest_size=8)
        for _, text in self._sources:
            state.update(b"%d:" % len(text) + text)
        return state.hexdigest()

    def text(self, english: str, context: str | None = None) -> str:
        """`english` in this language, with the same placeholders."""
        found = self._message(english, context)[0]
        return found if found and isinstance(found, str) and _fits(found, english) else english

    def forms(self, one: str, more: str, context: str | None = None) -> tuple[tuple[str, ...], str]:
        """Return the forms of a text that English says as `one` or as `more`, and which a number takes.

        That is the place among them, as gettext writes it.
        """
        found, rule = self._message(one, context)
        if isinstance(found, (tuple, list)) and all(form and _fits(form, more) for form in found):
            return tuple(found), rule
        return (one, more), ENGLISH

    def _message(self, english: str, context: str | None) -> tuple[str | Sequence[str], str]:
        """What the first catalogue that has a text says, and the rule of its plurals."""
        for catalogue in self._catalogues:
            message = catalogue.get(english, context)
            if message and message.string and not message.fuzzy:
                return message.string, catalogue.plural_expr
        return "", ENGLISH

    @lazy
    def _catalogues(self) -> list[Catalog]:
        return [_read(name, text) for name, text in self._sources]


def _sources(language: str, own: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of the catalogues that speak `language`, the one that counts first first."""
    names = [f"{tag}.po" for tag in dict.fromkeys((language, language.partition("-")[0]))]
    for name in names:
        if name in own:
            yield f"layouts/{name}", own[name].encode()
    for name in names:
        try:
            packaged = get_data("sitegen", f"texts/{name}")
        except OSError:
            continue
        if packaged:
            yield name, packaged


def _read(name: str, text: bytes) -> Catalog:
    from babel.messages.pofile import PoFileError, read_po  # noqa: PLC0415 only a layout that is compiled asks

    try:
        return read_po(text.splitlines(keepends=True), abort_invalid=True)
    except (PoFileError, ValueError) as error:
        raise LayoutError(f"{name}: is no catalogue of texts: {error}") from error


def _fits(text: str, english: str) -> bool:
    """Whether `text` asks for no value that `english` is not given."""
    return set(PLACEHOLDER.findall(text)) <= set(PLACEHOLDER.findall(english))


@lru_cache(maxsize=4096)
def plural_form(number: int, rule: str) -> int:
    """Which form a number takes by `rule`.

    >>> plural_form(1, ENGLISH), plural_form(7, ENGLISH)
    (0, 1)
    """
    return int(_rule(rule)(number))


_rule = lru_cache(maxsize=16)(c2py)


def number(value: object, blank: str = "", least: int = 0, *, language: str) -> object:
    """A whole number as `language` writes it; all else as it is.

    Layouts give `blank`, what stands between each three digits, and `least`, the number from which it does
    (see `grouping`), so that a page with a number needs no Babel; without them Babel is asked.

    >>> number(12345, language="de"), number(12345, ".", 1000, language="de"), number("x", language="en")
    ('12.345', '12.345', 'x')
    """
    if type(value) is not int or -GROUPED < value < GROUPED:
        return value
    if not least:
        return _grouped(value, language)
    return f"{value:,}".replace(",", blank) if not -least < value < least else str(value)


@lru_cache(maxsize=16)
def grouping(language: str) -> tuple[str, int]:
    """What stands between each three digits of a number, and from which number on; 0 where it is not so easy.

    >>> grouping("de"), grouping("hi")
    (('.', 1000), ('', 0))
    """
    found = re.fullmatch(r"1(?P<blank>\D+)234(?P=blank)567", _grouped(1_234_567, language))
    if not found:
        return "", 0
    return found[1], GROUPED if found[1] in _grouped(GROUPED, language) else 10 * GROUPED


@lru_cache(maxsize=4096)
def _grouped(value: int, language: str) -> str:
    from babel.numbers import format_decimal  # noqa: PLC0415 only a layout that is compiled asks

    return format_decimal(value, locale=locale(language))


@lru_cache(maxsize=16)
def locale(language: str) -> Locale:
    """What Babel knows of `language`, else of what stands before its hyphen, else of English."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 only a layout that is compiled asks

    for name in (REGIONS.get(language, language), language.partition("-")[0]):
        try:
            return Locale.parse(name.replace("-", "_"))
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse(REGIONS["en"])


@lru_cache(maxsize=16)
def calendar(language: str) -> dict[str, str | tuple[str, ...]]:
    """The form of a written day and the names that stand in it.

    >>> calendar("pt")["date"]
    '{day} de {month} de {year}'
    """
    known = locale(language)
    months, weekdays = known.months["format"]["wide"], known.days["format"]["wide"]
    return {
        "date": _form(known, known.date_formats["long"]),
        "month": _form(known, known.datetime_skeletons["yMMMM"]),
        "months": tuple(months[number] for number in range(1, 13)),
        "weekdays": tuple(weekdays[number] for number in range(7)),
    }


def _form(known: Locale, pattern: DateTimePattern) -> str:
    """A form of CLDR with our names for its parts."""
    era = known.eras["abbreviated"][1]
    day = {"d": "{day}", "dd": "{day:02}"}
    month = dict.fromkeys(("MMM", "MMMM", "LLLL"), "{month}") | dict.fromkeys(("M", "L"), "{number}")
    form: str = str(pattern.format) % {**day, **month, "y": "{year}", "G": era}
    return form
