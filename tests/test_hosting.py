"""What hosts are told, and that a site is the same wherever and whenever it is built."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import hosted
import pages
import pytest
import yaml

from sitegen import cli
from sitegen.cli import main
from sitegen.commands import files
from sitegen.pages import programs
from sitegen.pages.view import Site
from sitegen.site.config import Settings

ROOT = Path(__file__).parents[1]

STORY = "---\ntitle: Owl\ndate: 2026-04-01\nsource: {}\n---\n\nAn owl has moved in. It eats {} moths.\n"

LATER = """
import sys, time
real = time.time
time.time = lambda: real() + 41 * 86400
"""
"""What makes a Python believe that it runs on another day."""

PLACES = {
    "another time zone": {"TZ": "Pacific/Kiritimati"},
    "another locale": {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
    "another order of sets": {"PYTHONHASHSEED": "4711"},
    "another day": {"PYTHONPATH": "later"},
    "a day that is set": {"SOURCE_DATE_EPOCH": "1767225600"},
}


def policy_of(path, *, search=True, top=""):
    return hosted.headers(programs.headers(top, search=search), path)["Content-Security-Policy"]


def test_a_page_may_load_files_of_the_site_and_nothing_else():
    policy = policy_of("/storm/index.html")
    assert policy.startswith(
        "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; script-src 'self'"
    )
    assert "unsafe" not in policy


def test_only_the_search_page_may_run_what_is_compiled():
    assert "script-src 'self' 'wasm-unsafe-eval'" in policy_of("/search/index.html")
    assert "script-src 'self' 'wasm-unsafe-eval'" in policy_of("/search/pagefind-worker.js")
    assert "unsafe" not in policy_of("/search/index.html", search=False)


def test_files_named_by_their_bytes_are_kept_for_ever():
    told = programs.headers("/news", search=False)
    assert "immutable" in hosted.headers(told, "/news/assets/style.0123456789.css")["Cache-Control"]
    assert "Cache-Control" not in hosted.headers(told, "/news/index.html")
    assert hosted.headers(told, "/news/index.json")["X-Content-Type-Options"] == "nosniff"


def test_a_site_below_a_path_says_its_headers_for_that_path():
    assert pages.renderer(Site("S", "https://vessa.example/news/", "en", "0.1.0"))._top.endswith("/news")
    assert hosted.headers(programs.headers("/news", search=False), "/other/") == {}


def test_the_command_offers_every_host_there_is_a_file_for():
    assert set(cli.HOSTS) == set(files.HOSTS)
    packaged = {path.name for path in (ROOT / "sitegen" / "data" / "deploy").iterdir()}
    assert packaged == {path.rpartition("/")[2] for path in files.HOSTS.values()}


SOURCE = "https://code.example/tools/sitegen@" + 5 * "0123abcd"


def given(host):
    """The options of `init` for a host."""
    return ["--deploy", host, *(["--from", SOURCE] if host in files.INSTALLING else [])]


@pytest.mark.parametrize("host", sorted(files.INSTALLING))
def test_a_host_that_installs_asks_from_where_before_anything_is_made(tmp_path, host, capsys):
    assert main(["init", "-q", str(tmp_path / "site"), "--deploy", host]) == 2
    assert "--from https://code.example/sitegen@REVISION" in capsys.readouterr().err
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(
    "source",
    [
        "sitegen-digest",
        "https://code.example/sitegen",
        "https://code.example/sitegen@main",
        "../sitegen",
        "http://code.example/sitegen@" + 40 * "a",
        "https://code.example/x'; rm -r .@" + 40 * "a",
        "missing",
    ],
)
def test_what_could_be_exchanged_later_is_never_installed(tmp_path, source):
    assert main(["init", "-q", str(tmp_path), "--deploy", "pages", "--from", source]) == 2


def test_a_copy_inside_the_sites_folder_can_be_installed(tmp_path):
    (tmp_path / "vendor" / "sitegen").mkdir(parents=True)
    assert main(["init", "-q", str(tmp_path), "--deploy", "pages", "--from", "vendor/sitegen/"]) == 0
    assert "pip install './vendor/sitegen'" in (tmp_path / files.HOSTS["pages"]).read_text("utf-8")


def test_a_locked_build_publishes_nothing_where_the_lock_would_change(tmp_path, capsys):
    assert main(["init", "-q", str(tmp_path)]) == 0
    assert main(["build", "-q", "-C", str(tmp_path), "--locked"]) == 2
    assert "sitegen.lock: is not up to date" in capsys.readouterr().err
    assert not (tmp_path / "public" / "index.html").exists()
    assert main(["build", "-q", "-C", str(tmp_path)]) == 0
    assert main(["build", "-q", "-C", str(tmp_path), "--locked"]) == 0


@pytest.mark.parametrize("host", files.HOSTS)
def test_a_new_site_gets_the_file_of_its_host(tmp_path, host):
    assert main(["init", "-q", str(tmp_path), *given(host)]) == 0
    text = (tmp_path / files.HOSTS[host]).read_text("utf-8")
    assert not re.search("@[A-Z]+@", text)
    assert "public" in text
    assert f"`{files.HOSTS[host]}`" in (ROOT / "docs" / "hosting.md").read_text("utf-8")


def test_a_site_that_is_there_gets_the_file_and_keeps_what_it_has(tmp_path):
    (tmp_path / "sitegen.toml").write_text('out = "docs"\nsearch = true\n', "utf-8")
    assert main(["init", "-q", str(tmp_path), *given("netlify")]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["netlify.toml", "sitegen.toml"]
    told = tomllib.loads((tmp_path / "netlify.toml").read_text("utf-8"))
    assert told["build"]["publish"] == "docs"
    assert f"'sitegen-digest[search] @ git+{SOURCE}'" in told["build"]["command"]


def test_a_file_that_is_there_is_never_written_over(tmp_path, capsys):
    (tmp_path / "sitegen.toml").touch()
    (tmp_path / "wrangler.toml").write_text("mine", "utf-8")
    assert main(["init", "-q", str(tmp_path), "--deploy", "cloudflare"]) == 3
    assert "is there already and was left as it is" in capsys.readouterr().err
    assert (tmp_path / "wrangler.toml").read_text("utf-8") == "mine"


def test_the_files_of_the_hosts_are_well_formed(tmp_path):
    for host in files.HOSTS:
        assert main(["init", "-q", str(tmp_path), *given(host)]) == 0
    tomllib.loads((tmp_path / "netlify.toml").read_text("utf-8"))
    tomllib.loads((tmp_path / "wrangler.toml").read_text("utf-8"))
    steps = yaml.safe_load((tmp_path / ".github/workflows/pages.yml").read_text("utf-8"))["jobs"]["publish"]
    assert any("sitegen build" in step.get("run", "") for step in steps["steps"])
    subprocess.run(["sh", "-n", str(tmp_path / "deploy-s3.sh")], check=True)


def test_the_headers_of_nginx_are_those_of_every_other_host():
    text = files.filled((ROOT / "sitegen/data/deploy/nginx.conf").read_text("utf-8"), Settings())
    assert f'default "{programs.policy({})}";' in text
    for name, value in programs.ALWAYS:
        assert f'add_header {name} "{value}" always;' in text


def built(folder, umask=0o022, **environment):
    """Every file of a site built anew in a process of its own."""
    (folder / "content").mkdir(parents=True)
    (folder / "later").mkdir()
    (folder / "later" / "sitecustomize.py").write_text(LATER, "utf-8")
    for number, outlet in enumerate(("Harbour Post", "River Weekly")):
        text = STORY.format(outlet, 12 + number)
        (folder / "content" / f"{number}.md").write_text(text, "utf-8")
    later = f"{folder / 'later'}{os.pathsep}" if environment.pop("PYTHONPATH", "") else ""
    path = f"{later}{ROOT}"
    known = {key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"}
    subprocess.run(
        [sys.executable, "-m", "sitegen", "build", "-q", "--jobs", "1"],
        cwd=folder,
        env={**known, **environment, "PYTHONPATH": path},
        umask=umask,
        check=True,
    )
    public = folder / "public"
    return {
        file.relative_to(public).as_posix(): file.read_bytes()
        for file in public.rglob("*")
        if file.is_file() and ".sitegen" not in file.parts
    }


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    return built(tmp_path_factory.mktemp("here") / "site")


@pytest.mark.parametrize("place", PLACES)
def test_a_site_is_the_same_in(place, here, tmp_path):
    assert built(tmp_path / "there", **PLACES[place]) == here


def test_a_site_is_the_same_for_whoever_may_read_it(here, tmp_path):
    assert built(tmp_path / "there", umask=0o077) == here
