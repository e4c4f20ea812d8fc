"""Where sentences begin and end, and what is glued to the first of a story."""

from sitegen.sentence.openings import Dateline, Prefix, date_prefix, dateline
from sitegen.sentence.split import split

__all__ = ["Dateline", "Prefix", "date_prefix", "dateline", "split"]
