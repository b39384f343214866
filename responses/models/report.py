"""The weekly POC report: a period, its versions, what people wrote in them, the files made of them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from alerts.models import Office
from responses.domain import words_of_reports as w

from .fields import CodeField


class Report(models.Model):
    """What one period of an office is reported in; days in the office's own zone, the last one not included."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="reports")
    is_exercise = models.BooleanField(default=False)
    first_date = models.DateField()
    until_date = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "is_exercise", "first_date", "until_date"], name="one_report_of_a_period"
            ),
            models.CheckConstraint(condition=Q(until_date__gt=F("first_date")), name="report_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"office {self.office_id}: {self.first_date} to {self.until_date}"


class Version(models.Model):
    """One edition of a report, from draft to issue. `revision` grows by one with each move between stages.

    Frozen when it is submitted, thawed when it is returned: `figures` and `cleared` (domain.figures.Figures as JSON;
    the second with what is restricted), `cases` (gzip of JSON lines, a domain.cases.Case each), `names` (of areas,
    sections and the office, as they were called), `changes` (what is otherwise than in the version before), `watched`
    (rows of the watch list, as selectors.watched.rows gives them; none in an exercise edition), `meetings` (decisions
    of the POC meeting).
    `digest`: SHA-256 over figures, texts and files; the database lets nobody change what is issued.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    stage = CodeField(w.Stage, default=w.Stage.DRAFT.value)
    revision = models.PositiveIntegerField(default=1)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    begun_at = models.DateTimeField()
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    returned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    returned_at = models.DateTimeField(null=True)
    returned_because = models.CharField(max_length=1000, blank=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    issuing_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    issuing_at = models.DateTimeField(null=True)  # asked for: the files are being made
    issued_at = models.DateTimeField(null=True)
    figures = models.JSONField(null=True)
    cleared = models.JSONField(null=True)
    names = models.JSONField(null=True)
    cases = models.BinaryField(null=True)
    changes = models.JSONField(null=True)
    watched = models.JSONField(null=True)
    meetings = models.JSONField(null=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="version_numbered_once"),
            models.UniqueConstraint(
                fields=["report"], condition=~Q(stage=w.Stage.ISSUED.value), name="one_version_in_work"
            ),
            models.CheckConstraint(
                condition=Q(stage=w.Stage.DRAFT.value) ^ Q(figures__isnull=False), name="submitted_is_frozen"
            ),
            models.CheckConstraint(
                condition=Q(stage=w.Stage.ISSUED.value) ^ Q(issued_at__isnull=True), name="issued_says_when"
            ),
        ]

    def __str__(self) -> str:
        return f"report {self.report_id} version {self.number}: {self.stage}"

    @property
    def is_frozen(self) -> bool:
        return self.stage != w.Stage.DRAFT

    @property
    def is_being_issued(self) -> bool:
        return self.stage == w.Stage.APPROVED and self.issuing_at is not None


class Written(models.Model):
    """What people wrote under one heading in one language; `revision` grows by one with each saving."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="passages")
    passage = CodeField(w.Passage)
    language = models.CharField(max_length=2)  # one of settings.LANGUAGES
    text = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "passage", "language"], name="one_text_under_a_heading")
        ]

    def __str__(self) -> str:
        return f"version {self.version_id}: {self.passage} {self.language}"


class File(models.Model):
    """A file of a version. `done`: how far it is, of 100. `leased_until`: who makes it holds it until then; a lapsed
    lease makes it wait again. `failure`: a code. `with_restricted`: the edition for those who are cleared.
    """

    version = models.ForeignKey(Version, models.PROTECT, related_name="files")
    format = CodeField(w.Format)
    language = models.CharField(max_length=2)
    with_restricted = models.BooleanField(default=False)
    state = CodeField(w.Making, default=w.Making.WAITING.value)
    done = models.PositiveSmallIntegerField(default=0)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=40, blank=True)
    made_at = models.DateTimeField(null=True)
    content = models.BinaryField(null=True)
    size = models.PositiveIntegerField(default=0)  # bytes
    digest = models.CharField(max_length=64, blank=True)  # SHA-256

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "format", "language", "with_restricted"], name="file_of_a_version_once"
            ),
            models.CheckConstraint(
                condition=Q(state=w.Making.MADE.value) ^ Q(content__isnull=True), name="made_file_has_content"
            ),
        ]
        indexes = [
            models.Index(
                fields=["asked_at"],
                name="file_to_make",
                condition=Q(state__in=[w.Making.WAITING.value, w.Making.WORKING.value]),
            )
        ]

    def __str__(self) -> str:
        return f"version {self.version_id}: {self.format} {self.language} {self.state}"
