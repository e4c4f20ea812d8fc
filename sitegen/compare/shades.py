"""Small words that change what is claimed: only, still, most, if, tried to; and who is said to know it.

They weigh nothing where sentences are compared, and a sentence that lacks one says another thing. So one
that has another shade is cited in part, and is folded rather than left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from sitegen.languages import language
from sitegen.text.quantities import Slot
from sitegen.text.tokens import Token

GAP = 4
"""Words between the parts of a phrase, at most: *as many people as*; the 4 of `phrases.either`."""

Shades = Mapping[str, tuple[Token, ...]]
"""What small words say, by the name of their line in the language's file, with these words."""


@cache
def _phrases(code: str) -> Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """For the first word of each phrase its names and the words behind; who knows something is *told*."""
    known = language(code)
    reporting = known.reporting
    told = {*reporting.verbs, *reporting.before, *reporting.behind, *known.dates.report}
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for phrase, name in (*known.frames.shades.items(), *((phrase, "told") for phrase in sorted(told))):
        first, *rest = phrase.replace("’", "'").split()
        found.setdefault(first, []).append((name, tuple(rest)))
    return {first: tuple(each) for first, each in found.items()}


def shades(code: str, tokens: Sequence[Token], forms: Sequence[str], slots: Sequence[Slot]) -> Shades:
    """Return the shades of a sentence; of a number with a bound (at least, about) the bound is one."""
    phrases = _phrases(code)
    forms = [form.replace("’", "'") for form in forms]
    found: dict[str, tuple[Token, ...]] = {}
    for at, form in enumerate(forms):
        for name, rest in phrases.get(form, ()):
            end = _end(forms, at + 1, rest)
            if end:
                found[name] = (*found.get(name, ()), *tokens[at:end])
    for slot in slots:
        if slot.bound:
            found[f"{slot.bound} {slot.key}"] = tuple(
                [token for token in tokens if slot.start <= token.start < slot.end]
            )
    return found


def _end(forms: Sequence[str], at: int, rest: tuple[str, ...]) -> int:
    """The place behind the last word of a phrase whose first stands before `at`; 0 where it is none."""
    for place, word in enumerate(rest):
        if word == "~":
            last = rest[place + 1]
            return next((to + 1 for to in range(at, min(at + GAP + 1, len(forms))) if forms[to] == last), 0)
        if at >= len(forms) or forms[at] != word:
            return 0
        at += 1
    return at
