"""Numbers as spoken on the radio: BEN-2026-0147, BEN-X-2026-0012; no gap, no repeat."""

from dataclasses import dataclass

from alerts.domain.words import Series
from alerts.models import NumberCounter, Office


@dataclass(frozen=True, slots=True)
class Number:
    series: Series
    year: int
    serial: int
    text: str


def lock(office: Office, series: Series, year: int) -> NumberCounter:
    """The counter's row, locked until the transaction ends: numbers follow the order of commit."""
    NumberCounter.objects.bulk_create([NumberCounter(office=office, series=series, year=year)], ignore_conflicts=True)
    return NumberCounter.objects.select_for_update(no_key=True).get(office=office, series=series, year=year)


def take(office: Office, counter: NumberCounter) -> Number:
    """The next number of a locked counter."""
    counter.last += 1
    counter.save(update_fields=["last"])
    series = Series(counter.series)
    parts = [office.code, *([series.value] if series else []), str(counter.year), f"{counter.last:04}"]
    return Number(series, counter.year, counter.last, "-".join(parts))
