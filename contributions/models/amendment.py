"""Changes that published contributions propose to a text, and what became of them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contributions.enums import Carriage, Consent, Outcome, State
from texts.engine import changes, outline
from texts.enums import ChangeKind, ClauseKind, Op
from texts.models import Clause, TextVersion

from .contribution import Contribution

# What of an amendment can be sealed, and how long it may be (0: as long as it wants).
SEALABLE = {"wording": 0, "reason": 0, "label": 40}
# What came to a version and is not proposed to it: its source has not answered yet, or there is nothing to ask.
NOT_PROPOSED = (Carriage.RETURNED, Carriage.ADOPTED, Carriage.DROPPED)


class AmendmentQuerySet(models.QuerySet["Amendment"]):
    """Questions asked of amendments."""

    def in_force(self) -> "AmendmentQuerySet":
        """What is proposed by contributions that are published and not replaced by a published revision.

        Left out is what is proposed no more, or not yet: adopted already, given up, or returned to its source.
        """
        return self.of_contributions_in_force().exclude(carriage__in=NOT_PROPOSED)

    def awaiting_their_source(self) -> "AmendmentQuerySet":
        """Returned to their source, which has not answered, and not carried on to a later version meanwhile."""
        return self.of_contributions_in_force().filter(carriage=Carriage.RETURNED, carried_to=None)

    def of_contributions_in_force(self) -> "AmendmentQuerySet":
        """Of contributions that are published and not replaced, whatever became of the amendment."""
        return self.readable().exclude(contribution__revisions__state=State.PUBLISHED)

    def readable(self) -> "AmendmentQuerySet":
        """Of contributions that are published with their words."""
        return self.filter(contribution__state=State.PUBLISHED).exclude(contribution__consent=Consent.AGGREGATE)

    def on(self, version: TextVersion) -> "AmendmentQuerySet":
        """Those proposed to this version, in an order that never changes."""
        return self.filter(version=version).order_by("contribution__published_at", "contribution_id", "place")


class Amendment(models.Model):
    """One change as a published contribution proposes it: written once, when it is published, from its submission.

    The fields are those of ``texts.engine.changes.Change``; ``place`` counts from 0 in the source's own order. An
    amendment that was carried on to a later version is another row, with ``carried_from``, and ``carriage`` says how it
    came there. Only where it was returned to its source are words put in later: those that the source confirms.
    """

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="amendments")
    version = models.ForeignKey(TextVersion, on_delete=models.PROTECT, related_name="amendments")
    place = models.PositiveIntegerField()
    op = models.CharField(max_length=4, choices=Op.choices)
    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, null=True, blank=True, related_name="amendments")
    after = models.ForeignKey(Clause, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    wording = models.TextField(_("wording"), blank=True)
    clause_kind = models.CharField(max_length=16, choices=ClauseKind.choices, default=ClauseKind.PARAGRAPH)
    label = models.CharField(_("label"), max_length=40, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=ChangeKind.choices, default=ChangeKind.SUBSTANTIVE)
    reason = models.TextField(_("reason"), blank=True)
    carried_from = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="carried_to"
    )
    carriage = models.CharField(max_length=12, choices=Carriage.choices, blank=True)
    sealed = models.JSONField(
        null=True, blank=True, help_text="Its own words, by field, where passages of them were removed."
    )

    objects: ClassVar[AmendmentQuerySet] = AmendmentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("amendment")
        verbose_name_plural = _("amendments")
        constraints = [
            models.UniqueConstraint(fields=["contribution", "version", "place"], name="amendment_place_once"),
            models.CheckConstraint(
                condition=Q(op=Op.ADD, clause__isnull=True) | (~Q(op=Op.ADD) & Q(clause__isnull=False)),
                name="amendment_names_its_clause",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.op} {self.wording[:60]}"

    def as_change(self) -> changes.Change:
        """The same for the engine."""
        return changes.Change(
            op=changes.Op(self.op),
            clause=self.clause_id.hex if self.clause_id else "",
            after=self.after_id.hex if self.after_id else "",
            wording=self.wording,
            clause_kind=outline.ClauseKind(self.clause_kind),
            label=self.label,
            kind=changes.ChangeKind(self.kind),
            reason=self.reason,
        )


class Disposition(models.Model):
    """What became of an amendment, where in the next version, and why. Fixed when that version is issued."""

    amendment = models.OneToOneField(Amendment, on_delete=models.PROTECT, related_name="disposition")
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome.choices)
    reason = models.TextField(_("reason"), blank=True)
    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    version = models.ForeignKey(
        TextVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="dispositions"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        verbose_name = _("disposition")
        verbose_name_plural = _("dispositions")

    def __str__(self) -> str:
        return str(self.outcome)
