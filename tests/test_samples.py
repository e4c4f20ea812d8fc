"""The sample stories: what a newcomer sees first is whole, grouped as its folders say, and messy as life."""

import json
import shutil
from pathlib import Path

import pytest

from sitegen.cli import main

CONTENT = Path(__file__).parents[1] / "content"
FILES = {
    path.relative_to(CONTENT).as_posix(): path.read_bytes() for path in CONTENT.rglob("*") if path.is_file()
}
EVENTS = {
    "2026-04-14": 5,
    "thrushmere/clock": 4,
    "advisories/postmarten": 3,
    "de/biber": 3,
    "es/campana": 2,
    "notes/allotment-meeting": 2,
}
"""Folders that hold one event, and how many stories tell it."""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The folder of a site built from the sample stories."""
    folder = tmp_path_factory.mktemp("samples")
    shutil.copytree(CONTENT, folder / "content")
    assert main(["build", "-q", "--jobs", "1", "-C", str(folder)]) == 0
    return folder


@pytest.fixture(scope="module")
def digests(site):
    """Every digest of the sample site as JSON."""
    return [json.loads(path.read_bytes()) for path in site.glob("public/*/index.json")]


@pytest.mark.parametrize("folder", EVENTS)
def test_a_folder_of_one_event_becomes_one_digest(digests, folder):
    told = [{source["source"] for source in digest["sources"]} for digest in digests]
    stories = {path for path in FILES if path.startswith(f"{folder}/")}
    assert len(stories) == EVENTS[folder]
    assert stories in told


def test_a_look_alike_of_a_year_before_stands_alone(digests):
    (digest,) = (digest for digest in digests if digest["sources"][0]["source"].startswith("2025-03-31/"))
    assert len(digest["sources"]) == 1


def test_a_wire_text_and_its_reprint_are_one_voice(digests):
    voices = {source["source"]: source["voice"] for digest in digests for source in digest["sources"]}
    assert voices["2026-04-14/northwater-press.txt"] == voices["2026-04-14/cadwin-evening-post.html"]
    assert voices["2026-04-14/northwater-press.txt"] != voices["2026-04-14/hesk-islander.md"]


def test_the_sample_site_keeps_its_promises(site):
    assert main(["check", "-q", "-C", str(site)]) == 0


def test_the_samples_come_in_every_form_and_encoding():
    assert {path.rsplit(".")[-1] for path in FILES} == {"txt", "md", "html"}
    assert any(raw.startswith((b"\xff\xfe", b"\xfe\xff")) for raw in FILES.values())
    assert any(b"\r\n" in raw for raw in FILES.values())
    with pytest.raises(UnicodeDecodeError):
        FILES["de/biber/nordlicht-dienst.txt"].decode()


@pytest.mark.parametrize("mark", [b"---\n", b"+++\n", b"{\n"])
def test_a_sample_has_front_matter_of_each_kind(mark):
    assert any(raw.startswith(mark) for path, raw in FILES.items() if path.endswith(".md"))


def test_a_page_of_five_sources_is_light(site):
    assert max(path.stat().st_size for path in site.glob("public/*/index.html")) <= 40_000
    assert max(path.stat().st_size for path in site.glob("public/*/evidence/index.html")) <= 70_000
    assert sum(path.stat().st_size for path in site.glob("public/assets/style.*.css")) <= 14_000
