"""The next version of a text while the secretariat works through the compilation, clause by clause."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from contributions.enums import Choice
from texts.enums import ClauseKind
from texts.models import Clause, TextVersion


class NextVersion(models.Model):
    """Work on what follows a version. It can be put down and taken up again; it is over when it is ``issued``.

    ``ground``: why it was issued although something was still open; "" where nothing was. It is public.
    ``letters_anew``: are the clauses lettered without gap or *bis*, or does each keep the label it has?
    """

    base = models.OneToOneField(TextVersion, on_delete=models.PROTECT, related_name="next_version")
    began_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    began_at = models.DateTimeField(auto_now_add=True)
    ground = models.TextField(_("ground"), blank=True)
    letters_anew = models.BooleanField(default=False)
    issued = models.OneToOneField(
        TextVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="drafted_as"
    )

    class Meta:
        verbose_name = _("next version")
        verbose_name_plural = _("next versions")

    def __str__(self) -> str:
        return f"after {self.base}"


class ClauseDecision(models.Model):
    """What the next version says at one place.

    ``clause``: the clause of the base; ``added``: for a new clause, the amendment that proposes it (then ``clause`` is
    empty). ``taken``: ids of the amendments whose words were taken, ``moved``: of those whose place was; ``wording``:
    what the next version says here, empty for a suppression. ``step`` counts changes, so that two windows cannot
    overwrite each other.
    """

    draft = models.ForeignKey(NextVersion, on_delete=models.CASCADE, related_name="decisions")
    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    added = models.ForeignKey(
        "contributions.Amendment", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    choice = models.CharField(max_length=12, choices=Choice.choices)
    taken = models.JSONField(default=list)
    moved = models.JSONField(default=list)
    wording = models.TextField(_("wording"), blank=True)
    step = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        verbose_name = _("decision on a clause")
        verbose_name_plural = _("decisions on clauses")
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "clause", "added"], nulls_distinct=False, name="decision_once_a_place"
            )
        ]

    def __str__(self) -> str:
        return str(self.choice)


class ChairClause(models.Model):
    """A clause that the chair adds and nobody proposed: after ``after`` of the base, None for the beginning.

    Several after one clause stand in the order in which they were written, behind new clauses that were proposed there.
    ``step`` counts changes, so that two windows cannot overwrite each other.
    """

    draft = models.ForeignKey(NextVersion, on_delete=models.CASCADE, related_name="chair_clauses")
    after = models.ForeignKey(Clause, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(_("kind"), max_length=16, choices=ClauseKind.choices, default=ClauseKind.ITEM)
    label = models.CharField(_("label"), max_length=40, blank=True)
    wording = models.TextField(_("wording"))
    step = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        verbose_name = _("clause of the chair")
        verbose_name_plural = _("clauses of the chair")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.label} {self.wording[:60]}".strip()

    @property
    def place(self) -> str:
        """The identity of the clause after which it stands; "" for the beginning."""
        return self.after_id.hex if self.after_id else ""
