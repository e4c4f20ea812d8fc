"""The faults there are, by where they come from; the first of them is shown until it is mended."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

from sitegen.serve.fault import Fault


class Faults:
    """What is wrong now; any thread may add to it."""

    def __init__(self, show: Callable[[Fault | None], None]) -> None:
        """`show` hears when another fault than before is the first, or none is left."""
        self._show = show
        self._lock = Lock()
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
