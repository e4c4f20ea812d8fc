import textwrap
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.read import markdown, read
from sitegen.read.markdown import parsed

WIDE = "Some more words stand here to fill a line of text until it is wide enough for that "


def shown(text):
    return [(unit.kind, unit.text) for unit in markdown.units(text)[0]]


def slices(text):
    units = markdown.units(text)[0]
    return [text[slice(*unit.place(0, len(unit.text)))] for unit in units]


def test_markup_is_no_part_of_the_words_but_of_their_place():
    text = "The *old* [bridge](https://a.example/b_(c) 'x') is `shut`, R&amp;D \\*said\\*."
    assert shown(text) == [("paragraph", "The old bridge is shut, R&D *said*.")]
    assert slices(text) == [text]


def test_plain_paragraphs_stand_in_the_file_as_they_are():
    text = "# Bridge shut\r\n\r\nIt reopens in May. [sic]\r\n\r\n## Cost\r\n\r\nNobody knows (yet).\r\n"
    assert [words for _, words in shown(text)] == slices(text)
    assert [kind for kind, _ in shown(text)] == ["heading", "paragraph", "heading", "paragraph"]


def test_every_kind_of_block_has_its_name():
    text = (
        "Title\n=====\n\n- first\n- second\n  - third\n\n> It is *shut*.\nShe said so.\n\n    code here\n\n"
        "```sh\nrun\n```\n\n| a | b |\n|---|---|\n| c | d |\n\n<div>\nraw\n</div>\n\nText.\n\n[x]: https://a.example"
    )
    assert shown(text) == [
        ("heading", "Title"), ("item", "first"), ("item", "second"), ("item", "third"),
        ("quote", "It is shut."),
        ("quote", "She said so."), ("code", "code here"), ("code", "```sh"), ("code", "run"), ("code", "```"),
        ("cell", "a"), ("cell", "b"), ("field", "c: d"), ("paragraph", "raw"), ("paragraph", "Text."),
        ("markup", "[x]: https://a.example"),
    ]  # fmt: skip


def test_the_words_of_a_picture_stand_apart_and_a_word_after_one_keeps_its_place():
    text = "![bridge](bridge.jpg) The bridge is shut."
    assert slices(text) == ["The bridge is shut.", "bridge"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("![quay ![boat](/b)](/q)", "quay boat"),
        ("![old [quay](/q)](/p)", "old quay"),
        ("![Quay]\n\n[quay]: /q", "Quay"),
    ],
)
def test_pictures_within_pictures_and_those_by_name_keep_their_words(text, words):
    assert shown(text)[0] == ("caption", words)


def test_a_soft_break_joins_but_behind_a_stop_and_a_title():
    wrapped = f"{WIDE.strip()}\nand goes on here.\nShort line\nNext line."
    assert [words for _, words in shown(wrapped)] == [f"{WIDE}and goes on here.", "Short line", "Next line."]


@pytest.mark.parametrize("width", [30, 38, 46, 60, 72, 100])
@pytest.mark.parametrize("mark", ["", "- ", "> "])
@pytest.mark.parametrize(
    "text",
    [
        "The council met on Tuesday to talk about the bridge, said Dr. Ann Lowe of the U.S. office.",
        "Der Stadtrat von Talmoor hat am 3. März über die Brücke beraten, die seit dem Hochwasser zu ist.",
        "Совет Тальмура во вторник обсудил мост через Луну, который закрыт после наводнения. Мэр промолчала.",
    ],
)
def test_a_paragraph_that_is_wrapped_at_any_width_is_one(text, width, mark):
    lines = textwrap.wrap(text, width, break_on_hyphens=False)
    indent = "  " if mark == "- " else mark
    assert " ".join(words for _, words in shown(mark + f"\n{indent}".join(lines))) == text
    assert not any(words[0].islower() for _, words in shown(mark + f"\n{indent}".join(lines)))


def test_lines_broken_at_clauses_are_one():
    lines = "The ferry has been taken out of service,\nsaid the operator,\nafter its engine failed."
    assert [words for _, words in shown(lines)] == [lines.replace("\n", " ")]


def test_chinese_lines_are_joined_without_a_blank():
    lines = "星期一晚上，城北的旧电车车库发生火\n灾，三人受伤，其中一人仍在医院治疗。"
    assert [words for _, words in shown(lines)] == [lines.replace("\n", "")]


def test_a_byline_in_a_paragraph_stays_a_line():
    lines = "Bridge over the Lune to be rebuilt\nBy Osric Penn\nThe council met on Tuesday to talk about it."
    assert [words for _, words in shown(lines)] == lines.split("\n")


def test_what_is_nested_too_deep_is_set_aside_and_not_lost():
    text = "\n".join(f"{'  ' * depth}- level {depth}" for depth in range(40))
    assert [words.removeprefix("- ") for _, words in shown(text)] == [f"level {depth}" for depth in range(40)]


@pytest.mark.parametrize(
    "text", ["![" * 50_000, ">" * 100_000, "[a](" * 25_000, "*a " * 33_000, "`a" * 9_000]
)
def test_text_that_would_choke_the_parser_is_read_as_plain_text(text):
    units, _ = markdown.units(text)
    assert "".join(unit.text for unit in units) == text.strip()


def test_refusing_the_parser_is_said():
    assert "plain text" in (markdown.units("[a](" * 25_000)[1] or "")


PIECES = [
    "word ", WIDE, "stop. ", "\n", "\n\n", "  \n", "# ", "## x\n", "*em* ", "**b**", "`c d`", "[l](http://x.y)",
    "![a b](c.d)", "&amp;", "&nbsp;", "\\*", "_", "<b>", "<br>", "> ", "- ", "1. ", "    ", "\t", "|",
    "| a | b |\n|---|---|\n| c | d |\n", "```\n", "---\n", "===\n", "[r]", "[r]: /u\n", "é", "“q”", "\u00a0",
    "\r\n",
    "<http://a.b>", "a_b_c", "* ", "2024. ", "AT&T ", "\\\n", "<!-- c -->", "\x0c", "\u3000", "\x00",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@settings(deadline=None)
@given(TEXTS)
def test_the_quick_way_finds_the_units_that_the_parser_finds(text):
    lines = markdown._lines(text, 0)
    body = "\n".join(content for content, _ in lines)
    assert markdown.units(text)[0] == list(parsed(body, lines))


@settings(deadline=None)
@given(TEXTS)
def test_each_visible_character_is_where_its_unit_says(text):
    for unit in markdown.units(text)[0]:
        places = [unit.place(index, index + 1) for index in range(len(unit.text))]
        assert all(before[1] <= after[0] for before, after in pairwise(places))
        for letter, (start, end) in zip(unit.text, places, strict=True):
            written = text[start:end]
            assert letter == written or letter.isspace() or written[:1] in {"&", "\\"} or letter in ":·"


def test_a_row_with_a_character_that_the_parser_replaces_stands_once_as_it_is_written():
    row = "The tray stays. \x00| a | b |"
    found = markdown.units(f"| a | b |\n|---|---|\n{row}\n")[0]
    assert [unit.text for unit in found] == ["a", "b", row]


def test_lines_of_nothing_but_tags_are_read():
    page = b'A bell rang in Orm.\n\n<!e>\n<a y=""><a y="">\n<a t=""><y>\n<head\n'
    assert read("a.md", page).sentences
