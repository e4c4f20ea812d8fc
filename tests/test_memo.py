"""The memo lasts between processes, may be lost at any time, and belongs to one build at a time."""

import sqlite3

import pytest

from sitegen.errors import OutputError
from sitegen.site import store
from sitegen.site.store import open_memo


def test_what_was_put_is_there_for_the_next_process(tmp_path):
    with open_memo(tmp_path / "cache") as kept:
        kept.put("state", b"one")
        kept.put("state", b"two")
    with open_memo(tmp_path / "cache") as kept:
        assert kept.get("state") == b"two"
        assert kept.get("other") is None


def test_a_build_that_fails_leaves_the_memo_as_it_was(tmp_path):
    with open_memo(tmp_path) as kept:
        kept.put("state", b"one")

    def fail():
        with open_memo(tmp_path) as kept:
            kept.put("state", b"two")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with open_memo(tmp_path) as kept:
        assert kept.get("state") == b"one"


@pytest.mark.parametrize("damage", [b"no database at all", b"SQLite format 3\0" + b"\0" * 4096])
def test_a_damaged_memo_is_thrown_away(tmp_path, damage):
    (tmp_path / "memo.sqlite").write_bytes(damage)
    with open_memo(tmp_path) as kept:
        assert kept.get("state") is None
        kept.put("state", b"new")


def test_a_foreign_database_is_thrown_away(tmp_path):
    other = sqlite3.connect(tmp_path / "memo.sqlite")
    other.execute("CREATE TABLE kept (a, b, c, d)")
    other.commit()
    other.close()
    with open_memo(tmp_path) as kept:
        kept.put("state", b"new")
    with open_memo(tmp_path) as kept:
        assert kept.get("state") == b"new"


def test_a_second_build_says_who_holds_the_site(tmp_path, monkeypatch):
    monkeypatch.setattr(store, "WAIT", 0.05)
    with (
        open_memo(tmp_path),
        pytest.raises(OutputError, match=r"process \d+ is building this site"),
        open_memo(tmp_path),
    ):
        pass


def test_a_value_that_was_changed_on_the_disk_is_lost_and_nothing_else(tmp_path):
    with open_memo(tmp_path) as kept:
        kept.put("state", b"old" * 1000)
        kept.put("index", b"whole")
    file = tmp_path / "memo.sqlite"
    file.write_bytes(file.read_bytes().replace(b"oldold", b"odlold", 1))
    with open_memo(tmp_path) as kept:
        assert (kept.get("state"), kept.get("index"), kept.damaged) == (None, b"whole", True)
