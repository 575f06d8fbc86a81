"""The page that tells everybody who is told what, when."""

from html import escape

from notifications.families import families


def test_page_names_what_every_letter_tells_to_whom_and_when(client, db):
    page = client.get("/letters/").content.decode()

    for family in families():
        assert escape(str(family.event)) in page, family.name
        assert escape(str(family.to)) in page, family.name
        assert escape(str(family.when)) in page, family.name


def test_page_says_what_cannot_be_switched_off(client, db):
    page = client.get("/letters/").content.decode()

    assert page.count("belongs to the official process: it cannot be switched off") == sum(
        family.ending == "official" for family in families()
    )


def test_help_and_process_lead_there(client, process):
    for page in ("/help/", "/processes/wgx/"):
        assert 'href="/letters/"' in client.get(page).content.decode(), page
