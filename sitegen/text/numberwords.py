"""Number words of six languages and what each adds to a number."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple


class Numeral(NamedTuple):
    """What a word adds to a number."""

    value: float
    rank: str
    """one, teen, ten (takes a one behind it), hundred (multiplies), hundreds (a fixed one), scale, dozen,
    whole (complete in itself) or vague (an interval from `value` to `high`)."""
    high: float = 0.0


_ONES = {
    "en": "zero one two three four five six seven eight nine",
    "es": "cero - dos tres cuatro cinco seis siete ocho nueve",
    "fr": "zéro - deux trois quatre cinq six sept huit neuf",
    "pt": "zero - dois três quatro cinco seis sete oito nove",
    "it": "zero - due tre quattro cinque sei sette otto nove",
}
_TEENS = {
    "en": "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
    "es": "diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve",
    "fr": "dix onze douze treize quatorze quinze seize - - -",
    "pt": "dez onze doze treze catorze quinze dezesseis dezessete dezoito dezenove",
    "it": "dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove",
}
_TENS = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "es": "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "fr": "vingt trente quarante cinquante soixante - - -",
    "pt": "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
    "it": "venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
}
_HUNDREDS = {
    "es": "- doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos",
    "pt": "- duzentos trezentos quatrocentos quinhentos seiscentos setecentos oitocentos novecentos",
}
_MORE = {
    "en": "hundred:hundred:100 thousand:scale:1e3 million:scale:1e6 billion:scale:1e9 trillion:scale:1e12 "
    "mn:scale:1e6 bn:scale:1e9 dozen:dozen:12 dozens:vague:20:99 tens:vague:20:99 scores:vague:40:99 "
    "hundreds:vague:200:999 thousands:vague:2e3:9999 millions:vague:2e6:99e6 billions:vague:2e9:99e9",
    "es": "dós:one:2 dieciseis:whole:16 veintiún:whole:21 veintiuno:whole:21 veintiuna:whole:21 "
    "veintidós:whole:22 veintitrés:whole:23 veinticuatro:whole:24 veinticinco:whole:25 veintiséis:whole:26 "
    "veintisiete:whole:27 veintiocho:whole:28 veintinueve:whole:29 cien:hundreds:100 ciento:hundreds:100 "
    "doscientas:hundreds:200 trescientas:hundreds:300 cuatrocientas:hundreds:400 quinientas:hundreds:500 "
    "seiscientas:hundreds:600 setecientas:hundreds:700 ochocientas:hundreds:800 novecientas:hundreds:900 "
    "mil:scale:1e3 millón:scale:1e6 millones:scale:1e6 billones:scale:1e12 docena:dozen:12 "
    "decenas:vague:20:99 docenas:vague:20:99 cientos:vague:200:999 centenares:vague:200:999 "
    "miles:vague:2e3:9999",
    "fr": "cent:hundred:100 cents:hundred:100 vingts:twenties:20 mille:scale:1e3 million:scale:1e6 "
    "millions:scale:1e6 milliard:scale:1e9 milliards:scale:1e9 douzaine:dozen:12 dizaine:dozen:10 "
    "quinzaine:dozen:15 vingtaine:dozen:20 trentaine:dozen:30 quarantaine:dozen:40 cinquantaine:dozen:50 "
    "soixantaine:dozen:60 centaine:dozen:100 millier:dozen:1000 dizaines:vague:20:99 "
    "douzaines:vague:20:99 centaines:vague:200:999 milliers:vague:2e3:9999",
    "pt": "duas:one:2 quatorze:teen:14 dezasseis:teen:16 dezassete:teen:17 dezanove:teen:19 "
    "cem:hundreds:100 cento:hundreds:100 duzentas:hundreds:200 trezentas:hundreds:300 mil:scale:1e3 "
    "milhão:scale:1e6 milhões:scale:1e6 bilhão:scale:1e9 bilhões:scale:1e9 dúzia:dozen:12 dezena:dozen:10 "
    "dezenas:vague:20:99 centenas:vague:200:999 milhares:vague:2e3:9999",
    "it": "cento:hundred:100 mille:scale:1e3 mila:scale:1e3 milione:scale:1e6 milioni:scale:1e6 "
    "miliardo:scale:1e9 miliardi:scale:1e9 dozzina:dozen:12 decine:vague:20:99 centinaia:vague:200:999 "
    "migliaia:vague:2e3:9999",
    "de": "hundert:hundred:100 tausend:scale:1e3 million:scale:1e6 millionen:scale:1e6 milliarde:scale:1e9 "
    "milliarden:scale:1e9 mio:scale:1e6 mrd:scale:1e9 billionen:scale:1e12 dutzend:dozen:12 "
    "dutzende:vague:20:99 hunderte:vague:200:999 hunderten:vague:200:999 tausende:vague:2e3:9999 "
    "tausenden:vague:2e3:9999 zehntausende:vague:2e4:99999 hunderttausende:vague:2e5:999999 "
    "anderthalb:whole:1.5",
}
_GERMAN_ONES = (
    *("null", "eins", "zwei", "drei", "vier", "fünf", "sechs"),
    *("sieben", "acht", "neun", "zehn", "elf", "zwölf"),
)
_GERMAN_TENS = ["zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"]
THOUSAND = 1000
"""The least scale."""


@cache
def lexicon(language: str) -> Mapping[str, Numeral]:
    """The number words of a language, lower case; English for languages without a table here."""
    if language == "de":
        return _german()
    language = language if language in _ONES else "en"
    words: dict[str, Numeral] = {}
    rows = (
        (_ONES, "one", 0, 1),
        (_TEENS, "teen", 10, 1),
        (_TENS, "ten", 20, 10),
        (_HUNDREDS, "hundreds", 100, 100),
    )
    for table, rank, first, step in rows:
        for index, word in enumerate(table.get(language, "").split()):
            if word != "-":
                words[word] = Numeral(first + step * index, rank)
    words.update(_extra(language))
    return words


def _extra(language: str) -> dict[str, Numeral]:
    """The words of a language's second table."""
    extra = {}
    for entry in _MORE[language].split():
        word, rank, value, *high = entry.split(":")
        extra[word] = Numeral(float(value), rank, float(high[0]) if high else 0.0)
    return extra


def _german() -> dict[str, Numeral]:
    """German number words up to 999,999 as far as one word holds them without a rest below a thousand."""
    small = _german_below_hundred()
    words = dict(small)
    for hundred in range(1, 10):
        head = ("ein" if hundred == 1 else _GERMAN_ONES[hundred]) + "hundert"
        words[head] = 100 * hundred
        words |= {head + word: 100 * hundred + value for word, value in small.items()}
    words["hundert"] = 100
    thousands = {word.removesuffix("s") if value == 1 else word: value for word, value in words.items()}
    words |= {word + "tausend": value * THOUSAND for word, value in thousands.items() if value}
    words |= {_GERMAN_ONES[n].removesuffix("s") + "einhalb": n + 0.5 for n in range(1, 10)}
    words |= {word.replace("ß", "ss"): value for word, value in words.items()}
    table = {word: Numeral(float(value), "whole") for word, value in words.items()}
    return table | _extra("de")


def _german_below_hundred() -> dict[str, float]:
    """German number words from 0 to 99."""
    words: dict[str, float] = {word: value for value, word in enumerate(_GERMAN_ONES)}
    words |= {"zwo": 2, "sechzehn": 16, "siebzehn": 17}
    words |= {_GERMAN_ONES[n] + "zehn": 10 + n for n in (3, 4, 5, 8, 9)}
    for index, ten in enumerate(_GERMAN_TENS):
        words[ten] = 20 + 10 * index
        for one in range(1, 10):
            words[_GERMAN_ONES[one].removesuffix("s") + "und" + ten] = 20 + 10 * index + one
    return words
