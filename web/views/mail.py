"""Where providers that send our letters for us tell what became of them. django-anymail knows each one's form."""

import logging
from collections.abc import Mapping, Sequence

from anymail.exceptions import AnymailConfigurationError
from anymail.signals import AnymailTrackingEvent
from anymail.webhooks.amazon_ses import AmazonSESTrackingWebhookView
from anymail.webhooks.base import AnymailBaseWebhookView
from anymail.webhooks.brevo import BrevoTrackingWebhookView
from anymail.webhooks.mailgun import MailgunTrackingWebhookView
from anymail.webhooks.postmark import PostmarkTrackingWebhookView
from anymail.webhooks.sendgrid import SendGridTrackingWebhookView
from django.conf import settings
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseForbidden
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from following.actions import take_report
from notifications.reports import of_event

logger = logging.getLogger(__name__)


class AmazonTrackingWebhookView(AmazonSESTrackingWebhookView):
    """Amazon's form, read without its own library: that would only be wanted to confirm a subscription."""

    def __init__(self) -> None:
        AnymailBaseWebhookView.__init__(self)

    def auto_confirm_sns_subscription(self, sns_message: Mapping[str, object]) -> None:
        """Leave it to whoever runs the house to open the address: a web server calls no address that it is sent."""
        logger.warning("Amazon asks to be told that it may write here; open: %s", sns_message.get("SubscribeURL"))


# Those that name a letter in a way that we know, also where they are handed it over SMTP.
PROVIDERS: dict[str, type[AnymailBaseWebhookView]] = {
    "amazon": AmazonTrackingWebhookView,
    "brevo": BrevoTrackingWebhookView,
    "mailgun": MailgunTrackingWebhookView,
    "postmark": PostmarkTrackingWebhookView,
    "sendgrid": SendGridTrackingWebhookView,
}


@csrf_exempt
@require_http_methods(["POST", "HEAD"])
def told(request: HttpRequest, provider: str) -> HttpResponse:
    """Take what a provider tells: 200, also for what is about no letter of ours, so that it is not told again.

    401 where no secret is shown (Amazon waits for that before it shows it), 403 for another one or a wrong signature;
    404 where none is set, for providers that we do not know, and for one that signs and whose key we do not have; 400
    for what is not in the provider's form.
    """
    if not settings.ANYMAIL_WEBHOOK_SECRET or provider not in PROVIDERS:
        raise Http404
    if request.method == "HEAD":
        return HttpResponse()
    if "Authorization" not in request.headers:
        return HttpResponse(status=401, headers={"WWW-Authenticate": 'Basic realm="mail"'})
    try:
        events = _events(request, PROVIDERS[provider])
    except SuspiciousOperation:
        return HttpResponseForbidden()
    for event in events:
        take_report(of_event(event))
    return HttpResponse()


def _events(request: HttpRequest, kind: type[AnymailBaseWebhookView]) -> Sequence[AnymailTrackingEvent]:
    """Look at the secret, then at what was sent."""
    try:
        view = kind()
    except (AnymailConfigurationError, ValueError) as error:
        raise Http404 from error
    try:
        view.setup(request)
        view.run_validators(request)
        return list(view.parse_events(request))
    except SuspiciousOperation:
        raise
    except Exception as error:
        # The library reads other people's JSON without asking first whether what it reads is there.
        logger.warning("What %s told could not be read (%s)", kind.esp_name, type(error).__name__)
        raise BadRequest from error
