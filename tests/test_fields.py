"""Fields of one name are compared by that name."""

import pytest

from sitegen.compare.corpus import Corpus
from sitegen.compare.rules import fields
from sitegen.digest import merge
from sitegen.read import read

HEAD = (
    "Flaw in Larkmail lets strangers read letters\n\n"
    "A flaw in the address book of Larkmail lets strangers read.\n\n"
)


def story(path, *lines):
    return read(
        path, (HEAD + "\n".join(lines) + "\n\nThe makers advise everybody to update at once.\n").encode()
    )


def told(*stories):
    return [
        (field.about, field.kind, [side.words for side in field.sides])
        for field in fields(Corpus(sorted(stories, key=lambda story: story.path)))
    ]


def test_the_differences_of_two_advisories_are_shown_by_name():
    lines = (
        "CVE: CVE-2026-1",
        "Severity: High (7.5)",
        "Affected: 2.0 – 2.4",
        "Fixed in: 2.4.1",
        "Exploited: no",
    )
    head, lead = HEAD.strip().split("\n\n")
    page = (
        f"<html><body><h1>{head}</h1><p>{lead}</p><table><tr><td>CVE<td>CVE-2026-1<tr><td>Severity"
        "<td>Critical (9.1)<tr><td>Affected<td>2.0 to 2.4<tr><td>Fixed in<td>2.4.2</table>"
        "<dl><dt>Exploited<dd>yes</dl><p>The makers advise everybody to update at once.</p>"
    )
    one, other = story("a.txt", *lines), read("b.html", page.encode())
    digest = merge([one, other], {"a.txt": 1, "b.html": 2})
    found = {each.about: sorted(side.text for side in each.sides) for each in digest.differences}
    assert found == {
        "Severity": ["Critical (9.1)", "High (7.5)"],
        "Fixed in": ["2.4.1", "2.4.2"],
        "Exploited": ["no", "yes"],
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [("7.5", "High (7.5)"), ("2.0 – 2.4", "2.0 to 2.4"), ("Una Holm", "una holm"), ("High", "high")],
)
def test_a_value_that_says_less_or_the_same_is_no_other(one, other):
    lines = "Vendor: Lark", f"Severity: {one}"
    assert told(story("a.txt", *lines), story("b.txt", "Vendor: Lark", f"Severity: {other}")) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fixed in: 2.4.1", "Patched version: 2.4.2"),
        ("CVSS score: 7.5", "Severity: 9.1"),
        ("Exploited: no", "Exploited in the wild: yes"),
        ("Behoben in: 2.4.1", "Fixed version: 2.4.2"),
    ],
)
def test_names_of_one_meaning_are_one_field(one, other):
    assert len(told(story("a.txt", "Vendor: Lark", one), story("b.txt", "Vendor: Lark", other))) == 1


def test_of_two_fields_of_one_meaning_the_figure_is_compared():
    one = story("a.txt", "CVSS score: 7.5", "Severity: high")
    assert len(told(one, story("b.txt", "Vendor: Lark", "Severity: 9.1"))) == 1


def test_values_of_different_fields_are_never_set_against_each_other():
    one = story("a.txt", "Affected: 2.4.1", "Vendor: Lark")
    other = story("b.txt", "Fixed in: 2.4.2", "Vendor: Lark")
    assert merge([one, other], {"a.txt": 1, "b.txt": 2}).differences == ()


def test_a_field_that_a_story_fills_twice_is_not_compared():
    rows = "| Boat | Time |\n|---|---|\n| Tern | {} |\n| Tern | 6:31 |\n"
    one, other = (
        read(f"{name}.md", rows.format(time).encode()) for name, time in (("a", "6:12"), ("b", "6:15"))
    )
    assert told(one, other) == []


def test_rows_of_results_are_compared_by_their_first_cell():
    rows = "| Boat | Time |\n|---|---|\n| Tern | {} |\n| Wend | 6:31 |\n"
    one, other = (
        read(f"{name}.md", rows.format(time).encode()) for name, time in (("a", "6:12"), ("b", "6:15"))
    )
    assert told(one, other) == [("Tern", "number", ["6:12", "6:15"])]


def test_the_head_of_a_wide_table_is_kept_with_its_rows():
    table = "| Boat | Helm | Time |\n|---|---|---|\n| Wren | Brekke | 1:44 |\n| Tern | Sund | 1:46 |\n"
    story = read("a.md", f"# Race off Ostby\n\n{table}\nThe race was held on Sunday.\n".encode())
    assert [each.text for each in story.sentences][:2] == ["Boat: Helm · Time", "Wren: Brekke · 1:44"]
