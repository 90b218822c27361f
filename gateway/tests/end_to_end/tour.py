"""Every page in every state that the example edition can bring it to, in the order in which it comes to it.

What changes the edition is done through the JSON API, so that the pages are only looked at; a form that is sent here is one that is refused.
"""

import one_time
from running import AFTER_CLOSE, ANNOUNCEMENT, EDITION, LAPOR_COUNTS, new_person
from stops import Stop, sent
from test_story_api import seal_and_approve, until_decidable
from tour_editions import editions
from tour_participation import claims, further_admin, over, reminded, returned
from tour_people import channels, forgotten, persons
from tour_registry import ended, imported, looked_up

REELS = "reels-perangkat-daerah"
LAPOR = "lapor-perangkat-daerah"
ASSIGNING = f"/panitia/penugasan/{REELS}"
MARKS = {
    "Jalan baru, warga maju": {"tema": "91", "kreativitas": "88.5", "teknis": "90", "aturan": "95"},
    "Satu hari bersama Tagana": {"tema": "74", "kreativitas": "79", "teknis": "70.25", "aturan": "85"},
}
DESCRIPTION = """Video 58 detik tentang jalan beton Sukawangi yang selesai tahun ini.

Dibuat bersama warga, karang taruna, dan petugas lapangan; ditonton 41.208 kali dalam sepekan."""


class Tour:
    """`stops` has to be walked in order: what comes after a stop changes what is seen there."""

    def __init__(self, fest):
        self.fest = fest
        self.people = {
            "public": None,
            "newcomer": new_person("Siti Rahmawati"),
            "entrant": new_person("Dadang Hermawan"),
            "coded": new_person("Euis Komala"),
            "committee": fest.person("committee"),
            "plenary": fest.person("committee", 1),
            "leadership": fest.person("leadership"),
            "juror": fest.person("juror"),
        }
        for name in ("newcomer", "entrant", "coded"):
            fest.api().post("/accounts", self.people[name])
        self.people["coded"]["app"], _ = one_time.set_up(fest.api(self.people["coded"]))
        self.committee = fest.api(self.people["committee"])
        self.entrant = fest.api(self.people["entrant"])
        categories = self.committee.categories()
        self.reels, self.lapor = categories[REELS], categories[LAPOR]

    def credentials(self, name):
        return {field: self.people[name][field] for field in ("email", "password")}

    def stops(self):
        yield from self.before_anybody_comes()
        yield from imported(self.committee)
        yield from claims(self)
        yield from returned(self)
        yield from reminded(self)
        yield from self.entries()
        yield from self.judging()
        yield from self.measured()
        yield from self.closed()
        yield from self.sealed()
        yield from self.announced()

    def before_anybody_comes(self):
        yield Stop("beranda", "public", "/")
        yield Stop("masuk", "public", "/masuk")
        yield Stop("masuk-ditolak", "public", "/masuk", sent("/masuk", email="siapa@contoh.go.id", password="bukan ini"))
        yield Stop("masuk-kode", "public", "/masuk", sent("/masuk", **self.credentials("coded")))
        yield from forgotten()
        yield Stop("daftar", "public", "/daftar")
        yield Stop("daftar-ditolak", "public", "/daftar", sent("/daftar", email="tanpa-at", password="pendek"))
        yield Stop("kategori", "public", f"/kategori/{REELS}")
        yield Stop("kategori-lapor", "public", f"/kategori/{LAPOR}")
        yield Stop("kategori-tanpa-kriteria", "public", "/kategori/media-sosial-desa")
        yield from looked_up(self.committee)
        yield Stop("hasil-belum", "public", "/hasil")
        yield Stop("galat-404", "public", "/tidak-ada")
        yield Stop("galat-401", "public", "/panitia")
        yield Stop("galat-403", "newcomer", "/panitia")
        yield Stop("galat-403-juri", "newcomer", "/juri")
        yield Stop("ruang-peserta-kosong", "newcomer", "/ruang-peserta")
        yield Stop("papan-kosong", "committee", "/panitia")
        yield from editions(self.committee)
        yield Stop("juri-kosong", "juror", "/juri")
        yield Stop("pleno", "plenary", "/pleno")
        yield Stop("pleno-kurang", "plenary", f"/pleno/{REELS}")
        yield Stop("persetujuan", "leadership", "/persetujuan")
        yield Stop("persetujuan-belum", "leadership", f"/persetujuan/{REELS}")

    def entries(self):
        self.verify(self.participation)
        yield Stop("ruang-peserta-terverifikasi", "entrant", "/ruang-peserta")
        yield from further_admin(self)
        yield from channels(self)
        yield from persons(self)
        entry = self.draft(self.entrant, self.participation)
        page = f"/karya/{entry['id']}"
        yield Stop("karya-kosong", "entrant", page)
        yield Stop("karya-ditolak", "entrant", f"{page}/periksa", sent(f"{page}/kirim"))
        first, second = MARKS
        entry = self.fill_in(self.entrant, entry, first)
        yield Stop("karya-draf", "entrant", page)
        yield Stop("karya-periksa", "entrant", f"{page}/periksa")
        yield Stop("ruang-peserta-draf", "entrant", "/ruang-peserta")
        self.submit(self.entrant, entry)
        yield Stop("karya-terkirim", "entrant", page)
        yield Stop("ruang-peserta-terkirim", "entrant", "/ruang-peserta")
        self.first_entry = entry["id"]
        self.second_entry = self.second(second)
        self.draft_id = self.left_open()
        yield Stop("papan-karya", "committee", "/panitia")
        yield Stop("penugasan", "committee", ASSIGNING)
        yield Stop("penugasan-ditolak", "committee", ASSIGNING, sent(ASSIGNING))
        yield Stop("penugasan-kosong", "committee", "/panitia/penugasan/admin-terkreatif")
        yield Stop("papan-ditolak", "committee", "/panitia", sent("/panitia/juri", email="siapa@contoh.go.id"))

    def judging(self):
        judges = self.committee.get(f"/editions/{EDITION}/judges")["judges"][:2]
        for entry in (self.first_entry, self.second_entry):
            for judge in judges:
                self.committee.post(f"/entries/{entry}/assignments", {"judge_id": judge["id"]})
        juror = self.fest.api(self.people["juror"])
        assignments = juror.get(f"/editions/{EDITION}/assignments")["assignments"]
        by_entry = {one["entry_id"]: one for one in assignments}
        own = by_entry[self.first_entry]
        page = f"/juri/lembar/{own['id']}"
        yield Stop("juri", "juror", "/juri")
        yield Stop("lembar-kosong", "juror", page)
        yield Stop("lembar-ditolak", "juror", page, sent(page))
        first, second = MARKS.values()
        saved = self.save(juror, own, first)
        yield Stop("lembar-draf", "juror", page)
        juror.post(f"/assignments/{own['id']}/sheet/submit", {"expected_version": saved["version"]})
        yield Stop("lembar-terkirim", "juror", page)
        yield Stop("juri-separuh", "juror", "/juri")
        self.score(juror, by_entry[self.second_entry], second)
        yield Stop("juri-selesai", "juror", "/juri")
        yield Stop("papan-penilaian", "committee", "/panitia")
        yield Stop("papan-dinilai", "committee", "/panitia?keadaan=dinilai")
        yield Stop("penugasan-lengkap", "committee", ASSIGNING)
        other = self.fest.api(self.fest.person("juror", 1))
        marks = {self.first_entry: first, self.second_entry: second}
        for assignment in other.get(f"/editions/{EDITION}/assignments")["assignments"]:
            self.score(other, assignment, marks[assignment["entry_id"]])

    def measured(self):
        yield Stop("papan-impor-ditolak", "committee", "/panitia", sent("/panitia/impor-lapor"))
        self.committee.csv(f"/categories/{self.lapor['id']}/lapor-counts", LAPOR_COUNTS.read_bytes())
        yield Stop("papan-impor", "committee", "/panitia")

    def closed(self):
        self.fest.move_clock(AFTER_CLOSE)
        self.committee.post(f"/categories/{self.lapor['id']}/snapshot")
        until_decidable(self.committee, self.lapor)
        yield Stop("beranda-ditutup", "public", "/")
        yield Stop("ruang-peserta-ditutup", "entrant", "/ruang-peserta")
        yield Stop("karya-ditutup", "entrant", f"/karya/{self.draft_id}")
        yield Stop("papan-ditutup", "committee", "/panitia")
        yield from over(self)
        yield Stop("pleno-siap", "plenary", "/pleno")
        yield Stop("pleno-urutan", "plenary", f"/pleno/{REELS}")
        yield Stop("pleno-urutan-lapor", "plenary", f"/pleno/{LAPOR}")

    def sealed(self):
        plenary = self.fest.api(self.people["plenary"])
        seal = plenary.post(f"/categories/{self.reels['id']}/seal")
        page = f"/persetujuan/{REELS}"
        yield Stop("pleno-tersegel", "plenary", f"/pleno/{REELS}")
        yield Stop("persetujuan-menunggu", "leadership", "/persetujuan")
        yield Stop("persetujuan-formulir", "leadership", page)
        early = {"not_before": "2024-11-01T08:00", "password": self.people["leadership"]["password"]}
        yield Stop("persetujuan-ditolak", "leadership", page, sent(page, **early))
        approval = {"root": seal["root"], "not_before": ANNOUNCEMENT}
        leadership = self.fest.api(self.people["leadership"])
        path = f"/categories/{self.reels['id']}/approvals"
        leadership.post(path, {**approval, "password": leadership.password})
        yield Stop("persetujuan-satu", "leadership", page)
        plenary.post(path, {**approval, "password": plenary.password})
        yield Stop("persetujuan-lengkap", "plenary", page)
        yield Stop("papan-disetujui", "committee", "/panitia")

    def announced(self):
        seal_and_approve(self.fest, self.lapor)
        self.fest.move_clock(ANNOUNCEMENT)
        yield Stop("beranda-hari-pengumuman", "public", "/")
        yield Stop("papan-umumkan", "committee", "/panitia")
        for category in (self.reels, self.lapor):
            self.committee.post(f"/categories/{category['id']}/reveal")
        yield Stop("hasil", "public", "/hasil")
        yield Stop("hasil-edisi", "public", f"/hasil/{EDITION}")
        yield Stop("beranda-diumumkan", "public", "/")
        yield Stop("papan-diumumkan", "committee", "/panitia")
        yield Stop("pleno-diumumkan", "plenary", "/pleno")
        yield Stop("edisi-arsipkan", "committee", f"/panitia/edisi/{EDITION}")
        yield from ended(self.committee)

    def step(self, command, body, person=None):
        """Something done to the entrant's claim."""
        path = f"/participations/{self.participation['id']}/{command}"
        version = {"expected_version": self.participation["version"]}
        self.participation = (person or self.committee).post(path, {**body, **version})

    def verify(self, claim):
        self.committee.post(f"/participations/{claim['id']}/verify", {"expected_version": claim["version"]})

    def draft(self, person, participation, category=None):
        body = {"participation_id": participation["id"], "category_id": (category or self.reels)["id"]}
        return person.post("/entries", body)

    def fill_in(self, person, entry, title):
        content = {"title": title, "description": DESCRIPTION, "link": "https://video.contoh.bekasikab.go.id/reels/58"}
        return person.put(f"/entries/{entry['id']}", {**content, "expected_version": entry["version"]})

    def submit(self, person, entry):
        person.post(f"/entries/{entry['id']}/submit", {"expected_version": entry["version"]})

    def second(self, title):
        """Of an example participant, who is verified from the start."""
        person = self.fest.api(self.fest.person("participant"))
        participation = person.get(f"/editions/{EDITION}/participations")["participations"][0]
        entry = self.fill_in(person, self.draft(person, participation), title)
        self.submit(person, entry)
        return entry["id"]

    def left_open(self):
        """A draft that nobody hands in."""
        category = self.committee.categories()["admin-terkreatif"]
        entry = self.draft(self.entrant, self.participation, category)
        return self.fill_in(self.entrant, entry, "Admin yang menjawab malam hari")["id"]

    def save(self, juror, assignment, marks):
        path = f"/assignments/{assignment['id']}/sheet"
        # A sheet that could not be handed in was saved all the same.
        version = juror.get(path)["version"]
        return juror.put(path, {"expected_version": version, "marks": marks, "comment": "Ritme enak, suara jernih."})

    def score(self, juror, assignment, marks):
        saved = self.save(juror, assignment, marks)
        juror.post(f"/assignments/{assignment['id']}/sheet/submit", {"expected_version": saved["version"]})
