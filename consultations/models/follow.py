"""Who wants to be told of what happens in a round."""

from django.conf import settings
from django.db import models

from .round import Round


class Follow(models.Model):
    """A person follows a round: openings and publications reach them by letter."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows")
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="followers")
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "round"], name="follow_once")]
        # Whom to tell about a round, in steady order.
        indexes = [models.Index(fields=["round", "person"], name="follow_of_round")]

    def __str__(self) -> str:
        return f"{self.person_id} follows {self.round_id}"
