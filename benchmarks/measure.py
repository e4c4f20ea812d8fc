"""What a command costs: CPU, wall and peak memory of a process and of all its children."""

import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

INTERVAL = 0.05
"""Seconds between two looks at the memory of a process and its children."""


@dataclass(frozen=True)
class Cost:
    """What one run took."""

    cpu: float
    """Seconds, user and system, with all children that were waited for."""
    wall: float
    """Seconds."""
    memory: float
    """Peak in MB: proportional set size summed over the process and its children, or what the system
    recorded for the largest of them, whichever is more."""


def cost(command: Sequence[str], folder: Path) -> Cost:
    """What `command` costs in `folder`; ends the program with its output when it fails."""
    # A program that is installed has its byte code.
    given = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    began = time.perf_counter()
    child = subprocess.Popen(command, cwd=folder, env=given, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    watch = _Watch(child.pid)
    said = child.stdout.read()
    _, status, used = os.wait4(child.pid, 0)
    wall = time.perf_counter() - began
    peak = watch.stop()
    if status:
        sys.exit(f"{' '.join(command)} failed:\n{said.decode(errors='replace')}")
    return Cost(used.ru_utime + used.ru_stime, wall, max(peak, used.ru_maxrss / 1024))


def median(costs: Sequence[Cost]) -> Cost:
    """The medians of each figure."""
    figures = zip(*((each.cpu, each.wall, each.memory) for each in costs), strict=True)
    return Cost(*map(statistics.median, figures))


def repeat(times: int, run: Callable[[], Cost]) -> Cost:
    """The medians of several runs."""
    return median([run() for _ in range(times)])


class _Watch(threading.Thread):
    """Looks at a process and its children until told to stop."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid, self._peak, self._done = pid, 0.0, threading.Event()
        self.start()

    def run(self) -> None:
        while not self._done.wait(INTERVAL):
            self._peak = max(self._peak, sum(map(megabytes, _family(self._pid))))

    def stop(self) -> float:
        self._done.set()
        self.join()
        return self._peak


def _family(pid: int) -> list[int]:
    """A process and all its descendants."""
    try:
        tasks = Path(f"/proc/{pid}/task").iterdir()
        children = [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return []
    return [pid, *(member for child in children for member in _family(child))]


def megabytes(pid: int) -> float:
    """Proportional set size of a process."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)
