import io
import os
import textwrap

import pytest

from config.services.console import Console
from config.services.errors import CannotStart
from config.services.preparation import Preparation, Step


@pytest.fixture
def place(tmp_path):
    """A folder with a command line of its own, which notes what it was asked."""
    (tmp_path / "manage.py").write_text(
        textwrap.dedent("""
            import pathlib, sys
            with open("asked", "a") as file:
                file.write(" ".join(sys.argv[1:]) + "\\n")
            print("did", *sys.argv[1:])
            pathlib.Path("made").touch()
            sys.exit(sys.argv[1] == "fail")
        """)
    )
    (tmp_path / "input").mkdir()
    (tmp_path / "input" / "one.txt").write_text("1")
    return tmp_path


@pytest.fixture
def said():
    return io.StringIO()


@pytest.fixture
def preparation(place, said):
    return Preparation(place / "stamps", workplace=place, environment=dict(os.environ), console=Console(said))


def step(place, **more) -> Step:
    return Step("build", ["build", "--all"], [place / "input"], makes=[place / "made"], **more)


def test_a_step_is_done_once(preparation, place):
    assert preparation.run([step(place)]) == ["build"]
    assert preparation.run([step(place)]) == []
    assert (place / "asked").read_text() == "build --all\n"


@pytest.mark.parametrize(
    "change",
    [
        lambda place: (place / "input" / "one.txt").write_text("2"),
        lambda place: (place / "input" / "two.txt").write_text(""),
        lambda place: (place / "input" / "one.txt").rename(place / "input" / "uno.txt"),
        lambda place: (place / "made").unlink(),
    ],
    ids=["content", "new file", "name", "result gone"],
)
def test_a_step_is_done_again_after_a_change(preparation, place, change):
    preparation.run([step(place)])
    change(place)
    assert preparation.run([step(place)]) == ["build"]


def test_a_step_is_done_again_for_other_data(preparation, place):
    preparation.run([step(place, and_on=["first"])])
    assert preparation.run([step(place, and_on=["second"])]) == ["build"]


def test_what_a_step_says_can_be_kept(preparation, place, said):
    preparation.run([step(place, keep=place / "kept")])
    assert (place / "kept").read_text() == "did build --all\n"
    assert "did build" not in said.getvalue()


def test_a_failed_step_says_why_and_is_tried_again(preparation, place, said):
    failing = Step("fail", ["fail"], [place / "input"])
    for _ in range(2):
        with pytest.raises(CannotStart, match=r"manage.py fail failed"):
            preparation.run([failing])
    assert said.getvalue().count("did fail") == 2
