"""The law of a site that is shown while it changes: whatever happens, what is shown equals a clean build."""

import json
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from test_build import MILL, VINE, text

from sitegen import SitegenError
from sitegen.identity import lock as locks
from sitegen.site.live_site import LiveSite
from sitegen.site.project import new_build, open_project
from sitegen.site.workers import Workers

PATHS = st.sampled_from(["a.txt", "b.txt", "c.md", "d/e.txt", "d/f.txt"])
STORIES = st.builds(
    text,
    st.lists(st.sampled_from([*MILL, *VINE]), max_size=5, unique=True),
    st.sampled_from(["", "Mill burns", "Hail falls"]),
    st.sampled_from(["", "2026-03-04", "2026-06-05"]),
)
OVERRIDES = st.sampled_from(
    [
        '[[together]]\nstories = ["a.txt", "b.txt"]\nreason = "one event"\n',
        '[[apart]]\nstories = ["a.txt", "c.md"]\nreason = "two fires"\n',
        '[[ignore]]\nstories = ["b.txt"]\nreason = "a test"\n',
        '[[title]]\nstory = "a.txt"\ntitle = "What the editor says"\nreason = "clearer"\n',
        f"[[keep]]\nstory = \"a.txt\"\ntext = '''{MILL[0]}'''\nreason = \"told best\"\n",
    ]
)


def quiet(_step, _items):
    pass


def clean(root):
    """Every page of a clean build of the site in `root`, and the lock it would leave."""
    project = open_project(root, {})
    build = new_build(project, Workers(1), quiet)
    build.decide(project.overrides)
    content = project.content
    files = {
        str(file.relative_to(content)): file.read_bytes() for file in content.rglob("*") if file.is_file()
    }
    build.update(dict(files))
    pages = {page.path: page.data for page in build.make(build.recipes.values())}
    return pages, build.settle()


class Editing(RuleBasedStateMachine):
    """A person at work in a site's folder, and the site that is shown meanwhile."""

    @initialize(stories=st.dictionaries(PATHS, STORIES, max_size=4))
    def open(self, stories):
        self.seen = set()
        self.root = Path(tempfile.mkdtemp(prefix="sitegen-test-"))
        (self.root / "content").mkdir()
        for path, raw in stories.items():
            self._write(path, raw)
        self.site = LiveSite(self.root, {}, 1, quiet)
        self.site.start()

    def _write(self, path, raw):
        file = self.root / "content" / path
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(raw)

    @rule(path=PATHS, raw=STORIES)
    def save(self, path, raw):
        self._write(path, raw)
        self.site.apply({path: raw})

    @rule(path=PATHS)
    def delete(self, path):
        (self.root / "content" / path).unlink(missing_ok=True)
        self.site.apply({path: None})

    @rule(old=PATHS, new=PATHS)
    def rename(self, old, new):
        if old != new and (self.root / "content" / old).exists():
            raw = (self.root / "content" / old).read_bytes()
            (self.root / "content" / old).unlink()
            self._write(new, raw)
            self.site.apply({old: None, new: raw})

    @rule(words=st.sampled_from(["<p>One</p>", "<p>{{ site.title }}</p>", None]))
    def edit_a_layout(self, words):
        folder = self.root / "layouts"
        folder.mkdir(exist_ok=True)
        (folder / "story.html").unlink(missing_ok=True)
        if words:
            (folder / "story.html").write_text(words)
        self.site.restyle()

    @rule(broken=st.sampled_from(["{% if", "{{ nothing.at.all"]))
    def break_a_layout_and_mend_it(self, broken):
        (self.root / "layouts").mkdir(exist_ok=True)
        (self.root / "layouts" / "story.html").write_text(broken)
        with pytest.raises(SitegenError):
            self.site.restyle()
        (self.root / "layouts" / "story.html").unlink()
        self.site.restyle()

    @rule(title=st.sampled_from(["One", "Two"]), language=st.sampled_from(["en", "de"]))
    def edit_the_settings(self, title, language):
        (self.root / "sitegen.toml").write_text(f'title = "{title}"\nlanguage = "{language}"\n')
        self.site.restyle()

    @rule(decisions=st.none() | OVERRIDES)
    def decide(self, decisions):
        (self.root / "overrides.toml").write_text(decisions or "")
        self.site.restyle()

    @rule()
    def build(self):
        (self.root / locks.FILE).write_bytes(locks.write(clean(self.root)[1]))
        self.site.restyle()

    @rule(path=PATHS, raw=st.none() | STORIES)
    def stop_and_start_again(self, path, raw):
        self.site.close()
        if raw is None:
            (self.root / "content" / path).unlink(missing_ok=True)
        else:
            self._write(path, raw)
        self.site = LiveSite(self.root, {}, 1, quiet)
        self.site.start()

    @invariant()
    def what_is_shown_equals_a_clean_build(self):
        if hasattr(self, "site"):
            pages, _ = clean(self.root)
            self.seen |= pages.keys()
            assert {path: self.site.page(path) for path in self.seen} == dict.fromkeys(self.seen) | pages

    def teardown(self):
        if hasattr(self, "site"):
            self.site.close()
            shutil.rmtree(self.root)


Editing.TestCase.settings = settings(max_examples=12, stateful_step_count=12, deadline=None)
test_what_is_shown_always_equals_a_clean_build = Editing.TestCase


KEYED = 'title = "One"\n\n[keys]\nticket = "KB-[0-9]{4}"\n'
TICKETS = [f"{MILL[0]} It is KB-{number}. {' '.join(MILL[1:])}\n".encode() for number in (1001, 2002)]


def test_kinds_of_keys_that_are_named_or_taken_back_count_at_once(tmp_path):
    (tmp_path / "content").mkdir()
    for name, raw in zip(("a.txt", "b.txt"), TICKETS, strict=True):
        (tmp_path / "content" / name).write_bytes(raw)
    site = LiveSite(tmp_path, {}, 1, quiet)
    site.start()
    counts = []
    for settings_now in ("", KEYED, ""):
        (tmp_path / "sitegen.toml").write_text(settings_now)
        site.restyle()
        pages, _ = clean(tmp_path)
        assert {path: site.page(path) for path in pages} == pages
        counts.append(len(json.loads(pages["index.json"])["digests"]))
    site.close()
    assert counts == [1, 2, 1]
