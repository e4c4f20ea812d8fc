"""Signals that end a program, taken as Ctrl-C is, so that whatever was begun is put away."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

NAMES = ("SIGTERM", "SIGHUP", "SIGBREAK")
"""Signals that end a program as Ctrl-C does, where the system has them."""


@contextmanager
def stoppable() -> Iterator[None]:
    """Raise KeyboardInterrupt inside for SIGTERM and for the end of the terminal, unless that is ignored."""
    before = {}
    for name in NAMES:
        if (number := getattr(signal, name, None)) and signal.getsignal(number) == signal.SIG_DFL:
            before[number] = signal.signal(number, signal.default_int_handler)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def deafen() -> None:
    """Hear no second signal while everything is put away."""
    for name in ("SIGINT", *NAMES):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
