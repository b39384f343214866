"""An alert by the number that somebody says: the one it bears, or one it bore until it was restricted."""

from alerts.models import Alert

from .access import Viewer, visible_to, whole_to


def by_number(viewer: Viewer, number: str) -> Alert:
    """With its area and the alert it was joined to. A former number leads there for those who see it whole; for
    others it would tell which alert was restricted. One statement, two for what bears no such number.

    Raises Alert.DoesNotExist for what the viewer may not know of.
    """
    known = visible_to(viewer).select_related("area", "joined_to").defer("area__outline")
    found = known.filter(number=number).first()
    if found is None:
        found = known.filter(whole_to(viewer)).get(former_numbers__number=number)
    return found
