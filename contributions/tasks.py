"""Entrances for Celery: load, make one call inwards."""

from celery import shared_task

from contributions import actions
from contributions.actions import batch


@shared_task(name="contributions.tasks.announce_openings", ignore_result=True, soft_time_limit=240, time_limit=300)
def announce_openings() -> int:
    """Tell followers of periods that have opened."""
    return actions.announce_openings()


@shared_task(name="contributions.tasks.spread_news", ignore_result=True, soft_time_limit=270, time_limit=290)
def spread_news() -> int:
    """Store for each follower what has happened, and the letters of those who want them at once."""
    return actions.spread_news()


@shared_task(name="contributions.tasks.write_digests", ignore_result=True, soft_time_limit=270, time_limit=290)
def write_digests() -> int:
    """Store the digests whose hour has come."""
    return actions.write_digests()


@shared_task(name="contributions.tasks.remind", ignore_result=True, soft_time_limit=270, time_limit=290)
def remind() -> int:
    """Tell of periods that close soon or have closed."""
    return actions.remind()


@shared_task(name="contributions.tasks.offer_next_rounds", ignore_result=True, soft_time_limit=100, time_limit=120)
def offer_next_rounds() -> int:
    """Ask the authors of what came too late whether it shall go to the round that is there now."""
    return actions.offer_next_rounds()


@shared_task(name="contributions.tasks.sweep_files", ignore_result=True, soft_time_limit=240, time_limit=300)
def sweep_files() -> int:
    """Remove stored files that belong to nothing."""
    return actions.sweep_files()


@shared_task(name="contributions.tasks.compare", ignore_result=True, soft_time_limit=100, time_limit=120)
def compare(*, submission_id: int) -> None:
    """Find what is like a submission, if that was not done yet."""
    actions.compare(submission_id)


@shared_task(name="contributions.tasks.sweep_comparisons", ignore_result=True, soft_time_limit=240, time_limit=300)
def sweep_comparisons() -> int:
    """Compare what a lost task left."""
    return actions.compare_waiting()


@shared_task(name="contributions.tasks.go_on_with_batch", ignore_result=True, soft_time_limit=240, time_limit=300)
def go_on_with_batch(*, pk: int) -> None:
    """Work on a bulk act for a while, and let the next task go on where it is not done."""
    if not batch.go_on(pk):
        batch.hand_over(pk)


@shared_task(name="contributions.tasks.sweep_batches", ignore_result=True, soft_time_limit=100, time_limit=120)
def sweep_batches() -> int:
    """Go on with bulk acts that a worker has left lying."""
    return actions.sweep_batches()


@shared_task(name="contributions.tasks.publish_figures", ignore_result=True, soft_time_limit=240, time_limit=300)
def publish_figures() -> int:
    """Publish who was heard in rounds that have closed."""
    return actions.publish_figures()


@shared_task(name="contributions.tasks.forget_referrals", ignore_result=True, soft_time_limit=100, time_limit=120)
def forget_referrals() -> int:
    """Forget what portals handed in and nobody confirmed in time."""
    return actions.forget_referrals()
