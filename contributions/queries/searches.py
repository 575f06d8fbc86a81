"""Which of the searches that somebody follows find what was published."""

from collections.abc import Iterable, Sequence

from django.db.models import BooleanField, ExpressionWrapper, Q

from contributions.enums import State
from contributions.models import Contribution
from contributions.queries.reading import may_be_found
from contributions.queries.topics import SEARCH, search_of
from contributions.search import query_for

# As many are asked in one query.
TOGETHER = 100


def finding(published: Contribution, topics: Iterable[str]) -> set[str]:
    """Those of the topics that are searches and find it, as their pages do. One query for a hundred."""
    words = {topic: found for topic in topics if (found := _words_for(topic, published))}
    asked = list(words)
    return {
        topic
        for start in range(0, len(asked), TOGETHER)
        for topic in _finding(published, asked[start : start + TOGETHER], words)
    }


def _words_for(topic: str, published: Contribution) -> str:
    """What this search looks for; "" where it is none, or one of another process or round."""
    asked = search_of(topic.removeprefix(SEARCH)) if topic.startswith(SEARCH) else None
    if asked is None:
        return ""
    text, process, number = asked
    round_ = published.round
    is_there = process in ("", round_.process.slug) and number in (None, round_.number)
    return text if is_there else ""


def _finding(published: Contribution, topics: Sequence[str], words: dict[str, str]) -> Iterable[str]:
    questions = {topic: question for topic in topics if (question := query_for(words[topic])) is not None}
    if not questions:
        return []
    there = Contribution.objects.filter(may_be_found(named=False), pk=published.pk, state=State.PUBLISHED)
    asked = [ExpressionWrapper(Q(search=each), output_field=BooleanField()) for each in questions.values()]
    answers = there.values_list(*asked).first() or ()
    return [topic for topic, is_in_it in zip(questions, answers, strict=False) if is_in_it]
