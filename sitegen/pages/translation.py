"""What is done to a layout before it is compiled: texts in the site's language, no line breaks for authors.

A text is translated once, when its layout is compiled, and stands in the compiled layout as a constant:
a page costs the same in every language, and a layout that was kept needs no catalogue at all. In a layout
a text is ``{% trans %}...{% endtrans %}`` or ``_("...")``, written out and never in a variable.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

from sitegen.pages.locale import PLACEHOLDER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitegen.pages.locale import Texts

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


def translated(layout: nodes.Template, texts: Texts) -> nodes.Template:
    """`layout` with `texts`; it is changed in place."""
    _Translation(texts).visit(layout)
    return layout


class _Translation(NodeTransformer):
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
            found: nodes.Expr = nodes.Const(self._texts.calendar(words[0]))
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
        if node.name == "number" and not node.args:
            node.args = [nodes.Const(value) for value in self._texts.grouping]
        return node

    def _text(self, name: str, words: Sequence[str], node: nodes.Call) -> nodes.Expr:
        """The text that a call asks for."""
        values = {given.key: _written(given.value) for given in node.kwargs}
        context = words[0] if "p" in name.removesuffix("gettext") else None
        if "n" not in name.removesuffix("gettext"):
            return _filled(self._texts.text(words[-1], context), values)
        number = node.args[-1]
        forms = self._texts.forms(words[-2], words[-1], context)
        values.setdefault("num", _written(number))
        found = _filled(forms.texts[-1], values)
        form = nodes.Filter(number, "plural_form", [nodes.Const(forms.rule)], [], None, None)
        for place in reversed(range(len(forms.texts) - 1)):
            test = nodes.Compare(form, [nodes.Operand("eq", nodes.Const(place))])
            found = nodes.CondExpr(test, _filled(forms.texts[place], values), found)
        return found


def _written(value: nodes.Expr) -> nodes.Expr:
    """A value as it stands in a text: a number in the way of the language."""
    return nodes.Filter(value, "number", [], [], None, None)


def _filled(text: str, values: dict[str, nodes.Expr]) -> nodes.Expr:
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
