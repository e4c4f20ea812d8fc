import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.read import frontmatter
from sitegen.read.frontmatter import header


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
        "----\ntitle: a\n----\n",
    ],
)
def test_a_rule_is_no_front_matter_and_no_problem(text):
    assert header("a.md", text) == frontmatter.Header()


def test_front_matter_that_never_closes_is_told_and_the_body_stays():
    text = "---\ntitle: Bridge\ndate: 2026-05-06\n\nThe bridge is shut.\n"
    found = header("a.md", text)
    assert text[found.end :].strip() == "The bridge is shut."
    assert (found.values, found.problems[0].line) == ((), 1)
    assert "never closes" in found.problems[0].message


@pytest.mark.parametrize(
    ("block", "line", "word"),
    [
        ("date: 2026-05-06\ntitle: Storm: two hurt\n", 3, "colon"),
        ("title: [a, b\n", 3, "broken YAML"),
        ("a: &x [1, 2]\nb: *x\n", 2, "anchors"),
        ("title: A\nrun: !!python/object/apply:os.system [ls]\n", 3, "tag"),
        ("a: " + "[" * 40 + "]" * 40 + "\n", 2, "deep"),
        ("a: b\n\tc: d\n", 3, "broken YAML"),
    ],
)
def test_a_block_that_cannot_be_trusted_is_not_used_and_told(block, line, word):
    text = f"---\n{block}---\nThe bridge is shut.\n"
    found = header("a.md", text)
    assert text[found.end :] == "The bridge is shut.\n"
    assert (found.values, found.problems[0].line) == ((), line)
    assert word in found.problems[0].message


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
    assert (found.values, found.problems[0].line) == ((), line) or "deep" in found.problems[0].message


def test_aliases_that_would_explode_cost_nothing():
    block = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 60))
    assert values(f"---\n{block}---\n") == {}


def test_a_key_given_twice_is_told():
    found = header("a.md", "---\ntitle: A\ntitle: B\n---\n")
    assert dict(found.values) == {"title": "B"}
    assert found.problems[0].line == 3


def test_a_huge_block_is_not_read():
    assert values("---\ntitle: " + "a " * 50_000 + "\n---\nBody.") == {}


VALUE = st.text(alphabet="ab:#'\"[]{},-&*!|>%@` ?~\\.é0", max_size=12)


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["title", "x_y", "date"]), VALUE), min_size=1, max_size=3))
def test_the_quick_way_reads_what_the_yaml_parser_reads(lines):
    block = "".join(f"{key}: {value}\n" for key, value in lines)
    quick = frontmatter._simple_yaml(block)
    assert quick is None or quick == frontmatter._full_yaml(block)
