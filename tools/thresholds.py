"""Prints the numbers of the package that do not say where they come from, as ``file:line name``.

``python tools/thresholds.py [folder ...]``; exit 1 where one is left. A constant says it in the docstring
behind it, or one of a run of constants in that behind the last of them. It counts as told where the
docstring has a figure (what lies on either side of the value), says *Swept.* (the rows stand in
`benchmarks/sweeps.tsv`) or another of `SOURCES`. Bits are written as ``1 << 3`` and are no thresholds, and
neither are the numbers of a version or a layout.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
SOURCES = re.compile(
    r"[Mm]easured|\bSwept\.|[Jj]udgement|From:|[Ff]itted|RFC|ISO|W3C|HTML|CSS|Unicode|HTTP|SQLite"
    r"|\bPDF\b|CLDR|standard|specif|\d"
)
"""What a docstring says that tells where a number comes from."""


def untold(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and name of each constant of a module that is a number and does not say where it is from."""
    tree = ast.parse(path.read_text("utf-8"))
    for owner in [tree, *(node for node in tree.body if isinstance(node, ast.ClassDef))]:
        waiting: list[tuple[int, str]] = []
        for node in owner.body:
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                yield from () if SOURCES.search(str(node.value.value)) else waiting
                waiting = []
            elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value and _is_number(node.value):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                names = [ast.unparse(target) for target in targets]
                if all(re.fullmatch(r"\(?_?[A-Z][A-Z0-9_]*\b.*", name) for name in names):
                    waiting.append((node.lineno, ", ".join(names)))
            else:
                yield from waiting
                waiting = []
        yield from waiting


def _is_number(node: ast.expr) -> bool:
    """Whether an expression is made of numbers alone: ``3``, ``-0.5``, ``8 * 1024``, ``(1, 2)``."""
    match node:
        case ast.Constant(value=value):
            return isinstance(value, int | float) and not isinstance(value, bool)
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=1)):
            return False  # a mark, not an amount
        case ast.UnaryOp(operand=operand):
            return _is_number(operand)
        case ast.BinOp(left=left, op=op, right=right):
            return not isinstance(op, ast.LShift) and _is_number(left) and _is_number(right)
        case ast.Tuple(elts=parts) | ast.List(elts=parts):
            return bool(parts) and all(map(_is_number, parts))
    return False


def main(folders: list[str]) -> int:
    """Print what is left in the folders, the whole package without any."""
    found = 0
    for folder in folders or ["sitegen"]:
        where = ROOT / folder
        for path in sorted(where.rglob("*.py")) if where.is_dir() else [where]:
            for line, name in untold(path):
                print(f"{path.relative_to(ROOT)}:{line} {name}")
                found += 1
    return min(found, 1)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
