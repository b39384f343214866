"""Static files with a hash in their name, ES-module imports included."""

from typing import Any

from django.contrib.staticfiles.finders import AppDirectoriesFinder
from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):
    support_js_module_import_aggregation = True


class FilesOfTheMap(AppDirectoriesFinder):
    """Of the libraries only django-leaflet's files are served: others carry pages that the hub does not show,
    and modules whose imports cannot be hashed.
    """

    def __init__(self, app_names: Any = None, *args: Any, **options: Any) -> None:
        super().__init__(["leaflet"], *args, **options)
