"""The addresses of comment periods at the desk."""

from django.urls import path

from secretariat.views.periods import acts, preparing, reading

PERIOD = "periods/<int:pk>/"

urlpatterns = [
    path("periods/", reading.periods, name="periods"),
    path(PERIOD, reading.period, name="period"),
    path(f"{PERIOD}change/", preparing.change_period, name="change_period"),
    path(f"{PERIOD}discard/", preparing.discard_period, name="discard_period"),
    path("processes/<slug:slug>/rounds/<int:number>/new-period/", preparing.new_period, name="new_period"),
    path(f"{PERIOD}acts/<slug:name>/", acts.act, name="period_act"),
]
