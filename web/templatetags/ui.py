"""The library of components, built in for every template. See ``web.components``."""

from web.components import (
    blocks,
    charts,
    compiled,
    documents,
    forms,
    machines,
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
    "charts",
    "compiled",
    "documents",
    "forms",
    "machines",
    "moments",
    "receiving",
    "redline",
    "register",
    "roles",
    "service",
    "ways",
]
