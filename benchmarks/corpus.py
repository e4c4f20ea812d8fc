"""Write a seeded corpus of invented news stories: `python benchmarks/corpus.py COUNT FOLDER`.

An event is a handful of people, places and subject words and some twenty facts; a fact has three
wordings (words.toml). An original words every fact of its event; a third of the stories are copies: a
reprint keeps the wording and loses a few sentences, a rewrite words the facts anew, leaves some out, adds
its own, and gets a number wrong now and then. Words follow Zipf's law, with a tail of invented terms, so
that the vocabulary grows as that of news does.
"""

import argparse
import random
import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

COPIES = 1 / 3
"""Share of stories that are reprints or rewrites of an earlier story."""
REWRITES = 0.6
"""Share of the copies that are rewrites; the others are reprints."""
FACTS = 19
"""Facts of a story; at some 20 words each a story has about 400 words."""
RECENT = 600
"""How many of the latest events a copy may be about."""

WORDS = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
ONSETS = WORDS["onsets"].split()
VOWELS = WORDS["vowels"].split()
CODAS = WORDS["codas"].split()
PLACE_ENDS = WORDS["place_ends"].split()
OFFICES = WORDS["offices"].split()
OUTLETS = WORDS["outlets"].split()
FIRST_NAMES = WORDS["first_names"].split()
DAYS = WORDS["days"].split()
MONTHS = WORDS["months"].split()
FURNITURE = (
    "Sign up for our free morning newsletter.",
    "Read more: what the {nouns} of {place} think",
    "Share this story",
    "Most read: the {adj} {noun} of {place}",
    "Download our app for the latest news.",
)
WORDINGS: list[list[str]] = WORDS["wordings"]
_BEFORE_VOWEL = re.compile(r"\ba(?= [aeiou])")
_DOUBLING = re.compile(r"[^aeiou]*[aeiou][bdglmnprt]")
"""Verbs of one syllable that double their last letter: ban, stop, ship."""


class Vocabulary:
    """Words in an order of rank, drawn by Zipf's law."""

    def __init__(self, words: Sequence[str], shift: float = 12.0) -> None:
        self.words = words
        self._sums = list(accumulate(1 / (rank + shift) for rank in range(len(words))))

    def draw(self, rng: random.Random) -> str:
        return self.words[bisect_left(self._sums, rng.random() * self._sums[-1])]


class World:
    """All words and names of a corpus."""

    def __init__(self, rng: random.Random) -> None:
        self.nouns = Vocabulary(_shuffled(WORDS["nouns"], rng))
        self.verbs = Vocabulary(_shuffled(WORDS["verbs"], rng))
        self.adjectives = Vocabulary(_shuffled(WORDS["adjectives"], rng))
        self.terms = Vocabulary([_invented(rng) for _ in range(4000)], shift=200)
        towns = dict.fromkeys(_invented(rng, 1) + rng.choice(PLACE_ENDS) for _ in range(4000))
        self.places = Vocabulary(list(towns), shift=200)
        self.outlets = [f"{self.places.draw(rng)} {name}" for name in OUTLETS for _ in range(8)]


class Event:
    """What happened: a day, a few names, subject words, and the facts as slots to be worded."""

    def __init__(self, rng: random.Random, world: World, day: date) -> None:
        self.day = day
        self.tags = sorted({world.nouns.draw(rng) for _ in range(3)})
        self.places = [world.places.draw(rng) for _ in range(3)]
        self.persons = [_person(rng) for _ in range(4)]
        self.nouns = [world.nouns.draw(rng) for _ in range(16)]
        self.office = f"{self.places[0]} {rng.choice(OFFICES)}"
        self.facts = [self.fact(rng, world) for _ in range(FACTS)]

    def fact(self, rng: random.Random, world: World) -> tuple[int, dict[str, str]]:
        """A kind of fact and what stands in its slots."""

        def noun() -> str:
            return rng.choice(self.nouns) if rng.random() < 0.5 else world.nouns.draw(rng)

        low = rng.randint(3, 60)
        later = self.day + timedelta(days=rng.randint(4, 60))
        slots = {
            "n": _number(rng),
            "money": f"£{_number(rng)},000",
            "noun": noun(),
            "noun2": noun(),
            "nouns": _plural(noun()),
            "nouns2": _plural(noun()),
            "adj": world.adjectives.draw(rng),
            "verbed": _past(world.verbs.draw(rng)),
            "verbed2": _past(world.verbs.draw(rng)),
            "term": world.terms.draw(rng),
            "term2": world.terms.draw(rng),
            "person": rng.choice(self.persons),
            "place": rng.choice(self.places),
            "office": self.office,
            "day": DAYS[(self.day - timedelta(days=rng.randint(0, 2))).weekday()],
            "date": f"{later.day} {MONTHS[later.month - 1]} {later.year}",
            "month": rng.choice(MONTHS),
            "year": str(rng.randint(1890, 2024)),
            "time": f"{rng.randint(1, 12)}.{rng.randint(10, 59)} {rng.choice(('am', 'pm'))}",
            "low": str(low),
            "high": str(low + rng.randint(2, 30)),
        }
        return rng.randrange(len(WORDINGS)), slots


def stories(count: int, seed: int = 1, form: str = "mixed") -> Iterator[tuple[str, str]]:
    """`count` stories as (file name, text); `form` is md, txt or mixed."""
    rng = random.Random(seed)
    world = World(rng)
    events: list[Event] = []
    told: list[list[str]] = []
    for number in range(count):
        day = date(2026, 1, 5) + timedelta(days=number * 90 // max(count, 1))
        if events and rng.random() < COPIES:
            recent = rng.randrange(max(0, len(events) - RECENT), len(events))
            event = events[recent]
            sentences = (
                _rewritten(rng, world, event) if rng.random() < REWRITES else _reprinted(rng, told[recent])
            )
        else:
            event = Event(rng, world, day)
            sentences = [_worded(fact, rng.randrange(3)) for fact in event.facts]
            events.append(event)
            told.append(sentences)
        suffix = form if form != "mixed" else rng.choice(("md", "txt"))
        yield f"{event.day}/{number:05}.{suffix}", _file(rng, world, event, sentences, suffix)


def _rewritten(rng: random.Random, world: World, event: Event) -> list[str]:
    """The event in another newsroom's words: most facts, in another order, with a few of its own."""
    facts = [fact for fact in event.facts if rng.random() < 0.75]
    for _ in range(4):
        moved = facts.pop(rng.randrange(len(facts)))
        facts.insert(rng.randrange(len(facts)), moved)
    for _ in range(FACTS - len(facts)):
        facts.insert(rng.randrange(len(facts)), event.fact(rng, world))
    if rng.random() < 0.3:
        kind, slots = facts[0]
        facts[0] = kind, {**slots, "n": _number(rng)}
    return [_worded(fact, rng.randrange(3)) for fact in facts]


def _reprinted(rng: random.Random, sentences: Sequence[str]) -> list[str]:
    """The same text without a few of its later sentences."""
    return [text for index, text in enumerate(sentences) if index < 3 or rng.random() < 0.9]


def _worded(fact: tuple[int, dict[str, str]], variant: int) -> str:
    kind, slots = fact
    text = _BEFORE_VOWEL.sub("an", WORDINGS[kind][variant].format_map(slots))
    return text[0].upper() + text[1:]


def _file(rng: random.Random, world: World, event: Event, sentences: Sequence[str], suffix: str) -> str:
    """A story file: head, paragraphs, and now and then some page furniture."""
    outlet, author = rng.choice(world.outlets), _person(rng)
    title = _headline(rng, world, event)
    paragraphs = _paragraphs(rng, sentences)
    if rng.random() < 0.4:
        slots = event.fact(rng, world)[1]
        paragraphs += [line.format_map(slots) for line in rng.sample(FURNITURE, 2)]
    body = "\n\n".join(paragraphs)
    if suffix == "txt":
        day = f"{event.day.day} {MONTHS[event.day.month - 1]} {event.day.year}"
        return f"{title}\n\nBy {author}\n\n{outlet}, {day}\n\n{body}\n"
    tags = ", ".join(event.tags)
    head = f'title: "{title}"\ndate: {event.day}\nsource: {outlet}\nauthor: {author}\ntags: [{tags}]'
    return f"---\n{head}\n---\n\n{body}\n"


def _headline(rng: random.Random, world: World, event: Event) -> str:
    """A headline from the words of a fact, never the same twice or hardly ever."""
    slots = rng.choice(event.facts)[1]
    deed = f"{slots['n']} {slots['nouns']} {slots['verbed']} in {slots['place']}"
    return f"{deed} as {world.adjectives.draw(rng)} {slots['noun']} {slots['verbed2']}"


def _paragraphs(rng: random.Random, sentences: Sequence[str]) -> list[str]:
    paragraphs, rest = [], list(sentences)
    while rest:
        size = rng.choice((1, 1, 2, 3))
        paragraphs.append(" ".join(rest[:size]))
        rest = rest[size:]
    return paragraphs


def _shuffled(words: str, rng: random.Random) -> list[str]:
    unique = list(dict.fromkeys(words.split()))
    rng.shuffle(unique)
    return unique


def _invented(rng: random.Random, syllables: int = 2) -> str:
    """A word that nobody has used yet, or hardly anybody."""
    parts = [rng.choice(ONSETS) + rng.choice(VOWELS) for _ in range(syllables)]
    return ("".join(parts) + rng.choice(CODAS)).capitalize()


def _person(rng: random.Random) -> str:
    """A usual first name and an unusual last name."""
    return f"{rng.choice(FIRST_NAMES)} {_invented(rng)}"


def _number(rng: random.Random) -> str:
    return f"{round(10 ** rng.uniform(0.5, 4)):,}"


def _plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


def _past(verb: str) -> str:
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ied"
    if _DOUBLING.fullmatch(verb):
        return verb + verb[-1] + "ed"
    return verb + ("d" if verb.endswith("e") else "ed")


def write(folder: Path, count: int, seed: int = 1, form: str = "mixed") -> list[Path]:
    """The files of a corpus, written under `folder`."""
    paths = []
    for name, text in stories(count, seed, form):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return paths


def main() -> None:
    parser = argparse.ArgumentParser(description="Write a seeded corpus of invented news stories.")
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--form", choices=("md", "txt", "mixed"), default="mixed")
    given = parser.parse_args()
    write(given.folder, given.count, given.seed, given.form)


if __name__ == "__main__":
    main()
