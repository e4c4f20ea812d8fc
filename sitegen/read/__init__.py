"""From the bytes of a file to a story, in three formats."""

from sitegen.read.story import read

__all__ = ["read"]
