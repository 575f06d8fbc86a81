"""Finding contributions by their words, in any language. See ``words`` for how a text becomes words."""

from .query import query_for
from .vector import index, vector_for
from .words import CONFIGURATIONS, configuration, fold

__all__ = ["CONFIGURATIONS", "configuration", "fold", "index", "query_for", "vector_for"]
