"""Finding contributions by their words, in any language. See ``words`` for how a text becomes words."""

from .query import query_for
from .vector import index, index_for_desk, vector_for
from .words import CONFIGURATIONS, configuration, fold

__all__ = ["CONFIGURATIONS", "configuration", "fold", "index", "index_for_desk", "query_for", "vector_for"]
