"""In what regard an amount is given: a rest, a past or planned one, one denied, one for each year."""

from __future__ import annotations

from typing import Final

from sitegen.compare.claim import Claim
from sitegen.compare.patterns import patterns
from sitegen.text.quantities import Slot

DENIED: Final = "denied"
"""Mark of an amount that its sentence says is not the one."""


def marks(said: Claim, slot: Slot, first: int, last: int) -> frozenset[str]:
    """What makes the amount of tokens `first` to `last` another kind: rest, past, maybe, still, ..."""
    found: set[str] = set()
    words, known = said, patterns(said.language)
    if not known.marking.isdisjoint(words.surfaces):
        near = words.forms[max(0, first - 5) : last + 5]
        found = {mark for mark, listed in known.marks.items() if not listed.isdisjoint(near)}
        if "maybe" in found and known.marks["maybe"].isdisjoint(said.forms[max(0, first - 5) : first]):
            found.remove("maybe")  # *can hold 400*, but not *400 can be reached*
        rest = known.words.rest
        if slot.kind != "percent" and not rest.isdisjoint(words.forms[max(0, first - 2) : last + 3]):
            found.add("rest")
    before = max(0, slot.start - 24)
    if words.lower.endswith(known.denying_ends, before, slot.start) and known.denying.search(
        words.lower, before, slot.start
    ):
        found.add(DENIED)
    if known.rate.match(words.lower, slot.end):
        found.add("rate")
    return frozenset(found)
