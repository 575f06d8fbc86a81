"""What somebody follows."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from following.enums import Pace
from following.models.reader import Reader


class Follow(models.Model):
    """A reader follows a topic: ``round:12``, ``clause:0198…``, ``search:q=encryption``.

    What topics there are, what they are called and what news they bring is known above.
    """

    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="follows")
    topic = models.CharField(max_length=300)
    pace = models.PositiveSmallIntegerField(_("how often"), choices=Pace, default=Pace.AT_ONCE)
    reminders = models.BooleanField(_("remind me before it closes"), default=False)
    since = models.DateTimeField()

    class Meta:
        verbose_name = _("follow")
        verbose_name_plural = _("follows")
        constraints = [models.UniqueConstraint(fields=["reader", "topic"], name="follow_topic_once")]
        # Whom to tell of a topic, in steady order?
        indexes = [models.Index(fields=["topic", "reader"], name="follow_of_topic")]

    def __str__(self) -> str:
        return f"{self.reader_id} follows {self.topic}"
