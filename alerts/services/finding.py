"""What an alert is found by: number, place, actor and what was told, made comparable."""

from collections.abc import Iterable

from alerts.models import Alert
from ewrr.common.words import search_key


def key_of(alert: Alert, texts: Iterable[str]) -> str:
    """The alert's search key, parts set off by "|"; `texts`: what its filings say, words and places as told."""
    told = (alert.number, alert.place_name, alert.actor_name, *texts)
    return "|".join(dict.fromkeys(key for key in map(search_key, told) if key))


def refresh(alert: Alert) -> None:
    """Writes the key anew from the filings that it has now. Two statements."""
    told = alert.filings.order_by("received_at", "id").values_list("place_as_told", "text")
    alert.search_key = key_of(alert, [words for pair in told for words in pair])
    alert.save(update_fields=["search_key"])
