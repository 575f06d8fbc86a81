"""An endpoint: an address of a portal that wants to be told."""

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from webhooks.enums import ABOUT_ITSELF, Because, EndpointState, Kind
from webhooks.lifecycle import CLAIM_TIMEOUT


def default_closing_days() -> list[int]:
    """A week and a day before."""
    return [7, 1]


class EndpointQuerySet(models.QuerySet["Endpoint"]):
    """Endpoints, chainable."""

    def kept(self) -> Self:
        """Those that were not removed."""
        return self.filter(removed_at=None)

    def that_want(self, kind: str, *, portals: Iterable[int], process: str, at: datetime) -> Self:
        """Those of ``portals`` that want this kind from this process, and had proven themselves when it happened."""
        everything = Q(processes__len=0)
        return self.kept().filter(
            everything | Q(processes__contains=[process]), portal__in=portals, kinds__contains=[kind], proven_at__lte=at
        )

    def at_rest(self, *, at: datetime) -> Self:
        """Those that nobody calls at the moment: whoever called them has let go, or has not been heard of."""
        lost = Q(claimed_at__lte=at - CLAIM_TIMEOUT) | Q(claimed_at__gt=at + CLAIM_TIMEOUT)
        return self.filter(Q(claim=None) | lost)


class Endpoint(models.Model):
    """Where a portal's program takes what it is told, of what, and with which secret it is signed.

    It is told nothing before it has proven that it wants to be (``proven_at``: the first time). The secret has to be
    readable, since we sign with it; the former one signs beside it until ``old_secret_until``. One worker at a time
    calls it (``claim``). While it fails it rests, longer each time, and one delivery tries whether it is back.
    """

    portal = models.ForeignKey("portals.Portal", on_delete=models.CASCADE, related_name="endpoints")
    url = models.CharField(_("address"), max_length=400)
    description = models.CharField(_("description"), max_length=200, blank=True)
    kinds = ArrayField(models.CharField(max_length=40, choices=Kind.choices), verbose_name=_("what it is told of"))
    processes = ArrayField(
        models.SlugField(max_length=60),
        default=list,
        blank=True,
        verbose_name=_("processes"),
        help_text="By their short names; empty for all that let the portal be told.",
    )
    closing_days = ArrayField(
        models.PositiveSmallIntegerField(),
        default=default_closing_days,
        blank=True,
        verbose_name=_("days before closing"),
    )
    secret = models.CharField(max_length=100)
    old_secret = models.CharField(max_length=100, blank=True)
    old_secret_until = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=EndpointState.choices, default=EndpointState.UNPROVEN)
    challenge = models.CharField(max_length=64, blank=True, help_text="What it has to answer with.")
    registered_at = models.DateTimeField()
    proven_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True, help_text="When it last took something.")
    failing_since = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0, help_text="In a row, since it last took something.")
    rests_until = models.DateTimeField(null=True, blank=True)
    disabled_at = models.DateTimeField(null=True, blank=True)
    disabled_because = models.CharField(max_length=10, choices=Because.choices, blank=True)
    removed_at = models.DateTimeField(
        null=True, blank=True, help_text="Its row goes a day later: what is being told just then refers to it."
    )
    handed_over_at = models.DateTimeField(null=True, blank=True, help_text="When its turn was given to the broker.")
    claim = models.UUIDField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True, help_text="Stays, to tell whose turn is longest ago.")

    objects: ClassVar[EndpointQuerySet] = EndpointQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("receiver of webhooks")
        verbose_name_plural = _("receivers of webhooks")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["portal", "url"], condition=Q(removed_at=None), name="endpoint_once"),
            models.CheckConstraint(
                condition=~Q(state=EndpointState.DISABLED) | Q(disabled_at__isnull=False),
                name="endpoint_disabled_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return self.url

    def secrets(self, *, at: datetime) -> list[str]:
        """What signs now: the secret, and the former one while it still counts."""
        is_kept = self.old_secret and self.old_secret_until is not None and at < self.old_secret_until
        return [self.secret, self.old_secret] if is_kept else [self.secret]

    @property
    def wanted_kinds(self) -> list[Kind]:
        """What it is told of, in the order in which kinds are listed."""
        return [kind for kind in Kind if kind in self.kinds and kind not in ABOUT_ITSELF]
