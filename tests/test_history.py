"""A digest's past is told in facts, with days from the stories."""

import pytest
from invented import digest, story
from msgspec.structs import replace

from sitegen.identity.lock import LONGEST, Former, Record, Witness, advanced, facts, latest, text_key
from sitegen.model import Citation, Digest, Dropped, Statement

DAY = "2026-03-03"


def saying(*statements, dropped=()):
    """A digest of statements, each a list of ``path: text``."""
    made = [
        Statement(
            f"s{number}",
            "shared",
            tuple(
                Citation(path, text, 0, len(text)) for path, _, text in (one.partition(": ") for one in told)
            ),
        )
        for number, told in enumerate(statements, 1)
    ]
    return Digest("Storm", DAY, "en", (), tuple(made), (), tuple(dropped))


def then(record, found, letters, words=None, day=DAY, moment=""):
    return advanced(record, letters, words or dict.fromkeys(letters, "1"), found, day=day, moment=moment)


def kept(found, letters, day=DAY):
    """The record of a digest that was built once."""
    past, change = then(Record("00", "storm"), found, letters, day=day)
    assert change is None
    return Record(
        "00",
        "storm",
        letters=len(letters),
        stories={path: Witness(letter, "1") for path, letter in letters.items()},
        updated=past.updated,
        facts=past.facts,
        history=past.history,
    )


ONE = saying(["a: Nine boats sank."], ["a: Nobody was hurt."])
BUILT = kept(ONE, {"a": "A"})


def test_a_new_digest_has_no_history_and_the_day_of_its_last_report():
    assert (BUILT.updated, BUILT.history) == ("2026-03-03T00:00:00Z", ())


def test_a_build_without_change_changes_nothing():
    assert then(BUILT, ONE, {"a": "A"}, day="2026-04-01", moment="2026-05-01T00:00:00Z") == (BUILT.past, None)


def test_what_joined_is_told_with_the_facts_that_came():
    more = saying(
        ["a: Nine boats sank.", "b: Nine boats sank"], ["a: Nobody was hurt."], ["b: The pier broke."]
    )
    past, change = then(BUILT, more, {"a": "A", "b": "B"}, day="2026-03-04")
    assert change == ("2026-03-04", ("B",), (), (), 1, 0)
    assert (past.updated, past.history) == ("2026-03-04T00:00:00Z", (change,))


def test_a_report_that_says_nothing_new_is_history_and_no_update():
    same = saying(["b: Nine boats sank.", "a: Nine boats sank."], ["a: Nobody was hurt."])
    past, change = then(BUILT, same, {"a": "A", "b": "B"}, day="2026-03-09")
    assert change[1:] == (("B",), (), (), 0, 0)
    assert past.updated == BUILT.updated


def test_a_fact_that_only_moved_or_is_covered_now_is_the_same_fact():
    covered = Dropped("a", "Nine boats sank.", 0, 16, "covered by s2")
    moved = saying(["a: “Nobody” was hurt"], ["b: Nine boats sank in the harbour."], dropped=[covered])
    _, change = then(BUILT, moved, {"a": "A", "b": "B"})
    assert change[1:] == (("B",), (), (), 0, 0)


def test_a_fact_stands_as_long_as_one_of_its_wordings_does():
    both = kept(saying(["a: Nine boats sank.", "b: Nine vessels went down."]), {"a": "A", "b": "B"})
    _, change = then(both, saying(["b: Nine vessels went down."]), {"b": "B"})
    assert change[1:] == ((), ("A",), (), 0, 0)


def test_a_changed_number_is_another_fact():
    edited = saying(["a: 3.5 boats sank."]), saying(["a: 35 boats sank."])
    assert facts(edited[0]) != facts(edited[1])
    _, change = then(kept(edited[0], {"a": "A"}), edited[1], {"a": "A"}, {"a": "2"})
    assert change[1:] == ((), (), ("A",), 1, 1)


def test_facts_that_change_on_the_same_day_are_a_little_later_each_time():
    record, times = BUILT, [BUILT.updated]
    for number in range(3):
        past, _ = then(record, saying([f"a: {number} boats sank."]), {"a": "A"})
        record = replace(record, facts=past.facts, updated=past.updated, history=past.history)
        times.append(past.updated)
    assert times == [f"2026-03-03T00:0{minute}:00Z" for minute in range(4)]


def test_the_time_of_the_build_counts_where_it_is_set():
    past, change = then(BUILT, saying(["a: Ten boats sank."]), {"a": "A"}, moment="2026-06-01T08:00:00Z")
    assert (past.updated, change.day) == ("2026-06-01T08:00:00Z", "2026-06-01")


def test_a_digest_without_a_date_is_updated_all_the_same():
    undated = kept(ONE, {"a": "A"}, day="")
    past, change = then(undated, saying(["a: Ten boats sank."]), {"a": "A"}, day="")
    assert past.updated > undated.updated
    assert change.day == ""


def test_only_the_last_changes_are_remembered():
    record = BUILT
    for number in range(LONGEST + 5):
        past, _ = then(record, saying([f"a: {number} boats sank."]), {"a": "A"})
        record = replace(record, facts=past.facts, updated=past.updated, history=past.history)
    assert len(record.history) == LONGEST


def test_a_digest_that_comes_back_unchanged_has_no_news():
    gone = replace(BUILT, stories={}, left={"A": Former("a", "1")})
    assert then(gone, ONE, {"a": "A"})[1] is None


def test_the_words_of_a_story_have_one_name_wherever_it_lies():
    one = story("harbour.txt")
    assert text_key(one) == text_key(replace(one, path="elsewhere.txt", title="Other", asides=()))
    assert text_key(one) != text_key(replace(one, sentences=one.sentences[1:]))


def test_the_last_day_of_some_stories_counts_their_updates():
    one = story("harbour.txt")
    assert latest([one, replace(one, updated="2026-03-07T10:00:00Z")]) == "2026-03-07"
    assert latest([replace(one, published=None, updated=None)]) == ""


@pytest.mark.parametrize("order", [1, -1])
def test_the_facts_of_a_digest_do_not_depend_on_their_order(order):
    found = digest()
    assert facts(replace(found, statements=found.statements[::order])) == facts(found)
    assert len(facts(found)) == len(found.statements)
