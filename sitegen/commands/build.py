"""The command `build`, and what it tells: one line for each thing to look at, and one that sums it up.

Imports next to nothing, so that an unchanged site is reported at once.
"""

from __future__ import annotations

import argparse
import gc
import os
import time
from typing import TYPE_CHECKING, Any

from sitegen.commands import PROBLEMS, Bars, print_json, project_of, say, show

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sitegen.model import Problem
    from sitegen.site.config import Settings
    from sitegen.site.fingerprint import Stamps
    from sitegen.site.project import Result


NAMED = 5
"""Judgement: how many of the files passed over are named; a line of a terminal holds about 5."""


_COUNTS = ("shared", "unique", "differences", "folded", "covered", "repeated", "aside")


def report_of(result: Result, settings: Settings) -> dict[str, Any]:
    """A build's outcome as plain values, ready for JSON."""
    from sitegen.pages.listing import tally

    counts = tally(result.entries)
    own = settings.content + "/"
    problems = [
        *(
            _told(each, "" if each.path == "overrides.toml" else own, lost=each.lost)
            for each in result.problems
        ),
        *(_told(each, lost=True) for each in result.foreign),
        *(_told(each, lost=False) for each in result.about),
    ]
    return {
        "stories": counts["stories"],
        "until": result.until,
        "drafts": result.drafts,
        "lost": sum(each.lost for each in result.problems),
        "digests": counts["digests"],
        "together": counts["stories"] - (counts["digests"] - counts["merged"]),
        "merged_digests": counts["merged"],
        **{name: counts[name] for name in _COUNTS},
        "pages": result.pages,
        "read": result.read,
        "merged": result.merged,
        "written": list(result.written),
        "removed": list(result.removed),
        "others": list(result.others),
        "passed": list(result.passed),
        "problems": problems,
        "crowd": list(result.crowd),
        "cache": result.cache,
        "content": settings.content,
        "out": settings.out,
    }


def _told(problem: Problem, folder: str = "", *, lost: bool) -> dict[str, Any]:
    from msgspec.structs import asdict

    return {**asdict(problem), "path": folder + problem.path, "lost": lost}


def lines(report: dict[str, Any]) -> list[str]:
    """One line for each problem, one for files that hold no story, one for a folder that clumps."""
    told = [
        f"{each['path']}{':' + str(each['line']) if each['line'] else ''}: {each['message']}"
        for each in report["problems"]
    ]
    if report["others"]:
        from sitegen.importing.formats import left_alone

        told.append(f"{report['content']}: {left_alone(report['others'], NAMED)}")
    if report["passed"]:
        told.append(f"{report['content']}: {_passed(report['passed'])}")
    if report["cache"]:
        told.append(f".sitegen: the cache {report['cache']}")
    if report["crowd"]:
        told.append(
            f"{report['content']}: {len(report['crowd'])} of {report['stories']} stories hang together by "
            f"words that many share; see if they are grouped well: sitegen explain {report['crowd'][0]}"
        )
    return told


def _passed(paths: Sequence[str]) -> str:
    """What was passed over for its name, the first few by their names."""
    named = ", ".join(paths[:NAMED])
    more = f" and {len(paths) - NAMED} more" if len(paths) > NAMED else ""
    return f'passed over for their names (in the settings, ignore = ["!NAME"] takes one in): {named}{more}'


def summary(report: dict[str, Any]) -> str:
    """Return what was read, which events several report, what was left out, and how long it took.

    >>> report = dict.fromkeys("drafts lost read unique differences aside merged_digests".split(), 0)
    >>> report |= {"stories": 1, "digests": 1, "together": 0, "shared": 0, "written": [], "removed": []}
    >>> summary(report | {"seconds": 0.25, "out": "public", "pages": 7})
    '1 story, 1 event with one report; nothing to write in public: 7 files stand (0.25 s)'
    """
    stories, alone = report["stories"], report["digests"] - report["merged_digests"]
    parts = [many(stories, "story", "stories")]
    if report["merged_digests"]:
        events = f"{many(report['merged_digests'], 'event')} that several report"
        facts = f"{many(report['shared'], 'fact')} shared, {report['unique']} told by one source only"
        parts.append(f"{report['together']} of them on {events} ({facts}, {report['differences']} differing)")
    if alone:
        parts.append(f"{many(alone, 'event')} with one report")
    if report["aside"]:
        parts.append(f"{many(report['aside'], 'piece')} left out")
    if report["drafts"]:
        parts.append(many(report["drafts"], "draft"))
    if report["lost"]:
        parts.append(f"{many(report['lost'], 'file')} left out, see above")
    written, removed = len(report["written"]), len(report["removed"])
    if written or removed:
        done = f"wrote {written} of {many(report['pages'], 'file')} in {report['out']}"
        done += f", removed {removed}" if removed else ""
    else:
        done = f"nothing to write in {report['out']}: {many(report['pages'], 'file')} stand"
    return f"{', '.join(parts)}; {done} ({report['seconds']:.2f} s)"


def many(number: int, one: str, more: str = "") -> str:
    """A number with its noun.

    >>> many(1, "digest"), many(2, "story", "stories")
    ('1 digest', '2 stories')
    """
    return f"{number} {one if number == 1 else more or one + 's'}"


def build(options: argparse.Namespace) -> int:
    """Build the site."""
    from sitegen.site import fingerprint

    began = time.perf_counter()
    settings = _bytes(options.root, "sitegen.toml", "pyproject.toml", "overrides.toml")
    given = (options.content, options.out, options.base_url, os.path.abspath(options.root))
    kept = os.path.join(options.root, options.cache or ".sitegen", "last")
    stamps = fingerprint.Stamps()

    def told() -> str:
        # The build itself writes the lock.
        return fingerprint.inputs([*settings, *_bytes(options.root, "sitegen.lock")], given)

    report = fingerprint.last(kept, told(), stamps)
    if report is None:
        report = _build_anew(options, kept, told, stamps)
    else:
        report |= {"read": 0, "merged": 0, "written": [], "removed": [], "cache": ""}
    report["seconds"] = round(time.perf_counter() - began, 3)
    _tell(report, options)
    faults = any(each["fault"] for each in report["problems"])
    return PROBLEMS if faults or (options.strict and report["problems"]) else 0


def _build_anew(
    options: argparse.Namespace, kept: str, told: Callable[[], str], stamps: Stamps
) -> dict[str, Any]:
    """Build and keep the report for the next run."""
    # What a build makes has no cycles worth a collector's time; the process ends with the build.
    gc.disable()
    from sitegen.site import fingerprint
    from sitegen.site.project import build_site, packaged_layouts
    from sitegen.site.workers import stoppable, usual_jobs

    project = project_of(options)
    read = (
        str(project.content),
        str(project.layouts),
        str(project.static),
        os.path.join(options.root, "pages"),
        str(packaged_layouts()),
    )
    folders = {folder: stamps.of(folder) for folder in read}
    with stoppable(), Bars(quiet=options.quiet or options.json) as bars:
        result = build_site(project, options.jobs or usual_jobs(), bars, stamps, locked=options.locked)
    report = report_of(result, project.settings)
    if not any(each["fault"] for each in report["problems"]):
        fingerprint.keep(kept, told(), {**folders, str(project.out): result.stamp}, report)
    return report


def _tell(report: dict[str, Any], options: argparse.Namespace) -> None:
    """Say what a build led to."""
    for line in lines(report):
        say(line)
    if not report["stories"] and report["others"]:
        from pathlib import Path

        from sitegen.importing.formats import hint

        say(hint(Path(options.root, report["content"]), Path(options.root)))
    if options.json:
        print_json({"command": "build", "ok": True, **report})
        return
    if options.verbose:
        for path in report["written"]:
            show(f"wrote {path}")
        for path in report["removed"]:
            show(f"removed {path}")
    if not options.quiet:
        show(summary(report))


def _bytes(root: str, *names: str) -> list[bytes]:
    """The bytes of some files of the site's folder; nothing for one that is not there."""
    found = []
    for name in names:
        try:
            with open(os.path.join(root, name), "rb") as file:
                found.append(file.read())
        except OSError:
            found.append(b"")
    return found
