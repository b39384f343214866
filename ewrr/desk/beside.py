"""What stands beside the questions of an act: candidates, comparisons, who saw it, whom one may name."""

from typing import Any

from django.conf import settings

from alerts.domain.words import FAMILIES, ThreatType
from alerts.models import Alert
from alerts.models.choices import label, offered
from alerts.selectors import exposure, harm, readers, similar
from alerts.selectors.access import visible_to
from alerts.selectors.place import nearest_positions
from alerts.selectors.positions import here
from alerts.services import reviewing as services
from responses.services import tasking
from responses.web.task_forms import flat

MOST_COMPARED = 20


def nothing(request: Any, alert: Alert, form: Any) -> dict[str, Any]:
    return {}


def assessing(request: Any, alert: Alert, form: Any) -> dict[str, Any]:
    """Threat types under their headings, and whether the folded part holds something wrong."""
    chosen = {str(code) for code in form["threat_types"].value() or []}
    families = [
        {"label": label(family), "types": [(code, name, code in chosen) for code, name in found]}
        for family, types in FAMILIES.items()
        if (found := offered(ThreatType, chosen, types))
    ]
    shown = {"verification", "level", "reason", "version"}
    return {"families": families, "opens_more": bool(set(form.errors) - shown)}


def placing(request: Any, alert: Alert, form: Any) -> dict[str, Any]:
    """Our positions for the map, and the nearest ones."""
    has_point = alert.lat is not None and alert.lon is not None
    return {
        "positions": [
            {"name": p.name, "kind": p.get_kind_display(), "component": p.component, "lat": p.lat, "lon": p.lon}
            for p in here(request.viewer.office)
        ],
        "near": nearest_positions(request.viewer.office, alert.lat, alert.lon) if has_point else [],  # type: ignore[arg-type]
    }


def responding(request: Any, alert: Alert, form: Any) -> dict[str, Any]:
    """Lists with their headings; whether the viewer assigns, and what stands in the way of that."""
    viewer = request.viewer
    return {
        "types": flat(form.fields["type"].choices),
        "owners": flat(form.fields["owner"].choices),
        "may_assign": viewer.may_task,
        "decide_first": tasking.why_not(alert, assigns=True) if viewer.may_task else None,
    }


def joining(request: Any, alert: Alert, form: Any) -> dict[str, Any]:
    """The alerts to compare: those chosen, else those that are likely the same; each with its filings."""
    numbers = list(form.others()) if form.is_bound else [*request.GET.getlist("with"), request.GET.get("number", "")]
    chosen = [number.strip()[:24].upper() for number in numbers if number.strip()][:MOST_COMPARED]
    own = list(alert.filings.select_related("filer", "section").order_by("received_at", "pk"))
    if not chosen:
        return {"alike": similar.to_alert(request.viewer, alert, own, request.now), "compared": []}
    found = visible_to(request.viewer).filter(number__in=chosen).exclude(pk=alert.pk)
    others = [
        other for other in found.select_related("area").defer("area__outline") if request.viewer.sees_whole(other)
    ]
    others.sort(key=lambda other: chosen.index(other.number))
    missing = [number for number in chosen if number not in {other.number for other in others}]
    compared = similar.compared(request.viewer, alert, own, others)
    keep = form["keep"].value() or min([alert, *others], key=lambda one: (one.received_at, one.pk)).number
    return {"compared": compared, "own": own, "missing": missing, "keep": keep}


def restricting(request: Any, alert: Alert, form: Any) -> dict[str, Any]:
    return {"seen": exposure.exposure(alert, request.now)}


def closing(request: Any, alert: Alert, form: Any) -> dict[str, Any]:
    return {"harm": harm.on_record(alert)}


def reviewing(request: Any, alert: Alert, form: Any) -> dict[str, Any]:
    """How it was closed, and what harm was done."""
    return {"harm": harm.on_record(alert), "closing": services.last_closing(alert)}


def commenting(request: Any, alert: Alert, form: Any) -> dict[str, Any]:
    return {"readers": readers.readers(alert, request.now)}


def summarising(request: Any, alert: Alert, form: Any) -> dict[str, Any]:
    """What was told, to sum up from; the summary of the other language."""
    written = {one.language: one for one in alert.summaries.order_by("at", "pk")}
    names = dict(settings.LANGUAGES)
    return {
        "filings": alert.filings.order_by("received_at", "pk"),
        "written": [(names[code], one) for code, one in written.items() if code in names],
    }


def grading(request: Any, alert: Alert, form: Any) -> dict[str, Any]:
    return {"filings": list(form.fields["filing"].queryset), "chosen": _chosen(request, form)}


def withdrawing(request: Any, alert: Alert, form: Any) -> dict[str, Any]:
    """Of one's own only, and not those withdrawn before."""
    own = form.fields["filing"].queryset.filter(filer=request.viewer.person, withdrawal__isnull=True)
    return {"filings": list(own), "chosen": _chosen(request, form)}


def _chosen(request: Any, form: Any) -> str:
    return str(form["filing"].value() or request.GET.get("filing", ""))
