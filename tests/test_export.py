"""What `sitegen export` writes: the published digests as rows, nothing more and nothing else."""

import csv
import json

import pytest

from sitegen.cli import main

STORIES = {
    "a.md": "---\ntitle: Mill burns in Oddersley\nsource: Harbour Post\ndate: 2026-03-02\n---\n\n"
    "The upper mill of Oddersley burned down on Sunday night. Fire crews pumped water for 9 hours.\n\n"
    "=1+1 stood on the door of the mill in chalk.\n",
    "b.md": "---\ntitle: Oddersley mill burns down\nsource: River Weekly\ndate: 2026-03-02\n---\n\n"
    "The upper mill of Oddersley burned down on Sunday night. Fire crews pumped water for 7 hours.\n",
}


@pytest.fixture
def site(tmp_path):
    (tmp_path / "content").mkdir()
    for name, text in STORIES.items():
        (tmp_path / "content" / name).write_text(text)
    assert main(["build", "-q", "-C", str(tmp_path)]) == 0
    return tmp_path


def exported(site, capsys, *words):
    capsys.readouterr()
    assert main(["export", "-C", str(site), *words]) == 0
    return capsys.readouterr().out


def test_each_row_of_jsonl_is_a_span_of_its_source(site, capsys):
    rows = [json.loads(line) for line in exported(site, capsys).splitlines()]
    assert [row["table"] for row in rows[:2]] == ["events", "statements"]
    passages = [row for row in rows if row["table"] == "passages"]
    assert len(passages) >= 4
    for row in passages:
        assert STORIES[row["source"]][row["start"] : row["end"]] == row["text"]


def test_every_table_of_csv_names_the_event(site, capsys):
    paths = exported(site, capsys, "--to", "csv").split()
    assert [path.rsplit("/", 1)[1] for path in paths] == [
        *("events.csv", "statements.csv", "passages.csv", "points.csv", "differences.csv")
    ]
    tables = {}
    for path in paths:
        with open(path, encoding="utf-8", newline="") as file:
            tables[path.rsplit("/", 1)[1]] = list(csv.DictReader(file))
    (event,) = tables["events.csv"]
    assert {row["event"] for rows in tables.values() for row in rows} == {event["event"]}


def test_no_cell_of_csv_is_a_formula(site, capsys):
    exported(site, capsys, "--to", "csv", "tables")
    with open(site / "tables" / "statements.csv", encoding="utf-8", newline="") as file:
        texts = [row["text"] for row in csv.DictReader(file)]
    assert "'=1+1 stood on the door of the mill in chalk." in texts


def test_a_site_that_is_not_built_is_told_what_to_do(tmp_path, capsys):
    (tmp_path / "content").mkdir()
    assert main(["export", "-C", str(tmp_path)]) == 3
    assert "build it first with: sitegen build" in capsys.readouterr().err


def test_a_folder_for_what_goes_to_stdout_is_a_slip(site, capsys):
    assert main(["export", "-C", str(site), "rows"]) == 2
    assert "export rows: a folder is for --to csv; JSONL goes to stdout" in capsys.readouterr().err
