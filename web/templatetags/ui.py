"""The library of components, built in for every template. See ``web.components``."""

from web.components import (
    blocks,
    compiled,
    documents,
    forms,
    moments,
    receiving,
    redline,
    register,
    roles,
    service,
    ways,
)

__all__ = [
    "blocks",
    "compiled",
    "documents",
    "forms",
    "moments",
    "receiving",
    "redline",
    "register",
    "roles",
    "service",
    "ways",
]
