"""People, stakeholder groups, sources, mandates."""

from .group import StakeholderGroup
from .mandate import Mandate
from .person import Person
from .source import Source, SourceName

__all__ = ["Mandate", "Person", "Source", "SourceName", "StakeholderGroup"]
