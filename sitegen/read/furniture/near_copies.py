"""Whether two sentences of one story are the same one in lightly edited words."""

from __future__ import annotations

from collections import Counter

from sitegen.languages import language
from sitegen.read.furniture.phrases import word_set
from sitegen.text.unicode import folded

LEAST_WORDS = 6
"""Least words of a sentence that can have a near copy; in shorter ones each word counts."""
OVERLAP = 0.85
"""Least share of the longer sentence's words that the other has, too."""

_EVEN = (
    ("’", "'"),
    ("‘", "'"),
    ("“", '"'),
    ("”", '"'),
    ("„", '"'),
    ("«", '"'),
    ("»", '"'),
    ("\xa0", " "),
    ("–", "-"),
    ("—", "-"),
)
_STRIP = ".,;:!?\"'()[]-"
_NEGATIONS = word_set(
    """
    no not never none nobody nothing neither nor without cannot n't nicht kein keine keinen keinem keiner
    nie niemand nichts ohne weder ne pas jamais aucun aucune rien sans ni non nunca nadie nada ningún
    ninguna sin não nenhum nenhuma ninguém sem niet geen nooit zonder mai nessun nessuna senza
    """
)
_NUMBERS = word_set(
    """
    zero one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred
    thousand million billion half both dozen first second third double twice once last null eins zwei drei
    vier fünf sechs sieben acht neun zehn elf zwölf zwanzig dreißig hundert tausend million millionen
    milliarde milliarden halb beide erste zweite dritte deux trois quatre cinq sept huit neuf dix onze
    douze vingt trente cent mille millions milliard premier deuxième uno dos tres cuatro cinco seis siete
    ocho nueve diez once doce veinte treinta cien mil millón millones primero segundo tercero dois duas
    três quatro sete oito nove dez onze doze vinte trinta cem milhão milhões primeiro terceiro
    """
)
_CONTRASTS = word_set(
    """
    before after more less fewer over under above below up down rose fell rise fall increase decrease
    increased decreased won lost win lose man woman men women boy girl husband wife son daughter father
    mother brother sister killed injured wounded hurt dead missing alive guilty innocent opened closed
    open shut allowed banned accepted rejected confirmed denied north south east west northern southern
    eastern western left right morning evening night noon today yesterday tomorrow vor nach mehr weniger
    über unter gestiegen gefallen mann frau tot verletzt auf zu norden süden osten westen avant après plus
    moins homme femme mort blessé hausse baisse antes después más menos hombre mujer muerto herido sube
    baja depois mais homem mulher morto ferido sobe desce
    """
)
_LIGHT = frozenset().union(*(language(code).common.words for code in ("en", "de", "fr", "es", "pt")))


def squash(text: str) -> str:
    """`text` with quotation marks, dashes, hard blanks and the forms of letters evened out."""
    if not text.isascii():
        text = folded(text)
        for mark, even in _EVEN:
            text = text.replace(mark, even)
    return text


def is_near_copy(left: str, right: str) -> bool:
    """Whether two sentences differ in a few light words only: no figure, name, negation or contrast.

    >>> is_near_copy(
    ...     "The harbour board said it would reopen the north quay on Monday.",
    ...     "The harbour board said that it would reopen the north quay on Monday.",
    ... )
    True
    >>> is_near_copy("Some 2,000 birds died in the storm.", "Some 2,300 birds died in the storm.")
    False
    """
    if not 0.6 < len(left) / max(len(right), 1) < 1.7:
        return False
    one, two = _words(left), _words(right)
    longer = max(one.total(), two.total())
    if min(one.total(), two.total()) < LEAST_WORDS or (one & two).total() < OVERLAP * longer:
        return False
    return not any(_weighs(word) for word in ((one - two) + (two - one)))


def says_no_more(dropped: str, kept: str) -> bool:
    """Whether every word of weight in `dropped` is in `kept`, or stands for another one there."""
    one, two = _words(dropped), _words(kept)
    extra = [word for word in one - two if word.lower() not in _LIGHT]
    missing = [word for word in two - one if word.lower() not in _LIGHT]
    return len(extra) <= len(missing) and len(extra) <= 2


def _words(text: str) -> Counter[str]:
    """The words of a sentence, its first in lower case."""
    words = [word for word in (raw.strip(_STRIP) for raw in squash(text).split()) if word]
    if words and not words[0].isupper():
        words[0] = words[0].lower()
    return Counter(words)


def _weighs(word: str) -> bool:
    """Whether a difference in this word is a difference in what is said."""
    lower = word.lower()
    return (
        word[0].isupper()
        or any(map(str.isdigit, word))
        or lower in _NEGATIONS
        or lower in _NUMBERS
        or lower in _CONTRASTS
        or lower.endswith(("n't", "less"))
    )
