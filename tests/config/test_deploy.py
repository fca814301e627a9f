"""The files in deploy/ do what they say: units, settings, container, and the proxy, with a real nginx."""

from __future__ import annotations

import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from http.client import HTTPSConnection
from pathlib import Path

import pytest
from _house import ROOT
from _tools import PROXY_CURE, nginx

from system_review.config import addresses, environment
from tests.bench.serving import PRODUCT, Place, Server, Visitor
from tests.commands.conftest import begun, migrated  # noqa: F401 - fixtures
from tests.commands.test_serving import free_port
from tests.missing import missing, missing_but_optional

DEPLOY = ROOT / "deploy"
HOST = "reviews.example.org"
UNITS = sorted([*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")])
EXPOSED = 2.5  # of 10, as systemd-analyze reckons it


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_is_understood_by_systemd_and_leaves_little_open(unit: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        missing_but_optional("systemd-analyze", "apt install systemd")

    said = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)
    told = [line for line in said.stderr.splitlines() if unit.name in line and "is not executable" not in line]

    assert told == []
    if unit.suffix == ".service":
        looked = ["systemd-analyze", "security", "--offline=true", f"--threshold={int(EXPOSED * 10)}", unit]
        assert subprocess.run(looked, capture_output=True, check=False).returncode == 0


def test_the_settings_of_deploy_can_be_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secrets = {
        "database-url": "postgresql://system-review@/system-review?host=/var/run/postgresql",
        "secret-key": "q7LbX2vRt9ZmC4wKp8NyHs3JdF6gTa1Ee5UoIiQxBc",
        "mail": "smtp://reviews:word@mail.example.org:587",
        "metrics-token": "k3Jr9vQ2xT7bNc5LmWz8",
        "oidc-secret": "given",
    }
    text = (DEPLOY / "settings.toml").read_text(encoding="utf-8")
    for name, secret in secrets.items():
        (tmp_path / name).write_text(f"{secret}\n", encoding="utf-8")
        assert f'"/etc/system-review/{name}"' in text
    text = re.sub(r"(?m)^# (?=\w+ = )", "", text).replace("/etc/system-review", str(tmp_path))
    (tmp_path / "settings.toml").write_text(text, encoding="utf-8")
    monkeypatch.delenv("SYSTEM_REVIEW_DATA")
    monkeypatch.setenv("SYSTEM_REVIEW_CONFIG", str(tmp_path / "settings.toml"))

    environment.checked()

    assert addresses.base_url() == f"https://{HOST}"
    assert environment.database(tmp_path)["HOST"] == "/var/run/postgresql"
    assert environment.log() == ("json", "INFO")


def test_the_container_names_no_host_and_no_root() -> None:
    lines = (DEPLOY / "Containerfile").read_text(encoding="utf-8").splitlines()

    assert {line.split()[1] for line in lines if line.startswith("FROM ")} == {"${PYTHON_IMAGE}"}
    assert [line for line in lines if line.startswith("USER ")] == ["USER system-review"]
    assert "--require-hashes" in "".join(lines)


class Proxy:
    """nginx with deploy/nginx.conf, on ports of its own, before the server at `behind`."""

    def __init__(self, folder: Path, behind: int) -> None:
        self.folder, self.port, self.plain = folder, _free(), _free()
        self.certificate = folder / "fullchain.pem"
        _certify(self.certificate, folder / "privkey.pem")
        (folder / "nginx.conf").write_text(self._configured(behind), encoding="utf-8")
        command = [str(nginx()), "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "errors")]
        self.process = subprocess.Popen(command)
        _until_open(self.port, self.process)

    def _configured(self, behind: int) -> str:
        text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
        text = re.sub(r" *listen \[::\][^\n]*\n", "", text)
        for old, new in (
            ("127.0.0.1:8000", f"127.0.0.1:{behind}"),
            ("listen 80;", f"listen 127.0.0.1:{self.plain};"),
            ("listen 443 ssl", f"listen 127.0.0.1:{self.port} ssl"),
            ("/etc/system-review/tls", str(self.folder)),
            ("/var/log/nginx", str(self.folder)),
        ):
            assert old in text
            text = text.replace(old, new)
        temporary = "".join(
            f"{name}_temp_path {self.folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        user = "user root;\n" if os.getuid() == 0 else ""
        start = (
            f"{user}daemon off;\npid {self.folder}/pid;\nworker_processes 1;\nevents {{ worker_connections 512; }}\n"
        )
        return f"{start}http {{\n{temporary}{text}\n}}\n"

    def ask(
        self, path: str, *, method: str = "GET", body: bytes | None = None, host: str = HOST, **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        """Ask by https; status, headers and body."""
        context = ssl.create_default_context(cafile=str(self.certificate))
        connection = HTTPSConnection("127.0.0.1", self.port, timeout=30, context=context)
        line = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        connection.sock = context.wrap_socket(line, server_hostname=host)
        with closing(connection):
            connection.request(method, path, body, {"Host": host, **headers})
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()

    def end(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait(20)


def _free() -> int:
    with socket.socket() as look:
        look.bind(("127.0.0.1", 0))
        return int(look.getsockname()[1])


def _until_open(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        assert process.poll() is None, "nginx ended by itself"
        with socket.socket() as look:
            if look.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("nginx does not listen")


def _certify(certificate: Path, key: Path) -> None:
    """A certificate for the host, signed by itself."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    own = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(own.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST), x509.DNSName("other.example.org")]), False)
        .sign(own, hashes.SHA256())
    )
    certificate.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    key.write_bytes(own.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))


@pytest.fixture
def proxied(migrated: Path, tmp_path: Path) -> Iterator[tuple[Proxy, Server]]:  # noqa: F811
    """A server, and nginx before it."""
    if nginx() is None:
        missing("nginx", PROXY_CURE)
    (tmp_path / "nginx").mkdir()
    place = Place(begun(tmp_path / "data", migrated))
    told = {
        "SYSTEM_REVIEW_URL": f"https://{HOST}",
        "SYSTEM_REVIEW_LOG_LEVEL": "info",
        "SYSTEM_REVIEW_METRICS_TOKEN": "k3Jr9vQ2xT7bNc5LmWz8",
    }
    with Server(place, module=(*PRODUCT, "serve", "--port", str(free_port())), extra=told) as server:
        proxy = Proxy(tmp_path / "nginx", server.port)
        try:
            yield proxy, server
        finally:
            proxy.end()


@pytest.mark.only_sqlite
@pytest.mark.django_db
def test_nginx_as_documented_before_a_server(proxied: tuple[Proxy, Server], tmp_path: Path) -> None:
    proxy, server = proxied

    status, headers, page = proxy.ask(
        "/sign-in/?next=/Zebulon/", **{"X-Request-Id": "Zebulon", "X-Forwarded-For": "9.9.9.9"}
    )

    assert (status, headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert headers["strict-transport-security"].startswith("max-age=31536000")
    assert headers["set-cookie"].startswith("__Host-system_review") and "Secure" in headers["set-cookie"]
    assert headers.get("server", "nginx") == "nginx", "no version is told"
    style = re.search(rb'href="(/static/[^"]+\.css)"', page)
    assert style and proxy.ask(style[1].decode())[0] == 200
    for path in ("/metrics", "/healthz", "/readyz"):
        assert proxy.ask(path, Authorization="Bearer k3Jr9vQ2xT7bNc5LmWz8")[0] == 404
        assert Visitor(server.port).get(path, Authorization="Bearer k3Jr9vQ2xT7bNc5LmWz8").status == 200
    assert proxy.ask("/sign-in/", method="POST", body=b"x" * (27 * 1024 * 1024))[0] == 413
    with pytest.raises(ssl.SSLError):
        proxy.ask("/sign-in/", host="other.example.org")
    with closing(socket.create_connection(("127.0.0.1", proxy.plain), timeout=10)) as plain:
        plain.sendall(b"GET /guide/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")
        assert f"Location: https://{HOST}/guide/".encode() in plain.recv(4096)

    code = headers["x-request-id"]
    server.stop()
    status, headers, page = proxy.ask("/sign-in/")

    assert (status, headers["retry-after"]) == (503, "10")
    assert b"Back in a moment" in page
    proxy.end()
    log = (tmp_path / "nginx" / "system-review.log").read_text(encoding="utf-8")
    assert code in log and code in "".join(server.said)
    assert "Zebulon" not in log + "".join(server.said)
