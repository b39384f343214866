"""What an office does in each kind of case: playbooks, their versions, and the checklists that are ticked off."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from alerts.domain.words import Kind, Level, ThreatType
from alerts.models import Alert, Duty, Office
from alerts.models.fields import CodeField
from alerts.models.office import Named
from responses.domain.playbooks import Fits


class Playbook(Named):
    """For which alerts it is suggested: an empty list asks nothing. `starts_itself`: on the decision to respond.
    Never deleted; from `retired_at` on it is not started any more. `revision` counts changes of any kind.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="playbooks")
    code = models.SlugField(max_length=40)
    threat_types = ArrayField(CodeField(ThreatType), default=list, blank=True)
    levels = ArrayField(CodeField(Level), default=list, blank=True)
    kinds = ArrayField(CodeField(Kind), default=list, blank=True)
    starts_itself = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField()
    retired_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["office", "code"], name="playbook_code_once_per_office"),
        ]

    @property
    def fits(self) -> Fits:
        return Fits(frozenset(self.threat_types), frozenset(self.levels), frozenset(self.kinds))


class PlaybookVersion(models.Model):
    """Its items never change once it is published (held by a trigger); without `published_at` it is the draft."""

    playbook = models.ForeignKey(Playbook, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    published_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["playbook", "number"], name="playbook_version_once"),
            models.UniqueConstraint(
                fields=["playbook"], condition=Q(published_at__isnull=True), name="one_draft_per_playbook"
            ),
        ]

    def __str__(self) -> str:
        return f"playbook {self.playbook_id}, version {self.number}"


class PlaybookItem(models.Model):
    """One thing to be done within so many minutes of the start. Owed by `duty`; none: by whoever decides."""

    version = models.ForeignKey(PlaybookVersion, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    text_en = models.CharField(max_length=300)
    text_fr = models.CharField(max_length=300)
    due_after_min = models.PositiveIntegerField()
    duty = models.ForeignKey(Duty, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="playbook_item_place_once"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        return self.text_fr if (get_language() or "en").startswith("fr") else self.text_en


class Checklist(models.Model):
    """A version of a playbook that was started on an alert, and stays what it is. It ends with its alert.

    `joining`: id of the joining that brought it to this alert, or that ended it.
    """

    alert = models.ForeignKey(Alert, models.PROTECT, related_name="+")
    playbook = models.ForeignKey(Playbook, models.PROTECT, related_name="+")
    version = models.ForeignKey(PlaybookVersion, models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    joining = models.PositiveBigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["alert", "playbook"], condition=Q(ended_at__isnull=True), name="playbook_runs_once_on_an_alert"
            )
        ]

    def __str__(self) -> str:
        return f"alert {self.alert_id}: playbook {self.playbook_id}"


class ChecklistItem(models.Model):
    """An item as it is owed here: until when, by which duty or person."""

    checklist = models.ForeignKey(Checklist, models.PROTECT, related_name="items")
    item = models.ForeignKey(PlaybookItem, models.PROTECT, related_name="+")
    due_at = models.DateTimeField()
    duty = models.ForeignKey(Duty, models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    skipped_at = models.DateTimeField(null=True, blank=True)
    skipped_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["item__position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["checklist", "item"], name="checklist_item_once"),
            models.CheckConstraint(
                condition=Q(duty__isnull=False) ^ Q(person__isnull=False), name="checklist_item_has_one_owner"
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(skipped_at__isnull=True), name="checklist_item_ends_in_one_way"
            ),
            models.CheckConstraint(
                condition=Q(skipped_at__isnull=True) ^ ~Q(reason=""), name="skipped_item_and_only_it_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"checklist {self.checklist_id}: item {self.item_id}"

    @property
    def is_open(self) -> bool:
        return self.done_at is None and self.skipped_at is None

    @property
    def subject(self) -> str:
        """What it is called among what is owed."""
        return f"item:{self.pk}"
