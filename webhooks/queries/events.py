"""What was told, and what anybody wants to be told."""

from collections.abc import Iterable

from webhooks.models import Endpoint, Event


def told_already(keys: Iterable[str]) -> set[str]:
    """Which of these facts were stored."""
    return set(Event.objects.filter(key__in=list(keys)).values_list("key", flat=True))


def closing_days() -> list[int]:
    """How many days before a closing anybody wants to be told, the most first."""
    wanted = Endpoint.objects.kept().values_list("closing_days", flat=True)
    return sorted({day for days in wanted for day in days}, reverse=True)
