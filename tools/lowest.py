"""Prints the lowest allowed version of every dependency, as constraints for pip.

``python tools/lowest.py EXTRA... > lowest.txt && pip install -e '.[test]' -c lowest.txt``
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

PROJECT = Path(__file__).parents[1] / "pyproject.toml"
BOUND = re.compile(r"([\w.-]+)(?:\[[^]]*\])?>=([\w.]+)")


def lowest(requirements: list[str]) -> list[str]:
    """Return ``name==version`` for each requirement with a lower bound."""
    return [f"{found[1]}=={found[2]}" for each in requirements if (found := BOUND.match(each))]


def main() -> None:
    """Print a constraint a line."""
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    extras = [name for name in project["optional-dependencies"] if name in sys.argv[1:]]
    wanted = [
        *project["dependencies"],
        *[each for name in extras for each in project["optional-dependencies"][name]],
    ]
    print("\n".join(lowest(wanted)))


if __name__ == "__main__":
    main()
