"""Writing in several windows at once."""

import pytest

from common.refusals import NotPossible
from contributions import actions
from contributions.models import Contribution

pytestmark = pytest.mark.django_db


def test_what_was_thrown_away_in_another_window_is_told_and_not_brought_back(make_draft, cast):
    draft = make_draft()
    elsewhere = Contribution.objects.get(pk=draft.pk)
    actions.discard(draft, by=cast.ana)

    with pytest.raises(NotPossible, match="thrown away"):
        actions.save(elsewhere, {"title": "Late"}, by=cast.ana)

    assert not Contribution.objects.filter(pk=elsewhere.pk).exists()
