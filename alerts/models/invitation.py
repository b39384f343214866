"""An account that waits for its person: the link in the mail is the right to it, once, for some days."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from .office import Office


class Invitation(models.Model):
    """Of somebody who cannot sign in yet. The link is signed, not stored: it names the row and its `round`, which
    rises when a new one is made, and every earlier one is then worth nothing. `is_by_hand`: the link was shown to an
    administrator, to be passed on; `made_by` is empty where whoever runs the hub made the office.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="invitations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="invitations")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    round = models.PositiveSmallIntegerField(default=1)
    is_by_hand = models.BooleanField(default=False)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="one_invitation_waits_for_a_person",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="invitation_is_accepted_or_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} to {self.office_id}"
