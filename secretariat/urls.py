"""The addresses of the desk."""

from django.urls import include, path

from secretariat.views import (
    campaigns,
    contribution,
    desk,
    dispositions,
    exports,
    incoming,
    moves,
    next_clauses,
    next_issue,
    next_version,
    outbox,
    receiving,
    second_factor,
    similar,
    texts,
)
from secretariat.views.periods.urls import urlpatterns as periods
from secretariat.views.setting_up.urls import urlpatterns as setting_up

app_name = "secretariat"
ITEM = "contributions/<int:pk>/"
CAMPAIGN = "campaigns/<int:pk>/"
INCOMING = "texts/incoming/<int:pk>/"
# By the id of the version that is followed.
NEXT = "texts/next/<int:pk>/"

urlpatterns = [
    path("", desk.queue, name="desk"),
    path("second-factor/", second_factor.second_factor, name="second_factor"),
    path(ITEM, contribution.contribution, name="contribution"),
    path(f"{ITEM}submissions/<int:number>/", contribution.submission, name="submission"),
    path(f"{ITEM}take_up/", moves.take_up, name="take_up"),
    path(f"{ITEM}return/", moves.return_to_author, name="return"),
    path(f"{ITEM}publish/", moves.publish, name="publish"),
    path(f"{ITEM}decline/", moves.decline, name="decline"),
    path(f"{ITEM}withdraw/", moves.withdraw, name="withdraw"),
    path(f"{ITEM}remark/", moves.remark, name="remark"),
    path(f"{ITEM}sources/<int:named>/confirm/", moves.confirm_source, name="confirm_source"),
    path(f"{ITEM}similar/", similar.similar, name="similar"),
    path(f"{ITEM}similar/group/", similar.group, name="group"),
    path(f"{ITEM}similar/<int:other>/", similar.compare, name="compare"),
    path("campaigns/", campaigns.campaigns, name="campaigns"),
    path(CAMPAIGN, campaigns.campaign, name="campaign"),
    path(f"{CAMPAIGN}organiser/", campaigns.organiser, name="campaign_organiser"),
    path(f"{CAMPAIGN}add/", campaigns.add, name="campaign_add"),
    path(f"{CAMPAIGN}take-out/", campaigns.take_out, name="campaign_take_out"),
    path(f"{CAMPAIGN}represent/", campaigns.represent, name="campaign_represent"),
    path(f"{CAMPAIGN}dissolve/", campaigns.dissolve, name="campaign_dissolve"),
    path("texts/", texts.texts, name="texts"),
    path("texts/bring-in/<int:pk>/", texts.bring_in, name="bring_in"),
    path(INCOMING, incoming.incoming, name="incoming"),
    path(f"{INCOMING}original/", incoming.original, name="original"),
    path(f"{INCOMING}correct/", incoming.correct, name="correct_text"),
    path(f"{INCOMING}issue/", incoming.issue, name="issue_text"),
    path(f"{INCOMING}discard/", incoming.discard, name="discard_text"),
    path(NEXT, next_version.overview, name="next"),
    path(f"{NEXT}begin/", next_version.begin, name="next_begin"),
    path(f"{NEXT}decide/", next_version.decide, name="next_decide"),
    path(f"{NEXT}changes/", dispositions.dispositions, name="next_dispositions"),
    path(f"{NEXT}changes/record/", dispositions.dispose, name="next_dispose"),
    path(f"{NEXT}preview/", next_issue.preview, name="next_preview"),
    path(f"{NEXT}clauses/after/<str:after>/", next_clauses.add, name="next_clause_add"),
    path(f"{NEXT}clauses/<int:clause>/", next_clauses.change, name="next_clause"),
    path(f"{NEXT}letter/", next_issue.letter, name="next_letter"),
    path(f"{NEXT}confirm/", next_issue.confirm, name="next_confirm"),
    path(f"{NEXT}issue/", next_issue.issue, name="next_issue"),
    path("", include(periods)),
    path("", include(setting_up)),
    path("lanes/", receiving.lanes, name="lanes"),
    path("lanes/<int:pk>/", receiving.receiving, name="receiving"),
    path("exports/", exports.exports, name="exports"),
    path("exports/ask/", exports.ask, name="export_ask"),
    path("exports/<uuid:pk>/", exports.export, name="export"),
    path("exports/<uuid:pk>/file/", exports.file, name="export_file"),
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/<uuid:pk>/", outbox.letter, name="letter"),
    path("outbox/<uuid:pk>/html/", outbox.letter_html, name="letter_html"),
]
