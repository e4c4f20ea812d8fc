"""The scan for steep regular expressions sees those that are, and looks at all of the package."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from re._parser import SubPattern, parse

import pytest

TOOL = runpy.run_path(str(Path(__file__).parents[1] / "tools" / "patterns.py"))


@pytest.mark.slow
@pytest.mark.parametrize("written", [r"\s+x", r"a.*b.*c"])
def test_a_steep_pattern_is_found(written):
    assert next(TOOL["steep"](re.compile(written)))


@pytest.mark.slow
def test_patterns_made_from_words_are_looked_at():
    assert len(TOOL["patterns"]()) > 400


ONE_CHARACTER = {"ANY", "IN", "LITERAL", "NOT_LITERAL"}


def nodes(parsed):
    """The nodes of a parsed pattern with what they hold, the inner ones too."""
    for name, given in parsed:
        yield str(name), given
        parts = given if isinstance(given, tuple) else (given,)
        for part in parts:
            for inner in part if isinstance(part, list) else (part,):
                if isinstance(inner, SubPattern):
                    yield from nodes(inner)


def keeps_a_group(written, flags=0):
    """Whether a pattern repeats a group without giving it back."""
    return any(
        name == "ATOMIC_GROUP"
        or (
            name == "POSSESSIVE_REPEAT"
            and [str(kind) for kind, _ in given[2]] not in [[one] for one in ONE_CHARACTER]
        )
        for name, given in nodes(parse(written, flags))
    )


@pytest.mark.parametrize("written", [r"(?:ab|c)*+d", r"x(?>ab?)", r"(?=(?:\.\d++)++)", r"(?:a|(?:bc)?+)"])
def test_a_group_that_is_not_given_back_is_found(written):
    assert keeps_a_group(written)


def test_one_character_may_be_kept():
    assert not keeps_a_group(r"(?:\w++|[ab]*+c?+)*")


@pytest.mark.slow
def test_no_pattern_keeps_a_group():
    """Python before 3.11.5 goes on behind an attempt that failed within the group."""
    assert [one.pattern for one in TOOL["patterns"]().values() if keeps_a_group(one.pattern, one.flags)] == []
