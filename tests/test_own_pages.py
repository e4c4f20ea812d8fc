"""Pages that the owner wrote stand in the frame of the site."""

import pytest

from sitegen import InputError
from sitegen.cli import main
from sitegen.site.source import own_pages


@pytest.fixture
def site(tmp_path):
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "a.md").write_text("The bridge over the Lune is shut since Monday.\n")
    (tmp_path / "pages").mkdir()
    links = "[run](javascript:alert(1)) [post](mailto:una@lune.example)"
    text = f"# Imprint\n\nUna Holm, Quay 1 <b>x</b> {links}\n<!-- zebra -->\n"
    (tmp_path / "pages" / "Imprint.md").write_text(text)
    (tmp_path / "pages" / "plans.md").write_text("---\ntitle: Plans\ndraft: true\n---\nzebra\n")
    return tmp_path


def test_an_own_page_stands_in_the_frame_and_is_linked_in_every_foot(site):
    assert main(["build", "-C", str(site), "-q"]) == 0
    assert main(["check", "-C", str(site), "-q"]) == 0
    page = (site / "public" / "pages" / "imprint.html").read_text()
    assert "<h1>Imprint</h1>" in page
    assert 'href="../pages/imprint.html"' in page
    assert 'href="pages/imprint.html"' in (site / "public" / "index.html").read_text()


def test_markup_scripts_comments_and_drafts_of_own_pages_are_on_no_page(site):
    main(["build", "-C", str(site), "-q"])
    page = (site / "public" / "pages" / "imprint.html").read_text()
    assert "<b>x</b>" not in page
    assert 'href="javascript:' not in page
    assert 'href="mailto:una@lune.example"' in page
    assert not any(b"zebra" in file.read_bytes() for file in (site / "public").rglob("*") if file.is_file())


def test_a_page_without_a_heading_has_its_title_over_it(site):
    (site / "pages" / "Imprint.md").write_text("---\ntitle: Who we are\n---\nUna Holm.\n")
    (page,) = own_pages(site)
    assert (page.title, page.html.splitlines()[0]) == ("Who we are", "<h1>Who we are</h1>")


def test_a_page_that_is_no_text_is_told(site):
    (site / "pages" / "Imprint.md").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match=r"Imprint\.md"):
        own_pages(site)


def test_a_site_without_own_pages_has_no_foot_for_them(site):
    for file in (site / "pages").iterdir():
        file.unlink()
    assert own_pages(site) == ()
