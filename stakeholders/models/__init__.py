"""People, stakeholder groups, sources, mandates, invitations to speak for a source."""

from .group import StakeholderGroup
from .invitation import Invitation
from .mandate import Mandate
from .person import Person
from .source import Source, SourceName

__all__ = ["Invitation", "Mandate", "Person", "Source", "SourceName", "StakeholderGroup"]
