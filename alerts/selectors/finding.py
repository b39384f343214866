"""Finding one alert by what it is called: its number, or one that it bore before it was restricted."""

from django.db.models import Exists, OuterRef, Q

from alerts.models import FormerNumber


def numbered(number: str) -> Q:
    """The condition on Alert. Whoever may know of the alert may come by its former number too."""
    bore = FormerNumber.objects.filter(alert=OuterRef("pk"), number=number)
    return Q(number=number) | Q(Exists(bore))
