"""The nginx of the Kubernetes front: files for everyone, and the server behind /forms/."""

import os
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from assessment.resources import root
from tests import small
from tests.formposts import fields
from tests.promises.servers import free_port, served
from tests.promises.test_nginx import NGINX, wait_for
from tests.promises.tls import certificate
from tests.proving import needs

pytestmark = [needs(NGINX, "nginx-light"), pytest.mark.prove]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("front") / "site"
    command = [sys.executable, "-m", "assessment", "export", str(folder)]
    address = ("--server", "https://127.0.0.1/forms")
    env = {**os.environ, **small.VARIABLES}
    subprocess.run([*command, *address], env=env, check=True, capture_output=True)
    return folder


@contextmanager
def _front(site: Path, folder: Path, behind: int) -> Iterator[httpx.Client]:
    """A client of an nginx with the shipped file, in which only ports and paths are changed."""
    papers, secure = certificate(folder), free_port()
    text = (root() / "deploy" / "kubernetes" / "nginx.conf").read_text(encoding="utf-8")
    changes = {
        "/tmp/": f"{folder}/",  # noqa: S108  (in the shipped file, memory)
        "listen 8080;": f"listen 127.0.0.1:{free_port()};",
        "listen 8443 ": f"listen 127.0.0.1:{secure} ",
        "/etc/ssl/assessment/tls.crt": str(papers.chain),
        "/etc/ssl/assessment/tls.key": str(papers.key),
        "server server:8000;": f"server 127.0.0.1:{behind};",
        "/srv/site": str(site),
    }
    for old, new in changes.items():
        assert old in text, f"the shipped file has no {old}"
        text = text.replace(old, new)
    user = "user root;\n" if os.getuid() == 0 else ""
    (folder / "nginx.conf").write_text(user + text, encoding="utf-8")
    command = [str(NGINX), "-p", str(folder), "-c", "nginx.conf", "-g", "daemon off;"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(secure)
            trusted = ssl.create_default_context(cafile=str(papers.chain))
            address = f"https://127.0.0.1:{secure}"
            with httpx.Client(base_url=address, verify=trusted, trust_env=False) as client:
                yield client
        finally:
            process.terminate()


def test_readers_get_files_and_forms_come_from_the_server(site: Path, tmp_path: Path) -> None:
    env = {**small.VARIABLES, "ASSESSMENT_ROOT_PATH": "/forms"}
    with served(env=env) as behind, _front(site, tmp_path, behind.port) as reader:
        file = reader.get("/es/self/")
        assert (file.status_code, "etag" in file.headers) == (200, False)
        assert "/forms/es/self" in file.text
        form = reader.get("/forms/es/self")
        data = dict([*fields(form.text, small.CLEAR_ANSWERS["keys"]), ("do", "results")])
        results = reader.post("/forms/es/self", data=data)
    assert results.status_code == 200
    for answer in (file, form, results):
        assert answer.headers.get_list("strict-transport-security") == ["max-age=63072000"]
        assert answer.headers.get_list("cache-control") == ["no-store"]
        assert len(answer.headers.get_list("content-security-policy")) == 1
    written = {file.name for file in tmp_path.rglob("*") if file.is_file()}
    assert written <= {"nginx.conf", "nginx.pid", "chain.pem", "key.pem"}


def test_if_the_server_is_down_the_front_still_says_who_to_call(site: Path, tmp_path: Path) -> None:
    with _front(site, tmp_path, free_port()) as reader:
        answer = reader.post("/forms/es/self", data={"a": "b"})
    assert answer.status_code == 502
    assert '<html lang="es"' in answer.text
    assert f"tel:{small.EMERGENCY}" in answer.text


def test_many_requests_from_one_address_are_rejected(site: Path, tmp_path: Path) -> None:
    with _front(site, tmp_path, free_port()) as reader:
        answers = [reader.get("/en/help/") for _ in range(400)]
    rejected = [answer for answer in answers if answer.status_code == 429]
    assert rejected
    assert f"tel:{small.EMERGENCY}" in rejected[0].text
