"""Letters: every message that leaves the house is stored first."""

from datetime import datetime
from email.utils import make_msgid
from typing import Self
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.indexes import HashIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from notifications.enums import Priority, State
from notifications.lifecycle import CLAIM_TIMEOUT
from notifications.models.words import Words
from notifications.stops import signed

UNDONE = Q(sent_at=None, failed_at=None, called_off_at=None)
# Nobody has it, and somebody may have it yet: now, later, or when it is tried again.
NOT_ARRIVED = Q(called_off_at=None) & (Q(sent_at=None) | Q(bounced_at__isnull=False))


class LetterQuerySet(models.QuerySet["Letter"]):
    """Letters by where they stand; each letter is in exactly one of the seven states at any instant."""

    def held(self) -> Self:
        """Letters that the secretariat wants to read first."""
        return self.filter(UNDONE, hold=True)

    def waiting(self, *, at: datetime) -> Self:
        """Letters to be sent now or later and claimed by no living worker."""
        return self.filter(UNDONE, ~_claimed(at), hold=False)

    def due(self, *, at: datetime) -> Self:
        """Waiting letters whose next attempt may begin."""
        return self.waiting(at=at).filter(next_attempt_at__lte=at)

    def useful(self, *, at: datetime) -> Self:
        """Letters that still say something to their readers."""
        return self.filter(Q(useless_from=None) | Q(useless_from__gt=at))

    def being_sent(self, *, at: datetime) -> Self:
        """Letters that a worker claimed less than two minutes ago and has not finished."""
        return self.filter(UNDONE, _claimed(at), hold=False)

    def sent(self) -> Self:
        """Letters that a mail server took, or that were shown instead where no mail leaves the house."""
        return self.filter(sent_at__isnull=False, bounced_at=None)

    def bounced(self) -> Self:
        """Letters that a mail server took, and that came back."""
        return self.filter(bounced_at__isnull=False)

    def failed(self) -> Self:
        """Letters given up: refused for good, or tried for three days."""
        return self.filter(failed_at__isnull=False)

    def called_off(self) -> Self:
        """Letters that were no longer true, or no longer of use, before they went."""
        return self.filter(called_off_at__isnull=False)


def _claimed(at: datetime) -> Q:
    return Q(claimed_at__isnull=False, claimed_at__gt=at - CLAIM_TIMEOUT)


def new_message_id() -> str:
    """Return a Message-ID (RFC 5322) under the site's own name."""
    return make_msgid(domain=urlsplit(settings.SITE_URL).hostname)


class Letter(models.Model):
    """One message to one address, as it was rendered when its cause happened.

    Stored in the transaction of its cause, sent after it. ``key`` names the cause and the reader: the same cause never
    writes twice. ``message_id`` stays the same over all attempts, so a copy sent twice can be recognised as one.

    A letter to many has its ``words`` in common with others and no ``text`` of its own: ``written`` gives them.
    ``stop`` is what its reader ends to have no more of its kind; a letter of the official process has none.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    key = models.CharField(_("key"), max_length=200)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="letters",
        verbose_name=_("person"),
    )
    address = models.EmailField(pgettext_lazy("of e-mail", "address"), max_length=254)
    language = models.CharField(_("language"), max_length=16)
    family = models.CharField(_("family"), max_length=80)
    about = models.CharField(_("about"), max_length=120, blank=True)
    subject_line = models.CharField(_("subject line"), max_length=200)
    text = models.TextField(_("text"), blank=True)
    html = models.TextField(_("HTML"), blank=True)
    words = models.ForeignKey(
        Words,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="letters",
        verbose_name=_("words of many letters"),
    )
    stop = models.CharField(max_length=120, blank=True, editable=False)
    priority = models.PositiveSmallIntegerField(_("priority"), choices=Priority, default=Priority.NORMAL)
    hold = models.BooleanField(_("held"), default=False)
    message_id = models.CharField(_("message id"), max_length=255, default=new_message_id, editable=False)

    created_at = models.DateTimeField(_("created"))
    next_attempt_at = models.DateTimeField(_("next attempt"))
    handed_over_at = models.DateTimeField(_("handed to the broker"), null=True, blank=True)
    claimed_at = models.DateTimeField(_("claimed"), null=True, blank=True)
    claim = models.UUIDField(_("claim"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    sent_at = models.DateTimeField(pgettext_lazy("label of an instant", "sent"), null=True, blank=True)
    failed_at = models.DateTimeField(pgettext_lazy("label of an instant", "failed"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=500, blank=True)
    # Of no use after that, as a code for signing in: it is called off then instead of sent.
    useless_from = models.DateTimeField(_("of no use from"), null=True, blank=True)
    called_off_at = models.DateTimeField(pgettext_lazy("label of an instant", "called off"), null=True, blank=True)
    bounced_at = models.DateTimeField(pgettext_lazy("label of an instant", "came back"), null=True, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        indexes = [
            # Which letters are due, the urgent first? Small: a letter leaves this index when it is sent.
            models.Index(
                fields=["priority", "next_attempt_at"],
                condition=UNDONE & Q(hold=False),
                name="letter_due",
            ),
            # Which letters lie with the broker?
            models.Index(
                fields=["handed_over_at"],
                condition=UNDONE & Q(handed_over_at__isnull=False),
                name="letter_handed_over",
            ),
            # What has gone wrong lately? Few rows; for the secretariat and for whoever watches the house.
            models.Index(fields=["-failed_at"], condition=Q(failed_at__isnull=False), name="letter_failed"),
            # What came back lately, and what waits for the secretariat to read it? Few rows, for the same.
            models.Index(fields=["-bounced_at"], condition=Q(bounced_at__isnull=False), name="letter_bounced"),
            models.Index(fields=["-created_at"], condition=UNDONE & Q(hold=True), name="letter_held"),
            # Which letter does a report mean that knows only its Message-ID?
            HashIndex(fields=["message_id"], name="letter_by_message_id"),
            # What was written lately?
            models.Index(fields=["-created_at"], name="letter_newest_first"),
            # The same at a desk, where letters to many stand as one; to whom, about what, and of which kind? Those to
            # many are in none of these, so that storing them stays cheap.
            models.Index(fields=["-created_at", "-id"], condition=Q(words=None), name="letter_own"),
            models.Index(Lower("address"), condition=Q(words=None), name="letter_own_address"),
            models.Index(fields=["about"], condition=Q(words=None), name="letter_own_about"),
            models.Index(fields=["family", "-created_at", "-id"], condition=Q(words=None), name="letter_own_family"),
            # What was called off?
            models.Index(
                fields=["-created_at"], condition=Q(words=None, called_off_at__isnull=False), name="letter_own_off"
            ),
        ]
        constraints = [
            # By a constraint and not by the field: that would bring a second index for searching parts of keys.
            models.UniqueConstraint(fields=["key"], name="letter_key_once"),
            models.CheckConstraint(
                condition=Q(sent_at=None, failed_at=None)
                | Q(sent_at=None, called_off_at=None)
                | Q(failed_at=None, called_off_at=None),
                name="letter_ends_once",
            ),
            models.CheckConstraint(
                condition=Q(bounced_at=None) | Q(sent_at__isnull=False), name="letter_bounces_once_sent"
            ),
            models.CheckConstraint(
                condition=Q(claim=None, claimed_at=None) | Q(claim__isnull=False, claimed_at__isnull=False),
                name="letter_claim_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return self.subject_line

    def state(self, *, at: datetime) -> State:
        """Return where the letter stands at an instant."""
        if self.bounced_at:
            return State.BOUNCED
        if self.sent_at:
            return State.SENT
        if self.failed_at:
            return State.FAILED
        if self.called_off_at:
            return State.CALLED_OFF
        if self.hold:
            return State.HELD
        is_claimed = self.claimed_at is not None and self.claimed_at > at - CLAIM_TIMEOUT
        return State.BEING_SENT if is_claimed else State.WAITING

    def written(self) -> tuple[str, str]:
        """Return text and HTML as the reader has them, also where the words are those of many letters."""
        if self.words is None:
            return self.text, self.html
        return self.words.for_reader(self.stop_token)

    @property
    def called(self) -> str:
        """What whoever it goes to is called; "" for an address without an account."""
        return self.person.name if self.person is not None else ""

    @property
    def stop_token(self) -> str:
        """What stands in the address that ends letters of its kind; "" where they cannot be ended."""
        return signed(self.stop) if self.stop else ""
