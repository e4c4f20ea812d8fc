"""Pages reach the output folder whole or not at all, and only over what is sitegen's."""

import errno
import os
import shutil
import subprocess
import sys

import pytest

from sitegen import OutputError
from sitegen.model import Page
from sitegen.rows import key_of
from sitegen.site import publish
from sitegen.site.fingerprint import Stamps, stamp
from sitegen.site.publish import Publisher

KEY = key_of(b"keep")
MARKED = (
    '<html lang="en"><head><meta name="generator" content="sitegen 0.1.0">'
    "<title>Page</title></head><body>{}</body></html>"
)


def put(out, pages, known=None):
    """Publish `pages` (path to text or bytes) as one build; what the switch did."""
    pages = {path: page if isinstance(page, bytes) else page.encode() for path, page in pages.items()}
    with Publisher(out, known) as publisher:
        keys = {path: key_of(data) for path, data in pages.items()}
        for path, data in pages.items():
            if not publisher.stands(path, keys[path]):
                publisher.stage(Page(path, data))
        return publisher.switch(keys)


def site(out):
    """Every file of the site, by path."""
    found = {}
    for file in out.rglob("*"):
        path = file.relative_to(out).as_posix()
        if file.is_file() and not path.startswith(".sitegen/"):
            found[path] = file.read_text()
    return found


def test_pages_stand_where_they_belong(tmp_path):
    put(tmp_path / "public", {"index.html": "front", "storm/index.html": "storm"})
    assert site(tmp_path / "public") == {"index.html": "front", "storm/index.html": "storm"}


def test_a_page_that_is_gone_is_removed_with_its_empty_folder(tmp_path):
    put(tmp_path, {"index.html": "front", "old/deep/index.html": "x"})
    done = put(tmp_path, {"index.html": "front"})
    assert done.removed == ("old/deep/index.html",)
    assert not (tmp_path / "old").exists()


def test_a_file_of_the_user_stays(tmp_path):
    put(tmp_path, {"storm/index.html": "x"})
    (tmp_path / "CNAME").write_text("news.example")
    (tmp_path / "storm" / "photo.jpg").write_text("mine")
    put(tmp_path, {"index.html": "front"})
    assert site(tmp_path) == {"index.html": "front", "CNAME": "news.example", "storm/photo.jpg": "mine"}


def test_a_file_of_the_user_is_not_overwritten_but_named(tmp_path):
    (tmp_path / "about").mkdir()
    (tmp_path / "about" / "index.html").write_text("mine")
    done = put(tmp_path, {"index.html": "front", "about/index.html": "theirs"})
    assert site(tmp_path) == {"index.html": "front", "about/index.html": "mine"}
    assert [problem.path for problem in done.problems] == [f"{tmp_path.name}/about/index.html"]


def test_a_link_in_the_output_folder_is_not_written_through(tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (tmp_path / "public").mkdir()
    (tmp_path / "public" / "about").symlink_to(outside)
    done = put(tmp_path / "public", {"about/index.html": "theirs"})
    assert len(done.problems) == 1
    assert list(outside.iterdir()) == []


def test_an_unchanged_page_is_not_written_again(tmp_path):
    put(tmp_path, {"index.html": "front", "a.html": "a"})
    before = (tmp_path / "index.html").stat()
    done = put(tmp_path, {"index.html": "front", "a.html": "b"})
    assert done.written == ("a.html",)
    assert (tmp_path / "index.html").stat().st_mtime_ns == before.st_mtime_ns


def test_a_page_that_somebody_changed_by_hand_is_mended(tmp_path):
    put(tmp_path, {"index.html": "front"})
    (tmp_path / "index.html").write_text("FRONT")
    put(tmp_path, {"index.html": "front"})
    assert site(tmp_path) == {"index.html": "front"}


def test_a_build_that_stops_while_staging_changes_nothing(tmp_path):
    put(tmp_path, {"index.html": "front"})

    def fail():
        with Publisher(tmp_path) as publisher:
            publisher.stage(Page("index.html", b"half"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert site(tmp_path) == {"index.html": "front"}
    assert not (tmp_path / ".sitegen" / "stage").exists()


@pytest.mark.parametrize("moves", [0, 1, 2, 3])
def test_a_switch_that_was_cut_short_is_finished_by_the_next_build(tmp_path, monkeypatch, moves):
    old = {"index.html": "old", "a/index.html": "old", "b/index.html": "old", "gone.html": "old"}
    new = {"index.html": "new", "a/index.html": "new", "b/index.html": "new", "c/index.html": "new"}
    put(tmp_path, old)
    real, done = os.replace, []

    def replace(source, target):
        if "/stage/" in str(source):
            if len(done) == moves:
                raise KeyboardInterrupt
            done.append(target)
        real(source, target)

    monkeypatch.setattr(publish.os, "replace", replace)
    with pytest.raises(KeyboardInterrupt):
        put(tmp_path, new)
    monkeypatch.undo()
    with Publisher(tmp_path):
        assert site(tmp_path) == new


def test_a_full_disk_leaves_the_last_site_and_says_so(tmp_path):
    put(tmp_path, {"index.html": "front"})
    # A limit on the size of files fails like a full disk: in the middle of a write.
    script = f"""
import resource, signal, sys, pathlib
from sitegen.model import Page
from sitegen.site.fingerprint import Stamps, stamp
from sitegen.site.publish import Publisher
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
sys.dont_write_bytecode = True  # a module cut off in the middle would fail every later run
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
with Publisher(pathlib.Path({str(tmp_path)!r})) as publisher:
    publisher.stage(Page("index.html", b"x" * 5000))
    publisher.stage(Page("more.html", b"x" * 5000))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert "OutputError" in done.stderr
    assert "what was published before still stands" in done.stderr
    assert site(tmp_path) == {"index.html": "front"}


def test_no_room_is_explained(tmp_path, monkeypatch):
    def full(*_args, **_options):
        raise OSError(errno.ENOSPC, "No space left on device")

    with Publisher(tmp_path) as publisher:
        monkeypatch.setattr(publish.os, "makedirs", full)
        with pytest.raises(OutputError, match="the disk is full; make room"):
            publisher.stage(Page("a/index.html", b"x"))


def test_an_output_folder_that_is_a_file_is_explained(tmp_path):
    (tmp_path / "public").write_text("a file")
    with pytest.raises(OutputError, match="not a folder"):
        Publisher(tmp_path / "public")


def test_a_damaged_manifest_never_leads_out_of_the_folder(tmp_path):
    victim = tmp_path / "victim.txt"
    victim.write_text("keep")
    out = tmp_path / "public"
    put(out, {"index.html": "front"})
    with (out / ".sitegen" / "manifest").open("a") as manifest:
        manifest.write(f"{KEY}\t../victim.txt\n{KEY}\t4\t1\t{victim}\nrubbish\n")
    put(out, {"index.html": "front"})
    put(out, {"index.html": "other"})
    assert victim.read_text() == "keep"


@pytest.mark.parametrize("line", ["../victim.txt", "/victim.txt", "a/\0b", "", "a//b", "./a"])
def test_a_damaged_line_of_the_record_makes_the_whole_count_as_lost(tmp_path, line):
    put(tmp_path, {"index.html": MARKED.format("old")})
    with (tmp_path / ".sitegen" / "manifest").open("a") as manifest:
        manifest.write(f"{KEY}\t{line}\n")
    put(tmp_path, {"index.html": MARKED.format("new")})
    assert site(tmp_path) == {"index.html": MARKED.format("new")}


def test_a_page_whose_recipe_and_bytes_are_as_they_were_stands(tmp_path):
    pages = put(tmp_path, {"index.html": "front"}).published
    key = key_of(b"front")
    with Publisher(tmp_path, pages) as publisher:
        assert publisher.stands("index.html", key)
        assert not publisher.stands("index.html", "another key")
        assert not publisher.stands("other.html", key)
    (tmp_path / "index.html").write_text("FRONT")
    with Publisher(tmp_path, pages) as publisher:
        assert not publisher.stands("index.html", key)


def test_without_rows_a_page_with_the_same_bytes_is_not_written_again(tmp_path):
    put(tmp_path, {"index.html": "front"})
    before = (tmp_path / "index.html").stat()
    assert put(tmp_path, {"index.html": "front"}).written == ()
    assert (tmp_path / "index.html").stat().st_mtime_ns == before.st_mtime_ns


def test_the_record_holds_nothing_but_pages_and_keys(tmp_path):
    put(tmp_path, {"b.html": "b", "a.html": "a"})
    assert (
        tmp_path / ".sitegen" / "manifest"
    ).read_text() == f"{key_of(b'a')}\ta.html\n{key_of(b'b')}\tb.html\n"


def test_the_record_of_the_first_version_is_read(tmp_path):
    put(tmp_path, {"a.html": "a", "b.html": "b"})
    (tmp_path / ".sitegen" / "manifest").write_text(
        f"{key_of(b'a')}\t1\t17\ta.html\n{key_of(b'b')}\t1\t17\tb.html\n"
    )
    assert put(tmp_path, {"a.html": "new"}).removed == ("b.html",)
    assert site(tmp_path) == {"a.html": "new"}


OLD = {
    "index.html": MARKED.format("front"),
    "index.json": "{}",
    "feed.xml": "<feed/>",
    "storm/index.html": MARKED.format("storm"),
    "storm/index.json": "{}",
    "storm/index.md": "storm",
    "outlets/post.html": MARKED.format("post"),
    "outlets/post.xml": "<feed/>",
    "assets/style.0123456789.css": "p{}",
}


def test_pages_that_bear_the_mark_are_ours_where_the_record_is_lost(tmp_path):
    put(tmp_path, OLD)
    shutil.rmtree(tmp_path / ".sitegen")
    new = {path: text + " " for path, text in OLD.items()}
    del new["assets/style.0123456789.css"]
    done = put(tmp_path, new)
    assert site(tmp_path) == new
    assert done.problems == ()


def test_a_file_of_the_user_stays_where_the_record_is_lost(tmp_path):
    put(tmp_path, OLD)
    shutil.rmtree(tmp_path / ".sitegen")
    own = {"robots.txt": "Disallow: /mine", "storm/notes.md": "mine", "imprint.html": "<p>Imprint</p>"}
    for path, text in own.items():
        (tmp_path / path).write_text(text)
    done = put(tmp_path, {"index.html": MARKED.format("new"), "robots.txt": "User-agent: *"})
    assert site(tmp_path) == own | {"index.html": MARKED.format("new")}
    assert [problem.path for problem in done.problems] == [f"{tmp_path.name}/robots.txt"]


def test_a_file_that_is_as_it_was_published_is_ours_where_the_record_is_lost(tmp_path):
    pages = put(tmp_path, {"_headers": "one", "robots.txt": "one"}).published
    shutil.rmtree(tmp_path / ".sitegen")
    (tmp_path / "robots.txt").write_text("mine")
    put(tmp_path, {"_headers": "two", "robots.txt": "two"}, pages)
    assert site(tmp_path) == {"_headers": "two", "robots.txt": "mine"}


def test_a_file_of_the_user_with_the_very_bytes_of_a_page_is_no_problem(tmp_path):
    put(tmp_path, {"index.html": "front"})
    (tmp_path / "robots.txt").write_text("User-agent: *")
    assert put(tmp_path, {"index.html": "front", "robots.txt": "User-agent: *"}).problems == ()


def test_a_folder_that_may_not_be_written_leaves_the_site_as_it_was(tmp_path, monkeypatch):
    old = {"a/index.html": "old", "b/index.html": "old"}
    put(tmp_path, old)
    monkeypatch.setattr(publish.os, "access", lambda folder, _mode: not str(folder).endswith("b"))
    with pytest.raises(OutputError, match=r"may not be written.*what was published before still stands"):
        put(tmp_path, {"a/index.html": "new", "b/index.html": "new"})
    assert site(tmp_path) == old


def test_a_switch_that_fails_half_way_says_that_the_site_is_mixed(tmp_path, monkeypatch):
    put(tmp_path, {"a.html": "old", "b.html": "old"})
    real = os.replace

    def replace(source, target):
        if str(target).endswith("b.html"):
            raise PermissionError(errno.EPERM, "Operation not permitted", str(target))
        real(source, target)

    monkeypatch.setattr(publish.os, "replace", replace)
    with pytest.raises(OutputError, match="the site is mixed now"):
        put(tmp_path, {"a.html": "new", "b.html": "new"})
    monkeypatch.undo()
    with Publisher(tmp_path):
        assert site(tmp_path) == {"a.html": "new", "b.html": "new"}


def test_the_stamp_of_a_switch_is_that_of_the_folder(tmp_path):
    first = put(tmp_path, {"a.html": "a", "b/index.html": "b"}).published
    with Publisher(tmp_path, first, lambda: stamp(str(tmp_path))) as publisher:
        publisher.stage(Page("a.html", b"other"))
        publisher.stage(Page("c/index.html", b"new"))
        second = publisher.switch({"a.html": "k", "c/index.html": "k"}).published
    assert second.stamp == stamp(str(tmp_path)) != first.stamp
    assert site(tmp_path) == {"a.html": "other", "c/index.html": "new"}


def test_a_page_that_somebody_changed_does_not_stand_though_the_rest_does(tmp_path):
    known = put(tmp_path, {"a.html": "a", "b.html": "b"}).published
    (tmp_path / "b.html").write_text("mine")
    with Publisher(tmp_path, known, lambda: stamp(str(tmp_path))) as publisher:
        stand = [publisher.stands(f"{name}.html", key_of(name.encode())) for name in "ab"]
    assert stand == [True, False]


def test_a_stamp_that_was_begun_is_the_one_that_is_taken(tmp_path):
    put(tmp_path, {"a.html": "a"})
    stamps = Stamps()
    stamps.begin(str(tmp_path))
    assert stamps.of(str(tmp_path)) == stamp(str(tmp_path))
