"""What happened when: the statements that name a day, month or year, by that time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from sitegen.languages import language as language_of
from sitegen.model import Digest
from sitegen.text.quantities import Slot
from sitegen.text.values import times

FEWEST = 3
"""Statements and times from which on a timeline tells more than the statements do; judgement."""

FARTHEST = 100
"""Days from publication up to which a day without a year is taken to be of the nearest one; judgement."""


class Moment(NamedTuple):
    """A time that a statement names."""

    time: str
    """YYYY, YYYY-MM or YYYY-MM-DD."""
    statement: str
    text: str
    """The statement that names it."""
    start: int
    end: int
    """Of the words for the time in `text`."""
    story: str


def timeline(digest: Digest, languages: Mapping[str, str]) -> tuple[Moment, ...]:
    """The times that the statements name, the earliest first; nothing where there are too few to order.

    `languages` maps a story to its language where that is not the digest's. The day on which somebody
    said something is left out: it dates the report.
    """
    published = {source.story: source.published for source in digest.sources}
    found: dict[tuple[str, str], Moment] = {}
    for statement in digest.statements:
        shown = statement.citations[0]
        language = languages.get(shown.story) or digest.language
        for slot in times(shown.text, language, published[shown.story]):
            if _sure(slot, shown.text, published[shown.story], language):
                moment = Moment(slot.key, statement.id, shown.text, slot.start, slot.end, shown.story)
                found.setdefault((slot.key, statement.id), moment)
    moments = sorted(found.values(), key=lambda moment: moment.time)
    named, statements = ({moment[part] for moment in moments} for part in (0, 1))
    return tuple(moments) if min(len(named), len(statements)) >= FEWEST else ()


def _sure(slot: Slot, text: str, published: str | None, language: str) -> bool:
    """Whether a time is known with its year, lies near where the year is guessed, and dates no report."""
    time, words = slot.key, text[slot.start : slot.end]
    if len(time) not in {4, 7, 10} or not time[:4].isdigit():
        return False
    if time[:4] not in words and published:
        if len(time) == 4 and time == published[:4]:
            return False
        if slot.kind == "date" and _apart(time, published) > FARTHEST:
            return False
    return not _reports(text[: slot.start], language)


def _apart(time: str, published: str) -> int:
    """Days between two dates."""
    try:
        return abs((date.fromisoformat(time) - date.fromisoformat(published[:10])).days)
    except ValueError:
        return 0


def _reports(before: str, language: str) -> bool:
    """Whether a verb of saying stands right before the time, or a word that makes it no one time."""
    known, verbs = language_of(language).dates, language_of(language).reporting.verbs
    words = before.lower().rsplit(None, 2)[-2:]
    if words and words[-1] in known.each:
        return True
    if words and words[-1] in known.on:
        words.pop()
    return bool(words) and words[-1].strip(",") in verbs
