"""The command line: what a person asks for, what they are told, and the exit code they get.

Results go to stdout, talk goes to stderr. Exit codes: 0 well, 1 problems were found (`check`, `--strict`),
2 usage or settings, 3 input, 4 output, 70 a bug. Only what a command needs is imported, when it is needed.
"""

from __future__ import annotations

import argparse
import errno
import io
import os
import re
import shlex
import sys
from difflib import get_close_matches
from importlib import import_module
from typing import Any, NoReturn

from sitegen import __version__
from sitegen.commands import print_json, say

USAGE, UNTOLD, BUG, STOPPED = 2, 4, 70, 130
"""Exit codes: 2 as argparse has it, 70 EX_SOFTWARE of sysexits, 130 a shell's for Ctrl-C."""

EVERYWHERE = ("--json", "-q", "--quiet")
"""Options of every command, beside -C."""

HOSTS = ("pages", "netlify", "cloudflare", "s3", "nginx")
"""What `init --deploy` writes a file for."""


def main(words: list[str] | None = None) -> int:
    """Run one command; its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    words = sys.argv[1:] if words is None else words
    if not words:
        _parser().print_help(sys.stderr)
        return USAGE
    options, strange = _parser().parse_known_args(_ordered(words))
    if strange:
        options.parser.error(f"unrecognized arguments: {' '.join(strange)}")
    try:
        module, _, name = options.run.partition(":")
        code: int = getattr(import_module(module), name)(options)
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
            say("sitegen: there is no room for what this prints")
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
    from sitegen import SitegenError

    if not isinstance(error, SitegenError):
        import traceback

        traceback.print_exc()
        say("sitegen: this is a bug in sitegen; what was published before still stands")
    code = error.code if isinstance(error, SitegenError) else BUG
    if options.json:
        print_json({"command": options.command, "ok": False, "code": code, "error": str(error)})
    if isinstance(error, SitegenError):
        say(f"sitegen: {error}")
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
            own = [option for action in self._actions for option in action.option_strings]
            near = get_close_matches(wrong[1], own, 1, 0.7)
            if near:
                hint = f"; did you mean '{near[0]}'?"
            elif os.path.isdir(wrong[1]):
                hint = f"; the site's folder is named with -C: {self.prog} -C {shlex.quote(wrong[1])}"
        super().error(message + hint)


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
    init.set_defaults(run="sitegen.commands.files:init")
    build = commands.add_parser("build", parents=[site], help="build the site")
    build.add_argument("--base-url", metavar="URL", help="address the site will have")
    build.add_argument(
        "--locked", action="store_true", help="publish nothing where sitegen.lock would change"
    )
    build.add_argument("--strict", action="store_true", help="exit with 1 where a story has a problem")
    build.add_argument("-v", "--verbose", action="store_true", help="name every page written or removed")
    build.set_defaults(run="sitegen.commands.build:build")
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
    serve.set_defaults(run="sitegen.serve.live:serve")
    listing = commands.add_parser("list", parents=[folders], help="list the events and their stories")
    listing.set_defaults(run="sitegen.commands.explain:list_events")
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
    explain.set_defaults(run="sitegen.commands.explain:explain")
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
    group.set_defaults(run="sitegen.commands.explain:group")
    check = commands.add_parser(
        "check", parents=[site], help="check that every sentence shown is verbatim and nothing is lost"
    )
    check.add_argument(
        "--licence", action="store_true", help="name the sources of which a page would quote too much"
    )
    check.set_defaults(run="sitegen.commands.check:check")
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
    take.set_defaults(run="sitegen.commands.files:take")
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
    export.set_defaults(run="sitegen.commands.files:export")
    layouts = commands.add_parser(
        "layouts",
        parents=[everywhere],
        help="list the layouts and where each comes from, or copy one to edit",
    )
    layouts.add_argument("action", nargs="?", choices=["copy"], help="copy a packaged layout into the site")
    layouts.add_argument("name", nargs="?", metavar="NAME", help="its name, such as digest.html")
    layouts.add_argument("--force", action="store_true", help="replace the site's own layout of that name")
    layouts.set_defaults(run="sitegen.commands.files:layouts")
    for command in commands.choices.values():
        command.set_defaults(parser=command)
    return parser


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
