"""Taking a sample contribution from its first word to where it is to stand, as its author would."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from consultations.models import CommentPeriod
from contributions import actions
from contributions.content import Content
from contributions.enums import Speaking, State
from contributions.models import Contribution, Submission
from stakeholders.models import Person


@transaction.atomic
def contribute(
    period: CommentPeriod,
    content: Content,
    *,
    by: Person,
    officer: Person,
    at: datetime,
    published_at: datetime,
    state: State = State.PUBLISHED,
    files: Sequence[SimpleUploadedFile] = (),
    write: Callable[[Contribution], None] | None = None,
    for_action: bool = True,
    judge: Callable[[Contribution], None] | None = None,
) -> Contribution | None:
    """Begin, write, submit at the instant ``at`` and review it up to ``state``; all of it or nothing.

    ``write`` puts in what is more than content and files; ``judge`` is what the desk does before it confirms its
    sources and publishes.
    None if ``by`` has sent something under this title in this period before, whatever became of it.
    """
    sent = Submission.objects.filter(contribution__period=period, by=by, content__title=content.title)
    if sent.exists():
        return None
    contribution, _token = actions.begin(period, by=by, at=at)
    actions.save(contribution, content.to_json(), by=by, speaking=_speaking(content))
    for file in files:
        actions.attach(contribution, file, by=by)
    if write is not None:
        write(contribution)
    actions.submit(contribution, by=by, at=at, for_action=for_action)
    if judge is not None:
        judge(contribution)
    if state in (State.UNDER_REVIEW, State.PUBLISHED):
        for named in contribution.sources.filter(confirmed_at=None, shown_as_invited_at=None):
            actions.confirm_source(named, by=officer)
        actions.take_up(contribution, by=officer)
    if state == State.PUBLISHED:
        actions.publish(contribution, by=officer, at=published_at)
    return contribution


def _speaking(content: Content) -> Speaking:
    if not content.sources:
        return Speaking.MYSELF
    return Speaking.SOURCE if len(content.sources) == 1 else Speaking.JOINTLY
