"""Where others tell what became of our letters, and where their readers say that they arrive again."""

from django.urls import path

from web.views import mail, people

urlpatterns = [
    path("mail/<slug:provider>/", mail.told, name="mail_told"),
    path("me/letters/arrive/", people.letters_arrive, name="letters_arrive"),
]
