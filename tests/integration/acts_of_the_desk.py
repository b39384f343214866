"""What the desk does to alerts besides deciding about them, for the table of acts in acting.py; `w`: its World."""

from collections.abc import Callable
from typing import Any

from alerts.domain.harm import Harmed
from alerts.domain.words import Precision
from alerts.domain.words_of_filings import Credibility, Reliability
from alerts.domain.words_of_harm import Harm
from alerts.models import Filing
from alerts.selectors.harm import on_record
from alerts.services import further, harm, joining, placing, remarks, restricting, reviewing
from tests import make

JOINERS = ("Dora", "Noor", "Grace")
ASSESSORS = ("Amina", "Ben", "Dora", "Noor")


def join(w: Any) -> None:
    make.joined(w.alert(), w.alert(), by=w.random.choice(JOINERS))


def unjoin(w: Any) -> None:
    make.unjoined(w.alert(state="joined"), by=w.random.choice(JOINERS))


def set_apart(w: Any) -> None:
    joining.set_apart(viewer=w.person(JOINERS), number=w.alert().number, other=w.alert().number)


def file_further(w: Any) -> None:
    level = w.random.choice(list(make.FOR_LEVEL))
    make.filed(by=w.random.choice(("Hana", "Ben", "Chidi", "Dora")), level=level, onto=w.alert().number)


def withdraw(w: Any) -> None:
    filing = w.one(Filing.objects.filter(alert=w.alert(), filer__isnull=False))
    further.withdraw(viewer=make.viewer(filing.filer.name), filing_id=filing.pk, reason="It was a wedding.")


def restrict(w: Any) -> None:
    make.restricted(w.alert(), by=w.random.choice(ASSESSORS))


def open_up(w: Any) -> None:
    alert = w.alert(is_restricted=True)
    restricting.open_up(viewer=make.viewer("Noor"), number=alert.number, version=alert.version, reason="No child.")


def place(w: Any) -> None:
    alert, lat = w.alert(), 0.5 + w.random.random()
    spot = placing.Spot(f"Post {w.random.randrange(99)}", w.random.choice([Precision.EXACT, Precision.NEAR]), lat, 29.5)
    placing.place(viewer=w.person(ASSESSORS), number=alert.number, version=alert.version, spot=spot)


def comment(w: Any) -> None:
    text = w.random.choice(["Noted.", "@Amina, look.", "@Dora @Ben: who goes?"])
    remarks.comment(viewer=w.person((*ASSESSORS, "Hana", "Farid")), number=w.alert().number, text=text)


def summarise(w: Any) -> None:
    language = w.random.choice(["en", "fr"])
    remarks.summarise(viewer=w.person(ASSESSORS), number=w.alert().number, language=language, text="In short.")


def grade(w: Any) -> None:
    filing = w.one(Filing.objects.filter(alert=w.alert()))
    remarks.grade(
        viewer=w.person(ASSESSORS),
        filing_id=filing.pk,
        reliability=w.random.choice(list(Reliability)),
        credibility=w.random.choice(list(Credibility)),
    )


def record_harm(w: Any) -> None:
    """Of an alert that is open or closed: new, or correcting what stands."""
    alert = w.alert(state__in=("received", "decided", "closed"))
    standing = [one.number for one in on_record(alert).standing]
    said = Harmed(w.random.choice([Harm.KILLED, Harm.INJURED]), men=w.random.randrange(1, 9))
    row = harm.Row(said, w.random.choice([None, *standing]))
    harm.record(viewer=w.person(ASSESSORS), number=alert.number, version=alert.version, rows=[row])


def review(w: Any) -> None:
    alert = w.alert(state="closed")
    reviewing.review(viewer=w.person(JOINERS), number=alert.number, version=alert.version, to_change="Call sooner.")


ACTS: dict[str, tuple[int, Callable[[Any], None]]] = {
    "join": (4, join),
    "unjoin": (3, unjoin),
    "set apart": (2, set_apart),
    "file further": (4, file_further),
    "withdraw": (2, withdraw),
    "restrict": (1, restrict),
    "open up": (1, open_up),
    "place": (2, place),
    "comment": (3, comment),
    "summarise": (1, summarise),
    "grade": (2, grade),
    "record harm": (2, record_harm),
    "review": (2, review),
}
