"""Pages reach the output folder whole or not at all, and only over what is sitegen's."""

import errno
import os
import subprocess
import sys

import pytest

from sitegen.errors import OutputError
from sitegen.model import Page
from sitegen.site import publish
from sitegen.site.publish import Publisher


def put(out, pages):
    """Publish `pages` (path to text) as one build; what the switch did."""
    with Publisher(out) as publisher:
        names = {path: publisher.stage(Page(path, text.encode())) for path, text in pages.items()}
        return publisher.switch(names)


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
import resource, signal, pathlib
from sitegen.model import Page
from sitegen.site.publish import Publisher
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
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
        manifest.write(f"00\t4\t1\t../victim.txt\n00\t4\t1\t{victim}\nrubbish\n")
    put(out, {"index.html": "front"})
    put(out, {"index.html": "other"})
    assert victim.read_text() == "keep"
