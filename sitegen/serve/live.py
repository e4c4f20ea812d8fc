"""A site that is live: what settles in its folders is taken in, and the browsers hear of it.

The loop runs in the main thread and is the only one that changes the site. The server answers from the
last good site in a thread of its own. The terminal says the address, a line for each change, and what is at
fault; with JSON, one event a line: ``serving``, ``change``, ``fault``, ``mended``, ``polling``, ``stopped``.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import re
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, TextIO

from msgspec import Struct
from msgspec.structs import replace

from sitegen import OutputError, SitegenError
from sitegen.commands import Bars, explain, say, visible
from sitegen.commands.build import many
from sitegen.decisions import FILE
from sitegen.model import Problem
from sitegen.serve.folder import Folder
from sitegen.serve.http import Endpoint, Server, open_endpoint
from sitegen.serve.inspect import Inspector
from sitegen.serve.server import Action, App, ServedSite, client_texts
from sitegen.site.live_site import LiveSite, SiteChange
from sitegen.site.workers import deafen, stoppable, usual_jobs


class Live:
    """A site that is shown while its folder changes."""

    def __init__(
        self, site: LiveSite, endpoint: Endpoint, terminal: Terminal, *, reload: bool = True
    ) -> None:
        """With `reload`, pages get the client that keeps them new."""
        self._site = site
        self._terminal = terminal
        self._endpoint = endpoint
        self._folder = Folder(site.root, site.content, site.layouts, site.ignore)
        self._faults = Faults(self._show)
        shown = ServedSite(
            site.page,
            top=site.top,
            actions=self._actions(),
            texts=self._texts,
            wrong=lambda name, error: self._faults.add(f"page {name}", self._fault(error)),
            right=lambda name: self._faults.mend(f"page {name}"),
        )
        self._app = App(endpoint, shown, live=reload)
        self._server = Server(self._app)
        self._thread = threading.Thread(
            target=lambda: self._server.run(list(endpoint.sockets)), name="sitegen-server", daemon=True
        )
        self._owed: dict[str, bytes | None] = {}
        """Stories that have settled and that the site has not taken in."""
        self._problems: tuple[Problem, ...] = self._folder.problems
        self._blind: str | None = None
        self._stopping = threading.Event()

    def _texts(self) -> str:
        """The texts of the client in the language of the site."""
        theme = self._site.theme
        own = [(name, held) for name, held in theme.layouts if name.endswith(".po") and isinstance(held, str)]
        return client_texts(theme.site.language, tuple(own))

    def run(self, opened: Callable[[], object] = lambda: None) -> None:
        """Serve until Ctrl-C or SIGTERM; `opened` is called when the first page can be had."""
        try:
            with stoppable():
                self.start()
                opened()
                self.go_on()
        except KeyboardInterrupt:
            pass
        finally:
            deafen()
            self.close()
            self._terminal.stopped()

    def start(self) -> None:
        """Build the site, then answer requests."""
        began = time.perf_counter()
        # A build makes no cycles worth a collector's time, and what the site is made of stays.
        gc.disable()
        change = self._site.start()
        gc.freeze()
        gc.enable()
        self._thread.start()
        self._server.ready.wait()
        self._terminal.ready(time.perf_counter() - began)
        self._tell_problems(change)

    def go_on(self) -> None:
        """Follow the folders until `stop` is called, or the server has ended."""
        while not self._stopping.is_set():
            if not self._thread.is_alive():
                raise OutputError("the server has ended by itself; start it again")
            self.step()

    def stop(self) -> None:
        """Have `go_on` return, from any thread."""
        self._stopping.set()
        self._folder.wake()

    def step(self) -> None:
        """Wait until something has settled, and bring the site up to date with it."""
        origin = "folder"
        try:
            found = self._folder.settled()
            self._faults.mend(origin)
            self._owed |= found.stories
            if found.files:
                origin = "surroundings"
                self._restyle(found.files, found.since)
                self._faults.mend(origin)
            origin = "stories"
            self._take_in(found.since)
            self._faults.mend(origin)
        except BrokenPipeError:
            raise
        except Exception as error:  # noqa: BLE001 whatever is in the folder, the last good site stands
            self._faults.add(origin, self._fault(error))
        if self._folder.blind != self._blind:
            self._blind = self._folder.blind
            self._terminal.polling(self._blind or "")

    def close(self) -> None:
        """End every thread and worker, and keep what the next run can use."""
        self._folder.close()
        self._tell(self._app.hub.close)
        self._server.should_exit = True
        if self._thread.is_alive():
            self._thread.join()
        for each in self._endpoint.sockets:
            each.close()
        self._app.close()
        self._site.close()

    def _restyle(self, files: set[str], since: float) -> None:
        """Have the site read again what decides how it looks."""
        site, change = self._site, self._site.restyle()
        if self._folder.place(site.root, site.content, site.layouts, site.ignore):
            # The site has read its new folder; what was heard from the old one is no part of it.
            self._owed.clear()
        root = os.path.realpath(site.root)
        self._publish([os.path.relpath(path, root) for path in sorted(files)], change, since)

    def _take_in(self, since: float) -> None:
        """Bring the site up to date with its stories."""
        problems = self._folder.problems
        if self._owed or problems != self._problems:
            change = self._site.apply(self._owed, problems)
            self._owed, self._problems = {}, problems
            self._publish([], change, since)

    def _publish(self, files: list[str], change: SiteChange, since: float) -> None:
        """Tell everybody of what an update changed."""
        self._tell(self._app.hub.changed)
        self._terminal.changed(files, change, time.perf_counter() - since)
        self._tell_problems(change)

    def _tell_problems(self, change: SiteChange) -> None:
        """Tell everybody of the problems, with paths as a person sees them from the site's folder."""
        content = os.path.relpath(self._site.content, self._site.root)
        placed = tuple(
            each if each.path == FILE else replace(each, path=f"{content}/{each.path}")
            for each in change.problems
        )
        self._tell(self._app.hub.problems, placed)
        self._terminal.problems(placed)

    def _show(self, told: Fault | None) -> None:
        self._tell(self._app.hub.fault, told)
        if told is None:
            self._terminal.mended()
        else:
            self._terminal.fault(told)

    def _fault(self, error: Exception) -> Fault:
        if isinstance(error, SitegenError):
            return fault(str(error), self._folder.text)
        traceback.print_exception(error)
        return Fault(f"This is a bug in sitegen: {error!r}", todo="Undo the last change, and report it.")

    def _tell(self, call: Callable[..., object], *values: object) -> None:
        """Have something done in the server's thread."""
        if self._server.loop is not None:
            with suppress(RuntimeError):
                self._server.loop.call_soon_threadsafe(partial(call, *values))

    def _actions(self) -> Mapping[tuple[str, str], Action]:
        root = self._site.root
        inspector = Inspector(self._site.told, partial(explain.load, root), partial(explain.save, root))
        return {
            ("GET", "/-/inspect"): inspector.inspect,
            ("POST", "/-/decide"): inspector.decide,
            ("POST", "/-/undo"): inspector.undo,
        }


def serve(options: argparse.Namespace) -> int:
    """Show the site while its folder changes."""
    terminal = Terminal(as_json=options.json, quiet=options.quiet)
    with Bars(quiet=options.quiet or options.json) as bars:
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
        import webbrowser  # noqa: PLC0415 few ask for it

        # Some browsers keep whoever opens them waiting until they are closed.
        threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()


SHOWN = 3
"""Names of stories or digests that a line gives before it counts the rest. Judgement."""

FATES = ("joined", "left", "split", "merged", "changed")


class Terminal:
    """Says what happens: results on stdout, what is wrong on stderr."""

    def __init__(self, *, as_json: bool, quiet: bool, out: TextIO | None = None) -> None:
        """`out` stands in for stdout."""
        self._json = as_json
        self._quiet = quiet
        self._out = out
        self._problems: frozenset[Problem] = frozenset()
        self._url = ""

    def serving(self, endpoint: Endpoint, asked: int) -> None:
        """The address, and what is unusual about it."""
        self._url = endpoint.url
        known = {"url": endpoint.url, "port": endpoint.port, "local": endpoint.local}
        self._tell("serving", [endpoint.url], known)
        if asked and endpoint.port != asked:
            say(f"port {asked} is taken; this is {endpoint.port}")
        if not endpoint.local:
            say("other machines can reach this server, and read every page and decide in your name")

    def ready(self, seconds: float) -> None:
        """The site is there."""
        self._tell("ready", [f"ready in {_time(seconds)}; stop with Ctrl-C"], {"seconds": round(seconds, 3)})

    def changed(self, files: Sequence[str], change: SiteChange, seconds: float) -> None:
        """What changed, which digests it touched, how many pages, how long; `files` are no stories."""
        fates = {fate: named for fate in FATES if (named := getattr(change, fate))}
        if not (files or change.stories or change.gone or fates or change.pages):
            return
        what = [_some([*files, *change.stories])] if files or change.stories else []
        what += [f"gone: {_some(change.gone)}"] if change.gone else []
        told = [
            f"{fate} {_some([f'“{each.title}” {self._url}{each.address}/' for each in named])}"
            for fate, named in fates.items()
        ]
        told.append(f"{many(change.pages, 'page')}, {_time(seconds)}")
        about: dict[str, Any] = {"files": files, "stories": change.stories, "gone": change.gone}
        about |= {
            fate: [{"address": each.address, "title": each.title} for each in fates.get(fate, ())]
            for fate in FATES
        }
        about |= {"pages": change.pages, "seconds": round(seconds, 3)}
        self._tell("change", [f"{', '.join(what) or 'the folder'}: {'; '.join(told)}"], about)

    def problems(self, problems: Sequence[Problem]) -> None:
        """Those among the problems of stories that are new."""
        fresh = sorted(set(problems) - self._problems)
        self._problems = frozenset(problems)
        for each in fresh:
            line = f"{each.path}{f':{each.line}' if each.line else ''}: {each.message}"
            about = {"path": each.path, "line": each.line, "message": each.message}
            self._tell("problem", [line], about, wrong=True)

    def fault(self, fault: Fault) -> None:
        """What is wrong; the last good site is still shown."""
        place = f"{fault.file}:{fault.line}: " if fault.line else f"{fault.file}: " if fault.file else ""
        lines = [
            f"{place}{fault.what}" + (f". {fault.todo}" if fault.todo else ""),
            *[f"{'>' if at == fault.line else ' '}{at:5} | {text}" for at, text in fault.lines],
            "the last good site is shown until this is mended",
        ]
        about = {"what": fault.what, "file": fault.file, "line": fault.line, "todo": fault.todo}
        self._tell("fault", lines, about, wrong=True)

    def mended(self) -> None:
        """The fault is gone."""
        self._tell("mended", ["mended"])

    def polling(self, why: str) -> None:
        """Nothing can be heard from the system."""
        told = f"{why}; the folder is looked through now and then instead, which is slower"
        self._tell("polling", [told], {"why": why}, wrong=True)

    def stopped(self) -> None:
        """The end."""
        self._tell("stopped", [])

    def _tell(
        self, event: str, lines: Iterable[str], values: dict[str, Any] | None = None, *, wrong: bool = False
    ) -> None:
        """Say something in lines, or as an event with its values."""
        if self._json:
            told = json.dumps({"event": event, **(values or {})}, ensure_ascii=False)
            print(visible(told), file=self._out, flush=True)
            return
        for line in lines:
            if wrong:
                say(line)
            elif not self._quiet:
                print(visible(line), file=self._out, flush=True)


def _some(names: Sequence[str]) -> str:
    """The first few names and the number of the others.

    >>> _some(["a", "b", "c", "d", "e"])
    'a, b, c and 2 more'
    """
    shown = ", ".join(names[:SHOWN])
    return shown + (f" and {len(names) - SHOWN} more" if len(names) > SHOWN else "")


def _time(seconds: float) -> str:
    """A span of time for a person.

    >>> _time(0.0412), _time(3.21)
    ('41 ms', '3.2 s')
    """
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


AROUND = 3
"""Lines shown before and behind the one at fault; 7 in all fit on a phone. Judgement."""

WIDEST = 200
"""Characters of a line that are shown; a line of a layout has up to 110. Judgement."""

_PLACE = re.compile(r"\A(?P<file>[^:\n]+\.(?:html|css|svg|toml|txt|md|js|xml|po))(?::(?P<line>\d+))?: ")
_LINE = re.compile(r"\bline (\d+)")


class Fault(Struct, frozen=True):
    """Something that keeps the site from being built anew."""

    what: str
    file: str = ""
    """Path under the site's folder; empty where no file is to blame."""
    line: int = 0
    """Counted from 1; 0 where it is not known."""
    lines: tuple[tuple[int, str], ...] = ()
    """The lines around it, each with its number."""
    todo: str = ""
    """What to do, where the message says it."""


def fault(message: str, read: Callable[[str], str | None]) -> Fault:
    """The fault that an error's message tells of; `read` gives the text of a file of the site, if it may.

    >>> fault("sitegen.toml: unknown key 'titel'; did you mean 'title'?", lambda _: None).todo
    "Did you mean 'title'?"
    """
    place = _PLACE.match(message)
    told = message[place.end() :] if place else message
    what, _, todo = (part[:1].upper() + part[1:] for part in told.partition("; "))
    if place is None:
        return Fault(what, todo=todo)
    file, text = place["file"], read(place["file"])
    line = int(place["line"] or 0) or _line(told, text)
    return Fault(what, file, line, _around(text, line), todo)


def _line(told: str, text: str | None) -> int:
    """The line that a message speaks of: by its number, else the first that holds what it quotes."""
    if found := _LINE.search(told):
        return int(found[1])
    quoted = re.search(r"'([^']+)'", told)
    if quoted is None or text is None:
        return 0
    key = re.compile(rf"^\s*[\"']?{re.escape(quoted[1])}\b", re.MULTILINE)
    place = key.search(text)
    return text.count("\n", 0, place.end()) + 1 if place else 0


def _around(text: str | None, line: int) -> tuple[tuple[int, str], ...]:
    """The lines around one, with their numbers; nothing where there is no such line."""
    lines = text.splitlines() if text else []
    if not 0 < line <= len(lines):
        return ()
    first, last = max(1, line - AROUND), min(len(lines), line + AROUND)
    return tuple((number, lines[number - 1][:WIDEST]) for number in range(first, last + 1))


class Faults:
    """What is wrong now; any thread may add to it."""

    def __init__(self, show: Callable[[Fault | None], None]) -> None:
        """`show` hears when another fault than before is the first, or none is left."""
        self._show = show
        self._lock = threading.Lock()
        self._present: dict[str, Fault] = {}
        self._shown: Fault | None = None

    def add(self, origin: str, fault: Fault) -> None:
        """There is a fault; the last one of the same origin gives way to it.

        >>> faults = Faults(lambda fault: print(fault and fault.what))
        >>> faults.add("settings", Fault("no such key")); faults.mend("layouts"); faults.mend("settings")
        no such key
        None
        """
        with self._lock:
            self._present[origin] = fault
            self._tell()

    def mend(self, origin: str) -> None:
        """Nothing of this origin is wrong any more."""
        if origin in self._present:
            with self._lock:
                self._present.pop(origin, None)
                self._tell()

    def _tell(self) -> None:
        first = next(iter(self._present.values()), None)
        if first != self._shown:
            self._shown = first
            self._show(first)
