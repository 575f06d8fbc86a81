"""Processes, rounds, comment periods, questions, rules for receiving, documents, symbols, roles, followers, portals."""

from .admission import Admission
from .carried import CarriedText, IncomingText
from .document import Document, DocumentFile
from .period import CommentPeriod, PeriodQuerySet
from .period_act import PeriodAct
from .process import Process
from .question import GuidingQuestion
from .reason import Ground, ReasonTemplate
from .receiving import ReceivingRules, receiving_of
from .role import ProcessRole
from .round import Round
from .service import ServiceTimes
from .symbol import Symbol
from .symbol_act import SymbolAct

__all__ = [
    "Admission",
    "CarriedText",
    "CommentPeriod",
    "Document",
    "DocumentFile",
    "Ground",
    "GuidingQuestion",
    "IncomingText",
    "PeriodAct",
    "PeriodQuerySet",
    "Process",
    "ProcessRole",
    "ReasonTemplate",
    "ReceivingRules",
    "Round",
    "ServiceTimes",
    "Symbol",
    "SymbolAct",
    "receiving_of",
]
