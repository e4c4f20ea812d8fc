"""What a build tells a person: one line for each thing to look at, and one that sums it up.

Imports nothing, so that an unchanged site is reported at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitegen.model import Problem
    from sitegen.site.config import Settings
    from sitegen.site.project import Result


PASSED_NAMED = 5
"""How many of the files passed over are named; a line of a terminal holds about as many."""


def report_of(result: Result, settings: Settings) -> dict[str, Any]:
    """A build's outcome as plain values, ready for JSON."""
    from sitegen.pages.renderer import tally  # noqa: PLC0415 an unchanged site needs no pages

    counts = tally(result.entries)
    problems = [
        {
            "path": each.path if each.path == "overrides.toml" else f"{settings.content}/{each.path}",
            "line": each.line,
            "message": each.message,
            "lost": each.lost,
            "fault": each.fault,
        }
        for each in result.problems
    ]
    problems += [
        {"path": each.path, "line": each.line, "message": each.message, "lost": True, "fault": False}
        for each in result.foreign
    ]
    problems += [
        {"path": each.path, "line": each.line, "message": each.message, "lost": False, "fault": each.fault}
        for each in result.about
    ]
    return {
        "stories": counts.stories,
        "until": result.until,
        "drafts": result.drafts,
        "lost": sum(each.lost for each in result.problems),
        "digests": counts.digests,
        "together": counts.stories - (counts.digests - counts.merged),
        "merged_digests": counts.merged,
        "shared": counts.shared,
        "unique": counts.unique,
        "differences": counts.differences,
        "folded": counts.folded,
        "covered": counts.covered,
        "repeated": counts.repeated,
        "aside": counts.aside,
        "pages": result.pages,
        "read": result.read,
        "merged": result.merged,
        "written": list(result.written),
        "removed": list(result.removed),
        "others": [list(pair) for pair in result.others],
        "passed": list(result.passed),
        "problems": problems,
        "crowd": list(result.crowd),
        "cache": result.cache,
        "content": settings.content,
        "out": settings.out,
    }


def _told(problem: Problem) -> dict[str, Any]:
    return {"path": problem.path, "line": problem.line, "message": problem.message, "lost": problem.lost}


def lines(report: dict[str, Any]) -> list[str]:
    """One line for each problem, one for files that hold no story, one for a folder that clumps."""
    told = [
        f"{each['path']}{':' + str(each['line']) if each['line'] else ''}: {each['message']}"
        for each in report["problems"]
    ]
    if report["others"]:
        kinds = ", ".join(f"{count} {ending}" for ending, count in report["others"])
        told.append(f"{report['content']}: files that hold no story were left alone: {kinds}")
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
    named = ", ".join(paths[:PASSED_NAMED])
    more = f" and {len(paths) - PASSED_NAMED} more" if len(paths) > PASSED_NAMED else ""
    return f'passed over, as their names are no stories\' (ignore = ["!NAME"] takes one in): {named}{more}'


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
        facts = f"{report['shared']} facts shared, {report['unique']} told by one source only"
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
