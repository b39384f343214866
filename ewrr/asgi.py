"""The sockets; in development the pages too."""

import os
import warnings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ewrr.settings.prod")
os.environ.setdefault("EWRR_PROCESS", "asgi")

# Files served from memory-mapped disk are read in one piece: streaming them asynchronously gains nothing.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")

from django.core.asgi import get_asgi_application  # noqa: E402

pages = get_asgi_application()

from channels.auth import AuthMiddlewareStack  # noqa: E402
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from channels.security.websocket import AllowedHostsOriginValidator  # noqa: E402
from django.urls import path  # noqa: E402

from ewrr.desk.consumers import Live  # noqa: E402
from ewrr.desk.consumers_of_walls import Wall  # noqa: E402

sockets = URLRouter([path("ws/live/", Live.as_asgi()), path("ws/wall/", Wall.as_asgi())])
application = ProtocolTypeRouter(
    {"http": pages, "websocket": AllowedHostsOriginValidator(AuthMiddlewareStack(sockets))}
)
