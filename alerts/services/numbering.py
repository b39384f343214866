"""Numbers as spoken on the radio: BEN-2026-0147, BEN-X-2026-0012; no gap, no repeat."""

from collections.abc import Iterable
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
    return lock_years(office, series, [year])[year]


def lock_years(office: Office, series: Series, years: Iterable[int]) -> dict[int, NumberCounter]:
    """The counters of several years, locked oldest first, so that no two wait for each other. Two statements."""
    ascending = sorted(set(years))
    NumberCounter.objects.bulk_create(
        [NumberCounter(office=office, series=series, year=year) for year in ascending], ignore_conflicts=True
    )
    locked = NumberCounter.objects.select_for_update(no_key=True).filter(
        office=office, series=series, year__in=ascending
    )
    return {counter.year: counter for counter in locked.order_by("year")}


def take(office: Office, counter: NumberCounter) -> Number:
    """The next number of a locked counter."""
    return take_block(office, counter, 1)[0]


def take_block(office: Office, counter: NumberCounter, count: int) -> list[Number]:
    """The next `count` numbers of a locked counter, in order. One statement."""
    first = counter.last + 1
    counter.last += count
    counter.save(update_fields=["last"])
    return [_number(office, counter, serial) for serial in range(first, counter.last + 1)]


def _number(office: Office, counter: NumberCounter, serial: int) -> Number:
    series = Series(counter.series)
    parts = [office.code, *([series.value] if series else []), str(counter.year), f"{serial:04}"]
    return Number(series, counter.year, serial, "-".join(parts))
