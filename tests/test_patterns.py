"""The scan for steep regular expressions sees those that are, and looks at all of the package."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

TOOL = runpy.run_path(str(Path(__file__).parents[1] / "tools" / "patterns.py"))


@pytest.mark.slow
@pytest.mark.parametrize("written", [r"\s+x", r"a.*b.*c"])
def test_a_steep_pattern_is_found(written):
    assert next(TOOL["steep"](re.compile(written)))


@pytest.mark.slow
def test_patterns_made_from_words_are_looked_at():
    assert len(TOOL["patterns"]()) > 400
