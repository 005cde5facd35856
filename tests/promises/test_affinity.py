"""Without JavaScript, a form returns through the shipped nginx to the process that sent it.

The three servers share nothing, like pods or machines. On Kubernetes, the service chooses as
`ip_hash` does here: by the address of the reader.
"""

from collections.abc import Iterator
from contextlib import ExitStack

import httpx
import pytest

from tests import small
from tests.formposts import fields
from tests.promises.servers import Served, served
from tests.promises.test_nginx import NGINX, Proxied, running_nginx
from tests.proving import needs

pytestmark = [needs(NGINX, "nginx-light"), pytest.mark.prove]
SERVERS, LANG = 3, "es"
READERS = [f"127.0.{network}.9" for network in range(1, 25)]
"""`ip_hash` uses the first three numbers of an address, so each reader has their own."""


def _upstream(shipped_port: int, ports: list[int]) -> tuple[str, str]:
    shipped = f"server 127.0.0.1:{shipped_port};"
    return shipped, " ".join(["ip_hash;", *(f"server 127.0.0.1:{port};" for port in ports)])


@pytest.fixture(scope="module")
def together(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Proxied, list[Served]]]:
    with ExitStack() as running:
        sites = [running.enter_context(served(env=small.VARIABLES)) for _ in range(SERVERS)]
        ports = [site.port for site in sites]
        change = _upstream(ports[0], ports)
        folder = tmp_path_factory.mktemp("affinity")
        yield running.enter_context(running_nginx(folder, ports[0], change)), sites


def _form(client: httpx.Client) -> dict[str, str]:
    """Open the questionnaire, and fill in the form."""
    page = client.get(f"/{LANG}/self")
    return dict([*fields(page.text, small.CLEAR_ANSWERS["keys"]), ("do", "results")])


def _accepted_by(form: dict[str, str], site: Served) -> bool:
    posted = httpx.post(f"{site.address}/{LANG}/self", data=form, trust_env=False)
    assert posted.status_code in (200, 410)
    return posted.status_code == 200


@pytest.mark.caught("test_another_process_rejects_the_form_with_a_page_in_the_readers_language")
def test_each_form_returns_to_the_process_that_sent_it(
    together: tuple[Proxied, list[Served]],
) -> None:
    proxied, sites = together
    used = set()
    for address in READERS:
        with proxied.client(address) as reader:
            form = _form(reader)
            [made_by] = [place for place, site in enumerate(sites) if _accepted_by(form, site)]
            used.add(made_by)
        for _ in range(3):  # on new connections
            with proxied.client(address) as reader:
                assert reader.post(f"/{LANG}/self", data=form).status_code == 200
    assert used == set(range(SERVERS)), "some process gets no readers"


def test_another_process_rejects_the_form_with_a_page_in_the_readers_language(
    together: tuple[Proxied, list[Served]],
) -> None:
    """For example, a phone can leave Wi-Fi and get another address."""
    proxied, _ = together
    with proxied.client(READERS[0]) as reader:
        form = _form(reader)
    answers = []
    for address in READERS[1:]:
        with proxied.client(address) as moved:
            answers.append(moved.post(f"/{LANG}/self", data=form))
    rejected = [answer for answer in answers if answer.status_code == 410]
    assert rejected
    assert {answer.status_code for answer in answers} <= {200, 410}
    for page in rejected:
        assert f'<html lang="{LANG}"' in page.text
        assert f"tel:{small.EMERGENCY}" in page.text
        assert f'href="/{LANG}/"' in page.text, "no way to start again"
        assert page.headers["cache-control"] == "no-store"
