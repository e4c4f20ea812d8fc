"""What in a story makes no statement: page furniture, metadata, headlines, repeats."""

from sitegen.read.furniture.judge import judge, judge_sentence, trim
from sitegen.read.furniture.repeats import repeats

__all__ = ["judge", "judge_sentence", "repeats", "trim"]
