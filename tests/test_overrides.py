"""The human's word: what overrides.toml says is read strictly, carried out, and told on the page."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen import SettingsError
from sitegen.cli import main
from sitegen.decisions import FORMS, Overrides, changes, places, problems, read, withdrawn, written
from sitegen.digest import merge
from sitegen.digest.stages import decided
from sitegen.group import Index, bonds, features
from sitegen.group.linkage import average_linkage
from sitegen.model import Aside, Decision, Sentence, Story
from sitegen.rows import Memory

FERRY = (
    "The ferry Aldis ran aground off Skerrow on Tuesday with 61 people aboard.",
    "Captain Runa Thorsby blamed a buoy that had drifted two miles.",
    "A tug from Little Hamm pulled the ferry free at high water.",
)
AGAIN = (
    "With 61 people aboard the ferry Aldis ran aground near Skerrow on Tuesday.",
    "A drifting buoy had misled her, said captain Runa Thorsby.",
    "The tug that freed the ferry at high water came from Little Hamm.",
)
HONEY = (
    "Bees in the town hall roof of Ostermere gave forty kilos of honey this autumn.",
    "Beekeeper Milan Quist sells the jars for the school's new piano.",
)
KILN = (
    "A kiln from the ninth century came to light under the car park at Wend.",
    "Archaeologist Sera Dunmow counted eleven broken pots in the ash.",
)


def story(path, sentences, published=None):
    told = tuple(Sentence(text, 0, len(text), place) for place, text in enumerate(sentences))
    return Story(path=path, sentences=told, asides=(), language="en", published=published)


PATHS = ("a.txt", "b.txt", "c.txt", "d.txt", "e.txt", "f.txt")
SETS = st.sampled_from(PATHS)
STORIES = st.builds(
    story,
    SETS,
    st.lists(st.sampled_from(FERRY + AGAIN + HONEY + KILN), max_size=4).map(tuple),
    st.sampled_from([None, "2026-03-03", "2026-03-04", "2027-01-02"]),
).map(features)
TOGETHER = st.lists(st.sets(SETS, min_size=2, max_size=3).map(tuple), max_size=2)
APART = st.lists(st.tuples(SETS, SETS), max_size=4)


def index_of(stories, together=(), apart=()):
    """An index that never held anything else."""
    index = Index()
    index.update(stories)
    index.constrain(together, apart)
    return index


def grouped(told, together=(), apart=()):
    return index_of([features(story(path, said)) for path, said in told.items()], together, apart).groups()


def test_stories_a_person_put_together_are_one_group_however_unlike():
    assert grouped({"a": FERRY, "b": HONEY, "c": KILN}, [("c", "a")]) == (("a", "c"), ("b",))


def test_stories_a_person_keeps_apart_are_never_one_group():
    assert grouped({"a": FERRY, "b": AGAIN}) == (("a", "b"),)
    assert grouped({"a": FERRY, "b": AGAIN}, (), [("b", "a")]) == (("a",), ("b",))


def test_a_story_kept_apart_from_one_of_a_block_is_apart_from_all_of_it():
    told = {"a": FERRY, "b": AGAIN, "c": HONEY}
    assert grouped(told, [("b", "c")], [("a", "c")]) == (("a",), ("b", "c"))


def test_a_round_up_of_what_was_put_together_parts_nothing():
    told = {"a": FERRY[1:2], "b": FERRY[:1], "c": (FERRY[0], FERRY[0], FERRY[1])}
    assert {"a", "b"} <= set(grouped(told, [("b", "a")])[0])


def test_a_story_that_is_gone_still_ties_the_others_of_its_block():
    index = index_of([features(story("a", FERRY)), features(story("c", KILN))], [("a", "b"), ("b", "c")])
    assert index.groups() == (("a", "c"),)


def test_bonds_count_in_a_component_of_any_size(monkeypatch):
    monkeypatch.setattr("sitegen.group.index.LARGE", 1)
    told = {"a": FERRY, "b": AGAIN, "c": KILN}
    assert grouped(told, [("a", "c")], [("a", "b")]) == (("a", "c"), ("b",))


@settings(deadline=None)
@given(
    st.lists(
        st.one_of(
            st.tuples(st.lists(STORIES, max_size=4), st.sets(SETS, max_size=3)),
            st.tuples(TOGETHER, APART),
        ),
        max_size=7,
    )
)
def test_any_history_of_stories_and_bonds_gives_the_groups_of_a_fresh_start(steps):
    rows = Memory()
    index, left, bound, groups = Index(rows), {}, ((), ()), set()
    for first, second in steps:
        if isinstance(second, list):
            bound = first, second
            moved = index.constrain(first, second)
        else:
            moved = index.update(first, second)
            left = {path: one for path, one in left.items() if path not in second}
            left |= {one.path: one for one in first}
        assert moved.gone <= groups
        assert not moved.come & groups
        groups = groups - moved.gone | moved.come
        assert groups == set(index.groups())
        index = Index(rows, index.dump())
    assert index.groups() == index_of(left.values(), *bound).groups()


@settings(deadline=None)
@given(
    st.lists(STORIES, max_size=6, unique_by=lambda one: one.path),
    TOGETHER,
    APART,
    st.randoms(use_true_random=False),
)
def test_bonds_hold_in_any_order_of_stories_and_demands(stories, together, apart, random):
    shuffled = [list(each) for each in (stories, together, apart)]
    for each in shuffled:
        random.shuffle(each)
    index = Index()
    index.constrain(*shuffled[1:])
    for one in shuffled[0]:
        index.update([one])
    assert index.groups() == index_of(stories, together, apart).groups()
    home = {path: group for group in index.groups() for path in group}
    bound = bonds(together, apart)
    assert all(len({home[path] for path in block if path in home}) <= 1 for block in bound.together)
    assert all(home[a] != home[b] for a, b in bound.apart if a in home and b in home)


def closest_first(count, pairs, least, tied, barred):
    """Average linkage under bonds as its definition has it."""
    groups = [list(block) for block in tied]
    groups += [[place] for place in range(count) if not any(place in block for block in tied)]
    while True:
        means = {
            (a, b): sum(pairs[min(x, y), max(x, y)] for x in groups[a] for y in groups[b])
            / (len(groups[a]) * len(groups[b]))
            for b in range(len(groups))
            for a in range(b)
            if not any((min(x, y), max(x, y)) in barred for x in groups[a] for y in groups[b])
        }
        best = max(means, key=means.__getitem__, default=None)
        if best is None or means[best] < least:
            return sorted(map(sorted, groups))
        groups[best[0]] += groups.pop(best[1])


@given(st.integers(2, 8), st.data())
def test_chains_heed_bonds_as_joining_the_closest_first_does(count, data):
    places = [(a, b) for b in range(count) for a in range(b)]
    values = st.lists(st.integers(0, 2**20), min_size=len(places), max_size=len(places), unique=True)
    pairs = dict(zip(places, data.draw(values), strict=True))
    tied = [sorted(data.draw(st.sets(st.integers(0, count - 1), min_size=2, max_size=3)))]
    pool = [pair for pair in places if not set(pair) <= set(tied[0])]
    barred = sorted(data.draw(st.sets(st.sampled_from(pool), max_size=4))) if pool else []
    found = average_linkage(count, pairs, 250_000, tied, barred)
    assert sorted(found) == closest_first(count, pairs, 250_000, tied, barred)


SIGN_UP = "Sign up for our tide table."


def lines(path, *sentences, aside=None):
    """A story whose file is its sentences, a line each, with a piece set aside behind them."""
    found, at = [], 0
    for paragraph, text in enumerate(sentences):
        found.append(Sentence(text, at, at + len(text), paragraph))
        at += len(text) + 1
    asides = (Aside(aside, at, at + len(aside), "furniture/sign-up"),) if aside else ()
    return Story(path, tuple(found), asides, language="en", title=f"Title of {path}")


def kept(path, text):
    return Decision("keep", (path,), "It matters.", text)


def dropped(path, text):
    return Decision("drop", (path,), "It is an advert.", text)


def test_a_kept_sentence_is_a_statement_of_its_own():
    stories = [
        lines("a.txt", "The tram depot on Quarry Lane burned for six hours and 14 trams were destroyed."),
        lines("b.txt", "14 trams went up in flames at the Quarry Lane depot."),
    ]
    assert len(merge(stories, {}).statements) == 1
    decision = kept("b.txt", "14 trams went up in flames at the Quarry Lane depot.")
    digest = merge(stories, {}, decisions=[decision])
    assert [said.citations[0].story for said in digest.statements] == ["a.txt", "b.txt"]
    assert digest.decisions == (decision,)


def test_a_kept_sentence_is_shown_in_its_own_spelling():
    stories = [lines("a.txt", 'It was "over", he said.'), lines("b.txt", "It was “over,” he said.")]
    (said,) = merge(stories, {}, decisions=[kept("b.txt", "It was “over,” he said.")]).statements
    assert said.text == "It was “over,” he said."
    assert said.stories == ("b.txt", "a.txt")


def test_what_a_rule_set_aside_can_be_kept():
    digest = merge([lines("a.txt", *HONEY, aside=SIGN_UP)], {}, decisions=[kept("a.txt", SIGN_UP)])
    assert [said.text for said in digest.statements] == [*HONEY, SIGN_UP]
    assert not digest.dropped


def test_a_dropped_sentence_is_set_aside_with_the_reason():
    digest = merge(
        [lines("a.txt", *HONEY), lines("b.txt", *HONEY)], {}, decisions=[dropped("a.txt", HONEY[1])]
    )
    assert [said.stories for said in digest.statements] == [("a.txt", "b.txt"), ("b.txt",)]
    (piece,) = [piece for piece in digest.dropped if piece.text == HONEY[1]]
    assert (piece.story, piece.reason) == ("a.txt", "human/drop: It is an advert.")


def test_a_story_of_which_all_is_dropped_is_still_a_source():
    stories = [lines("a.txt", *HONEY), lines("b.txt", HONEY[0])]
    for group in (stories, stories[1:]):
        digest = merge(group, {}, decisions=[dropped("b.txt", HONEY[0])])
        assert digest.sources[-1].story == "b.txt"
        assert digest.dropped[-1].story == "b.txt"


def test_the_headline_of_a_person_counts_before_any_other():
    first, second = [Decision("title", (path,), "Shorter.", f"{path} speaks") for path in ("b.txt", "a.txt")]
    stories = [lines("a.txt", *HONEY), lines("b.txt", *HONEY)]
    digest = merge(stories, {}, title="A title", decisions=[first, second])
    assert digest.title == "b.txt speaks"
    assert digest.decisions == (first,)


def test_a_note_is_beside_the_digest_and_in_no_statement():
    note = Decision("note", ("a.txt",), "Asked for.", "The mayor has since resigned.", "Ines Marlow")
    stories = [lines("a.txt", *HONEY)]
    digest = merge(stories, {}, decisions=[note])
    assert digest.decisions == (note,)
    assert digest.statements == merge(stories, {}).statements


def test_a_sentence_that_changed_is_not_decided_on():
    digest = merge([lines("a.txt", *HONEY)], {}, decisions=[kept("a.txt", "Bees gave honey.")])
    assert digest.decisions == ()


WORDS = ("the", "harbour", "bridge", "12", "300", "not", "may", "Okoro", "ferry", "on", "cost", "He", "said")
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(lambda words: " ".join(words) + ".")
GROUPS = st.lists(st.lists(SENTENCES, max_size=4), min_size=1, max_size=3)


@settings(max_examples=60, deadline=None)
@given(GROUPS, st.data())
def test_whatever_a_person_decides_every_piece_is_accounted_for_once(texts, data):
    stories = [lines(f"{at}.txt", *said, aside=SIGN_UP) for at, said in enumerate(texts)]
    pieces = [(each, piece) for each in stories for piece in (*each.sentences, *each.asides)]
    chosen = data.draw(st.lists(st.sampled_from(pieces), max_size=5, unique_by=lambda pair: pair[1].text))
    decisions = [data.draw(st.sampled_from((kept, dropped)))(each.path, piece.text) for each, piece in chosen]
    digest = merge(stories, {}, decisions=decisions)
    homes = [
        (entry.story, entry.start)
        for said in digest.statements
        for place, entry in enumerate(said.citations)
        if not place or entry.folded
    ]
    homes += [(entry.story, entry.start) for entry in digest.dropped]
    assert sorted(homes) == sorted((each.path, piece.start) for each, piece in pieces)
    shown = {(said.citations[0].story, said.text) for said in digest.statements}
    assert {(each.stories[0], each.text) for each in decisions if each.kind == "keep"} <= shown
    assert decided(decided(stories, decisions), decisions) == decided(stories, decisions)
    assert merge(decided(stories, decisions), {}, decisions=decisions) == digest


TEXT = """# What we decided.

[[together]]   # one storm
stories = ["a.txt", "b.md"]
reason = "Both tell of the storm of 4 May."

# Another year.
[[apart]]
stories = ["x.txt",
  "a.txt", "b.md"]
reason = '''Not
[[ignore]]
this one.'''
by = "Ines Marlow"
date = 2026-05-04

[[together]]
stories = ["c.txt", "d.txt"]
reason = "One fire."
# The end.
"""


def test_every_decision_is_read_with_its_line():
    first, second, third = read(TEXT.encode()).entries
    assert [entry.line for entry in (first, second, third)] == [3, 8, 17]
    assert second.decision == Decision(
        "apart", ("x.txt", "a.txt", "b.md"), "Not [[ignore]] this one.", by="Ines Marlow", date="2026-05-04"
    )


def test_the_groups_of_a_file_are_its_ties_and_bars():
    bound = read(TEXT.encode()).groups
    assert bound.together == (("a.txt", "b.md"), ("c.txt", "d.txt"))
    assert bound.apart == (("a.txt", "x.txt"), ("b.md", "x.txt"))


def test_a_group_is_told_what_touches_it_and_nothing_else():
    overrides = read(TEXT.encode())
    assert [each.kind for each in overrides.for_group(("a.txt", "q.txt"))] == ["together", "apart"]
    assert overrides.for_group(("q.txt",)) == ()


WRONG = {
    "no TOML": ("a = = 1", "overrides.toml:1: is not valid TOML"),
    "another kind": (
        "[[togther]]\nstories = []",
        "overrides.toml:1: unknown key 'togther'; did you mean 'together'?",
    ),
    "another key": (
        '[[ignore]]\nstories = ["a"]\nreasn = "r"',
        "overrides.toml:3: unknown key 'reasn' in [[ignore]]; did you mean 'reason'?",
    ),
    "no reason": ('\n[[ignore]]\nstories = ["a"]', "overrides.toml:2: [[ignore]] lacks 'reason'"),
    "an empty reason": ('[[ignore]]\nstories = ["a"]\nreason = " "', "overrides.toml:3: 'reason' is ' '"),
    "a number for a text": ('[[note]]\nstory = "a"\ntext = 3\nreason = "r"', "overrides.toml:3: 'text' is 3"),
    "a text for a list": ('[[ignore]]\nstories = "a"\nreason = "r"', "overrides.toml:2: 'stories' is 'a'"),
    "one story together": (
        '[[together]]\nstories = ["a", "a"]\nreason = "r"',
        "overrides.toml:2: 'stories' is",
    ),
    "no day": (
        '[[ignore]]\nstories = ["a"]\nreason = "r"\ndate = "May"',
        "overrides.toml:4: 'date' is 'May'",
    ),
    "another form": (
        'ignore = [{stories = ["a"], reason = "r"}]',
        "begin each decision with a line [[ignore]]",
    ),
    "together and apart": (
        '''[[together]]\nstories = ["a", "b"]\nreason = "r"\n[[together]]\nstories = ["b", "c"]\nreason = "r"
[[apart]]\nstories = ["c", "a"]\nreason = "r"''',
        "overrides.toml:7: 'c' and 'a' are to be apart here and together by lines 1, 4",
    ),
    "keep and drop": (
        '''[[keep]]\nstory = "a"\ntext = "It is."\nreason = "r"\n
[[drop]]\nstory = "a"\ntext = "It is."\nreason = "r"''',
        "overrides.toml:6: a sentence of 'a' is to be drop here and keep by line 1",
    ),
    "no UTF-8": (b"\xff\xfea", "overrides.toml: is not UTF-8 text"),
}


@pytest.mark.parametrize(("text", "message"), WRONG.values(), ids=WRONG)
def test_a_wrong_file_is_refused_with_its_line(text, message):
    with pytest.raises(SettingsError) as caught:
        read(text if isinstance(text, bytes) else text.encode())
    assert message in str(caught.value)


def test_an_empty_file_decides_nothing():
    assert read(b"\xef\xbb\xbf# nothing yet\n") == Overrides()


def misfits(text, *stories, together=()):
    """The problems of a file beside `stories`, each a group of its own but for those `together`."""
    told = {each.path: each for each in stories}
    groups = {path: together if path in together else (path,) for path in told if told[path].sentences}
    return [(each.line, each.message) for each in problems(read(text.encode()), told, groups.get, told.get)]


def decision(kind, **keys):
    return f"[[{kind}]]\n" + "".join(f"{key} = {value!r}\n" for key, value in keys.items()) + "reason = 'r'\n"


def test_a_decision_on_a_story_that_moved_names_where_it_went():
    ((line, message),) = misfits(decision("ignore", stories=["may/a.txt"]), lines("june/a.txt", *HONEY))
    assert line == 1
    assert message == "no story 'may/a.txt'; did you mean 'june/a.txt'?"


def test_a_decision_on_a_mistyped_story_names_the_nearest():
    ((_, message),) = misfits(decision("note", story="harbor.txt", text="n"), lines("harbour.txt", *HONEY))
    assert "did you mean 'harbour.txt'?" in message


def test_a_decision_on_a_story_that_is_on_no_page_is_a_problem():
    ((_, message),) = misfits(decision("note", story="a.txt", text="n"), lines("a.txt"))
    assert "stands on no page" in message


def test_a_decision_on_a_story_that_is_left_out_is_a_problem():
    text = decision("ignore", stories=["a.txt"]) + decision("note", story="a.txt", text="n")
    ((line, message),) = misfits(text, lines("a.txt", *HONEY))
    assert line == 4
    assert "left out by an [[ignore]]" in message


def test_a_sentence_that_is_not_there_names_the_nearest_of_the_story():
    ((_, message),) = misfits(
        decision("drop", story="a.txt", text="Bees gave honey."), lines("a.txt", *HONEY)
    )
    assert f"the nearest is: {HONEY[0]}" in message


def test_two_headlines_of_one_digest_are_a_problem():
    text = decision("title", story="a.txt", title="One") + decision("title", story="b.txt", title="Two")
    stories = lines("a.txt", *HONEY), lines("b.txt", *HONEY)
    assert misfits(text, *stories) == []
    ((line, message),) = misfits(text, *stories, together=("a.txt", "b.txt"))
    assert line == 5
    assert "has a headline by line 1" in message


NEW = Decision("drop", ("x.txt",), 'She said "no" \x7f', "C:\\tide isn't 3 m.", "Ines Marlow", "2026-05-04")


@pytest.mark.parametrize(
    "text", ["", TEXT, TEXT.replace("\n", "\r\n")], ids=["new", "old", "carriage returns"]
)
def test_a_decision_is_written_behind_the_others_and_taken_back(text):
    after = written(text, NEW)
    assert after.startswith(text)
    assert read(after.encode()).entries[-1].decision == NEW
    assert withdrawn(after, NEW) == text


def test_lines_commented_out_belong_to_no_decision():
    comments = "# stories = [\r\n" * 60
    first, second = places(f'[[apart]]\r\nreason = "x"\r\n{comments}[[apart]]\r\n')
    assert first.end == len('[[apart]]\r\nreason = "x"\r\n')
    assert second.start == first.end + len(comments)


def test_what_is_taken_back_leaves_the_comments_around_it():
    first = read(TEXT.encode()).entries[0].decision
    after = withdrawn(TEXT, first)
    assert after.startswith("# What we decided.\n\n# Another year.\n[[apart]]")
    assert withdrawn(after, first) == after


def test_a_decision_that_contradicts_another_is_not_written():
    with pytest.raises(SettingsError, match=r"not written, .* are to be apart here and together by line 3"):
        written(TEXT, Decision("apart", ("a.txt", "b.md"), "No."))


def test_changes_are_told_line_by_line():
    told = changes(TEXT, written(TEXT, NEW))
    assert [line for line in told if line[0] in "+-"][2:] == [
        "+",
        "+[[drop]]",
        '+story = "x.txt"',
        '+text = "C:\\\\tide isn\'t 3 m."',
        '+reason = "She said \\"no\\" \\u007f"',
        '+by = "Ines Marlow"',
        '+date = "2026-05-04"',
    ]


WORD = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=9)
TOLD = WORD.map(lambda text: " ".join(text.split())).filter(bool)
DECISIONS = st.one_of(
    st.builds(
        Decision,
        st.just("ignore"),
        st.lists(WORD.filter(str.strip), min_size=1, max_size=2, unique=True).map(tuple),
        TOLD,
    ),
    st.builds(Decision, st.sampled_from(["title", "note"]), st.tuples(TOLD), TOLD, TOLD, TOLD),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(DECISIONS, max_size=4))
def test_any_words_can_be_written_read_and_taken_back(decisions):
    texts = [""]
    for each in decisions:
        texts.append(written(texts[-1], each))
    assert [entry.decision for entry in read(texts[-1].encode()).entries] == decisions
    for each, before in zip(reversed(decisions), reversed(texts[:-1]), strict=True):
        texts.append(withdrawn(texts[-1], each))
        assert texts[-1] == before


@pytest.fixture
def site(tmp_path):
    """A site of three stories, two of which are one event."""
    (tmp_path / "content").mkdir()
    for name, told in (("a.txt", FERRY), ("b.txt", AGAIN), ("c.txt", HONEY)):
        text = "\n\n".join((f"Headline of {name}", "3 March 2026", *told))
        (tmp_path / "content" / name).write_text(text, encoding="utf-8")
    return tmp_path


def run(site, *words):
    return main([words[0], "-C", str(site), *words[1:]])


def said(site, capsys, *words):
    """What a command prints as JSON."""
    capsys.readouterr()
    run(site, *words, "--json")
    return json.loads(capsys.readouterr().out)


def digests(site):
    """Every digest of the built site, by its first source."""
    listed = json.loads((site / "public" / "index.json").read_bytes())["digests"]
    found = [json.loads((site / "public" / one["address"] / "index.json").read_bytes()) for one in listed]
    return {one["sources"][0]["source"]: one for one in found}


def decide(site, text):
    (site / "overrides.toml").write_text(text, encoding="utf-8")


def test_group_shows_what_changes_and_writes_it(site, capsys):
    told = said(
        site, capsys, "group", "apart", "a.txt", "content/b.txt", "--reason", "Two trips.", "--dry-run"
    )
    assert [one["stories"] for one in told["before"]] == [["a.txt", "b.txt"]]
    assert [one["stories"] for one in told["after"]] == [["a.txt"], ["b.txt"]]
    assert "+[[apart]]" in told["diff"]
    assert not (site / "overrides.toml").exists()
    assert run(site, "group", "apart", "a.txt", "--reason", "Two trips.", "--by", "Ines Marlow", "-q") == 0
    assert read((site / "overrides.toml").read_bytes()).entries[0].decision == Decision(
        "apart", ("a.txt", "b.txt"), "Two trips.", by="Ines Marlow"
    )
    assert said(site, capsys, "group", "apart", "a.txt", "b.txt", "--reason", "Again.")["already"]


def test_group_together_and_ignore_hold_in_the_next_build(site, capsys):
    run(site, "build")
    run(site, "group", "together", "c.txt", "a.txt", "--reason", "One day at sea.")
    run(site, "group", "ignore", "b.txt", "--reason", "A copy.")
    assert run(site, "build", "--strict") == 0
    (one,) = digests(site).values()
    assert [each["source"] for each in one["sources"]] == ["a.txt", "c.txt"]
    assert one["decisions"] == [
        {"kind": "together", "stories": ["c.txt", "a.txt"], "reason": "One day at sea."}
    ]
    assert run(site, "check") == 0
    assert "1 story left out by a person" in capsys.readouterr().out
    assert said(site, capsys, "list")["left_out"] == [{"path": "b.txt", "reason": "A copy."}]
    decide(site, "")
    run(site, "build")
    assert digests(site).keys() == {"a.txt", "c.txt"}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("together", "a.txt", "d.txt"), "d.txt: no story of that name; name it by its path"),
        (("together", "a.txt"), "takes two stories or more"),
        (("apart", "c.txt"), "stands alone already"),
        (("together", "a.txt", "c.txt", "--reason", " "), "--reason is empty"),
    ],
)
def test_group_refuses_what_makes_no_sense(site, capsys, words, message):
    assert run(site, "group", "--reason", "r", *words) == 2
    assert message in capsys.readouterr().err
    assert not (site / "overrides.toml").exists()


def test_words_decided_on_stand_on_the_pages_as_a_persons(site, capsys):
    decide(
        site,
        decision("drop", story="c.txt", text=HONEY[1])
        + decision("title", story="a.txt", title="Aldis afloat again")
        + decision("note", story="a.txt", text="The line has apologised since.")
        + decision("keep", story="c.txt", text="Headline of c.txt"),
    )
    assert run(site, "build", "--strict") == 0
    assert run(site, "check") == 0
    ferry, honey = digests(site)["a.txt"], digests(site)["c.txt"]
    assert ferry["title"] == "Aldis afloat again"
    assert [each["kind"] for each in ferry["decisions"]] == ["title", "note"]
    assert [one["text"] for one in honey["statements"]] == ["Headline of c.txt", HONEY[0]]
    assert "human/drop: r" in [each["reason"] for each in honey["dropped"]]
    page = (site / "public" / ferry["slug"] / "index.html").read_text(encoding="utf-8")
    assert "The line has apologised since." in page
    assert "human/drop" not in (site / "public" / honey["slug"] / "index.html").read_text(encoding="utf-8")
    assert {"drop c.txt", "keep c.txt"} <= {
        f"{each['kind']} {each['stories'][0]}" for each in said(site, capsys, "explain", "c.txt")["decisions"]
    }


def test_a_decision_that_does_not_apply_is_named_and_the_rest_is_built(site, capsys):
    decide(site, decision("drop", story="c.txt", text="No.") + decision("ignore", stories=["b.txt"]))
    assert run(site, "build", "--strict") == 1
    assert "overrides.toml:1: 'c.txt' has no sentence 'No.'" in capsys.readouterr().err
    assert digests(site)["a.txt"]["sources"][-1]["source"] == "a.txt"


def test_a_wrong_file_leaves_the_last_site(site, capsys):
    run(site, "build")
    before = digests(site)
    decide(site, "[[together]]\nstories = 1")
    assert run(site, "build") == 2
    assert "overrides.toml:1: [[together]] lacks 'reason'" in capsys.readouterr().err
    assert digests(site) == before


def test_the_docs_show_every_kind_and_a_file_that_is_read():
    docs = (Path(__file__).parents[1] / "docs" / "working.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```toml\n(\[\[together.*?)```", docs, re.DOTALL)
    assert [entry.decision.kind for entry in read(example.encode()).entries] == ["together", "apart", "keep"]
    for kind, form in FORMS.items():
        keys = ", ".join(f"`{key}`" for key in form if key != "reason")
        assert f"| `[[{kind}]]` | {keys} |" in docs
