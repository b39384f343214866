"""What whoever signs should know before: said beside the report while it is in work, and forbidding nothing."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from responses.domain.words_of_reports import Indicator, Passage

from .facts import Facts

I = Indicator  # noqa: E741


@dataclass(frozen=True, slots=True)
class Check:
    """A sentence; `figure`: whose alerts it is about, empty where it is about none."""

    said: str
    figure: str = ""


def checks(facts: Facts, now: dt.datetime) -> list[Check]:
    """`facts` with its texts."""
    found = []
    if now < facts.figures.period.ends_at:
        found.append(Check(_("The period is not over yet: its figures still grow.")))
    if Passage.KEY_MESSAGES not in facts.texts:
        found.append(Check(_("There are no key messages.")))
    if count := facts.figures.count(I.PENDING):
        told = ngettext("%(n)s valid alert is pending.", "%(n)s valid alerts are pending.", count)
        found.append(Check(told % {"n": count}, I.PENDING))
    if count := facts.figures.count(I.DOUBTED):
        told = ngettext(
            "%(n)s valid alert is found to be refuted and dismissed by nobody.",
            "%(n)s valid alerts are found to be refuted and dismissed by nobody.",
            count,
        )
        found.append(Check(told % {"n": count}, I.DOUBTED))
    return found
