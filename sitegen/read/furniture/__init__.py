"""What in a story makes no statement: page furniture, metadata, headlines, repeats, what is private."""

from sitegen.read.furniture.judge import (
    is_plain,
    is_private,
    is_unmarked,
    judge,
    judge_sentence,
    private,
    trim,
)
from sitegen.read.furniture.repeats import repeats

__all__ = ["is_plain", "is_private", "is_unmarked", "judge", "judge_sentence", "private", "repeats", "trim"]
