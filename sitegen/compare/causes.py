"""Unlike causes that sources give for what happened."""

from __future__ import annotations

import re
from itertools import combinations
from typing import Final, NamedTuple

from sitegen.compare.claims import Group, Mention, Point, merged
from sitegen.compare.said import Said
from sitegen.text.meanings import listed

_CAUSES: Final = {
    "fault": "technical fault|electrical fault|short circuit|faulty \\w+|mechanical failure|engine "
    "failure|malfunction|wiring|"
    "gas leak|technische[nrs]? defekt\\w*|kurzschluss\\w*|technisches versagen|cortocircuito|fallo "
    "(?:técnico|eléctrico|mecánico)|"
    "avería|fuga de gas|court-circuit|défaillance|panne|fuite de gaz|curto-circuito|falha "
    "(?:técnica|elétrica)",
    "deliberate": "arson|deliberate\\w*|set on purpose|sabotage|bomb|terroris\\w+|brandstiftung|"
    "vorsätzlich\\w*|anschlag|"
    "intencionad[oa]|provocad[oa] intencionadamente|sabotaje|atentado|incendie "
    "criminel|malveillance|attentat|criminos[oa]",
    "error": "human error|pilot error|driver error|mistake|negligence|carelessness|menschliches "
    "versagen|fahrlässigkeit|"
    "fahrlässig\\w*|error humano|negligencia|imprudencia|erreur humaine|négligence|imprudence|erro "
    "humano|negligência",
    "nature": "lightning|landslide|avalanche|heavy rain|blitzschlag|blitz|erdrutsch|lawine|rayo|"
    "deslizamiento|foudre|"
    "glissement de terrain|raio",
    "speed": "speeding|excessive speed|high speed|überhöhte[nr]? geschwindigkeit|exceso de velocidad|"
    "vitesse excessive",
    "illness": "heart attack|stroke|cancer|pneumonia|natural causes|herzinfarkt|schlaganfall|krebs|"
    "infarto|cáncer|"
    "crise cardiaque|cause naturelle",
    "drowning": "drown\\w*|ertrunken|ahogad[oa]|ahogamiento|noyade|noyée?",
    "overdose": "overdose|überdosis|sobredosis|surdose",
}
_CAUSE: Final = re.compile("|".join(rf"(?P<{name}>\b(?:{words})\b)" for name, words in _CAUSES.items()))
_CUES: Final = listed(
    "caused cause causes causing due because blame blamed blaming blames attribute attributed result "
    "suspect suspected "
    "suspects suspicion suspicions traced triggered started origin ursache verursacht verursachte "
    "vermutet vermuten "
    "vermutete vermutlich verdacht geht gehen ausgelöst wegen durch war causa causas causado causó "
    "provocado provocó "
    "debido sospecha sospechan sospechas atribuye atribuyen atribuido origen hipótesis causé provoqué dû "
    "origine "
    "soupçonne soupçonnent soupçonné piste suspeita"
)
"""Words one of which says that a cause is one."""
_CUE: Final = re.compile(
    r"\b(?:caused?|causing|due to|because of|blam\w+|attribut\w+|result of|suspect\w*|traced to|"
    r"triggered|started by|origin|"
    r"ursache|verursacht|vermut\w+|verdacht|geht von|gehen von|ausgelöst|wegen|durch|war es|"
    r"causa|causado|provocado|debido|sospech\w+|atribu\w+|origen|hipótesis|"
    r"cause|causé|provoqué|dû à|origine|soupçonn\w+|piste|suspeita)\b",
)
_DENIED: Final = re.compile(
    r"\b(?:ruled? out|not |no evidence|no sign|nicht|kein\w*|ausgeschlossen|descart\w+|no hay|exclu\w*|"
    r"écart\w+|aucun\w*|não)\b",
)
REACH: Final = 60
"""Characters between a cause and the word that says it is one."""


class _Cause(NamedTuple):
    name: str
    mention: Mention


def points(group: Group) -> list[Point]:
    """Where two sources that name one cause each name unlike ones."""
    told: dict[int, dict[str, _Cause]] = {}
    for said in group.said:
        for cause in _causes(said):
            for story in said.stories:
                told.setdefault(story, {}).setdefault(cause.name, cause)
    single = [next(iter(causes.values())) for _, causes in sorted(told.items()) if len(causes) == 1]
    out = []
    for one, other in combinations(single, 2):
        mine, theirs = one.mention.said, other.mention.said
        if one.name != other.name and not mine.stories & theirs.stories and mine.language == theirs.language:
            out.append(Point("scope", 1.4, (one.mention, other.mention), one.mention))
    return merged(out)


def _causes(said: Said) -> list[_Cause]:
    """The causes that a sentence gives, those it rules out aside."""
    if _CUES.isdisjoint(said.words.surfaces) or _DENIED.search(said.words.lower):
        return []
    lower = said.words.lower
    found: dict[str, _Cause] = {}
    for match in _CAUSE.finditer(said.words.lower):
        name = match.lastgroup or ""
        if name not in found and _CUE.search(lower[max(0, match.start() - REACH) : match.end() + REACH]):
            found[name] = _Cause(name, Mention(said, match.start(), match.end()))
    return list(found.values())
