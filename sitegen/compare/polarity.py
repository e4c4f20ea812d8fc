"""What one source says and another denies.

The strictest look of all: on independent reports most negations deny something that nobody says.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from sitegen.compare.claims import Group, Mention, Point, merged
from sitegen.compare.lookalike import exchanged
from sitegen.compare.said import Said
from sitegen.text import lexicon
from sitegen.text.meanings import listed

_PLAINLY = (
    r"\b(?:n(?:o(?:t|ne|body|(?!\.))|ever|icht|ie|iemand|unca|adie|ing(?:ún|una?|uém)|e|['’](?=\w)|ão|enhuma?)|"
    r"kein(?:e[nrsm]?)?|jam(?:ás|ais)|aucune?|personne)\b"
)
_NOT: Final = re.compile(_PLAINLY)
_NOT_OR_CONTRACTED: Final = re.compile(r"\b\w+n['’]t\b|" + _PLAINLY)
"""The same with "isn't", in sentences that have it."""
_NOTS: Final = listed(
    "not no never nobody none nicht kein keine keinen keiner keines keinem nie niemand nunca jamás nadie "
    "ningún ninguna ne aucun aucune personne jamais não nenhum nenhuma ninguém"
)
"""Words without one of which, and without the end of "isn't", a sentence denies nothing."""
_NOUN_DENIED: Final = re.compile(r"(?:no|kein(?:e[nrsm]?)?|ningún|ninguna|aucune?|nenhuma?)$")
_NO_CLAIM: Final = re.compile(
    r"\b(?:not (?:to|only|just|yet|even|until|the|all|every|necessarily|a)|no (?:one|longer|more|less|"
    r"fewer|doubt|matter|comment|immediate)|"
    r"nicht (?:nur|mehr|zu|alle|einmal|zuletzt)|no (?:sólo|solo|más|menos|obstante)|"
    r"non seulement|plus|ni|without (?:\w+ing|comment))\b",
)
_BELIEF: Final = re.compile(
    r"\b(?:denied|denies|deny|urged|asked|believ\w+|whether|if|would|could|should|may|might|must|"
    r"unless|until|hop\w+|fear\w*|"
    r"bestritt\w*|ob|wenn|falls|würde\w*|könnte\w*|soll(?:te)?n?|negó|niega|si|podría\w*|debería\w*|"
    r"nie|nié|pourrait|devrait)\b",
)
_LOST: Final = listed(
    "gone lost lose loses missing cut cuts halt halted without off shut closed stopped ended over "
    "empty ohne weg verloren "
    "ausgefallen gestoppt sin perdió perdido suspendido suspendida cortado cortada sans privé privée "
    "privés privées perdu "
    "perdue sem"
)
"""Words by which a sentence says without a negation that something is not."""
SHOWN: Final = 0.78
"""Least score of a denial that is shown, 0 to about 1.2."""
LEAST_COVERED: Final = 0.8
"""Least share of each clause's weight that the other has."""
RARE_SENTENCES: Final = 3
"""Sentences in which a noun may stand that one source denies outright."""
REACH: Final = 9
"""Tokens behind a negation that it can deny."""


class _Denial(NamedTuple):
    """A clause that says that something is not."""

    said: Said
    start: int
    end: int
    keys: dict[str, float]
    noun: bool
    first: str
    behind: tuple[str, ...]
    """The words behind the negation, in order."""


def points(group: Group) -> list[Point]:
    """Where one source denies what another says."""
    denials = [denial for said in group.said if (denial := _denial(said)) is not None]
    if not denials:
        return []
    plain = [said for said in group.said if not _negated(said)]
    out = []
    for denial in denials:
        for said in plain:
            if (
                denial.first not in said.keyset
                or denial.said.mask & said.mask
                or denial.said.language != said.language
            ):
                continue
            if (mention := _contradicts(group, denial, said)) and not exchanged(group, denial.said, said):
                out.append(
                    Point("negation", 1.2, (Mention(denial.said, denial.start, denial.end), mention), mention)
                )
    return merged(out)


def _negated(said: Said) -> bool:
    """Whether anything in a sentence is denied, refused, lost or unsure."""
    return bool(said.words.bits & lexicon.NEGATION) or not _LOST.isdisjoint(said.words.surfaces)


def _negations(said: Said) -> list[re.Match[str]]:
    """The words of a sentence that deny."""
    words = said.words
    if not words.bits & lexicon.NEGATION:
        return []
    if "n't" in words.lower or "n’t" in words.lower:
        return list(_NOT_OR_CONTRACTED.finditer(words.lower))
    if _NOTS.isdisjoint(words.surfaces) and "n'" not in words.lower and "n’" not in words.lower:
        return []
    return list(_NOT.finditer(words.lower))


def _denial(said: Said) -> _Denial | None:
    """The denying clause of a sentence; None when it claims nothing or denies twice."""
    matches = _negations(said)
    if len(matches) != 1 or said.quotes(matches[0].start()):
        return None
    match = matches[0]
    if _NO_CLAIM.match(said.words.lower, match.start()) or _BELIEF.search(said.words.lower):
        return None
    place = said.index(match.start())
    left = max([0, *(at for at in said.words.breaks if at < match.start())])
    right = min([len(said.text), *(at for at in said.words.breaks if at > match.end())])
    comma = said.text.find(",", match.end())
    right = min(right, comma) if comma > 0 else right
    tokens, keys = said.words.tokens, said.words.keys
    inside = [
        at
        for at in range(max(0, place - REACH), min(len(tokens), place + REACH + 1))
        if left <= tokens[at].start < right
        and keys[at]
        and tokens[at].weight
        and not tokens[at].bits & lexicon.NEGATION
    ]
    if not inside:
        return None
    behind = [at for at in inside if at > place] or inside[-1:]
    end = tokens[behind[0]].end if behind[0] > place else match.end()
    noun = bool(_NOUN_DENIED.match(match[0]))
    return _Denial(
        said,
        match.start(),
        max(end, match.end()),
        {keys[at]: tokens[at].weight for at in inside},
        noun,
        keys[behind[0]],
        tuple(keys[at] for at in behind if at > place),
    )


def _contradicts(group: Group, denial: _Denial, said: Said) -> Mention | None:
    """The words of a sentence that say what a clause denies; None when it says something else."""
    if denial.first not in said.keyset or _BELIEF.search(said.words.lower):
        return None
    place = said.words.keys.index(denial.first)
    if (
        any(
            token.bits & (lexicon.MODAL | lexicon.FUTURE)
            for token in said.words.tokens[max(0, place - 6) : place + 4]
        )
        and not denial.noun
    ):
        return None
    token = said.words.tokens[place]
    if said.quotes(token.start):
        return None
    rare = denial.noun and group.frequency.get(denial.first, 0) <= RARE_SENTENCES and len(denial.first) > 3
    if not denial.noun and any(key not in said.keyset for key in list(denial.behind)[:3]):
        return None
    covered = sum(weight for key, weight in denial.keys.items() if key in said.keyset) / sum(
        denial.keys.values()
    )
    near = {
        key: said.words.tokens[at].weight
        for at, key in enumerate(said.words.keys)
        if key and abs(at - place) <= REACH and said.words.tokens[at].weight
    }
    back = sum(weight for key, weight in near.items() if key in denial.said.keyset) / sum(near.values())
    score = (
        0.5 * covered + 0.4 * back + 0.15 + 0.25 * rare + 0.15 * bool(group.shared_values(denial.said, said))
    )
    if score < SHOWN or not (rare or min(covered, back) >= LEAST_COVERED):
        return None
    return Mention(said, token.start, token.end)
