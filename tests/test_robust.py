"""Whatever happens while a site is built, it is built as far as it can be, and what cannot be is said."""

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from msgspec.structs import replace
from test_build import FIRE, FURNITURE, MILL, VINE, text

from sitegen import work
from sitegen.cli import main
from sitegen.pages import renderer
from sitegen.site import project, store
from sitegen.site.live_site import LiveSite


@pytest.fixture
def site(tmp_path):
    (tmp_path / "content").mkdir()
    for path, raw in FIRE.items():
        (tmp_path / "content" / path).write_bytes(raw)
    return tmp_path


def build(site, *options):
    return main(["build", "-C", str(site), "--jobs", "1", *options])


def pages(site):
    """Every page of a site, by path."""
    out = site / "public"
    found = {str(file.relative_to(out)): file.read_bytes() for file in out.rglob("*") if file.is_file()}
    return {path: data for path, data in found.items() if not path.startswith(".sitegen/")}


def addresses(site):
    return {path for path in pages(site) if path.endswith("/index.json")}


def failing(function, *words):
    """`function`, failing on whatever holds one of these words."""

    def failed(value, *rest, **options):
        if any(word in str(value) for word in words):
            raise ZeroDivisionError("injected")
        return function(value, *rest, **options)

    return failed


def test_a_story_that_cannot_be_read_stops_no_other(site, monkeypatch, capsys):
    monkeypatch.setattr(work, "read", failing(work.read, "hail.txt"))
    assert build(site) == 1
    said = capsys.readouterr().err
    assert "content/hail.txt: could not be read because of a fault in sitegen (ZeroDivisionError" in said
    assert "please report this" in said
    assert len(addresses(site)) == 1


@pytest.mark.parametrize(("module", "step"), [(work, "merge"), (renderer, "on_file")])
def test_an_event_that_cannot_be_told_stops_no_other(site, monkeypatch, capsys, module, step):
    monkeypatch.setattr(module, step, failing(getattr(module, step), "mail.txt"))
    assert build(site) == 1
    said = capsys.readouterr().err
    assert "content/mail.txt: could not be told because of a fault in sitegen (ZeroDivisionError" in said
    assert "content/post.txt: could not be told" in said
    assert len(addresses(site)) == 1
    assert b"Tarnbeck" not in pages(site)["index.html"]
    main(["check", "-q", "-C", str(site)])
    assert "leads nowhere" not in capsys.readouterr().err


def test_a_live_site_goes_on_without_an_event_that_cannot_be_told(site, monkeypatch):
    live = LiveSite(site, {}, 1, lambda _step, _items: None)
    live.start()
    monkeypatch.setattr(work, "read", failing(work.read, "bad.txt"))
    monkeypatch.setattr(work, "merge", failing(work.merge, "hail.txt"))
    change = live.apply({"bad.txt": text(MILL), "hail.txt": text([*VINE, "So it was."], "Hail takes grapes")})
    assert [each.path for each in change.problems if each.fault] == ["bad.txt", "hail.txt"]
    assert b"Tarnbeck" in live.page("index.html")
    monkeypatch.undo()
    change = live.apply({"bad.txt": None, "hail.txt": FIRE["hail.txt"]})
    assert change.problems == ()
    assert b"Sollano" in live.page("index.html")
    live.close()


def test_a_story_that_is_mended_is_told_again(site, monkeypatch):
    whole = monkeypatch.context()
    with whole as patched:
        patched.setattr(work, "merge", failing(work.merge, "hail.txt"))
        assert build(site) == 1
    (site / "content" / "hail.txt").write_bytes(FIRE["hail.txt"] + FURNITURE[0].encode())
    assert build(site) == 0
    assert len(addresses(site)) == 2


def test_whatever_is_saved_while_a_site_is_built_the_build_ends_well(tmp_path):
    content = tmp_path / "content"
    content.mkdir()
    stories = {
        f"{name}{number}.txt": text(
            [MILL[number % 5], f"It was number {number}.", *MILL[4:]], f"Mill {number}"
        )
        for number in range(60)
        for name in "ab"
    }
    for path, raw in stories.items():
        (content / path).write_bytes(raw)
    assert build(tmp_path) == 0
    for number in range(0, 60, 5):
        (content / f"a{number}.txt").write_bytes(stories[f"a{number}.txt"] + b"\nA bell rang.\n")
    done = threading.Event()

    def save():
        number = 0
        while not done.is_set():
            number += 1
            (content / f"b{number % 60}.txt").write_bytes(stories["b1.txt"] + f"\nSaved {number}.\n".encode())

    writer = threading.Thread(target=save)
    writer.start()
    try:
        codes = [build(tmp_path, "-q") for _ in range(3)]
    finally:
        done.set()
        writer.join()
    assert codes == [0, 0, 0]
    assert build(tmp_path, "-q") == 0
    before = pages(tmp_path)
    shutil.rmtree(tmp_path / ".sitegen")
    shutil.rmtree(tmp_path / "public")
    assert build(tmp_path, "-q") == 0
    assert pages(tmp_path) == before


def test_a_file_that_cannot_be_read_for_a_moment_keeps_its_page(site, monkeypatch, capsys):
    build(site, "-q")
    before = pages(site)
    (site / "content" / "hail.txt").write_bytes(text(VINE[1:], "Hail"))
    load = project.load

    def refused(root, path):
        return replace(load(root, "none"), path=path) if path == "hail.txt" else load(root, path)

    monkeypatch.setattr(project, "load", refused)
    assert build(site) == 1
    assert "stays on the site" in capsys.readouterr().err
    assert pages(site) == before
    monkeypatch.undo()
    assert build(site, "-q") == 0
    assert pages(site) != before


@pytest.mark.parametrize(("stories", "gone", "code"), [(30, 30, 1), (30, 20, 1), (30, 12, 0), (1, 1, 1)])
def test_a_build_that_takes_most_of_the_site_away_ends_with_a_word(tmp_path, capsys, stories, gone, code):
    content = tmp_path / "content"
    content.mkdir()
    for number in range(stories):
        words = [f"Ship {chr(65 + number % 26) * 5}{number} sank off Port {number * 7919}."]
        (content / f"{number}.txt").write_bytes(
            text(words, f"Wreck {number * 7919}", f"19{number + 10}-03-04")
        )
    assert build(tmp_path) == 0
    before = len(addresses(tmp_path))
    for number in range(gone):
        (content / f"{number}.txt").unlink()
    assert build(tmp_path) == code
    assert before == stories
    assert (f"{gone} of {stories} digests went from the site" in capsys.readouterr().err) == bool(code)
    assert build(tmp_path) == 0


def test_a_cache_that_cannot_be_written_is_one_line_and_the_same_site(site, tmp_path_factory, capsys):
    assert build(site) == 0
    whole, cache = pages(site), tmp_path_factory.mktemp("cache") / "file"
    cache.write_text("a file, not a folder")
    shutil.rmtree(site / "public")
    capsys.readouterr()
    assert build(site, "--cache", str(cache)) == 0
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert pages(site) == whole


def test_a_live_site_does_without_a_cache_that_cannot_be_written_or_read(site, tmp_path_factory):
    cache = tmp_path_factory.mktemp("cache")
    for spoil in (lambda: None, (cache / store.FILE).mkdir):
        spoil()
        live = LiveSite(site, {"cache": str(cache)}, 1, lambda _step, _items: None)
        live.start()
        live.apply({"hail.txt": FIRE["hail.txt"] + b"\nIt hailed.\n"})
        assert b"Tarnbeck" in live.page("index.html")
        live.close()
        shutil.rmtree(cache)
        cache.mkdir()


def test_a_live_site_starts_anew_where_the_store_is_damaged(site, monkeypatch):
    build(site, "-q")

    def damaged(*_):
        raise store.LostError("damaged")

    monkeypatch.setattr(store.Store, "all", damaged)
    live = LiveSite(site, {}, 1, lambda _step, _items: None)
    assert live.start().stories == tuple(sorted(FIRE))
    assert b"Tarnbeck" in live.page("index.html")
    live.close()


def test_settings_that_cannot_be_read_are_explained(site, monkeypatch, capsys):
    (site / "sitegen.toml").write_text('title = "x"')

    def refused(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refused)
    assert build(site) == 2
    assert "sitegen.toml: cannot be read (Permission denied)" in capsys.readouterr().err


def test_a_cache_elsewhere_leaves_nothing_in_the_folder_of_the_site(site, tmp_path_factory):
    cache = tmp_path_factory.mktemp("cache")
    assert build(site, "--cache", str(cache)) == 0
    assert not (site / ".sitegen").exists()
    assert (cache / store.FILE).exists()


def test_a_store_found_damaged_half_way_costs_one_line_and_time(site, monkeypatch, capsys):
    build(site, "-q")
    (site / "content" / "late.txt").write_bytes(text(MILL[3:], "Mill fire: the morning after"))
    real, asked = store.Store.get, []

    def get(self, kind, key):
        if kind == "story" and not asked:
            asked.append(key)
            raise store.LostError("damaged")
        return real(self, kind, key)

    monkeypatch.setattr(store.Store, "get", get)
    assert build(site) == 0
    assert (
        capsys.readouterr().err == ".sitegen: the cache was damaged and was made anew; it costs time only\n"
    )
    assert asked
    found = pages(site)
    shutil.rmtree(site / "public")
    build(site, "-q")
    assert pages(site) == found


def test_a_site_folder_that_may_only_be_read_is_built(site, tmp_path_factory):
    if os.geteuid() != 0:
        pytest.skip("only root may make a folder read-only for itself")
    script = (
        "import subprocess, sys\n"
        f"site, out = {str(site)!r}, {str(tmp_path_factory.mktemp('out'))!r}\n"
        "for command in (['mount', '--bind', site, site], ['mount', '-o', 'remount,ro,bind', site]):\n"
        "    subprocess.run(command, check=True)\n"
        "main = [sys.executable, '-m', 'sitegen']\n"
        "for command in (['build', '--out', out], ['list']):\n"
        "    print(subprocess.run([*main, *command, '-C', site], stdout=-3).returncode)"
    )
    here = Path(__file__).parents[1]
    command = ["unshare", "-m", sys.executable, "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=here)
    if "unshare" in done.stderr or "mount" in done.stderr:
        pytest.skip("this system lets nobody mount")
    assert done.stdout.split() == ["0", "0"], done.stderr


def test_a_number_too_great_to_count_with_is_told_like_any_other(site, capsys):
    for name, digits in (("a.txt", "1" * 400), ("b.txt", "2" * 400)):
        (site / "content" / name).write_text(f"The clock of Orm stopped after {digits} ticks on Monday.\n")
    decision = '[[together]]\nstories = ["a.txt", "b.txt"]\nreason = "one clock"\n'
    (site / "overrides.toml").write_text(decision)
    assert build(site) == 0
    assert "fault" not in capsys.readouterr().err
