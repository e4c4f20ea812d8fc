"""A person's decisions on grouping and wording, each with its reason."""

from sitegen.decisions.decided import Overrides, problems, read
from sitegen.decisions.form import FILE

__all__ = ["FILE", "Overrides", "problems", "read"]
