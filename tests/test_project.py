"""The rules that keep the project whole: lint, types, imports that go one way, a core without effects."""

import ast
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "sitegen"
MODULES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts): path
    for path in sorted(PACKAGE.rglob("*.py"))
    if not path.stem.startswith("__")
}
EDGES = ("cli", "commands", "importing", "serve", "site")
"""The packages and modules that touch files, clock or processes; all others are pure."""

CORE = [module for module in MODULES if not f"{module}.".startswith(tuple(f"{edge}." for edge in EDGES))]

IMPURE = {
    "os",
    "pathlib",
    "io",
    "time",
    "random",
    "socket",
    "subprocess",
    "shutil",
    "tempfile",
    "glob",
    "secrets",
    "uuid",
}


def run(*command, **options):
    """The finished command, its output as text; the test fails with that output when the command does."""
    done = subprocess.run(
        command, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False, **options
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_linter_has_nothing_to_say():
    run(sys.executable, "-m", "ruff", "check", ".", cwd=ROOT)


def test_the_code_is_formatted():
    run(sys.executable, "-m", "ruff", "format", "--check", ".", cwd=ROOT)


def test_the_types_hold():
    run(sys.executable, "-m", "mypy", cwd=ROOT)


def imports(path):
    """Every module that a file imports, at the top or within a function."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}:{node.lineno}: write imports with their full name"
            yield node.module


def test_imports_go_one_way():
    run(sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", cwd=ROOT)


@pytest.mark.parametrize("module", CORE)
def test_the_core_imports_nothing_that_touches_the_world(module):
    assert not {name.split(".")[0] for name in imports(MODULES[module])} & IMPURE


@pytest.mark.parametrize("module", CORE)
def test_the_core_opens_no_file_and_prints_nothing(module):
    calls = (node for node in ast.walk(ast.parse(MODULES[module].read_bytes())) if isinstance(node, ast.Call))
    names = {call.func.id for call in calls if isinstance(call.func, ast.Name)}
    assert not names & {"open", "print", "input", "exec", "eval"}


def test_no_module_is_a_drawer_for_everything():
    assert not {"utils", "helpers", "common", "base", "manager", "handler"} & {
        name.rpartition(".")[2] for name in MODULES
    }


def tracked():
    """The files of the project that git knows or would take."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    names = run("git", "ls-files", "-co", "--exclude-standard", "-z", cwd=ROOT).split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def test_no_file_names_the_machine_it_was_written_on():
    paths = {f"{ROOT}{os.sep}".encode(), f"{sys.prefix}{os.sep}".encode()}
    assert not [path for path in tracked() if any(name in path.read_bytes() for name in paths)]


def test_what_is_built_is_not_tracked():
    built = [path for path in tracked() if path.is_relative_to(ROOT / "public")]
    assert built == [ROOT / "public" / ".gitkeep"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel of this checkout, installed into a folder of its own."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder), cwd=ROOT)
    (built,) = folder.glob("*.whl")
    pip = (
        sys.executable,
        "-m",
        "pip",
        "--disable-pip-version-check",
        "install",
        "-q",
        "--no-deps",
        "--no-index",
    )
    run(*pip, "--target", str(folder / "site"), str(built))
    return folder / "site"


def test_the_wheel_holds_the_layouts_and_the_data(wheel):
    layouts = {path.name for path in (ROOT / "layouts").iterdir()}
    data = {path.name for path in (PACKAGE / "data").iterdir()}
    assert layouts
    assert data
    assert {path.name for path in (wheel / "sitegen" / "layouts").iterdir()} == layouts
    assert {path.name for path in (wheel / "sitegen" / "data").iterdir()} == data
    assert list(wheel.glob("sitegen_digest-*/licenses/LICENSE"))
    (metadata,) = wheel.glob("sitegen_digest-*/METADATA")
    assert "License-Expression: MIT AND CC-BY-SA-4.0 AND LicenseRef-WordNet-3.0\n" in metadata.read_text(
        "utf-8"
    )


def test_a_wheel_builds_a_site_far_from_the_checkout(wheel, tmp_path):
    text = (
        "Mill reopens\n\nThe mill at Oddersley turned again on 7 April 2026. It ground {} sacks of barley.\n"
    )
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "one.txt").write_text(text.format(12), encoding="utf-8")
    (tmp_path / "content" / "two.md").write_text(text.format(14), encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(wheel), "PYTHONWARNINGS": "error"}
    where = run(
        sys.executable, "-c", "import sitegen; print(sitegen.__file__)", cwd=tmp_path, env=environment
    )
    assert Path(where.strip()).is_relative_to(wheel)
    run(sys.executable, "-m", "sitegen", "build", cwd=tmp_path, env=environment)
    assert (tmp_path / "public" / "index.html").is_file()
    assert list((tmp_path / "public").glob("*/index.json"))


def test_the_continuous_integration_runs_the_command_of_the_readme():
    assert command_of_the_readme() in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()


def command_of_the_readme():
    """The README's command that installs what the tests need and passes them."""
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    (command,) = (line for line in lines if line.endswith("-m pytest"))
    return command


def test_the_extra_for_tests_names_every_tool_the_tests_run():
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "optional-dependencies"
    ]
    names = " ".join(extras["test"])
    assert all(tool in names for tool in ("hatchling", "hypothesis", "mypy", "playwright", "pytest", "ruff"))
