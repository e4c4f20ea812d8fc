"""The README says what the program does: its commands, options, settings and front-matter keys."""

import argparse
import re
from pathlib import Path

import pytest

from sitegen.cli import _parser
from sitegen.digest.rights import Quoting
from sitegen.site.config import FORMS, Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def rows(title):
    """The first cells of the tables of a section."""
    section = README.split(f"\n## {title}\n")[1].split("\n## ")[0]
    return [line.split("|")[1].strip() for line in section.splitlines() if line.startswith("| `")]


def commands():
    """The program's commands with their options, `init` first."""
    (action,) = (each for each in _parser()._actions if isinstance(each, argparse._SubParsersAction))
    return action.choices


def test_the_readme_names_every_command():
    named = {row.strip("`").split()[1] for row in rows("Commands") if row.startswith("`sitegen")}
    assert named == set(commands())


def test_the_readme_names_every_option():
    named = {option for row in rows("Commands") for option in re.findall(r"(?<=`)--?[\w-]+", row)}
    options = {
        option for each in commands().values() for action in each._actions for option in action.option_strings
    }
    assert named == options - {"-h", "--help"}


def test_the_readme_names_every_setting():
    assert {row.strip("`") for row in rows("Settings")} == set(FORMS)


@pytest.mark.parametrize("key", FORMS)
def test_the_readme_gives_the_default_of_a_setting(key):
    default = getattr(Settings(), key)
    shown = (
        "none"
        if default in (None, (), {}, Quoting())
        else "`false`"
        if default is False
        else f'`"{default}"`'
    )
    assert f"| `{key}` | {shown} |" in README


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\(([^)#:]+)\)", README))))
def test_a_link_of_the_readme_leads_to_a_file(target):
    assert (ROOT / target).exists()


def test_the_picture_of_a_digest_has_words_beside_it():
    assert re.search(r"!\[[^\]]{20,}\]\(docs/digest\.png\)", README)
