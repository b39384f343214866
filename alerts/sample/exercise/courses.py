"""What the people of the exercise decide, and what becomes of the word back to the community."""

import random
from dataclasses import dataclass

from alerts.domain.words import Outcome
from alerts.domain.words_of_deciding import Course, NotResponded, WordBack

NOTES = {
    Course.RESPOND: (
        "Go now, do not wait to verify. Keep the road open.",
        "Day patrol with a stop at the market, report by radio on arrival.",
        "Patrouille mixte, parler d’abord au chef.",
    ),
    Course.MONITOR: (
        "Call the chief again tonight.",
        "Rappeler le comité demain matin.",
        "Nothing moves yet; look again before the convoy leaves.",
    ),
    Course.HAND_OVER: ("Commissariat informed through UNPOL.", "À suivre par le commissariat, UNPOL accompagne."),
    Course.NO_ACTION: ("Known to the neighbouring base.", "Rien à faire de plus."),
}
# Not what depends on others: those come where there are responses.
REASONS = (
    NotResponded.TOO_FAR,
    NotResponded.ACCESS,
    NotResponded.VAGUE,
    NotResponded.LATE,
    NotResponded.NOT_CREDIBLE,
    NotResponded.OUTSIDE_MANDATE,
    NotResponded.OVERTAKEN,
)


@dataclass(frozen=True, slots=True)
class Decision:
    """`review_days`: from the day of the decision, None for no review."""

    course: Course
    reason: NotResponded | None = None
    note: str = ""
    review_days: int | None = None


def course_for(outcome: Outcome, chance: random.Random) -> Decision:
    """A decision after which the alert may end so."""
    if outcome is Outcome.NO_ACTION and chance.random() < 0.7:
        course = Course.NO_ACTION
    else:
        course = chance.choices((Course.RESPOND, Course.MONITOR, Course.HAND_OVER), (62, 18, 20))[0]
    return Decision(
        course,
        chance.choice(REASONS) if course is Course.NO_ACTION else None,
        chance.choice(NOTES[course]) if chance.random() < 0.6 else "",
        chance.randint(1, 3) if course is Course.MONITOR else None,
    )


def word_back(chance: random.Random) -> tuple[WordBack, int]:
    """What is said on closing, and for how many days it is owed."""
    said = chance.choices(tuple(WordBack), (60, 20, 20))[0]
    return said, chance.randint(1, 2) if said is WordBack.OWED else 0
