"""A long past by SQL: copies of one alert that ran its whole course, and of one that waits."""

from django.db import connection
from django.db.models import DateTimeField, Max, Model

from alerts.models import Alert, Delivery, Event, Filing, NumberCounter
from alerts.services import delivery
from tests import make
from tests.house import crowd

OPEN = 500
YEARS_S = 3 * 365 * 86400
HUNG: tuple[type[Model], ...] = (*crowd.HUNG, Delivery, Event)


def begin(history: int) -> Alert:
    """So many of the past and OPEN that wait, each with all its rows. Gives the one that the past is made of."""
    ended = make.alert(is_routed=True)
    delivery.deliver_due()
    make.answered(ended, "Amina", "Ben", "Chidi")
    make.closed(ended)
    waiting = make.alert(level="high", is_routed=True)
    delivery.deliver_due()
    copy(ended, history, YEARS_S)
    copy(waiting, OPEN, 2 * 86400)
    analyse()
    return ended


def analyse() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def copy(alert: Alert, times: int, over_s: int, hung: tuple[type[Model], ...] = HUNG) -> None:
    """`times` more of it, spread evenly over the past `over_s` seconds, with its rows in the tables `hung`."""
    if times <= 0:
        return
    base = Alert.objects.aggregate(last=Max("pk"))["last"]
    serial = Alert.objects.aggregate(last=Max("serial"))["last"]
    prefix = alert.number[: -len(f"{alert.serial:04}")]
    number = f"({serial} + g)::text"
    padded = f"'{prefix}' || lpad({number}, greatest(4, length({number})), '0')"
    own = {"id": f"{base} + g", "serial": f"{serial} + g", "number": padded}
    _insert(Alert, f"t.id = {alert.pk}", own, times, over_s)
    for model in hung:
        own = {"alert_id": f"{base} + g"}
        if model is Filing:
            own["client_id"] = "gen_random_uuid()"
        if model is Event:
            last, count = Event.objects.aggregate(last=Max("seq"))["last"], Event.objects.filter(alert=alert).count()
            own["seq"] = f"{last} + (g - 1) * {count} + row_number() OVER (PARTITION BY g ORDER BY t.seq)"
        if model is Delivery:
            same_round = "(SELECT e.id FROM alerts_escalation e JOIN alerts_escalation o ON o.id = t.escalation_id"
            own["escalation_id"] = f"{same_round} WHERE e.alert_id = {base} + g AND e.round = o.round)"
        _insert(model, f"t.alert_id = {alert.pk}", own, times, over_s)
    NumberCounter.objects.update(last=serial + times)
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval(pg_get_serial_sequence('alerts_alert', 'id'), max(id)) FROM alerts_alert")


def _insert(model: type[Model], where: str, own: dict[str, str], times: int, over_s: int) -> None:
    back = f"g * interval '{over_s / times} seconds'"
    values: dict[str, str] = {}
    for field in model._meta.concrete_fields:
        assert field.column is not None
        if field.column == "id" and "id" not in own:
            continue
        plain = f"t.{field.column} - {back}" if isinstance(field, DateTimeField) else f"t.{field.column}"
        values[field.column] = own.get(field.column, plain)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(values)}) SELECT {', '.join(values.values())}"  # noqa: S608  our own names
            f" FROM {table} t CROSS JOIN generate_series(1, {times}) g WHERE {where}"
        )
