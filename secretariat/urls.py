"""The addresses of the desk."""

from django.urls import path

from secretariat.views import contribution, desk, moves, outbox, second_factor

app_name = "secretariat"
ITEM = "contributions/<int:pk>/"

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
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/<uuid:pk>/", outbox.letter, name="letter"),
    path("outbox/<uuid:pk>/html/", outbox.letter_html, name="letter_html"),
]
