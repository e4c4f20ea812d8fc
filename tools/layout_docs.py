"""Writes docs/layouts.md: what each layout shows, its blocks, and the data it receives.

``python tools/layout_docs.py``. What a layout receives is seen by making the pages of the invented site of
the tests; what the values hold is read from the types and their docstrings.
"""

from __future__ import annotations

import ast
import re
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import pages  # noqa: E402

from sitegen.pages.template import Layouts  # noqa: E402
from sitegen.pages.theme import shows  # noqa: E402

FILE = ROOT / "docs" / "layouts.md"
LAYOUTS = ROOT / "layouts"
EVERYWHERE = {"page", "site", "assets"}
MARK = "<!-- What follows is written by tools/layout_docs.py. -->"


def received() -> dict[str, dict[str, str]]:
    """The values each layout is given and their types, by the names of both."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    fill = Layouts.page

    def seen(self: Layouts, name: str, path: str, values: dict[str, object]) -> object:
        found[name].update({key: kind(value) for key, value in values.items() if kind(value)})
        return fill(self, name, path, values)

    Layouts.page = seen  # type: ignore[assignment, method-assign]
    try:
        pages.site()
    finally:
        Layouts.page = fill  # type: ignore[method-assign]
    return found


def kind(value: object) -> str:
    """The type of a value; empty where nothing or an empty list does not tell."""
    if isinstance(value, tuple | list | dict) and not hasattr(value, "_fields"):
        inner = " or ".join(sorted({kind(one) for one in (value.values() if type(value) is dict else value)}))
        form = {tuple: "tuple[{}, ...]", list: "list[{}]", dict: "dict[str, {}]"}[type(value)]
        return form.format(inner) if inner else ""
    return {"Markup": "str", "NoneType": ""}.get(type(value).__name__, type(value).__name__)


def types() -> dict[str, tuple[str, list[tuple[str, str, str]]]]:
    """Every class that layouts can meet: its docstring, and field, type and meaning of each field."""
    found = {}
    package = ROOT / "sitegen"
    beside = [package / "model.py", package / "digest" / "notes.py", package / "digest" / "rights.py"]
    for file in (*beside, *sorted((package / "pages").glob("*.py"), reverse=True)):
        for node in ast.parse(file.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef):
                own = fields(node)
                names = {name for name, _, _ in own}
                bases = [
                    found[base.id] for base in node.bases if isinstance(base, ast.Name) and base.id in found
                ]
                own += [field for _, more in bases for field in more if field[0] not in names]
                found[node.name] = (ast.get_docstring(node) or "").split("\n")[0], own
    return found


def fields(node: ast.ClassDef) -> list[tuple[str, str, str]]:
    """Field, type and meaning of each field of a class."""
    found: list[tuple[str, str, str]] = []
    for one in node.body:
        if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name):
            found.append((one.target.id, ast.unparse(one.annotation), ""))
        elif isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant) and found:
            found[-1] = (*found[-1][:2], " ".join(str(one.value.value).split()))
        elif isinstance(one, ast.FunctionDef) and one.name[0] != "_" and one.returns:
            given = f"({', '.join(each.arg for each in one.args.args[1:])})" if not one.decorator_list else ""
            told = (ast.get_docstring(one) or "").split("\n")[0]
            found.append((one.name + given, ast.unparse(one.returns), told))
    return found


def blocks(text: str) -> list[str]:
    """The names of the blocks of a layout, in order."""
    return list(dict.fromkeys(re.findall(r"{%-? *block (\w+)", text)))


def listed(given: dict[str, dict[str, str]]) -> list[str]:
    """A table of the layouts."""
    lines = ["| layout | shows | is given | blocks |", "| --- | --- | --- | --- |"]
    for path in sorted(path for ending in ("html", "md", "txt") for path in LAYOUTS.glob(f"*.{ending}")):
        text = path.read_text("utf-8")
        own = {key: kind for key, kind in given.get(path.name, {}).items() if key not in EVERYWHERE}
        values = ", ".join(f"`{key}`: {kind}" for key, kind in own.items())
        named = ", ".join(f"`{name}`" for name in blocks(text))
        lines.append(f"| `{path.name}` | {shows(text)} | {values} | {named} |")
    return lines


def explained(given: dict[str, dict[str, str]]) -> list[str]:
    """A table for each type that a layout can meet."""
    known = types()
    waiting = sorted(
        {name for values in given.values() for kind in values.values() for name in named(kind, known)}
    )
    done: list[str] = []
    while waiting:
        name = waiting.pop(0)
        if name not in done:
            done.append(name)
            waiting += [inner for _, kind, _ in known[name][1] for inner in named(kind, known)]
    lines = []
    for name in sorted(done):
        doc, parts = known[name]
        lines += [f"### {name}", "", doc, "", "| part | type | meaning |", "| --- | --- | --- |"]
        lines += [f"| `{part}` | `{kind.replace('|', 'or')}` | {meaning} |" for part, kind, meaning in parts]
        lines.append("")
    return lines


def named(kind: str, known: dict[str, tuple[str, list[tuple[str, str, str]]]]) -> list[str]:
    """The classes that a type names."""
    return [name for name in re.findall(r"\w+", kind) if name in known]


def written() -> str:
    """The whole file: what a person wrote, then what is worked out."""
    head = FILE.read_text("utf-8").partition(MARK)[0]
    given = received()
    parts = [MARK, "", "## The layouts", "", *listed(given), "", "## The values", "", *explained(given)]
    return head + "\n".join(parts).rstrip() + "\n"


if __name__ == "__main__":
    FILE.write_text(written(), "utf-8")
