"""docs/openapi.yaml is what the API says of itself, and every door and vocabulary stands in it.

UPDATE_OPENAPI=1 writes the file anew.
"""

import os
from pathlib import Path

import pytest
import yaml

from alerts.api import description
from tests.house import doors

FILE = Path(__file__).resolve().parents[2] / "docs/openapi.yaml"
RENEW = (
    "docs/openapi.yaml is not what the API says of itself. If the change is meant, write it anew and look at the "
    "difference before you commit it: UPDATE_OPENAPI=1 pytest tests/house/test_openapi.py (programs that use the API "
    "break by what is taken away or renamed, not by what is added)."
)
OF_ALL = {"400", "401", "403", "404", "406", "422", "503"}


def operations():
    for path, methods in description.description()["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def test_the_file_checked_in_is_the_description():
    if os.environ.get("UPDATE_OPENAPI"):
        FILE.write_text(description.as_yaml(), "utf-8")
    assert FILE.read_text("utf-8") == description.as_yaml(), RENEW


def test_every_door_of_the_api_is_described():
    described = {path.replace("{", "<str:").replace("}", ">") for path, _method, _operation in operations()}
    assert described == {route for name, route in doors.routes().items() if route.startswith("/api/v1/")}


def test_every_door_names_every_error_in_the_one_shape():
    for path, method, operation in operations():
        answers = operation["responses"]
        failures = {code for code in answers if int(code) >= 400}
        assert failures >= OF_ALL | ({"429"} if method == "get" else {"409", "413", "415"}), path
        for code in failures:
            assert answers[code]["content"] == {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
            assert answers[code]["description"]
        assert operation["summary"] and operation["description"] and operation["security"]


def test_every_vocabulary_has_its_name_its_codes_and_both_languages():
    schemas = description.description()["components"]["schemas"]
    for words in description.vocabularies():
        schema = schemas[words.__name__]
        assert schema["enum"] == [word.value for word in words]
        assert set(schema["x-labels"]) == {"en", "fr"}
        assert all(set(labels) == set(schema["enum"]) for labels in schema["x-labels"].values())


def test_nothing_that_is_asked_for_takes_unknown_fields():
    schemas = description.description()["components"]["schemas"]
    asked = [name for name in schemas if name.startswith(description.ASK)]
    assert len(asked) > 5 and all(schemas[name]["additionalProperties"] is False for name in asked)


@pytest.mark.django_db
@pytest.mark.parametrize(("accept", "media"), [("*/*", "application/yaml"), ("application/json", "application/json")])
def test_the_hub_serves_it(as_, beni, accept, media):
    answer = as_("Ivan").get("/api/schema/", headers={"Accept": accept, "Accept-Language": "fr"})
    assert answer["Content-Type"].partition(";")[0] == media
    assert yaml.safe_load(answer.content.decode()) == description.description()
