"""The README says what the program does: its commands, options, settings and front-matter keys."""

import argparse
import ast
import re
from itertools import pairwise
from pathlib import Path

import pytest

from sitegen.cli import _parser
from sitegen.digest.rights import Quoting
from sitegen.site.config import FORMS, Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")

PAGES = ["README.md", "CONTRIBUTING.md", "benchmarks/README.md"]
PAGES += [f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md"))]
TOPS = ("benchmarks", "docs", "layouts", "sitegen", "tests", "tools")
OF_A_SITE = {".sitegen/", "overrides.toml", "sitegen.toml"}


def text_of(page):
    return (ROOT / page).read_text(encoding="utf-8")


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


@pytest.mark.parametrize("page", PAGES)
def test_a_link_leads_to_a_file_and_a_heading(page):
    for target, anchor in re.findall(r"\]\(([^)#:]*)(?:#([\w-]+))?\)", text_of(page)):
        file = (ROOT / page).parent / target if target else ROOT / page
        assert file.exists(), target
        headings = re.findall(r"^#+ (.*)", file.read_text("utf-8"), re.MULTILINE) if anchor else []
        slugs = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
        assert not anchor or anchor in slugs, anchor


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", "docs/how-it-works.md", "benchmarks/README.md"])
def test_a_file_that_a_contributor_is_sent_to_is_there(page):
    named = re.findall(r"`([\w./-]+(?:\.(?:py|toml|txt|md|html)|/))`", text_of(page))
    named += re.findall(r"\b(?:tools|tests|benchmarks)/[\w/]+\.py\b", text_of(page))
    known = [f"/{path.relative_to(ROOT).as_posix()}" for top in TOPS for path in (ROOT / top).rglob("*")]
    known += [f"/{path.name}{'/' * path.is_dir()}" for path in ROOT.iterdir()]
    for name in set(named) - OF_A_SITE:
        told = f"/{name.replace('xx.', 'en.')}"
        assert any(f"{path}/".endswith(told) or path.endswith(told) for path in known), name


@pytest.mark.parametrize("page", PAGES)
def test_a_command_that_is_shown_is_one_with_its_options(page):
    code = re.findall(r"^```.*?^```|^ {4}[^\n]*|`sitegen [^`]+`", text_of(page), re.MULTILINE | re.DOTALL)
    for line in re.findall(r"(?<![\w/-])sitegen [^#\n`]+", "\n".join(code)):
        _, name, *words = line.split()
        if name.isalpha():
            known = {option for action in commands()[name]._actions for option in action.option_strings}
            assert {word for word in words if re.match(r"--?[a-z]", word)} <= known, line


def test_a_recipe_that_a_contributor_is_told_of_is_there():
    recipes = re.findall(r"^(\w+)(?: \*\w+)?:$", (ROOT / "justfile").read_text("utf-8"), re.MULTILINE)
    assert re.findall(r"^    just (\w+)", text_of("CONTRIBUTING.md"), re.MULTILINE) == [
        name for name in ("quick", "test", "search", "tidy", "serve", "generate") if name in recipes
    ]


def test_the_picture_of_a_digest_has_words_beside_it():
    assert re.search(r"!\[[^\]]{20,}\]\(docs/digest\.png\)", README)


def test_a_build_in_a_checkout_leaves_nothing_to_commit():
    ignored = (ROOT / ".gitignore").read_text("utf-8").split()
    assert {"/public/*", "/.sitegen/", "/sitegen.lock"} <= set(ignored)


def swept():
    """The constants of comparing and merging whose docstrings say that they were swept."""
    for path in (path for name in ("compare", "digest") for path in (ROOT / "sitegen" / name).glob("*.py")):
        body = ast.parse(path.read_text(encoding="utf-8")).body
        for one, told in pairwise(body):
            if isinstance(told, ast.Expr) and "Swept." in ast.unparse(told):
                yield {f"{path.stem}.{name.id}" for name in ast.walk(one) if isinstance(name, ast.Name)}


def test_the_table_of_sweeps_has_each_swept_constant_and_no_other():
    _, *lines = text_of("benchmarks/sweeps.tsv").splitlines()
    table = {line.partition("\t")[0] for line in lines}
    marked = list(swept())
    assert [names for names in marked if not names & table] == []
    assert table <= set().union(*marked)
