"""A person: somebody who can sign in."""

from collections.abc import Collection
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _


class PersonManager(BaseUserManager["Person"]):
    """Creates people; e-mail is the login and is compared without regard to case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        """Store a person; without ``password`` they sign in by one-time code only."""
        person = self.model(email=self.normalize_email(email), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


class Person(AbstractBaseUser, PermissionsMixin):
    """Somebody with a name, a language and a time zone. What they may do follows from mandates and roles."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=8, default="en")
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            # One address, one person, however it is capitalised.
            models.UniqueConstraint(Lower("email"), name="person_email_once"),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        """The name, or the part of the address before the @ where none was given."""
        return self.name or self.email.partition("@")[0]

    @cached_property
    def roles(self) -> frozenset[tuple[int, str]]:
        """What the person is in which process: pairs of a process's id and a role.

        Asked once for each object, as a page asks it for many rows; every request has an object of its own.
        The roles themselves are rows of ``consultations``, which gives them their reverse name.
        """
        return frozenset(self.process_roles.values_list("process_id", "role"))

    def processes_as(self, roles: Collection[str]) -> frozenset[int]:
        """The ids of the processes in which the person has one of these roles."""
        return frozenset(process for process, role in self.roles if role in roles)

    @property
    def sees_a_desk(self) -> bool:
        """Does the person have a role in any process? Each lets one read its desk at least."""
        return bool(self.roles)
