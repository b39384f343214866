"""What holds of alerts and their responses at any time, asked of the database itself."""

from alerts.domain.words import State
from alerts.models import Alert, Chase, Event, Owed
from responses.domain import course
from responses.domain.words import Status
from responses.models import Response, Serving

RESPONDING = [status.value for status in course.RESPONDING]


def serves(response: Response) -> set[int]:
    return set(Serving.objects.filter(response=response, until=None).values_list("alert", flat=True))


def is_responding(alert: Alert) -> bool:
    return Serving.objects.filter(alert=alert, until=None, response__status__in=RESPONDING).exists()


def judge() -> None:
    """Raises AssertionError where anything is not as it should be."""
    for response in Response.objects.select_related("lead"):
        _judge_response(response)
    for alert in Alert.objects.filter(state__in=[State.DECIDED, State.RESPONDING]):
        assert (alert.state == State.RESPONDING) == is_responding(alert), (alert, alert.state)
    assert not Chase.objects.filter(next_at__isnull=False, owed__settled_at__isnull=False).exists()
    for office in set(Event.objects.values_list("office", flat=True)):
        seqs = list(Event.objects.filter(office=office).order_by("seq").values_list("seq", flat=True))
        assert seqs == list(range(seqs[0], seqs[0] + len(seqs)))


def _judge_response(response: Response) -> None:
    debts = list(Owed.objects.filter(subject=response.subject, settled_at__isnull=True))
    if not response.is_open:
        assert debts == [], response
        return
    alerts = Alert.objects.filter(pk__in=serves(response))
    assert alerts and all(alert.is_open for alert in alerts), response
    assert len(debts) == 1 and debts[0].alert in alerts, (response, debts)
    if response.status == Status.PROPOSED:
        return
    assert (debts[0].duty_id, debts[0].person_id) == (response.duty_id, response.person_id)
    assert Chase.objects.filter(owed=debts[0]).exists()
