"""CPU seconds that `sitegen --help` takes, median of nine: `python benchmarks/startup.py`."""

import sys
from pathlib import Path

from measure import cost, repeat

AIM = 0.15
"""CPU seconds."""

HELP = (sys.executable, "-m", "sitegen", "--help")

if __name__ == "__main__":
    found = repeat(9, lambda: cost(HELP, Path.cwd()))
    print(
        f"sitegen --help: {found.cpu:.3f} s CPU (aim {AIM}), {found.wall:.3f} s wall, {found.memory:.0f} MB"
    )
