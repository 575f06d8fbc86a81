"""How soon a secretariat promises to act."""

from common.moments import span
from consultations.models import ServiceTimes
from web.components import register


@register.inclusion_tag("ui/service_times.html")
def service_times(times: ServiceTimes | None) -> dict[str, object]:
    """The service times of a process as a short list of terms; nothing where nothing is promised."""
    given = (times.take_up, times.answer, times.publish) if times is not None else (None, None, None)
    take_up, answer, publish = (span(hours) if hours is not None else "" for hours in given)
    return {"take_up": take_up, "answer": answer, "publish": publish}
