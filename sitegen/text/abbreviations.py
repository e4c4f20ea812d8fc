"""Words that carry a stop without ending a sentence, and words that begin one, by language."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sitegen.text.calendars import ALL_MONTHS, ALL_WEEKDAYS

OPENERS = "\"'“”‘«»„‚([¿¡"
"""Marks that may stand in front of a sentence's first word."""

CLOSERS = "\"'”“’‘»«)]"
"""Marks that may stand behind a sentence's stop."""


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


_TITLES = """
    mr mrs ms dr drs prof gen col lt maj capt cpt cmdr adm sgt cpl pvt brig sen rep gov pres hon rev fr
    st ste messrs
    supt insp det pte atty
"""
_ANYWHERE = """
    approx ca cf fig figs vol vols ed eds pp op cit al vs viz wm chas geo jos thos mt ft dept univ assn bros
    nos ch sec tel fax ext est min max resp incl excl i.e e.g a.k.a
"""

ABBREVIATIONS: Mapping[str, frozenset[str]] = {
    "": _words(_TITLES + _ANYWHERE),
    "en": _words("no jan feb mar apr aug sept oct nov dec ave blvd rd"),
    "de": _words(
        """
        abs abschn aufl art nr bd bde bzw ggf ggfs evtl sog usw u.a u.ä z.b d.h o.ä u.u i.d.r s.o
        s.u v.a vgl hrsg jh
        jhdt str mio mrd tsd ing dipl hr fr frl geb gest inkl zzgl einschl lfd max min mind ca bes allg betr
        st pfr rd sen jun e.v b d h z u v i s a o
        """
    ),
    "fr": _words("m mm mme mlle me mgr art env fig p pp éd av bd n cf chap vol ste"),
    "es": _words(
        """
        sr sra sres sras srta d dña dn dr dra dres prof profa lic ing arq gral cnel tte av avda art arts
        núm núms
        pág págs cap caps vol fig aprox tel apdo ee c p ej m a
        """
    ),
    "pt": _words(
        """
        sr sra srs sras srta d dr dra drs eng prof profa gen cel cap av art arts núm n pág págs vol
        fig aprox tel r
        """
    ),
    "it": _words(
        """
        sig sigg sig.ra dott dott.ssa dr prof prof.ssa avv ing on sen art artt n pag pagg cap vol
        fig ecc mons
        """
    ),
    "nl": _words(
        """
        dhr mevr mw mej dr drs ir ing mr prof bijv bv nr nrs o.a m.b.t i.v.m ca blz jl resp incl
        excl tel art evt
        """
    ),
}
"""Lower-case, without the last stop; the empty code holds what serves every language."""

MAY_END: Mapping[str, frozenset[str]] = {
    "": _words("al ft min max est sec inc ltd corp co etc mt bros"),
    "en": _words(
        """
        no jan feb mar apr aug sept oct nov dec ave blvd rd st a.m p.m u.s u.k u.n u.s.a d.c ph.d jr
        sr
        """
    ),
    "de": _words("usw mio mrd tsd jh jhdt str u.a e.v nr abs geb gest jun sen"),
    "fr": _words("m etc av"),
    "es": _words("uu a.m p.m a m etc aprox núm pág cap"),
    "pt": _words("etc n a.m p.m e.u.a"),
    "it": _words("ecc on"),
    "nl": _words("jl etc enz"),
}
"""Abbreviations that also stand at the end of a sentence: a starter behind them begins a new one."""

STARTERS: Mapping[str, frozenset[str]] = {
    "en": _words(
        """
        The A An He She It They We I You This That These Those There Here But And Or So In On At By For From
        With As After Before When While If Since Until Although Though However Meanwhile Police Officials
        Authorities Residents Investigators His Her Their Its Our My One Some Many Most Both Each Another
        Other No Not Now Then Last Next Nobody Nothing Only Even Also Yet Still All Any Every More Under
        Over About Who What Where Why How Because During Two Three Four Firefighters Neither Several Earlier
        Later
        """
    ),
    "de": _words(
        """
        Der Die Das Den Dem Des Ein Eine Einen Einem Er Sie Es Wir Ich Ihr Sein Seine Ihre Dieser Diese
        Dieses Dort Da Dann Danach Doch Aber Auch Und Oder Am Im In Bei Nach Für Mit Von Vom Vor Seit Um Zu
        Zum Zur Auf Aus An Als Wenn Weil Wer Was Wie Wo Jetzt Nun Noch Nur So Alle Viele Einige Kein Keine
        Niemand Laut Trotz Während
        """
    ),
    "fr": _words(
        """
        Le La Les L Un Une Des Il Elle Ils Elles On Nous Vous Je Ce Cet Cette Ces Mais Et Ou Puis En Au Aux
        À Dans Pour Par Sur Avec Depuis Après Avant Selon Quand Si Son Sa Ses Leur Leurs Personne Rien Tout
        Tous Plus
        """
    ),
    "es": _words(
        """
        El La Los Las Un Una Unos Unas Él Ella Ellos Ellas Esto Este Esta Estos Estas Ese Esa Pero Y O En Al
        A Para Por Con Sin Desde Hasta Tras Según Cuando Si Su Sus No Ni Nadie Nada Todo Todos Más También
        Además Lo Se
        """
    ),
    "pt": _words(
        """
        O A Os As Um Uma Ele Ela Eles Elas Isto Este Esta Esse Essa Mas E Ou Em No Na Nos Nas Ao Para Por
        Com Sem Desde Até Após Segundo Quando Se Seu Sua Não Nem Ninguém Nada Todo Todos Mais Também
        """
    ),
    "it": _words(
        """
        Il Lo La I Gli Le Un Una Uno Lui Lei Loro Questo Questa Questi Ma E O In Nel Nella A Al Per Con
        Senza Da Dal Dopo Prima Secondo Quando Se Suo Sua Non Né Nessuno Niente Tutto Tutti Più Anche
        """
    ),
    "nl": _words(
        """
        De Het Een Hij Zij Ze Wij We Ik Dit Dat Deze Die Maar En Of In Op Bij Na Voor Met Van Sinds Om
        Te Als Wie Wat
        Hoe Nu Nog Niet Niemand Alle Veel Volgens Ook Er
        """
    ),
}
"""Capitalised words that begin a sentence rather than belong to a name."""

ORDINAL_BEFORE = _words(
    """
    am beim im zum zur vom ab bis der die das dem den des ein eine einem einen einer eines sein seine seinem
    seinen seiner ihr ihre ihrem ihren ihrer mein unser unsere diesem dieser dieses jeder jedem jeden und
    seit dessen deren
    """
)
"""German words in front of an ordinal number."""

REPORTING = _words(
    """
    said says told asked shouted cried replied added answered wondered wrote exclaimed insisted demanded
    screamed yelled whispered joked quipped posted tweeted sagte fragte rief antwortete schrieb meinte
    wollte erklärte preguntó dijo gritó respondió exclamó demande dit lance répond demandait perguntou disse
    gritou respondeu chiede dice disse chiese vroeg zei riep
    """
)
"""Verbs that join a name to the question or exclamation quoted in front of it."""

LETTERED = _words(
    """
        platform plan group terminal class type vitamin gate block wing pier exhibit option party
        hepatitis
        """
)
"""Words that a single capital letter follows as their name, not as an initial."""

PRONOUNS = _words("He She They It We I You Er Sie Es Wir Il Elle Ils Él Ella Ele Ela Lui Lei Hij Zij")
"""Capitalised pronouns: with them begins a sentence of its own, not the naming of a speaker."""

ARTICLES = _words("The Der Die El La Le O A Il De")
"""Articles before the common noun of a speaker."""

INSIDE_NAME = _words("de da do del della di von van der den la le el y of a ha hat has had")
"""Small words within a name, or between a name and its verb."""

TIME_WORDS = _words(
    """
    GMT UTC BST CET CEST EST EDT ET CST CDT CT MST MDT MT PST PDT PT IST JST AEST AEDT SAST
    Eastern Central Mountain Pacific Local Greenwich
    """
)
"""Capitalised words that follow a.m. and p.m. within a sentence, beside days and months."""

HALF_DAY = re.compile(r"(?:^|[\s\d])[ap]\.\s?m\.$", re.IGNORECASE)
"""The end of a text that ends in a.m. or p.m."""

SHORTEST_WORD = 4
"""Letters of a word behind which a stop and a figure part two sentences; shorter ones are mostly units
and abbreviations."""

_NONE: frozenset[str] = frozenset()


def is_abbreviation(word: str, language: str) -> bool:
    """Whether `word` is an abbreviation, German streets (*Hafenstr.*) included."""
    listed = word in ABBREVIATIONS[""] or word in ABBREVIATIONS.get(language, _NONE)
    return listed or (language == "de" and word.endswith("str"))


def may_end(word: str, language: str) -> bool:
    """Whether the abbreviation `word` also stands at the end of sentences."""
    return word in MAY_END[""] or word in MAY_END.get(language, _NONE)


def begins_sentence(head: str, language: str) -> bool:
    """Whether the first word of `head` is one that begins sentences rather than names."""
    words = head.lstrip(OPENERS).split(maxsplit=1)
    if not words:
        return False
    return words[0].rstrip(",.:;!?'’").split("’")[0].split("'")[0] in STARTERS.get(language, STARTERS["en"])


def tells_time(head: str) -> bool:
    """Whether `head` goes on with a time rather than with a new sentence."""
    word = head.split(maxsplit=1)[0].rstrip(",.;:)")
    return (
        not head[0].isupper()
        or word in TIME_WORDS
        or word.lower() in ALL_WEEKDAYS
        or word.lower() in ALL_MONTHS
    )
