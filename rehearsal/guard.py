"""What makes a rehearsal harmless: only the desk's people come in, nothing can be written, nothing is kept anywhere."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import connection, transaction
from django.http import HttpResponse

from secretariat.access import DeskRequest, secretariat_page

Page = Callable[..., HttpResponse]


def rehearsed(page: Page) -> Page:
    """Let in whoever has a desk, into a transaction in which the database refuses every change.

    The answer is stored by nobody on its way, and no robot lists it. What a page shows has to be read inside it.
    """

    @secretariat_page
    @wraps(page)
    def guarded(request: DeskRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION READ ONLY")
            response = page(request, *args, **kwargs)
            # Nothing to keep. Undone, because inside another transaction (a test's) the rest may write again.
            transaction.set_rollback(True)
        response["X-Robots-Tag"] = "noindex"
        return response

    return guarded
