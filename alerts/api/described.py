"""How a door describes itself: every answer that it can give, errors included."""

from collections.abc import Callable, Sequence
from typing import Any

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema

from .shapes import ErrorShape

JSON = "application/json"
NUMBER = OpenApiParameter(
    "number",
    {"type": "string", "pattern": "^[A-Z]{3}-([XRH]-)?[0-9]{4}-[0-9]{4,}$", "examples": ["BEN-2026-0147"]},
    OpenApiParameter.PATH,
    description="The alert's number, as it is spoken on the radio.",
)
ALWAYS = {
    400: "What was sent could not be read.",
    401: "Nobody is signed in, or the token is not known, was ended or has run out.",
    403: "The role, or the token's scope, does not allow that.",
    404: "There is no such thing for this reader.",
    406: "The answer cannot be had in the form asked for.",
    422: "A field is missing, wrong or not known; `fields` says which and why.",
    503: "The database does not answer: try again after `Retry-After` seconds.",
}
OF_READING = {429: "This device reads too often: try again after `Retry-After` seconds. Writing is never refused so."}
OF_WRITING = {413: "More than 256 kB were sent.", 415: "Only JSON is taken."}
OF_CONFLICTS = {409: "It does not go together with how things stand; nothing was changed."}
OTHER_FORMS: dict[str, Any] = {
    "application/cap+xml": {"type": "string", "description": "A Common Alerting Protocol 1.2 message."},
    "application/geo+json": {
        "type": "object",
        "description": "RFC 7946. `after` is a foreign member: what begins the next page, null on the last one.",
        "required": ["type", "features", "after"],
        "properties": {
            "type": {"const": "FeatureCollection"},
            "after": {"type": ["string", "null"]},
            "features": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["type", "id", "geometry", "properties"],
                    "properties": {
                        "type": {"const": "Feature"},
                        "id": {"type": "string"},
                        "geometry": {
                            "type": "object",
                            "required": ["type", "coordinates"],
                            "properties": {
                                "type": {"const": "Point"},
                                "coordinates": {
                                    "type": "array",
                                    "items": {"type": "number"},
                                    "minItems": 2,
                                    "maxItems": 2,
                                },
                            },
                        },
                        "properties": {"type": "object"},
                    },
                },
            },
        },
    },
}
Method = Callable[..., Any]


def describe(
    summary: str,
    shape: Any,
    *,
    takes: Any = None,
    query: Any = None,
    statuses: Sequence[int] = (200,),
    also: Sequence[str] = (),
    conflicts: bool = False,
) -> Callable[[Method], Method]:
    """`shape`: of the answer; `also`: further media types of it; `takes`: of the body; `query`: of the address."""
    writes = takes is not None
    failures = ALWAYS | (OF_WRITING if writes else OF_READING) | (OF_CONFLICTS if conflicts else {})
    responses: dict[Any, Any] = {(status, JSON): shape for status in statuses}
    responses |= {(statuses[0], media): OTHER_FORMS[media] for media in also}
    responses |= {(code, JSON): OpenApiResponse(ErrorShape, said) for code, said in sorted(failures.items())}

    def described(method: Method) -> Method:
        told = " ".join((method.__doc__ or "").split())
        return extend_schema(
            operation_id=summary.lower().replace(" ", "_"),
            summary=summary,
            description=told,
            tags=["v1"],
            parameters=[*([query] if query else [])],
            request=takes if writes and takes.__name__ != "Nothing" else None,
            responses=responses,
        )(method)

    return described


of_an_alert = extend_schema(parameters=[NUMBER])
