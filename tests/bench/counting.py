"""Queries and their parameters, counted inside one process: the server's own would have to be changed for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client

from system_review.documents.addresses import InboxAddresses
from system_review.reviews.addresses import Addresses
from system_review.reviews.models import Finding
from tests.bench.filled import changed_finding, new_finding

Counted = dict[str, int]


class _Counting:
    """Counts every statement that Django sends, with its parameters: session and person, savepoints too."""

    def __init__(self) -> None:
        self.queries = self.parameters = 0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        self.queries += 1
        self.parameters += sum(map(len, params)) if many else len(params or ())
        return execute(sql, params, many, context)


def counted(names: dict[str, Any]) -> dict[str, Counted]:
    """For each page and save the most that any of them needs: read after a change, and again with nothing changed."""
    settings.SIGN_IN_TOKEN = settings.RUN = "bench"
    client = Client(HTTP_HOST="localhost")
    _answered(client.get("/sign-in/bench/"), 302)
    to = Addresses(names["partnership"])
    sheets = [to.sheet(names["review"], *sheet) for sheet in names["sheets"]]
    overview = [to.review(names["review"])]
    document = InboxAddresses(names["partnership"]).piece(names["document"], names["piece"])
    compared = to.review(names["review"], f"compare/{names['version']}")
    others = {"plan": to.review(names["review"], "plan"), "inbox": document, "compare": compared}
    for address in (*sheets, *overview, *others.values()):
        client.get(address)  # what is read once a process is read by now

    def change() -> None:
        """Save a finding with a text that it never had."""
        _answered(client.post(to.finding(names["finding"]), changed_finding(_version(names))), 302)

    found = {
        "sheet": _most(client, sheets, after=change),
        "sheet again": _most(client, sheets),
        "overview": _most(client, overview, after=change),
        "overview again": _most(client, overview),
        **{name: _most(client, [address], after=change) for name, address in others.items()},
        **{f"{name} again": _most(client, [address]) for name, address in others.items()},
        "new finding": _saved(client, to.cell(names["cell"], "new-finding"), new_finding(0, "counting")),
        "changed finding": _saved(client, to.finding(names["finding"]), changed_finding(_version(names))),
    }
    # There are to be a hundred when time is taken.
    Finding.unscoped.filter(text=new_finding(0, "counting")["text"]).delete()
    return found


def _version(names: dict[str, Any]) -> int:
    return int(Finding.unscoped.get(public_id=names["finding"]).version)


def _most(client: Client, addresses: list[str], *, after: Callable[[], None] | None = None) -> Counted:
    """The most of any address, each number by itself; of each read once before, and then again, `after` a change."""
    found = []
    for address in addresses:
        client.get(address)
        if after:
            after()
        found.append(_count(lambda address=address: _answered(client.get(address), 200)))
    return {name: max(one[name] for one in found) for name in found[0]}


def _saved(client: Client, address: str, data: dict[str, Any]) -> Counted:
    return _count(lambda: _answered(client.post(address, data), 302))


def _count(act: Callable[[], Any]) -> Counted:
    counting = _Counting()
    with connection.execute_wrapper(counting):
        response = act()
    return {"queries": counting.queries, "parameters": counting.parameters, "bytes": len(response.content)}


def _answered(response: Any, status: int) -> Any:
    if response.status_code != status:
        raise RuntimeError(f"{response.request['PATH_INFO']} was answered with {response.status_code}")
    return response
