"""The rota's times in templates; `period` and `hours` take anything with `starts_at` and `ends_at`."""

from typing import Any

from django import template

from alerts.web import duty_words

register = template.Library()
register.filter("when", duty_words.when)
register.filter("until_when", duty_words.until_when)
register.filter("typed", duty_words.typed)


@register.filter
def period(told: Any) -> str:
    return duty_words.period(told.starts_at, told.ends_at)


@register.filter
def hours(told: Any) -> str:
    return duty_words.hours(told.starts_at, told.ends_at)
