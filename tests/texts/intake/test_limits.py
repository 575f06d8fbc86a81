"""The limits of what is read are settings, and changing one changes what is read."""

from io import BytesIO
from pathlib import Path

import pytest

from texts.intake.limits import limits
from texts.word.reading import read
from texts.word.unreadable import Fault, Unreadable

FILE = Path(__file__).resolve().parents[3] / "sample_data" / "wtpf-ieg-2-11-opinion-3.docx"


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("ATTACHMENT_MAX_BYTES", Fault.TOO_LARGE),
        ("ATTACHMENT_MAX_PARTS", Fault.TOO_LARGE),
        ("ATTACHMENT_MAX_UNPACKED_BYTES", Fault.TOO_LARGE),
        ("WORD_MAX_NODES", Fault.TOO_LARGE),
        ("WORD_MAX_PARAGRAPHS", Fault.TOO_LARGE),
        ("WORD_MAX_DEPTH", Fault.TOO_DEEP),
    ],
)
def test_what_is_larger_than_a_setting_allows_is_not_read(settings, name: str, fault: Fault) -> None:
    assert read(BytesIO(FILE.read_bytes()), limits()).paragraphs
    setattr(settings, name, 0)

    with pytest.raises(Unreadable) as refused:
        read(BytesIO(FILE.read_bytes()), limits())

    assert refused.value.fault is fault
