"""The store lasts between processes, may be lost at any time, and belongs to one process at a time."""

import sqlite3

import pytest

from sitegen import OutputError
from sitegen.rows import KINDS, LostError, Memory
from sitegen.site import store
from sitegen.site.store import opened


def test_what_was_put_is_there_for_the_next_process(tmp_path):
    with opened(tmp_path / "cache", "1") as kept:
        kept.rows.put("story", "a", b"one")
        kept.rows.put("story", "a", b"two")
        kept.rows.put("event", "b", b"three")
        kept.rows.drop("event", "b")
    with opened(tmp_path / "cache", "1") as kept:
        assert (kept.rows.get("story", "a"), kept.rows.get("event", "b"), kept.said) == (b"two", None, "")
        assert list(kept.rows.all("story")) == [("a", b"two")]


def test_what_was_put_is_there_before_it_is_written(tmp_path):
    with opened(tmp_path, "1") as kept:
        for number in range(store.HELD + 10):
            kept.rows.put("story", str(number), str(number).encode())
        assert kept.rows.get("story", "3") == b"3"
        assert kept.rows.get("story", str(store.HELD + 5)) == str(store.HELD + 5).encode()


def test_a_build_that_fails_leaves_the_store_as_it_was(tmp_path):
    with opened(tmp_path, "1") as kept:
        kept.rows.put("story", "a", b"one")

    def fail():
        with opened(tmp_path, "1") as kept:
            kept.rows.put("story", "a", b"two")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with opened(tmp_path, "1") as kept:
        assert kept.rows.get("story", "a") == b"one"


@pytest.mark.parametrize("damage", [b"no database at all", b"SQLite format 3\0" + b"\0" * 4096])
def test_a_damaged_store_is_thrown_away(tmp_path, damage):
    (tmp_path / store.FILE).write_bytes(damage)
    with opened(tmp_path, "1") as kept:
        assert kept.rows.get("story", "a") is None
        assert "was damaged" in kept.said


def test_a_foreign_database_is_thrown_away(tmp_path):
    other = sqlite3.connect(tmp_path / store.FILE)
    other.execute("CREATE TABLE story (a, b, c, d)")
    other.commit()
    other.close()
    with opened(tmp_path, "1") as kept:
        kept.rows.put("story", "a", b"new")
    with opened(tmp_path, "1") as kept:
        assert kept.rows.get("story", "a") == b"new"


def test_rows_of_another_version_are_thrown_away_with_a_word(tmp_path):
    with opened(tmp_path, "1") as kept:
        kept.rows.put("story", "a", b"one")
    with opened(tmp_path, "2") as kept:
        assert kept.rows.get("story", "a") is None
        assert "another version" in kept.said


def test_the_cache_of_a_version_that_kept_it_in_one_piece_is_removed_with_a_word(tmp_path):
    (tmp_path / "memo.sqlite").write_bytes(b"old")
    with opened(tmp_path, "1") as kept:
        assert "another version" in kept.said
    assert not (tmp_path / "memo.sqlite").exists()


def test_a_second_build_says_who_holds_the_site(tmp_path, monkeypatch):
    monkeypatch.setattr(store, "WAIT", 0.05)
    with (
        opened(tmp_path, "1"),
        pytest.raises(OutputError, match=r"process \d+ is building this site"),
        opened(tmp_path, "1"),
    ):
        pass


def test_a_row_that_was_changed_on_the_disk_makes_the_store_count_as_lost(tmp_path):
    with opened(tmp_path, "1") as kept:
        kept.rows.put("story", "a", b"old" * 1000)
    file = tmp_path / store.FILE
    file.write_bytes(file.read_bytes().replace(b"oldold", b"odlold", 1))

    def look():
        with opened(tmp_path, "1") as kept:
            kept.rows.get("story", "a")

    with pytest.raises(LostError):
        look()
    with opened(tmp_path, "1") as kept:
        assert kept.rows.get("story", "a") is None


def test_a_folder_that_cannot_be_written_is_no_fault(tmp_path):
    (tmp_path / "cache").write_text("a file, not a folder")
    with opened(tmp_path / "cache", "1") as kept:
        kept.rows.put("story", "a", b"one")
        assert kept.rows.get("story", "a") == b"one"
        assert "cannot be kept" in kept.said


def test_who_wrote_last_can_be_told(tmp_path):
    with opened(tmp_path, "1") as kept:
        kept.rows.put("story", "a", b"one")
    mark = kept.writing
    with opened(tmp_path, "1") as kept:
        assert kept.writing == mark
        kept.rows.put("story", "a", b"two")
    with opened(tmp_path, "1") as kept:
        assert kept.writing != mark


def test_rows_of_memory_carry_over_what_changed():
    one, two = Memory(), Memory()
    for kind in KINDS:
        one.put(kind, "a", b"1")
        one.put(kind, "b", b"2")
    two.load(one)
    two.put("story", "a", b"other")
    two.drop("event", "b")
    two.save(one)
    for kind in KINDS:
        assert dict(one.all(kind)) == dict(two.all(kind))
