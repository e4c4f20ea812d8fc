"""In what regard an amount is given: a rest, a past or planned one, one denied, one for each year."""

from __future__ import annotations

import re
from typing import Final

from sitegen.compare.said import Words
from sitegen.text.meanings import listed
from sitegen.text.quantities import Slot

DENIED: Final = "denied"
"""Mark of an amount that its sentence says is not the one."""
_RATE: Final = re.compile(
    r" ?(?:per|a|an|each|every|pro|je|por|par|al?) (?:season|year|month|week|day|night|hour|head|person|"
    r"jahr|monat|woche|tag|stunde|kopf|person|año|mes|semana|día|hora|persona|an|mois|semaine|jour|"
    r"heure|personne)\b|/|"
    r" (?:annually|yearly|monthly|weekly|daily|jährlich|anuales?|par an)\b"
)
"""What behind an amount makes it one for each year, head, ..."""
REST: Final = listed(
    "another more additional further extra other others weitere weiteren zusätzlich zusätzliche "
    "weiterer otros otras más autres supplémentaires outros outras adicionales "
)
_PAST: Final = listed(
    "previous previously earlier former last-year's compared against instead record zuvor bisher "
    "früher früheren vorjahr verglichen statt "
    "anterior anteriores antes anteriormente comparado frente précédent précédente auparavant contre "
    "anterior ago earlier  "
    " average usual usually normally normal normale normalement aftershock aftershocks nachbeben "
    "réplica réplicas réplique répliques "
)
_STILL: Final = listed(
    "still remain remained remains remaining again noch wieder weiterhin todavía aún siguen sigue "
    "encore toujours restent ainda"
)
_MAYBE: Final = listed(
    "if can limit límite limite tempolimit would could might may wenn falls würde könnte könnten si "
    "podría podrían sería pourrait "
    "pourraient serait se poderia capacity maximum hold holds fits"
)
_PLANNED: Final = listed(
    "will plans plan planned planning expects expected expect forecast predicted due scheduled soll "
    "sollen geplant erwartet prevé previsto prevista será serán planea prévu prévoit sera seront vai prevê"
)

_MARKS: Final = {"past": _PAST, "maybe": _MAYBE, "still": _STILL, "planned": _PLANNED}
_DENYING: Final = re.compile(
    r"(?:not the|not|instead of|compared with|rather than|nicht die|nicht|statt|en lugar de|au lieu de|"
    r"em vez de) $"
)
MARKING: Final = frozenset().union(
    *_MARKS.values(),
    REST,
    ["not", "nicht", "instead", "compared", "rather", "statt", "lugar", "lieu", "vez"],
)


def marks(words: Words, slot: Slot, first: int, last: int) -> frozenset[str]:
    """What makes the amount of tokens `first` to `last` another kind: rest, past, maybe, still, ..."""
    found: set[str] = set()
    if not MARKING.isdisjoint(words.surfaces):
        near = words.forms[max(0, first - 5) : last + 5]
        found = {mark for mark, listed in _MARKS.items() if not listed.isdisjoint(near)}
        if slot.kind != "percent" and not REST.isdisjoint(words.forms[max(0, first - 2) : last + 3]):
            found.add("rest")
        if _DENYING.search(words.lower, max(0, slot.start - 24), slot.start):
            found.add(DENIED)
    if _RATE.match(words.lower, slot.end):
        found.add("rate")
    return frozenset(found)
