"""Prints the regular expressions of the package that take the square of a text's time or longer.

``python tools/patterns.py``: each pattern, those made from a language's words too, is given texts that its
repeats are made to take, a longer and a shorter one; told are those for which the time grows far faster than
the text. It takes a minute or two of an idle machine; 1 where it finds one.
"""

from __future__ import annotations

import functools
import importlib
import inspect
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import sitegen
from sitegen.languages import EVERY, codes

LENGTH = 8_000
"""Characters of a hostile text; what repeats up to a limit of some thousand is given four times as many."""
QUICK = 0.015
"""CPU seconds under which nothing is compared: no square is so quick over `LENGTH`."""
STEEP = 9
"""Least ratio of the times of a text and of its quarter that is a fault: 4 is a line, 16 a square."""
LONGEST = 5.0
"""CPU seconds after which a search is ended."""

PLAIN = ("a", "A", "1", " ", ".", ",", "\n", "a ", "A ", "1 ", "1.", '"a ', "A. ", "(")
ALPHABET = "aA1 .,-'\"()[]:;!?é\n\t“’/_@#|<>=&%€*+一กا"
GREEDY = {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}


def owned(value: object) -> bool:
    """Whether a value is of a class of the package."""
    return type(value).__module__.startswith("sitegen")


def held(value: object, depth: int = 4) -> Iterator[re.Pattern]:
    """The patterns in a value: itself, in its parts, or in what a function without arguments keeps."""
    if isinstance(value, re.Pattern):
        yield value
        return
    parts: list[object] = []
    if isinstance(value, tuple | list):
        parts = [*value[:400]]
    elif isinstance(value, dict):
        parts = [*value.values()][:400]
    elif isinstance(value, functools._lru_cache_wrapper):
        parts = [*kept(value)]
    elif owned(value) and not isinstance(value, type):
        slots = (name for kind in type(value).__mro__ for name in getattr(kind, "__slots__", ()))
        parts = [getattr(value, name, None) for name in (*getattr(value, "__dict__", ()), *slots)]
    for part in parts if depth else ():
        yield from held(part, depth - 1)


def kept(function: Callable[..., object]) -> Iterator[object]:
    """What a function that keeps its results returns, for every language where it asks for one."""
    taken = [*inspect.signature(function).parameters.values()]
    if not taken:
        yield function()
    elif len(taken) == 1 and taken[0].name in ("code", "language"):
        yield from (function(code) for code in (*codes(), EVERY, "und"))


@functools.cache
def patterns() -> dict[tuple[str | bytes, int], re.Pattern]:
    """Every pattern of the package, those that are made from a language's words too."""
    found = {}
    for name in sorted(module.name for module in pkgutil.walk_packages(sitegen.__path__, "sitegen.")):
        if not name.endswith("__main__"):
            for value in [*vars(importlib.import_module(name)).values()]:
                found |= {(one.pattern, one.flags): one for one in held(value)}
    return found


def sample(tree: Any) -> str:
    """A text that a parsed pattern is likely to take."""
    return "".join(map(_sample, tree))


def _sample(node: Any) -> str:
    name, value = str(node[0]), node[1]
    if name == "LITERAL":
        return chr(value)
    if name in ("NOT_LITERAL", "ANY"):
        return "b" if value == ord("a") else "a"
    if name == "IN":
        written = next((chr(one) for kind, one in value if str(kind) == "LITERAL"), "\x01")
        return next((char for char in ALPHABET if takes(value, char)), written)
    if name == "BRANCH":
        return sample(value[1][0])
    if name in GREEDY:
        return sample(value[2]) * max(1, min(value[0], 40))
    return (
        sample(value[-1] if name == "SUBPATTERN" else value) if name in ("SUBPATTERN", "ATOMIC_GROUP") else ""
    )


def takes(items: Any, char: str) -> bool:
    """Whether a class of characters of a parsed pattern has one."""
    has = False
    for kind, value in items:
        name = str(kind)
        if name == "RANGE":
            has |= value[0] <= ord(char) <= value[1]
        elif name == "CATEGORY":
            sort = str(value)
            is_it = (
                char.isdigit() if "DIGIT" in sort else char.isspace() if "SPACE" in sort else char.isalnum()
            )
            has |= is_it != ("NOT" in sort)
        else:
            has |= name == "LITERAL" and value == ord(char)
    return has != (str(items[0][0]) == "NEGATE")


def pumped(tree: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """What stands before each part that repeats, and that part."""
    for node in tree:
        name, value = str(node[0]), node[1]
        if name in GREEDY:
            if value[1] >= 16:
                yield before, sample(value[2])
                yield "", before + sample(value[2])
            yield from pumped(value[2], before)
        elif name == "BRANCH":
            for branch in value[1][:12]:
                yield from pumped(branch, before)
        elif name in ("SUBPATTERN", "ATOMIC_GROUP"):
            yield from pumped(value[-1] if name == "SUBPATTERN" else value, before)
        before += _sample(node)
    yield "", before


def spent(call: Callable[[], object]) -> float:
    """CPU seconds of a call, `LONGEST` where it takes as long."""

    def end(*_: object) -> None:
        raise TimeoutError

    former = signal.signal(signal.SIGPROF, end)
    signal.setitimer(signal.ITIMER_PROF, LONGEST)
    start = time.process_time()
    try:
        call()
    except TimeoutError:
        return LONGEST
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, former)
    return time.process_time() - start


def grows(cost: Callable[[int], float], length: int) -> bool:
    """Whether a text costs far more than its quarter, or is not read to the end."""
    whole, quarter = (min(cost(size) for _ in range(2)) for size in (length, length // 4))
    return whole >= min(LONGEST, STEEP * quarter)


def _cost(pattern: re.Pattern, how: str, head: str, pump: str, tail: str, length: int) -> float:
    """CPU seconds of a search in a text of so many characters."""
    text = head + pump * max(1, length // len(pump)) + tail
    given = text if isinstance(pattern.pattern, str) else text.encode("utf-8", "replace")
    return spent(lambda: getattr(pattern, how)(given))


def steep(pattern: re.Pattern) -> Iterator[tuple[str, str, str]]:
    """Yield how, and on which text, the time of a pattern grows with the square of it or worse."""
    as_text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    flags = pattern.flags if isinstance(pattern.pattern, str) else pattern.flags & ~re.UNICODE | re.ASCII
    tree = re._parser.parse(as_text, flags)
    tries = dict.fromkeys(
        (*((head, pump) for head, pump in pumped(tree) if pump), *(("", one) for one in PLAIN))
    )
    for head, pump in [*tries][:120]:
        if len(head) + len(pump) > 300:
            continue
        for tail in ("", "\x01"):
            for how in ("search", "fullmatch"):
                cost = functools.partial(_cost, pattern, how, head, pump, tail)
                once = cost(LENGTH)
                if once >= LONGEST or (once >= QUICK and grows(cost, LENGTH) and grows(cost, 4 * LENGTH)):
                    yield how, head[-40:], pump[:40]


def main() -> int:
    """Print every steep pattern with the text that shows it; 1 where there is one."""
    found = {key[0]: first for key, one in patterns().items() if (first := next(steep(one), None))}
    for written, (how, head, pump) in found.items():
        print(f"{written!r}: {how} of {head!r} and many {pump!r}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
