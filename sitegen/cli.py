"""The command line: what a person asks for, what they are told, and the exit code they get.

Results go to stdout, talk goes to stderr. Exit codes: 0 well, 1 problems were found (`check`, `--strict`),
2 usage or settings, 3 input, 4 output, 70 a bug. Only what a command needs is imported, when it is needed.
"""

from __future__ import annotations

import argparse
import errno
import gc
import io
import json
import os
import re
import shlex
import sys
import time
from contextlib import contextmanager
from difflib import get_close_matches
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn, Self

from sitegen import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sitegen.build import Build
    from sitegen.commands.check import Over
    from sitegen.site.fingerprint import Stamps
    from sitegen.site.project import Project

    # What argparse calls the parser of a command that is chosen by its name.
    _Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 it has no public name

PROBLEMS, UNTOLD, BUG, STOPPED = 1, 4, 70, 130

EVERYWHERE = ("--json", "-q", "--quiet")
"""Options of every command, beside -C."""

HOSTS = ("pages", "netlify", "cloudflare", "s3", "nginx")
"""What `init --deploy` writes a file for."""


def main(words: list[str] | None = None) -> int:
    """Run one command; its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    options = _parser().parse_args(_ordered(sys.argv[1:] if words is None else words))
    try:
        code: int = options.run(options)
        if sys.stdout is not None:
            sys.stdout.flush()
    except KeyboardInterrupt:
        return STOPPED
    except BrokenPipeError:
        _say_no_more()
        return 0
    except Exception as error:
        if isinstance(error, OSError) and error.errno == errno.ENOSPC and error.filename is None:
            _say_no_more()
            _say("sitegen: there is no room for what this prints")
            return UNTOLD
        return _failed(error, options)
    return code


def _say_no_more() -> None:
    """Let nothing that is still to be printed fail once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _ordered(words: list[str]) -> list[str]:
    """Return the words with options of every command behind its name, wherever they stood.

    >>> _ordered(["-C", "site", "-q", "build", "--strict"])
    ['build', '-C', 'site', '-q', '--strict']
    """
    if words[:1] == ["help"]:
        return [*words[1:], "--help"]
    at = 0
    while at < len(words) and (words[at] in EVERYWHERE or words[at].startswith("-C")):
        at += 2 if words[at] == "-C" else 1
    return [*words[at : at + 1], *words[:at], *words[at + 1 :]] if at < len(words) else words


def _failed(error: Exception, options: argparse.Namespace) -> int:
    """Say what went wrong; the exit code for it. A bug of ours keeps its trace."""
    from sitegen.errors import SitegenError

    if not isinstance(error, SitegenError):
        import traceback

        traceback.print_exc()
        _say("sitegen: this is a bug in sitegen; what was published before still stands")
    code = error.code if isinstance(error, SitegenError) else BUG
    if options.json:
        _print_json({"command": options.command, "ok": False, "code": code, "error": str(error)})
    if isinstance(error, SitegenError):
        _say(f"sitegen: {error}")
    return code


class _Parser(argparse.ArgumentParser):
    """Says what may have been meant where it does not understand, and guesses at nothing."""

    def __init__(self, **given: Any) -> None:  # noqa: ANN401 argparse's own
        super().__init__(allow_abbrev=False, **given)

    def error(self, message: str) -> NoReturn:
        """End with exit code 2 and a message for a person."""
        hint = ""
        if (wrong := re.search(r"invalid choice: '([^']*)' \(choose from (.*)\)", message)) is not None:
            near = get_close_matches(wrong[1], re.findall(r"[\w-]+", wrong[2]), 1, 0.5)
            hint = f"; did you mean '{near[0]}'?" if near else ""
            message = f"there is no '{wrong[1]}'" + ("" if near else f"; there are {wrong[2]}")
        elif (wrong := re.match(r"unrecognized arguments: (\S+)", message)) is not None:
            near = get_close_matches(wrong[1], self._options(), 1, 0.6)
            if near:
                hint = f"; did you mean '{near[0]}'?"
            elif os.path.isdir(wrong[1]):
                hint = f"; the site's folder is named with -C: {self.prog} COMMAND -C {shlex.quote(wrong[1])}"
        super().error(message + hint)

    def _options(self) -> list[str]:
        """Return every option of every command."""
        found = [option for action in self._actions for option in action.option_strings]
        for action in self._actions:
            if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 it has no public name
                for command in action.choices.values():
                    found += command._options()  # noqa: SLF001
        return found


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="sitegen",
        description="Turn a folder of news stories into a static site of digests: every fact once, "
        "every source named, every difference shown.",
    )
    parser.add_argument("-V", "--version", action="version", version=f"sitegen {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    everywhere = _Parser(add_help=False)
    everywhere.add_argument(
        "-C", dest="root", metavar="DIR", default=".", help="the site's folder (default: here)"
    )
    everywhere.add_argument("--json", action="store_true", help="print the result as JSON")
    everywhere.add_argument("-q", "--quiet", action="store_true", help="say only what is wrong")
    folders = _Parser(add_help=False, parents=[everywhere])
    folders.add_argument("--content", metavar="DIR", help="folder of the stories (default: content)")
    folders.add_argument(
        "--jobs", type=_jobs, metavar="N", help="worker processes (default: one a processor)"
    )
    folders.add_argument(
        "--cache", metavar="DIR", help="folder of what earlier builds worked out (default: .sitegen)"
    )
    site = _Parser(add_help=False, parents=[folders])
    site.add_argument("--out", metavar="DIR", help="folder the site is written to (default: public)")

    init = commands.add_parser("init", parents=[everywhere], help="make a working site in an empty folder")
    init.add_argument("folder", nargs="?", metavar="DIR", help="the folder (default: here)")
    init.add_argument(
        "--deploy", metavar="HOST", choices=HOSTS, help=f"write what a host needs: {', '.join(HOSTS)}"
    )
    init.add_argument(
        "--from",
        dest="source",
        metavar="URL@REV",
        default="",
        help="what a host that builds the site installs sitegen from: a repository at one revision,"
        " or a folder of the site",
    )
    init.set_defaults(run=_init)
    build = commands.add_parser("build", parents=[site], help="build the site")
    build.add_argument("--base-url", metavar="URL", help="address the site will have")
    build.add_argument(
        "--locked", action="store_true", help="publish nothing where sitegen.lock would change"
    )
    build.add_argument("--strict", action="store_true", help="exit with 1 where a story has a problem")
    build.add_argument("-v", "--verbose", action="store_true", help="name every page written or removed")
    build.set_defaults(run=_build)
    serve = commands.add_parser("serve", parents=[folders], help="show the site while its folder changes")
    serve.add_argument(
        "--port", type=_port, default=8000, metavar="N", help="port, or the next free one (default: 8000)"
    )
    serve.add_argument("--bind", metavar="ADDRESS", help="address to listen on (default: this machine only)")
    serve.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="NAME",
        help="answer to this name too, as behind a container's or a tunnel's address; may be repeated",
    )
    serve.add_argument("--open", action="store_true", help="open the site in a browser")
    serve.add_argument("--no-reload", action="store_true", help="serve the pages just as they are built")
    serve.add_argument("--drafts", action="store_true", help="show drafts too, and what waits for its day")
    serve.set_defaults(run=_serve)
    listing = commands.add_parser("list", parents=[folders], help="list the events and their stories")
    listing.set_defaults(run=_list)
    explain = commands.add_parser(
        "explain",
        parents=[folders],
        help="say why stories are together or apart, and where each sentence went",
    )
    explain.add_argument("a", metavar="A", help="a story, by its path in the content folder")
    explain.add_argument("b", metavar="B", nargs="?", help="another story")
    explain.add_argument(
        "-v", "--verbose", action="store_true", help="show what each likeness adds, and places in the file"
    )
    explain.set_defaults(run=_explain)
    group = commands.add_parser(
        "group", parents=[folders], help="say that stories are together, apart or not for this site"
    )
    group.add_argument("kind", choices=("together", "apart", "ignore"), help="what is so from now on")
    group.add_argument(
        "stories", nargs="+", metavar="STORY", help="stories; the first is kept apart from each other one"
    )
    group.add_argument("--reason", required=True, metavar="TEXT", help="why, for whoever reads the site")
    group.add_argument("--by", default="", metavar="NAME", help="who decides it")
    group.add_argument("--dry-run", action="store_true", help="show what would change and write nothing")
    group.set_defaults(run=_group)
    _add_checks(commands, site, everywhere)
    return parser


def _add_checks(
    commands: Any,  # noqa: ANN401 argparse gives its type no name
    site: argparse.ArgumentParser,
    everywhere: argparse.ArgumentParser,
) -> None:
    """Add the commands that look at a site without building it."""
    check = commands.add_parser(
        "check", parents=[site], help="check that every sentence shown is verbatim and nothing is lost"
    )
    check.add_argument(
        "--licence", action="store_true", help="name the sources of which a page would quote too much"
    )
    check.set_defaults(run=_check)
    _add_import(commands, everywhere)
    _add_export(commands, everywhere)
    layouts = commands.add_parser(
        "layouts",
        parents=[everywhere],
        help="list the layouts and where each comes from, or copy one to edit",
    )
    layouts.add_argument("action", nargs="?", choices=["copy"], help="copy a packaged layout into the site")
    layouts.add_argument("name", nargs="?", metavar="NAME", help="its name, such as digest.html")
    layouts.add_argument("--force", action="store_true", help="replace the site's own layout of that name")
    layouts.set_defaults(run=_layouts)


def _add_export(commands: _Commands, everywhere: argparse.ArgumentParser) -> None:
    """Add the command `export`."""
    export = commands.add_parser(
        "export",
        parents=[everywhere],
        help="write the published digests as rows for notebooks and spreadsheets",
    )
    export.add_argument("--to", choices=("jsonl", "csv"), default="jsonl", help="form (default: jsonl)")
    export.add_argument("--out", metavar="DIR", help="folder of the published site (default: public)")
    export.add_argument(
        "folder",
        nargs="?",
        metavar="DIR",
        help="folder for the tables of csv (default: export in the site's folder)",
    )
    export.set_defaults(run=_export)


def _add_import(commands: _Commands, everywhere: argparse.ArgumentParser) -> None:
    """Add the command `import`."""
    take = commands.add_parser(
        "import",
        parents=[everywhere],
        help="take stories out of feeds, mailboxes, archives, records, documents",
    )
    take.add_argument("files", nargs="+", metavar="FILE", help="a file, or a folder of such files")
    take.add_argument("--content", metavar="DIR", help="folder of the stories (default: content)")
    take.add_argument("--into", default="", metavar="DIR", help="folder below it (default: the file's name)")
    take.add_argument("--dry-run", action="store_true", help="say what would be written and write nothing")
    take.add_argument("--update", action="store_true", help="replace files that stand with other words")
    take.add_argument("--teasers", action="store_true", help="take items that only announce a story, too")
    take.add_argument("--split", action="store_true", help="make a story of each heading of a newsletter")
    for field in ("text", "title", "date", "source"):
        help_text = f"field or column of records that holds the {field}"
        take.add_argument(f"--{field}", default="", metavar="FIELD", help=help_text)
    take.set_defaults(run=_import)


def _jobs(text: str) -> int:
    """The number behind --jobs."""
    if not text.isdecimal() or not 1 <= int(text) <= 256:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of processes from 1 to 256")
    return int(text)


def _port(text: str) -> int:
    """The number behind --port."""
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port from 0 to 65535")
    return int(text)


def _init(options: argparse.Namespace) -> int:
    folder = os.path.join(options.root, options.folder or "")
    made = _started(folder, options.deploy, options.source)
    if options.json:
        _print_json({"command": "init", "ok": True, "files": list(made)})
    elif not options.quiet:
        here = "" if os.path.abspath(folder) == os.getcwd() else f" -C {shlex.quote(folder.rstrip('/'))}"
        for path in made:
            print(path)
        print(f"next: sitegen build{here}")
    return 0


def _started(folder: str, host: str | None, source: str) -> tuple[str, ...]:
    """Make a site, or give one that is there what `host` needs; the files made."""
    from sitegen.commands.starter import start, started
    from sitegen.errors import SettingsError

    if host is None:
        if source:
            raise SettingsError("--from: is for --deploy, which names the host")
        return start(folder)
    from sitegen.commands.starter import deploy, package

    wanted = package(folder, host, source)
    made = () if started(folder) else start(folder)
    return (*made, deploy(folder, host, wanted))


def _build(options: argparse.Namespace) -> int:
    from sitegen.site import fingerprint

    began = time.perf_counter()
    settings = _files(options.root, "sitegen.toml", "pyproject.toml", "overrides.toml")
    given = (options.content, options.out, options.base_url, os.path.abspath(options.root))
    kept = os.path.join(options.root, options.cache or ".sitegen", "last")
    stamps = fingerprint.Stamps()

    def told() -> str:
        # The build itself writes the lock.
        return fingerprint.inputs([*settings, *_files(options.root, "sitegen.lock")], given)

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
    from sitegen.commands.report import report_of
    from sitegen.site import fingerprint
    from sitegen.site.project import build_site, packaged_layouts
    from sitegen.site.signals import stoppable
    from sitegen.site.workers import usual_jobs

    # What a build makes has no cycles worth a collector's time; the process ends with the build.
    gc.disable()
    project = _project(options)
    read = (
        str(project.content),
        str(project.layouts),
        str(project.static),
        os.path.join(options.root, "pages"),
        str(packaged_layouts()),
    )
    folders = {folder: stamps.of(folder) for folder in read}
    with stoppable(), _Bars(quiet=options.quiet or options.json) as bars:
        result = build_site(project, options.jobs or usual_jobs(), bars, locked=options.locked)
    report = report_of(result, project.settings)
    if not any(each["fault"] for each in report["problems"]):
        fingerprint.keep(kept, told(), {**folders, str(project.out): result.stamp}, report)
    return report


def _tell(report: dict[str, Any], options: argparse.Namespace) -> None:
    """Say what a build led to."""
    from sitegen.commands.report import lines, summary

    for line in lines(report):
        _say(line)
    if not report["stories"] and report["others"]:
        from pathlib import Path

        from sitegen.importing.formats import hint

        _say(hint(Path(options.root, report["content"]), Path(options.root)))
    if options.json:
        _print_json({"command": "build", "ok": True, **report})
        return
    if options.verbose:
        for path in report["written"]:
            print(f"wrote {path}")
        for path in report["removed"]:
            print(f"removed {path}")
    if not options.quiet:
        print(summary(report))


def _serve(options: argparse.Namespace) -> int:
    from pathlib import Path

    from sitegen.serve.http import open_endpoint
    from sitegen.serve.live import Live
    from sitegen.serve.terminal import Terminal
    from sitegen.site.live_site import LiveSite
    from sitegen.site.workers import usual_jobs

    terminal = Terminal(as_json=options.json, quiet=options.quiet)
    with _Bars(quiet=options.quiet or options.json) as bars:
        site = LiveSite(
            Path(options.root),
            {"content": options.content, "cache": options.cache},
            options.jobs or usual_jobs(),
            bars,
            drafts=options.drafts,
        )
        endpoint = open_endpoint(options.bind, options.port, options.allow_host)
        terminal.serving(endpoint, options.port)
        Live(site, endpoint, terminal, reload=not options.no_reload).run(
            partial(_show, endpoint.url, options)
        )
    return 0


def _show(url: str, options: argparse.Namespace) -> None:
    """Open the site in the person's browser, if asked to."""
    if options.open:
        import threading
        import webbrowser

        # Some browsers keep whoever opens them waiting until they are closed.
        threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()


def _list(options: argparse.Namespace) -> int:
    from sitegen.commands.explain import events, left_out

    with _known(options) as (project, build):
        found, ignored = events(build), left_out(build, project.overrides)
    if options.json:
        _print_json({"command": "list", "ok": True, "events": found, "left_out": ignored})
        return 0
    for event in found:
        print(f"{event['published'] or 'undated   '}  {event['title']}")
        for story in event["stories"]:
            print(f"            {story['path']}" + (f"  ({story['outlet']})" if story["outlet"] else ""))
    for each in ignored:
        print(f"left out    {each['path']}: {each['reason']}")
    return 0


def _explain(options: argparse.Namespace) -> int:
    from sitegen.commands.explain import explained, explanation

    with _known(options) as (project, build):
        found = explained(build, project.settings.content, project.overrides, options.a, options.b)
    if options.json:
        _print_json({"command": "explain", "ok": True, **found})
    else:
        print("\n".join(explanation(found, verbose=options.verbose)))
    return 0


def _group(options: argparse.Namespace) -> int:
    from sitegen.commands.explain import decision, load, regrouped, regrouping, save

    with _known(options) as (project, build):
        before = load(project.root)
        wanted = decision(
            build,
            project.settings.content,
            project.overrides,
            kind=options.kind,
            stories=options.stories,
            reason=options.reason,
            by=options.by,
        )
        after, found = regrouped(build, before, wanted)
    wrote = not options.dry_run and after != before
    if wrote:
        save(project.root, after)
    if options.json:
        _print_json({"command": "group", "ok": True, **found, "written": wrote})
    elif not options.quiet:
        print("\n".join(regrouping(found, wrote=wrote)))
    return 0


def _check(options: argparse.Namespace) -> int:
    import msgspec

    from sitegen.commands.check import checked
    from sitegen.site.project import now

    project = _project(options)
    found = checked(project.content, project.out, project.overrides, project.settings.ignore, now())
    over = _over_limit(project) if options.licence else []
    well = not found.faults and not any(each.broken for each in over)
    if options.json:
        named = [{"line": each.line, **msgspec.structs.asdict(each)} for each in over]
        licence = {"licence": named} if options.licence else {}
        lines = {
            "faults": list(found.faults),
            "hinted": list(found.hints),
            "languages": list(found.languages),
        }
        _print_json({"command": "check", "ok": well, **found.counts, **lines, **licence})
    else:
        for line in (*found.faults, *(each.line for each in over if each.broken)):
            _say(line)
        if not options.quiet:
            for hint in found.hints:
                print(f"hint: {hint}")
            for line in found.languages:
                print(line)
            for each in over:
                if not each.broken:
                    print(each.line)
            print(found.summary)
    return 0 if well else PROBLEMS


def _over_limit(project: Project) -> list[Over]:
    """The sources of which the site would quote more than it may."""
    from sitegen.commands.check import over_limit
    from sitegen.digest.rights import Rights

    settings = project.settings
    return list(over_limit(project.content, project.out, Rights(settings.outlet, settings.quoting)))


def _import(options: argparse.Namespace) -> int:
    from sitegen.importing.formats import imported
    from sitegen.importing.item import Wanted

    fields = ("teasers", "split", "text", "title", "date", "source")
    with _Bars(quiet=options.quiet or options.json) as bars:
        found = imported(
            _project(options).content,
            options.files,
            Wanted(**{field: getattr(options, field) for field in fields}),
            into=options.into,
            dry_run=options.dry_run,
            update=options.update,
            progress=bars,
        )
    for taken in found:
        for each in taken.left_out:
            _say(f"{taken.container}: {each.what}: {each.why}")
    if options.json:
        import msgspec

        _print_json({"command": "import", "ok": True, "containers": msgspec.to_builtins(found)})
    elif not options.quiet:
        for taken in found:
            if options.dry_run:
                print("".join(f"would write {path}\n" for path in taken.written), end="")
            print(
                taken.summary
                if not options.dry_run
                else taken.summary.replace("written", "would be written", 1)
            )
    return 0


def _export(options: argparse.Namespace) -> int:
    from sitegen.commands import exports

    project = _project(options)
    found = exports.rows(project.out)
    if options.to == "jsonl":
        for line in exports.jsonl(found):
            sys.stdout.write(line)
        return 0
    paths = exports.write_csv(found, project.root / (options.folder or "export"))
    if options.json:
        _print_json({"command": "export", "ok": True, "files": [str(path) for path in paths]})
    elif not options.quiet:
        print("\n".join(map(str, paths)))
    return 0


def _layouts(options: argparse.Namespace) -> int:
    from sitegen.commands import starter
    from sitegen.errors import InputError

    project = _project(options)
    if options.action == "copy":
        if not options.name:
            raise InputError("layouts copy: name the layout, such as: sitegen layouts copy digest.html")
        file = str(starter.copied(project, options.name, force=options.force))
        if options.json:
            _print_json({"command": "layouts", "ok": True, "file": file})
        elif not options.quiet:
            print(file)
        return 0
    found = starter.listed(project)
    if options.json:
        each = [{"name": one.name, "origin": one.origin, "shows": one.shows} for one in found]
        _print_json({"command": "layouts", "ok": True, "layouts": each})
    else:
        for one in found:
            print(f"{one.name:<18}{one.origin:<34}{one.shows}".rstrip())
    return 0


@contextmanager
def _known(options: argparse.Namespace) -> Iterator[tuple[Project, Build]]:
    """Give the site, and a build that has read and grouped its stories."""
    from sitegen.site.project import known
    from sitegen.site.signals import stoppable
    from sitegen.site.workers import usual_jobs

    # As for a build.
    gc.disable()
    project = _project(options)
    with (
        stoppable(),
        _Bars(quiet=options.quiet or options.json) as bars,
        known(project, options.jobs or usual_jobs(), bars) as (build, problems),
    ):
        for problem in problems:
            _say(f"{project.settings.content}/{problem.path}: {problem.message}")
        yield project, build


def _project(options: argparse.Namespace) -> Project:
    from pathlib import Path

    from sitegen.site.project import open_project

    given = {key: getattr(options, key, None) for key in ("content", "out", "base_url", "cache")}
    return open_project(Path(options.root), given)


def _files(root: str, *names: str) -> list[bytes]:
    """The bytes of some files of the site's folder; nothing for one that is not there."""
    found = []
    for name in names:
        try:
            with open(os.path.join(root, name), "rb") as file:
                found.append(file.read())
        except OSError:
            found.append(b"")
    return found


class _Bars:
    """Progress on a terminal: one bar a step, for steps that take longer than a moment."""

    MOMENT = 0.5
    """Seconds before a bar appears."""

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


def _say(line: str) -> None:
    print(line, file=sys.stderr)


def _print_json(value: dict[str, Any]) -> None:
    print(json.dumps(value, ensure_ascii=False))
