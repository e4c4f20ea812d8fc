"""Write the generated sections of the language files: calendar, measures and numerals.

    python -m pip install '.[terms]'
    python tools/make_languages.py            # every language that has a file
    python tools/make_languages.py it vi      # these; a file is made where there is none

Names of months, weekdays, units and currencies come from CLDR, through Babel; number words from
num2words. A generated section is replaced as a whole; words that it lacks are added by hand in the
section beside it: `dates`, `amounts`, `numbers`.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any
from unicodedata import category

from babel import Locale
from num2words import num2words  # type: ignore[import-untyped] # ships no types

from sitegen.languages import codes

FOLDER = Path(__file__).parent.parent / "sitegen" / "languages"

UNITS = {
    "kilometre": "length-kilometer", "metre": "length-meter", "centimetre": "length-centimeter",
    "millimetre": "length-millimeter", "mile": "length-mile", "foot": "length-foot",
    "inch": "length-inch", "yard": "length-yard", "nautical_mile": "length-nautical-mile",
    "knot": "speed-knot", "tonne": "mass-tonne", "kilogram": "mass-kilogram", "gram": "mass-gram",
    "pound": "mass-pound", "ounce": "mass-ounce", "second": "duration-second",
    "minute": "duration-minute", "hour": "duration-hour", "day": "duration-day", "week": "duration-week",
    "month": "duration-month", "year": "duration-year", "decade": "duration-decade",
    "hectare": "area-hectare", "acre": "area-acre", "litre": "volume-liter", "gallon": "volume-gallon",
    "kilowatt": "power-kilowatt", "megawatt": "power-megawatt", "gigawatt": "power-gigawatt",
    "megabyte": "digital-megabyte", "gigabyte": "digital-gigabyte", "terabyte": "digital-terabyte",
    "degree": "temperature-generic",
}  # fmt: skip
"""CLDR's name of each unit of the file `mul.toml`."""

CURRENCIES = {
    "eur": ("EUR",),
    "usd": ("USD", "CAD", "AUD", "NZD"),
    "crown": ("SEK", "NOK", "DKK", "CZK"),
    "chf": ("CHF", "XOF"),
    "inr": ("INR", "PKR"),
    "rub": ("RUB", "BYN"),
    "peso": ("MXN", "ARS", "CLP"),
}
"""Codes of the currencies whose names share the noun that the news uses."""

PLURALS = ("zero", "one", "two", "few", "many", "other")
"""Plural forms, apart from the cases that some languages list beside them."""

VARIANTS = {"en": ("en_GB",), "pt": ("pt_PT",)}
"""Countries that spell names another way."""

NUMBERS = (*range(101), *range(200, 1000, 100), 1000, 10**6, 10**9, 10**12)
"""The numbers whose words are asked for; those of several words are made from others."""


def main() -> None:
    """Write the sections of the languages that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("codes", nargs="*", metavar="CODE", help="ISO 639-1 codes")
    for code in parser.parse_args().codes or codes():
        path = FOLDER / f"{code}.toml"
        text = path.read_text(encoding="utf-8") if path.exists() else _head(code)
        for name, source, entries in sections(code):
            text = replaced(text, name, source, entries)
        path.write_text(text, encoding="utf-8")


def _head(code: str) -> str:
    name = Locale.parse(code).get_display_name("en")
    return (
        "# What sitegen knows of the language; docs/languages.md says what each section and entry is.\n"
        f'name = "{name}"\n'
    )


def sections(code: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Yield name, source and entries of each generated section of a language."""
    locales = [Locale.parse(name) for name in (code, *VARIANTS.get(code, ()))]
    cldr = f"CLDR (Babel {version('babel')})"
    months, days = (
        joined(names_of(each) for each in tables)
        for tables in ([one.months for one in locales], [one.days for one in locales])
    )
    yield "calendar", cldr, {"months": lines(months), "weekdays": lines(days)}
    measures, money = joined(map(units, locales)), joined(map(currencies, locales))
    yield "measures", cldr, {"units": lines(measures), "currencies": lines(money)}
    mark = locales[0].number_symbols["latn"]["decimal"]
    yield (
        "numerals",
        f"num2words {version('num2words')} and {cldr}",
        {"decimal": mark, "words": lines(numerals(code))},
    )


def joined(tables: Iterable[Mapping[Any, list[str]]]) -> dict[Any, list[str]]:
    """Return the words of several tables by name, each once."""
    found: dict[Any, list[str]] = {}
    for table in tables:
        for name, words in table.items():
            found[name] = list(dict.fromkeys([*found.get(name, []), *words]))
    return found


def names_of(forms: Any) -> dict[int, list[str]]:  # noqa: ANN401 - Babel's nested tables
    """Return the names of months or days by number: full and short, within a date and alone."""
    found: dict[int, list[str]] = {}
    for width in ("wide", "abbreviated"):
        for context in ("format", "stand-alone"):
            for number, name in forms[context][width].items():
                word = name.lower().rstrip(".")
                if is_word(word) and word not in found.setdefault(number, []):
                    found[number].append(word)
    return dict(sorted(found.items()))


def units(locale: Locale) -> dict[str, list[str]]:
    """Return the words for each unit, singular and plural."""
    patterns = locale._data["unit_patterns"]  # noqa: SLF001 - Babel formats units, but does not name them
    return {
        unit: distinct(
            form.replace("{0}", "").strip(" \u00a0\u202f").lower()
            for key, form in sorted(patterns[name]["long"].items())
            if key in PLURALS and "{0}" in form
        )
        for unit, name in UNITS.items()
        if name in patterns and "long" in patterns[name]
    }


def currencies(locale: Locale) -> dict[str, list[str]]:
    """Return the words that the names of like currencies share: dollar, krone."""
    found = {}
    for name, shared in CURRENCIES.items():
        words = [currency_words(locale, code) for code in shared]
        found[name] = distinct(word for word in words[0] if all(word in others for others in words[1:]))
    return found


def currency_words(locale: Locale, code: str) -> list[str]:
    """Return the words of a currency's names, singular and plural."""
    plural: Mapping[str, str] = locale._data["currency_names_plural"].get(code, {})  # noqa: SLF001 - see `units`
    names = (locale.currencies.get(code, ""), *(plural[form] for form in sorted(plural)))
    return [word for name in names for word in re.split(r"[\s\u00a0-]+", name.lower())]


def numerals(code: str) -> dict[int, list[str]]:
    """Return the words for numbers that have one word; none where num2words does not know the language."""
    return {number: words for number in NUMBERS if (words := spelled(number, code))}


def spelled(number: int, code: str) -> list[str]:
    """Return the word for a number, "one" before it left out; nothing where it takes several."""
    try:
        one, words = (num2words(each, lang=code).lower().split() for each in (1, number))
    except (NotImplementedError, OverflowError):
        return []
    # "one million" is a word for a million; "thousand millions" is none for a milliard.
    if len(words) == 2 and number >= 100 and words[0][:2] == one[0][:2]:
        words = words[1:]
    return [word for word in distinct(words) if "-" not in word] if len(words) == 1 else []


def is_word(text: str) -> bool:
    """Whether a name is one word, of letters."""
    return len(text) > 1 and all(char in "-'’ʼ\u200c" or category(char)[0] in "LM" for char in text)


def distinct(words: Iterable[str]) -> list[str]:
    """Return those that are one word, each once, in order."""
    return list(dict.fromkeys(filter(is_word, words)))


def lines(found: Mapping[Any, Iterable[str]]) -> str:
    """Return words by name, a line each."""
    return "\n".join(f"{name}: {' '.join(words)}" for name, words in found.items() if words)


def replaced(text: str, name: str, source: str, entries: Mapping[str, str]) -> str:
    """Return the text of a file with one generated section replaced, or added at its end."""
    heading = f"[{name}]\n# Made by tools/make_languages.py from {source}; not to be edited.\n"
    given = {entry: value for entry, value in entries.items() if value}
    made = heading + "".join(
        f"{entry} = '''\n{value}\n'''\n" if "\n" in value else f"{entry} = '{value}'\n"
        for entry, value in given.items()
    )
    pattern = re.compile(rf"^\[{name}\]\n.*?(?=\n*^\[|\s*\Z)", re.DOTALL | re.MULTILINE)
    if pattern.search(text):
        return pattern.sub(lambda _: made.rstrip("\n") if given else "", text).strip("\n") + "\n"
    return f"{text.rstrip()}\n\n{made}" if given else text


if __name__ == "__main__":
    main()
