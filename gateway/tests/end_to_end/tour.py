"""Every page in every state that the example edition can bring it to, in the order in which it comes to it.

What changes the edition is done through the JSON API, so that the pages are only looked at; a form that is sent here is one that is refused.
"""

from running import AFTER_CLOSE, ANNOUNCEMENT, EDITION, LAPOR_COUNTS, new_person
from stops import Stop, sent
from test_story_api import seal_and_approve, until_decidable
from tour_editions import editions
from tour_people import channels, persons

REELS = "reels-perangkat-daerah"
LAPOR = "lapor-perangkat-daerah"
ASSIGNING = f"/panitia/penugasan/{REELS}"
MARKS = {
    "Jalan baru, warga maju": {"tema": "91", "kreativitas": "88.5", "teknis": "90", "aturan": "95"},
    "Satu hari bersama Tagana": {"tema": "74", "kreativitas": "79", "teknis": "70.25", "aturan": "85"},
}
DESCRIPTION = """Video 58 detik tentang jalan beton Sukawangi yang selesai tahun ini.

Dibuat bersama warga, karang taruna, dan petugas lapangan; ditonton 41.208 kali dalam sepekan."""
DECREE = {
    "decree_number": "800/17/2024",
    "decree_date": "2024-02-05",
    "decree_signer": "Kepala Dinas Pariwisata",
}


class Tour:
    """`stops` has to be walked in order: what comes after a stop changes what is seen there."""

    def __init__(self, fest):
        self.fest = fest
        self.people = {
            "public": None,
            "newcomer": new_person("Siti Rahmawati"),
            "entrant": new_person("Dadang Hermawan"),
            "committee": fest.person("committee"),
            "plenary": fest.person("committee", 1),
            "leadership": fest.person("leadership"),
            "juror": fest.person("juror"),
        }
        for name in ("newcomer", "entrant"):
            fest.api().post("/accounts", self.people[name])
        self.committee = fest.api(self.people["committee"])
        self.entrant = fest.api(self.people["entrant"])
        categories = self.committee.categories()
        self.reels, self.lapor = categories[REELS], categories[LAPOR]

    def stops(self):
        yield from self.before_anybody_comes()
        yield from self.registry()
        yield from self.claims()
        yield from self.returned()
        yield from self.reminded()
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
        yield Stop("daftar", "public", "/daftar")
        yield Stop("daftar-ditolak", "public", "/daftar", sent("/daftar", email="tanpa-at", password="pendek"))
        yield Stop("kategori", "public", f"/kategori/{REELS}")
        yield Stop("kategori-lapor", "public", f"/kategori/{LAPOR}")
        yield Stop("kategori-tanpa-kriteria", "public", "/kategori/media-sosial-desa")
        yield Stop("peserta", "public", "/peserta")
        yield Stop("peserta-desa", "public", "/peserta?jenis=desa&q=suka")
        yield Stop("peserta-tidak-ada", "public", "/peserta?q=zzz")
        yield Stop("peserta-mirip", "public", "/peserta?q=bablan")
        yield Stop("peserta-kecamatan", "public", "/peserta?kecamatan=Tarumajaya")
        yield Stop("organisasi", "public", "/peserta/32.16.01.2007")
        yield Stop("organisasi-kecamatan", "public", "/peserta/32.16.02")
        change = "/peserta/32.16.02/ubah"
        yield Stop("organisasi-ubah", "committee", change)
        merger = sent(f"{change}/gabung", merge_successor_code="pd-tidak-ada", merge_reason="Perbup 7/2025")
        yield Stop("organisasi-ubah-ditolak", "committee", change, merger)
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

    def registry(self):
        yield Stop("organisasi-impor", "committee", "/panitia/organisasi")
        yield Stop("organisasi-tanpa-berkas", "committee", "/panitia/organisasi", sent("/panitia/organisasi/impor"))
        for name, rows in {
            "organisasi-periksa": "32.16.03.2004;Babelan Kota Baru;Desa;Babelan\npd-dinas-baru;Dinas Baru;Perangkat daerah;\n",
            "organisasi-salah": "32.16.03.2004;;Desa;Babelan\npd-dinas-baru;Dinas Baru;Kota;\n",
            "organisasi-rusak": "pd-dinas-café;Dinas Café;Perangkat daerah;\n",
        }.items():
            content = f"Kode;Nama;Jenis;Kecamatan\n{rows}".encode("latin-1" if name.endswith("rusak") else "utf-8")
            file = self.committee.upload("import", "daftar organisasi.csv", content)
            yield Stop(name, "committee", f"/panitia/organisasi/impor/{file['id']}")

    def claims(self):
        claim = "/peserta-saya/klaim"
        yield Stop("klaim-cari", "newcomer", claim)
        yield Stop("klaim-hasil-cari", "newcomer", f"{claim}?q=sukawangi")
        yield Stop("klaim-tidak-ada", "newcomer", f"{claim}?q=zzz")
        chosen = f"{claim}?organisasi=pd-dinas-pariwisata"
        yield Stop("klaim", "entrant", chosen)
        yield Stop("klaim-ditolak", "entrant", chosen, sent(claim, decree_number="800/17/2024"))
        self.participation = self.entrant.post(
            f"/editions/{EDITION}/participations", {"organisation_code": "pd-dinas-pariwisata", **DECREE}
        )
        yield Stop("ruang-peserta-menunggu", "entrant", "/ruang-peserta")
        yield Stop("papan-antrean", "committee", "/panitia")

    def returned(self):
        own = f"/peserta-saya/{self.participation['id']}"
        review = f"/panitia/pengajuan/{self.participation['id']}"
        yield Stop("klaim-saya", "entrant", own)
        yield Stop("klaim-saya-ditolak", "entrant", own, sent(f"{own}/serahkan", email="siapa@contoh.go.id"))
        yield Stop("periksa-klaim", "committee", review)
        yield Stop("periksa-klaim-ditolak", "committee", review, sent(f"{review}/kembalikan"))
        reason = {"reason": "Surat keputusan belum ditandatangani. Kirim nomor yang sudah."}
        self.step("return", reason)
        yield Stop("ruang-peserta-dikembalikan", "entrant", "/ruang-peserta")
        yield Stop("klaim-saya-dikembalikan", "entrant", own)
        yield Stop("periksa-klaim-dikembalikan", "committee", review)
        self.step("revise", DECREE, self.entrant)
        yield Stop("klaim-saya-lagi", "entrant", own)

    def reminded(self):
        silent = "/panitia/belum-menjawab?jenis=kelurahan"
        yield Stop("kemajuan", "committee", "/panitia/kemajuan")
        yield Stop("belum-menjawab", "committee", silent)
        yield Stop("belum-menjawab-semua", "committee", "/panitia/belum-menjawab")
        yield Stop("surat-undangan", "committee", silent, sent("/panitia/undangan"))
        yield Stop("undangan", "public", "/undangan")
        yield Stop("undangan-ditolak", "public", "/undangan", sent("/undangan", code="ACDE"))
        letters = self.committee.post(f"/editions/{EDITION}/invitations", {"kind": "kelurahan"})["letters"]
        yield Stop("undangan-dibuka", "public", "/undangan", sent("/undangan", code=letters[0]["code"]))

    def entries(self):
        self.verify(self.participation)
        yield Stop("ruang-peserta-terverifikasi", "entrant", "/ruang-peserta")
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
        yield Stop("beranda-diumumkan", "public", "/")
        yield Stop("papan-diumumkan", "committee", "/panitia")
        yield Stop("pleno-diumumkan", "plenary", "/pleno")
        yield Stop("edisi-arsipkan", "committee", f"/panitia/edisi/{EDITION}")

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
