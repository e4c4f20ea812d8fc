"""Where the sources of an event may differ."""

from sitegen.differ.differences import differences

__all__ = ["differences"]
