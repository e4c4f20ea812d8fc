"""A folder is watched: hints say where to look, two looks that agree say what has changed."""

import logging
import os
import queue
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from sitegen import InputError
from sitegen.model import Problem
from sitegen.serve import folder as folders
from sitegen.serve.folder import FileTable, Folder, Surroundings
from sitegen.site import source

DEADLINE = 15


@pytest.fixture
def site(tmp_path):
    for name in ("content/d", "layouts"):
        (tmp_path / name).mkdir(parents=True)
    for name in ("a", "b", "d/c"):
        (tmp_path / f"content/{name}.txt").write_text(f"This is {name}.")
    return tmp_path


@pytest.fixture
def watched(site):
    made = Folder(site, site / "content", site / "layouts")
    made.settled()
    yield made
    made.close()


def settled(watched, wanted):
    """What settles until `wanted` is among it."""
    stories, files = {}, set()
    deadline = time.monotonic() + DEADLINE
    while not wanted(stories, files):
        assert time.monotonic() < deadline, (stories, files)
        found = watched.settled()
        stories |= found.stories
        files |= {os.path.basename(path) for path in found.files}
    return stories if not files else (stories, files)


def after(watched, **wanted):
    """The stories that settle until those in `wanted` have, by their names without an ending."""
    wanted = {f"{name.replace('_', '/')}.txt": data for name, data in wanted.items()}
    return settled(watched, lambda stories, _: wanted.items() <= stories.items()) == wanted


# Real events of a real folder.


def test_a_file_written_anew_is_told_once_with_its_bytes(site, watched):
    (site / "content/a.txt").write_text("New.")
    assert after(watched, a=b"New.")


def test_no_wait_is_so_long_that_ctrl_c_goes_unheard(watched, monkeypatch):
    waits = []

    class Silent(queue.SimpleQueue):
        def get(self, timeout):
            waits.append(timeout)
            return super().get(timeout=timeout)

    monkeypatch.setattr(folders, "ALERT", 0.02)
    monkeypatch.setattr(watched, "_hints", Silent())
    watched._patrol = time.monotonic() + 0.1
    assert watched._wait() == {None}
    assert len(waits) > 1
    assert max(waits) <= 0.02


def test_stories_that_come_and_go_are_told(site, watched):
    (site / "content/new.txt").write_text("New.")
    (site / "content/b.txt").unlink()
    assert after(watched, new=b"New.", b=None)


def test_an_editor_that_puts_a_new_file_in_the_place_of_the_old_is_followed(site, watched):
    beside = site / "content/.a.txt.swp"
    beside.write_text("New.")
    beside.rename(site / "content/a.txt")
    assert after(watched, a=b"New.")


def test_an_editor_that_keeps_the_old_file_and_makes_a_new_one_is_followed(site, watched):
    (site / "content/4913").write_text("")
    (site / "content/4913").unlink()
    (site / "content/a.txt").rename(site / "content/a.txt~")
    (site / "content/a.txt").write_text("New.")
    (site / "content/a.txt~").unlink()
    assert after(watched, a=b"New.")


def test_a_file_that_was_only_touched_is_not_told(site, watched):
    os.utime(site / "content/a.txt")
    (site / "content/a.txt").write_text("This is a.")
    (site / "content/b.txt").write_text("New.")
    assert after(watched, b=b"New.")


def test_other_bytes_of_the_same_size_at_the_same_time_are_told(site, watched):
    file = site / "content/a.txt"
    info = file.stat()
    with file.open("r+") as opened:
        opened.write("That")
    os.utime(file, ns=(info.st_atime_ns, info.st_mtime_ns))
    assert after(watched, a=b"That is a.")


def test_a_renamed_folder_is_told_with_all_it_holds(site, watched):
    (site / "content/d").rename(site / "content/e")
    assert after(watched, d_c=None, e_c=b"This is d/c.")
    (site / "content/e/c.txt").write_text("New.")
    assert after(watched, e_c=b"New.")


def test_a_folder_that_is_moved_in_is_told_and_watched(site, watched):
    (site / "elsewhere/deep").mkdir(parents=True)
    (site / "elsewhere/deep/f.txt").write_text("Moved.")
    (site / "elsewhere").rename(site / "content/in")
    assert after(watched, in_deep_f=b"Moved.")
    (site / "content/in/deep/f.txt").write_text("New.")
    assert after(watched, in_deep_f=b"New.")


def test_a_folder_that_is_moved_out_is_told(site, watched):
    (site / "content/d").rename(site / "d")
    assert after(watched, d_c=None)


def test_two_thousand_files_changed_at_once_are_told_in_one_or_two_goes(site, watched):
    # All before the first is asked for: a busy machine rests for longer than any burst while it writes.
    for number in range(2000):
        (site / f"content/d/{number}.txt").write_text(str(number))
    told = [watched.settled().stories]
    while sum(map(len, told)) < 2000:
        told.append(watched.settled().stories)
    assert len([each for each in told if each]) <= 2
    assert {path for each in told for path in each} == {f"d/{number}.txt" for number in range(2000)}


def test_the_content_folder_can_go_and_come_back(site, watched):
    (site / "content").rename(site / "away")
    with pytest.raises(InputError):
        settled(watched, lambda _, files: files)
    (site / "away/a.txt").write_text("Changed meanwhile.")
    (site / "away").rename(site / "content")
    assert after(watched, a=b"Changed meanwhile.")
    (site / "content/b.txt").write_text("New.")
    assert after(watched, b=b"New.")


def test_a_content_folder_made_anew_in_the_same_place_is_watched(site, watched):
    shutil.rmtree(site / "content")
    (site / "content").mkdir()
    (site / "content/a.txt").write_text("Anew.")
    found = {}
    while found.get("a.txt") != b"Anew.":
        try:
            found |= watched.settled().stories
        except InputError:
            continue
    (site / "content/a.txt").write_text("New.")
    assert after(watched, a=b"New.")


@pytest.mark.parametrize(
    "name", ["sitegen.toml", "pyproject.toml", "overrides.toml", "sitegen.lock", "layouts/x.html"]
)
def test_what_decides_how_the_site_looks_is_told(site, watched, name):
    (site / name).write_text("new")
    assert settled(watched, lambda _, files: files) == ({}, {os.path.basename(name)})


def test_what_has_nothing_to_do_with_the_site_is_not_even_looked_at(site, watched):
    (site / "public").mkdir()
    (site / "public/a.txt").write_text("x")
    (site / "notes.txt").write_text("x")
    (site / "content/.git").mkdir()
    (site / "content/.git/x.txt").write_text("x")
    (site / "content/z.txt").write_text("New.")
    assert watched.settled().stories == {"z.txt": b"New."}


def test_a_link_or_pipe_in_the_place_of_a_story_is_no_story(site, watched):
    (site / "content/a.txt").unlink()
    os.mkfifo(site / "content/a.txt")
    (site / "content/b.txt").unlink()
    (site / "content/b.txt").symlink_to("/etc/hostname")
    assert after(watched, a=None, b=None)
    assert [problem.path for problem in watched.problems] == ["a.txt", "b.txt"]


def test_nothing_happens_at_rest(watched, monkeypatch):
    looks = []
    monkeypatch.setattr(FileTable, "look", lambda _, hints: looks.append(hints) or {})
    waiting = threading.Thread(target=watched.settled, daemon=True)
    waiting.start()
    waiting.join(0.3)
    assert looks == []
    watched._hints.put(None)
    waiting.join(DEADLINE)


def test_at_rest_everything_is_looked_at_now_and_then(site, watched, monkeypatch):
    monkeypatch.setattr(watched, "_heard", lambda _: None)
    monkeypatch.setattr(watched._watch._handler, "_hint", lambda _: None)
    (site / "content/a.txt").write_text("Unheard.")
    watched._patrol = 0.0
    assert after(watched, a=b"Unheard.")


# Where the system cannot watch.


def test_on_a_network_file_system_the_folder_is_looked_through(site, monkeypatch):
    monkeypatch.setattr(folders, "_network", lambda _: "nfs4")
    made = Folder(site, site / "content", site / "layouts")
    made.settled()
    assert "network file system (nfs4)" in made.blind
    (site / "content/a.txt").write_text("New.")
    assert after(made, a=b"New.")
    made.close()


@pytest.mark.parametrize(
    ("path", "kind"), [("/home/me/site", None), ("/home/me/far/site", "nfs4"), ("/mnt/a b/x", "fuse.sshfs")]
)
def test_the_file_system_is_that_of_the_deepest_mount(tmp_path, monkeypatch, path, kind):
    mounts = tmp_path / "mounts"
    mounts.write_text(
        "/dev/sda / ext4 rw 0 0\nhost:/x /home/me/far nfs4 rw 0 0\nme@host: /mnt/a\\040b fuse.sshfs rw 0 0\n"
    )
    monkeypatch.setattr(folders, "MOUNTS", str(mounts))
    assert folders._network(path) == kind


LIMITED = """
import sys
from pathlib import Path
Path("/proc/sys/user/max_inotify_watches").write_text(sys.argv[2])
from sitegen.serve.folder import Folder
root = Path(sys.argv[1])
folder = Folder(root, root / "content", root / "layouts")
folder.settled()
print(folder.blind)
(root / "content/d/c.txt").write_text("New.")
found = {}
while not found:
    found = folder.settled().stories
print(found)
folder.close()
"""


@pytest.mark.parametrize("limit", [1, 3])
def test_when_the_limit_of_the_system_is_reached_the_folder_is_looked_through(site, limit):
    fresh = ("unshare", "--user", "--map-root-user")
    if shutil.which("unshare") is None or subprocess.run([*fresh, "true"], check=False).returncode:
        pytest.skip("a limit of one's own cannot be set here")
    done = subprocess.run(
        [*fresh, sys.executable, "-c", LIMITED, str(site), str(limit)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(folders.__file__).parents[2])},
    )
    assert done.stdout.splitlines()[0].startswith(folders.LIMIT), done.stderr
    assert done.stdout.splitlines()[1] == "{'d/c.txt': b'New.'}"


def test_a_warning_that_events_were_lost_is_a_hint_at_everything():
    heard = []
    made = folders.Watch(heard.append)
    logging.getLogger("watchdog.observers.inotify_c").warning("queue overflowed")
    made.close()
    assert heard == [None]


# The table.


@pytest.fixture
def survey(site):
    return FileTable(site / "content")


def test_a_file_that_is_being_written_has_not_settled(site, survey):
    file = site / "content/a.txt"
    file.write_text("Half")
    assert survey.look(["a.txt"]) == {}
    file.write_text("Half and half.")
    assert survey.look([]) == {}
    assert survey.doubtful
    assert survey.look([]) == {"a.txt": b"Half and half."}
    assert not survey.doubtful


def test_what_came_and_went_between_two_looks_is_nothing(site, survey):
    (site / "content/new.txt").write_text("x")
    assert survey.look(["new.txt"]) == {}
    (site / "content/new.txt").unlink()
    assert survey.look([]) == {}
    assert not survey.doubtful


def test_a_look_at_everything_finds_what_no_hint_told(site, survey):
    (site / "content/a.txt").unlink()
    (site / "content/d/new.txt").write_text("x")
    survey.look(None)
    assert survey.look([]).items() >= {"a.txt": None, "d/new.txt": b"x"}.items()


def test_a_file_that_was_never_read_here_is_told_only_when_it_is_hinted_at(site):
    survey = FileTable(site / "content")
    survey._table = {path: seen.__class__(seen.file, "", young=False) for path, seen in survey._table.items()}
    assert survey.look(None) == survey.look(None) == {}
    os.utime(site / "content/a.txt")
    survey.look(None)
    assert survey.look([]) == {"a.txt": b"This is a."}


def test_a_file_that_cannot_be_read_is_gone_and_a_problem(site, survey, monkeypatch):
    monkeypatch.setattr(source, "load", lambda _, path: Problem(path, 0, "cannot be read", lost=True))
    survey.look(["a.txt"])
    assert survey.look([]) == {"a.txt": None}
    assert [problem.message for problem in survey.problems] == ["cannot be read"]
    monkeypatch.undo()
    survey.look(["a.txt"])
    assert survey.look([]) == {"a.txt": b"This is a."}
    assert survey.problems == ()


def test_nothing_is_in_doubt_where_there_is_no_folder(site, survey):
    (site / "content/a.txt").write_text("New.")
    survey.look(["a.txt"])
    shutil.rmtree(site / "content")
    with pytest.raises(InputError):
        survey.look([])
    assert not survey.doubtful


def test_layouts_and_settings_have_settled_when_two_looks_agree(site):
    around = Surroundings([site / "sitegen.toml"], [site / "layouts"])
    (site / "sitegen.toml").write_text("a")
    (site / "layouts/x.html").write_text("b")
    assert around.look() == ()
    (site / "layouts/x.html").write_text("c")
    assert around.look() == ()
    assert around.look() == (str(site / "layouts/x.html"), str(site / "sitegen.toml"))
    assert around.look() == ()


def test_a_single_save_needs_no_look_at_everything(site, watched, monkeypatch):
    looks = []
    look = FileTable.look
    monkeypatch.setattr(FileTable, "look", lambda self, hints: (looks.append(hints), look(self, hints))[1])
    beside = site / "content/.a.txt.swp"
    beside.write_text("New.")
    beside.rename(site / "content/a.txt")
    (site / "content/new.txt").write_text("x")
    assert after(watched, a=b"New.", new=b"x")
    assert None not in looks
