"""Files of areas, places and positions as a browser sends them."""

import csv
import io
import json
import re

from django.core.files.uploadedfile import SimpleUploadedFile

from alerts.domain.words_of_places import UploadOf
from alerts.models import Upload
from alerts.services import uploads
from alerts.transfer.places import rows
from tests import make

HEADER = "name,lat,lon,other_names,population"
GOOD = ["Kainama,0.9500,29.7000,Kaïnama|Kainama II,4200", "Tchabi,1.0300,29.8500,,1 200"]


def csv_of(*rows, header=HEADER, separator=","):
    return "\r\n".join([header, *rows]).replace(",", separator).encode()


def square(lat, lon, half=0.2):
    south, west, north, east = lat - half, lon - half, lat + half, lon + half
    return {
        "type": "Polygon",
        "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]],
    }


def feature(geometry, **properties):
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def geojson(*features):
    return json.dumps({"type": "FeatureCollection", "features": list(features)}).encode()


def sent(client, of, content, name="places.csv"):
    """The answer to choosing the file: 303 to the preview, or 422 with what is wrong."""
    return client.post(f"/setup/import/{of}/", {"file": SimpleUploadedFile(name, content)})


def looked_at(client, of, content, name="places.csv"):
    """The upload, and its preview as text."""
    answer = sent(client, of, content, name)
    assert answer.status_code == 303, plain(answer)
    upload = Upload.objects.latest("pk")
    return upload, plain(client.get(answer["Location"]))


def taken_in(client, upload, follow=True):
    seen = Upload.objects.get(pk=upload.pk).found["stamp"]
    return client.post(f"/setup/imports/{upload.pk}/take-in/", {"seen": seen}, follow=follow)


def plain(answer):
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", answer.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def faults_of(client, upload):
    """The file that goes back, as rows."""
    answer = client.get(f"/setup/imports/{upload.pk}/faults/")
    assert answer.status_code == 200 and answer["Content-Disposition"].startswith("attachment")
    text = answer.content.decode("utf-8-sig")
    separator = next(sign for sign in (";", "\t", ",") if sign in text.splitlines()[0])
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=separator))


def waiting(office):
    """A file of places that somebody of the office has looked at; the one that waits already where there is one."""
    known = Upload.objects.filter(office=office, state="waiting").first()
    if known is not None:
        return known
    content = csv_of(*GOOD, "Swapped,29.7,0.95,,")
    checked = rows.check(UploadOf.PLACES, rows.read(UploadOf.PLACES, content), office)
    sent_one = uploads.Sent(UploadOf.PLACES, "places.csv", content)
    return uploads.look(viewer=make.viewer("Dora"), sent=sent_one, checked=checked)
