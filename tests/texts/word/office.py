"""LibreOffice without its windows, asked what a Word file says with all changes accepted or rejected."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

_LANGUAGE = "http://openoffice.org/2000/script"
_MACRO = """
Sub Outcomes(folder As String)
    Dim names() As String, name As String, count As Integer, i As Integer, how
    name = Dir(folder & "/*.docx")
    Do While name <> ""
        ReDim Preserve names(count)
        names(count) = name
        count = count + 1
        name = Dir()
    Loop
    For i = 0 To count - 1
        For Each how In Array("Accept", "Reject")
            Outcome(folder, names(i), how)
        Next
    Next
End Sub

Sub Outcome(folder As String, name As String, how)
    Dim hidden(0) As New com.sun.star.beans.PropertyValue
    Dim plain(1) As New com.sun.star.beans.PropertyValue
    Dim file, frame
    hidden(0).Name = "Hidden"
    hidden(0).Value = True
    file = StarDesktop.loadComponentFromURL(ConvertToURL(folder & "/" & name), "_blank", 0, hidden())
    If IsNull(file) Then Exit Sub
    frame = file.CurrentController.Frame
    createUnoService("com.sun.star.frame.DispatchHelper").executeDispatch( _
        frame, ".uno:" & how & "AllTrackedChanges", "", 0, Array())
    plain(0).Name = "FilterName"
    plain(0).Value = "Text (encoded)"
    plain(1).Name = "FilterOptions"
    plain(1).Value = "UTF8,LF"
    file.storeToURL(ConvertToURL(folder & "/" & name & "." & LCase(how)), plain())
    file.close(True)
End Sub
"""


def outcomes(files: Mapping[str, bytes], folder: Path) -> dict[str, tuple[list[str], list[str]]]:
    """The paragraphs of each file, accepted and rejected, by its name; ``folder`` is where that is worked out.

    Skips the test, loudly, where LibreOffice is not installed.
    """
    start = _start(folder)
    _run([*start, "--terminate_after_init"])  # makes the profile, which would overwrite ours
    _add_macro(folder / "profile")
    names = {name: f"{place:03}.docx" for place, name in enumerate(files)}
    for name, stored in names.items():
        (folder / stored).write_bytes(files[name])
    _run([*start, f'macro:///Standard.Changes.Outcomes("{folder}")'])
    return {
        name: (_said(folder / f"{stored}.accept"), _said(folder / f"{stored}.reject")) for name, stored in names.items()
    }


def saved_again(files: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """Each file by its name, opened and saved as a Word file once more. Skips like ``outcomes``."""
    names = {name: folder / f"{place:03}.docx" for place, name in enumerate(files)}
    for name, stored in names.items():
        stored.write_bytes(files[name])
    again = folder / "again"
    stored_as = ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(again)]
    _run([*_start(folder), *stored_as, *map(str, names.values())])
    return {name: (again / stored.name).read_bytes() for name, stored in names.items()}


def _start(folder: Path) -> list[str]:
    program = shutil.which("soffice")
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail("LibreOffice (soffice) is not installed: apt-get install libreoffice-writer-nogui")
        pytest.skip("LibreOffice (soffice) is not installed: NOT COMPARED with what it makes of tracked changes")
    return [program, "--headless", "--norestore", f"-env:UserInstallation=file://{folder / 'profile'}"]


def _said(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8-sig").removesuffix("\n").split("\n")


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=300)


def _add_macro(profile: Path) -> None:
    library = profile / "user" / "basic" / "Standard"
    (library / "script.xlb").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><library:library xmlns:library="http://openoffice.org/2000/library" '
        'library:name="Standard" library:readonly="false" library:passwordprotected="false">'
        '<library:element library:name="Changes"/></library:library>'
    )
    (library / "Changes.xba").write_text(
        f'<?xml version="1.0" encoding="UTF-8"?><script:module xmlns:script="{_LANGUAGE}" script:name="Changes" '
        f'script:language="StarBasic">{escape(_MACRO)}</script:module>'
    )
