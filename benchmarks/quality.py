"""The figures of a fresh build of the data the program was tuned on, in one table.

`python benchmarks/quality.py --shared FOLDER [PART ...]`; the folder holds the data and the scorers.
Each set is split by a hash of its clusters' names in a half to tune on and a half to look at; a figure is a
count with what it is out of, or a share where it is out of many. With `--read COUNT [PART ...]` it prints so
many sentences left out, passages cited in full, differences and groups instead, drawn by a seed, for reading.
"""

import argparse
import contextlib
import csv
import importlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zlib
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import strengths

from sitegen.digest import merge
from sitegen.group import Index, features
from sitegen.model import Citation
from sitegen.read import read

ROOT = Path(__file__).resolve().parents[1]
MANY = 200
"""What a figure is out of from which it is shown as a share."""


@dataclass
class Row:
    """A figure by unit (a cluster, a case): how much of how much; and what is wanted of all of them."""

    what: str
    aim: float
    least: bool = True
    joint: str = "of"
    units: dict[str, tuple[float, float]] = field(default_factory=dict)

    def add(self, unit: str, got: float, of: float = 1) -> None:
        had = self.units.get(unit, (0, 0))
        self.units[unit] = had[0] + got, had[1] + of

    def figure(self, half: int | None) -> str:
        got, of = self.total(half)
        if not of or (half is not None and len(self.units) == 1):
            return "–"
        counts = of <= MANY and all(each == int(each) for pair in self.units.values() for each in pair)
        return f"{got:.0f} {self.joint} {of:.0f}" if counts and of > 1 else f"{got / of:.3f}"

    def total(self, half: int | None) -> tuple[float, float]:
        units = [pair for unit, pair in self.units.items() if half in {None, half_of(unit)}]
        return sum(got for got, _ in units), sum(of for _, of in units)

    def __str__(self) -> str:
        got, of = self.total(None)
        share = got / of if of else 0.0
        reached = share >= self.aim - 5e-4 if self.least else share <= self.aim + 5e-4
        cells = [self.what, *map(self.figure, (0, 1, None)), f"{'≥' if self.least else '≤'} {self.aim:g}"]
        return f"| {' | '.join(cells)} | {'yes' if reached else '**no**'} |"


def half_of(unit: str) -> int:
    """0 for the half to tune on, 1 for the half to look at."""
    return zlib.crc32(unit.encode()) >> 7 & 1


def least(what: str, aim: float) -> Row:
    """A figure that should be large."""
    return Row(what, aim)


def most(what: str, aim: float) -> Row:
    """A figure that should be small."""
    return Row(what, aim, least=False)


def sitegen(*words: str) -> str:
    """What the command prints."""
    where = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    command = (sys.executable, "-m", "sitegen", *words)
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": where}
    )
    if done.returncode not in {0, 1}:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def built(stories: Path, folder: Path) -> Path:
    """The output folder of a fresh site of the stories."""
    shutil.copytree(stories, folder / "content")
    sitegen("build", "-q", "-C", str(folder))
    return folder / "public"


def digests(public: Path) -> list[dict]:
    """Every digest of a site as JSON, the one with most sources first."""
    found = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(public.glob("*/index.json"))]
    return sorted(found, key=lambda digest: -len(digest["sources"]))


def seeds(shared: Path, work: Path) -> Iterator[Row]:
    score = importlib.import_module("score_digest")
    found = digests(built(shared / "seeds", work / "seeds"))[0]
    told = json.loads((shared / "gold" / "seeds.gold.json").read_text(encoding="utf-8"))
    figure = score.score(score.Gold(shared / "gold" / "seeds.gold.json", shared / "seeds"), found)
    wanted = (
        least("recall_with_folds", 1),
        least("fact_recall", 0.98),
        least("worst_source_recall", 0.98),
        most("furniture_statements", 0),
        most("redundant_statements", 0.15),
        most("mentions_per_fact", 1.54),
        most("compression", 0.74),
        least("attribution_recall", 0.99),
        least("attribution_strict", 0.98),
        least("order_kept", 0.95),
        most("traps_sprung", 0),
    )
    together = least("seeds: sources in one digest", 1)
    together.add("", len(found["sources"]), 5)
    yield together
    for row in wanted:
        row.add("", figure[row.what])
        row.what = f"seeds: {row.what}"
        yield row
    shown, level_a = least("seeds: differences found", 5 / 6), _level_a(told)
    shown.add("", round(figure["disagreement_recall_A"] * level_a), level_a)
    yield shown


def planted(shared: Path, work: Path) -> Iterator[Row]:
    """The seeds with ten known clashes put in: how many stay visible, how many are shown as differences."""
    score = importlib.import_module("score_digest")
    changed = work / "changed"
    script = shared / "score" / "mutate_seeds.py"
    subprocess.run((sys.executable, script, shared / "seeds", changed), check=True, capture_output=True)
    clashes = json.loads((changed / "mutations.json").read_text(encoding="utf-8"))["mutations"]
    gold = json.loads((shared / "gold" / "seeds.gold.json").read_text(encoding="utf-8"))
    stories = work / "stories"
    shutil.copytree(changed, stories, ignore=shutil.ignore_patterns("*.json"))
    digest = digests(built(stories, work / "planted"))[0]
    text = [score.norm(statement["text"]) for statement in digest["statements"]]
    visible, shown = least("planted: clashes visible", 1), least("planted: clashes shown", 0.9)
    for number, clash in enumerate(clashes):
        anchors = [[score.norm(anchor) for anchor in side["anchors"]] for side in clash["sides"]]
        sides = sum(any(anchor in line for anchor in side for line in text) for side in anchors)
        told = work / "planted.gold.json"
        told.write_text(json.dumps({**gold, "disagreements": [clash], "not_disagreements": []}), "utf-8")
        figure = score.score(score.Gold(told, changed), digest)
        visible.add(str(number), sides >= 2)
        shown.add(str(number), round(figure["disagreement_recall_A"]))
    others = most("planted: other differences shown", 12)
    others.add("", len(digest["differences"]) - shown.total(None)[0])
    yield from (visible, shown, others)


def fiction(shared: Path, work: Path) -> Iterator[Row]:
    return clusters(shared, work, "fiction", differences=(0.45, 0.75))


def rewrites(shared: Path, work: Path) -> Iterator[Row]:
    return clusters(shared, work, "rewrites", differences=(0.2, 0.75))


def clusters(shared: Path, work: Path, name: str, differences: tuple[float, float]) -> Iterator[Row]:
    """The clusters of a folder: how they are grouped, and what their digests keep, repeat and show."""
    data = shared / name
    public = built(data / "docs", work / name)
    events = json.loads((data / "clusters.json").read_text(encoding="utf-8"))
    unclear = {path for case in events.pop("borderline", []) for path in case["files"]}
    gold = {path: event for event, paths in events.items() for path in paths if path not in unclear}
    yield grouping(f"{name}: grouping B-Cubed", gold, homes(public), {}, 0.94 if name == "fiction" else 0.99)
    script = (sys.executable, shared / "score" / "score_site.py")
    given = (data / "docs", data / "clusters.json", data / "gold", f"{public}/*/index.json", "--json")
    told = json.loads(subprocess.run((*script, *given), check=True, capture_output=True, text=True).stdout)
    shares = (
        least("recall_with_folds", 1),
        least("fact_recall", 0.99),
        least("attribution_strict", 0.99),
        most("redundant_words", 0.30),
        most("compression", 0.76),
    )
    sums = (most("furniture_statements", 0), most("never_merge_violations", 0), most("traps_sprung", 0))
    found, right = (
        least(f"{name}: differences found", differences[0]),
        least(f"{name}: differences that are right", differences[1]),
    )
    for cluster, row in told["rows"].items():
        for share in shares:
            share.add(cluster, row.get(share.what) or 0.0)
        for total in sums:
            total.add(cluster, row.get(total.what) or 0, 1)
        clear = _level_a(json.loads((data / "gold" / f"{cluster}.gold.json").read_text(encoding="utf-8")))
        found.add(cluster, round((row.get("disagreement_recall_A") or 0) * clear), clear)
        page = Path(row["digest"]).parent.name if row.get("digest") else ""
        page_file = public / page / "index.json"
        shown = len(json.loads(page_file.read_text(encoding="utf-8"))["differences"]) if page else 0
        right.add(cluster, round((row.get("disagreement_precision") or 0) * shown), shown)
    for each in (*shares, *sums):
        each.what = f"{name}: {each.what}" + (" in clusters" if each in sums else "")
        each.joint = "in" if each in sums else "of"
        yield each
    yield from (found, right)


def _level_a(gold: Mapping) -> int:
    return sum(item["level"] == "A" for item in gold["disagreements"])


def homes(public: Path) -> dict[str, str]:
    """The digest of each file."""
    return {source["source"]: digest["id"] for digest in digests(public) for source in digest["sources"]}


def grouping(
    what: str,
    gold: Mapping[str, Hashable],
    found: Mapping[str, Hashable],
    units: Mapping[str, str],
    aim: float,
) -> Row:
    """F1 of B-Cubed (Bagga and Baldwin 1998), of all stories and of those of each half."""
    precision, recall = defaultdict(list), defaultdict(list)
    true, made = defaultdict(set), defaultdict(set)
    for path, event in gold.items():
        true[event].add(path)
        made[found.get(path, path)].add(path)
    for path, event in gold.items():
        unit = units.get(path, str(event))
        group = made[found.get(path, path)]
        precision[unit].append(len(group & true[event]) / len(group))
        recall[unit].append(len(group & true[event]) / len(true[event]))
    row = Harmonic(what, aim)
    for unit, shares in precision.items():
        row.units[unit] = sum(shares), len(shares)
        row.recalls[unit] = sum(recall[unit])
    return row


@dataclass
class Harmonic(Row):
    """A row whose figure is the harmonic mean of two shares."""

    recalls: dict[str, float] = field(default_factory=dict)

    def total(self, half: int | None) -> tuple[float, float]:
        units = [unit for unit in self.units if half in {None, half_of(unit)}]
        got, recalled = sum(self.units[unit][0] for unit in units), sum(self.recalls[unit] for unit in units)
        of = sum(self.units[unit][1] for unit in units)
        return (2 * got * recalled / (got + recalled) if got + recalled else 0.0), of


def events(shared: Path, _: Path) -> Iterator[Row]:
    """Short reports with two look-alike events in each topic: all in one folder, then each event alone."""
    data = shared / "events" / "ecbplus"
    told = json.loads((data / "clusters.json").read_text(encoding="utf-8"))
    gold = {file: name for name, files in told.items() for file in files}
    topic = {file: name.partition("ecb")[0] for file, name in gold.items()}
    found = groups(data / "docs", sorted(gold))
    yield grouping("ECB+: grouping B-Cubed", gold, found, topic, 0.89)
    alone = least("ECB+: one event alone, B-Cubed", 0.93)
    for name, files in told.items():
        own = grouping("", dict.fromkeys(files, name), groups(data / "docs", files), {}, 0).total(None)
        alone.add(name.partition("ecb")[0], own[0] / own[1])
    yield alone


def groups(folder: Path, files: Iterable[str]) -> dict[str, str]:
    """The group of each file of a folder, by its first story."""
    index = Index()
    index.update([features(read(file, (folder / file).read_bytes())) for file in files])
    return {path: group[0] for group in index.groups() for path in group}


def own(*_: Path) -> Iterator[Row]:
    """Events of two own reports each: which of the ways in which they differ are shown."""
    found, right = (
        least("own reports: differences found", 0.45),
        least("own reports: those that are right", 0.75),
    )
    for name, stories, differ in strengths.own():
        digest = merge(stories, {story.path: number for number, story in enumerate(stories)})
        said = {
            (statement.id, citation.story): citation.text
            for statement in digest.statements
            for citation in statement.citations
        }
        hit: set[int] = set()
        for difference in digest.differences:
            told = [said[side.statement, side.story] for side in difference.sides]
            met = {
                at
                for at, words in enumerate(differ)
                if all(any(word in text for text in told) for word in words)
            }
            right.add(name, bool(met))
            hit |= met
        found.add(name, len(hit), len(differ))
    yield from (found, right)


def exchanges(shared: Path, _: Path) -> Iterator[Row]:
    """Two reports whose sentences differ by one word: what becomes of the second."""
    scorer = importlib.import_module("exchanges")
    misfiled, shown, false = (
        most("exchanges: cited for the other word", 0),
        least("exchanges: difference shown", 0.6),
        most("exchanges: one meaning shown as a difference", 0.1),
    )
    command = [sys.executable, "-m", "sitegen"]
    with (shared / "exchanges.tsv").open(encoding="utf-8") as table:
        for frame, one, two, kind in csv.reader(table, delimiter="\t"):
            found = scorer.outcome(frame.replace("{}", one), frame.replace("{}", two), command)
            if kind == "same":
                false.add(f"{one} {two}", "shown" in found)
            else:
                misfiled.add(f"{one} {two}", "misfiled" in found)
                shown.add(f"{one} {two}", "shown" in found)
    yield from (misfiled, shown, false)


def shades(*_: Path) -> Iterator[Row]:
    """Two reports, one sentence in two shades, either way round: what becomes of the one under the other."""
    full, left, joined = (
        most("shades: cited in full for another shade", 0),
        most("shades: left out under another shade", 0),
        least("shades: one claim in other words joined", 1),
    )
    told = tomllib.loads((ROOT / "benchmarks" / "shades.toml").read_text(encoding="utf-8"))
    for language, each in told.items():
        for kind in ("apart", "same"):
            for line in each[kind].strip().split("\n"):
                pair = line.split(": ", 1)[-1].split(" | ") if kind == "apart" else line.split(" | ")
                under = [
                    passage for one, two in (pair, pair[::-1]) for passage in _under(language, each, one, two)
                ]
                if kind == "same":
                    joined.add(line, bool(under))
                else:
                    full.add(line, any(not passage.partial for passage, _ in under))
                    folds = line.startswith("act")
                    left.add(line, any(gone or (folds and passage.folded) for passage, gone in under))
    yield from (full, left, joined)


def _under(language: str, told: Mapping[str, str], one: str, two: str) -> list[tuple[Citation, bool]]:
    """The passages of either sentence that stand under the other, and whether they were left out."""
    stories = []
    for name, said in (("one", one), ("two", two)):
        first, *rest = told[name].strip().split("\n")
        text = "\n\n".join((first, said, *rest))
        head = f"---\nlang: {language}\ndate: 2026-05-07\n---\n\n"
        stories.append(read(f"{name}.md", (head + text).encode()))
    digest = merge(stories, {"one.md": 1, "two.md": 2})
    gone = {each.text for each in digest.dropped if each.reason.startswith("covered by ")}
    return [
        (passage, passage.text in gone)
        for statement in digest.statements
        for passage in statement.citations[1:]
        if {passage.text, statement.citations[0].text} == {one, two}
    ]


def cases(shared: Path, _: Path) -> Iterator[Row]:
    """The small inputs about grouping and comparing that have a right answer."""
    scorer = importlib.import_module("cases")
    row = least("cases of groups: passed", 0.8)
    for case in sorted((shared / "cases").glob("group-*")):
        row.add(case.name, not scorer.run(str(case), [sys.executable, "-m", "sitegen"], verbose=False))
    yield row


PARTS = {
    "seeds": seeds,
    "planted": planted,
    "fiction": fiction,
    "rewrites": rewrites,
    "events": events,
    "own": own,
    "exchanges": exchanges,
    "shades": shades,
    "cases": cases,
}
READ = {
    "seeds": "seeds",
    "fiction": "fiction/docs",
    "rewrites": "rewrites/docs",
    "events": "events/ecbplus/docs",
}


def samples(public: Path) -> dict[str, list[str]]:
    """What can be read of a site, by kind: each as lines."""
    found: dict[str, list[str]] = {"left out": [], "cited in full": [], "differences": [], "groups": []}
    for digest in digests(public):
        said = {statement["id"]: statement["text"] for statement in digest["statements"]}
        names = {source["source"]: source for source in digest["sources"]}
        for drop in digest["dropped"]:
            if drop["reason"].startswith("covered by "):
                kept = said.get(drop["reason"].split()[2], "")
                found["left out"].append(f"- {drop['source']}: {drop['text']}\n  kept: {kept}")
        for statement in digest["statements"]:
            found["cited in full"] += [
                f"- {passage['source']}: {passage['text']}\n  under: {statement['text']}"
                for passage in statement["sources"][1:]
                if not passage["partial"] and passage["text"] != statement["text"]
            ]
        for difference in digest["differences"]:
            sides = [
                f"  {side['source']}: [{side['text']}] {_passage(digest, side)}"
                for side in difference["sides"]
            ]
            found["differences"].append("\n".join([f"- {difference['kind']}: {difference['about']}", *sides]))
        if len(names) > 1:
            heads = [
                f"  {path} {story['published'] or '?'}: {story['title']}" for path, story in names.items()
            ]
            found["groups"].append("\n".join([f"- {digest['title']}", *heads]))
    return found


def _passage(digest: Mapping, side: Mapping) -> str:
    """The passage that a side of a difference stands in."""
    return " / ".join(
        passage["text"]
        for statement in digest["statements"]
        if statement["id"] == side["statement"]
        for passage in statement["sources"]
        if passage["source"] == side["source"]
    )


def read_aloud(shared: Path, work: Path, parts: Sequence[str], count: int, seed: int) -> None:
    """Print a sample of each kind of each set."""
    for part in parts:
        for kind, lines in samples(built(shared / READ[part], work / part)).items():
            drawn = random.Random(f"{seed} {part} {kind}").sample(lines, min(count, len(lines)))
            print(f"\n## {part}: {kind}, {len(drawn)} of {len(lines)}\n", *drawn, sep="\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=os.environ.get("SITEGEN_SHARED"))
    parser.add_argument("--read", type=int, metavar="COUNT", help="print so many of each kind for reading")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; default: all")
    given = parser.parse_args()
    if given.shared is None or not Path(given.shared).is_dir():
        parser.error("--shared must name the folder of the data")
    known = READ if given.read else PARTS
    if unknown := set(given.parts) - set(known):
        parser.error(f"no part {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    shared = Path(given.shared).resolve()
    sys.path.insert(0, str(shared / "score"))
    with tempfile.TemporaryDirectory() as work, contextlib.suppress(BrokenPipeError):
        if given.read:
            read_aloud(shared, Path(work), given.parts or list(READ), given.read, given.seed)
            return
        print("| measure | half to tune on | half to look at | all | aim | reached |")
        print("| --- | ---: | ---: | ---: | ---: | --- |")
        for name in given.parts or PARTS:
            (Path(work) / name).mkdir()
            for row in PARTS[name](shared, Path(work) / name):
                print(row, flush=True)


if __name__ == "__main__":
    main()
