"""How well and how fast groups are merged, and what each look for differences finds and costs.

`python benchmarks/merging.py [FOLDER]`; FOLDER (or SITEGEN_SHARED) holds fiction and seeds. Their groups are
merged and their statements, folds and drops counted; without it, only what invented groups show is told.
Times are CPU milliseconds, the least of some runs; divide by that of the fixed loop to compare machines.
"""

import json
import os
import random
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from sitegen.compare.corpus import Corpus
from sitegen.compare.rules import RULES, discrepancies
from sitegen.digest import merge
from sitegen.model import Sentence, Story
from sitegen.read import read

SUBJECTS = ("council", "ferry", "harbour", "bridge", "orchard", "museum", "tram", "mill", "school", "baker")
VERBS = ("closed", "opened", "repaired", "painted", "sold", "flooded", "rebuilt", "counted", "moved")
OBJECTS = ("gate", "lamps", "boats", "benches", "clocks", "barrels", "ropes", "bells", "ladders", "maps")
PLACES = ("Ostrow", "Tolmin", "Morrow", "Bracken", "Dorn", "Nettlebed", "Ossel", "Varda", "Calder")


def invented(stories, sentences, seed=1):
    """Stories that draw their sentences from one pool and reword some of them."""
    chance = random.Random(seed)
    pool = [
        f"The {chance.choice(SUBJECTS)} of {chance.choice(PLACES)} {chance.choice(VERBS)} "
        f"{chance.randrange(2, 900)} {chance.choice(OBJECTS)} near the {chance.choice(SUBJECTS)} "
        f"and {chance.choice(VERBS)} the {chance.choice(OBJECTS)} of {chance.choice(PLACES)}."
        for _ in range(4 * sentences)
    ]
    return [
        story(f"{at:03}.txt", [reworded(chance, chance.choice(pool)) for _ in range(sentences)])
        for at in range(stories)
    ]


def reworded(chance, text):
    """The sentence, half of the time with a word less and an adverb more."""
    words = text.split()
    if chance.random() < 0.5:
        words[chance.randrange(len(words) - 1)] = "quietly"
    return " ".join(words)


def story(path, texts):
    """A story of sentences, a line each."""
    found, at = [], 0
    for paragraph, text in enumerate(texts):
        found.append(Sentence(text, at, at + len(text), paragraph))
        at += len(text) + 1
    return Story(path, tuple(found), (), language="en", published="2026-05-07")


def milliseconds(work, runs=5):
    """Least CPU time of some runs."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        work()
        times.append((time.process_time() - start) * 1000)
    return min(times)


def fixed_loop():
    """A loop that takes 10 to 15 ms on a machine at rest."""
    total = 0
    for number in range(200_000):
        total += number
    return total


def groups(shared):
    """Name and stories of each development group, read from its files as they are."""
    seeds = sorted((shared / "seeds").glob("*.txt"))
    yield "seeds", [read(path.name, path.read_bytes()) for path in seeds]
    clusters = json.loads((shared / "fiction" / "clusters.json").read_text(encoding="utf-8"))
    for name, files in sorted(clusters.items()):
        if name != "borderline" and len(files) > 1:
            folder = shared / "fiction" / "docs"
            yield name, [read(file, (folder / file).read_bytes()) for file in files]


def quality(shared):
    """Print what became of the sentences of each group."""
    print("group    stories sentences statements shared folded dropped differences   ms")
    for name, stories in groups(shared):
        digest = merge(stories, {})
        folded = sum(entry.folded for said in digest.statements for entry in said.citations)
        dropped = sum(entry.reason.startswith("covered") for entry in digest.dropped)
        common = sum(len(said.stories) > 1 for said in digest.statements)
        told = sum(len(each.sentences) for each in stories)
        cost = milliseconds(lambda stories=stories: merge(stories, {}))
        print(
            f"{name:8} {len(stories):7} {told:9} {len(digest.statements):10} {common:6} {folded:6} "
            f"{dropped:7} {len(digest.differences):11} {cost:5.1f}"
        )


def looks(told):
    """Print what each rule with a look finds in groups, how much of it is shown, and what it costs."""
    found, cost, shown = Counter(), Counter(), Counter()
    for stories in told:
        corpus = Corpus(stories)
        corpus.nearness(*corpus.claims[:2])
        shown.update(point.rule for point in discrepancies(corpus))
        for rule in RULES:
            if rule.look:
                start = time.process_time()
                found[rule.name] += len(list(rule.look(corpus)))
                cost[rule.name] += time.process_time() - start
    print("look        found shown      ms")
    for name, seconds in cost.most_common():
        print(f"{name:11} {found[name]:5} {shown[name]:5} {1000 * seconds:7.1f}")


def main(arguments):
    """Print the tables."""
    shared = Path(arguments[0] if arguments else os.environ.get("SITEGEN_SHARED", ""))
    print(f"a fixed loop: {milliseconds(fixed_loop):.1f} ms")
    if (shared / "seeds").is_dir():
        quality(shared)
        looks(stories for _, stories in groups(shared))
    looks([invented(5, 30, seed) for seed in range(5)])
    for count in (1, 5, 20, 60):
        stories = invented(count, 30)
        cost = milliseconds(lambda stories=stories: merge(stories, {}), 5 if count < 20 else 1)
        print(f"{count:3} stories of 30 sentences: {cost:8.2f} ms")


if __name__ == "__main__":
    main(sys.argv[1:])
