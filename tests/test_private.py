"""Contacts and readers' comments are on no page."""

import pytest

from sitegen.cli import main
from sitegen.read import read
from sitegen.read.furniture import is_private
from sitegen.site.live_site import LiveSite

LEAD = "The barge of the Lune line was taken out of service on Monday after its pump had failed twice.\n\n"
END = "The line will tell its guests on Friday how it goes on, and it will pay them back in full.\n"


@pytest.mark.parametrize(
    "block",
    [
        "Media contact:\nUna Holm\nHead of Communications\npress@lune.example\n+47 555 0100\n",
        "Media contact: Una Holm, press@lune.example, +47 555 0100\n",
        "For further information, please contact:\n\nUna Holm\nTel.: 0555 010 020\n",
        "Pressekontakt:\nUna Holm\nTelefon: 0555 010020\n",
        "Contact presse : Una Holm, press@lune.example\n",
        "Contacto de prensa\nUna Holm\npress@lune.example\n",
        "E-mail: press@lune.example\n",
        "Phone: 555 0100\n",
        "Una Holm, Lune Line, press@lune.example\n",
        "For media enquiries call Una Holm on +47 555 0100 before noon.\n",
        "Press office: 555 010 020 | press@lune.example\n",
    ],
)
@pytest.mark.parametrize("ending", ["txt", "md"])
def test_how_to_reach_the_press_office_stands_nowhere(block, ending):
    found = read(f"a.{ending}", f"{LEAD}{block}\n{END}".encode())
    assert [each.text for each in found.sentences] == [LEAD.strip(), END.strip()]
    told = str([(each.text, each.rule) for each in found.asides])
    assert not any(word in told for word in ("555", "press@", "0100"))
    assert "private/contact" in told


@pytest.mark.parametrize(
    "line",
    [
        "The contact was lost at noon, and it came back at 2 p.m. on Tuesday.",
        "Call 0800 555 010 if you saw the barge on Monday, the police of Lune said.",
        "03.03.2026",
        "ISBN: 0-306-40615-2",
        "Contacts with the owner of the barge broke off in 2025, the line said.",
        "Score: 0-1, 0-2 and 3-2",
        "Press: 12 of 14 rivets were broken",
    ],
)
def test_other_lines_are_not_private(line):
    found = read("a.txt", f"{LEAD}{line}\n\n{END}".encode())
    assert not any(each.rule.startswith("private/") for each in found.asides)


def test_a_sentence_that_names_an_address_is_told_unless_it_asks_to_write_there():
    assert is_private("For more information, write to press@lune.example by Friday.")
    assert not is_private("The letter was sent from una@lune.example, the court heard.")


def test_what_readers_write_under_a_page_stands_nowhere():
    page = (
        f"<html><body><article><h1>Barge stopped</h1><p>{LEAD}</p><p>{END}</p></article>"
        '<div id="comments"><h3>2 comments</h3><ol class="comment-list"><li>'
        "<p>I was on it and Ole was drunk.</p></ol></div>"
    )
    found = read("a.html", page.encode())
    assert "drunk" not in str(found)
    assert [each.rule for each in found.asides].count("private/reader-comment") == 2


def test_what_readers_write_under_a_text_stands_nowhere():
    text = (
        f"{LEAD}{END}\nComments (2)\n\nOle R.\n2 hours ago\nI was on it and the skipper was drunk.\nReply\n"
    )
    found = read("a.txt", text.encode())
    assert "drunk" not in str(found)
    assert len(found.sentences) == 2


def test_a_count_of_comments_above_the_text_hides_nothing():
    assert len(read("a.txt", f"Barge stopped\n\n12 comments\n\n{LEAD}{END}".encode()).sentences) == 2


def test_private_words_are_in_no_file_of_the_site(tmp_path):
    (tmp_path / "content").mkdir()
    texts = {
        "a.md": f"---\ntitle: Barge stopped\nphone: zebra1\n---\n{LEAD}%% zebra2 %%\n\n"
        f"Ask %% zebra3 %% them all today.\n\n{END}",
        "b.txt": f"Barge stopped\n\n{LEAD}Media contact:\nzebra4\npress@lune.example\n\n{END}"
        "<!-- zebra5 -->\n",
        "c.html": f"<h1>Barge stopped</h1><p>{LEAD}</p><p>{END}</p>"
        "<div id=comments><p>zebra6 says so.</p></div><!-- zebra7 -->",
        "d.txt": f"---\ntitle: Zebra8: a draft\ndraft: true\n---\n{LEAD}zebra9",
    }
    for name, text in texts.items():
        (tmp_path / "content" / name).write_text(text)
    (tmp_path / "sitegen.toml").write_text('base_url = "https://lune.example/"\n')
    assert main(["build", "-C", str(tmp_path), "-q"]) == 0
    assert main(["check", "-C", str(tmp_path), "-q"]) == 0
    published = [file.read_bytes().lower() for file in (tmp_path / "public").rglob("*") if file.is_file()]
    assert not [data for data in published if b"zebra" in data]
    assert any(b"Lune line".lower() in data for data in published)


@pytest.fixture
def waiting(tmp_path, monkeypatch):
    """A site with a story that waits for 1 June 2026, 09:00 at UTC+2, and one that goes then."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "early.md").write_text(
        f"---\ntitle: Barge back\npublishDate: 2026-06-01T09:00:00+02:00\n---\nThe lynx is back. {LEAD}"
    )
    (tmp_path / "content" / "late.md").write_text(
        "---\ntitle: Barge gone\ndate: 2026-05-01\nexpiryDate: 2026-06-01 07:00\n---\n"
        f"The otter is gone. {END}"
    )

    def build(epoch):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(epoch))
        assert main(["build", "-C", str(tmp_path), "-q"]) == 0
        assert main(["check", "-C", str(tmp_path), "-q"]) == 0
        text = b"".join(file.read_bytes() for file in (tmp_path / "public").rglob("*") if file.is_file())
        return b"lynx" in text, b"otter" in text

    return build


NINE = 1_780_297_200
"""1 June 2026, 07:00 UTC."""


def test_a_story_is_shown_from_its_day_on_and_until_its_end(waiting):
    assert waiting(NINE - 60) == (False, True)
    assert waiting(NINE) == (True, False)


def test_a_preview_shows_what_a_build_keeps_back_and_leaves_it_so(tmp_path):
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "a.md").write_text(
        f"---\ntitle: Barge\ndraft: true\n---\nThe lynx is back. {LEAD}"
    )
    live = LiveSite(tmp_path, {}, 1, lambda _what, _count: None, drafts=True)
    live.start()
    page = live.page("index.html")
    live.close()
    assert page is not None
    assert b"lynx" in page or b"Barge" in page
    assert main(["build", "-C", str(tmp_path), "-q"]) == 0
    assert not any(
        b"lynx" in file.read_bytes() for file in (tmp_path / "public").rglob("*") if file.is_file()
    )


def test_a_line_with_an_embargo_holds_a_release_back_until_then():
    found = read("a.txt", f"PRESS RELEASE\nEMBARGOED UNTIL 7 May 2026, 09:00 CEST\n\n{LEAD}{END}".encode())
    assert found.embargo == "2026-05-07T09:00+02:00"
    assert not any("EMBARGO" in each.text for each in found.sentences)


def test_an_embargo_that_cannot_be_read_is_told():
    found = read("a.txt", f"PRESS RELEASE\nEMBARGO: Friday at 12\n\n{LEAD}{END}".encode())
    assert "embargo" in found.problems[0].message


def test_a_day_far_ahead_is_told(tmp_path, capsys):
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "a.md").write_text(f"---\ntitle: Barge\ndate: 2092-05-01\n---\n{LEAD}")
    assert main(["build", "-C", str(tmp_path)]) == 0
    assert "2092-05-01, lies far ahead" in capsys.readouterr().err


@pytest.mark.parametrize("written", ["Ola Brekke <ola@ostby.example>", "Ola Brekke (ola@ostby.example)"])
def test_a_byline_keeps_no_address_of_mail(written):
    head = f"---\ntitle: Weir mended\nauthor: {written}\n---\n"
    assert read("a.md", f"{head}The weir at Ostby was mended on Thursday.".encode()).byline == "Ola Brekke"


def test_two_dashes_at_the_top_hide_no_story():
    found = read("a.txt", b"-- \nThe weir at Ostby was mended on Thursday. It holds.\n")
    assert [each.text for each in found.sentences][-1] == "It holds."
