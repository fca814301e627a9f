"""An OpenID Connect issuer on this computer that can be told to lie."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "system-review", "a secret between us, long enough for any hash"
KEY, OTHER_KEY = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))


@dataclass
class Issuer:
    """Where it is, and how it lies: in its `claims`, in how it `sign`s, in what is `published`."""

    address: str = ""
    nonces: dict[str, str] = field(default_factory=dict)
    claims: Callable[[dict[str, Any]], dict[str, Any]] = dict
    sign: Callable[[dict[str, Any]], str] = lambda said: jwt.encode(said, KEY, "RS256", headers={"kid": "one"})
    published: dict[str, Any] = field(default_factory=dict)
    token_answer: dict[str, Any] = field(default_factory=dict)
    used: list[str] = field(default_factory=list)

    def configuration(self) -> dict[str, Any]:
        here = self.address
        return {
            "issuer": here,
            "authorization_endpoint": f"{here}/authorize",
            "token_endpoint": f"{here}/token",
            "jwks_uri": f"{here}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            **self.published,
        }

    def keys(self) -> dict[str, Any]:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
        return {"keys": [{**public, "kid": "one", "use": "sig", "alg": "RS256"}]}

    def token(self, code: str) -> dict[str, Any]:
        if code in self.used:
            return {"error": "invalid_grant"}
        self.used.append(code)
        now = int(time.time())
        said = {"iss": self.address, "sub": "anwen-there", "aud": CLIENT, "exp": now + 300, "iat": now}
        said["nonce"] = self.nonces.get(code, "")
        token = self.sign(self.claims(said))
        return {"access_token": "a", "token_type": "Bearer", "id_token": token, **self.token_answer}


def unsigned(said: dict[str, Any]) -> str:
    return jwt.encode(said, None, "none", headers={"kid": "one"})


def by_our_secret(said: dict[str, Any]) -> str:
    return jwt.encode(said, SECRET, "HS256", headers={"kid": "one"})


def by_public_key(said: dict[str, Any]) -> str:
    """Signed as if the published key were a secret."""
    import hashlib
    import hmac

    public = KEY.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    parts = [json.dumps(part).encode() for part in ({"alg": "HS256", "typ": "JWT", "kid": "one"}, said)]
    text = b".".join(base64.urlsafe_b64encode(part).rstrip(b"=") for part in parts)
    mark = base64.urlsafe_b64encode(hmac.new(public, text, hashlib.sha256).digest()).rstrip(b"=")
    return (text + b"." + mark).decode()


def by_another_key(said: dict[str, Any]) -> str:
    return jwt.encode(said, OTHER_KEY, "RS256", headers={"kid": "one"})


def by_an_unpublished_key(said: dict[str, Any]) -> str:
    return jwt.encode(said, OTHER_KEY, "RS256", headers={"kid": "two"})


def with_its_own_key(said: dict[str, Any]) -> str:
    """Carries the key that it was signed with."""
    own = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(OTHER_KEY.public_key()))
    return jwt.encode(said, OTHER_KEY, "RS256", headers={"kid": "one", "jwk": own})


def changed_afterwards(said: dict[str, Any]) -> str:
    head, _, mark = jwt.encode({**said, "sub": "ben-there"}, KEY, "RS256", headers={"kid": "one"}).split(".")
    body = base64.urlsafe_b64encode(json.dumps(said).encode()).rstrip(b"=").decode()
    return f"{head}.{body}.{mark}"


@contextmanager
def running() -> Iterator[Issuer]:
    """The issuer, serving until the end."""
    issuer = Issuer()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            found = {"/.well-known/openid-configuration": issuer.configuration, "/keys": issuer.keys}.get(path)
            self.answer(found() if found else {"error": "not found"}, 200 if found else 404)

        def do_POST(self) -> None:
            sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            said = issuer.token(sent["code"][0])
            self.answer(said, 400 if "error" in said else 200)

        def answer(self, said: dict[str, Any], status: int) -> None:
            body = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("localhost", 0), Answers)
    issuer.address = f"http://localhost:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield issuer
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


REAL = """
import sys
from oidc_provider_mock import run_server_in_thread
with run_server_in_thread(require_nonce=True) as server:
    print(server.server_port, flush=True)
    sys.stdin.read()
"""


@contextmanager
def real() -> Iterator[str]:
    """The address of oidc-provider-mock, in a process of its own (its libraries warn, and warnings are errors here)."""
    command = [sys.executable, "-W", "ignore", "-c", REAL]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, text=True, **pipes) as process:
        yield f"http://localhost:{process.stdout.readline().strip()}"
        process.stdin.close()
