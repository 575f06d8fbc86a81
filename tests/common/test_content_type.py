"""Types of bodies that can be read."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.content_type import UNREADABLE, understood
from config.wsgi import application


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("", ""),
        ("application/x-www-form-urlencoded", "application/x-www-form-urlencoded"),
        ("application/x-www-form-urlencoded; charset=UTF-8", "application/x-www-form-urlencoded; charset=UTF-8"),
        ("multipart/form-data; boundary=b; charset=utf-8", "multipart/form-data; boundary=b; charset=utf-8"),
        ("multipart/form-data; boundary=b; charset=utf-16", UNREADABLE),
        ("Multipart/Form-Data; boundary=b; x*=nonsense''b", UNREADABLE),
        ("application/x-www-form-urlencoded; charset=utf-7", UNREADABLE),
        ("text/plain; charset=iso-8859-1", "text/plain"),
        ("application/json; x*=undefined''y", "application/json"),
    ],
)
def test_forms_are_read_in_utf_8_only_and_the_rest_without_its_alphabet(said, read):
    assert understood(said) == read


@given(st.text(st.sampled_from("abc;=*'\"%0 \\/\x00\xff"), max_size=40))
def test_whatever_it_is_it_is_understood(said):
    assert understood(understood(f"multipart/form-data; {said}")) is not None


@pytest.mark.django_db(transaction=True)
def test_the_web_server_is_answered_also_for_a_type_in_no_alphabet():
    answered = []
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/health/live/",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "8000",
        "HTTP_HOST": "localhost",
        "CONTENT_TYPE": "text/plain; x*=nonsense''y",
        "wsgi.input": BytesIO(),
        "wsgi.url_scheme": "http",
    }

    application(environ, lambda status, headers: answered.append(status))

    assert answered == ["200 OK"]
