"""How the news says where it knows something from: verbs of saying, and words before or behind a name.

Closed lists for English, German, French, Spanish and Portuguese; other languages have none, and a page in
them names no origin rather than a wrong one. All words are lower case.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Sayings(NamedTuple):
    """The words of one language."""

    verbs: tuple[str, ...]
    """What somebody who knows does, with the name right before or behind it."""
    before: tuple[str, ...]
    """What stands before the name of somebody who knows."""
    behind: tuple[str, ...]
    """What stands behind such a name."""
    knowers: frozenset[str]
    """Common nouns for those who know; any other name has to have a capital."""
    articles: frozenset[str]
    """Words that open a name and are no part of it."""
    joints: frozenset[str]
    """Words that carry a name on: the Ministry *of* Defence."""
    skipped: frozenset[str]
    """Words between a name and its verb, or before the name, that belong to neither."""
    ends: frozenset[str]
    """Words that no name reaches across."""
    things: frozenset[str] = frozenset()
    """What shows something: a video, a letter."""
    shown: frozenset[str] = frozenset()
    """How somebody gives such a thing out."""
    by: str = ""
    """What stands between that and who it is."""
    capitals: bool = False
    """Whether every noun has a capital: then a word without one ends a name."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _row(words: str) -> tuple[str, ...]:
    return tuple(word.replace("_", " ") for word in words.split())


SAYINGS: Mapping[str, Sayings] = {
    "en": Sayings(
        verbs=_row(
            "said says reported announced confirmed estimated stated told wrote noted quoted suggest warned"
        ),
        before=_row("according_to citing quoted_by"),
        behind=(),
        shown=_set("published shared released posted distributed issued"),
        by="by",
        things=_set(
            "video videos photo photos photograph photographs picture pictures image images footage "
            "recording statement report post document documents letter data figures map"
        ),
        knowers=_set(
            "police ministry officials authorities government council spokesman spokeswoman spokesperson "
            "witnesses residents experts analysts observers hospital doctors army military court prosecutors "
            "researchers scientists company operator mayor coastguard firefighters organisers statement "
            "minutes assessments"
        ),
        articles=_set("the a an this its his her their"),
        joints=_set("of for in by from on at with"),
        skipped=_set(
            "as but while when also later earlier has had have previously then already meanwhile however "
            "reportedly initially"
        ),
        ends=_set(
            "he she it they we i you who which what that these those there one some many others both and or "
            "him them is are was were be been being will would could may might to after before during where "
            "because if than not"
        ),
    ),
    "de": Sayings(
        verbs=_row(
            "sagte sagten sagt erklärte erklärten berichtete berichteten berichtet meldete meldeten meldet "
            "bestätigte schrieb betonte teilte teilten"
        ),
        before=_row("laut nach_Angaben unter_Berufung_auf"),
        behind=_row("zufolge"),
        knowers=frozenset(),
        articles=_set("der die das den dem des ein eine einer einem eines von vom seine ihre"),
        joints=_set("der des von vom im"),
        skipped=_set("wie auch später zuvor bereits aber hatte habe"),
        ends=_set(
            "er sie es ich wir dass am um vor bei mit nach gegenüber auf an zu durch "
            "gegen für seit bis ab unter über als wenn weil ist war sind waren wird "
            "wurde hat man sich nicht"
        ),
        capitals=True,
    ),
    "fr": Sayings(
        verbs=_row("déclaré annoncé indiqué précisé affirmé expliqué rapporté confirmé dit"),
        before=_row("selon d'après d’après citant"),
        behind=(),
        knowers=_set(
            "police préfecture gendarmerie mairie maire parquet ministère gouvernement témoins pompiers "
            "porte-parole autorités experts organisateurs agence"
        ),
        articles=_set("le la les l un une des du son sa ses"),
        joints=_set("de du des d en à pour sur"),
        skipped=_set("a ont avait comme mais aussi"),
        ends=_set(
            "il elle ils elles on je nous vous qui que dont est sont était lors après avant dans et ou ne se"
        ),
    ),
    "es": Sayings(
        verbs=_row(
            "dijo dijeron informó informaron anunció afirmó aseguró señaló explicó declaró indicó confirmó "
            "confirmaron"
        ),
        before=_row("según de_acuerdo_con citando_a"),
        behind=(),
        knowers=_set(
            "policía gobierno ministerio ayuntamiento alcalde alcaldesa portavoz bomberos testigos "
            "autoridades vecinos expertos agencia guardia"
        ),
        articles=_set("el la los las un una su sus"),
        joints=_set("de del en para por"),
        skipped=_set("también como pero ya ha había"),
        ends=_set("él ella ellos se le lo que quien es son fue era a al tras durante cuando con y o no"),
    ),
    "pt": Sayings(
        verbs=_row("disse disseram informou informaram anunciou afirmou declarou explicou indicou confirmou"),
        before=_row("segundo de_acordo_com citando"),
        behind=(),
        knowers=_set(
            "polícia governo ministério prefeitura câmara presidente porta-voz bombeiros testemunhas "
            "autoridades moradores especialistas agência"
        ),
        articles=_set("o a os as um uma seu sua"),
        joints=_set("de do da dos das em no na para por"),
        skipped=_set("também como mas já"),
        ends=_set("ele ela eles se que quem é são foi era ao após durante quando com e ou não"),
    ),
}
