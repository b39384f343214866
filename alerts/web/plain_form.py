"""What the forms of the set-up share: their look, where a refusal is told, what was seen of what stands already."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from django import forms

from ewrr.common.errors import Refusal

TICKED = (forms.CheckboxInput, forms.CheckboxSelectMultiple, forms.RadioSelect)


class Plain(forms.Form):
    """`BESIDE`: the field beside which a refusal about something called otherwise is told."""

    BESIDE: ClassVar[Mapping[str, str]] = {}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.stale = ""  # by whom it was changed meanwhile
        self.use_required_attribute = False
        for field in self.fields.values():
            if not isinstance(field.widget, TICKED):
                field.widget.attrs["class"] = "in"

    @property
    def faults(self) -> Any:
        """What is wrong besides the errors of its fields; the page says that it was not saved where there is any."""
        return ()

    def refuse(self, refusal: Refusal) -> None:
        """Tells a refusal beside the fields that it is about, else on top."""
        for name, sentence in refusal.fields.items():
            field = self.BESIDE.get(name, name)
            self.add_error(field if field in self.fields else None, str(sentence))
        if not refusal.fields:
            self.add_error(None, str(refusal.sentence))


class Seen(Plain):
    """A form of what may stand already. `row`: that, None for a new one; its fields of the same names are what the form
    begins with, but for what `initial` says. `seen`: the version that was looked at.
    """

    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, row: Any = None, initial: Mapping[str, Any] | None = None, **options: Any) -> None:
        self.row = row
        stored = {name: getattr(row, name) for name in self.base_fields if hasattr(row, name)}
        seen = {"seen": self.version(row)} if row is not None else {}
        super().__init__(*args, initial=stored | dict(initial or {}) | seen, **options)

    def version(self, row: Any) -> str:
        """Another one once the row is another."""
        raise NotImplementedError

    def read_again(self, now: datetime) -> None:
        """What stands now, after somebody was quicker."""
        self.row.refresh_from_db()

    def look_again(self, sentence: str, row: Any = None) -> None:
        """Somebody was quicker: what was typed stays, and the next try knows what is there now."""
        self.stale, self.row = sentence, row
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["seen"] = self.version(row)  # type: ignore[index]
