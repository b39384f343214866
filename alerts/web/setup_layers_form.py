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
from ewrr.common.errors import Refusal

FAULTS_SHOWN = 12


class LayerForm(forms.Form):
    """`layer`: the one that stands, None for a new one. A file is asked for once; later it replaces what is drawn."""

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
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, data: Any, files: Any, *, office: Office, layer: Layer | None) -> None:
        stored = {name: getattr(layer, name) for name in self.base_fields if hasattr(layer, name)}
        seen = {"seen": layers.version(layer)} if layer else {}
        super().__init__(data, files, initial={"is_shown": True} | stored | seen)
        self.office, self.layer = office, layer
        self.checked: own_layers.Checked | None = None
        self.stale = self.more = ""
        self.faults: list[str] = []
        self.use_required_attribute = False
        for name in ("name_en", "name_fr", "credit", "file"):
            self.fields[name].widget.attrs["class"] = "in"
        if layer:
            self.fields["file"].label = _("Another GeoJSON file, in its place")

    def clean_file(self) -> None:
        file = self.cleaned_data["file"]
        if file is None:
            if self.layer is None:
                raise forms.ValidationError(_("Choose a GeoJSON file."))
            return
        try:
            content = file.read(own_layers.MOST_BYTES + 1)
            self.checked = own_layers.check(content, lat=self.office.lat, lon=self.office.lon)
        except FileRefused as refused:
            raise forms.ValidationError(str(refused.sentence)) from None
        if faults := self.checked.faults:
            self.faults = [str(fault) for fault in faults[:FAULTS_SHOWN]]
            rest = len(faults) - FAULTS_SHOWN
            self.more = ngettext("… and %(n)d more.", "… and %(n)d more.", rest) % {"n": rest} if rest > 0 else ""
            wrong = ngettext("%(n)d feature is wrong:", "%(n)d features are wrong:", len(faults))
            raise forms.ValidationError(wrong % {"n": len(faults)})

    @property
    def draft(self) -> Draft:
        told = {
            name: self.cleaned_data[name] for name in ("name_en", "name_fr", "credit", "is_of_positions", "is_shown")
        }
        return Draft(**told, shapes=self.checked.shapes if self.checked else None)

    def refuse(self, refusal: Refusal) -> None:
        """Tells a refusal beside what it is about."""
        for name, sentence in refusal.fields.items():
            self.add_error(name, str(sentence))
        if not refusal.fields:
            self.add_error(None, str(refusal.sentence))

    def look_again(self, layer: Layer | None, sentence: str) -> None:
        """Keeps what was typed, and takes what is stored now as seen: saving again is meant."""
        self.layer, self.stale = layer, sentence
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["seen"] = layers.version(layer) if layer else ""  # type: ignore[index]
