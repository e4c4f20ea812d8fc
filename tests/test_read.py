import os
import re
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sitegen.read import read
from sitegen.read.decode import decode
from sitegen.read.html import scan
from sitegen.read.story import taken_apart as content

SENTENCE = "The council of Tavermoor met on Tuesday to talk about the bridge. "
BODY = (SENTENCE + "It stays shut until May, the mayor said.\n").encode()


def pieces(story):
    return sorted([*story.sentences, *story.asides], key=lambda piece: piece.start)


def follows(before, after):
    """A piece stands behind the one before, or inside it where markup interrupts that one."""
    return before.end <= after.start or (not before.exact and after.end <= before.end)


def squeezed(texts):
    return "".join("".join("".join(texts).split()))


@pytest.mark.parametrize(
    ("path", "raw"),
    [
        ("a.txt", b""),
        ("a.txt", b"\n \n"),
        ("a.md", b"---\ntitle: A bridge\n---\n"),
        ("a.html", b"<p> </p>"),
        ("a.txt", b"Sign up for our newsletter\nShare this article\n"),
        ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(99)),
        ("a.html", b"<script>var a = 1</script>"),
        ("a.txt", b"word " * 2_100_000),
    ],
)
def test_a_file_without_a_story_is_lost_with_one_clear_line(path, raw):
    (problem,) = read(path, raw).problems
    assert problem.lost
    assert problem.path == path
    assert "\n" not in problem.message


@pytest.mark.parametrize("ending", ["txt", "md", "markdown", "html", "htm", "TXT", "Html", "odd"])
def test_a_story_is_read_whatever_form_it_has(ending):
    found = read(f"a.{ending}", BODY)
    assert [sentence.text for sentence in found.sentences] == [
        SENTENCE.strip(),
        "It stays shut until May, the mayor said.",
    ]


@pytest.mark.parametrize("ending", ["txt", "md", "html"])
def test_every_form_may_have_front_matter(ending):
    found = read(f"a.{ending}", b"---\ntitle: A bridge\nplace_of_desk: Tavermoor\n---\n\n" + BODY)
    assert (found.title, found.extra) == ("A bridge", (("place_of_desk", "Tavermoor"),))
    assert len(found.sentences) == 2


def test_front_matter_is_set_aside_line_by_line():
    found = read("a.md", "\ufeff---\r\ntitle: A bridge\r\n---\r\n\r\n".encode() + BODY)
    assert [(aside.text, aside.rule) for aside in found.asides] == [
        ("---", "meta/front-matter"),
        ("title: A bridge", "meta/front-matter"),
        ("---", "meta/front-matter"),
    ]


def test_broken_front_matter_never_costs_a_sentence():
    found = read("a.md", b"---\ntitle: Bridge: shut\n---\n\n" + BODY)
    assert len(found.sentences) == 2
    assert found.problems[0].line == 2


def test_line_breaks_within_a_sentence_stay_as_they_are_in_text():
    lines = (
        "The council of Tavermoor met on Tuesday to talk about the bridge over\r\n"
        "the Lune, which has been shut since the flood of March, and voted nine\r\n"
        "to four for a new one.\r\n"
    )
    (sentence,) = read("a.txt", lines.encode()).sentences
    assert (sentence.text, sentence.exact) == (lines.strip(), True)


def test_a_body_that_comes_twice_is_told_once():
    article = "".join(
        f"Sentence number {number} tells of the bridge over the river Lune.\n" for number in range(9)
    )
    found = read("a.txt", f"{article}READ MORE:\n{article}".encode())
    assert len(found.sentences) == 9
    assert sum(aside.rule.startswith("repeat of ") for aside in found.asides) == 9


@pytest.mark.parametrize(
    "raw",
    [
        b"![" * 50_000,
        b">" * 100_000,
        b"[a](" * 25_000,
        b"<" * 100_000,
        b"<div>" * 50_000,
        b'"' * 50_000,
        b"(" * 90_000,
    ],
)
@pytest.mark.parametrize("ending", ["txt", "md", "html"])
def test_a_hostile_file_is_read_to_its_end(raw, ending):
    found = read(f"a.{ending}", raw + b"\n\n<p>\n\n" + BODY)
    assert "until May" in " ".join(piece.text for piece in pieces(found))


MESS = st.sampled_from(
    [
        "word",
        "Bridge shut",
        "The council met on Tuesday, as it does. ",
        "By Una Holm",
        "6 May 2026",
        "Read more:",
        "\n",
        "\n\n",
        "\r\n",
        "date 2026-05-06 ",
        "TAVERMOOR (NNB) - ",
        "“It is shut,” she said.",
        "...",
        "é😀",
        "\u00a0",
        "\x00",
        "ADVERTISEMENT ",
        "- ",
        "# ",
        "> ",
        "*a* ",
        "&amp;",
        "<p>",
        "</p>",
        "<b>c</b>",
        "<del>d</del>",
        "<p hidden>",
        '<img alt="a quay" title="e &amp; f">',
        "<pre>",
        "</pre>",
        "<table><tr><td>Severity<td>7.5</table>",
        "<dl><dt>Fixed in<dd>2.4</dl>",
        "Severity: 7.5\n",
        "Fixed in: 2.4\n",
        "Date: 6 May 2026\n",
        "Title: A\n",
        "[l](u) ",
        "---\n",
        "title: x\n",
        "© 2026 Echo",
        "Photo: Una Holm",
        "1. ",
        "| a | b |\n|---|---|\n",
        "\u2028",
        "\t",
        "U.S. ",
        "The bridge over the Lune stays shut until May, the mayor said on Tuesday. ",
        "    ",
    ]
)
HYPHENED = re.compile(r"\w[-\u00ad\u2010]\s+\w")
FILES = st.lists(MESS, max_size=20).map("".join)


@settings(deadline=None)
@given(FILES)
def test_every_visible_character_of_a_text_is_in_one_piece(text):
    raw = text.encode()
    found = read("a.txt", raw)
    shown, written = squeezed(piece.text for piece in pieces(found)), squeezed(decode("a.txt", raw).text)
    # The marks of quoted lines are markup; a row of a table has a colon for its bars.
    marks = ">" if all(piece.exact for piece in pieces(found)) else ">|:·"
    shown, written = (re.sub(f"[{marks}]", "", each) for each in (shown, written))
    assert shown == written


def letters(texts):
    return Counter(filter(str.isalnum, "".join(texts)))


@settings(deadline=None)
@given(FILES, st.sampled_from(["md", "html"]))
def test_every_visible_letter_is_in_one_piece(text, ending):
    decoded = decode(f"a.{ending}", text.encode()).text
    shown = [
        unit for unit in content(f"a.{ending}", decoded).units if unit.kind not in {"comment", "private"}
    ]
    assert letters(piece.text for piece in pieces(read(f"a.{ending}", text.encode()))) == letters(
        unit.text for unit in shown
    )


BROKEN = st.lists(
    st.sampled_from(
        [
            "The gates of Tavermoor will cost 41 million, ",
            "Petra Vann told the meeting ",
            "in the hall. ",
            "Members ~~of the board~~ agreed. ",
            "They <s>all left</s> stayed ",
            "<span hidden>menu</span>",
            "<del>late. Early</del>",
            "~~~",
            "\n\nTavermoor Bulletin - 9 March      3\n\f\n",
            "\n\n- 4 -\n\n",
            "\n",
            "<p>",
        ]
    ),
    max_size=20,
).map("".join)


@settings(deadline=None)
@given(BROKEN, st.sampled_from(["txt", "md", "html"]))
def test_a_piece_lies_behind_others_or_whole_within_one_that_goes_on_around_it(text, ending):
    around = []
    for piece in pieces(read(f"a.{ending}", text.encode())):
        around = [other for other in around if other.end > piece.start]
        assert all(not other.exact and piece.end <= other.end for other in around)
        around.append(piece)


@settings(deadline=None)
@given(BROKEN, st.sampled_from(["txt", "md", "html"]))
def test_no_character_of_a_file_is_shown_by_two_units(text, ending):
    shown = Counter(
        place
        for unit in content(f"a.{ending}", text).units
        for at in range(len(unit.text))
        if unit.text[at].strip()
        for place in range(*unit.place(at, at + 1))
    )
    assert not [place for place, times in shown.items() if times > 1]


@settings(deadline=None)
@given(FILES)
def test_every_unit_of_a_page_is_handed_on(text):
    units = content("a.html", text).units
    body = [unit for unit in units if unit.kind != "front-matter"]
    head = max((unit.place(0, len(unit.text))[1] for unit in units if unit.kind == "front-matter"), default=0)
    assert letters(unit.text for unit in body) == letters(unit.text for unit in scan(text, head).units)


@settings(deadline=None)
@given(FILES, st.sampled_from(["txt", "md", "html"]))
@example("wordword<table><tr><td>Severity<td>7.5</table>\t---\nSeverity: 7.5\n- \tword", "txt")
@example("wordwordwordword- \u2028title: x\nBridge shut", "txt")
def test_pieces_lie_in_order_and_the_file_says_what_they_say(text, ending):
    found = pieces(read(f"a.{ending}", text.encode()))
    assert all(follows(before, after) for before, after in pairwise(found))
    for piece in found:
        written = text[piece.start : piece.end]
        assert piece.start < piece.end
        assert written == piece.text if piece.exact else written.strip() == written
        # A word that is broken at a line's end is made whole, and a field has its name before it.
        assert piece.exact or ending != "txt" or getattr(piece, "field", "") or HYPHENED.search(written)


@settings(deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["txt", "md", "html"]))
def test_no_bytes_break_the_reader(raw, ending):
    found = read(f"a.{ending}", raw)
    assert found.sentences or any(problem.lost for problem in found.problems)


def test_the_same_file_gives_the_same_story():
    assert read("a.txt", BODY) == read("a.txt", BODY)


def test_no_sentence_of_real_pages_is_out_of_place(shared):
    for folder in (shared / "seeds", shared / "fiction" / "docs"):
        for name in sorted(os.listdir(folder)):
            raw = (folder / name).read_bytes()
            text = decode(name, raw).text
            found = pieces(read(name, raw))
            assert all(follows(before, after) for before, after in pairwise(found))
            assert all(text[piece.start : piece.end] == piece.text for piece in found if piece.exact)
            assert all(piece.exact for piece in found if name.endswith(".txt"))


def test_a_transcript_keeps_its_speakers():
    told = f"PIKE: {SENTENCE}\n\nHALE: And who pays for the new bridge, if I may ask that again tonight?\n\n"
    story = read("a.txt", (told + SENTENCE).encode())
    assert story.place is None
    assert story.sentences[0].text.startswith("PIKE: The council")


def test_a_speaker_in_mid_text_is_no_dateline():
    told = b"It rained all day. The river rose fast. Nobody was hurt. The road is open again.\n\nPIKE: "
    assert read("a.txt", told + BODY).sentences[4].text.startswith("PIKE: The council")


def test_a_caption_may_stand_above_the_dateline():
    story = read("a.txt", b"Divers look at the pier of the bridge in Tavermoor.\n\nTAVERMOOR: " + BODY)
    assert (story.place, story.sentences[1].text) == ("TAVERMOOR", SENTENCE.strip())


TORN = [
    "The council met on Tuesday to talk about the bar-",
    "rier across the Lune, which has been",
    "shut since March.",
    "议会星期二讨论了自三月洪水以来一直关闭的大",
    "桥。九名议员赞成建新桥，",
    "Bulletin      3",
    "\f",
    "",
    "MS LIND: We vote.",
    "16:40",
    "By Ada Penn | 6 May 2026",
    "พบผู้บาดเจ็บสามคน",
    "He said: “We stay.",
    "We do.”",
    "1.) One 2.) Two",
    "- 4 -",
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(TORN), min_size=1, max_size=12), st.sampled_from(["txt", "md"]))
def test_every_letter_of_a_torn_text_is_told_or_set_aside_once(lines, ending):
    text = "\n".join(lines)
    found = pieces(read(f"a.{ending}", text.encode()))
    assert letters(piece.text for piece in found) == letters([text])
    assert all(piece.exact or text[piece.start : piece.end].split() != piece.text.split() for piece in found)
