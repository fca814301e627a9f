"""How letters reach the mail server: by SMTP, with an end to waiting, and with a word just before it gets their text.

Django's own way, but for three things. The whole conversation has to be over in a minute, however slowly the server
dribbles. Just before the text is given, `handing_over` is called: up to then a letter has certainly not gone out. And
once the server has taken a letter, nothing that goes wrong in saying goodbye makes it count as not sent.
"""

from __future__ import annotations

import smtplib
import socket
from collections.abc import Callable
from contextlib import suppress
from threading import Timer
from typing import Any

from django.core.mail.backends.smtp import EmailBackend

LONGEST = 60.0  # seconds


def _nothing() -> None:
    """What is called where nobody asked to be told."""


class _WithAnEnd(smtplib.SMTP):
    """A conversation that ends in time. Needs a `handing_over` of its class."""

    handing_over: Callable[[], None] = staticmethod(_nothing)
    _timer: Timer | None = None

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        self._timer = Timer(LONGEST, self._cut)
        self._timer.daemon = True
        self._timer.start()
        made: socket.socket = super()._get_socket(host, port, timeout)  # type: ignore[misc]  # the stubs leave it out
        return made

    def _cut(self) -> None:
        with suppress(OSError, AttributeError):
            self.sock.shutdown(socket.SHUT_RDWR)  # type: ignore[union-attr]

    def data(self, msg: Any) -> tuple[int, bytes]:
        self.handing_over()
        return super().data(msg)

    def close(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        super().close()


class _EncryptedWithAnEnd(_WithAnEnd, smtplib.SMTP_SSL):
    """The same, encrypted from the first byte."""


class Postbox(EmailBackend):
    """Django's SMTP, with an end to waiting. Set `handing_over` before a letter is sent."""

    handing_over: Callable[[], None] = staticmethod(_nothing)

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        """What speaks with the server, and tells whoever sends just before the text goes out."""
        kind = _EncryptedWithAnEnd if self.use_ssl else _WithAnEnd
        return type(kind.__name__, (kind,), {"handing_over": staticmethod(self.handing_over)})

    def close(self) -> None:
        """Say goodbye, or hang up where that is not answered: it says nothing about the letter."""
        try:
            super().close()
        except (smtplib.SMTPException, OSError):
            self.connection = None


def is_for_good(problem: Exception) -> bool:
    """Whether the server refused this letter in a way that another try does not change (a code from 500 on)."""
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _said in problem.recipients.values())
    return isinstance(problem, smtplib.SMTPSenderRefused | smtplib.SMTPDataError) and problem.smtp_code >= 500
