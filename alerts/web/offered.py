"""Questions answered from a list that the office has made its own: it offers what stands, and takes what is known."""

from collections.abc import Iterable
from enum import StrEnum
from functools import partial
from typing import Any

from django import forms

from alerts.models import choices


class _Offers:
    """Mixed into Django's fields. What the list retired is not offered, but where it stands already (`keep`); it is
    taken all the same: a page may be older than the list, a warning that waited for a link much older.
    """

    words: type[StrEnum]

    def __init__(
        self,
        words: type[StrEnum],
        *,
        before: Iterable[tuple[str, Any]] = (),
        among: Iterable[str] | None = None,
        **options: Any,
    ) -> None:
        self.words, self.before = words, tuple(before)
        self.among = None if among is None else tuple(among)
        super().__init__(choices=partial(self.offers), **options)  # type: ignore[call-arg]

    def offers(self, keep: Iterable[str] = ()) -> list[tuple[str, Any]]:
        return [*self.before, *choices.offered(self.words, keep, self.among)]

    def keep(self, standing: Any) -> None:
        """Offers what stands in the form too."""
        codes = [standing] if isinstance(standing, str) else [str(code) for code in standing or ()]
        field: Any = self  # Django's, in which this is mixed
        field.choices = partial(self.offers, codes)

    def valid_value(self, value: str) -> bool:
        known = choices.known(self.words) if self.among is None else set(self.among)
        return value in known or any(value == code for code, _label in self.before)


class Offered(_Offers, forms.ChoiceField):
    """One code. `before`: further choices that stand first; `among`: only these of the vocabulary."""


class OfferedSeveral(_Offers, forms.MultipleChoiceField):
    """Several codes."""


class Keeps(forms.Form):
    """A form whose lists offer, besides what the office offers, what stands in it."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            if isinstance(field, _Offers):
                field.keep(self[name].value())


def one_offered(words: type[StrEnum], required: Any = None, **options: Any) -> Offered:
    """`required`: the sentence where nothing is chosen, None where nothing need be."""
    return Offered(words, required=required is not None, error_messages={"required": required}, **options)
