"""The application that granian serves."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "system_review.config.settings")

if os.environ.get("SYSTEM_REVIEW_SUPERVISED") and sys.platform == "linux":
    # A killed supervisor must not leave this process holding the port: Linux ends it with its parent.
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)

from django.core.wsgi import get_wsgi_application
from servestatic import ServeStatic

django_application = get_wsgi_application()

from django.conf import settings  # noqa: E402

from system_review.config import heard, quiet_lines  # noqa: E402
from system_review.config.answerers import Answerers  # noqa: E402
from system_review.config.bodies import Bodies  # noqa: E402
from system_review.config.environment import POSTGRESQL_WEB  # noqa: E402
from system_review.config.headers import carried_by_all  # noqa: E402
from system_review.config.health import Health, database_answers  # noqa: E402
from system_review.config.oddities import Oddities  # noqa: E402
from system_review.config.watching import Watched  # noqa: E402

if os.environ.get("SYSTEM_REVIEW_SUPERVISED"):
    heard.at_once()
    quiet_lines.watch(int(os.environ["SYSTEM_REVIEW_PORT"]))

# Somebody waits for whatever is asked of the database here.
settings.DATABASES["default"]["OPTIONS"].get("set", {}).update(POSTGRESQL_WEB)


def _watched() -> Watched:
    """The application behind its gates. Figures are kept only where somebody may see them."""
    inner = Health(django_application, database_answers)
    if not settings.METRICS_TOKEN:
        return Watched(Oddities(Bodies(Answerers(inner))))
    from system_review.config.metrics import LastDone, Metrics, Waiting

    collectors = (Waiting(), LastDone(Path(settings.DATA_FOLDER)))
    metrics = Metrics(inner, token=settings.METRICS_TOKEN, collectors=collectors)
    return Watched(Oddities(Bodies(Answerers(metrics))), count=metrics.count)


# Static files are answered here and not by its middleware, which would send every page through an event loop.
application = carried_by_all(
    ServeStatic(
        _watched(),
        root=str(settings.STATIC_ROOT),
        prefix=settings.STATIC_URL,
        allow_all_origins=False,
        immutable_file_test=r"^.+\.[0-9a-f]{12}\..+$",
    )
)
