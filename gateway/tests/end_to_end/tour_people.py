"""Channels, nominated persons and one's own data, as the tour comes by once its entrant is verified."""

from running import EDITION
from stops import Stop, sent
from surroundings import until_chained


def forgotten():
    yield Stop("sandi-lupa", "public", "/sandi/lupa")
    yield Stop("sandi-lupa-ditolak", "public", "/sandi/lupa", sent("/sandi/lupa", email="tanpa-at"))
    yield Stop("sandi-baru", "public", "/sandi/baru?kabar=kode-diminta")
    yield Stop("sandi-baru-ditolak", "public", "/sandi/baru", sent("/sandi/baru", code="ACDE", new_password="kuda yang lain"))
    yield Stop("verifikasi", "public", "/akun/verifikasi")
    yield Stop("verifikasi-ditolak", "public", "/akun/verifikasi", sent("/akun/verifikasi", code="ACDE"))
    yield Stop("kode-sandi", "committee", "/panitia/kode-sandi")
    wrong = sent("/panitia/kode-sandi", email="siapa@contoh.go.id", reason="Datang sendiri", password="bukan ini")
    yield Stop("kode-sandi-ditolak", "committee", "/panitia/kode-sandi", wrong)


def channels(tour):
    own, queue = "/peserta-saya/kanal", "/panitia/kanal"
    organisation = {"organisation_code": "pd-dinas-pariwisata"}
    yield Stop("panitia-kanal-kosong", "committee", queue)
    yield Stop("kanal-belum-berhak", "newcomer", own)
    yield Stop("kanal-kosong", "entrant", own)
    yield Stop("kanal-ditolak", "entrant", own, sent(own, handle="bukan nama akun"))
    handles = {"instagram": "@disparbudpora.bekasi", "tiktok": "@disparbudpora_bekasi", "situs": "disparbudpora.bekasikab.go.id"}
    declared = [
        tour.entrant.post("/channels", {**organisation, "platform": platform, "handle": handle}) for platform, handle in handles.items()
    ]
    tour.entrant.post("/channels/none", {**organisation, "platform": "telegram"})
    yield Stop("panitia-kanal", "committee", queue)
    refused = sent(f"{queue}/kembalikan")
    yield Stop("panitia-kanal-ditolak", "committee", queue, refused)
    verified, returned, _ = declared
    tour.committee.post(f"/channels/{verified['id']}/verify", {"expected_version": 1})
    why = {"expected_version": 1, "reason": "Akun ini milik pribadi. Nyatakan akun resmi."}
    tour.committee.post(f"/channels/{returned['id']}/return", why)
    yield Stop("panitia-kanal-dikembalikan", "committee", f"{queue}?keadaan=returned")
    yield Stop("kanal", "entrant", own)
    yield Stop("organisasi-kanal", "public", "/peserta/pd-dinas-pariwisata")


def persons(tour):
    own = "/peserta-saya/orang"
    yield Stop("panitia-orang-kosong", "committee", "/panitia/orang")
    yield Stop("orang-kosong", "entrant", own)
    yield Stop("orang-ditolak", "entrant", own, sent(own, name="Siti Rahmawati"))
    nomination = {"organisation_code": "pd-dinas-pariwisata", "position": "Kepala Bidang Destinasi", "consent_version": 1}
    for name in ("Siti Rahmawati", "Budi Santoso"):
        person = tour.entrant.post(f"/editions/{EDITION}/persons", {**nomination, "name": name})
    tour.entrant.post(f"/persons/{person['id']}/erase", {"expected_version": 1})
    yield Stop("orang", "entrant", own)
    yield Stop("panitia-orang", "committee", "/panitia/orang")
    until_chained(tour.fest)
    yield Stop("jejak-audit", "committee", "/jejak-audit")
    yield Stop("jejak-audit-satu", "committee", "/jejak-audit?pelaku=service:nobody")
    yield Stop("akun", "entrant", "/akun")
    yield Stop("kode", "entrant", "/akun/kode")
    yield Stop("kode-mulai", "entrant", "/akun/kode", sent("/akun/kode", password=tour.people["entrant"]["password"]))
    yield Stop("kode-terpasang", "coded", "/akun/kode")
    yield Stop("kode-ditolak", "entrant", "/akun/kode", sent("/akun/kode", password="bukan ini"))
    yield Stop("akun-sandi-ditolak", "entrant", "/akun", sent("/akun/sandi", current_password="bukan ini", new_password="pendek"))
    yield Stop("akun-ditolak", "entrant", "/akun", sent("/akun/hapus", password="bukan ini"))
