"""The API as OpenAPI 3.1, always in English: served at /api/schema/, checked in as docs/openapi.yaml."""

import json
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib import import_module
from typing import Any

import yaml
from django.conf import settings
from django.utils import translation
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.settings import patched_settings
from drf_spectacular.utils import extend_schema
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from alerts.domain import words as w
from alerts.domain import words_of_deciding as d
from alerts.domain import words_of_filings as f
from alerts.models.choices import STANDARD
from alerts.web.filing_form import LANGUAGES
from ewrr.common import wording

# Vocabularies by the names that they have in the description.
VOCABULARIES: tuple[type[StrEnum], ...] = (
    w.Component,
    w.Kind,
    w.GoingOn,
    w.Urgency,
    w.Severity,
    w.Certainty,
    w.Level,
    w.ThreatType,
    w.State,
    w.Verification,
    w.OwedKind,
    w.Sensitivity,
    w.Precision,
    w.Outcome,
    w.DismissReason,
    d.Course,
    d.NotResponded,
    d.WordBack,
    f.Population,
    f.AgeSex,
    f.GraveViolation,
    f.Release,
    f.ReceivedBy,
    f.SourceKind,
    f.Reliability,
    f.Credibility,
    f.ActorKind,
)
OF_LANGUAGES = {"LanguageEnum": LANGUAGES, "SummaryLanguage": settings.LANGUAGES}
ASK = "Ask"  # begins the name of everything that the API takes
ABOUT = """\
Alerts of a Field Office: file, read, answer, assess, decide, follow; responses: propose, assign, report, end.
Task by task: docs/api.md.

Every request acts as a person in one office, or as a device with a token; rights and rules are those of the pages.
Every error has one shape, `Error`; a method that a door does not have is 405 in the same shape.
Fields that a door does not know are refused. Moments are RFC 3339 in UTC; days are the office's own.
"""


class OfDevices(OpenApiAuthenticationExtension):
    target_class = "alerts.api.signing_in.DeviceTokens"
    name = "device"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "description": "The token of a device, shown once when issued."}


class OfPages(OpenApiAuthenticationExtension):
    target_class = "rest_framework.authentication.SessionAuthentication"
    name = "session"
    priority = 1

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        told = "Of somebody signed in on the pages; what changes anything needs the form's token too (X-CSRFToken)."
        return {"type": "apiKey", "in": "cookie", "name": "__Host-session", "description": told}


class Doors(AutoSchema):
    """Names what is said and asked for as people would: Alert, not AlertShape; AskDecision, not DecisionAsks."""

    def get_serializer_name(self, serializer: Any, direction: str) -> str:
        name = type(serializer).__name__
        return f"{ASK}{name.removesuffix('Asks')}" if name.endswith("Asks") else name.removesuffix("Shape")


@cache
def vocabularies() -> dict[type[StrEnum], Mapping[Any, Any]]:
    """Those of alerts and of every app that settings.API_VOCABULARIES names, with the label of each word."""
    found: dict[type[StrEnum], Mapping[Any, Any]] = {words: STANDARD[words] for words in VOCABULARIES}
    for name in settings.API_VOCABULARIES:
        app = import_module(name)
        found |= {words: app.LABELS[words] for words in app.VOCABULARIES}
    return found


@cache
def description() -> dict[str, Any]:
    """The whole document, made once a process."""
    options = {
        "TITLE": "Early-warning hub",
        "DESCRIPTION": ABOUT,
        "VERSION": "1",
        "OAS_VERSION": "3.1.0",
        "SCHEMA_PATH_PREFIX": r"/api/v1",
        "COMPONENT_SPLIT_REQUEST": False,
        "ENUM_NAME_OVERRIDES": _choices() | OF_LANGUAGES,
        "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    }
    with translation.override("en"), wording.speaking(wording.AS_THE_HUB_HAS_IT), patched_settings(options):
        made: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
        made = json.loads(json.dumps(made, default=str))
    schemas = made["components"]["schemas"]
    _label(schemas)
    for name, schema in schemas.items():
        if name.startswith(ASK):
            schema["additionalProperties"] = False
    return made


def _choices() -> dict[str, Any]:
    return {words.__name__: [(word.value, labels[word]) for word in words] for words, labels in vocabularies().items()}


def _label(schemas: dict[str, Any]) -> None:
    """What people read for each code, in both languages."""
    for words in vocabularies():
        if (schema := schemas.get(words.__name__)) is not None:
            schema["x-labels"] = {language: _labels(words, language) for language in ("en", "fr")}


def _labels(words: type[StrEnum], language: str) -> dict[str, str]:
    with translation.override(language):
        return {word.value: str(vocabularies()[words][word]) for word in words}


@cache
def as_yaml() -> str:
    return yaml.safe_dump(description(), sort_keys=False, allow_unicode=True, width=120)


@cache
def as_json() -> str:
    return json.dumps(description(), ensure_ascii=False, indent=1)


class _Text(BaseRenderer):
    """Text that was rendered before."""

    charset = "utf-8"

    def render(self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None) -> Any:
        return data


class Yaml(_Text):
    media_type = "application/yaml"  # RFC 9512
    format = "yaml"


class Json(_Text):
    media_type = "application/json"
    format = "json"


@extend_schema(exclude=True)
class Schema(APIView):
    """For anybody who is signed in and for every device: it tells of no alert."""

    renderer_classes = [Yaml, Json]

    def get(self, request: Request) -> Response:
        return Response(as_json() if request.accepted_renderer.format == "json" else as_yaml())
