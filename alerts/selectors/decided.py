"""What was decided about an alert, how it ended, what became of the word back, what it was found to be."""

from dataclasses import dataclass
from itertools import pairwise

from alerts.domain.words_of_deciding import EndingKind
from alerts.models import Alert, Assessment, Decision, Ending


@dataclass(frozen=True, slots=True)
class Decided:
    """Each list latest first. `endings`: also reopenings; `word_back`: what was said of it last;
    `level_by`: who set another level than the one that was computed, None where it is the computed one.
    """

    decisions: list[Decision]
    endings: list[Ending]
    word_back: Ending | None
    assessments: list[Assessment]
    level_by: Assessment | None


NOTHING = Decided([], [], None, [], None)


def decided(alert: Alert) -> Decided:
    """Three statements."""
    endings = list(alert.endings.select_related("by").order_by("-at", "-id"))
    assessments = list(alert.assessments.select_related("by").order_by("-at", "-id"))
    return Decided(
        decisions=list(alert.decisions.select_related("by").order_by("-at", "-id")),
        endings=[one for one in endings if one.kind != EndingKind.WORD_BACK],
        word_back=next((one for one in endings if one.word_back), None),
        assessments=assessments,
        level_by=_level_by(alert, assessments),
    )


def _level_by(alert: Alert, latest_first: list[Assessment]) -> Assessment | None:
    """The assessment that brought the present level."""
    if alert.level == alert.level_computed or not latest_first:
        return None
    return next((late for late, early in pairwise(latest_first) if late.level != early.level), latest_first[-1])
