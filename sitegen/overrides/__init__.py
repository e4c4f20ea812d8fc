"""A person's decisions on grouping and wording, each with its reason."""

from sitegen.overrides.decided import Overrides, problems, read
from sitegen.overrides.form import FILE

__all__ = ["FILE", "Overrides", "problems", "read"]
