"""The command line on real folders, with a user's mistakes."""

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from sitegen.cli import main

BRIDGE = (
    "The council closed the Harl bridge on Monday after a diver found two cracked piers.\n\n"
    "About 4,000 drivers use it every day.\n\n"
    "Repairs will take until October, the engineer Nadja Orlik said.\n"
)


@pytest.fixture
def site(tmp_path):
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "bridge.txt").write_text("Harl bridge closed\n\n2026-03-02\n\n" + BRIDGE)
    return tmp_path


def run(site, *words):
    return main([words[0], "-C", str(site), *words[1:]])


def built(site):
    """Every published file, by path."""
    out = site / "public"
    files = (file for file in out.rglob("*") if file.is_file() and ".sitegen" not in file.parts)
    return {file.relative_to(out).as_posix(): file.read_bytes() for file in files}


def report(site, capsys, *words):
    code = run(site, *words, "--json")
    return code, json.loads(capsys.readouterr().out)


def test_init_then_build_then_check_works_in_an_empty_folder(tmp_path, capsys):
    assert run(tmp_path, "init", "--quiet") == 0
    assert run(tmp_path, "build") == 0
    summary = capsys.readouterr().out
    assert summary.startswith("2 stories, 2 of them on 1 event that several report")
    assert "1 differing)" in summary
    assert run(tmp_path, "check") == 0
    assert capsys.readouterr().out.endswith("links: all well\n")


def test_init_leaves_a_site_that_is_there(site, capsys):
    assert run(site, "init") == 3
    assert "is there already" in capsys.readouterr().err


def test_a_second_build_reads_and_writes_nothing(site, capsys):
    run(site, "build")
    before = {path: path.stat().st_mtime_ns for path in (site / "public").rglob("*")}
    capsys.readouterr()
    code, told = report(site, capsys, "build")
    assert (code, told["read"], told["written"], told["stories"]) == (0, 0, [], 1)
    assert before == {path: path.stat().st_mtime_ns for path in (site / "public").rglob("*")}


def test_one_edit_in_a_new_process_reads_one_story(site, capsys):
    (site / "content" / "other.txt").write_text(
        "Otters are back in the Vell\n\nThree otters were seen on Sunday.\n"
    )
    run(site, "build")
    (site / "content" / "bridge.txt").write_text(BRIDGE.replace("October", "November"))
    capsys.readouterr()
    _, told = report(site, capsys, "build")
    assert (told["read"], told["merged"]) == (1, 1)
    assert not [path for path in told["written"] if "otter" in path]
    run(site, "build")
    assert run(site, "check") == 0


def test_a_page_removed_by_hand_comes_back(site):
    run(site, "build")
    whole = built(site)
    (site / "public" / "index.html").unlink()
    run(site, "build")
    assert built(site) == whole


def test_a_story_removed_takes_its_pages_along_and_leaves_word_at_its_address(site):
    run(site, "build")
    (site / "content" / "bridge.txt").unlink()
    run(site, "build")
    left = {path: data for path, data in built(site).items() if "bridge" in path or b"Harl" in data}
    assert list(left) == ["harl-bridge-closed/index.html"]
    assert b"no longer" in left["harl-bridge-closed/index.html"]


def test_a_build_leaves_its_memory_beside_the_site(site):
    run(site, "build")
    assert (site / "sitegen.lock").read_text().startswith("# sitegen.lock, form 1")


def test_losing_the_cache_costs_nothing_but_time(site, capsys):
    run(site, "build")
    whole = built(site)
    (site / ".sitegen" / "store.sqlite").write_bytes(b"damaged")
    (site / ".sitegen" / "last").write_bytes(b"damaged")
    (site / "content" / "bridge.txt").touch()
    assert run(site, "build") == 0
    assert "the cache was damaged" in capsys.readouterr().err
    assert built(site) == whole


BAD = {
    "empty.txt": (b"", "empty"),
    "furniture.txt": (b"Sign up for our newsletter\n\nRead more: Ten bridges\n\nMost read\n", "furniture"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "image"),
    "noise.txt": (bytes(range(256)) * 400, ""),
    "broken.md": (b"---\ntitle: [unclosed\n---\n" + BRIDGE.encode(), "broken.md:3"),
    "open.md": (b"---\ntitle: Never closed\n\n" + BRIDGE.encode(), "open.md:1"),
    "object.md": (
        b"---\ntitle: !!python/object/apply:os.system ['echo x']\n---\n" + BRIDGE.encode(),
        "object.md:2",
    ),
    "bomb.md": (
        b"---\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b]\n"
        b"d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: [*d,*d,*d,*d,*d,*d,*d,*d,*d]\n---\n" + BRIDGE.encode(),
        "bomb.md:2",
    ),
    "date.md": (b"---\ntitle: A\ndate: the day after tomorrow\n---\n" + BRIDGE.encode(), "date.md:3"),
    "line.txt": (b"word " * 2_000_000, "line.txt"),
    "deep.md": (b">" * 100_000 + b"\n", ""),
    "images.md": (b"![" * 50_000, ""),
    "deep.html": (b"<div>" * 100_000 + BRIDGE.encode(), ""),
    "control.txt": (BRIDGE.encode().replace(b" ", b" \x00\x07", 3), "control"),
    "latin.txt": ("Die Brücke über die Harl ist seit Montag gesperrt.\n".encode("cp1252"), "latin.txt"),
    "long.md": (b"---\ntitle: " + b"Bridge " * 715 + b"\n---\n" + BRIDGE.encode(), "long.md"),
    "what ever 🙂 %2e%2e..txt": (BRIDGE.encode(), ""),
}
"""Files that people really have, or that somebody may send, with a word of the line that speaks of it."""


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_named_and_the_rest_is_built(site, capsys, name):
    raw, words = BAD[name]
    run(site, "build", "--quiet")
    good = built(site)
    (site / "content" / name).write_bytes(raw)
    capsys.readouterr()
    assert run(site, "build") == 0
    err = capsys.readouterr().err
    assert "Traceback" not in err
    assert words.casefold() in err.casefold()
    assert len([line for line in err.splitlines() if line.startswith(f"content/{name}")]) <= 2
    assert good.keys() <= built(site).keys()
    assert run(site, "check", "--quiet") == 0
    assert run(site, "build", "--strict", "--quiet") == (1 if err else 0)
    assert capsys.readouterr().err == err


def test_links_loops_and_pipes_are_named_and_the_rest_is_built(site, capsys):
    (site / "content" / "loop").symlink_to(site / "content")
    (site / "content" / "out.txt").symlink_to("/etc/passwd")
    os.mkfifo(site / "content" / "pipe.txt")
    assert run(site, "build") == 0
    err = capsys.readouterr().err
    assert [line.partition(":")[0] for line in err.splitlines()] == [
        "content/loop",
        "content/out.txt",
        "content/pipe.txt",
    ]
    assert "root:" not in str(built(site))


def test_a_story_is_never_markup_a_path_or_a_template(site):
    (site / "content" / "evil.md").write_text(
        "---\ntitle: '<script>alert(1)</script> {{ 7*7 }}'\nslug: ../../evil\nurl: javascript:x\n"
        "source: '../../<b>x'\n---\n"
        "<script>alert(2)</script>\n\nThe mayor said <img src=x onerror=alert(3)> that {{ 7*7 }} oaks fell.\n"
    )
    run(site, "build", "--quiet")
    pages = built(site)
    assert not (site.parent / "evil").exists()
    for path, data in pages.items():
        assert ".." not in path.split("/")
        if path.endswith(".html"):
            assert b"<script>alert" not in data
            assert b"<img src=x" not in data
            assert b'href="javascript:' not in data
            assert b" 49" not in data


LAYOUT_FAULTS = {
    "{% if %}": "layouts/report.html:1: ",
    "\n\n{{ souces }}": "layouts/report.html:3: unknown name 'souces'",
    "{{ digest.tilte }}": "did you mean 'title'",
    "{% include 'nowhere.html' %}": "layouts/report.html:1: ",
}


@pytest.mark.parametrize("text", LAYOUT_FAULTS)
def test_a_broken_layout_names_file_and_line_and_leaves_the_last_site(site, capsys, text):
    run(site, "build", "--quiet")
    good = built(site)
    (site / "layouts").mkdir()
    (site / "layouts" / "report.html").write_text(text)
    assert run(site, "build") == 2
    assert LAYOUT_FAULTS[text] in capsys.readouterr().err
    assert built(site) == good


def test_a_wrong_setting_stops_the_build_with_one_line(site, capsys):
    (site / "sitegen.toml").write_text("tilte = 'x'")
    assert run(site, "build") == 2
    assert capsys.readouterr().err == "sitegen: sitegen.toml: unknown key 'tilte'; did you mean 'title'?\n"


def test_failures_are_told_as_json_too(tmp_path, capsys):
    code, told = report(tmp_path, capsys, "build")
    assert (code, told["ok"], told["code"]) == (3, False, 3)
    assert "no such folder" in told["error"]


def test_content_and_output_may_not_lie_one_inside_the_other(site, capsys):
    assert run(site, "build", "--out", "content/public") == 2
    assert run(site, "build", "--out", ".") == 2
    assert "name two folders apart" in capsys.readouterr().err


def test_an_output_folder_that_cannot_be_written_is_explained(site, capsys):
    (site / "public").write_text("a file, not a folder")
    assert run(site, "build") == 4
    assert "what was published before still stands" in capsys.readouterr().err


def test_a_full_disk_keeps_the_last_site(site):
    run(site, "build", "--quiet")
    good = built(site)
    (site / "content" / "new.txt").write_text(BRIDGE.replace("Harl", "Vell") * 30)
    script = f"""
import resource, signal, sys
from sitegen.cli import main
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
sys.dont_write_bytecode = True  # a module cut off in the middle would fail every later run
resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))
sys.exit(main(["build", "-C", {str(site)!r}]))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 4, done.stderr
    assert "Traceback" not in done.stderr
    assert built(site) == good


def test_a_list_cuts_a_headline_that_is_longer_than_a_line(site, capsys):
    long = "Harl bridge closed " + "and closed again " * 12
    (site / "content" / "bridge.txt").write_text(f"---\ntitle: {long}\n---\n\n{BRIDGE}")
    assert run(site, "list") == 0
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 200
    assert report(site, capsys, "list")[1]["events"][0]["title"] == long.strip()


def test_list_names_events_and_their_stories(site, capsys):
    code, told = report(site, capsys, "list")
    assert code == 0
    assert [[story["path"] for story in event["stories"]] for event in told["events"]] == [["bridge.txt"]]


def test_explain_says_why_and_where_each_sentence_went(tmp_path, capsys):
    run(tmp_path, "init", "--quiet")
    assert run(tmp_path, "explain", "harbour-post.txt", "river-weekly.md") == 0
    out = capsys.readouterr().out
    assert "together" in out
    assert "Quillmarsh" in out
    assert "log-odds" not in out
    assert run(tmp_path, "explain", "-v", "harbour-post.txt", "river-weekly.md") == 0
    assert "log-odds" in capsys.readouterr().out
    _, told = report(tmp_path, capsys, "explain", "harbour-post.txt")
    assert len(told["pieces"]) > 8
    assert "furniture/newsletter" in str(told["pieces"])


def test_explain_gives_each_sentence_a_line_of_its_own(site, capsys):
    told = "The council closed the Harl bridge on Monday after a diver found two cracks in its piers."
    text = told.replace("after a", "after\na")
    (site / "content" / "bridge.txt").write_text(f"Harl bridge closed\n\n{text}\n")
    assert run(site, "explain", "bridge.txt") == 0
    assert f"{told}\n" in capsys.readouterr().out


def test_explain_names_what_comes_near_an_unknown_story(site, capsys):
    assert run(site, "explain", "brigde.txt") == 2
    assert "did you mean 'bridge.txt'?" in capsys.readouterr().err


def test_explain_offers_no_story_for_the_ending_of_its_name_alone(site, capsys):
    assert run(site, "explain", "nowhere.txt") == 2
    assert "nowhere.txt: no story of that name; name it by its path" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        ("build", "-v"),
        ("list",),
        ("explain", "a\nb.txt"),
        ("check",),
        ("list", "--json"),
        ("build", "--json"),
    ],
)
def test_what_strangers_wrote_commands_no_terminal(tmp_path, capsys, words):
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "a\nb.txt").write_text(
        "Lamp \x1b[31mred\x07 over the harbour\n\nA lamp \x1b]0;x\x07fell \u202eon Monday at Vell.\n"
    )
    (tmp_path / "content" / "\x1b[2J.txt").write_text("")
    run(tmp_path, "build", "-q")
    capsys.readouterr()
    assert run(tmp_path, *words) == 0
    told = "".join(capsys.readouterr())
    assert not set(told) & {chr(code) for code in (*range(10), *range(11, 32), 0x9B, 0x202E)}
    assert "a\nb.txt" not in told


def test_check_says_that_nobody_has_the_site_s_words_in_its_language(site, capsys):
    (site / "sitegen.toml").write_text('language = "he"')
    run(site, "build", "--quiet")
    assert run(site, "check") == 0
    assert "none are known in 'he'; bring them in layouts/he.po" in capsys.readouterr().out
    (site / "layouts").mkdir()
    (site / "layouts" / "he.po").write_text('msgid "Topics"\nmsgstr "נושאים"\n')
    run(site, "build", "--quiet")
    assert run(site, "check") == 0
    assert "layouts/he.po" not in capsys.readouterr().out


def test_check_finds_a_page_that_was_tampered_with(site, capsys):
    run(site, "build", "--quiet")
    page = site / "public" / "harl-bridge-closed" / "index.json"
    page.write_text(page.read_text().replace("4,000", "5,000"))
    assert run(site, "check") == 1
    assert "does not say" in capsys.readouterr().err


def test_check_takes_words_that_look_like_a_link_for_words(site, capsys):
    story = site / "content" / "bridge.txt"
    story.write_text("The <img src=nowhere.png href=x> gate\n\n" + story.read_text(), encoding="utf-8")
    run(site, "build")
    assert run(site, "check") == 0, capsys.readouterr().err


def test_check_finds_a_dead_link(site, capsys):
    run(site, "build", "--quiet")
    (site / "public" / "about" / "index.html").unlink()
    assert run(site, "check") == 1
    assert "leads nowhere" in capsys.readouterr().err


def test_check_finds_a_sentence_that_a_page_does_not_show(site, capsys):
    run(site, "build", "--quiet")
    (page,) = (
        path for path in (site / "public").glob("*/index.html") if b'class="report"' in path.read_bytes()
    )
    page.write_text(page.read_text("utf-8").replace("<span id=s1>", "<span>"), "utf-8")
    assert run(site, "check") == 1
    assert "shows s1 0 times, not once" in capsys.readouterr().err


def test_check_finds_a_story_that_is_not_on_the_site(site, capsys):
    run(site, "build", "--quiet")
    (site / "content" / "late.txt").write_text(BRIDGE)
    assert run(site, "check") == 1
    assert "late.txt: is not on the site" in capsys.readouterr().err


def test_check_says_what_is_not_looked_for_in_a_language(tmp_path, capsys):
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "bro.txt").write_text(
        "Bron i Orm stängs\n\nBron i Orm stängs sedan en spricka hittades i ett fundament av en dykare.\n"
    )
    run(tmp_path, "build", "--quiet")
    assert run(tmp_path, "check") == 0
    assert (
        "1 story in Swedish: not looked for: negation, doubt, contrast; opposites" in capsys.readouterr().out
    )


def test_help_is_there_for_every_command():
    done = subprocess.run(
        [sys.executable, "-m", "sitegen", "--help"], capture_output=True, text=True, check=True
    )
    assert all(word in done.stdout for word in ("init", "build", "list", "explain", "check"))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["buidl"], "did you mean 'build'?"),
        (["build", "--strikt"], "did you mean '--strict'?"),
        (["build", "--stri"], "did you mean '--strict'?"),
        (["build", "."], "named with -C"),
    ],
)
def test_a_slip_in_a_command_is_told_with_what_was_meant(words, said, capsys):
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


def test_an_option_that_only_another_command_has_is_not_suggested(capsys):
    with pytest.raises(SystemExit):
        main(["build", "--forse"])
    assert "--force" not in capsys.readouterr().err


def test_who_names_no_command_is_shown_what_there_is(capsys):
    assert main([]) == 2
    assert "make a working site in an empty folder" in capsys.readouterr().err


def test_help_is_a_command_too(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["help"])
    assert ended.value.code == 0
    assert "COMMAND" in capsys.readouterr().out


def test_the_folder_may_be_named_before_the_command(site):
    assert main(["-C", str(site), "-q", "build"]) == 0
    assert (site / "public" / "index.html").exists()


def test_a_build_that_nobody_listens_to_ends_well(site):
    script = "exec >&- 2>&-; exec {} -m sitegen build -C {}"
    command = script.format(shlex.quote(sys.executable), shlex.quote(str(site)))
    assert subprocess.run(["sh", "-c", command], check=False, cwd=Path(__file__).parents[1]).returncode == 0
    assert (site / "public" / "index.html").exists()


def test_no_room_for_what_is_printed_is_told(site):
    run(site, "build", "-q")
    script = "{} -m sitegen list -C {} >/dev/full"
    command = script.format(shlex.quote(sys.executable), shlex.quote(str(site)))
    done = subprocess.run(
        ["sh", "-c", command], check=False, cwd=Path(__file__).parents[1], stderr=subprocess.PIPE, text=True
    )
    assert (done.returncode, done.stderr) == (4, "sitegen: there is no room for what this prints\n")


def test_layouts_are_compiled_once_for_all_sites_but_those_of_a_site_of_its_own(site, tmp_path):
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(tmp_path / "code")}
    command = (sys.executable, "-m", "sitegen", "build", "-q", "-C", str(site))
    subprocess.run(command, env=environment, check=True)
    assert list((tmp_path / "code").rglob("layouts/*/*"))
    assert not (site / ".sitegen" / "layouts").exists()
    (site / "layouts").mkdir()
    (site / "layouts" / "report.html").write_text("ours")
    subprocess.run(command, env=environment, check=True)
    assert list((site / ".sitegen" / "layouts").rglob("*"))


def test_a_list_that_nobody_hears_is_no_fault(site):
    command = shlex.join((sys.executable, "-m", "sitegen", "list", "-C", str(site)))
    assert subprocess.run(["sh", "-c", f"{command} >&-"], check=False).returncode == 0
