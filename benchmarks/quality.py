"""The figures of a fresh build of the data the program was tuned on, in one table.

`python benchmarks/quality.py --shared FOLDER`; the folder holds seeds, fiction, events, gold and the scorers.
"""

import argparse
import importlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Row:
    """A figure beside its aim and its gate; `least` says whether more is better."""

    what: str
    figure: float
    aim: float
    gate: float
    least: bool = True

    @property
    def verdict(self) -> str:
        aim, gate = (self.figure >= self.aim - 5e-4, self.figure >= self.gate - 5e-4)
        if not self.least:
            aim, gate = self.figure <= self.aim + 5e-4, self.figure <= self.gate + 5e-4
        return "aim" if aim else "gate" if gate else "**missed**"

    def __str__(self) -> str:
        sign = "≥" if self.least else "≤"
        wanted = f"{sign} {self.aim:g} | {sign} {self.gate:g}"
        return f"| {self.what} | {self.figure:.3f} | {wanted} | {self.verdict} |"


def most(what: str, figure: float, aim: float, gate: float) -> Row:
    """A figure that should be small."""
    return Row(what, figure, aim, gate, least=False)


def sitegen(*words: str) -> str:
    """What the command prints."""
    where = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    command = (sys.executable, "-m", "sitegen", *words)
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": where}
    )
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def built(stories: Path, folder: Path) -> Path:
    """The output folder of a fresh site of the stories."""
    shutil.copytree(stories, folder / "content")
    sitegen("build", "-q", "-C", str(folder))
    return folder / "public"


def groups(stories: Path, folder: Path) -> dict[str, int]:
    """The number of the group of each file."""
    folder.mkdir()
    told = json.loads(sitegen("list", "--json", "-C", str(folder), "--content", str(stories)))
    return {
        story["path"].rsplit("/", 1)[-1]: number
        for number, event in enumerate(told["events"])
        for story in event["stories"]
    }


def digests(public: Path) -> list[dict]:
    """Every digest of a site as JSON, the one with most sources first."""
    found = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(public.glob("*/index.json"))]
    return sorted(found, key=lambda digest: -len(digest["sources"]))


def seeds(shared: Path, work: Path) -> Iterator[Row]:
    score = importlib.import_module("score_digest")
    found = digests(built(shared / "seeds", work / "seeds"))
    figure = score.score(score.Gold(shared / "gold" / "seeds.gold.json", shared / "seeds"), found[0])
    gold = json.loads((shared / "gold" / "seeds.gold.json").read_text(encoding="utf-8"))
    level_a = sum(item["level"] == "A" for item in gold["disagreements"])
    yield Row("seeds: sources in one digest", len(found[0]["sources"]), 5, 5)
    for name in ("verbatim_statements", "offsets_exact", "recall_with_folds"):
        yield Row(f"seeds: {name}", figure[name], 1, 1)
    for name in ("fact_recall", "unique_recall", "worst_source_recall"):
        yield Row(f"seeds: {name}", figure[name], 1, 0.98)
    yield most("seeds: furniture_statements", figure["furniture_statements"], 0, 0)
    yield most("seeds: redundant_statements", figure["redundant_statements"], 0.15, 0.25)
    yield most("seeds: mentions_per_fact", figure["mentions_per_fact"], 1.45, 1.72)
    yield most("seeds: compression", figure["compression"], 0.72, 0.82)
    yield Row("seeds: attribution_recall", figure["attribution_recall"], 0.99, 0.98)
    yield Row("seeds: attribution_precision", figure["attribution_precision"], 0.98, 0.95)
    yield Row("seeds: attribution_strict", figure["attribution_strict"], 0.98, 0.95)
    yield Row("seeds: order_kept", figure["order_kept"], 0.95, 0.90)
    yield Row("seeds: a_lead_in_first_2", figure["a_lead_in_first_2"], 1, 1)
    yield most("seeds: dangling", figure["dangling"], 1, 1)
    yield Row("seeds: level-A differences flagged", figure["disagreement_recall_A"] * level_a, 4, 3)
    yield most("seeds: traps sprung", figure["traps_sprung"], 0, 0)


def planted(shared: Path, work: Path) -> Iterator[Row]:
    """The seeds with ten known clashes put in: how many stay visible, how many are flagged."""
    score = importlib.import_module("score_digest")
    changed = work / "changed"
    script = shared / "score" / "mutate_seeds.py"
    subprocess.run((sys.executable, script, shared / "seeds", changed), check=True, capture_output=True)
    clashes = json.loads((changed / "mutations.json").read_text(encoding="utf-8"))["mutations"]
    gold = json.loads((shared / "gold" / "seeds.gold.json").read_text(encoding="utf-8"))
    told = work / "planted.gold.json"
    told.write_text(json.dumps({**gold, "disagreements": clashes, "not_disagreements": []}), encoding="utf-8")
    stories = work / "stories"
    shutil.copytree(changed, stories, ignore=shutil.ignore_patterns("*.json"))
    digest = digests(built(stories, work / "planted"))[0]
    text = [score.norm(statement["text"]) for statement in digest["statements"]]

    def shown(clash: Mapping) -> bool:
        anchors = [[score.norm(anchor) for anchor in side["anchors"]] for side in clash["sides"]]
        return sum(any(anchor in line for anchor in side for line in text) for side in anchors) >= 2

    flagged = score.score(score.Gold(told, changed), digest)["disagreement_recall_A"] * len(clashes)
    yield Row("planted: clashes visible, of 10", sum(map(shown, clashes)), 10, 10)
    yield Row("planted: clashes flagged, of 10", flagged, 9, 8)


def fiction(shared: Path, work: Path) -> Iterator[Row]:
    data = shared / "fiction"
    public = built(data / "docs", work / "fiction")
    script = (sys.executable, shared / "score" / "score_site.py")
    given = (data / "docs", data / "clusters.json", data / "gold", f"{public}/*/index.json", "--json")
    told = json.loads(subprocess.run((*script, *given), check=True, capture_output=True, text=True).stdout)
    rows = told["rows"].values()

    def mean(name: str) -> float:
        figures = [float(row[name]) for row in rows if row.get(name) is not None]
        return sum(figures) / len(figures) if figures else 0.0

    yield Row("fiction: grouping B-Cubed F1", told["bcubed"]["f1"], 0.95, 0.90)
    yield Row("fiction: recall_with_folds", mean("recall_with_folds"), 1, 1)
    yield Row("fiction: fact_recall", mean("fact_recall"), 0.99, 0.98)
    yield most("fiction: redundant_statements", mean("redundant_statements"), 0.20, 0.30)
    yield most("fiction: compression", mean("compression"), 0.66, 0.76)
    furniture = sum(row["furniture_statements"] for row in rows) / sum(row["statements"] for row in rows)
    yield most("fiction: furniture_statements, share", furniture, 0.01, 0.04)
    yield most("fiction: never_merge_violations", sum(row["never_merge_violations"] for row in rows), 0, 0)
    yield Row("fiction: disagreement_recall_A", mean("disagreement_recall_A"), 0.75, 0.65)
    yield Row("fiction: disagreement_precision", mean("disagreement_precision"), 0.95, 0.85)
    yield most("fiction: traps sprung", sum(row["traps_sprung"] for row in rows), 0, 0)


def events(shared: Path, work: Path) -> Iterator[Row]:
    """Short reports with two look-alike events in each topic: all in one folder, then each event alone."""
    metrics = importlib.import_module("metrics")
    data = shared / "events" / "ecbplus"
    clusters = {
        name: files for name, files in json.loads((data / "clusters.json").read_text()).items() if files
    }
    gold = {file: name for name, files in clusters.items() for file in files}
    found = groups(data / "docs", work / "events")
    names = sorted(gold)
    together = metrics.bcubed([gold[name] for name in names], [found[name] for name in names])[2]
    yield Row("ECB+: grouping B-Cubed F1", together, 0.885, 0.870)
    alone = []
    for number, files in enumerate(clusters.values()):
        stories = work / "one" / str(number)
        stories.mkdir(parents=True)
        for file in files:
            shutil.copy(data / "docs" / file, stories)
        found = groups(stories, work / f"event{number}")
        alone.append(metrics.bcubed([0] * len(files), [found[file] for file in files])[2])
    yield Row("ECB+: one event alone, mean B-Cubed F1", sum(alone) / len(alone), 0.93, 0.93)


PARTS = {"seeds": seeds, "planted": planted, "fiction": fiction, "events": events}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=os.environ.get("SITEGEN_SHARED"))
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; default: all")
    given = parser.parse_args()
    if given.shared is None or not given.shared.is_dir():
        parser.error("--shared must name the folder of the data")
    if unknown := set(given.parts) - set(PARTS):
        parser.error(f"no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    sys.path.insert(0, str(given.shared / "score"))
    print("| measure | figure | aim | gate | reached |\n| --- | ---: | ---: | ---: | --- |")
    with tempfile.TemporaryDirectory() as work:
        for name in given.parts or PARTS:
            (Path(work) / name).mkdir()
            for row in PARTS[name](given.shared.resolve(), Path(work) / name):
                print(row, flush=True)


if __name__ == "__main__":
    main()
