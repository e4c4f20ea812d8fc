"""Notes are read as their programs show them, and what nobody reads there stands apart."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.read import notes, read
from sitegen.read.notes import COVER, covered


def sentences(text):
    return [each.text for each in read("a.md", text.encode()).sentences]


def asides(text):
    return {each.text: each.rule for each in read("a.md", text.encode()).asides}


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("The barge of [[Lune Line|the line]] lies at the quay.", "The barge of the line lies at the quay."),
        ("The barge of [[Lune Line#History]] lies at the quay.", "The barge of Lune Line lies at the quay."),
        (
            "About ==340 crates== of pears were lost at the quay.",
            "About 340 crates of pears were lost at the quay.",
        ),
        ("About ~~430~~ 340 crates were lost at the quay.", "About 340 crates were lost at the quay."),
        ("About {~~430~>340~~} crates were lost at the quay.", "About 340 crates were lost at the quay."),
        ("About <del>430</del> 340 crates were lost at the quay.", "About 340 crates were lost at the quay."),
        ("The barge lies at the quay since Monday. ^a1b2", "The barge lies at the quay since Monday."),
        ("- [ ] The barge must leave the quay by Friday.", "The barge must leave the quay by Friday."),
        (
            "> [!warning]- Tides\n> The barge lies at the quay since Monday.",
            "The barge lies at the quay since Monday.",
        ),
        ("{: .lead}\nThe barge lies at the quay since Monday.", "The barge lies at the quay since Monday."),
        ("{{% tip %}}\nThe barge lies at the quay.\n{{% /tip %}}", "The barge lies at the quay."),
        ("The barge lies {%% include x %%}at the quay.".replace("%%", "%"), "The barge lies at the quay."),
        (":::note\nThe barge lies at the quay.\n:::", "The barge lies at the quay."),
        ("The barge lies %% so Una says %% at the quay.", "The barge lies at the quay."),
        ("The barge lies <!-- so Una says --> at the quay.", "The barge lies at the quay."),
        ("The barge lies{>>so Una says<<} at the quay.", "The barge lies at the quay."),
        ("The barge lies {# so Una says #}at the quay.", "The barge lies at the quay."),
        ("The barge lies {/* so Una says */}at the quay.", "The barge lies at the quay."),
        (
            "{::comment}\nso Una says\n{:/comment}\n\nThe barge lies at the quay.",
            "The barge lies at the quay.",
        ),
        ("The barge of [[#Lune Line]] lies at the quay.", "The barge of Lune Line lies at the quay."),
        ('[vc_row width="1/2"]\nThe barge lies at the quay.\n[/vc_row]', "The barge lies at the quay."),
    ],
)
def test_a_note_says_what_its_reader_sees(written, seen):
    assert sentences(written) == [seen]


def test_a_footnote_mark_parts_no_sentence_and_its_words_are_told():
    text = "The pump failed at 14:05.[^1] A spare barge leaves at noon.\n\n[^1]: The log gives the time.\n"
    assert sentences(text) == [
        "The pump failed at 14:05.",
        "A spare barge leaves at noon.",
        "The log gives the time.",
    ]


@pytest.mark.parametrize(
    ("written", "words", "rule"),
    [
        ("![[barge.png|400]]", "![[barge.png|400]]", "markup"),
        ('![Nine barges at the quay](q.jpg "They came home")', "Nine barges at the quay", "caption"),
        ('![Nine barges at the quay](q.jpg "They came home")', "They came home", "caption"),
        (
            '{{< figure src="/q.jpg" title="Nine barges" >}}',
            '{{< figure src="/q.jpg" title="Nine barges" >}}',
            "markup",
        ),
        ("[gallery ids='1,2']", "[gallery ids='1,2']", "markup"),
        ("The barge carried ~~430~~ 340 crates.", "~~430~~", "struck"),
    ],
)
def test_what_is_no_sentence_is_set_aside_with_its_words(written, words, rule):
    assert asides(f"{written}\n\nThe barge lies at the quay.\n")[words] == rule


@pytest.mark.parametrize(
    "text",
    [
        "`%% not a comment %%` is how a comment is written there.",
        "It grew by 5%% and then by 6 more, the board of the line said.",
        "```\n![[x]] ==y==\n```\n\nThe barge lies at the quay.",
        "It costs $5 or $6, and 2^8 is 256, as the board of the line said.",
    ],
)
def test_code_and_plain_signs_stay(text):
    assert covered(text) == (text, [])


MARKS = st.sampled_from(
    [
     "[[", "]]", "|", "![[", "%%", "==", "~~", "a ", "B. ", "\n", "\n\n", "> ", "[!x] ", "^a1", "[^1]",
     "[^1]: ", "{{", "}}", "{%", "%}", "<!--", "-->", "`", "```\n", "- [ ] ", "![", "](c)", '"d"', "# ",
     "{++", "++}", "{>>", "<<}", ":::", "<del>", "</del>", "| a | b |\n|---|---|\n", "é",
    ]
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(MARKS, max_size=25).map("".join))
def test_covering_moves_no_character(text):
    whole, hidden = covered(text)
    assert len(whole) == len(text)
    assert all(new in {old, COVER, " "} for old, new in zip(text, whole, strict=True))
    assert all(text[unit.segments[0][1]] == unit.text[0] for unit in hidden)


@settings(deadline=None)
@given(st.lists(MARKS, max_size=25).map("".join))
def test_the_words_of_a_comment_are_in_no_story(text):
    found = read("a.md", f"{text}\n\n%% zebra %%\n\n<!-- zebra -->\n\nThe barge lies at the quay.\n".encode())
    told = " ".join(each.text for each in found.sentences)
    assert "zebra" not in told or "`" in text or "<!--" in text or "%%" in text


def test_a_comment_that_is_never_closed_is_kept_back_and_told():
    found = read("a.md", b"The barge lies at the quay.\n\n<!-- ask Una\n\nShe knows the owner.\n")
    assert "Una" not in str(found.asides) + str(found.sentences)
    assert found.problems[0].line == 3


def test_a_unit_loses_its_cover_and_the_blank_that_it_leaves_double():
    (unit,) = notes.laid_open(notes._lines(f"a {COVER * 3} b", 0, 7, "line"), [])
    assert (unit.text, unit.place(2, 3)) == ("a b", (6, 7))


@pytest.mark.parametrize(
    "text",
    [
        "{>>" * 20_000,
        "<del>" * 15_000,
        "<p hidden>" * 8_000,
        "%%" * 30_000,
        "{# " * 20_000,
        "{++" * 20_000,
        "~~a" * 20_000,
    ],
)
def test_hostile_marks_are_passed_to_their_end(text):
    assert len(covered(text)[0]) == len(text)
