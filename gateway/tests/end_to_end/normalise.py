"""A captured world as lines that two worlds must share.

Only what cannot be the same in two runs is replaced, and each thing by a name that keeps its identity: an id that the story knows becomes
`entry-2` wherever it shows, so an order that follows marks still shows. Other random values go by place, keeping their length. A hash stays as
it is unless it is the root or commitment that the story knows, or an ETag that was found to be the SHA-256 of the body it came with.

Programs work side by side, so the order of log lines, spans and rows is free and they are sorted; answers and streams keep theirs.
"""

import base64
import difflib
import hashlib
import json
import re
from datetime import UTC, datetime

from surroundings import as_text

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?")
SHOWN_TIME = re.compile(r'<time datetime="([^"]+)">[^<]*</time>')
TRACEPARENT = re.compile(r"00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]")
ADDRESS = re.compile(r"127\.0\.0\.1:\d+")
PAGE_TOKEN = re.compile(r'(page_token(?:":"|=))([A-Za-z0-9_-]+)')
# Of a row of an audit, as its page shows it.
SHOWN_TRACE = re.compile(r"<code>[0-9a-f]{32}</code>")
COOKIE = re.compile(r"^(csrf|session)=[\w-]*")
FORM_TOKEN = re.compile(r'(name="csrf" value=")([\w-]*)"')
POSTGRES_PREFIX = re.compile(r"^\S+ \S+ UTC \[\d+\] ")
# Random by nature, or a hash of something with an id in it.
RANDOM_COLUMNS = {
    "registration.account.password_hash",
    "registration.account_code.code_hash",
    "registration.session.token_hash",
    "registration.known_device.token_hash",
    "registration.guess.key",
    "registration.second_factor.secret",
    "registration.second_factor.last_step",
    "registration.recovery_code.code_hash",
    "registration.idempotency_key.request_hash",
    "submission.idempotency_key.request_hash",
    "submission.snapshot.salt",
    "announcement.idempotency_key.request_hash",
    *(
        f"{service}.audit_{column}"
        for service in ("registration", "submission", "announcement")
        for column in ("row.trace_id", "row.before_hash", "row.after_hash", "row.chain_hash", "salt.salt")
    ),
}
# How long something took, and on which thread.
UNCOMPARED_ATTRIBUTES = {"busy_ns", "idle_ns", "thread.id", "thread.name", "trace_id"}
SHOWN = 12


def normalised(world):
    """The world's lines by part."""
    replace = Replace(world)
    parts = {f"answers {moment}": [] for moment, *_ in world.answers}
    for moment, who, answer in world.answers:
        parts[f"answers {moment}"].append(replace.answer(who, answer))
    for stream, messages in world.streams.items():
        parts[stream] = [replace.message(message) for message in messages]
    for table, rows in world.tables.items():
        parts[table] = sorted(replace.row(table, row) for row in rows)
    parts["log"] = sorted(replace.log_line(line) for line in world.log)
    parts["exported log"] = sorted(replace.exported(*line) for line in world.exported_logs)
    parts["log of PostgreSQL"] = sorted(replace.text(POSTGRES_PREFIX.sub("", line)) for line in world.postgres_log)
    parts["spans"] = replace.spans(world.spans)
    parts["metrics"] = sorted(replace.point(point) for point in world.points)
    return parts


def differences(one, other):
    """What two worlds do not share, as lines to read; empty for the same bytes."""
    one, other = normalised(one), normalised(other)
    found = [f"only one world has: {part}" for part in one.keys() ^ other.keys()]
    for part in sorted(one.keys() & other.keys()):
        if one[part] != other[part]:
            lines = difflib.unified_diff(one[part], other[part], lineterm="", n=0)
            changed = [line for line in lines if not line.startswith(("---", "+++", "@@"))]
            found += [f"{part}: {line}" for line in changed[:SHOWN]]
    return found


def grouped(hexadecimal):
    """As pages show a long one, in groups of four."""
    return " ".join(hexadecimal[at : at + 4] for at in range(0, len(hexadecimal), 4))


class Replace:
    def __init__(self, world):
        self.names = world.names
        self.values = world.values
        self.began = world.began
        self.folder = world.folder

    def text(self, text):
        for value, name in self.values.items():
            text = text.replace(value, name)
        text = text.replace(self.folder, "<folder>")
        text = PAGE_TOKEN.sub(self.page_token, text)
        text = TRACEPARENT.sub("<traceparent>", text)
        text = UUID.sub(lambda found: self.names.get(found[0], "<id>"), text)
        text = ADDRESS.sub("127.0.0.1:<port>", text)
        text = SHOWN_TIME.sub(self.shown_time, text)
        return TIME.sub(self.time, text)

    def page_token(self, found):
        token = found[2]
        cursor = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)).decode("latin-1")
        return f"{found[1]}<cursor {UUID.sub(lambda id: self.names.get(id[0], '<id>'), cursor)}>"

    def time(self, found):
        """The machine's times are replaced; those of the event stand still in both worlds."""
        time = datetime.fromisoformat(found[0])
        if time.tzinfo is None:
            time = time.replace(tzinfo=UTC)
        return "<now>" if time >= self.began else found[0]

    def shown_time(self, found):
        """As pages show it, in words of its own."""
        return "<now, for people>" if datetime.fromisoformat(found[1]) >= self.began else found[0]

    def answer(self, who, answer):
        trace = answer.headers.get("x-trace-id", "")
        headers = dict(answer.headers)
        if len(trace) == 32:
            headers["x-trace-id"] = "<trace>"
        if headers.get("etag") == f'"{hashlib.sha256(answer.body).hexdigest()}"':
            headers["etag"] = "<the SHA-256 of this body>"
        headers["set-cookie"] = COOKIE.sub(r"\1=<random>", headers.get("set-cookie", ""))
        headers["date"] = "<date>" if "date" in headers else "none"
        body = answer.body.decode("latin-1")
        body = SHOWN_TRACE.sub("<code><trace></code>", FORM_TOKEN.sub(r'\1<random>"', body))
        if trace:
            body = body.replace(trace, "<trace>").replace(grouped(trace), "<trace, for people>")
        lines = [
            f"{who}: {answer.method} {answer.path} -> {answer.status}, {len(answer.body)} bytes",
            json.dumps(headers, sort_keys=True),
            body,
        ]
        return self.text(" | ".join(lines))

    def message(self, message):
        headers = " ".join(f"{name}={value}" for name, value in message.headers)
        return self.text(f"{message.subject} [{headers}] {len(message.payload)}: {message.payload.decode('latin-1')!r}")

    def row(self, table, row):
        cells = []
        for column, value in row.items():
            text = as_text(value)
            if f"{table}.{column}" in RANDOM_COLUMNS:
                text = f"<{len(text)} characters>"
            cells.append(f"{column}={text!r}")
        return self.text(" ".join(cells))

    def log_line(self, line):
        try:
            record = json.loads(line)
        except json.JSONDecodeError:
            return self.text(line)
        record.pop("timestamp", None)
        for span in [record.get("span") or {}, *record.get("spans", [])]:
            span.pop("trace_id", None)
        return self.text(json.dumps(record, sort_keys=True))

    def exported(self, severity, body, attributes):
        return self.text(f"{severity} {body} {self.attributes(attributes)}")

    def spans(self, spans):
        by_id = {span.id: span for span in spans}
        return sorted(self.span(span, by_id) for span in spans)

    def span(self, span, by_id):
        """A span by its way from the first of its trace, since ids and times say nothing."""
        way, above = [span.name], by_id.get(span.parent)
        while above:
            way.insert(0, above.name)
            above = by_id.get(above.parent)
        events = [(name, self.attributes(dict(attributes))) for name, attributes in span.events]
        return self.text(f"{' > '.join(way)} {span.kind} {span.status} {self.attributes(span.attributes)} {events}")

    def attributes(self, attributes):
        return sorted((name, value) for name, value in attributes.items() if name not in UNCOMPARED_ATTRIBUTES)

    def point(self, point):
        return self.text(f"{point.metric} {list(point.labels)} {point.count}")
