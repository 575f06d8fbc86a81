"""Why a file cannot be read."""

from enum import StrEnum


class Fault(StrEnum):
    """What is wrong with a file. The sentence is for those who see no translation of the code."""

    EMPTY = "empty"
    NOT_WORD = "not_word"
    OLD_WORD = "old_word"
    MACROS = "macros"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    ENTITIES = "entities"
    TOO_LARGE = "too_large"
    TOO_DEEP = "too_deep"

    @property
    def sentence(self) -> str:
        """What to say to the person who sent it."""
        return _SENTENCES[self]


_SENTENCES = {
    Fault.EMPTY: "The file is empty.",
    Fault.NOT_WORD: "This is not a Word document (.docx).",
    Fault.OLD_WORD: "This is a Word document of the old kind (.doc). Open it in Word and save it as .docx.",
    Fault.MACROS: "This document contains macros. Save it as .docx without macros.",
    Fault.ENCRYPTED: "This document is protected with a password. Save it without one.",
    Fault.DAMAGED: "This document is damaged and cannot be read. Open it in Word and save it again.",
    Fault.ENTITIES: "This document defines entities of its own, which Word documents never do, so it was not read.",
    Fault.TOO_LARGE: "This document is larger than we can read, or unpacks to far more than a document needs.",
    Fault.TOO_DEEP: "This document is nested deeper than we can read.",
}


class Unreadable(Exception):
    """The file cannot be read, for the reason in ``fault``. The only error that reading raises."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.sentence)
        self.fault = fault
