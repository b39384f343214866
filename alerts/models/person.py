"""People who sign in, and the roles they hold in an office for a time."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alerts.domain.words import Component, Role

from .fields import CodeField
from .office import Office, Section


class People(BaseUserManager["Person"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(max_length=80)
    language = models.CharField(max_length=2, default="en")  # one of settings.LANGUAGES
    phone = models.CharField(max_length=20, blank=True)
    is_active = models.BooleanField(default=True)
    unreachable_since = models.DateTimeField(null=True, blank=True)  # the address was refused for good

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = People()

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person's role in an office from a day until another; without an end while `until_date` is empty."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    office = models.ForeignKey(Office, models.PROTECT, related_name="memberships")
    role = CodeField(Role)
    component = CodeField(Component, blank=True)
    section = models.ForeignKey(Section, models.PROTECT, null=True, blank=True)
    from_date = models.DateField()
    until_date = models.DateField(null=True, blank=True)  # the first day without the role

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "office", "role", "from_date"], name="membership_once"),
            models.CheckConstraint(
                condition=Q(until_date__isnull=True) | Q(until_date__gt=F("from_date")),
                name="membership_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(role__in=[Role.OFFICER.value, Role.FOCAL_POINT.value, Role.MACHINE.value])
                | ~Q(component=""),
                name="officers_focal_points_and_machines_have_a_component",
            ),
            # What a wall shows is nobody's role: selectors.access makes its viewer.
            models.CheckConstraint(condition=~Q(role=Role.WALL.value), name="nobody_is_a_wall"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role} {self.office_id}"
