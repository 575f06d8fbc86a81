"""What the desk finds a contribution by."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from .contribution import Contribution


class DeskWords(models.Model):
    """The words of one contribution for the search at its desk: also before it is published, and its author's name.

    A table of its own: what only the desk may read lies in no row that a public page fetches, and a move of the
    contribution does not write the index of its words anew.
    """

    contribution = models.OneToOneField(
        Contribution, on_delete=models.CASCADE, primary_key=True, related_name="desk_words"
    )
    words = SearchVectorField()

    class Meta:
        indexes = [
            # Which contributions have these words?
            GinIndex(fields=["words"], name="desk_words_search"),
        ]

    def __str__(self) -> str:
        return str(self.contribution_id)
