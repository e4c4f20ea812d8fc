"""A site that is live: what settles in its folders is taken in, and the browsers hear of it.

The loop runs in the main thread and is the only one that changes the site. The server answers from the
last good site in a thread of its own.
"""

from __future__ import annotations

import argparse
import gc
import os
import threading
import time
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path

import msgspec

from sitegen.commands import Bars, explain
from sitegen.decisions import FILE
from sitegen.errors import OutputError, SitegenError
from sitegen.model import Problem
from sitegen.serve.folder import Folder
from sitegen.serve.http import Endpoint, Server, open_endpoint
from sitegen.serve.inspect import Inspector
from sitegen.serve.server import Action, App, ServedSite, client_texts
from sitegen.serve.terminal import Fault, Faults, Terminal, fault
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
        self._terminal.problems(self._placed(change.problems))
        self._tell(self._app.hub.problems, self._placed(change.problems))

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
        self._tell(self._app.hub.problems, self._placed(change.problems))
        self._terminal.changed(files, change, time.perf_counter() - since)
        self._terminal.problems(self._placed(change.problems))

    def _placed(self, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
        """Problems with the paths of their files as a person sees them from the site's folder."""
        content = os.path.relpath(self._site.content, self._site.root)
        return tuple(
            each if each.path == FILE else msgspec.structs.replace(each, path=f"{content}/{each.path}")
            for each in problems
        )

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
