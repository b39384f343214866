"""What colleagues add to an alert without moving it: comments, summaries, grades of filings.

Said again, it is there already: nothing is written, recorded or told anew, so that a resend is safe.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Generic, TypeVar

from django.utils.translation import gettext_lazy as _

from alerts.domain import mentioning
from alerts.domain.events import Happened
from alerts.domain.words_of_filings import Credibility, Reliability
from alerts.models import Alert, Comment, Filing, Grade, Summary
from alerts.selectors import readers
from alerts.selectors.access import Viewer, visible_to
from ewrr.common.change import Change, change
from ewrr.common.errors import Refusal
from ewrr.common.words import search_key

from . import messages, moving

SENT_AGAIN = timedelta(hours=1)  # the same words later are said anew, and meant


class NobodyOfThatName(Refusal):
    """An @name that nobody bears who reads this alert: the writer would believe that they were told."""

    code = "nobody_of_that_name"


Row = TypeVar("Row", Comment, Summary, Grade)


@dataclass(frozen=True, slots=True)
class Remark(Generic[Row]):
    """What stands on record; `is_new` is False when the very same stood there before."""

    row: Row
    is_new: bool


def comment(*, viewer: Viewer, number: str, text: str) -> Remark[Comment]:
    """Adds words to the alert; whoever is named with an @ is told in the inbox and by mail that they are, without
    the words. Conflicts with nothing. The same again: they said these words last, within SENT_AGAIN.

    Raises Alert.DoesNotExist, MayNot for whoever sees a shell, NobodyOfThatName.
    """
    with change(viewer.office.pk, viewer.person) as c:
        alert = _lock(viewer, number, has_right=True)
        last = alert.comments.filter(by=viewer.person).last()
        if last is not None and last.text == text and c.now - last.at < SENT_AGAIN:
            return Remark(last, is_new=False)
        people = _mentioned(c, alert, text)
        said = Comment.objects.create(alert=alert, text=text, mentions=people, by=viewer.person, at=c.now)
        for person_id in people:
            if person_id != viewer.person.pk:
                messages.mention(c, alert, said, person_id)
        c.record(Happened.ALERT_COMMENTED, alert, comment=said.pk, people=people)
        return Remark(said, is_new=True)


def _mentioned(c: Change, alert: Alert, text: str) -> list[int]:
    names = mentioning.mentioned(text)
    if not names:
        return []
    people = {person.pk: search_key(person.name) for person in readers.readers(alert, c.now)}
    found, unknown = mentioning.meant(map(search_key, names), people)
    if unknown:
        sentence = _(
            "Nobody called %(name)s reads this alert, so nobody would be told. Write the name as in the list."
        ) % {"name": ", ".join(f"@{name}" for name in names if search_key(name) in unknown)}
        raise NobodyOfThatName(sentence, fields={"text": sentence})
    return found


def summarise(*, viewer: Viewer, number: str, language: str, text: str) -> Remark[Summary]:
    """The alert in a few sentences of one language; earlier ones stay on record, the latest is shown. The same
    again: the latest of that language reads so.

    Raises Alert.DoesNotExist, MayNot.
    """
    with change(viewer.office.pk, viewer.person) as c:
        alert = _lock(viewer, number, has_right=viewer.may_assess)
        last = alert.summaries.filter(language=language).last()
        if last is not None and last.text == text:
            return Remark(last, is_new=False)
        said = Summary.objects.create(alert=alert, language=language, text=text, by=viewer.person, at=c.now)
        c.record(Happened.ALERT_SUMMARISED, alert, summary=said.pk, language=language)
        return Remark(said, is_new=True)


def grade(*, viewer: Viewer, filing_id: int, reliability: Reliability, credibility: Credibility) -> Remark[Grade]:
    """How far a filing's source and its information are to be trusted, each judged apart (Admiralty grades). What
    the filer said of it stays. The same again: the latest grade is that.

    Raises Filing.DoesNotExist, MayNot.
    """
    with change(viewer.office.pk, viewer.person) as c:
        filing = Filing.objects.select_related("alert").get(pk=filing_id, alert__in=visible_to(viewer))
        alert = _lock(viewer, filing.alert.number, has_right=viewer.may_assess)
        last = filing.grades.last()
        if last is not None and (last.reliability, last.credibility) == (reliability, credibility):
            return Remark(last, is_new=False)
        said = Grade.objects.create(
            filing=filing, reliability=reliability, credibility=credibility, by=viewer.person, at=c.now
        )
        c.record(Happened.FILING_GRADED, alert, filing=filing.pk, reliability=reliability, credibility=credibility)
        return Remark(said, is_new=True)


def _lock(viewer: Viewer, number: str, *, has_right: bool) -> Alert:
    """Locked, so that whoever restricts it meanwhile is either before this or after it."""
    return moving.lock(viewer, number, has_right=has_right)[0]
