"""The language files: what stands in them can be used, and what is wrong is told with its place."""

import re
import runpy
from pathlib import Path

import pytest

from sitegen.languages import (
    EVERY,
    KINDS,
    Language,
    LanguageError,
    codes,
    language,
    merged,
    missing,
    union,
)

CODES = (*codes(), EVERY)
WORD = re.compile(r"\w+")


def words(value):
    """Every word of an entry."""
    if isinstance(value, str):
        return [value]
    listed = [*value, *(value.values() if isinstance(value, dict) else ())]
    return [word for one in listed if not isinstance(one, int | float | bool) for word in words(one)]


@pytest.mark.parametrize("code", CODES)
def test_every_section_of_every_language_is_read(code):
    known = language(code)
    assert known.title.name
    for name in known.given:
        assert isinstance(getattr(known, name), KINDS[name])


@pytest.mark.parametrize("code", CODES)
def test_every_entry_that_is_there_holds_something(code):
    known = language(code)
    for name in known.given:
        section = getattr(known, name)
        assert any(vars(section).values()), name


@pytest.mark.parametrize("code", CODES)
def test_a_class_of_words_holds_words_in_small_letters(code):
    known = language(code)
    for section in (known.common, known.words, known.opposites, known.meanings):
        for entry in vars(section).values():
            listed = words(entry) if isinstance(entry, frozenset | tuple | dict) else []
            assert [word for word in listed if word != word.lower() or not word.strip()] == []


def test_the_program_asks_for_every_entry():
    modules = (Path(__file__).parents[1] / "sitegen").rglob("*.py")
    asked = {
        word for path in modules if path.name != "sections.py" for word in WORD.findall(path.read_text())
    }
    assert {entry for kind in KINDS.values() for entry in kind.__annotations__} - asked == set()


def test_a_language_without_a_file_has_empty_sections():
    assert language("tlh").given == ()
    assert not any(vars(language("tlh").words).values())


def test_both_forms_of_norwegian_are_one_language():
    assert language("nb") is language("nn") is language("no")


def test_tables_of_all_languages_can_be_read_as_one():
    assert {"not", "nicht", "pas"} <= union(lambda known: known.words.negation)
    assert merged(lambda known: known.opposites.fates).keys() >= {"killed", "verletzt"}


@pytest.mark.parametrize(
    ("text", "section", "message"),
    [
        ("[words]\nnegation = no\n", "words", r"xx\.toml, \[words\]: .*line 2, .* from the heading"),
        ("[words]\nnegations = 'no'\n", "words", r"xx\.toml, \[words\] negations: there is no such"),
        ("[words]\nnegation = ['no']\n", "words", r"\[words\] negation: write it as a text"),
        ("[opposites]\npairs = 'up/down left'\n", "opposites", r"\[opposites\] pairs: 'left' is no pair"),
        ("[meanings]\nrelated = 'die: dead\ndied'\n", "meanings", r"\[meanings\]"),
        ("[meanings]\nrelated = '''die: dead\ndied'''\n", "meanings", r"related: 'died' is no new name"),
    ],
)
def test_a_fault_in_a_file_is_told_with_section_and_entry(text, section, message):
    with pytest.raises(LanguageError, match=message):
        getattr(Language("xx", text), section)


@pytest.mark.parametrize("text", ["[verbs]\n", "[words]\n[words]\n"])
def test_a_section_that_is_unknown_or_stands_twice_is_refused(text):
    with pytest.raises(LanguageError, match="is no section, or stands twice"):
        Language("xx", text)


def test_the_documentation_lists_what_each_language_has():
    tool = runpy.run_path(str(Path(__file__).parents[1] / "tools" / "language_docs.py"))
    assert tool["written"]() == tool["FILE"].read_text("utf-8"), "run: python tools/language_docs.py"


def test_the_languages_of_the_news_lack_nothing_and_the_others_can_tell_days():
    assert {code: missing(code) for code in ("en", "de")} == {"en": (), "de": ()}
    assert [code for code in codes() if "days and months" in missing(code)] == []


MOST_LINES = 90
"""Lines of Python with words of a language; a new word belongs into the language files."""


@pytest.mark.slow  # it takes every module apart
def test_words_of_a_language_stand_in_its_file():
    tool = runpy.run_path(str(Path(__file__).parents[1] / "tools" / "vocabulary.py"))
    lines = tool["counted"]()
    assert len(lines) <= MOST_LINES, "\n".join(lines)


def test_words_in_python_are_found():
    tool = runpy.run_path(str(Path(__file__).parents[1] / "tools" / "vocabulary.py"))
    source = (
        'X = re.compile(r"\\b(?:gestern|heute)\\b")\ndef f():\n    """Doc."""\n    raise Error("so nicht")\n'
    )
    assert [words for _, words in tool["vocabulary"](source, frozenset({"re"}), "-")] == ["gestern heute"]


def test_every_number_says_where_it_comes_from():
    tool = runpy.run_path(str(Path(__file__).parents[1] / "tools" / "thresholds.py"))
    package = tool["ROOT"] / "sitegen"
    found = {str(path.relative_to(package)): [*tool["untold"](path)] for path in package.rglob("*.py")}
    assert {name: left for name, left in found.items() if left} == {}
