"""Addresses of writing a contribution, and of what became of it."""

from django.urls import path

from web.views import joining
from web.views.drafts import (
    autosave,
    begin,
    changes,
    changes_begin,
    changes_clause,
    changes_word,
    consent,
    mine,
    next_round,
    preview,
    what,
    who,
)

DRAFT = "drafts/<str:key>/"
CHANGES = f"{DRAFT}changes/"
MINE = "contributions/<int:pk>/"

urlpatterns = [
    path("processes/<slug:slug>/rounds/<int:number>/periods/<int:pk>/begin/", begin.begin, name="begin"),
    path(DRAFT, begin.draft, name="draft"),
    path(f"{DRAFT}who/", who.who, name="draft_who"),
    path(f"{DRAFT}write/", what.what, name="draft_what"),
    path(f"{DRAFT}preview/", preview.preview, name="draft_preview"),
    path(f"{DRAFT}submit/", preview.submit, name="draft_submit"),
    path(f"{DRAFT}save/", autosave.save, name="draft_save"),
    path(f"{DRAFT}text/", preview.text, name="draft_text"),
    path(f"{DRAFT}files/<int:pk>/", preview.file, name="draft_file"),
    path("processes/<slug:slug>/documents/<path:symbol>/text/propose/", changes_begin.begin, name="amend"),
    path(CHANGES, changes.changes, name="draft_changes"),
    path(f"{CHANGES}text/", changes.choose, name="draft_changes_text"),
    path(f"{CHANGES}take-back/", changes.take_back, name="draft_take_back"),
    path(f"{CHANGES}missing/", changes.missing, name="draft_missing"),
    path(f"{CHANGES}redline/", changes_clause.live, name="draft_redline"),
    path(f"{CHANGES}clauses/<str:clause>/", changes_clause.change, name="draft_change"),
    path(f"{CHANGES}after/<str:after>/", changes_clause.new_clause, name="draft_new_clause"),
    path(f"{CHANGES}word/", changes_word.upload, name="draft_word"),
    path(f"{CHANGES}word/<int:pk>/", changes_word.understood, name="draft_understood"),
    path(f"{DRAFT}claim/", begin.claim, name="draft_claim"),
    path(f"{DRAFT}discard/", begin.discard, name="draft_discard"),
    path(MINE, mine.contribution, name="contribution_mine"),
    path(f"{MINE}receipt/", mine.receipt, name="receipt"),
    path(f"{MINE}receipt/<int:number>.json", mine.exact, name="receipt_content"),
    path(f"{MINE}answer/", mine.remark, name="remark"),
    path(f"{MINE}withdraw/", mine.withdraw, name="withdraw"),
    path(f"{MINE}next-round/", next_round.next_round, name="next_round"),
    path(f"{MINE}next-round/carry/", next_round.carry, name="next_round_carry"),
    path(f"{MINE}next-round/leave/", next_round.leave, name="next_round_leave"),
    path(f"{MINE}modify/", mine.modify, name="modify"),
    path(f"{MINE}revise/", mine.revise, name="revise"),
    path(f"{MINE}consent/", consent.consent, name="consent"),
    path(f"{MINE}joint/<str:slug>/", joining.join, name="join"),
    path(f"{MINE}joint/<str:slug>/confirm/", joining.confirm, name="confirm_joining"),
    path(f"{MINE}joint/<str:slug>/refuse/", joining.refuse, name="refuse_joining"),
    path("me/", mine.me, name="me"),
]
