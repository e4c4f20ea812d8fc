import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.read import frontmatter, read
from sitegen.read.frontmatter import header
from sitegen.read.header_fields import Header


def values(text):
    return dict(header("a.md", text).values)


def test_words_and_times_stay_as_written():
    block = "country: NO\nat: 12:30\nnumber: 007\nsize: 1_000\nday: 2026-05-06\nempty: ~\n"
    assert values(f"---\n{block}---\nBody.") == {
        "country": "NO", "at": "12:30", "number": "007", "size": "1_000", "day": "2026-05-06", "empty": "~",
    }  # fmt: skip


def test_lists_and_mappings_keep_their_parts():
    block = "tags:\n- a\n- b\nauthor:\n  name: Una Holm\n  mail: x\n"
    assert values(f"---\n{block}---\n") == {"tags": ["a", "b"], "author": {"name": "Una Holm", "mail": "x"}}


def test_toml_and_json_say_the_same_as_yaml():
    yaml = '---\ntitle: "A: b"\ndate: 2026-05-06\ndraft: true\nratio: 1.50\n---\nBody.'
    toml = '+++\ntitle = "A: b"\ndate = 2026-05-06\ndraft = true\nratio = 1.50\n+++\nBody.'
    json = '{\n"title": "A: b",\n"date": "2026-05-06",\n"draft": true,\n"ratio": 1.50\n}\nBody.'
    assert values(yaml) == values(toml) == values(json)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("closer", ["---", "..."])
def test_the_body_begins_behind_the_closing_line(line_end, closer):
    text = line_end.join(["", "---", "title: A", closer, "Body."])
    assert text[header("a.md", text).end :] == "Body."


@pytest.mark.parametrize(
    "text",
    [
        "---\nThe bridge is shut.\n\n---\nIt reopens in May.",
        "---\n\n---\n",
        "---\n- one\n- two\n---\nBody.",
        "The story.\n---\ntitle: no\n---\n",
    ],
)
def test_a_rule_is_no_front_matter_and_no_problem(text):
    assert header("a.md", text) == Header()


def test_front_matter_that_never_closes_is_used_and_told_and_the_body_stays():
    text = "---\ntitle: Bridge\ndate: 2026-05-06\n\nThe bridge is shut.\n"
    found = header("a.md", text)
    assert text[found.end :].strip() == "The bridge is shut."
    assert (dict(found.values), found.problems[0].line) == ({"title": "Bridge", "date": "2026-05-06"}, 1)
    assert "never closes" in found.problems[0].message


@pytest.mark.parametrize(
    ("block", "line", "word", "used"),
    [
        ("day: 6 May\ntitle: Storm: two hurt\n", 3, "colon", {"day": "6 May", "title": "Storm: two hurt"}),
        ("title: [a, b\nday: 6 May\n", 3, "broken YAML", {"title": "[a, b", "day": "6 May"}),
        ("a: &x [1, 2]\nb: *x\nday: 6 May\n", 2, "anchors", {"day": "6 May"}),
        ("title: A\nrun: !!python/object/apply:os.system [ls]\n", 3, "tag", {"title": "A"}),
        ("a: b\n\tc: d\nday: 6 May\n", 3, "broken YAML", {"day": "6 May"}),
    ],
)
def test_a_line_that_cannot_be_read_costs_its_key_alone_and_is_told(block, line, word, used):
    text = f"---\n{block}---\nThe bridge is shut.\n"
    found = header("a.md", text)
    assert text[found.end :] == "The bridge is shut.\n"
    assert (dict(found.values), found.problems[0].line) == (used, line)
    assert word in found.problems[0].message


def test_what_notes_programs_write_is_no_fault():
    found = header(
        "a.md", "---\ntags: [#reed, #wren]\nauthor: [[Una Holm]], [[Ole Rask]]\n---\nThe bridge.\n"
    )
    assert dict(found.values) == {"tags": "[#reed, #wren]", "author": "[[Una Holm]], [[Ole Rask]]"}
    assert found.problems == ()


KEPT_BACK = [
    "---\ntitle: Mayor: gone\ndraft: true\n---\n",
    "---\ntitle: Mayor\ndraft: yes\n",
    "---\ntitle: Mayor\npublished: false\n---\n",
    "---\ntitle: Mayor\nstatus: Draft\n---\n",
    "+++\ntitle = 'Mayor\ndraft = true\n+++\n",
    '{\n"title": "Mayor"\n"draft": true\n}\n',
    '{"title": "Mayor", "draft": true}\n',
    "<!-- clipped -->\n---\ntitle: Mayor\ndraft: true\n---\n",
    "—\ntitle: Mayor\ndraft: true\n—\n",
    "----\ntitle: Mayor\ndraft: true\n----\n",
    "Title: Mayor\nStatus: draft\n\n",
    "title: Mayor\ndraft: true\n\n",
    "---\ntitle: Mayor\ndraft: perhaps\n---\n",
    "\ufeff---\r\ntitle: Mayor\r\nDraft: True\r\n---\r\n",
    "---\ntitle: Mayor\nprivate: true\n---\n",
    "---\ntitle: " + "a " * 50_000 + "\ndraft: true\n---\n",
]


@pytest.mark.parametrize("ending", ["md", "txt", "html"])
@pytest.mark.parametrize("head", KEPT_BACK)
def test_a_draft_is_kept_back_in_every_form_of_file(head, ending):
    if ending == "html" and head[0].lower() == "t":
        head = f"---\n{head}---\n"
    assert read(f"a.{ending}", f"{head}\nThe mayor leaves in June, two aides say.\n".encode()).draft


@pytest.mark.parametrize("path", ["_drafts/a.md", "x/Drafts/a.txt", "a.draft.html", "draft-mayor.md"])
def test_what_lies_among_drafts_is_one(path):
    assert read(path, b"The mayor leaves in June, two aides say.").draft


def test_a_page_can_say_in_its_head_that_it_is_a_draft():
    page = b"<html><head><meta name=status content=draft></head><body><p>The mayor leaves in June, aides say."
    assert read("a.html", page).draft


@pytest.mark.parametrize(
    "line", ["draft: false", "published: true", "status: published", "draft:", "publish: yes"]
)
def test_a_story_that_is_for_all_is_shown(line):
    found = read("a.md", f"---\ntitle: A\n{line}\n---\nThe mayor leaves in June, two aides say.\n".encode())
    assert (found.draft, found.problems) == (False, ())


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("+++\ntitle = 'A'\ndate = \n+++\nBody.", 3),
        ('{\n"title": "A"\n"date": "B"\n}\nBody.', 3),
        ('{\n"title": ' + "[" * 9000 + "\n}\nBody.", 2),
    ],
)
def test_broken_toml_and_json_are_told_with_their_line(text, line):
    found = header("a.md", text)
    assert found.problems[0].line == line or "deep" in found.problems[0].message
    assert "date" not in dict(found.values) or "B" in dict(found.values)["date"]


def test_aliases_that_would_explode_cost_nothing():
    block = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 60))
    assert values(f"---\n{block}---\n") == {}


def test_a_key_given_twice_is_told():
    found = header("a.md", "---\ntitle: A\ntitle: B\n---\n")
    assert dict(found.values) == {"title": "B"}
    assert found.problems[0].line == 3


def test_a_huge_block_is_not_read():
    assert values("---\ntitle: " + "a " * 50_000 + "\n---\nBody.") == {}


HEADS = [
    "Title: Bridge shut\nDate: 2026-05-06 10:20\nAuthors: Una Holm, Ole Rask\nTags: reed, wren\n\n",
    "% Bridge shut\n% Una Holm; Ole Rask\n% 6 May 2026\n\n",
    "# Bridge shut\n\nURL: https://a.example/b\nAuthor: Una Holm, Ole Rask\nPublished: May 6, 2026\n\n",
    "Archived from: https://a.example/b\nTitle: Bridge shut\nBy: Una Holm, Ole Rask\nDate: 6 May 2026\n\n",
    "**Author:** Una Holm, Ole Rask\n**Title:** Bridge shut\n**Date:** 2026-05-06\n\n",
    '{"title": "Bridge shut", "author": ["Una Holm", "Ole Rask"], "date": "2026-05-06"}\n',
    "Titel: Bridge shut\nAutor: Una Holm, Ole Rask\nDatum: 6. Mai 2026\nText: ",
    "<!-- x -->\n---\ntitle: Bridge shut\nauthor: [[Una Holm]], [[Ole Rask|Ole Rask]]\ndate: 6.5.2026\n---\n",
]


@pytest.mark.parametrize("ending", ["md", "txt"])
@pytest.mark.parametrize("head", HEADS)
def test_a_head_is_read_in_every_form_that_programs_write(head, ending):
    found = read(f"a.{ending}", f"{head}The bridge over the Lune was shut after the flood.\n".encode())
    assert (found.title, found.byline, found.published) == ("Bridge shut", "Una Holm, Ole Rask", "2026-05-06")
    assert [sentence.text for sentence in found.sentences] == [
        "The bridge over the Lune was shut after the flood."
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The mayor: we stay.\nThe bridge: it is shut.\n\nIt reopens in May.",
        "Q: Is the bridge shut?\nA: It is, until May.\n\nThe mayor said no more.",
        "From: una@a.example\nDate: 6 May 2026\nSubject: Bridge\n\nThe bridge is shut.",
    ],
)
def test_other_lines_with_colons_are_no_head(text):
    assert header("a.txt", text) == Header()


def test_facts_among_the_fields_of_a_head_are_told():
    text = "Title: Flaw in Larkmail\nDate: 2026-05-06\nSeverity: 7.5\nFixed in: 2.4.1\n\nA flaw was found.\n"
    found = read("a.txt", text.encode())
    assert [(each.field, each.value) for each in found.sentences[:2]] == [
        ("Severity", "7.5"),
        ("Fixed in", "2.4.1"),
    ]
    assert found.title == "Flaw in Larkmail"


def test_what_is_for_the_desk_alone_stands_nowhere():
    found = read(
        "a.md", b"---\ntitle: A\nphone: 555 0100\nemail:\n  - una@a.example\n---\nThe bridge is shut.\n"
    )
    assert "555" not in str(found)
    assert "una@" not in str(found)


VALUE = st.text(alphabet="ab:#'\"[]{},-&*!|>%@` ?~\\.é0", max_size=12)


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["title", "x_y", "date"]), VALUE), min_size=1, max_size=3))
def test_the_quick_way_reads_what_the_yaml_parser_reads(lines):
    block = "".join(f"{key}: {value}\n" for key, value in lines)
    quick = frontmatter._simple_yaml(block)
    assert quick is None or quick == frontmatter._full_yaml(block)


@pytest.mark.parametrize(
    "head",
    [
        "[Title] Weir at Ostby mended\n[Date] 2031-05-02\n[Source] Ostby Courier\n",
        "# title: Weir at Ostby mended\n# date: 2031-05-02\n# source: Ostby Courier\n",
        "TITLE\tWeir at Ostby mended\nDATE\t2031-05-02\nSOURCE\tOstby Courier\n",
        "--\ntitle: Weir at Ostby mended\ndate: 2031-05-02\nsource: Ostby Courier, p. 4\n--\n",
    ],
)
def test_a_head_written_by_hand_is_read(head):
    found = read("a.txt", f"{head}\nThe weir at Ostby was mended on Thursday.\n".encode())
    assert (found.title, found.published, found.outlet) == (
        "Weir at Ostby mended", "2031-05-02", "Ostby Courier",
    )  # fmt: skip
    assert [each.text for each in found.sentences] == ["The weir at Ostby was mended on Thursday."]
