"""News, and which reader was told which of it."""

from datetime import datetime
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from following.enums import Pace
from following.models.reader import Reader
from notifications.models import Letter


class NewsQuerySet(models.QuerySet["News"]):
    """News by where it stands."""

    def held(self) -> Self:
        """What the secretariat wants to read before anybody else does."""
        return self.filter(hold=True, spread_at=None, dropped_at=None)

    def to_spread(self) -> Self:
        """What readers wait for."""
        return self.filter(hold=False, spread_at=None, dropped_at=None)

    def told(self) -> Self:
        """What followers may read: not held, not dropped."""
        return self.filter(hold=False, dropped_at=None)


class News(models.Model):
    """Something that happened and that followers of its topics are told, stored in the transaction of the fact.

    ``key`` names the fact: it is news once. ``kind``, ``subject`` and ``data`` are what whoever words it needs. Spread
    afterwards, reader by reader in the order of their numbers; ``spread_up_to`` is the last who has it.
    """

    key = models.CharField(max_length=160, unique=True)
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=120)
    topics = ArrayField(models.CharField(max_length=300))
    data = models.JSONField(default=dict, blank=True)
    # Those who have a letter of their own about it.
    but = ArrayField(models.BigIntegerField(), default=list, blank=True)
    # Only to those who asked to be reminded.
    is_reminder = models.BooleanField(default=False)
    useless_from = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField(_("at"))

    hold = models.BooleanField(_("held"), default=False)
    spread_up_to = models.BigIntegerField(default=0)
    spread_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)

    objects = NewsQuerySet.as_manager()

    class Meta:
        verbose_name = _("news")
        verbose_name_plural = _("news")
        indexes = [
            # What is there to spread, and what is held? Few rows.
            models.Index(fields=["at"], condition=Q(spread_at=None, dropped_at=None), name="news_unspread"),
            # What was told about this subject?
            models.Index(fields=["subject", "-at"], name="news_of_subject"),
            # What was told lately?
            models.Index(fields=["-at", "-id"], name="news_newest_first"),
        ]

    def __str__(self) -> str:
        return self.key


class ItemQuerySet(models.QuerySet["Item"]):
    """What readers were told, or will be."""

    def due(self, *, at: datetime) -> Self:
        """What waits for a digest whose hour has come."""
        return self.filter(due_at__lte=at)


class Item(models.Model):
    """One piece of news for one reader, once: on their page here, in their feed, by letter at once or in a digest."""

    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="items")
    news = models.ForeignKey(News, on_delete=models.CASCADE, related_name="items")
    topic = models.CharField(max_length=300)
    pace = models.PositiveSmallIntegerField(choices=Pace)
    # The next digest; empty once it stands in a letter, and where none is wanted.
    due_at = models.DateTimeField(null=True, blank=True)
    letter = models.ForeignKey(Letter, on_delete=models.SET_NULL, null=True, blank=True, related_name="items")
    seen_at = models.DateTimeField(_("seen"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"))

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("news for a reader")
        verbose_name_plural = _("news for readers")
        constraints = [models.UniqueConstraint(fields=["reader", "news"], name="item_once")]
        indexes = [
            # Whose digest is due?
            models.Index(fields=["due_at", "reader"], condition=Q(due_at__isnull=False), name="item_due"),
            # What has this reader not seen yet?
            models.Index(fields=["reader", "-id"], name="item_newest_first"),
        ]

    def __str__(self) -> str:
        return f"{self.news_id} for {self.reader_id}"
