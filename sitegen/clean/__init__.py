"""What in a story makes no statement: page furniture, metadata, headlines, repeats."""

from sitegen.clean.judge import judge, judge_sentence, trim
from sitegen.clean.repeat import repeats

__all__ = ["judge", "judge_sentence", "repeats", "trim"]
