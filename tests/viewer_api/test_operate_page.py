"""The operators' page without a script: who may see it, and what it says."""

from contextlib import closing
from typing import Any

import httpx
import pytest

Town = Any


@pytest.fixture(scope="module")
def operator_page(town: Town) -> httpx.Response:
    with closing(town.client("operator")) as client:
        return client.get("/operate")


@pytest.mark.parametrize("path", ["/operate", "/operate/review/some-item"])
def test_a_stranger_is_sent_to_log_in_and_comes_back(anybody: httpx.Client, path: str) -> None:
    answer = anybody.get(path)
    assert answer.status_code == 303
    assert httpx.URL(answer.headers["location"]).params["next_url"] == path


def test_an_agent_is_told_which_role_is_lacking(agent: httpx.Client) -> None:
    answer = agent.get("/operate")
    assert answer.status_code == 403
    assert "operator" in answer.text
    assert "Exploitation" not in answer.text


def test_an_operator_reads_counts_and_jobs(operator_page: httpx.Response) -> None:
    assert operator_page.status_code == 200
    assert operator_page.headers["cache-control"] == "no-store"
    assert "<h1>Exploitation" in operator_page.text
    assert "Images à vérifier" in operator_page.text
    assert "printemps" in operator_page.text


def test_logging_in_leads_back(town: Town) -> None:
    with closing(town.client()) as client:
        form = {"name": "operator", "password": "un mot de passe", "next_url": "/operate/review"}
        answer = client.post("/connexion", data=form)
        assert answer.headers["location"].endswith("/operate/review")
        assert client.get("/operate/review").status_code == 200
