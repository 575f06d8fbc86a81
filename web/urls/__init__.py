"""The addresses of the public pages, by what they are for."""

from .campaigns import urlpatterns as campaigns
from .compilation import urlpatterns as compilation
from .drafts import urlpatterns as drafts
from .embed import urlpatterns as embed
from .figures import urlpatterns as figures
from .following import urlpatterns as following
from .frame import urlpatterns as frame
from .health import urlpatterns as health
from .mail import urlpatterns as mail
from .outcome import urlpatterns as outcome
from .output import urlpatterns as output
from .people import urlpatterns as people
from .portals import urlpatterns as portals
from .reading import urlpatterns as reading
from .texts import urlpatterns as texts
from .transcripts import urlpatterns as transcripts
from .webhooks import urlpatterns as webhooks

app_name = "web"
urlpatterns = [
    *health,
    *frame,
    *people,
    *following,
    *mail,
    *embed,
    *drafts,
    *campaigns,
    *figures,
    *compilation,
    *outcome,
    *output,
    *portals,
    *transcripts,
    *webhooks,
    *texts,
    *reading,
]
