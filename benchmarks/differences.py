"""How many of the differences that people marked are shown, and how many that are shown are true.

`python benchmarks/differences.py --shared FOLDER [--list]`; the folder holds seeds, fiction, gold, scorers.
`--list` names what was missed and what was shown without being marked. The last row is the seeds with ten
clashes planted in them.
"""

import argparse
import importlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from sitegen.digest.merging import merge  # noqa: E402
from sitegen.model import Digest  # noqa: E402
from sitegen.read.story import read  # noqa: E402


class Cluster(NamedTuple):
    """Stories of one event, with what people marked as differing."""

    name: str
    folder: Path
    gold: Path
    planted: list[Mapping[str, Any]]


def clusters(shared: Path, scratch: Path) -> Iterator[Cluster]:
    """The groups with a gold, then the seeds with clashes planted."""
    seeds = shared / "gold" / "seeds.gold.json"
    yield Cluster("seeds", shared / "seeds", seeds, [])
    for gold in sorted((shared / "fiction" / "gold").glob("*.gold.json")):
        yield Cluster(gold.name.split(".")[0], shared / "fiction" / "docs", gold, [])
    script = shared / "score" / "mutate_seeds.py"
    subprocess.run([sys.executable, script, shared / "seeds", scratch], check=True, stdout=subprocess.DEVNULL)
    planted = json.loads((scratch / "mutations.json").read_text(encoding="utf-8"))["mutations"]
    yield Cluster("planted", scratch, seeds, planted)


def as_json(digest: Digest) -> dict[str, Any]:
    """The part of a digest that the scorer reads."""
    statements = [
        {"id": each.id, "text": each.text, "kind": each.kind, "sources": [
            {"source": said.story, "text": said.text} for said in each.citations]}
        for each in digest.statements
    ]  # fmt: skip
    differences = [
        {
            "sides": [
                {"source": side.story, "statement": side.statement, "text": side.text} for side in each.sides
            ]
        }
        for each in digest.differences
    ]
    return {"statements": statements, "differences": differences}


def holds(gold: Any, norm: Any, side: Mapping[str, Any], flag: Mapping[str, Any]) -> bool:
    """Whether a side that people marked stands in what was shown."""
    for entry in flag["sources"]:
        text = norm(entry["text"])
        if entry["source"] in side["sources"] and (
            any(norm(anchor) in text for anchor in side.get("anchors", []))
            or any(fact in gold.facts_in(entry["text"], entry["source"]) for fact in side.get("facts", []))
        ):
            return True
    return False


def springs(norm: Any, trap: Mapping[str, Any], flag: Mapping[str, Any]) -> bool:
    """Whether what was shown is a pair that people marked as no difference."""
    return (
        sum(
            any(norm(anchor) in norm(entry["text"]) for entry in flag["sources"])
            for anchor in trap["anchors"]
        )
        >= 2
    )


def measure(cluster: Cluster, *, listed: bool) -> str:
    """A row of the table: differences found of those marked, true of those shown, traps."""
    library, scorer, plain = (
        importlib.import_module(name) for name in ("mergelib", "score_digest", "plaintext")
    )
    names = sorted(json.loads(cluster.gold.read_text(encoding="utf-8"))["sources"])
    stories = [read(name, (cluster.folder / name).read_bytes()) for name in names]
    digest = merge(stories, {story.path: number for number, story in enumerate(stories, 1)})
    with tempfile.TemporaryDirectory() as scratch:
        for name in names:
            (Path(scratch) / name).write_text(
                plain.plain(str(cluster.folder / name)), encoding="utf-8", newline=""
            )
        gold = library.Gold(str(cluster.gold), scratch)
    marked = cluster.planted or gold.g["disagreements"]
    known = [*gold.g["disagreements"], *cluster.planted]
    flags = scorer.flags(as_json(digest)) if digest.differences else []
    hits = {
        (each["id"], place)
        for each in known
        for place, flag in enumerate(flags)
        if sum(holds(gold, library.norm, side, flag) for side in each["sides"]) >= 2
    }
    wanted = [each["id"] for each in marked if each["level"] == "A"]
    found = {name for name, _ in hits}
    right = {place for _, place in hits}
    wrong = [flag for place, flag in enumerate(flags) if place not in right]
    traps = sum(
        springs(library.norm, trap, flag) for trap in gold.g.get("not_disagreements", []) for flag in wrong
    )
    if listed:
        for name in sorted(set(wanted) - found):
            print(f"missed in {cluster.name}: {name}")
        for place, difference in enumerate(digest.differences):
            if place not in right:
                print(f"unmarked in {cluster.name}: {difference.kind}, {difference.about}")
    row = (
        cluster.name,
        f"{len(found & set(wanted))} of {len(wanted)}",
        f"{len(right)} of {len(flags)}",
        str(traps),
    )
    return f"| {' | '.join(row)} |"


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--shared", type=Path, required=True)
    options.add_argument("--list", action="store_true")
    chosen = options.parse_args()
    sys.path.insert(0, str(chosen.shared / "score"))
    print("| stories | found of marked | true of shown | traps |\n| --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as scratch:
        for cluster in clusters(chosen.shared, Path(scratch)):
            print(measure(cluster, listed=chosen.list))


if __name__ == "__main__":
    main()
