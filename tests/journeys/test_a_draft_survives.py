"""What is being written survives a lost connection, a closed window and a second window; nothing is overwritten."""

import re

import pytest

pytestmark = pytest.mark.journey

PAUSE = 4_000  # milliseconds; scripts save two seconds after the last key


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


def stored(writer):
    """The statement as the server has it now."""
    page = writer.context.browser.new_page()
    try:
        page.goto(writer.page.url)
        return statement(page).input_value()
    finally:
        page.context.close()


def test_it_is_saved_while_it_is_written(writer):
    statement(writer.page).fill("Saved by itself.")
    writer.page.wait_for_timeout(PAUSE)

    assert stored(writer) == "Saved by itself."


def test_what_is_written_without_a_connection_is_sent_when_it_is_back(writer):
    writer.context.set_offline(True)
    statement(writer.page).fill("Written in a tunnel.")
    writer.page.wait_for_timeout(PAUSE)
    assert "this device" in writer.page.locator("#save-status").inner_text()

    writer.context.set_offline(False)
    writer.page.wait_for_timeout(PAUSE)

    assert stored(writer) == "Written in a tunnel."
    writer.complaints.clear()  # the browser tells of the lost connection, as it should


def test_a_window_closed_without_a_connection_loses_nothing(writer):
    address = writer.page.url
    writer.context.set_offline(True)
    statement(writer.page).fill("Closed too early.")
    writer.page.close()
    writer.context.set_offline(False)

    writer.page = writer.context.new_page()
    writer.page.goto(address)
    assert statement(writer.page).input_value() == "Closed too early."
    writer.page.wait_for_timeout(PAUSE)

    assert stored(writer) == "Closed too early."
    writer.complaints.clear()


def test_a_second_window_is_told_and_shown_both_texts(writer):
    second = writer.context.new_page()
    second.goto(writer.page.url)
    statement(writer.page).fill("From the first window.")
    writer.page.wait_for_timeout(PAUSE)
    statement(second).fill("From the second window.")
    second.wait_for_timeout(PAUSE)

    assert "Nothing was overwritten" in second.locator("#save-status").inner_text()
    second.locator("button.button[name=move][value=save]").click()

    assert statement(second).input_value() == "From the second window."
    assert second.get_by_text("From the first window.").is_visible()
    assert stored(writer) == "From the first window."
