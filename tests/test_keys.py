"""Keys: found in text, kinds of a site's own, shown in JSON, and what they do to grouping."""

from __future__ import annotations

import json
import time

import pytest

from sitegen import SettingsError
from sitegen.cli import main
from sitegen.site.config import checked
from sitegen.text.keys import LONGEST_PATTERN, fault, keys

OWN = """title = "Desk"

[keys]
ticket = 'KB-([0-9]{4,7})'
"""
FIRST = (
    "---\ntitle: Pumps stop at Orvik\nsource: Orvik\ndate: 2026-02-04\n---\n\nThe pumps at Orvik stopped "
    "on Tuesday night after a fuse blew, the water board said in KB-{}.\n\nRepairs took hours.\n"
)
SECOND = (
    "---\ntitle: Water back in Orvik\nsource: Valley Sun\ndate: 2026-02-04\n---\n\nThe pumps at Orvik work "
    "again after a fuse blew on Tuesday night (KB-{}).\n\nThe water board said that repairs took hours.\n"
)


def digests(folder, first, second):
    (folder / "content").mkdir(parents=True)
    (folder / "sitegen.toml").write_text(OWN)
    (folder / "content" / "a.md").write_text(FIRST.format(first))
    (folder / "content" / "b.md").write_text(SECOND.format(second))
    assert main(["build", "-q", "-C", str(folder)]) == 0
    return [json.loads(path.read_text()) for path in sorted(folder.glob("public/*/index.json"))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The hole, CVE-2031-40912, was closed.", ("cve 2031-40912",)),
        ("See doi:10.5555/alpha.77.", ("doi 10.5555/alpha.77",)),
        ("ISBN 978-3-16-148410-0", ("isbn 9783161484100",)),
        ("ISBN 978-3-16-148410-1 has a wrong check digit", ()),
        ("Call us, quoting incident 1147.", ("incident 1147",)),
        ("Docket no. 24-CV-1187 was closed.", ("docket 24-cv-1187",)),
        ("The firm will recall 3200 cars and order 24 trains.", ()),
        ("It is the case that 30 men came.", ()),
    ],
)
def test_keys_are_found_and_counts_are_none(text, found):
    assert keys(text, "en") == found


def test_a_key_of_the_site_s_own_kind_is_in_the_json_of_its_source(tmp_path):
    (digest,) = digests(tmp_path, 44120, 44120)
    assert [source["keys"] for source in digest["sources"]] == [[{"kind": "ticket", "value": "44120"}]] * 2


def test_unlike_keys_of_one_kind_keep_like_stories_apart(tmp_path):
    assert len(digests(tmp_path, 44120, 44977)) == 2


def test_a_key_in_the_front_matter_counts(tmp_path):
    (tmp_path / "content").mkdir()
    told = "---\ntitle: A hole\ncve: CVE-2031-40912\n---\n\nA hole in the relay was closed on Monday.\n"
    (tmp_path / "content" / "a.md").write_text(told)
    assert main(["build", "-q", "-C", str(tmp_path)]) == 0
    (digest,) = [json.loads(path.read_text()) for path in tmp_path.glob("public/*/index.json")]
    assert digest["sources"][0]["keys"] == [{"kind": "cve", "value": "2031-40912"}]


def test_a_new_pattern_reads_the_stories_anew(tmp_path):
    digests(tmp_path, 44120, 44120)
    (tmp_path / "sitegen.toml").write_text(OWN.replace("ticket", "bulletin"))
    assert main(["build", "-q", "-C", str(tmp_path)]) == 0
    (digest,) = [json.loads(path.read_text()) for path in tmp_path.glob("public/*/index.json")]
    assert {key["kind"] for source in digest["sources"] for key in source["keys"]} == {"bulletin"}


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+b",
        "(?=x)y",
        "a{1,20}b{1,20}c{1,20}",
        "(ab){2,3}",
        "x*",
        "(",
        "a?",
        r"(.)\1",
        "a" * (LONGEST_PATTERN + 1),
    ],
)
def test_a_pattern_that_could_take_long_or_finds_nothing_is_refused(pattern):
    with pytest.raises(SettingsError, match="keys: ticket"):
        checked({"keys": {"ticket": pattern}}, "sitegen.toml")


@pytest.mark.parametrize(
    "pattern", [r"KB-[0-9]{4,7}", r"[+*]{1,3}Z", r"INC(\d{6})", r"(?:A|B)-\d{3,9}", r"\d{4}"]
)
def test_a_bounded_pattern_is_taken(pattern):
    assert checked({"keys": {"ticket": pattern}}, "sitegen.toml").keys == {"ticket": pattern}


def test_the_worst_pattern_that_is_taken_ends_soon():
    pattern = "[A-Za-z]{1,30}[A-Za-z]{1,30}!"
    assert fault(pattern) == ""
    began = time.process_time()
    assert keys("a" * 100_000, "en", [("long", pattern)]) == ()
    assert time.process_time() - began < 10


def test_a_kind_is_one_word_of_small_letters():
    with pytest.raises(SettingsError, match="no name of a kind"):
        checked({"keys": {"Two Words": "KB"}}, "sitegen.toml")
