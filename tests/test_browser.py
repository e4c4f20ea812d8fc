"""The pages in a real browser: from disk, on a phone and a desktop, in both colour schemes, in print."""

from __future__ import annotations

import invented
import pages
import pytest

DIGEST = f"{invented.ADDRESS}/index.html"

EVIDENCE = f"{invented.ADDRESS}/evidence/index.html"

KINDS = [
    DIGEST,
    EVIDENCE,
    "alone/index.html",
    "stories/harbour.txt.html",
    "index.html",
    "page/1/index.html",
    "outlets/harbour-courier.html",
    "outlets/index.html",
    "archive/index.html",
    "archive/2026-03.html",
    "about/index.html",
]

CONTRAST = """() => {
  const parts = (colour) => (colour.match(/[\\d.]+/g) || []).map(Number);
  const linear = (v) => v <= 10.3 ? v / 3294.6 : ((v / 255 + .055) / 1.055) ** 2.4;
  const light = (c) => { const [r, g, b] = c.map(linear);
    return .2126 * r + .7152 * g + .0722 * b; };
  const ground = (e) => { for (; e; e = e.parentElement) {
    const c = parts(getComputedStyle(e).backgroundColor);
    if (c.length === 3 || c[3] === 1) return c; } return [255, 255, 255]; };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), weak = [];
  while (walker.nextNode()) { const e = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || e.closest(".vh, .skip")) continue;
    const a = light(parts(getComputedStyle(e).color)), b = light(ground(e));
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) weak.push([walker.currentNode.data.trim(), ratio]); }
  return weak; }"""

SMALL = """() => ["a.w", "a.ws", "a.n", "summary", "header.site a", ".pages a", ".behind a", "tbody th a"]
  .flatMap((kind) => [...document.querySelectorAll(kind)])
  .map((e) => [e.textContent, e.getBoundingClientRect()]).filter(([, r]) => r.width < 24 || r.height < 24)
  .map(([text, r]) => [text, r.width, r.height])"""

LENGTHEN = """() => { const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) { const e = walker.currentNode.parentElement;
    if (!e.closest(".vh, .skip")) walker.currentNode.data =
      walker.currentNode.data.replace(/[^\\W\\d]{4,}/, (word) => word.repeat(20)); } }"""
"""Makes a word of 80 letters or more of one word of each text."""

OPEN = "() => document.querySelectorAll('details').forEach((one) => { one.open = true })"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    top = tmp_path_factory.mktemp("site")
    for path, data in pages.site().items():
        (top / path).parent.mkdir(parents=True, exist_ok=True)
        (top / path).write_bytes(data)
    return top


@pytest.fixture(params=["light", "dark"])
def scheme(request):
    return request.param


@pytest.fixture
def tab(chromium, scheme):
    context = chromium.new_context(
        viewport={"width": 320, "height": 700}, color_scheme=scheme, java_script_enabled=True
    )
    yield context.new_page()
    context.close()


def visit(tab, folder, path):
    tab.goto((folder / path.partition("#")[0]).as_uri() + "".join(path.partition("#")[1:]))


def test_no_page_scrolls_sideways_on_a_narrow_phone(tab, folder):
    for path in KINDS:
        visit(tab, folder, path)
        tab.evaluate(OPEN)
        assert tab.evaluate("document.documentElement.scrollWidth") <= 320, path


def test_no_word_is_too_long_for_a_page(tab, folder):
    for path in (*KINDS, "newsletter/2026-W10.html"):
        visit(tab, folder, path)
        tab.evaluate(OPEN)
        tab.evaluate(LENGTHEN)
        assert tab.evaluate("document.documentElement.scrollWidth") <= 320, path


def test_every_text_has_enough_contrast(tab, folder):
    for path in KINDS:
        visit(tab, folder, path)
        tab.evaluate(OPEN)
        assert tab.evaluate(CONTRAST) == [], path


def test_targets_are_large_enough_to_hit(tab, folder):
    for path in KINDS:
        visit(tab, folder, path)
        tab.evaluate(OPEN)
        assert tab.evaluate(SMALL) == [], path


def test_pages_work_from_disk_without_a_failed_request(tab, folder):
    failed, asked = [], []
    tab.on("requestfailed", lambda request: failed.append(request.url))
    tab.on("request", lambda request: asked.append(request.url))
    for path in KINDS:
        visit(tab, folder, path)
        tab.wait_for_load_state("networkidle")
    assert failed == []
    assert {url.partition(":")[0] for url in asked} == {"file"}


def test_a_letter_leads_to_its_passage_and_lights_it_up(tab, folder):
    visit(tab, folder, DIGEST)
    tab.locator("#s1 a.ws").click()
    assert tab.url.endswith("/evidence/index.html#s1")
    tab.locator("#s1 a.w.f").first.click()
    assert tab.url.endswith("/stories/wire.html.html#c36")
    assert tab.locator(":target").inner_text().startswith("Two dockers were injured")
    colour = "getComputedStyle(document.querySelector('{}')).backgroundColor"
    assert tab.evaluate(colour.format("#c36")) != tab.evaluate(colour.format("li"))


def test_a_link_to_a_statement_opens_what_hides_it(tab, folder):
    visit(tab, folder, f"{DIGEST}#s4")
    assert tab.locator("#s4").is_visible()


def test_sentences_are_filtered_by_source_without_a_script(tab, folder):
    visit(tab, folder, EVIDENCE)
    tab.locator("#show-D").check()
    assert [tab.locator(f"#{one}").is_visible() for one in ("s1", "s6")] == [False, True]
    tab.locator("#show-several").check()
    assert [tab.locator(f"#{one}").is_visible() for one in ("s1", "s6")] == [True, False]


def test_letters_of_one_source_stand_below_each_other(tab, folder):
    tab.set_viewport_size({"width": 1280, "height": 900})
    visit(tab, folder, EVIDENCE)
    places = [tab.locator(f"#{one} a.w.k2").bounding_box()["x"] for one in ("s1", "s3", "s5")]
    assert len(set(places)) == 1


def test_a_printed_digest_opens_what_each_report_adds(tab, folder):
    visit(tab, folder, DIGEST)
    tab.emulate_media(media="print")
    assert tab.locator("#s4").is_visible()
    assert not tab.locator(".behind a").first.is_visible()


def test_the_first_stop_of_the_keyboard_skips_to_the_text(tab, folder):
    visit(tab, folder, DIGEST)
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.textContent") == "Skip to the text"
    assert tab.locator(":focus").bounding_box()["x"] >= 0


def test_other_wordings_open_with_the_keyboard(tab, folder):
    visit(tab, folder, DIGEST)
    tab.locator(".lede summary").focus()
    tab.keyboard.press("Enter")
    assert tab.locator(".lede details p").first.is_visible()


def test_differences_stand_beside_the_news_on_a_wide_screen(tab, folder):
    tab.set_viewport_size({"width": 1280, "height": 900})
    visit(tab, folder, DIGEST)
    several, differ = (tab.locator(f"section.{one}").bounding_box() for one in ("several", "differ"))
    assert differ["x"] > several["x"] + several["width"]
    assert abs(differ["y"] - several["y"]) < 10


def test_a_digest_prints(tab, folder):
    visit(tab, folder, DIGEST)
    assert tab.pdf().startswith(b"%PDF")
