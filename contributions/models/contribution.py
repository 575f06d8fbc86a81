"""A contribution: what a source says in a comment period."""

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultations.models import CommentPeriod, Round, Symbol
from contributions.enums import BY_HAND, Channel, Consent, Lane, Modifier, Speaking, State

if TYPE_CHECKING:
    from stakeholders.models import Person

PUBLIC = (State.PUBLISHED, State.WITHDRAWN)
# What waits for the secretariat: also what it has sent back, once its author has answered.
WAITS = Q(state__in=[State.SUBMITTED, State.UNDER_REVIEW]) | Q(state=State.RETURNED, answered_at__isnull=False)
# What the lists of the desk are filtered by.
LISTED = ["state", "answered_at", "period", "language", "lane", "assignee", "group_ids"]


class ContributionQuerySet(models.QuerySet["Contribution"]):
    """Adjectives of contributions."""

    def published(self) -> "ContributionQuerySet":
        return self.filter(state=State.PUBLISHED)

    def public(self) -> "ContributionQuerySet":
        """What has an address for everybody: published, or withdrawn after it was."""
        return self.exclude(published_at=None)

    def in_force(self) -> "ContributionQuerySet":
        """Published, and not replaced by a published revision."""
        return self.published().exclude(revisions__state=State.PUBLISHED)

    def owned_by(self, person: "Person") -> "ContributionQuerySet":
        """Begun by the person, or submitted for a source that they have a confirmed mandate for and that joins.

        What they have written down for somebody else is theirs to go on with until it is published.
        """
        return self.filter(
            (Q(author=person) & (~Q(channel__in=BY_HAND) | Q(published_at=None)))
            | Q(
                sources__source__mandates__person=person,
                sources__source__mandates__ended_at=None,
                sources__source__mandates__confirmed_at__isnull=False,
                sources__refused_at=None,
                submission__isnull=False,
            )
        ).distinct()

    def awaiting_review(self) -> "ContributionQuerySet":
        """What waits for the secretariat, oldest first."""
        return self.filter(WAITS).order_by("submitted_at", "pk")


class Contribution(models.Model):
    """What a source says in a comment period, from the first word to publication.

    ``content`` is the working copy that its author edits; what was sent is in ``submission``,
    which never changes. What the public sees of it is made by ``contributions.queries.published``; ``title``,
    ``excerpt`` and ``search`` say nothing else once it is published.
    Its arrays are filled as it is sent, and again with ``search`` at publication: for filters and search.
    """

    period = models.ForeignKey(CommentPeriod, on_delete=models.PROTECT, related_name="contributions")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="contributions")
    state = models.CharField(max_length=16, choices=State.choices, default=State.DRAFT)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="contributions"
    )
    draft_token_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)
    speaking = models.CharField(max_length=10, choices=Speaking.choices, blank=True)
    content = models.JSONField(default=dict)
    content_version = models.PositiveIntegerField(default=1)
    submission = models.OneToOneField(
        "contributions.Submission", on_delete=models.PROTECT, null=True, blank=True, related_name="in_force_for"
    )
    public_form = models.JSONField(
        null=True, blank=True, help_text="What everybody reads instead of the submission, where passages were removed."
    )
    revises = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="revisions")
    modifies = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="modifications")
    modifier = models.CharField(
        max_length=4,
        choices=Modifier.choices,
        blank=True,
        help_text="Whether it adds to what it modifies, or corrects.",
    )
    builds_on = models.CharField(_("builds on"), max_length=200, blank=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="assigned"
    )
    ground = models.TextField(_("ground"), blank=True, help_text="Why it was declined; public to its authors.")
    ground_code = models.SlugField(
        max_length=40,
        blank=True,
        db_default="",
        help_text="Which of the process's published grounds it was declined on.",
    )
    symbol = models.OneToOneField(Symbol, on_delete=models.PROTECT, null=True, blank=True, related_name="contribution")
    began_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(auto_now_add=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True, help_text="When it was declined or withdrawn.")
    shown_at = models.DateTimeField(
        null=True, blank=True, help_text="When what everybody reads of it last changed; set once it is public."
    )
    moved_at = models.DateTimeField(null=True, blank=True, help_text="When its present state began.")
    answered_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="Since when something that its author said or mended waits for a reaction of the secretariat.",
    )

    lane = models.CharField(
        _("lane"), max_length=12, choices=Lane.choices, blank=True, db_default="", help_text="Empty until sent."
    )
    is_for_action = models.BooleanField(
        _("for action"), default=True, db_default=True, help_text="Otherwise for information."
    )
    channel = models.CharField(
        _("channel"), max_length=8, choices=Channel.choices, default=Channel.WEB, db_default=Channel.WEB
    )
    portal = models.ForeignKey(
        "portals.Portal",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contributions",
        help_text="Through which it came; public.",
    )
    consent = models.CharField(
        _("consent"), max_length=10, choices=Consent.choices, default=Consent.NAMED, db_default=Consent.NAMED
    )

    returned_at = models.DateTimeField(null=True, blank=True, help_text="When it was last returned to its author.")
    campaign = models.ForeignKey(
        "contributions.Campaign", on_delete=models.PROTECT, null=True, blank=True, related_name="members"
    )

    title = models.CharField(max_length=400, blank=True)
    language = models.CharField(max_length=8, blank=True)
    excerpt = models.CharField(max_length=400, blank=True)
    words = models.PositiveIntegerField(default=0, db_default=0, help_text="As they were last sent.")
    number = models.PositiveIntegerField(null=True, blank=True, help_text="The number in the symbol, for lists.")
    group_ids = ArrayField(models.IntegerField(), default=list, blank=True)
    source_ids = ArrayField(models.BigIntegerField(), default=list, blank=True)
    question_ids = ArrayField(models.BigIntegerField(), default=list, blank=True)
    regions = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    search = SearchVectorField(null=True, editable=False)

    objects: ClassVar[ContributionQuerySet] = ContributionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        constraints = [
            # A symbol and the instant of publication come together, and only then.
            models.CheckConstraint(
                condition=Q(symbol__isnull=True, published_at__isnull=True, number__isnull=True)
                | Q(symbol__isnull=False, published_at__isnull=False, number__isnull=False),
                name="contribution_symbol_with_publication",
            ),
            models.CheckConstraint(
                condition=Q(state=State.PUBLISHED, symbol__isnull=False)
                | Q(state=State.WITHDRAWN)
                | (~Q(state__in=PUBLIC) & Q(symbol__isnull=True)),
                name="contribution_symbol_only_when_published",
            ),
            # Whatever has left the author's desk has an author and a fixed content.
            models.CheckConstraint(
                condition=Q(state=State.DRAFT)
                | Q(submission__isnull=False, author__isnull=False, submitted_at__isnull=False),
                name="contribution_submitted_is_complete",
            ),
            # Whoever reads that it came through a portal reads through which.
            models.CheckConstraint(
                condition=Q(channel=Channel.PORTAL, portal__isnull=False)
                | (~Q(channel=Channel.PORTAL) & Q(portal__isnull=True)),
                name="contribution_portal_with_its_channel",
            ),
        ]
        indexes = [
            # The published contributions of a round by number, and everywhere by time.
            models.Index(
                fields=["round", "number", "id"], condition=Q(state=State.PUBLISHED), name="contribution_by_number"
            ),
            models.Index(
                fields=["round", "published_at", "id"],
                condition=Q(state=State.PUBLISHED),
                name="contribution_of_round_by_time",
            ),
            models.Index(
                fields=["-published_at", "-id"], condition=Q(state=State.PUBLISHED), name="contribution_newest"
            ),
            # What everybody is told of in a round: published, changed, withdrawn, the last first.
            models.Index(
                fields=["round", "shown_at", "id"],
                condition=Q(published_at__isnull=False),
                name="contribution_told",
            ),
            # What was withdrawn after publication, newest first.
            models.Index(
                fields=["-published_at", "-id"],
                condition=Q(state=State.WITHDRAWN, published_at__isnull=False),
                name="contribution_withdrawn",
            ),
            # The desk's lists: what waits for the secretariat, and everything that was ever sent. Each holds all that
            # is filtered by, so that lists and counts are answered by the index alone.
            models.Index(
                fields=["round", "submitted_at", "id"], include=LISTED, condition=WAITS, name="contribution_waits"
            ),
            models.Index(
                fields=["state", "round", "submitted_at", "id"],
                include=LISTED[1:],
                condition=~Q(state=State.DRAFT),
                name="contribution_at_the_desk",
            ),
            # Whose answer waits for a reaction, in whatever state.
            models.Index(
                fields=["round", "submitted_at", "id"],
                condition=Q(answered_at__isnull=False),
                name="contribution_answered",
            ),
            # What is held because it came too late.
            models.Index(
                fields=["round", "id"],
                condition=Q(lane=Lane.NEXT_ROUND, state__in=[State.SUBMITTED, State.UNDER_REVIEW, State.RETURNED]),
                name="contribution_held",
            ),
            # Search and rare filters; common ones follow the order indexes above.
            GinIndex(fields=["search"], name="contribution_search"),
            GinIndex(fields=["source_ids"], name="contribution_of_source"),
            GinIndex(fields=["question_ids"], name="contribution_of_question"),
            GinIndex(fields=["group_ids"], name="contribution_of_group"),
            GinIndex(fields=["regions"], name="contribution_of_region"),
            # The members of a campaign by number.
            models.Index(
                fields=["campaign", "number", "id"],
                condition=Q(campaign__isnull=False),
                name="contribution_of_campaign",
            ),
            models.Index(
                fields=["round", "language", "number", "id"],
                condition=Q(state=State.PUBLISHED),
                name="contribution_in_language",
            ),
        ]

    def __str__(self) -> str:
        return self.title or f"contribution {self.pk}"

    @property
    def stands_beside(self) -> bool:
        """Does it revise, add to or correct something that is published? Then it has no deadline."""
        return self.revises_id is not None or self.modifies_id is not None

    @property
    def original(self) -> "Contribution | None":
        """What it revises, adds to or corrects; None for none."""
        return self.revises or self.modifies

    @property
    def stands(self) -> str:
        """How it stands beside that: Rev, Add or Corr, as its symbol will say; "" for none."""
        return "Rev" if self.revises_id is not None else self.modifier
