"""Worker processes: started when there is enough to do for more than one, gone when whoever started them is.

What they work on is as large as people's files are, so the system may end any of them at any time. What was
under way then is done once more by new ones.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Self

from sitegen import OutputError

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

ENDING = ("SIGTERM", "SIGHUP", "SIGBREAK")
"""Signals that end a program as Ctrl-C does, where the system has them."""

AHEAD = 2
"""Items for each worker that are sent before their results are taken: one at work and one that waits.
Judgement."""

WATCH = 0.5
"""Seconds between two looks of a worker at whether the process that started it is still there. Judgement."""

COLLECT = 10_000, 10, 10
"""Objects between two looks of a worker's collector, and how often it looks at older ones: rarely, since
nearly all that it makes is free of cycles. It takes 4 % of a worker's time at 1,000 stories; with 100,000
objects none there, but a build of 10,000 has 478 MB in place of 419."""

DESCRIPTORS, EACH = 24, 8
"""Files that may be open in this process, and for each worker. With 18 a build by two workers was well."""


class Workers:
    """An executor of worker processes."""

    def __init__(self, jobs: int) -> None:
        """`jobs` is the greatest number of processes; with 1 all is done in this one."""
        self._jobs = jobs if jobs < 2 or _descriptors() >= DESCRIPTORS + EACH * jobs else 1
        self.method = "fork" if sys.platform == "linux" else "spawn"
        """How they start: forked ones have the modules and tables already, spawned ones load them anew."""
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is not None and self._pool is not None:
            import multiprocessing  # noqa: PLC0415 as in `_submit`

            # Nobody waits for the end of what is of no use any more.
            for child in multiprocessing.active_children():
                child.terminate()
        self.rest()

    def rest(self) -> None:
        """End the processes; the next work starts others."""
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(cancel_futures=True)

    def map(self, function: Callable[[Any], Any], items: Iterable[Any], /) -> Iterator[Any]:
        """Return the results in the order of the items, which are taken as workers become free.

        Raises:
            OutputError: a worker was killed, and so was the one that did its work again.
        """
        rest = iter(items)
        first = list(islice(rest, 2))
        if self._jobs < 2 or len(first) < 2:
            return map(function, chain(first, rest))
        return self._shared(function, chain(first, rest))

    def _shared(self, function: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Any]:
        """Have the workers do it, some items ahead so that none of them has to wait."""
        sent: deque[tuple[Any, Future[Any]]] = deque()
        for item in items:
            sent.append((item, self._submit(function, item)))
            if len(sent) >= AHEAD * self._jobs:
                yield self._result(function, sent)
        while sent:
            yield self._result(function, sent)

    def _result(self, function: Callable[[Any], Any], sent: deque[tuple[Any, Future[Any]]]) -> object:
        """Return what came of the first item; new workers do it all again where one was killed."""
        from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415 as in `_submit`

        try:
            found = sent[0][1].result()
        except BrokenProcessPool:
            self.rest()
            again = [(item, self._submit(function, item)) for item, _ in sent]
            sent.clear()
            sent.extend(again)
            try:
                found = sent[0][1].result()
            except BrokenProcessPool as error:
                raise OutputError(
                    "a worker was killed twice over the same work, perhaps for want of memory; "
                    "try again with --jobs 1"
                ) from error
        sent.popleft()
        return found

    def _submit(self, function: Callable[[Any], Any], item: object) -> Future[Any]:
        """Send an item to the workers, to new ones where one of those that are there was killed."""
        # Most builds need no workers, and these modules take 35 ms.
        import multiprocessing  # noqa: PLC0415
        from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415
        from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415

        if self._pool is not None:
            try:
                return self._pool.submit(function, item)
            except BrokenProcessPool:
                self.rest()
        context = multiprocessing.get_context(self.method)
        self._pool = ProcessPoolExecutor(self._jobs, context, _begin, (os.getpid(),))
        return self._pool.submit(function, item)


def usual_jobs() -> int:
    """Return as many workers as there are processors for this process, 8 at most."""
    try:
        return min(8, len(os.sched_getaffinity(0)))
    except AttributeError:
        return min(8, os.cpu_count() or 1)


def _begin(parent: int) -> None:
    """Prepare a worker: it ends with `parent`, which alone is told of Ctrl-C and of the other signals."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    # The process that started it may do without a collector, which ends with its one build; a worker takes in
    # thousands of events, and what they leave in cycles adds up: 27 of 157 MB over 2,000 stories.
    gc.freeze()
    gc.set_threshold(*COLLECT)
    gc.enable()
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    """End this process when `parent` is gone, which a pipe would not tell: other workers hold its ends."""
    while os.getppid() == parent:
        time.sleep(WATCH)
    os._exit(1)


def _descriptors() -> float:
    """Return how many files this process may have open at once."""
    try:
        import resource  # noqa: PLC0415 where there is none there is no such limit

        limit = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    except ImportError:
        return float("inf")
    return float("inf") if limit == resource.RLIM_INFINITY else limit


@contextlib.contextmanager
def stoppable() -> Iterator[None]:
    """Raise KeyboardInterrupt inside for SIGTERM and for the end of the terminal, unless that is ignored."""
    before = {}
    for name in ENDING:
        if (number := getattr(signal, name, None)) and signal.getsignal(number) == signal.SIG_DFL:
            before[number] = signal.signal(number, signal.default_int_handler)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def deafen() -> None:
    """Hear no second signal while everything is put away."""
    for name in ("SIGINT", *ENDING):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
