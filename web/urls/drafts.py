"""Addresses of writing a contribution, and of what became of it."""

from django.urls import path

from web.views.drafts import autosave, begin, mine, preview, what, who

DRAFT = "drafts/<str:key>/"
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
    path(f"{DRAFT}claim/", begin.claim, name="draft_claim"),
    path(f"{DRAFT}discard/", begin.discard, name="draft_discard"),
    path(MINE, mine.contribution, name="contribution_mine"),
    path(f"{MINE}receipt/", mine.receipt, name="receipt"),
    path(f"{MINE}receipt/<int:number>.json", mine.exact, name="receipt_content"),
    path(f"{MINE}answer/", mine.remark, name="remark"),
    path(f"{MINE}withdraw/", mine.withdraw, name="withdraw"),
    path(f"{MINE}revise/", mine.revise, name="revise"),
    path("me/", mine.me, name="me"),
]
