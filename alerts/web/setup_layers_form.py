"""A layer as typed and sent; what is wrong in its file is told feature by feature."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from alerts.models import Layer, Office
from alerts.selectors import layers
from alerts.services.layers import Draft
from alerts.transfer import own_layers
from alerts.transfer.faults import FileRefused

from .plain_form import Seen

FAULTS_SHOWN = 12


class LayerForm(Seen):
    """A file is asked for once; later it replaces what is drawn."""

    name_en = forms.CharField(
        label=_("Name in English"), max_length=120, error_messages={"required": _("Give it a name in English.")}
    )
    name_fr = forms.CharField(
        label=_("Name in French"), max_length=120, error_messages={"required": _("Give it a name in French.")}
    )
    file = forms.FileField(
        label=_("GeoJSON file"),
        required=False,
        allow_empty_file=True,
        help_text=_("WGS 84, UTF-8, at most 2 MB, 1,000 shapes and 40,000 points. Only names are kept."),
        widget=forms.FileInput(attrs={"accept": ".geojson,.json,application/geo+json,application/json"}),
    )
    credit = forms.CharField(
        label=_("Whose work it is"),
        max_length=200,
        required=False,
        help_text=_("Stands beside the map while the layer is shown."),
    )
    is_of_positions = forms.BooleanField(
        label=_("Areas of responsibility"),
        required=False,
        help_text=_("Which base answers for which ground: drawn in blue, with their names."),
    )
    is_shown = forms.BooleanField(label=_("Shown on the map"), required=False)

    def __init__(self, data: Any, files: Any, *, office: Office, row: Layer | None) -> None:
        super().__init__(data, files, row=row, initial={} if row else {"is_shown": True})
        self.office = office
        self.checked: own_layers.Checked | None = None
        self.more = ""
        if row:
            self.fields["file"].label = _("Another GeoJSON file, in its place")

    def version(self, row: Any) -> str:
        return layers.version(row) if row else ""

    def clean_file(self) -> None:
        file = self.cleaned_data["file"]
        if file is None:
            if self.row is None:
                raise forms.ValidationError(_("Choose a GeoJSON file."))
            return
        try:
            content = file.read(own_layers.MOST_BYTES + 1)
            self.checked = own_layers.check(content, lat=self.office.lat, lon=self.office.lon)
        except FileRefused as refused:
            raise forms.ValidationError(str(refused.sentence)) from None
        if faults := self.checked.faults:
            rest = len(faults) - FAULTS_SHOWN
            self.more = ngettext("… and %(n)d more.", "… and %(n)d more.", rest) % {"n": rest} if rest > 0 else ""
            wrong = ngettext("%(n)d feature is wrong:", "%(n)d features are wrong:", len(faults))
            raise forms.ValidationError(wrong % {"n": len(faults)})

    @property
    def faults(self) -> list[str]:
        """The first of what is wrong in the file."""
        return [str(fault) for fault in self.checked.faults[:FAULTS_SHOWN]] if self.checked else []

    @property
    def draft(self) -> Draft:
        told = {
            name: self.cleaned_data[name] for name in ("name_en", "name_fr", "credit", "is_of_positions", "is_shown")
        }
        return Draft(**told, shapes=self.checked.shapes if self.checked else None)
