"""Following a round."""

from types import SimpleNamespace

from consultations.actions import follow, unfollow
from consultations.models import Follow, Round
from record.queries import about


def test_following_twice_is_following_once(cast: SimpleNamespace, round_: Round) -> None:
    assert follow(round_, by=cast.otto) == follow(round_, by=cast.otto)
    assert Follow.objects.count() == 1
    assert [entry.verb for entry in about(round_)] == ["round.follow"]


def test_unfollowing_ends_only_ones_own(cast: SimpleNamespace, round_: Round) -> None:
    follow(round_, by=cast.otto)
    follow(round_, by=cast.ines)
    unfollow(round_, by=cast.otto)
    unfollow(round_, by=cast.otto)
    assert [following.person for following in Follow.objects.all()] == [cast.ines]
    assert about(round_).filter(verb="round.unfollow").count() == 1
