"""Days with the time of day that a value of metadata gives, its zone kept as it is written."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from sitegen.text import dates

ZONES = {
    **dict.fromkeys(("z", "utc", "gmt", "wet"), "+00:00"),
    **dict.fromkeys(("cet", "mez", "met", "west"), "+01:00"),
    **dict.fromkeys(("cest", "mesz", "eet", "sast", "cat"), "+02:00"),
    **dict.fromkeys(("eest", "msk", "eat"), "+03:00"),
    "pkt": "+05:00",
    "wib": "+07:00",
    "hkt": "+08:00",
    "sgt": "+08:00",
    "jst": "+09:00",
    "kst": "+09:00",
    "aest": "+10:00",
    "aedt": "+11:00",
    "nzst": "+12:00",
    "nzdt": "+13:00",
    "brt": "-03:00",
    "edt": "-04:00",
    "est": "-05:00",
    "cdt": "-05:00",
    "mdt": "-06:00",
    "mst": "-07:00",
    "pdt": "-07:00",
    "pst": "-08:00",
    "akst": "-09:00",
    "hst": "-10:00",
}
"""Offsets of the zones whose letters mean one thing; BST, IST and CST mean several."""

_TIME = re.compile(
    r"(?<![\d:.+-])(?P<hour>2[0-3]|[01]?\d)(?:(?:[:.]|\s?h\s?)(?P<minute>[0-5]\d)(?::?(?P<second>[0-5]\d)(?:[.,]\d+)?)?)?"
    r"(?P<half>\s?[ap]\.?\s?m\b\.?)?(?:\s*(?:uhr|hrs?|h)\b)?"
    r"\s*\(?(?P<zone>z\b|(?:utc|gmt)?\s?[+-]\d{1,2}:?(?:\d\d)?(?![\d-])|[a-z]{2,4}\b)?",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}t?|\d{1,2}[-/.]\s?\d{1,2}[-/.]\s?\d{2,4}|(?:19|20)\d{6}t?", re.IGNORECASE
)


def parse(value: str, *, day_first: bool = False) -> str | None:
    """Return the day of a whole value as ``YYYY-MM-DD``, with ``THH:MM`` and its zone where it has them.

    `day_first` takes 5/6/2026 for the fifth of June.

    >>> parse("Tue, 03 Mar 2026 09:12:45 +0100"), parse("3 March 2026"), parse("March 3, 2026 / 9:12 PM CET")
    ('2026-03-03T09:12+01:00', '2026-03-03', '2026-03-03T21:12+01:00')
    """
    day = dates.parse(value.replace(" / ", " ").replace(" | ", " "), day_first=day_first)
    if day is None:
        return None
    time = time_of_day(value)
    return f"{day.isoformat()}T{time}" if time else day.isoformat()


def time_of_day(value: str) -> str | None:
    """Return the one time of day in a line of metadata as ``HH:MM``, with its offset where that is sure."""
    for match in _TIME.finditer(_DAY.sub(" ", value if value.isascii() else dates.western(value))):
        if match["minute"] is None and match["half"] is None:
            continue
        hour = int(match["hour"])
        if match["half"]:
            if not 1 <= hour <= 12:
                continue
            hour = hour % 12 + (12 if "p" in match["half"].lower() else 0)
        return f"{hour:02d}:{match['minute'] or '00'}{_offset((match['zone'] or '').lower())}"
    return None


def _offset(zone: str) -> str:
    """The offset that a zone means, or nothing."""
    digits = re.fullmatch(r"(?:utc|gmt)?\s?([+-])(\d{1,2}?):?(\d\d)?", zone)
    if digits and int(digits[2]) <= 14:
        return f"{digits[1]}{int(digits[2]):02d}:{digits[3] or '00'}"
    return ZONES.get(zone, "")


def utc(moment: str | None) -> str:
    """Return a moment as ``YYYY-MM-DDTHH:MM`` of UTC, in which moments can be compared; empty for none.

    A day begins at midnight, and a time without a zone is taken as one of UTC.

    >>> utc("2026-03-03T00:30+01:00"), utc("2026-03-03")
    ('2026-03-02T23:30', '2026-03-03T00:00')
    """
    if not moment:
        return ""
    try:
        found = datetime.fromisoformat(moment)
        return (found.astimezone(UTC) if found.tzinfo else found).strftime("%Y-%m-%dT%H:%M")
    except (ValueError, OverflowError):
        return f"{moment[:10]}T00:00"


def split(moment: str) -> tuple[str, str | None]:
    """Return the day of a moment, and its time of day if it has one."""
    day, _, time = moment.partition("T")
    return day, time or None
