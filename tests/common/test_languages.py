"""What languages are called and which way they run."""

import pytest

from common import languages


@pytest.mark.parametrize(
    ("code", "own", "in_french", "direction"),
    [
        ("ar", "العربية", "arabe", "rtl"),
        ("en", "English", "anglais", "ltr"),
        ("es", "Español", "espagnol", "ltr"),
        ("fr", "Français", "français", "ltr"),
        ("ru", "Русский", "russe", "ltr"),
        ("zh", "中文", "chinois", "ltr"),
        ("he", "עברית", "hébreu", "rtl"),
        ("sw", "Kiswahili", "swahili", "ltr"),
        ("xx", "xx", "xx", "auto"),
        ("", "", "", "auto"),
        ("../..", "../..", "../..", "auto"),
    ],
)
def test_a_language_knows_its_names_and_direction(code, own, in_french, direction):
    assert languages.own_name(code) == own
    assert languages.name_in(code, reader="fr") == in_french
    assert languages.direction(code) == direction
