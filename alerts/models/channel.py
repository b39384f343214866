"""By which channels an office and each person are told."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from alerts.domain.words import Channel

from .fields import CodeField
from .office import Office


class ChannelOff(models.Model):
    """A channel by which nobody in the office is told. The inbox is the record: it is never off."""

    office = models.ForeignKey(Office, models.CASCADE, related_name="channels_off")
    channel = CodeField(Channel)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "channel"], name="channel_off_once_per_office"),
            models.CheckConstraint(condition=~Q(channel=Channel.INBOX.value), name="inbox_is_never_off"),
        ]

    def __str__(self) -> str:
        return f"{self.office_id} {self.channel}"


class ChannelOrder(models.Model):
    """A person's own order, the first first; the inbox stands in neither, for it is always there.

    `normal`: the first of them that may be used is; none: the inbox alone. `wake_me`: all of them, one at least.
    """

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="channel_order")
    normal = ArrayField(CodeField(Channel), default=list, blank=True)
    wake_me = ArrayField(CodeField(Channel), default=list)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(wake_me=[]), name="somebody_can_always_be_woken"),
        ]

    def __str__(self) -> str:
        return str(self.person_id)
