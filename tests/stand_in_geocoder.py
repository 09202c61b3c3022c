"""Kartverket's address API on loopback, well or ill."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlparse


def address(street: str, number: int, lat: float, lon: float, **more: str) -> dict[str, Any]:
    """One address as the API gives it."""
    letter = more.get("letter", "")
    return {
        "adressenavn": street,
        "adressetekst": f"{street} {number}{letter}",
        "nummer": number,
        "bokstav": letter,
        "postnummer": more.get("postcode", "3015"),
        "poststed": more.get("town", "DRAMMEN"),
        "kommunenavn": "DRAMMEN",
        "representasjonspunkt": {"epsg": "EPSG:4258", "lat": lat, "lon": lon},
    }


PARKVEIEN = address("Parkveien", 3, 59.75, 10.21)
RING = [
    address("Ringgata", 7, 59.74, 10.2),
    address("Ringgata", 7, 59.60, 10.4, postcode="3050", town="MJØNDALEN"),
]


class StandIn:
    """What the server answers, and what it was asked."""

    def __init__(self) -> None:
        self.mode = "ok"
        self.queries: list[str] = []
        self.agents: list[str] = []
        self.url = ""

    def answer(self, query: str) -> tuple[int, str, dict[str, str]]:
        """Status, body and headers."""
        asked = len(self.queries)
        known = [PARKVEIEN] if "Parkveien" in query else RING if "Ringgata" in query else []
        body = json.dumps({"metadata": {"totaltAntallTreff": len(known)}, "adresser": known})
        answers: dict[str, tuple[int, str, dict[str, str]]] = {
            "ok": (200, body, {}),
            "html": (200, "<!DOCTYPE html><title>Vedlikehold</title>", {}),
            "no json": (200, "adresser: ingen", {}),
            "other json": (200, '["Parkveien"]', {}),
            "no list": (200, '{"adresser": {"a": 1}}', {}),
            "no positions": (200, '{"adresser": [{"adressenavn": "Parkveien", "nummer": 3}]}', {}),
            "deep json": (200, "[" * 100_000, {}),
            "500": (500, "fault", {}),
            "404": (404, "nothing here", {}),
            "429 once": (429, "slow down", {"Retry-After": "2"}) if asked == 1 else (200, body, {}),
            "503 twice": (503, "later", {}) if asked <= 2 else (200, body, {}),
        }
        return answers[self.mode]


@contextmanager
def stand_in() -> Iterator[StandIn]:
    """A server for the length of a test."""
    state = StandIn()

    class Handler(BaseHTTPRequestHandler):
        server_version: ClassVar[str] = "stand-in"

        def do_GET(self) -> None:
            state.queries.append(parse_qs(urlparse(self.path).query)["sok"][0])
            state.agents.append(self.headers["User-Agent"])
            if state.mode == "slow":
                state.mode = "ok"
                time.sleep(0.6)
                return
            if state.mode == "cut":
                self.connection.close()
                return
            status, body, headers = state.answer(state.queries[-1])
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body.encode())))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    state.url = f"http://127.0.0.1:{server.server_port}/adresser/v1/sok"
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
