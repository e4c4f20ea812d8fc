"""What a person asks for at the command line, a module or a part of one for each command.

A command is a function of its options that gives an exit code. Only what it needs is imported, when it runs.
"""

from __future__ import annotations

import argparse
import gc
import json
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from sitegen.build import Build
    from sitegen.site.project import Project

PROBLEMS = 1
"""Exit code 1, where problems were found; other codes stand in `cli.py`."""


@contextmanager
def known(options: argparse.Namespace) -> Iterator[tuple[Project, Build]]:
    """Give the site, and a build that has read and grouped its stories."""
    from sitegen.site import project as site
    from sitegen.site.workers import stoppable, usual_jobs

    # As for a build.
    gc.disable()
    project = project_of(options)
    with (
        stoppable(),
        Bars(quiet=options.quiet or options.json) as bars,
        site.known(project, options.jobs or usual_jobs(), bars) as (build, problems),
    ):
        for problem in problems:
            say(f"{project.settings.content}/{problem.path}: {problem.message}")
        yield project, build


def project_of(options: argparse.Namespace) -> Project:
    """The site that the options mean."""
    from pathlib import Path

    from sitegen.site.project import open_project

    given = {key: getattr(options, key, None) for key in ("content", "out", "base_url", "cache")}
    return open_project(Path(options.root), given)


class Bars:
    """Progress on a terminal: one bar a step, for steps that take longer than a moment."""

    MOMENT = 0.5
    """Judgement: seconds before a bar appears; a build of 500 stories needs none."""

    def __init__(self, *, quiet: bool) -> None:
        self._shown = not quiet and sys.stderr is not None and sys.stderr.isatty()
        self._bar: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def __call__(self, step: str, items: int) -> None:
        """`items` to do in a new step, or less than none: so many are done."""
        if not self._shown:
            return
        if items < 0:
            self._bar.update(-items)
            return
        from tqdm import tqdm

        self._close()
        tqdm.monitor_interval = 0
        self._bar = tqdm(total=items, desc=step, leave=False, delay=self.MOMENT, file=sys.stderr)

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()


_CONTROL = re.compile(r"[\x00-\x08\n-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What a terminal takes for a command, or writes backwards by."""


def visible(line: str) -> str:
    r"""Return a line with its control characters written out, since strangers wrote what is told of.

    >>> visible("\x1b[31mfire")
    '\\u001b[31mfire'
    """
    return _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", line)


def say(line: str) -> None:
    """Say something to the person, beside the result."""
    print(visible(line), file=sys.stderr)


def show(line: str) -> None:
    """Print a line of a result."""
    print(visible(line))


def print_json(value: dict[str, Any]) -> None:
    """Print a result for a program."""
    show(json.dumps(value, ensure_ascii=False))


def tell(
    options: argparse.Namespace, values: dict[str, Any], lines: Iterable[str], *, asked: bool = False
) -> int:
    """Print what a command came to, as JSON or as lines; its exit code.

    Lines that were `asked` for are what the command is for, and are printed with ``--quiet`` too.
    """
    if options.json:
        print_json({"command": options.command, "ok": True, **values})
    elif asked or not options.quiet:
        for line in lines:
            show(line)
    return 0
