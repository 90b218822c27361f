"""The story told in a world with given marks, and everything that the world shows of it before the reveal."""

import dataclasses
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime

import checkpoints
from collector import Collector
from normalise import grouped
from running import AFTER_CLOSE, ANNOUNCEMENT, EDITION, LAPOR_COUNTS, Api, Fest
from surroundings import messages, tables, until_chained, until_quiet
from witness import Witness

JUDGED, MEASURED = "reels-perangkat-daerah", "lapor-perangkat-daerah"
ENTRANTS = {"pd-dinas-pariwisata": "Jalan baru, warga maju", "pd-dinas-sosial": "Satu hari bersama Tagana"}
# As many characters in each, so that the requests themselves are of one size.
HIGH = {"marks": {"tema": "91.25", "kreativitas": "88.5", "teknis": "90", "aturan": "95"}, "comment": "Ritme enak."}
LOW = {"marks": {"tema": "74.75", "kreativitas": "79.5", "teknis": "70", "aturan": "85"}, "comment": "Agak kaku.."}
SEES_NOTHING_OF_SCORING = ("registration", "submission", "announcement")
NOBODYS = "00000000-0000-0000-0000-000000000000"
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass
class World:
    """What was captured, as it came."""

    folder: str = ""
    began: datetime = None
    names: dict = field(default_factory=dict)  # id -> what the story calls it
    values: dict = field(default_factory=dict)  # sessions, roots and commitments, which show in any surroundings
    answers: list = field(default_factory=list)  # (moment, who, Answer)
    streams: dict = field(default_factory=dict)
    tables: dict = field(default_factory=dict)
    log: list = field(default_factory=list)
    exported_logs: list = field(default_factory=list)  # (severity, body, attributes)
    postgres_log: list = field(default_factory=list)
    spans: list = field(default_factory=list)
    points: list = field(default_factory=list)
    winner: str = ""  # known after the capture only


def tell(folder, sheets):
    """The story up to its end. `sheets` gives each organisation the sheet that both of its jurors hand in."""
    began = datetime.now(UTC)
    with Collector() as collector, Fest(folder, environment=collector.environment) as fest:
        story = Story(fest, collector, began)
        story.enter()
        story.judge(sheets)
        story.look("judged")
        story.seal_and_approve()
        story.look("approved")
        story.capture()
        story.reveal()
        return story.world


class Story:
    told = {"kategori": (JUDGED, MEASURED), "peserta": tuple(ENTRANTS)}

    def __init__(self, fest, collector, began):
        self.fest, self.collector = fest, collector
        self.world = World(folder=str(fest.folder), began=began)
        self.moment = "on the way"
        # What the example edition left behind differs by chance alone; the story begins when all of it has come to rest.
        until_quiet(fest)
        self.log_begin = log_file(fest.folder).stat().st_size
        self.postgres_log_begin = postgres_log_file(fest.folder).stat().st_size
        self.points_before = self.marker()
        collector.forget()
        self.people()
        self.operations = self.nobody.http.get(fest.url + "/api/openapi.json").json()["paths"]

    def people(self):
        fest = self.fest
        self.nobody = Witness(self, "nobody")
        self.committee = Witness(self, "committee", fest.person("committee"))
        self.leadership = Witness(self, "leadership", fest.person("leadership"))
        self.jurors = [Witness(self, f"juror-{number}", fest.person("juror", number)) for number in range(3)]
        self.others = [
            Witness(self, "operator", fest.person("operator")),
            *(Witness(self, f"participant-{number}", fest.person("participant", number)) for number in range(2)),
        ]
        self.admins = []
        # Who has the grant sees rankings: those answers are what differs.
        self.plenary = fest.api(fest.person("committee", 1))
        self.name(self.plenary.get("/accounts/current")["id"], "account of plenary")
        self.name_known_things()

    def name_known_things(self):
        names, page = self.world.names, {"page_size": 200, "page_token": ""}
        while True:
            answer = self.nobody.get("/organisations", params=page)
            names.update({row["id"]: row["code"] for row in answer["organisations"] if "id" in row})
            page["page_token"] = answer["next_page_token"]
            if not page["page_token"]:
                break
        self.categories = self.nobody.categories()
        names.update({row["id"]: code for code, row in self.categories.items()})
        self.judges = self.committee.get(f"/editions/{EDITION}/judges")["judges"]
        for number, judge in enumerate(self.judges):
            names[judge["id"]] = f"judge-{number}"

    def step(self):
        """Nothing of one step runs into the next, so that the same spans and the same rows of the audits come in every world."""
        until_quiet(self.fest)
        until_chained(self.fest)

    def enter(self):
        self.entries, self.claims = {}, []
        for number, (organisation, title) in enumerate(ENTRANTS.items()):
            self.entries[organisation] = self.enter_one(number, organisation, title)

    def enter_one(self, number, organisation, title):
        person = {
            "email": f"admin-{number}@contoh.bekasikab.go.id",
            "password": f"sandi panjang nomor {number}",
            "display_name": f"Admin {organisation}",
        }
        self.nobody.post("/accounts", person)
        admin = Witness(self, f"admin-{number}", person)
        self.admins.append(admin)
        decree = {"decree_number": "800/17/2024", "decree_date": "2024-02-05", "decree_signer": "Kepala Dinas"}
        claim = admin.post(f"/editions/{EDITION}/participations", {"organisation_code": organisation, **decree})
        self.name(claim["id"], f"participation-{number}")
        self.claims.append(claim["id"])
        self.step()
        self.committee.post(f"/participations/{claim['id']}/verify", {"expected_version": claim["version"]})
        self.step()
        content = {
            "title": title,
            "description": "Video 58 detik tentang jalan beton yang selesai tahun ini.",
            "link": f"https://video.contoh.bekasikab.go.id/reels/{number}",
        }
        category = self.categories[JUDGED]["id"]
        entry = admin.post("/entries", {"participation_id": claim["id"], "category_id": category})
        self.name(entry["id"], f"entry-{number}")
        entry = admin.put(f"/entries/{entry['id']}", {**content, "expected_version": entry["version"]})
        admin.post(f"/entries/{entry['id']}/submit", {"expected_version": entry["version"]})
        self.step()
        return entry["id"]

    def judge(self, sheets):
        self.assignments = {}
        for number, judge in enumerate(self.judges[:2]):
            for organisation, entry in self.entries.items():
                given = self.committee.post(f"/entries/{entry}/assignments", {"judge_id": judge["id"]})
                self.assignments[number, organisation] = given
                self.name(given["id"], f"assignment-{len(self.assignments)}")
        for (number, organisation), given in self.assignments.items():
            path = f"/assignments/{given['id']}/sheet"
            content = {**sheets[organisation], "expected_version": given["version"]}
            saved = self.jurors[number].put(path, content)
            self.step()
            self.jurors[number].post(path + "/submit", {"expected_version": saved["version"]})
            self.step()

    def seal_and_approve(self):
        measured, judged = (self.categories[code]["id"] for code in (MEASURED, JUDGED))
        self.committee.csv(f"/categories/{measured}/lapor-counts", LAPOR_COUNTS.read_bytes())
        self.committee.post("/example/clock", {"now": AFTER_CLOSE})
        frozen = self.committee.post(f"/categories/{measured}/snapshot")
        self.name(frozen["id"], "snapshot")
        self.name_hash(frozen["commitment"], "commitment")
        self.step()
        root = self.plenary.post(f"/categories/{judged}/seal")["root"]
        self.name_hash(root, "root")
        self.step()
        for person in (self.leadership, self.plenary):
            approval = {"root": root, "not_before": ANNOUNCEMENT, "password": person.password}
            person.post(f"/categories/{judged}/approvals", approval)
            self.step()
        too_early = self.committee.refused("POST", f"/categories/{judged}/reveal")
        assert too_early["reason"] == "RELEASE_EARLY"

    def look(self, moment):
        """Everybody without the grant opens everything that can be opened."""
        self.step()
        self.moment = moment
        for person in (self.nobody, self.committee, self.leadership, *self.jurors, *self.others, *self.admins):
            for path in self.addresses():
                person.send("GET", path)
            person.look_around()
        self.moment = "on the way"

    def addresses(self):
        """Every GET of the contract, with everything in the story that fits; a parameter that is not known here is an error."""
        things = {
            "edition": [EDITION],
            "category": [self.categories[code]["id"] for code in (JUDGED, MEASURED)],
            "code": list(ENTRANTS),
            "entry": list(self.entries.values()),
            "assignment": [given["id"] for given in self.assignments.values()],
            "participation": self.claims,
            # Nobody hands in a file in this story.
            "file": [NOBODYS],
        }
        for path in sorted(path for path, item in self.operations.items() if "get" in item):
            parameters = re.findall(r"{(\w+)}", path)
            assert len(parameters) <= 1, path
            path = path.removeprefix("/api/v1")
            if parameters:
                yield from (path.replace(f"{{{parameters[0]}}}", thing) for thing in things[parameters[0]])
            else:
                yield path

    def name(self, value, name):
        self.world.names[value] = name

    def name_hash(self, value, name):
        self.world.values |= {value: f"<{name}>", grouped(value): f"<{name}, for people>"}

    def marker(self):
        """Waits until the collector has everything up to now; gives the metrics as they are then."""
        trace = self.nobody_at_all()
        self.collector.trace(trace, "GET /healthz")
        count = self.collector.exports

        def next_metrics():
            return self.collector.exports >= count + 2 and dict(self.collector.points)

        return self.collector.until(next_metrics, lambda: "metrics")

    def nobody_at_all(self):
        answer = Api(self.fest.url).http.get(self.fest.url + "/healthz")
        return answer.headers["x-trace-id"]

    def capture(self):
        fest, world = self.fest, self.world
        self.step()
        points = self.marker()
        with self.collector.changed:
            world.spans = list(self.collector.spans)
        # A metric comes when it is first used, and programs begin side by side.
        told = [point for point in since(self.points_before, points) if point.count != 0]
        world.points = sorted(told, key=lambda point: (point.metric, str(point.labels)))
        world.log = tail(log_file(fest.folder), self.log_begin)
        world.postgres_log = tail(postgres_log_file(fest.folder), self.postgres_log_begin)
        world.exported_logs = list(self.collector.logs)
        world.streams = messages(fest)
        for service in SEES_NOTHING_OF_SCORING:
            world.tables |= {f"{service}.{name}": rows for name, rows in tables(fest, service).items()}
        checkpoints.taken_out(world)
        self.name_events()

    def name_events(self):
        """An event is called by what it tells of and how often that was told; so is what nobody named yet (a rubric, a seal)."""
        names, seen = self.world.names, Counter()
        for message in (message for stream in self.world.streams.values() for message in stream):
            headers = dict(message.headers)
            noun, about = message.subject.split(".")[2], headers["ce-subject"]
            if about not in names and UUID.fullmatch(about):
                seen[noun] += 1
                names[about] = f"{noun}-{seen[noun]}"
            told = f"{message.subject} of {names.get(about, about)}"
            seen[told] += 1
            names[headers["ce-id"]] = f"<{told}, {seen[told]}>"

    def reveal(self):
        """After the capture, so nobody keeps a record of it."""
        self.fest.move_clock(ANNOUNCEMENT)
        committee = self.fest.api(self.fest.person("committee"))
        committee.post(f"/categories/{self.categories[JUDGED]['id']}/reveal")
        result, = committee.get(f"/editions/{EDITION}/results")["results"]
        self.world.winner = result["winners"][0]["organisation_code"]


def since(before, after):
    """Totals become what was added; of other values only name and labels count."""
    for key, point in after.items():
        earlier = before.get(key)
        if point.count is not None and earlier is not None:
            point = dataclasses.replace(point, count=point.count - earlier.count)
        yield point


def log_file(folder):
    return folder / "fest.log"


def postgres_log_file(folder):
    return folder / "data" / "postgres" / "log"


def tail(path, begin):
    with open(path, "rb") as file:
        file.seek(begin)
        return file.read().decode(errors="replace").splitlines()
