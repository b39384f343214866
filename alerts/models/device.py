"""A phone, a gateway or another system that speaks to the API with a token of its own."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from knox.models import AbstractAuthToken

from alerts.domain.scopes import Scope

from .fields import CodeField
from .office import Office


class Device(AbstractAuthToken):
    """The row is knox's token: `digest` of what is shown once, `user` as whom it acts, `expiry`. It works in one
    office and never beyond its scopes; once ended it stays, so that what it did can be read. A machine's token is
    shown to the administrator who made it, a person's to that person alone.
    """

    id = models.BigAutoField(primary_key=True)
    digest = models.CharField(max_length=128, unique=True)
    office = models.ForeignKey(Office, models.PROTECT, related_name="devices")
    name = models.CharField(max_length=80)
    scopes = ArrayField(CodeField(Scope))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    shown_at = models.DateTimeField(null=True, blank=True)  # empty: whoever it acts as has yet to take its token
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    last_used_date = models.DateField(null=True, blank=True)  # UTC; to the day, so that reading writes nothing

    class Meta:
        ordering = ["-created", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "name"], condition=Q(ended_at__isnull=True), name="device_name_once_per_office"
            ),
            models.CheckConstraint(condition=~Q(scopes=[]), name="device_has_a_scope"),
        ]

    def __str__(self) -> str:
        return self.name
