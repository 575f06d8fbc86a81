"""Whoever follows something: a person, or an address that was confirmed and has no account."""

from datetime import time
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce, Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.moments import zone as zone_called
from following.clock import WallClock

BREAKFAST = time(7)


class ReaderQuerySet(models.QuerySet["Reader"]):
    """Readers by whether anything reaches them, and where."""

    def guests(self) -> Self:
        """Addresses that have no account."""
        return self.filter(person=None, merged_into=None)

    def at(self, address: str) -> Self:
        """The one at an address without an account, however its letters are written."""
        return self.guests().annotate(lower=Lower("address")).filter(lower=Lower(Value(address)))

    def with_place(self) -> Self:
        """With ``place``, the address of each, and ``tongue`` and ``wall``, their language and time zone."""
        return self.annotate(
            place=Coalesce("person__email", "address"),
            tongue=Coalesce("person__language", "language"),
            wall=Coalesce("person__time_zone", "time_zone"),
        )


class Reader(models.Model):
    """Somebody who is told of what they follow, and how they want it.

    A person's address, language and time zone are those of their account; an address without an account brings its own.
    One that later turns out to be a person's is that person's from then on (``merged_into`` where they were a reader
    already), so that links in older letters go on working.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="reader"
    )
    merged_into = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="former")
    address = models.EmailField(pgettext_lazy("of e-mail", "address"), max_length=254, blank=True)
    language = models.CharField(_("language"), max_length=16, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")

    by_mail = models.BooleanField(_("by e-mail"), default=True)
    in_house = models.BooleanField(_("on your page here"), default=True)
    by_feed = models.BooleanField(_("by a private web feed"), default=False)
    # Counted up when its owner wants a new private address: the former one leads nowhere from then on.
    feed_number = models.PositiveIntegerField(default=1)
    quiet_from = models.TimeField(_("no letters from"), null=True, blank=True)
    quiet_until = models.TimeField(_("no letters until"), null=True, blank=True)
    digest_at = models.TimeField(_("time of what comes together"), default=BREAKFAST)
    about_drafts = models.BooleanField(_("reminders of what you have begun and not sent"), default=True)
    since = models.DateTimeField(auto_now_add=True)

    objects = ReaderQuerySet.as_manager()

    class Meta:
        verbose_name = _("reader")
        verbose_name_plural = _("readers")
        constraints = [
            models.UniqueConstraint(
                Lower("address"), condition=Q(person=None, merged_into=None), name="reader_address_once"
            ),
            models.CheckConstraint(
                condition=Q(quiet_from=None, quiet_until=None) | Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="reader_quiet_has_both_ends",
            ),
            models.CheckConstraint(condition=Q(person__isnull=False) | ~Q(address=""), name="reader_is_somebody"),
        ]

    def __str__(self) -> str:
        return self.to

    @property
    def to(self) -> str:
        """The address that letters to them go to."""
        return self.person.email if self.person is not None else self.address

    @property
    def whoever(self) -> models.Model:
        """Who acts when the reader does: the person, or the reader where there is no account."""
        return self.person if self.person is not None else self

    @property
    def tongue_spoken(self) -> str:
        """The language that they are written to."""
        return (self.person.language if self.person is not None else self.language) or settings.LANGUAGE_CODE

    @property
    def zone(self) -> str:
        """The name of their time zone."""
        return self.person.time_zone if self.person is not None else self.time_zone

    @property
    def clock(self) -> WallClock:
        """The clock that they live by."""
        return WallClock(zone_called(self.zone), self.digest_at, self.quiet_from, self.quiet_until)
