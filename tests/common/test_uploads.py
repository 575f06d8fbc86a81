"""Forms with files end somewhere."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile


@pytest.mark.parametrize(("size", "status"), [(2_000, 200), (20_000, 400)])
def test_a_form_with_more_than_may_be_attached_is_refused_at_any_address(size, status, settings, client, db):
    settings.LARGEST_REQUEST = 10_000

    answer = client.post("/accounts/login/", {"file": SimpleUploadedFile("long.txt", b"x" * size)})

    assert answer.status_code == status
