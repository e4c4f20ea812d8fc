"""Prints the lines of the package that hold words of a language, as ``file:line words``.

``python tools/vocabulary.py``. Words belong into `sitegen/languages/*.toml`. Looked at are the modules that
read texts; what the program says to its users is another thing, and so are words of no language: names of
the program, of markup, formats, encodings, registers, zones and agencies (`NO_LANGUAGE`).
"""

from __future__ import annotations

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "sitegen"
READERS = ("text", "languages", "read", "group", "compare", "digest")
MESSAGES = frozenset(
    {"Problem", "Rule", "Row", "Sign", "problem", "getattr", "TypeVar", "get_data", "decode", "encode"}
)
"""Calls whose texts are for users, or names."""
NO_LANGUAGE = {
    "group/likeness.py": r"\w+",
    "languages/__init__.py": r"\w+",
    "languages/sections.py": r"\w+",
    "read/article.py": r"\w+",
    "read/decode.py": r"\w+",
    "read/header_fields.py": "_NOTHING|_YES|_NO|_STATES|_HOLDS",
    "read/html.py": r"\w+",
    "read/linked_data.py": r"\w+",
    "read/markdown.py": r"\w+",
    "read/media.py": r"\w+",
    "read/metadata.py": "_PUBLISHED_METAS|_UPDATED_METAS|_ELSEWHERE|_PUBLISHED_TIME|_UPDATED_TIME",
    "read/notes.py": r"\w+",
    "read/furniture/classifier.py": "_WEIGHTS_TEXT",
    "read/furniture/judge.py": "_PATH_RULES",
    "read/story.py": "FORMATS|_WESTERN|_IS_PAGE",
    "text/dates.py": "ZONES",
    "text/keys.py": "_KINDS",
}
"""By module the constants with words of no language: markup, formats, zones, features of a model."""
SYNTAX = re.compile(
    r"\(\?P[<=]\w+[>)]|\(\?[aiLmsux]+[:)]|\\[uU]?[0-9a-fA-F]{4,8}|\\.|\[(?:\\.|[^\]\\])*\]|\{[^{}]*\}"
    r"|<[a-z_.|]+\.[a-z_]+>"
)
"""What is no text in a regular expression or an f-string."""
WORD = re.compile(r"[^\W\d_]{3,}|[^\W\d_a-zA-Zß-ÿ][^\W\d_]*|(?<=[|(])[^\W\d_]{2}(?=[|)])")
"""Three letters and more, any of a script of its own, two where a pattern chooses between words."""


def vocabulary(source: str, names: frozenset[str], free: str) -> Iterator[tuple[int, str]]:
    """Yield each line of a module with words of a language, and the words; `free` matches free constants."""
    tree = ast.parse(source)
    skipped = {id(part) for node in ast.walk(tree) for part in _skipped(node, free)}
    found: dict[int, set[str]] = {}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in skipped:
            continue
        prose = SYNTAX.sub("", node.value) == node.value and node.value.count(" ") > 2 and node.col_offset > 4
        if node.value in names or re.fullmatch(r"[\w-]+(/[\w-]+)+", node.value) or prose:
            continue
        written = (ast.get_source_segment(source, node) or node.value).split("\n")
        for number, line in enumerate(written, node.lineno):
            if words := {word for word in WORD.findall(SYNTAX.sub(" ", line)) if word.lower() not in names}:
                found.setdefault(number, set()).update(words)
    yield from ((number, " ".join(sorted(words))) for number, words in sorted(found.items()))


def _skipped(node: ast.AST, free: str) -> Iterator[ast.AST]:
    """Yield what is in a node that is no vocabulary: docstrings, messages, annotations, free constants."""
    body = getattr(node, "body", None)
    if isinstance(body, list):
        yield from (part.value for part in body if isinstance(part, ast.Expr))
        if re.fullmatch(free, "whole"):
            yield from ast.walk(node)
    if isinstance(node, ast.Raise | ast.arg):
        yield from ast.walk(node)
    elif isinstance(node, ast.Call):
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        yield from ast.walk(node) if called in MESSAGES else ()
    elif isinstance(node, ast.Assign | ast.AnnAssign):
        name = ast.unparse(node.targets[0] if isinstance(node, ast.Assign) else node.target)
        if re.fullmatch(f"__.*__|{free}", name):
            yield from ast.walk(node)
        elif isinstance(node, ast.AnnAssign):
            yield from ast.walk(node.annotation)


def of_program() -> frozenset[str]:
    """The names of the program: variables, fields, and words that stand alone as a value in two places."""
    names: Counter[str] = Counter()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            for field in ("attr", "id", "arg", "name"):
                name = getattr(node, field, None)
                names[name if isinstance(name, str) else ""] += 2
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isascii():
                names[node.value] += 1
    return frozenset(name for name, count in names.items() if count > 1) | {"https", "www", "und"}


def counted() -> list[str]:
    """Return every line with words of a language, as ``file:line words``."""
    names = of_program()
    return [
        f"{path.relative_to(ROOT)}:{number} {words}"
        for folder in READERS
        for path in sorted((PACKAGE / folder).rglob("*.py"))
        for number, words in vocabulary(
            path.read_text("utf-8"), names, NO_LANGUAGE.get(str(path.relative_to(PACKAGE)), "-")
        )
    ]


if __name__ == "__main__":
    lines = counted()
    print("\n".join((*lines, f"{len(lines)} lines")))
    sys.exit(len(lines) > 0)
