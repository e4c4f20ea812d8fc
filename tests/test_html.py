from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.read import article, html, read

SENTENCE = "The council of Tavermoor met on Tuesday to talk about the bridge over the Lune. "


def shown(page):
    return [(unit.kind, unit.text) for unit in html.scan(page).units]


def main(page):
    markup = html.scan(page)
    return [unit.text for unit in article.main_units(page, markup)[0] if unit.main]


def test_blocks_are_cut_where_a_reader_sees_them_end():
    page = "<h1>A</h1><p>b <b>c</b> &amp;\n  d<br>e<ul><li>f<li>g</ul><td>h<div>i</div><figcaption>j"
    assert shown(page) == [
        ("heading", "A"), ("line", "b c & d"), ("line", "e"), ("item", "f"), ("item", "g"), ("cell", "h"),
        ("line", "i"), ("caption", "j"),
    ]  # fmt: skip


def test_a_block_knows_where_each_of_its_characters_stands():
    page = "<p> Caf&eacute;s\n\n<i>in</i> the&shy;atre\u200bs </p>"
    (unit,) = html.scan(page).units
    assert unit.text == "Cafés in theatres"
    assert page[slice(*unit.place(0, len(unit.text)))] == "Caf&eacute;s\n\n<i>in</i> the&shy;atre\u200bs"
    assert page[slice(*unit.place(3, 4))] == "&eacute;"
    assert page[slice(*unit.place(6, 8))] == "in"


@given(st.integers(0, 0x110000))
def test_a_reference_to_any_number_is_read(number):
    (unit,) = html.scan(f"<p>Bell&#{number}; &#{number};\nrings").units
    assert unit.text.startswith("Bell")
    assert unit.text.endswith("rings")


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>if (a < b) { x('<p>no</p>') }</script>", "<style>p { }</style>", "<!-- <p>no</p> -->",
        "<template><p>no</p><template>no</template>no</template>", "<svg><text>no</text></svg>",
        "<!DOCTYPE html>",
        "<noscript>no</noscript>", "<textarea>no</textarea>", "<select><option>no</select>", "<?xml no?>",
        "<head><meta name=a content=no><title>no</title></head>",
    ],
)  # fmt: skip
def test_what_a_browser_does_not_show_is_no_text(hidden):
    assert shown(f"<p>Seen.</p>{hidden}<p>Seen too.</p>") == [("line", "Seen."), ("line", "Seen too.")]


@pytest.mark.parametrize(
    "odd", ["<!-- never closed ", "< 5 and > 3 ", "<svg>", "</p", "&nosuch; ", '"', "<a b='>"]
)
def test_broken_markup_never_swallows_the_rest(odd):
    assert "The end." in " ".join(text for _, text in shown(f"<p>Start. {odd}</p><p>The end.</p>"))


def test_the_head_is_read():
    page = html.scan(
        "<html LANG=de-AT><head><title>A &ndash; B</title><meta property=og:title content='C &amp; D'>"
        "<link rel='x canonical' href=https://a.example/b><script type=application/ld+json>{}</script>"
        "<body><time datetime=2026-05-06 class=pub>Mittwoch</time>"
    )
    assert (page.language, page.title, page.canonical) == ("de-AT", "A – B", "https://a.example/b")
    (time,) = page.times
    assert (page.metas, time.stamp, time.marks) == ([("og:title", "C & D")], "2026-05-06", "pub")
    assert page.data == ["{}"]


def test_a_page_that_forgets_to_close_its_head_is_seen():
    assert shown("<head><title>A</title><p>Seen.") == [("line", "Seen.")]


def test_a_table_that_ends_before_its_first_cell_is_read():
    assert read("a.html", b"<p>A bell rang in Orm.</p><table><tr><").sentences


def test_links_are_counted():
    assert html.scan("<p>See <a href=x>the <b>map</b></a> here").units[0].linked == 7


@pytest.mark.parametrize(
    "page",
    ["<a " * 30_000, "<!--" * 25_000, "<div>" * 90_000, "<!a" * 30_000, "<b c='" * 15_000, "&" * 90_000],
)
def test_hostile_markup_is_passed_in_one_go(page):
    assert html.scan(page + "<p>The end.").units[-1].text.endswith("The end.")


def test_only_the_article_is_main():
    paragraphs = [f"Sentence {number}: {SENTENCE}".strip() for number in range(6)]
    page = (
        "<html><body><nav><ul><li><a href=/>Home</a><li><a href=/s>Sport</a></ul></nav><article>"
        "<h1>Bridge shut</h1>"
        + "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
        + "</article><aside><h3>Most read</h3><ul><li><a href=/x>Cat found</a></ul></aside>"
        "<footer>All rights reserved</footer></body></html>"
    )
    assert main(page) == ["Bridge shut", *paragraphs]


def test_a_page_in_which_nothing_is_found_shows_all_but_its_frame():
    page = "<nav>Home</nav><p>The bridge is shut.</p><footer>About us</footer>"
    assert main(page) == ["The bridge is shut."]


@pytest.mark.parametrize("page", ["<div>" * 300 + SENTENCE * 9, "<p>" + SENTENCE * 40_000])
def test_a_page_too_deep_or_too_long_for_the_extractor_is_read_without_it(page):
    markup = html.scan(page)
    units, refusal = article.main_units(page, markup)
    assert refusal is not None
    assert all(unit.main for unit in units)


class Visible(HTMLParser):
    """The text of a page by the standard library's parser, for small well-formed pages."""

    def __init__(self):
        super().__init__()
        self.text = ""

    def handle_data(self, data):
        self.text += data


INLINE = st.sampled_from(["word", " ", "two words. ", "&eacute;", "&amp;", "&lt;p&gt;", "é😀", "\n  ", "“q”"])
RICH = st.recursive(
    st.lists(INLINE, max_size=5).map("".join),
    lambda inner: st.tuples(
        st.sampled_from(["b", "a href='x>y'", "p", "div id=a", "li", "span"]), inner, inner
    ).map(lambda parts: f"<{parts[0]}>{parts[1]}</{parts[0].split()[0]}>{parts[2]}"),
    max_leaves=12,
)


@settings(deadline=None)
@given(RICH)
def test_all_text_of_a_page_is_in_its_units_in_order(page):
    visible = Visible()
    visible.feed(page)
    visible.close()
    units = html.scan(page).units
    assert "".join("".join(unit.text.split()) for unit in units) == "".join(visible.text.split())


@settings(deadline=None)
@given(RICH)
def test_units_of_a_page_do_not_overlap(page):
    places = [unit.place(0, len(unit.text)) for unit in html.scan(page).units]
    assert all(before[1] <= after[0] for before, after in pairwise(places))


PARAGRAPHS = "".join(f"<p>Sentence {number}: {SENTENCE}</p>" for number in range(4))


def told(body):
    found = read(
        "a.html",
        f"<html><body><article><h1>Bridge shut</h1>{PARAGRAPHS}{body}</article></body></html>".encode(),
    )
    return [each.text for each in found.sentences[4:]], {each.text: each.rule for each in found.asides}


@pytest.mark.parametrize(
    "unseen",
    [
        "<span hidden>{}</span>",
        '<span style="display: none">{}</span>',
        "<span class='sr-only x'>{}</span>",
        "<span aria-hidden=true>{}</span>",
        "<span style='color:red;visibility:hidden'><b>{}</b></span>",
        '<span class="x d-none">{}</span>',
        "<span style=display:none>{}</span>",
    ],
)
def test_what_a_page_hides_is_set_aside_and_its_sentence_stays_whole(unseen):
    page = f"<p>The road was opened on 4 May 1977{unseen.format(' (1977-05-04)')} and is in use since.</p>"
    shown, asides = told(page)
    assert shown == ["The road was opened on 4 May 1977 and is in use since."]
    assert asides["(1977-05-04)"] == "hidden"


def test_what_is_struck_out_is_set_aside():
    shown, asides = told(
        "<p>The barge carried <del>430</del> <ins>340</ins> crates of pears, the owner said.</p>"
    )
    assert shown == ["The barge carried 340 crates of pears, the owner said."]
    assert asides["430"] == "struck"


def test_a_page_that_hides_itself_while_it_loads_is_told():
    found = read("a.html", f'<body style="display:none"><main hidden>{PARAGRAPHS}</main></body>'.encode())
    assert len(found.sentences) == 4


def test_no_word_of_a_picture_vanishes():
    _, asides = told('<p>Look.<img src=a.jpg alt="Nine boats &amp; a quay" title="They came home"></p>')
    assert asides["Nine boats & a quay"] == "caption"
    assert asides["They came home"] == "caption"


def test_a_list_right_in_the_body_is_told():
    items = "".join(
        f"<li>Barge {number} of the river line lies at the quay of Lower Tavermoor." for number in range(3)
    )
    end = "<p>The mayor of Lower Tavermoor will speak of it again on Friday evening.</p>"
    page = f"<html><body><h1>Bridge</h1>{PARAGRAPHS}<ul>{items}</ul>{end}</body></html>"
    assert len(read("a.html", page.encode()).sentences) == 8


def test_prose_in_preformatted_text_is_told_and_code_is_not():
    lines = (
        "The barge was taken out of service on Monday morning after its pump\n"
        "had failed twice within a week, the owner of the river line said &amp;\n"
        "wrote to the town. It will be back on Friday at the earliest, he says.\n"
    )
    shown, _ = told(f"<pre>{lines}</pre><pre>for (a in b) {{ c[a] = d; }} // e\nif (f) {{ return g; }}</pre>")
    assert [" ".join(each.split())[-18:] for each in shown] == ["wrote to the town.", "earliest, he says."]


def test_preformatted_text_that_another_element_closes_is_told_once():
    line = "The barge lies at the quay of Lower Tavermoor, the owner said on Monday morning. "
    shown, _ = told(f"<a href=x><pre>{line * 2}</a> Jobs and more of them.")
    assert sum("Lower Tavermoor" in each for each in shown) <= 1


def test_rows_and_definitions_are_fields():
    page = (
        "<table><tr><th>Matter<th>Value<tr><td>Severity<td>7.5 <b>high</b><tr><td>Fixed in:<td>2.4.1</table>"
        "<dl><dt>Found by<dd>Una Holm<dt>Exploited<dd>no</dl>"
    )
    shown, asides = told(page)
    assert shown == ["Severity: 7.5 high", "Fixed in: 2.4.1", "Found by: Una Holm", "Exploited: no"]
    assert asides["Matter"] == "table"


def test_a_table_that_lays_a_page_out_has_no_fields():
    page = f"<table><tr><td><a href=/>Home</a><td><h1>Bridge</h1>{PARAGRAPHS}</table>"
    assert not any(each.field for each in read("a.html", page.encode()).sentences)


@pytest.mark.parametrize(
    "comment",
    ["Page saved with a tool \n url: {} \n saved date: Sat Mar 07 2026", " saved from url=(0049){} "],
)
def test_a_page_saver_tells_where_a_page_came_from(comment):
    address = "https://echo.example/2026/05/bridge"
    found = read(
        "a.html", f"<!DOCTYPE html><!--{comment.format(address)}--><html><body>{PARAGRAPHS}".encode()
    )
    assert (found.url, found.outlet, found.published) == (address, "echo.example", None)


@pytest.mark.parametrize(
    ("opening", "address"),
    [
        (
            "<!-- Mirrored from echo.example/2026/bridge.html by A Copier/3.x, Tue -->",
            "https://echo.example/2026/bridge.html",
        ),
        ('<html data-scrapbook-source="https://echo.example/bridge">', "https://echo.example/bridge"),
    ],
)
def test_copiers_tell_where_a_page_came_from(opening, address):
    assert read("a.html", f"{opening}<body>{PARAGRAPHS}".encode()).url == address


def test_words_struck_out_by_their_style_are_set_aside():
    shown, asides = told(
        '<p>The barge carried <span style="text-decoration: line-through">430</span> 340 crates.</p>'
    )
    assert (shown, asides["430"]) == (["The barge carried 340 crates."], "struck")


def test_what_only_small_screens_hide_is_told():
    shown, _ = told('<p class="d-none d-md-block">The barge carried 340 crates of pears on Monday.</p>')
    assert shown == ["The barge carried 340 crates of pears on Monday."]
