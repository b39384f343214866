"""One message to one person by one channel, with every state and time."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from alerts.domain.words import Channel, Component, DeliveryState
from alerts.domain.words_of_telling import HeldBy, Purpose

from .alert import Alert
from .comment import Comment
from .duty import Duty
from .escalation import Escalation
from .fields import CodeField
from .notice import Notice
from .office import Office
from .owed import Owed

OF_NEITHER = [Purpose.TEST.value, Purpose.INVITATION.value, Purpose.RESET.value]
WAITING = [DeliveryState.PENDING.value, DeliveryState.SENDING.value, DeliveryState.FAILED.value]


class Delivery(models.Model):
    """`due_at`: when it may be sent (again). `leased_until`: whoever sends it holds it until then; a lapsed
    lease makes it due again. `duty`: the one for which the person is told, `through`: the one that found
    them (another when a fallback stands in), `components`: those for which their answer is asked, several when
    one person stands in for more than one. `held_by`: what made them the holder, `passed_over`: who was not
    taken on the way to them, as [duty id, person id or null, domain.duty.PassedOver]. `failure`: a code, never
    an address. A reminder names what is `owed`, a mention its `comment`; a `notice`, a test, an
    invitation and a link to a new password belong to no alert; what the last two open is nowhere in the database.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="deliveries")
    alert = models.ForeignKey(Alert, models.PROTECT, null=True, blank=True, related_name="deliveries")
    escalation = models.ForeignKey(Escalation, models.PROTECT, null=True, blank=True, related_name="deliveries")
    purpose = CodeField(Purpose, default=Purpose.STEP.value)
    owed = models.ForeignKey(Owed, models.PROTECT, null=True, blank=True, related_name="reminders")
    comment = models.ForeignKey(Comment, models.PROTECT, null=True, blank=True, related_name="deliveries")
    notice = models.ForeignKey(
        Notice, models.PROTECT, null=True, blank=True, db_index=False, related_name="deliveries"
    )  # found by the constraint below
    round = models.PositiveSmallIntegerField(default=0)
    step = models.PositiveSmallIntegerField(default=0)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, db_index=False, related_name="deliveries")
    channel = CodeField(Channel)
    duty = models.ForeignKey(Duty, models.PROTECT, null=True, blank=True, related_name="+")
    through = models.ForeignKey(Duty, models.PROTECT, null=True, blank=True, related_name="+")
    held_by = CodeField(HeldBy, blank=True)
    passed_over = models.JSONField(default=list, blank=True)
    components = ArrayField(CodeField(Component), default=list)
    shift_until = models.DateTimeField(null=True)
    state = CodeField(DeliveryState, default=DeliveryState.PENDING.value)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["alert", "round", "step", "person", "channel"],
                condition=Q(owed__isnull=True, comment__isnull=True),
                name="step_tells_a_person_once_by_a_channel",
            ),
            models.UniqueConstraint(fields=["comment", "person", "channel"], name="mention_once_by_a_channel"),
            models.UniqueConstraint(fields=["owed", "step", "person", "channel"], name="reminder_once_by_a_channel"),
            models.UniqueConstraint(fields=["notice", "person", "channel"], name="notice_once_by_a_channel"),
            models.CheckConstraint(
                condition=Q(alert__isnull=False) | Q(notice__isnull=False) | Q(purpose__in=OF_NEITHER),
                name="message_is_about_an_alert_a_notice_or_an_account",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="delivery_due", condition=Q(state__in=WAITING)),
            models.Index(
                fields=["person", "-created_at"], name="delivery_inbox", condition=Q(channel=Channel.INBOX.value)
            ),
            models.Index(fields=["person", "alert"], name="delivery_told"),  # whether somebody was told of an alert
        ]

    def __str__(self) -> str:
        return f"alert {self.alert_id} to person {self.person_id} by {self.channel}: {self.state}"
