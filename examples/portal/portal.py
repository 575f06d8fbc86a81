"""A small portal: one file, the standard library, and Plenum's public API. See README.md beside it.

It shows the open comment periods of one process, is told by webhook when something changes, submits for a person, who
confirms by e-mail to Plenum, and shows what became of it. ``python portal.py portal.json``
"""

import hashlib
import hmac
import json
import sys
import threading
import time
import uuid
from base64 import b64decode, b64encode
from datetime import datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import parse_qs, urlencode
from urllib.request import Request, urlopen

LARGEST = 256 * 1024  # bytes that we read of what is sent to us
TOO_OLD = 5 * 60  # seconds after which a signature counts no more
TIMEOUT = 15  # seconds that we wait for Plenum

Object = dict[str, Any]


class Plenum:
    """The part of the API that a portal needs. ``settings`` is read anew each time, so that keys can be changed."""

    def __init__(self, settings_file: Path) -> None:
        self.file = settings_file
        self._token, self._until = "", 0.0

    @property
    def settings(self) -> Object:
        found: Object = json.loads(self.file.read_text(encoding="utf-8"))
        return found

    def open_periods(self) -> list[Object]:
        """One request, no key: everything about every period that is open."""
        asked = urlencode({"state": "open", "process": self.settings["process"]})
        found: list[Object] = self._ask(f"/api/v1/comment-periods/?{asked}")["results"]
        return found

    def submit(self, submission: Object, *, key: str) -> Object:
        """Submit for a person. ``key`` is ours: sent twice, the same key never makes a second contribution."""
        headers = {"Authorization": f"Bearer {self._bearer()}", "Idempotency-Key": key}
        return self._ask("/api/v1/submissions/", body=submission, **headers)

    def followed(self, url: str) -> Object:
        """What became of one of our submissions."""
        return self._ask(url, Authorization=f"Bearer {self._bearer()}")

    def _bearer(self) -> str:
        """A token for an hour, kept until a minute before its end."""
        if time.time() > self._until:
            given = self.settings
            secret = b64encode(f"{given['client_id']}:{given['client_secret']}".encode()).decode()
            form = urlencode({"grant_type": "client_credentials"}).encode()
            headers = {"Authorization": f"Basic {secret}", "Content-Type": "application/x-www-form-urlencoded"}
            token = self._send(f"{given['plenum']}/identity/o/api/token", form, headers)
            self._token, self._until = token["access_token"], time.time() + token["expires_in"] - 60
        return self._token

    def _ask(self, path: str, *, body: Object | None = None, **headers: str) -> Object:
        base = self.settings["plenum"]
        url = path if path.startswith(f"{base}/") else base + path  # our token goes to Plenum and nowhere else
        data = None if body is None else json.dumps(body).encode()
        kinds = {"Accept": "application/json"} | ({"Content-Type": "application/json"} if data else {})
        return self._send(url, data, kinds | headers)

    def _send(self, url: str, data: bytes | None, headers: dict[str, str]) -> Object:
        """GET without data, POST with; the address is always one of our own settings."""
        with urlopen(Request(url, data, headers), timeout=TIMEOUT) as answer:  # noqa: S310  # see above
            found: Object = json.load(answer)
            return found


def is_signed(body: bytes, headers: Any, secret: str, *, now: float) -> bool:
    """Standard Webhooks: was this signed with our secret, not long ago, over exactly these bytes?"""
    name, at = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not (at.isascii() and at.isdigit() and abs(now - int(at[:12])) <= TOO_OLD):
        return False
    key = b64decode(secret.removeprefix("whsec_"))
    mac = hmac.new(key, f"{name}.{at}.".encode() + body, hashlib.sha256).digest()
    right = f"v1,{b64encode(mac).decode()}".encode()
    # There may be several: while a secret is being changed, both sign. Compared in constant time.
    return any(hmac.compare_digest(right, one.encode()) for one in headers.get("webhook-signature", "").split())


class Store:
    """What we remember, in one JSON file: our submissions, and what we were told (each event once, by its id)."""

    def __init__(self, file: Path) -> None:
        self.file, self.lock = file, threading.Lock()
        self.submissions: list[Object] = []
        self.events: list[Object] = []
        if file.exists():
            kept = json.loads(file.read_text(encoding="utf-8"))
            self.submissions, self.events = kept["submissions"], kept["events"]

    def keep(self, *, submission: Object | None = None, event: Object | None = None) -> None:
        """Add, and write it down before anybody is told that we have it."""
        with self.lock:
            if submission and submission["url"] not in [one["url"] for one in self.submissions]:
                self.submissions.append(submission)
            if event and event["id"] not in [one["id"] for one in self.events]:
                self.events = [*self.events[-99:], event]
            unfinished = self.file.with_suffix(".new")
            unfinished.write_text(json.dumps({"submissions": self.submissions, "events": self.events}), "utf-8")
            unfinished.replace(self.file)


class Portal(BaseHTTPRequestHandler):
    """Our pages, and the address at which we are told."""

    plenum: Plenum
    store: Store
    policy = "default-src 'none'; form-action 'self'"

    def do_GET(self) -> None:
        pages = {"/": self.periods, "/submissions": self.submissions, "/frame": self.frame, "/script": self.script}
        page = pages.get(self.path.partition("?")[0])
        self.answered(page) if page else self.show(404, "Not here", "<p>There is no such page.</p>")

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if not length.isdigit() or int(length) > LARGEST:
            self.show(413, "Too large", "<p>That is too large.</p>")
            return
        body = self.rfile.read(int(length))
        if self.path == "/hook":
            self.answered(lambda: self.told(body))
        elif self.path == "/submit":
            self.answered(lambda: self.submit({name: said[0] for name, said in parse_qs(body.decode()).items()}))
        else:
            self.show(404, "Not here", "<p>There is no such page.</p>")

    def answered(self, page: Any) -> None:
        """Show a page, or say in words why it cannot be shown."""
        try:
            page()
        except HTTPError as error:  # what Plenum refuses it explains, as problem details (RFC 9457)
            problem = json.load(error)
            said = [
                problem.get("detail", ""),
                *(line for lines in problem.get("errors", {}).values() for line in lines),
            ]
            self.show(error.code, "Plenum did not take it", "".join(f"<p>{escape(line)}</p>" for line in said))
        except ValueError:
            self.show(400, "This cannot be read", "<p>Please fill in the form again.</p>")
        except URLError:
            self.show(503, "Plenum is not to be reached", "<p>Please come again in some minutes.</p>")

    def periods(self) -> None:
        """What is open now. Asked each time: the answer is small, and a deadline is never stale."""
        self.show(200, "Open consultations", "".join(card(period) for period in self.plenum.open_periods()))

    def submit(self, said: dict[str, str]) -> None:
        submission = {
            "comment_period": int(said.get("period", "0")),
            "person": {"name": said.get("name", ""), "email": said.get("email", ""), "language": "en"},
            "speaking": "myself",
            "content": {
                "language": "en",
                "title": said.get("title", ""),
                "statement": said.get("statement", ""),
            },
        }
        made = self.plenum.submit(submission, key=said.get("key") or str(uuid.uuid4()))
        self.store.keep(submission={"url": made["url"], "title": said.get("title", "")})
        self.send_response(303)
        self.send_header("Location", "/submissions")
        self.end_headers()

    def submissions(self) -> None:
        rows = [result(one, self.plenum.followed(one["url"])) for one in self.store.submissions]
        told = [f"<li><code>{escape(one['type'])}</code> {escape(one['timestamp'])}</li>" for one in self.store.events]
        self.show(
            200, "What came through us", f"<ul>{''.join(rows)}</ul><h2>What we were told</h2><ol>{''.join(told)}</ol>"
        )

    def frame(self) -> None:
        """The list of Plenum in a frame: no script, no cookie."""
        base, query = self.plenum.settings["plenum"], urlencode({"process": self.plenum.settings["process"]})
        self.policy = f"default-src 'none'; frame-src {base}"
        address = escape(f"{base}/embed/periods?{query}")
        self.show(
            200, "In a frame", f'<iframe src="{address}" title="Open consultations" height="640" width="100%"></iframe>'
        )

    def script(self) -> None:
        """The same by script: the lines that Plenum's builder gave us, as they are in our settings."""
        base = self.plenum.settings["plenum"]
        self.policy = f"default-src 'none'; script-src {base}; connect-src {base}; style-src {base}"
        self.show(200, "In our page", self.plenum.settings.get("embed", ""))

    def told(self, body: bytes) -> None:
        """Check the signature, store, answer at once. Whatever takes longer is done afterwards."""
        secret = self.plenum.settings.get("webhook_secret", "")
        if secret and not is_signed(body, self.headers, secret, now=time.time()):
            self.send(401, "text/plain", b"Not signed with our secret, or too long ago.")
            return
        event = json.loads(body)
        if event["type"] == "endpoint.challenge":
            # The first comes before anybody has seen the secret; to answer it proves only that we are here.
            self.send(200, "application/json", json.dumps({"challenge": event["data"]["challenge"]}).encode())
        elif secret:
            self.store.keep(event=event)
            self.send(204, "text/plain", b"")
        else:
            self.send(503, "text/plain", b"Our secret is not set yet: come again.")

    def show(self, status: int, title: str, inside: str) -> None:
        links = '<nav><a href="/">Open</a> · <a href="/submissions">What came through us</a></nav>'
        page = f"<!DOCTYPE html><html lang=en><meta charset=utf-8><title>{title}</title>{links}<h1>{title}</h1>{inside}"
        self.send(status, "text/html; charset=utf-8", page.encode())

    def send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        for name, value in (("Content-Type", kind), ("Content-Security-Policy", self.policy)):
            self.send_header(name, value)
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def card(period: Object) -> str:
    """One period with its deadline, what was decided about it, and a form. What we did not write is escaped."""
    closes = datetime.fromisoformat(period["closes_at"])
    acts = [f"<li>{escape(act['act'])}: {escape(act['reason'])}</li>" for act in period["history"] if act["reason"]]
    until, number, key = escape(period["closes_at"]), int(period["id"]), uuid.uuid4()
    return f"""<article id="period-{number}">
<h2><a href="{escape(period["url"])}">{escape(words(period["title"]))}</a></h2>
<p>Closes <time datetime="{until}">{closes:%d %B %Y, %H:%M}</time> {escape(period["time_zone"])}</p>
<ul>{"".join(acts)}</ul>
<form method="post" action="/submit">
<input type="hidden" name="period" value="{number}"><input type="hidden" name="key" value="{key}">
<p><label>Your name <input name="name" required></label></p>
<p><label>Your e-mail <input name="email" type="email" required></label></p>
<p><label>Title <input name="title" required></label></p>
<p><label>What you say <textarea name="statement" required></textarea></label></p>
<p><button>Submit</button></p>
</form></article>"""


def result(ours: Object, theirs: Object) -> str:
    """What became of a submission, in words for the person."""
    said = {"waiting": "Confirm it in the e-mail that you get from the secretariat: until then it does not count."}
    state = said.get(theirs["state"], theirs["state"].replace("_", " "))
    link = ""
    if theirs["symbol"] and theirs["document_url"]:
        link = f' <a href="{escape(theirs["document_url"])}">{escape(theirs["symbol"])}</a>'
    return f"<li>{escape(ours['title'])}: {escape(state)}{link}</li>"


def words(versions: dict[str, str]) -> str:
    """A text in English where there is one, else in whatever language there is."""
    return versions.get("en") or next(iter(versions.values()), "")


def main() -> None:
    """Serve the pages; the settings say where."""
    settings_file = Path(sys.argv[1] if len(sys.argv) > 1 else "portal.json")
    Portal.plenum = Plenum(settings_file)
    Portal.store = Store(settings_file.with_name("kept.json"))
    ThreadingHTTPServer(("127.0.0.1", Portal.plenum.settings["port"]), Portal).serve_forever()


if __name__ == "__main__":
    main()
