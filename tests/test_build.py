"""The laws of a build: nothing lost, order does not matter, an update equals a clean build, least work."""

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.build import Build
from sitegen.identity.lock import Lock
from sitegen.pages.view import Site
from sitegen.read import read
from sitegen.rows import Memory, key_of
from sitegen.site.project import packaged_layouts
from sitegen.site.workers import Workers
from sitegen.work import Theme

LAYOUTS = tuple(sorted((file.name, file.read_text()) for file in packaged_layouts().iterdir()))
NEW = Lock()
LOOK = Theme(LAYOUTS, Site("Test", None, "en", "0"))
LOOK_DE = Theme(LAYOUTS, Site("Test", None, "de", "0"))

MILL = (
    "A fire destroyed the old paper mill at Tarnbeck on Tuesday night, the county fire service said.",
    "Forty firefighters from six stations fought the flames until four in the morning.",
    "The roof of the Tarnbeck mill fell in at half past two.",
    "Nobody was hurt, but two horses had to be led out of a stable next door.",
    '"We could feel the heat across the river," said Marla Dunnock, who keeps the lock.',
    "The mill, built in 1871, had stood empty for nine years.",
    "The owner, Ostrel Paper, puts the damage at 1.4 million crowns.",
)
VINE = (
    "The vineyards of Sollano have lost a third of their grapes to hail, the growers' union said on Friday.",
    "Stones as large as walnuts fell on Sollano for eleven minutes.",
    "The union's chairman, Beppo Larrand, asked the ministry for 20 million crowns.",
    "The harvest at Sollano was to begin in nine days.",
    "Two greenhouses and the glass roof of the wine school were broken.",
)
FURNITURE = ("Sign up for our morning newsletter", "Read more: Ten mills worth a visit", "Most read")


def text(lines, title="", date="2026-03-04"):
    return ("\n\n".join([line for line in (title, date, *lines) if line]) + "\n").encode()


FIRE = {
    "post.txt": text(MILL[:5], "Fire destroys paper mill at Tarnbeck"),
    "mail.txt": text([MILL[0], MILL[2], MILL[5], MILL[6]], "Tarnbeck mill burns down"),
    "hail.txt": text(VINE, "Hail takes a third of Sollano's grapes", "2026-06-05"),
}


class Folder:
    """A folder of stories in memory, and the site made of it."""

    def __init__(self, executor=None, lock=NEW, rows=None):
        self.files = {}
        self.pages = {}
        self.keys = {}
        self.fresh = []
        self.lock = lock
        self.build = Build(LOOK, executor, lock=lock, rows=rows)

    def change(self, changes):
        for path, raw in changes.items():
            self.files.pop(path, None) if raw is None else self.files.__setitem__(path, raw)
        at_once = {}
        update = self.build.update(
            dict(changes), lambda page, key: at_once.update({page.path: (key, page.data)})
        )
        todo = [each for each in self.build.recipes.values() if self.keys.get(each.path) != each.key]
        made = {page.path: page.data for page in self.build.make(todo)}
        assert made.keys() == {recipe.path for recipe in todo}
        # What is merged anew has its pages at once, and they are those that are made later.
        assert at_once == {one.path: (one.key, made[one.path]) for one in todo if one.path in at_once}
        self.fresh = [path for path, data in made.items() if self.pages.get(path) != data]
        self.lock = self.build.settle()
        self.keys = {path: recipe.key for path, recipe in self.build.recipes.items()}
        self.pages = {path: made.get(path) or self.pages[path] for path in self.keys}
        return update


def clean(files, executor=None, lock=NEW):
    folder = Folder(executor, lock)
    folder.change(dict(files))
    return folder.pages


def digests(pages):
    return [json.loads(data) for path, data in pages.items() if path.endswith("/index.json")]


def test_stories_of_one_event_become_one_digest():
    found = {tuple(sorted(s["source"] for s in each["sources"])) for each in digests(clean(FIRE))}
    assert found == {("mail.txt", "post.txt"), ("hail.txt",)}


@given(
    st.dictionaries(
        st.sampled_from(["a.txt", "b.md", "c.txt", "d/e.txt"]),
        st.lists(st.sampled_from([*MILL, *VINE, *FURNITURE, "He said so. She did not."]), max_size=8).map(
            text
        ),
        max_size=4,
    )
)
@settings(max_examples=40, deadline=None)
def test_every_sentence_and_every_piece_set_aside_is_accounted_for(files):
    told = {}
    for each in digests(clean(files)):
        passages = [entry for statement in each["statements"] for entry in statement["sources"]]
        for entry in (*passages, *each["dropped"]):
            assert files[entry["source"]].decode()[entry["start"] : entry["end"]] == entry["text"]
            told.setdefault(entry["source"], set()).add((entry["start"], entry["end"]))
    for path, raw in files.items():
        story = read(path, raw)
        if story.sentences:
            assert {(piece.start, piece.end) for piece in (*story.sentences, *story.asides)} <= told[path]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["a.txt", "b.txt", "c.txt", "d/e.txt"]),
        st.none() | st.lists(st.sampled_from([*MILL, *VINE, *FURNITURE]), max_size=6, unique=True).map(text),
    ),
    min_size=1,
    max_size=7,
)


@given(STEPS)
@settings(max_examples=40, deadline=None)
def test_an_update_equals_a_clean_build(steps):
    folder = Folder()
    for path, raw in steps:
        lock = folder.lock
        folder.change({path: raw})
        assert folder.pages == clean(folder.files, lock=lock)


@given(STEPS)
@settings(max_examples=40, deadline=None)
def test_a_second_build_changes_nothing(steps):
    folder = Folder()
    for path, raw in steps:
        folder.change({path: raw})
    pages, lock = folder.pages, folder.lock
    update = folder.change(dict(folder.files))
    assert (folder.pages, folder.lock, folder.fresh, update.merged) == (pages, lock, [], 0)
    assert clean(folder.files, lock=lock) == pages


@given(STEPS)
@settings(max_examples=40, deadline=None)
def test_what_is_asked_of_an_updated_site_equals_a_clean_build(steps):
    files = {}
    build = Build(LOOK)
    for path, raw in steps:
        files.pop(path, None) if raw is None else files.__setitem__(path, raw)
        build.update({path: raw})
        pages = clean(files)
        assert build.recipes.keys() == pages.keys()
        for recipe in build.recipes.values():
            assert [page.data for page in build.make([recipe])] == [pages[recipe.path]]


@given(STEPS, st.randoms())
@settings(max_examples=15, deadline=None)
def test_the_order_of_files_does_not_matter(steps, chance):
    files = {path: raw for path, raw in steps if raw is not None}
    order = list(files.items())
    chance.shuffle(order)
    assert clean(dict(order)) == clean(files)


def test_a_build_taken_up_from_rows_equals_a_clean_build():
    rows = Memory()
    first = Folder(rows=rows)
    first.change(FIRE)
    first.build.keep()
    second = Folder(lock=first.lock, rows=rows)
    second.files, second.pages, second.keys = dict(FIRE), dict(first.pages), dict(first.keys)
    assert second.build.restore() == FIRE.keys()
    update = second.change({"mail.txt": None, "late.txt": text(MILL[3:], "Mill fire: the morning after")})
    assert (update.read, update.merged) == (("late.txt",), 1)
    assert second.pages == clean(second.files, lock=first.lock)


@pytest.mark.parametrize("settled", [False, True])
def test_a_build_remembers_what_an_earlier_process_merged_whether_that_settled_it_or_not(settled):
    rows, whole = Memory(), Folder()
    whole.change(FIRE)
    first = Build(LOOK, rows=rows)
    first.update(dict(FIRE))
    lock = first.settle() if settled else NEW
    first.keep("known" if settled else "")
    second = Build(LOOK, rows=rows, lock=lock)
    second.restore("known")
    second.update({})
    assert second.settle() == whole.lock


@given(STEPS, st.integers(0, 6))
@settings(max_examples=25, deadline=None)
def test_rows_are_those_of_a_clean_build_whatever_came_before(steps, gap):
    rows, files = Memory(), {}
    folder = Folder(rows=rows)
    for number, (path, raw) in enumerate(steps):
        files.pop(path, None) if raw is None else files.__setitem__(path, raw)
        if number == gap:
            folder.build.keep()
            pages, keys = folder.pages, folder.keys
            folder = Folder(lock=folder.lock, rows=rows)
            folder.pages, folder.keys = pages, keys
            folder.build.restore()
        folder.change({path: raw})
    folder.build.keep()
    kept = Memory()
    again = Folder(lock=folder.lock, rows=kept)
    again.change(files)
    again.build.keep()
    for kind in ("summary", "story", "event", "digest"):
        assert dict(rows.all(kind)).keys() == dict(kept.all(kind)).keys()


def test_the_bytes_of_stories_are_let_go_of_once_they_are_read():
    changes = dict(FIRE)
    Build(LOOK).update(changes)
    assert changes == {}


def test_another_look_merges_nothing():
    folder = Folder()
    folder.change(FIRE)
    folder.build.restyle(LOOK_DE)
    update = folder.change({})
    assert update.merged == 0
    assert b'lang="de"' in folder.pages["index.html"]


def test_one_edit_reads_one_story_merges_one_group_and_writes_the_pages_that_show_it():
    folder = Folder()
    folder.change(FIRE)
    update = folder.change({"mail.txt": text([MILL[0], MILL[2], MILL[6]], "Tarnbeck mill burns down")})
    assert (update.read, update.merged) == (("mail.txt",), 1)
    assert not [path for path in folder.fresh if "hail" in path]
    assert [path for path in folder.fresh if "mail" in path]


def test_an_edit_that_changes_no_piece_of_a_story_changes_no_page():
    folder = Folder()
    folder.change(FIRE)
    update = folder.change({"mail.txt": FIRE["mail.txt"] + b"\n\n"})
    assert (update.read, update.merged, folder.fresh) == (("mail.txt",), 0, [])


def test_an_edit_of_furniture_changes_only_where_it_is_shown_as_set_aside():
    folder = Folder()
    folder.change(FIRE | {"post.txt": FIRE["post.txt"] + FURNITURE[0].encode()})
    told = json.loads(folder.pages["tarnbeck-mill-burns-down/index.json"])
    folder.change({"post.txt": FIRE["post.txt"] + FURNITURE[1].encode()})
    now = json.loads(folder.pages["tarnbeck-mill-burns-down/index.json"])
    assert now["dropped"] != told["dropped"]
    assert now["statements"] == told["statements"]
    assert not [path for path in folder.fresh if "hail" in path or "mail" in path]


def test_one_and_two_workers_make_the_same_bytes():
    chance = random.Random(1)
    files = {
        f"{number}.txt": text(chance.sample(MILL if number % 2 else VINE, 4), f"Title {number}", "")
        for number in range(150)
    }
    with Workers(2) as workers:
        assert clean(files, workers) == clean(files)


@pytest.mark.parametrize("seed", ["0", "77"])
def test_the_hash_seed_does_not_matter(seed):
    script = (
        "import sys; sys.path.insert(0, 'tests'); from test_build import *; "
        "print(key_of(b''.join(p.encode() + d for p, d in sorted(clean(FIRE).items()))))"
    )
    here = Path(__file__).parent.parent
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=here, env=environment
    )
    assert done.stdout.strip() == key_of(b"".join(p.encode() + d for p, d in sorted(clean(FIRE).items())))


def test_two_titles_that_give_one_address_have_a_page_each_and_are_named():
    folder = Folder()
    folder.change(
        {"a.txt": text(MILL, "What the night took"), "b.txt": text(VINE, "WHAT THE NIGHT TOOK", "2026-06-05")}
    )
    assert len(digests(folder.pages)) == 2
    assert [(each.path, "what-the-night-took" in each.message) for each in folder.build.problems()] == [
        ("b.txt", True)
    ]


def test_a_draft_is_counted_and_not_shown():
    folder = Folder()
    folder.change({"a.md": b"---\ndraft: true\ntitle: Not yet\n---\n" + text(MILL, "", "")})
    assert folder.build.summaries["a.md"].draft
    assert digests(folder.pages) == []


def test_an_empty_folder_still_makes_a_site():
    assert {"index.html", "about/index.html", "404.html", "index.json"} <= set(clean({}))


def test_a_folder_whose_stories_clump_together_is_named():
    fields = ["wheat", "barley", "rye", "oats", "maize", "millet"]
    stories = {
        f"{field}{number}.txt": text(
            [
                f"The quarterly dividend of the {field} cooperative rises to {number + 100} cents a share.",
                f"Shareholders of the {field} cooperative receive the dividend in {number + 2} weeks.",
            ],
            f"Cooperative {field} dividend {number + 100}",
            "",
        )
        for field in fields
        for number in range(35)
    }
    folder = Folder()
    folder.build.group(stories)
    assert len(folder.build.index.crowd()) > 0.05 * len(stories)
    few = Folder()
    few.change(FIRE)
    assert few.build.index.crowd() == ()


QUOTED = {
    f"{number}.md": f"---\ntitle: {title}\ndate: 2026-0{number}-03\n---\n\n{line}\n".encode()
    for number, (title, line) in enumerate(
        (
            (
                "Mill fire kept burning",
                "The fire was seen first, reports the Tarnbeck Courier, by a baker at four.",
            ),
            (
                "Hail took the grapes",
                "A grower told the Tarnbeck Courier that nothing was left of his slope.",
            ),
            (
                "Ferry line has a new owner",
                "The sale was first made known by the Tarnbeck Courier in a short note.",
            ),
        ),
        2,
    )
}
COURIER = b"""---
title: Bell found in the lake
source: THE TARNBECK COURIER
date: 2026-07-01
---

A bell lay in the mud.
"""


def test_an_outlet_is_not_among_the_people_and_places():
    folder = Folder()
    folder.change(QUOTED)
    named = [path for path in folder.pages if path.startswith("names/") and path != "names/index.html"]
    assert named == ["names/tarnbeck-courier.html"]
    folder.change({"own.md": COURIER})
    assert "names/tarnbeck-courier.html" not in folder.pages
    assert "outlets/the-tarnbeck-courier.html" in folder.pages
    assert folder.pages == clean(folder.files, lock=folder.lock)
    folder.change({"own.md": None})
    assert "names/tarnbeck-courier.html" in folder.pages
