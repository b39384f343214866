"""The words a person reads for codes of exercises."""

from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alerts.domain import words_of_exercises as x

LABELS: dict[type[StrEnum], dict[Any, Any]] = {
    x.FilingStatus: {
        x.FilingStatus.ACTUAL: _("Real: not part of the exercise"),
        x.FilingStatus.EXERCISE: _("Part of the exercise"),
        x.FilingStatus.UNASKED: pgettext_lazy("real or exercise", "Not asked"),
    },
    x.Stage: {
        x.Stage.PLANNED: pgettext_lazy("exercise", "planned"),
        x.Stage.RUNNING: pgettext_lazy("exercise", "running"),
        x.Stage.PAUSED: pgettext_lazy("exercise", "paused"),
        x.Stage.ENDED: pgettext_lazy("exercise", "ended"),
        x.Stage.CLOSED: pgettext_lazy("exercise", "evaluation closed"),
    },
    x.InjectState: {
        x.InjectState.WAITING: pgettext_lazy("inject", "waiting"),
        x.InjectState.FILED: pgettext_lazy("inject", "filed"),
        x.InjectState.SKIPPED: pgettext_lazy("inject", "skipped"),
        x.InjectState.CANCELLED: pgettext_lazy("inject", "cancelled: the exercise ended"),
        x.InjectState.REFUSED: pgettext_lazy("inject", "not taken by the hub"),
    },
    x.Step: {
        x.Step.TOLD: pgettext_lazy("step of an exercise", "Told"),
        x.Step.ANSWERED: pgettext_lazy("step of an exercise", "Answered"),
        x.Step.JOINED: pgettext_lazy("step of an exercise", "Joined"),
        x.Step.VERIFIED: pgettext_lazy("step of an exercise", "Verified"),
        x.Step.DECIDED: pgettext_lazy("step of an exercise", "Decided"),
        x.Step.ON_SITE: pgettext_lazy("step of an exercise", "On site"),
        x.Step.CLOSED: pgettext_lazy("step of an exercise", "Closed"),
        x.Step.WORD_BACK: pgettext_lazy("step of an exercise", "Word back"),
    },
    x.Verdict: {
        x.Verdict.MET: pgettext_lazy("against the target", "met"),
        x.Verdict.LATE: pgettext_lazy("against the target", "late"),
        x.Verdict.NOT_DONE: pgettext_lazy("against the target", "not done"),
        x.Verdict.NOT_YET: pgettext_lazy("against the target", "not yet"),
        x.Verdict.CUT_SHORT: pgettext_lazy("against the target", "cut short"),
        x.Verdict.NOT_ASKED: pgettext_lazy("against the target", "not asked"),
    },
}
