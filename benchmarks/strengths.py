"""How sure each rule is of the differences that it finds: fits the constants of `sitegen.compare.rules`.

`python benchmarks/strengths.py --shared FOLDER [--read | --label FILE]`. What the rules find in the
development data and in own reports (`reports.toml`), in whole events and in small draws of them, is looked up
in `strengths.tsv`: a hash of the two sentences and of the rule, and 1 where a careful reader called it a
difference of these sources about one thing, else 0. Prints the constants, fitted on all, and how many are
right of those shown when each half is judged by the other. `--read` prints what has no label yet, with its
hash; `--label FILE` adds the lines of a file to the labels.
"""

import argparse
import hashlib
import json
import math
import os
import random
import subprocess
import sys
import tempfile
import tomllib
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from sitegen.compare import clash
from sitegen.compare.corpus import Corpus
from sitegen.compare.finding import Discrepancy
from sitegen.compare.rules import RULES, Predictors, predictors
from sitegen.group import Index, features
from sitegen.model import Story
from sitegen.read import read

LABELS = Path(__file__).with_suffix(".tsv")
SETS = ("seeds", "fiction/docs", "rewrites/docs", "events/ecbplus/docs")
SIZES, DRAWS = (2, 3, 4), 4
"""Reports in a small draw of an event, and draws of each size."""
LOWER = 0.35
"""How far below their bounds numbers and days are looked at, so that there are wrong ones to learn from."""
RIDGE = 1.0
"""How strongly weights are held at 0, and rules at what all rules have in common."""
STEPS = 25
BOUNDS = (-9.0, -0.5, -0.2, 0.0, 0.2, 0.4, 0.6, 0.8, 1.0, 1.5)
"""Log-odds from which on points might be shown."""


class Found(NamedTuple):
    """What a rule found in a group."""

    rule: str
    unit: str
    """The event: both halves of the data hold whole events."""
    predictors: Predictors
    key: str
    point: Discrepancy


def groups(shared: Path) -> Iterator[tuple[str, list[Story]]]:
    """Events of all sets: as they are grouped, then small draws of each."""
    with tempfile.TemporaryDirectory() as changed:
        script = shared / "score" / "mutate_seeds.py"
        subprocess.run((sys.executable, script, shared / "seeds", changed), check=True, capture_output=True)
        paths = sorted(path for path in Path(changed).iterdir() if path.suffix != ".json")
        yield from _draws("seeds changed", [read(path.name, path.read_bytes()) for path in paths])
    for part in SETS:
        folder = shared / part
        paths = sorted(path for path in folder.iterdir() if path.suffix != ".json")
        stories = {path.name: read(path.name, path.read_bytes()) for path in paths}
        index = Index()
        index.update([features(story) for story in stories.values()])
        events = [list(group) for group in index.groups()]
        if part.startswith("events"):
            events += json.loads((folder.parent / "clusters.json").read_text(encoding="utf-8")).values()
        for event in events:
            yield from _draws(f"{part} {event[0]}", [stories[path] for path in event])
    for event in own():
        yield event[0], event[1]


def own() -> Iterator[tuple[str, list[Story], list[list[str]]]]:
    """The own events: name, reports, and the words of each in which they differ."""
    for event in tomllib.loads(LABELS.with_name("reports.toml").read_text(encoding="utf-8"))["event"]:
        stories = []
        for report in event["report"]:
            title, _, text = report["text"].strip().partition("\n")
            head = f"---\ntitle: {title}\ndate: {report['date']}\nsource: {report['outlet']}\n---\n\n"
            stories.append(read(f"{report['outlet'].lower().replace(' ', '-')}.md", (head + text).encode()))
        yield event["name"], stories, event["differ"]


def _draws(name: str, stories: list[Story]) -> Iterator[tuple[str, list[Story]]]:
    if len(stories) < 2:
        return
    yield name, stories
    chance = random.Random(name)
    for size in SIZES:
        if size < len(stories):
            for _ in range(DRAWS):
                yield name, chance.sample(stories, size)


def findings(shared: Path) -> Iterator[Found]:
    """What is found in all groups, each pair of sentences once for a rule."""
    clash.SHOWN -= LOWER  # type: ignore[misc]
    clash.DAY_SHOWN -= LOWER  # type: ignore[misc]
    clash.NAMED -= LOWER  # type: ignore[misc]
    seen: set[tuple[str, str]] = set()
    for unit, stories in groups(shared):
        corpus = Corpus(sorted(stories, key=lambda story: story.path))
        for rule in RULES:
            for point in rule.look(corpus) if rule.look else ():
                key = key_of(corpus, rule.name, point)
                if key and (rule.name, key) not in seen:
                    seen.add((rule.name, key))
                    yield Found(rule.name, unit, predictors(corpus, rule.name, point), key, point)


def key_of(corpus: Corpus, rule: str, point: Discrepancy) -> str:
    """A hash of the two sentences that are most alike, and of the rule; empty where there are no two."""
    pairs = [
        (corpus.nearness(one.said, other.said), *sorted((one.said.text, other.said.text)))
        for one, other in combinations(point.sides, 2)
        if not one.said.mask & other.said.mask and one.words.lower() != other.words.lower()
    ]
    if not pairs:
        return ""
    return hashlib.sha256("\0".join((rule, *max(pairs)[1:])).encode()).hexdigest()[:12]


def half_of(unit: str) -> int:
    """0 or 1; look-alike events of one topic, and what was made of one event, are in one half."""
    topic = "seeds" if unit.startswith("seeds") else unit.replace("plus", "").partition("_")[0]
    return zlib.crc32(topic.encode()) >> 7 & 1


def row(found: Found, rules: Sequence[str]) -> list[float]:
    """The numbers that the fit sees: one for all, the predictors, one for each rule."""
    return [1.0, *found.predictors, *(float(found.rule == rule) for rule in rules)]


def fit(rows: Sequence[Sequence[float]], labels: Sequence[int]) -> list[float]:
    """Return the weights of a logistic regression with a ridge on all but the first, by Newton's method."""
    width = len(rows[0])
    weights = [0.0] * width
    for _ in range(STEPS):
        slope = [-RIDGE * weight * (at > 0) for at, weight in enumerate(weights)]
        bend = [[RIDGE * (at == to and at > 0) for to in range(width)] for at in range(width)]
        for each, label in zip(rows, labels, strict=True):
            chance = 1 / (1 + math.exp(-sum(w * x for w, x in zip(weights, each, strict=True))))
            for at, value in enumerate(each):
                slope[at] += (label - chance) * value
                for to, other in enumerate(each):
                    bend[at][to] += chance * (1 - chance) * value * other
        weights = [weight + step for weight, step in zip(weights, solved(bend, slope), strict=True)]
    return weights


def solved(matrix: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    """Return the solution of linear equations with a positive definite matrix, by elimination."""
    rows = [[*line, value] for line, value in zip(matrix, right, strict=True)]
    for at, pivot in enumerate(rows):
        for to, line in enumerate(rows):
            if to != at and line[at]:
                times = line[at] / pivot[at]
                rows[to] = [value - times * other for value, other in zip(line, pivot, strict=True)]
    return [line[-1] / line[at] for at, line in enumerate(rows)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=os.environ.get("SITEGEN_SHARED"))
    parser.add_argument("--read", action="store_true", help="print what has no label yet")
    parser.add_argument("--label", type=Path, metavar="FILE", help="add the labels of a file: hash, 0 or 1")
    given = parser.parse_args()
    if given.shared is None or not Path(given.shared).is_dir():
        parser.error("--shared must name the folder of the data")
    labels = dict(line.split("\t") for line in LABELS.read_text(encoding="utf-8").splitlines())
    if given.label:
        labels |= dict(line.split()[:2] for line in given.label.read_text(encoding="utf-8").splitlines())
        LABELS.write_text("".join(f"{key}\t{labels[key]}\n" for key in sorted(labels)), encoding="utf-8")
    found = list(findings(Path(given.shared)))
    if given.read:
        for each in found:
            if each.key not in labels:
                print(f"\n{each.key} {each.rule}: {each.point.about}")
                for side in each.point.sides:
                    text = side.said.text
                    print(f"  {text[: side.start]}[{side.words}]{text[side.end :]}")
        return
    told = [(each, int(labels[each.key])) for each in found if each.key in labels]
    report(told, len(found) - len(told))


def report(told: Sequence[tuple[Found, int]], unread: int) -> None:
    """Print the counts, the constants and what they do to each half when fitted on the other."""
    counts = Counter((found.rule, label) for found, label in told)
    rules = sorted({found.rule for found, _ in told})
    rows = [row(found, rules) for found, _ in told]
    weights = fit(rows, [label for _, label in told])
    print(f"{len(told)} read, {sum(label for _, label in told)} right; {unread} not read\n")
    print("WEIGHTS", ", ".join(f"{weight:.2f}" for weight in weights[1 : 1 + len(Predictors._fields)]))
    print(f"ANY {weights[0]:.2f}")
    for rule, weight in zip(rules, weights[1 + len(Predictors._fields) :], strict=True):
        right, wrong = counts[rule, 1], counts[rule, 0]
        print(f"{rule}: odds={weights[0] + weight:.2f} ({right} right, {wrong} wrong)")
    halves = [half_of(found.unit) for found, _ in told]
    tune = [at for at, half in enumerate(halves) if half == 0]
    fitted = fit([rows[at] for at in tune], [told[at][1] for at in tune])
    print("\nFitted on the half to tune on:\n")
    print("| shown from | right on it | of real news | right on the half to look at | of real news |")
    print("| ---: | ---: | ---: | ---: | ---: |")
    strengths = [sum(w * x for w, x in zip(fitted, each, strict=True)) for each in rows]
    for bound in BOUNDS:
        cells = []
        for half in (0, 1):
            shown = [at for at, each in enumerate(halves) if each == half and strengths[at] >= bound]
            real = [at for at in shown if told[at][0].unit.startswith("events")]
            cells += [f"{sum(told[at][1] for at in kept)} of {len(kept)}" for kept in (shown, real)]
        print(f"| {bound} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
