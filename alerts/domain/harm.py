"""What one row of harm to civilians must say, and what several of them say together."""

from collections.abc import Iterable
from dataclasses import dataclass

from .deciding import Fault
from .words_of_filings import ActorKind, Population
from .words_of_harm import DespiteWarning, Harm, HarmKnown

COUNTED = ("women", "men", "girls", "boys", "unknown")
MOST_PEOPLE = 1_000_000  # in one field: more is a slip of the finger
MOST_ROWS = 40  # on one alert


@dataclass(frozen=True, slots=True)
class Harmed:
    """Each number: None where nobody said how many. `is_collective`: a whole community."""

    what: Harm
    women: int | None = None
    men: int | None = None
    girls: int | None = None
    boys: int | None = None
    unknown: int | None = None
    is_collective: bool = False
    status: Population | None = None
    actor_kind: ActorKind | None = None
    despite_warning: DespiteWarning = DespiteWarning.UNKNOWN
    note: str = ""

    @property
    def counts(self) -> tuple[int | None, ...]:
        return self.women, self.men, self.girls, self.boys, self.unknown

    @property
    def is_of_nobody(self) -> bool:
        """Somebody counted, and there was nobody: what corrects a row that was wrong altogether."""
        said = [number for number in self.counts if number is not None]
        return bool(said) and not any(said) and not self.is_collective


def faults_of_harm(harmed: Harmed, is_correction: bool) -> dict[str, Fault]:
    """Field -> what is wrong with it."""
    if harmed.what is Harm.SEXUAL_VIOLENCE:
        return {"what": Fault.NEVER_COUNTED}
    if harmed.is_of_nobody and not is_correction:
        return {"women": Fault.NOBODY_HARMED}
    return {}


def faults_of_harm_known(known: HarmKnown | None, has_records: bool) -> dict[str, Fault]:
    """Field -> what is wrong with what is said of harm on closing. `has_records`: harm to somebody is on record."""
    if known is None:
        return {"harm": Fault.NO_HARM_SAID}
    if known is HarmKnown.ON_RECORD and not has_records:
        return {"harm": Fault.NOT_ON_RECORD}
    if known is not HarmKnown.ON_RECORD and has_records:
        return {"harm": Fault.IS_ON_RECORD}
    return {}


def has_death(on_record: Iterable[Harmed]) -> bool:
    """Also where nobody knows how many were killed."""
    return any(one.what is Harm.KILLED and not one.is_of_nobody for one in on_record)
