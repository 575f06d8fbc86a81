"""The addresses of the API."""

from django.urls import include, path, re_path
from rest_framework.routers import SimpleRouter

from api.hooks.views import NUMBER, Deliveries, Webhooks
from api.views import documentation
from api.views.admissions import Admissions
from api.views.changes import Changes
from api.views.clauses import Clauses
from api.views.contributions import Contributions
from api.views.documents import Documents
from api.views.groups import StakeholderGroups
from api.views.nowhere import nowhere
from api.views.participation import Participation
from api.views.periods import CommentPeriods
from api.views.processes import Processes
from api.views.questions import GuidingQuestions
from api.views.rounds import Rounds
from api.views.sources import Organisations, Sources
from api.views.texts import Texts, TextVersions
from api.writing.views import Portal, Submissions

app_name = "api"

router = SimpleRouter(use_regex_path=True)
router.register("comment-periods", CommentPeriods, basename="comment-period")
router.register("processes", Processes, basename="process")
router.register("rounds", Rounds, basename="round")
router.register("documents", Documents, basename="document")
router.register("guiding-questions", GuidingQuestions, basename="guiding-question")
router.register("contributions", Contributions, basename="contribution")
router.register("stakeholder-groups", StakeholderGroups, basename="stakeholder-group")
router.register("sources", Sources, basename="source")
router.register("admissions", Admissions, basename="admission")
router.register("organisations", Organisations, basename="organisation")
router.register("participation", Participation, basename="participation")
router.register("texts", Texts, basename="text")
router.register("text-versions", TextVersions, basename="text-version")
router.register("clauses", Clauses, basename="clause")
router.register("changes", Changes, basename="change")
router.register("submissions", Submissions, basename="submission")
router.register("webhooks", Webhooks, basename="webhook")
router.register(rf"webhooks/(?P<webhook>{NUMBER})/deliveries", Deliveries, basename="webhook-delivery")

urlpatterns = [
    path("", documentation.page, name="docs"),
    path("reference/<slug:tag>/", documentation.reference, name="reference"),
    path("try/<slug:name>/", documentation.attempt, name="try"),
    path("v1/openapi.json", documentation.openapi, name="schema"),
    path("v1/portal/", Portal.as_view({"get": "show"}), name="portal"),
    path("v1/", include(router.urls)),
    re_path(r"^v1/.*$", nowhere),
]
