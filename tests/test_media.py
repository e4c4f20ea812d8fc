"""Pictures and documents beside stories are shown with their words, and nothing else is published."""

import os
import time

import pytest

from sitegen.build import published
from sitegen.cli import main
from sitegen.read import read
from sitegen.read.media import beside
from sitegen.serve.folder import Folder
from sitegen.site.live_site import LiveSite

TEXT = "The harbour of Sandoy is shut since Monday. Nine boats lie outside and wait."


@pytest.fixture
def site(tmp_path):
    (tmp_path / "content" / "photos").mkdir(parents=True)
    (tmp_path / "content" / "photos" / "Quay 1.jpg").write_bytes(b"quay")
    (tmp_path / "content" / "plan.pdf").write_bytes(b"plan")
    (tmp_path / "content" / "secret.png").write_bytes(b"secret")
    return tmp_path


def story(site, text, name="a.md"):
    (site / "content" / name).write_text(f"{TEXT}\n\n{text}\n")


def built(site):
    assert main(["build", "-C", str(site), "-q"]) in {0, 1}
    return {file.name: file for file in (site / "public" / "stories").rglob("*") if file.is_file()}


def media(site):
    built(site)
    return sorted(file.read_bytes() for file in (site / "public").glob("stories/media/*"))


def page(site):
    return next(file.read_text() for name, file in built(site).items() if name.endswith(".html"))


def test_a_picture_stands_on_the_page_of_its_story_with_its_words(site):
    story(site, '![Boats at <the> quay](photos/Quay%201.jpg "By Una Holm")')
    name = published("photos/Quay 1.jpg")
    assert f'<img src="../{name}" alt="Boats at &lt;the&gt; quay" loading="lazy">' in page(site)
    assert "By Una Holm" in page(site)
    assert media(site) == [b"quay"]
    assert main(["check", "-C", str(site), "-q"]) == 0


def test_a_document_is_linked_with_the_words_of_its_link(site):
    story(site, "See [the plan of the harbour](plan.pdf) for more.")
    name = published("plan.pdf")
    assert f'<a href="../{name}">the plan of the harbour</a>' in page(site)
    assert main(["check", "-C", str(site), "-q"]) == 0


def test_a_web_page_shows_what_its_article_shows(site):
    article = (
        f'<p>{TEXT}</p><img srcset="photos/Quay%201.jpg 2x" alt="Quay"><p>Read <a href="plan.pdf">on</a>.</p>'
    )
    text = f'<body><nav><img src="secret.png"></nav><article>{article}<p>{TEXT}</p></article></body>'
    (site / "content" / "a.html").write_text(text)
    assert media(site) == [b"plan", b"quay"]


def test_a_picture_that_loads_late_is_known_by_where_it_comes_from():
    picture = '<img src="blank.gif" data-src="quay.jpg" alt="Quay">'
    html = f'<body class="comments-open"><article><p>{TEXT}</p>{picture}<p>{TEXT}</p></article></body>'
    (medium,) = read("a.html", html.encode()).media
    assert (medium.path, medium.words) == ("quay.jpg", "Quay")


def test_a_note_embeds_a_file_of_any_folder_by_its_name(site):
    story(site, "![[Quay 1.jpg|300]]")
    assert media(site) == [b"quay"]


def test_a_name_that_two_files_have_shows_neither(site):
    (site / "content" / "Quay 1.jpg").write_bytes(b"other")
    story(site, "![[Quay 1.jpg]]", "notes.md")
    assert media(site) == []


@pytest.mark.parametrize(
    "text",
    [
        "<!-- ![a](secret.png) -->",
        "%% ![a](secret.png) %%",
        "`![a](secret.png)`",
        "```\n![a](secret.png)\n```",
        "~~![a](secret.png)~~",
        "<div hidden>![a](secret.png)</div>",
        "%% ![[secret.png]] %%",
        "<!-- ![[secret.png]] -->",
        "~~![[secret.png]]~~",
        "<div hidden>\n![[secret.png]]\n</div>",
        "%%\n![[secret.png]]\n%%",
        "```\n![[secret.png]]\n```",
        "Media contact:\nUna Holm, [card](secret.png), una@sandoy.example, phone 5550 1234",
        "Media contact: Una Holm, una@sandoy.example, phone 5550 1234\n\n![](secret.png)",
        "\\[a](secret.png)",
    ],
)
def test_what_a_reader_does_not_see_is_not_published(site, text):
    story(site, text)
    assert media(site) == []


@pytest.mark.parametrize(
    "text",
    [
        '<!-- <img src="secret.png"> -->',
        '<div style="display:none"><img src="secret.png"></div>',
        '<img hidden src="secret.png">',
        '<div class="comments"><p>Bo: see <img src="secret.png"></p></div>',
        '<template><img src="secret.png"></template>',
        '<del><img src="secret.png" alt="old"></del>',
    ],
)
def test_what_a_page_hides_is_not_published(text):
    html = f"<article><p>{TEXT}</p>{text}<p>{TEXT}</p></article>"
    assert read("a.html", html.encode()).media == ()


@pytest.mark.parametrize(
    "target",
    [
        *("../key.pdf", "..%2fkey.pdf", "/etc/key.pdf", "%2fetc/key.pdf", "//host/key.pdf", "c:key.pdf"),
        *(
            "a\\..\\key.pdf",
            "%5c%5chost%5ckey.pdf",
            ".git/key.pdf",
            "a/.b/key.pdf",
            "key%00.pdf",
            "data:,a.pdf",
        ),
        *("run.html", "run.js", "run.svg", "key", "", "#a.pdf", "?a.pdf"),
    ],
)
def test_a_reference_leads_only_to_plain_files_of_the_content_folder(target):
    assert beside("a.md", target) == ""


def test_a_link_on_the_disk_is_not_followed(site, tmp_path):
    (tmp_path / "outside.png").write_bytes(b"outside")
    os.symlink(tmp_path / "outside.png", site / "content" / "out.png")
    story(site, "![a](out.png)")
    assert media(site) == []


def test_a_file_that_is_not_there_is_told(site, capsys):
    story(site, "![a](photos/gone.jpg) ![b](photos/lost.jpg)")
    main(["build", "-C", str(site)])
    assert "refers to photos/gone.jpg and 1 more" in capsys.readouterr().err
    assert "<img" not in page(site)


def test_a_file_that_the_settings_leave_out_or_that_is_too_large_is_not_published(site, monkeypatch):
    story(site, "![a](secret.png) ![b](photos/Quay%201.jpg)")
    (site / "sitegen.toml").write_text('ignore = ["*.png"]\n')
    assert media(site) == [b"quay"]
    monkeypatch.setattr("sitegen.site.source.MEDIUM_MAX", 3)
    story(site, "![b](photos/Quay%201.jpg)")
    assert media(site) == []


def test_the_pictures_of_a_draft_are_not_published(site):
    (site / "content" / "a.md").write_text(f"---\ndraft: true\n---\n{TEXT}\n\n![a](secret.png)\n")
    assert media(site) == []


def test_an_outlet_that_is_not_shown_whole_shows_no_picture(site):
    (site / "sitegen.toml").write_text('[[outlet]]\nname = "Vale FM"\nlink_only = true\n')
    (site / "content" / "a.md").write_text(f"---\noutlet: Vale FM\n---\n{TEXT}\n\n![a](secret.png)\n")
    assert media(site) == []
    (site / "sitegen.toml").write_text("")
    assert media(site) == [b"secret"]


def test_a_picture_goes_with_the_last_story_that_shows_it(site):
    story(site, "![a](photos/Quay%201.jpg)")
    assert media(site) == [b"quay"]
    story(site, "No picture.")
    assert media(site) == []


def test_a_picture_that_comes_or_changes_later_is_shown(site):
    story(site, "![a](late.jpg)")
    assert "<img" not in page(site)
    (site / "content" / "late.jpg").write_bytes(b"one")
    assert "<img" in page(site)
    (site / "content" / "late.jpg").write_bytes(b"three")
    assert media(site) == [b"three"]


def test_an_unchanged_picture_is_not_read_again(site, monkeypatch):
    story(site, "![a](photos/Quay%201.jpg)")
    built(site)
    monkeypatch.setattr("sitegen.site.project.load", None)
    assert media(site) == [b"quay"]


def test_files_that_a_story_shows_do_not_count_as_left_alone(site, capsys):
    story(site, "![a](photos/Quay%201.jpg) [plan](plan.pdf)")
    main(["build", "-C", str(site)])
    said = capsys.readouterr()
    assert ".jpg" not in (said.out + said.err)
    assert ".png" in (said.out + said.err)


def live(site):
    return LiveSite(site, {}, 1, lambda _step, _items: None)


def test_a_shown_site_has_the_pictures_of_its_stories_as_they_are_now(site):
    story(site, "![a](photos/Quay%201.jpg) ![b](late.png)")
    shown = live(site)
    shown.start()
    assert shown.page(published("photos/Quay 1.jpg")) == b"quay"
    assert shown.page(published("secret.png")) is None
    (site / "content" / "late.png").write_bytes(b"late")
    shown.restyle()
    assert published("late.png").encode() in shown.page("stories/a-md.html")
    assert shown.page(published("late.png")) == b"late"
    shown.close()


def test_a_watched_folder_tells_of_pictures_that_come_change_and_go(site):
    folder, place = Folder(site, site / "content", site / "layouts"), site / "content" / "new.jpg"
    folder.settled()
    for change in (lambda: place.write_bytes(b"1"), lambda: place.write_bytes(b"22"), place.unlink):
        change()
        told, until = set(), time.monotonic() + 15
        while str(place.resolve()) not in told and time.monotonic() < until:
            told |= folder.settled().files
        assert str(place.resolve()) in told
    folder.close()


def test_a_page_of_nothing_but_a_picture_is_a_problem_and_no_end():
    story = read("a.html", b'<img src="mill.jpg" alt="The mill">')
    assert [problem.lost for problem in story.problems] == [True]
