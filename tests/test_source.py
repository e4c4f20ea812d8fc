"""The content folder is scanned without following anything out of it."""

import os

import pytest

from sitegen import InputError
from sitegen.cli import main
from sitegen.model import Problem
from sitegen.site import source
from sitegen.site.live_site import LiveSite
from sitegen.site.source import load, look, scan


def messages(root):
    return {problem.path: problem.message for problem in scan(root).problems}


def test_stories_are_found_in_folders_and_sorted(tmp_path):
    for path in ("b.txt", "a/z.md", "a/y.HTML", "c d/ü 🙂.markdown"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text("x")
    assert [file.path for file in scan(tmp_path).files] == [
        "a/y.HTML",
        "a/z.md",
        "b.txt",
        "c d/ü 🙂.markdown",
    ]


def test_files_of_other_kinds_are_counted_and_hidden_ones_passed_over(tmp_path):
    for name in ("photo.jpg", "photo2.JPG", "notes", ".draft.txt"):
        (tmp_path / name).write_text("x")
    found = scan(tmp_path)
    assert found.others == ("notes", "photo.jpg", "photo2.JPG")
    assert found.files == () == found.problems


def test_links_are_not_followed(tmp_path):
    content = tmp_path / "content"
    content.mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    (content / "out.txt").symlink_to(tmp_path / "secret.txt")
    (content / "folder").symlink_to(tmp_path)
    (content / "loop").symlink_to(content)
    assert set(messages(content)) == {"out.txt", "folder", "loop"}
    assert all("not followed" in message for message in messages(content).values())


def test_a_pipe_is_named_and_not_opened(tmp_path):
    os.mkfifo(tmp_path / "story.txt")
    assert "not a regular file" in messages(tmp_path)["story.txt"]


def test_a_pipe_put_in_the_place_of_a_story_does_not_block(tmp_path):
    os.mkfifo(tmp_path / "story.txt")
    assert isinstance(load(tmp_path, "story.txt"), Problem)


def test_a_link_put_in_the_place_of_a_story_is_not_followed(tmp_path):
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "story.txt").symlink_to(tmp_path / "secret.txt")
    assert isinstance(load(tmp_path, "story.txt"), Problem)


def test_a_file_of_fifty_megabytes_is_refused_with_its_size(tmp_path):
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(50_000_000)
    assert "holds 50 MB" in messages(tmp_path)["huge.txt"]
    assert scan(tmp_path).files == ()


def test_a_name_that_is_no_utf8_is_named(tmp_path):
    with open(os.fsencode(tmp_path) + b"/caf\xe9.txt", "wb") as file:
        file.write(b"x")
    assert list(messages(tmp_path).values()) == ["the file name is not valid UTF-8; rename the file"]


def test_an_unreadable_folder_is_a_problem_and_the_rest_is_read(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "locked").mkdir()
    real = os.scandir

    def scandir(path):
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(source.os, "scandir", scandir)
    assert "check its permissions" in messages(tmp_path)["locked"]
    assert [file.path for file in scan(tmp_path).files] == ["a.txt"]


def test_a_missing_content_folder_says_what_to_do(tmp_path):
    with pytest.raises(InputError, match="--content DIR, or run: sitegen init"):
        scan(tmp_path / "content")


def test_one_file_looked_at_is_told_as_the_scan_tells_it(tmp_path):
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "a.txt").write_text("x")
    (tmp_path / "d" / "way.txt").symlink_to(tmp_path / "d" / "a.txt")
    found = scan(tmp_path)
    assert look(tmp_path, "d/a.txt") == found.files[0] == scan(tmp_path, "d").files[0]
    assert look(tmp_path, "d/way.txt") == found.problems[0]


@pytest.mark.parametrize("path", ["d", "d/none.txt", "d/photo.jpg", ".d/a.txt", "link/a.txt", "a\0.txt"])
def test_what_is_no_story_is_nothing_to_look_at(tmp_path, path):
    for folder in ("d", ".d"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text("x")
        (tmp_path / folder / "photo.jpg").write_text("x")
    (tmp_path / "link").symlink_to(tmp_path / "d")
    assert look(tmp_path, path) is None


@pytest.mark.parametrize(
    "name",
    [".story.txt.swp", "story.txt~", "4913", ".#story.txt", "#story.txt#", "~$story.html", "s.txt.tmp"],
)
def test_what_an_editor_leaves_is_no_story(tmp_path, name):
    (tmp_path / name).write_text("x")
    assert scan(tmp_path).files == ()


def files(root, *paths):
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("x")


def test_what_is_no_story_by_its_name_is_passed_over_and_named(tmp_path):
    files(tmp_path, "a.md", "readme.md", "robots.txt", "sub/LICENCE.txt", "NOTICE.md", "node_modules/x/b.md")
    found = scan(tmp_path)
    assert [file.path for file in found.files] == ["a.md"]
    assert found.passed == ("NOTICE.md", "node_modules/", "readme.md", "robots.txt", "sub/LICENCE.txt")
    assert look(tmp_path, "node_modules/x/b.md") is None is look(tmp_path, "readme.md")


def test_a_storys_name_may_be_like_that_of_a_read_me(tmp_path):
    files(tmp_path, "notice.md", "ads.md", "security.md", "the-readme.txt", "changes.txt", "case_files/a.txt")
    assert scan(tmp_path).passed == ()


@pytest.mark.parametrize("folder", ["Toll road_files", "Toll road-Dateien", "Toll road_fichiers"])
def test_the_parts_of_a_saved_page_are_passed_over_beside_it(tmp_path, folder):
    files(tmp_path, "d/Toll road.html", f"d/{folder}/frame.html", f"e/{folder}/frame.html")
    found = scan(tmp_path)
    assert [file.path for file in found.files] == ["d/Toll road.html", f"e/{folder}/frame.html"]
    assert found.passed == (f"d/{folder}/",)
    assert look(tmp_path, f"d/{folder}/frame.html") is None


def test_patterns_leave_out_and_take_back_in(tmp_path):
    files(tmp_path, "a.md", "old/b.md", "c.tmp.md", "README.md", "old/keep.md")
    found = scan(tmp_path, ignore=["old/*", "*.tmp.md", "!README.md", "!old/keep.md"])
    assert [file.path for file in found.files] == ["README.md", "a.md", "old/keep.md"]
    assert found.passed == ("c.tmp.md", "old/b.md")
    assert look(tmp_path, "old/b.md", ["old/*"]) is None


@pytest.fixture
def own(tmp_path):
    """A site with a story and files of its owner's."""
    files(
        tmp_path, "content/a.md", "static/CNAME", "static/img/a b.png", "static/robots.txt", "static/.secret"
    )
    files(tmp_path, "static/index.html")
    (tmp_path / "content" / "a.md").write_text("The bridge over the Lune is shut since Monday.\n")
    return tmp_path


def test_files_of_the_owners_are_shown_as_they_are(own, capsys):
    assert main(["build", "-C", str(own)]) == 0
    public = own / "public"
    assert [(public / name).read_text() for name in ("CNAME", "img/a b.png", "robots.txt")] == ["x", "x", "x"]
    assert (public / "index.html").read_text() != "x"
    assert not (public / ".secret").exists()
    assert "static/index.html: the site has a page of its own" in capsys.readouterr().err
    assert main(["check", "-C", str(own), "-q"]) == 0


def test_a_file_of_the_owners_goes_and_changes_with_the_next_build(own):
    main(["build", "-C", str(own), "-q"])
    (own / "static" / "CNAME").unlink()
    (own / "static" / "robots.txt").unlink()
    (own / "static" / "img" / "a b.png").write_text("y")
    assert main(["build", "-C", str(own), "-q"]) == 0
    assert not (own / "public" / "CNAME").exists()
    assert (own / "public" / "img" / "a b.png").read_text() == "y"
    assert (own / "public" / "robots.txt").read_text() != "x"


def test_a_preview_shows_the_files_of_the_owners(own):
    live = LiveSite(own, {}, 1, lambda _what, _count: None)
    live.start()
    found = (
        live.page("img/a b.png"),
        live.page("robots.txt"),
        live.page("../sitegen.toml"),
        live.page("CNAME"),
    )
    files(own, "static/later.txt")
    later = live.page("later.txt")
    live.close()
    assert (found, later) == ((b"x", b"x", None, b"x"), b"x")
