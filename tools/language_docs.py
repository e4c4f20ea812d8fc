"""Writes the end of docs/languages.md: what each language file has, and what its entries mean.

``python tools/language_docs.py``. Meanings are read from the docstrings of `sitegen.languages.sections`.
"""

from __future__ import annotations

import ast
import sys
from functools import cache
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from sitegen.languages import ABILITIES, KINDS, codes, language, missing  # noqa: E402

FILE = ROOT / "docs" / "languages.md"
SCHEMA = ROOT / "sitegen" / "languages" / "sections.py"
MARK = "<!-- What follows is written by tools/language_docs.py. -->"


def written() -> str:
    """The whole text of docs/languages.md."""
    head = FILE.read_text("utf-8").partition(MARK)[0]
    return f"{head}{MARK}\n\n{_abilities()}\n{_forms()}\n{_sections()}"


def _abilities() -> str:
    """A table of what can be done with stories of each language."""
    rows = sorted((len(missing(code)), language(code).title.name, code) for code in codes())
    lines = ["| | " + " | ".join(ABILITIES) + " |", "| --- |" + " :-: |" * len(ABILITIES)]
    for _, name, code in rows:
        lacks = missing(code)
        marks = " | ".join("" if ability in lacks else "✓" for ability in ABILITIES)
        lines.append(f"| {name} `{code}` | {marks} |")
    return "\n".join(lines) + "\n"


def _forms() -> str:
    """How each form of entry is written."""
    rest = {"Alternative", "Section", *(kind.__name__ for kind in KINDS.values())}
    lines = ["### How an entry is written", ""]
    lines += [f"- `{name}`: {doc}" for name, (doc, _) in _classes().items() if name not in rest]
    return "\n".join(lines) + "\n"


def _sections() -> str:
    """Every section with its entries."""
    found = _classes()
    lines = ["### Sections and entries", ""]
    for name, kind in KINDS.items():
        doc, entries = found[kind.__name__]
        having = [code for code in codes() if name in language(code).given]
        lines += [
            f"#### `[{name}]`" if name != "title" else "#### At the head",
            "",
            f"{doc} In: {_few(having)}.",
            "",
        ]
        lines += [f"- `{entry}` ({form}): {meaning}" for entry, form, meaning in entries]
        lines.append("")
    return "\n".join(lines)


def _few(having: list[str]) -> str:
    """The codes, or how many lack them where that is shorter."""
    rest = [code for code in codes() if code not in having]
    if not rest:
        return "all"
    return "all but " + " ".join(rest) if len(rest) < len(having) // 2 else " ".join(having) or "`mul.toml`"


@cache
def _classes() -> dict[str, tuple[str, list[tuple[str, str, str]]]]:
    """Every form and section: its docstring, and name, form and meaning of its entries."""
    source = SCHEMA.read_text("utf-8")
    found = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef):
            entries = [
                (ast.unparse(field.target), ast.unparse(field.annotation), _meaning(source, field, behind))
                for field, behind in pairwise((*node.body, None))
                if isinstance(field, ast.AnnAssign)
            ]
            found[node.name] = (_plain(ast.get_docstring(node) or ""), entries)
    return found


def _meaning(source: str, field: ast.AnnAssign, behind: ast.stmt | None) -> str:
    """What stands behind an entry as a comment, or below it as a docstring."""
    _, mark, comment = source.split("\n")[(field.end_lineno or 0) - 1].partition("  # ")
    if mark or not (isinstance(behind, ast.Expr) and isinstance(behind.value, ast.Constant)):
        return comment
    return _plain(behind.value.value)


def _plain(doc: object) -> str:
    return " ".join(str(doc).replace("``", "`").split())


if __name__ == "__main__":
    FILE.write_text(written(), "utf-8")
