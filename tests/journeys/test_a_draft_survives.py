"""What is being written survives a lost connection, a closed window and a second window; nothing is overwritten."""

import re
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey

LONGEST = 60_000  # milliseconds; scripts save two seconds after the last key, and try again after ten


@pytest.fixture
def writer(make_reader):
    """Somebody who has just begun a draft and looks at the step of writing."""
    reader = make_reader("survivor")
    reader.go("/")
    reader.page.locator("main .card a, main article a").first.click()
    reader.page.locator("form[action$='/begin/'] button").click()
    reader.go(re.sub(r"/who/.*", "/write/", reader.page.url))
    return reader


def statement(page):
    return page.locator("[name=statement]")


@contextmanager
def saving(page):
    """Wait until the script has been answered, whatever the answer is."""
    with page.expect_response(lambda answer: answer.request.method == "POST", timeout=LONGEST) as answered:
        yield
    answered.value.finished()


def told(page, words):
    """Wait until the page says how it stands with what is written."""
    expect(page.locator("#save-status")).to_contain_text(words, timeout=LONGEST)


def stored(writer):
    """The statement as the server has it now."""
    page = writer.context.browser.new_page()
    try:
        page.goto(writer.page.url)
        return statement(page).input_value()
    finally:
        page.context.close()


def test_it_is_saved_while_it_is_written(writer):
    with saving(writer.page):
        statement(writer.page).fill("Saved by itself.")

    assert stored(writer) == "Saved by itself."


def test_what_is_written_without_a_connection_is_sent_when_it_is_back(writer):
    writer.context.set_offline(True)
    statement(writer.page).fill("Written in a tunnel.")
    told(writer.page, "this device")

    with saving(writer.page):
        writer.context.set_offline(False)

    assert stored(writer) == "Written in a tunnel."
    writer.complaints.clear()  # the browser tells of the lost connection, as it should


def test_a_window_closed_without_a_connection_loses_nothing(writer):
    address = writer.page.url
    writer.context.set_offline(True)
    statement(writer.page).fill("Closed too early.")
    writer.page.close()
    writer.context.set_offline(False)

    writer.page = writer.context.new_page()
    with saving(writer.page):
        writer.page.goto(address)
        assert statement(writer.page).input_value() == "Closed too early."

    assert stored(writer) == "Closed too early."
    writer.complaints.clear()


def test_a_second_window_is_told_and_shown_both_texts(writer):
    second = writer.context.new_page()
    second.goto(writer.page.url)
    with saving(writer.page):
        statement(writer.page).fill("From the first window.")
    statement(second).fill("From the second window.")

    told(second, "Nothing was overwritten")
    second.locator("button.button[name=move][value=save]").click()

    assert statement(second).input_value() == "From the second window."
    assert second.get_by_text("From the first window.").is_visible()
    assert stored(writer) == "From the first window."
