"""Choosing files to attach. What a file is, the service says: it looks into it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from system_review.files.services.keeping import Incoming
from system_review.reviews.forms.fields import Creating


def _hint() -> str:
    return gettext(
        "Documents, spreadsheets, slides, PDF, pictures and text, together at most %(most)s MB. Several can be chosen,"
        " or dropped here. No case files, and nothing about a single child."
    ) % {"most": settings.UPLOAD_MOST // 1024 // 1024}


class SeveralFiles(forms.FileInput):
    """The browser's own chooser, for several files; they can be dropped on it too, without any script."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """As many files as were chosen."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Each file by itself; a name that is too long is shortened later, not refused."""
        return [super(FilesField, self).clean(one, initial) for one in data or []]


class AttachForm(Creating):
    """Files to attach to a thing."""

    file = FilesField(
        label=_("Choose files"),
        help_text=lazy(_hint, str)(),
        required=False,
        allow_empty_file=True,
    )

    def incoming(self) -> list[Incoming]:
        """The files as the service takes them."""
        return [Incoming(name=str(file.name), file=file.file) for file in self.cleaned_data["file"]]
