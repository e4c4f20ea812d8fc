"""What the live site adds to its pages: in a real browser, through the real server; and what it is told."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from sitegen.compare.finding import Finding
from sitegen.compare.rules import RULES
from sitegen.model import Story
from sitegen.read import read
from sitegen.serve.inspect import Inspector, inspected, runs
from sitegen.serve.live import fault
from sitegen.work import merged

ROOT = Path(__file__).parents[1]

HEAD = "---\noutlet: {}\npublished: {}\ntitle: {}\n---\n"

COURIER = [
    "The cable car at Fell Top stopped on Sunday afternoon with 23 passengers in its two cabins.",
    "A worn bearing in the lower station was to blame, the operator said.",
    "All 23 passengers were lowered by rope within three hours.",
    "Nobody was hurt, although one hiker lost a boot.",
    "Rope teams from Garth and Ollerby walked up through the bracken with 400 metres of line.",
    "The first down was a dog called Biscuit, who barked at the harness.",
    "A teacher led her class in a song about otters while they waited.",
    "Engineers had checked the upper station in March and found nothing loose.",
    "The valley railway put on two late trains for those who had missed theirs.",
    "A bakery in Garth sent up 60 rolls and a churn of soup.",
    "Walkers are asked to keep off the path below the pylons for now.",
    "The oldest passenger, a retired miller, said that he had seen worse weather indoors.",
    "Sign up for our newsletter.",
]
RADIO = [
    "The cable car at Fell Top stopped on Sunday afternoon with 23 passengers in its two cabins.",
    "The operator said a worn bearing in the lower station was to blame for it.",
    "All 23 passengers were lowered by rope.",
    "A brass band that was waiting at the top station played on until dusk.",
    "<img src=x onerror=alert(1)> was printed on every ticket by mistake.",
]
WIRE = [
    "The cable car at Fell Top, which stopped on Sunday with 32 people in its two cabins, will stay shut.",
    "The operator has ordered a new bearing for the lower station.",
]


def _file(outlet: str, day: str, title: str, sentences: list[str]) -> str:
    return HEAD.format(outlet, day, title) + "\n\n".join(sentences) + "\n"


FILES = {
    "courier.md": _file("Dale Courier", "2026-05-04", "Cable car stops above Fell Top", COURIER),
    "radio.txt": "\n\n".join(["Passengers lowered from cable car", "4 May 2026", *RADIO]) + "\n",
    "wire.md": _file("Northern Wire", "2026-05-05", "Cable car to stay shut until June", WIRE),
}


def _stories() -> list[Story]:
    return [read(name, text.encode()) for name, text in FILES.items()]


@pytest.fixture(scope="module")
def stories():
    return _stories()


@pytest.fixture(scope="module")
def digest(stories):
    return merged(stories)


def statement(digest, words):
    return next(one.id for one in digest.statements if one.text.startswith(words))


def passage(digest, stories, words, story):
    found = inspected(digest, stories, statement(digest, words))
    return next(one for one in found.passages if one.story == story)


def clerk(digest, stories, files):
    return Inspector(
        lambda address: (digest, stories) if address == "fell" else None,
        lambda: files.get("overrides.toml", ""),
        lambda text: files.update({"overrides.toml": text}),
    )


def asking(**given):
    return {
        "page": "fell/index.html",
        "action": "apart",
        "story": "wire.md",
        "reason": "Another day",
        **given,
    }


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_is_told_in_words(rule):
    told = Finding(rule, ("lamp",), ()).told("it", "the statement")
    assert "{" not in told
    assert "lamp" in told or "{mine}" not in rule.words


def test_every_passage_of_a_page_has_a_reason(digest, stories):
    for one in digest.statements:
        found = inspected(digest, stories, one.id)
        assert [each.text for each in found.passages] == [citation.text for citation in one.citations]
        assert all(each.reason.why for each in found.passages)


def test_a_sentence_that_could_be_filed_says_what_keeps_it_on_the_page():
    council, home = "The town council", "and sent the pupils home."
    told = {
        "a.txt": f"{council} closed the swimming hall on Monday morning {home}",
        "b.txt": f"{council} closed the swimming hall on Monday because of a burst pipe {home}",
        "c.txt": f"{council} shut the swimming hall after a burst pipe flooded the cellar {home}",
        "d.txt": f"{council} shut the swimming hall on Monday morning.",
    }
    stories = [read(name, f"Hall closed in Oxley\n\n{text}\n".encode()) for name, text in told.items()]
    reasons = [
        each.reason.why
        for one in merged(stories).statements
        for each in inspected(merged(stories), stories, one.id).passages
        if each.reason.how == "cited"
    ]
    assert any("another is filed under it that cannot be filed here" in why for why in reasons)
    below = [float(found) for why in reasons for found in re.findall(r"confidence is (\d.\d+), below", why)]
    assert all(value < 0.7 for value in below)


def test_a_passage_that_differs_names_the_rule_that_saw_it(digest, stories):
    reason = passage(digest, stories, "The cable car at Fell Top stopped", "wire.md").reason
    assert (reason.how, "(rule ‘number’)" in reason.why) == ("cited", True)


def test_a_folded_passage_tells_how_sure_it_is(digest, stories):
    reason = passage(digest, stories, "A worn bearing", "wire.md").reason
    assert reason.how == "folded"
    assert re.search(r"confidence (?:is )?(?:0\.[7-9]\d\d|1\.000)", reason.why)


def test_a_small_word_that_keeps_a_passage_from_leaving_is_named():
    told = "The fire {}destroyed the roof of the mill in Oxley on Monday."
    stories = [
        read(name, f"Fire in Oxley\n\n{told.format(word)}\n".encode())
        for name, word in (("a.txt", ""), ("b.txt", "almost "))
    ]
    (one,) = inspected(merged(stories), stories, "s1").passages[1:]
    assert "it has “almost” and the statement nothing of the kind, which changes what is" in one.reason.why


def test_words_that_only_one_of_two_passages_has_are_marked(digest, stories):
    found = passage(digest, stories, "All 23 passengers", "radio.txt")
    assert [text for text, differs in found.shown if differs] == ["within three hours"]
    assert [text for text, differs in found.own if differs] == []


def test_marked_runs_are_the_text():
    text = "  “Not 5.40pm,” she said – 6 p.m.\n"
    assert "".join(piece for piece, _ in runs(text, "Not 5.50pm, he said at 6 p.m.")) == text


def test_what_was_set_aside_beside_a_statement_can_be_kept(digest, stories):
    found = inspected(digest, stories, statement(digest, "The oldest passenger"))
    assert [(one.text, one.why, one.can) for one in found.aside] == [
        ("Sign up for our newsletter.", "furniture/newsletter", "keep")
    ]


def test_the_scores_of_all_pairs_of_stories_are_given(digest, stories):
    found = inspected(digest, stories, "s1")
    pairs = {frozenset((one["of"], one["story"])) for one in found.pairs}
    assert len(pairs) == len(found.pairs) == 3


def test_no_statement_no_inspection(digest, stories):
    assert inspected(digest, stories, "s99") is None
    assert clerk(digest, stories, {}).inspect({"page": "fell", "statement": "s99"})[0] == 404


def test_a_dry_decision_shows_the_change_and_writes_nothing(digest, stories):
    files = {}
    status, told = clerk(digest, stories, files).decide(asking(dry=True))
    assert status == 200
    assert '+reason = "Another day"' in told["diff"]
    assert files == {}


def test_a_story_is_split_off_from_all_others_and_that_is_undone(digest, stories):
    mine = "# What we decided\n"
    files = {"overrides.toml": mine}
    asked = clerk(digest, stories, files)
    status, told = asked.decide(asking())
    assert status == 200
    assert 'stories = ["wire.md", "courier.md", "radio.txt"]' in files["overrides.toml"]
    undo = {name: getattr(told["undo"], name) for name in ("kind", "stories", "reason")}
    assert asked.undo({"undo": undo})[0] == 200
    assert files["overrides.toml"] == mine
    assert asked.undo({"undo": undo})[0] == 409


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": "  \n"},
        {"reason": "long " * 200},
        {"story": "other.md"},
        {"story": ["wire.md"]},
        {"page": "elsewhere"},
        {"action": "ignore"},
        {"action": "keep", "text": "Nobody wrote this."},
        {"action": "drop", "text": None},
    ],
)
def test_what_the_page_does_not_hold_is_not_decided(digest, stories, wrong):
    files = {}
    status, told = clerk(digest, stories, files).decide(asking(**wrong))
    assert (status, files) == (409, {})
    assert told["error"]


def test_a_decision_against_another_is_refused_with_the_reason(digest, stories):
    files = {"overrides.toml": '[[together]]\nstories = ["courier.md", "wire.md"]\nreason = "One event"\n'}
    status, told = clerk(digest, stories, files).decide(asking())
    assert status == 409
    assert "overrides.toml" in told["error"]


def test_a_fault_in_a_layout_shows_the_line_among_its_neighbours():
    found = fault(
        "layouts/digest.html:3: unknown name 'souces'; the layout is given 'digest'",
        {"layouts/digest.html": "a\nb\nc\nd"}.get,
    )
    assert (found.what, found.file, found.line) == ("Unknown name 'souces'", "layouts/digest.html", 3)
    assert found.lines == ((1, "a"), (2, "b"), (3, "c"), (4, "d"))
    assert found.todo == "The layout is given 'digest'"


@pytest.mark.parametrize(
    ("message", "line"),
    [
        ("sitegen.toml: unknown key 'titel'; did you mean 'title'?", 2),
        ("sitegen.toml: is not valid TOML: Expected '=' (at line 1, column 4)", 1),
        ("sitegen.toml: 'language' is 'deutsch'; it must be a language code", 3),
        ("sitegen.toml: unknown key 'absent'", 0),
    ],
)
def test_a_fault_in_the_settings_finds_its_line(message, line):
    text = 'base_url = ""\ntitel = "x"\nlanguage = "deutsch"\n'
    assert fault(message, {"sitegen.toml": text}.get).line == line


def test_a_fault_without_a_file_is_told_all_the_same():
    found = fault("no space left on the disk", lambda _: pytest.fail("there is nothing to read"))
    assert (found.what, found.file, found.lines) == ("No space left on the disk", "", ())


expect.set_options(timeout=20_000)
COMMAND = os.environ.get("SITEGEN_SERVE", f"{sys.executable} -m sitegen serve").split()


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A folder with the three stories, and the address it is served at while it changes."""
    folder = tmp_path_factory.mktemp("live")
    (folder / "content").mkdir()
    (folder / "layouts").mkdir()
    for name, text in FILES.items():
        (folder / "content" / name).write_text(text, encoding="utf-8")
    command = [*COMMAND, "-C", str(folder), "--port", "0", "--json"]
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": path}
    ) as serve:
        told = json.loads(serve.stdout.readline())
        assert json.loads(serve.stdout.readline())["event"] == "ready"
        yield folder, told["url"]
        serve.send_signal(signal.SIGTERM)
        serve.stdout.read()
    assert serve.returncode == 0


@pytest.fixture
def tab(chromium, site):
    """A browser's tab; whatever goes wrong in it fails the test."""
    context = chromium.new_context(viewport={"width": 1000, "height": 600}, reduced_motion="reduce")
    page, wrong = context.new_page(), []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: wrong.append(dialog.message))
    page.on("console", lambda told: wrong.append(told.text) if "Content Security" in told.text else None)
    page.set_default_timeout(20_000)
    yield page
    context.close()
    assert wrong == []


@pytest.fixture
def digest_page(tab, site):
    """The tab on the page of the three stories."""
    visit(tab, site)
    return tab


def visit(tab, site):
    tab.goto(site[1])
    tab.get_by_role("link", name="Cable car stops above Fell Top").first.click()
    expect(button(tab, "Inspect")).to_be_visible()


def button(tab, name):
    return tab.get_by_role("button", name=name, exact=True)


def save(site, name, text):
    (site[0] / name).write_text(text, encoding="utf-8")


TOLD = "main :is(p, span)[id^=s]"
"""The statements of a digest's page."""


def choose(tab, words):
    """Open the inspector on the statement that begins so."""
    if button(tab, "Inspect").get_attribute("aria-pressed") == "false":
        button(tab, "Inspect").click()
    tab.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true })")
    tab.locator(TOLD, has_text=words).first.click(position={"x": 3, "y": 3})
    expect(tab.get_by_role("region", name="Inspector").get_by_text(words).first).to_be_visible()


def decide(tab, reason):
    """Give the reason for what was asked, see the change and write it."""
    tab.get_by_label("Reason").fill(reason)
    button(tab, "Show the change").click()
    expect(tab.locator("pre", has_text=f'reason = "{reason}"')).to_be_visible()
    button(tab, "Write it to overrides.toml").click()


def top_of(tab, words):
    return tab.locator("main p", has_text=words).first.bounding_box()["y"]


def test_a_save_keeps_what_the_reader_sees(digest_page, site):
    tab, seen = digest_page, "A brass band that was waiting"
    tab.set_viewport_size({"width": 900, "height": 260})
    tab.locator("details", has_text="ordered a new bearing").first.locator("summary").first.click()
    tab.locator("main p", has_text=seen).first.evaluate(
        "one => scrollTo(0, one.offsetTop + one.offsetHeight * 4)"
    )
    tab.locator("main p", has_text=seen).first.scroll_into_view_if_needed()
    link = tab.locator("main section section", has_text=seen).locator("h3 a")
    link.focus()
    before, added = top_of(tab, seen), "Two cabins swung above the beck until the evening."
    assert tab.evaluate("scrollY") > 0
    save(site, "content/courier.md", FILES["courier.md"].replace("A worn", f"{added}\n\nA worn"))
    expect(tab.locator("main").get_by_text(added).first).to_be_attached()
    expect(tab.get_by_text("ordered a new bearing").first).to_be_visible()
    expect(link).to_be_focused()
    assert abs(top_of(tab, seen) - before) < 2
    save(site, "content/courier.md", FILES["courier.md"])
    expect(tab.locator("main").get_by_text(added)).to_have_count(0)


def test_a_fault_is_laid_over_the_page_until_it_is_mended(digest_page, site):
    tab = digest_page
    button(tab, "Inspect").focus()
    save(
        site, "layouts/digest.html", '{% extends "base.html" %}\n{% block main %}\n{% if %}\n{% endblock %}\n'
    )
    fault = tab.get_by_role("region", name="Fault")
    expect(fault.get_by_text("layouts/digest.html, line 3")).to_be_visible()
    expect(fault.locator("[aria-current]")).to_have_text("{% if %}")
    expect(button(tab, "Inspect")).to_be_focused()
    tab.keyboard.press("Escape")
    expect(fault).to_be_hidden()
    button(tab, "Fault").click()
    expect(fault).to_be_visible()
    (site[0] / "layouts" / "digest.html").unlink()
    expect(fault).to_be_hidden()
    expect(button(tab, "Fault")).to_be_hidden()


def test_a_style_sheet_is_swapped_without_a_reload(digest_page, site):
    tab = digest_page
    tab.evaluate("document.body.dataset.here = 'still'")
    sheets = tab.locator("link[rel=stylesheet]")
    count = sheets.count()
    style = (ROOT / "layouts" / "style.css").read_text(encoding="utf-8")
    save(site, "layouts/style.css", f"{style}\nh1 {{ color: rgb(1, 2, 3) }}\n")
    expect(tab.locator("h1")).to_have_css("color", "rgb(1, 2, 3)")
    expect(sheets).to_have_count(count)
    (site[0] / "layouts" / "style.css").unlink()
    expect(tab.locator("h1")).not_to_have_css("color", "rgb(1, 2, 3)")
    expect(sheets).to_have_count(count)
    assert tab.evaluate("document.body.dataset.here") == "still"


def test_the_inspector_splits_a_story_off_and_undoes_it(digest_page, site):
    tab, alone = digest_page, "will stay shut."
    choose(tab, "A worn bearing")
    source = tab.locator("article", has=tab.get_by_text("wire.md", exact=True))
    source.get_by_role("button").click()
    decide(tab, "A report on the repair")
    expect(tab.locator("main").get_by_text(alone)).to_have_count(0)
    assert "A report on the repair" in (site[0] / "overrides.toml").read_text(encoding="utf-8")
    button(tab, "Undo").click()
    expect(tab.locator("main").get_by_text(alone).first).to_be_attached()
    expect(tab.get_by_text("Taken back.")).to_be_visible()
    assert not (site[0] / "overrides.toml").exists() or not (site[0] / "overrides.toml").read_text(
        encoding="utf-8"
    )


def test_the_inspector_keeps_a_sentence_that_another_stands_for(digest_page):
    tab, words = digest_page, "All 23 passengers were lowered by rope."
    own = tab.locator(TOLD, has_text=words)
    choose(tab, "All 23 passengers were lowered by rope within")
    tab.get_by_role("button", name="Keep it as a sentence of its own").click()
    decide(tab, "It has no time limit")
    expect(own).to_be_visible()
    own.click(position={"x": 3, "y": 3})
    expect(tab.get_by_text("a person decided to keep it")).to_be_visible()
    expect(tab.get_by_text("Reason: It has no time limit", exact=True)).to_be_visible()
    button(tab, "Take it back").click()
    expect(own).to_have_count(0)


def test_the_panel_stays_open_over_a_reload_with_what_was_typed(digest_page, site):
    tab, added = digest_page, "A kestrel watched from the pylon."
    choose(tab, "A worn bearing")
    tab.get_by_role("button", name="Leave it out").click()
    tab.get_by_label("Reason").fill("Half a thought")
    save(site, "content/radio.txt", FILES["radio.txt"] + f"\n{added}\n")
    expect(tab.locator("main").get_by_text(added).first).to_be_attached()
    expect(tab.get_by_label("Reason")).to_have_value("Half a thought")
    expect(tab.get_by_label("Reason")).to_be_focused()
    save(site, "content/radio.txt", FILES["radio.txt"])
    expect(tab.locator("main").get_by_text(added)).to_have_count(0)


def test_the_keyboard_alone_reaches_the_inspector(digest_page):
    tab = digest_page
    button(tab, "Inspect").focus()
    tab.keyboard.press("Enter")
    tab.locator("#s1").focus()
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("heading", name="Sentence 1")).to_be_focused()
    tab.keyboard.press("Escape")
    expect(tab.locator("#s1")).to_be_focused()
    tab.keyboard.press("Escape")
    expect(button(tab, "Inspect")).to_have_attribute("aria-pressed", "false")


def test_what_strangers_wrote_stays_text(digest_page):
    choose(digest_page, "<img src=x")
    panel = digest_page.get_by_role("region", name="Inspector")
    expect(panel.get_by_text("<img src=x onerror=alert(1)>").first).to_be_visible()
    expect(panel.locator("img")).to_have_count(0)


def test_problems_of_single_stories_stand_in_a_list(digest_page, site):
    tab = digest_page
    problems = tab.locator("sitegen-live details.problems")
    expect(problems).to_be_hidden()
    save(site, "content/odd.md", "---\ntitle: [half\n---\nA fox crossed the car park at noon on Friday.\n")
    problems.get_by_text("Problems: 1", exact=True).click()
    expect(problems.get_by_role("listitem")).to_contain_text("odd.md")
    (site[0] / "content" / "odd.md").unlink()
    expect(problems).to_be_hidden()


def test_a_page_says_when_the_server_is_gone_and_listens_again(digest_page, site):
    tab, gone = digest_page, digest_page.get_by_text("The server does not answer.")
    tab.route("**/-/events?*", lambda route: route.abort())
    tab.reload()
    expect(gone).to_be_visible()
    tab.unroute("**/-/events?*")
    expect(gone).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_in_what_is_added(chromium, site, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    tab = chromium.new_page(color_scheme=scheme, bypass_csp=True)
    visit(tab, site)
    choose(tab, "A worn bearing")
    button(tab, "Split this report off").first.click()
    assert axe.run(tab, context="sitegen-live").response["violations"] == []
    button(tab, "Inspect").click()
    save(site, "layouts/digest.html", "{% if %}")
    expect(tab.get_by_role("region", name="Fault")).to_be_visible()
    assert axe.run(tab, context="sitegen-live").response["violations"] == []
    (site[0] / "layouts" / "digest.html").unlink()
    expect(tab.get_by_role("region", name="Fault")).to_be_hidden()
    tab.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_panel_fits_a_phone(digest_page, scheme):
    digest_page.set_viewport_size({"width": 320, "height": 640})
    digest_page.emulate_media(color_scheme=scheme)
    choose(digest_page, "A worn bearing")
    panel = digest_page.get_by_role("region", name="Inspector")
    assert panel.evaluate("one => one.scrollWidth <= one.clientWidth")
    assert digest_page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_inspector_speaks_the_language_of_the_site(digest_page, site):
    tab = digest_page
    save(site, "sitegen.toml", 'language = "de"\n')
    expect(button(tab, "Prüfen")).to_be_visible()
    button(tab, "Prüfen").click()
    tab.locator(TOLD).first.click(position={"x": 3, "y": 3})
    panel = tab.get_by_role("region", name="Prüfung")
    expect(panel.get_by_role("heading", name="Satz 1")).to_be_visible()
    expect(panel.get_by_role("button", name="Schließen")).to_be_visible()
    (site[0] / "sitegen.toml").unlink()
    expect(button(tab, "Inspect")).to_be_visible()
