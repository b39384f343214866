"""The navigation of the set-up, and devices by name."""

from typing import Any

from django import template

from alerts.web import browser_words, setup_pages

register = template.Library()
register.filter("device", browser_words.device)


@register.simple_tag(takes_context=True)
def setup_groups(context: dict[str, Any], here: str) -> dict[str, Any]:
    """`all`: the groups that the viewer may open; `own`: the one in which the page `here` lies, `page` that page."""
    viewer = context["viewer"]
    found = setup_pages.groups(viewer) if viewer is not None else []
    own = next((group for group in found if here in group.routes), None)
    page = next((page for page in own.pages if page.route == here), None) if own else None
    return {"all": found, "own": own, "page": page}
