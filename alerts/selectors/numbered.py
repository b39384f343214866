"""An alert by the number that somebody says: the one it bears, or one it bore until it was restricted."""

from django.db.models import Exists, OuterRef, Q

from alerts.models import Alert, Filing, FormerNumber

from .access import Viewer, visible_to
from .filtering import is_any_of


def numbered(number: str) -> Q:
    """The condition on Alert. Whoever may know of the alert may come by its former number too: radio logs and mails
    name it, and a number that vanishes while another appears tells as much.
    """
    return Q(number=number) | is_any_of(FormerNumber.objects.filter(number=number).values("alert"))


def by_number(viewer: Viewer, number: str) -> Alert:
    """With its area and the alert it was joined to. One statement.

    Raises Alert.DoesNotExist for what the viewer may not know of.
    """
    return visible_to(viewer).select_related("area", "joined_to").defer("area__outline").get(numbered(number))


def by_number_to_filer(viewer: Viewer, number: str) -> Alert:
    """The same, and one under which the viewer filed though they read nothing, as a gateway may."""
    if viewer.may_read:
        return by_number(viewer, number)
    own = Filing.objects.filter(alert=OuterRef("pk"), filer=viewer.person)
    return Alert.objects.get(numbered(number), Exists(own), office=viewer.office)
