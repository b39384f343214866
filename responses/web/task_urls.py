"""Addresses of the responses."""

from django.urls import path

from . import tasks

urlpatterns = [path("<int:response>/", tasks.show, name="response")]
