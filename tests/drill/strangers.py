"""A browser behind the proxy, for servers that have an https address."""

from __future__ import annotations

import re
import time
from http.client import HTTPConnection
from urllib.parse import urlencode

URL, HOST = "https://reviews.example.org", "reviews.example.org"
BOUNDARY = "between-the-parts-of-a-form"
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')


def _body(sent: dict[str, str], file: tuple[str, bytes] | None) -> bytes:
    if file is None:
        return urlencode(sent).encode()
    start, name = f"--{BOUNDARY}\r\nContent-Disposition: form-data; name=", file[0]
    parts = [f'{start}"{field}"\r\n\r\n{value}\r\n'.encode() for field, value in sent.items()]
    parts.append(f'{start}"file"; filename="{name}"\r\nContent-Type: text/plain\r\n\r\n'.encode() + file[1])
    return b"".join(parts) + f"\r\n--{BOUNDARY}--\r\n".encode()


class Stranger:
    """A browser behind the proxy, somewhere on the network."""

    def __init__(self, port: int, place: str) -> None:
        self.port, self.place, self.cookies = port, place, {}

    def ask(
        self, path: str, sent: dict[str, str] | None = None, *, file: tuple[str, bytes] | None = None
    ) -> tuple[int, bytes, dict[str, str], float]:
        """Status, body, headers and seconds."""
        headers = {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": self.place, "Referer": f"{URL}/"}
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if sent is not None:
            headers["Content-Type"] = (
                f"multipart/form-data; boundary={BOUNDARY}" if file else "application/x-www-form-urlencoded"
            )
        connection = HTTPConnection("127.0.0.1", self.port, timeout=120)
        began = time.perf_counter()
        connection.request("GET" if sent is None else "POST", path, _body(sent, file) if sent else None, headers)
        answer = connection.getresponse()
        body = answer.read()
        seconds = time.perf_counter() - began
        for line in answer.headers.get_all("Set-Cookie", []):
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        connection.close()
        return answer.status, body, {name.lower(): value for name, value in answer.headers.items()}, seconds

    def send(self, path: str, **fields: str) -> tuple[int, bytes, dict[str, str], float]:
        """Fetch the form, fill it in and send it."""
        token = TOKEN.search(self.ask(path)[1])
        assert token, path
        return self.ask(path, {**fields, "csrfmiddlewaretoken": token[1].decode()})
