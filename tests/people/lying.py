"""A mail server on this computer that lies: it is slow, says no, breaks off, or hangs; or works as it should."""

from __future__ import annotations

import socketserver
import threading
import time
from contextlib import suppress
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

WELL = "well"
# What goes wrong, and whether the server has the letter all the same.
LIES = {
    "down": False,
    "busy": False,  # 421 instead of a greeting
    "hangs": False,
    "dribbles": False,  # each letter of the greeting takes a while
    "not now": False,  # 451 to the recipient
    "not these words": False,  # 451 to the text
    "cuts the text": False,
    "drops instead of an answer": False,
    "accepts, then drops": True,
    "accepts, then hangs": True,
    "never": False,  # 550 to the recipient
    "never these words": False,  # 554 to the text
}
FOR_GOOD = ("never", "never these words")


class LyingServer:
    """Answers at `port` until the `with` ends. `lie` can change at any time."""

    def __init__(self, lie: str = WELL) -> None:
        self.lie = lie
        self.taken: list[EmailMessage] = []  # letters that it said it has
        self.seen: list[EmailMessage] = []  # letters whose whole text it was given, whatever it answered
        self.talks = 0
        self._ended = threading.Event()
        server = self

        class Talk(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                server.talks += 1
                with suppress(OSError):
                    server._talk(self)

        socketserver.ThreadingTCPServer.allow_reuse_address = True
        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]

    def __enter__(self) -> LyingServer:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *problem: object) -> None:
        self._ended.set()
        self._server.shutdown()
        self._server.server_close()

    def settings(self) -> dict[str, Any]:
        """Django's settings for it."""
        return {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": self.port, "EMAIL_USE_TLS": False, "EMAIL_USE_SSL": False}

    def _talk(self, talk: socketserver.StreamRequestHandler) -> None:
        lie = self.lie
        if lie == "down":
            return
        if lie == "hangs":
            self._ended.wait(60)
            return
        if lie == "dribbles":
            for letter in b"220 " + b"x" * 400:
                talk.wfile.write(bytes([letter]))
                time.sleep(0.1)
            return
        _say(talk, "421 busy" if lie == "busy" else "220 here")
        while lie != "busy" and (line := talk.rfile.readline()):
            if not self._answer(talk, line.strip().upper(), lie):
                return

    def _answer(self, talk: socketserver.StreamRequestHandler, line: bytes, lie: str) -> bool:
        """Answer one line; False to hang up."""
        if line.startswith(b"RCPT") and lie in ("not now", "never"):
            _say(talk, "451 not now" if lie == "not now" else "550 no such mailbox")
        elif line == b"DATA":
            _say(talk, "354 go on")
            return self._take(talk, lie)
        elif line == b"QUIT":
            _say(talk, "221 bye")
            return False
        else:
            _say(talk, "250 fine")
        return True

    def _take(self, talk: socketserver.StreamRequestHandler, lie: str) -> bool:
        words = b""
        while (line := talk.rfile.readline()) not in (b".\r\n", b""):
            words += line[1:] if line.startswith(b"..") else line
            if lie == "cuts the text":
                return False
        message: Any = message_from_bytes(words, policy=policy.default)
        self.seen.append(message)
        if lie == "drops instead of an answer":
            return False
        if lie in ("not these words", "never these words"):
            _say(talk, "451 not these" if lie == "not these words" else "554 never these")
            return True
        self.taken.append(message)
        _say(talk, "250 taken")
        if lie == "accepts, then hangs":
            self._ended.wait(60)
        return not lie.startswith("accepts")


def _say(talk: socketserver.StreamRequestHandler, words: str) -> None:
    talk.wfile.write(words.encode() + b"\r\n")
