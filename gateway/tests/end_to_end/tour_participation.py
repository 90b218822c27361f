"""Claims, invitations and progress, from the first search to what is said once the edition is closed."""

from running import EDITION
from stops import Stop, sent

CLAIM = "/peserta-saya/klaim"
CHOSEN = f"{CLAIM}?organisasi=pd-dinas-pariwisata"
DECREE = {
    "decree_number": "800/17/2024",
    "decree_date": "2024-02-05",
    "decree_signer": "Kepala Dinas Pariwisata",
}
CLAIMED = {"organisation_code": "pd-dinas-pariwisata", **DECREE}


def claims(tour):
    yield Stop("klaim-cari", "newcomer", CLAIM)
    yield Stop("klaim-hasil-cari", "newcomer", f"{CLAIM}?q=sukawangi")
    yield Stop("klaim-tidak-ada", "newcomer", f"{CLAIM}?q=zzz")
    yield Stop("klaim", "entrant", CHOSEN)
    yield Stop("klaim-ditolak", "entrant", CHOSEN, sent(CLAIM, decree_number="800/17/2024"))
    tour.participation = tour.entrant.post(f"/editions/{EDITION}/participations", CLAIMED)
    yield Stop("ruang-peserta-menunggu", "entrant", "/ruang-peserta")
    yield Stop("ruang-peserta-panitia", "committee", "/ruang-peserta")
    yield Stop("papan-antrean", "committee", "/panitia")
    yield Stop("klaim-menunggu", "committee", "/panitia/pengajuan")
    yield Stop("klaim-ditarik", "committee", "/panitia/pengajuan?keadaan=withdrawn")
    yield Stop("klaim-disaring", "committee", "/panitia/pengajuan?jenis=desa&kecamatan=-")


def returned(tour):
    own = f"/peserta-saya/{tour.participation['id']}"
    review = f"/panitia/pengajuan/{tour.participation['id']}"
    yield Stop("klaim-saya", "entrant", own)
    yield Stop("klaim-saya-ditolak", "entrant", own, sent(f"{own}/serahkan", email="siapa@contoh.go.id"))
    yield Stop("periksa-klaim", "committee", review)
    yield Stop("periksa-klaim-ditolak", "committee", review, sent(f"{review}/kembalikan"))
    yield Stop("periksa-serah-terima-ditolak", "committee", review, sent(f"{review}/serahkan"))
    tour.step("return", {"reason": "Surat keputusan belum ditandatangani. Kirim nomor yang sudah."})
    yield Stop("ruang-peserta-dikembalikan", "entrant", "/ruang-peserta")
    yield Stop("klaim-saya-dikembalikan", "entrant", own)
    yield Stop("periksa-klaim-dikembalikan", "committee", review)
    tour.step("revise", DECREE, tour.entrant)
    yield Stop("klaim-saya-lagi", "entrant", own)


def reminded(tour):
    silent = "/panitia/belum-menjawab?jenis=kelurahan"
    yield Stop("kemajuan", "committee", "/panitia/kemajuan")
    yield Stop("belum-menjawab", "committee", silent)
    yield Stop("belum-menjawab-semua", "committee", "/panitia/belum-menjawab")
    yield Stop("belum-menjawab-diundang", "committee", "/panitia/belum-menjawab?diundang=ya")
    yield Stop("surat-undangan", "committee", silent, sent("/panitia/undangan"))
    yield Stop("undangan", "public", "/undangan")
    yield Stop("undangan-ditolak", "public", "/undangan", sent("/undangan", code="ACDE"))
    letters = tour.committee.post(f"/editions/{EDITION}/invitations", {"kind": "kelurahan"})["letters"]
    opened = sent("/undangan", code=letters[0]["code"])
    yield Stop("undangan-dibuka", "public", "/undangan", opened)
    yield Stop("undangan-panitia", "committee", "/undangan", opened)


def further_admin(tour):
    """Somebody else claims what has a verified admin, and takes it back."""
    yield Stop("klaim-sudah-ada-admin", "newcomer", CHOSEN)
    newcomer = tour.fest.api(tour.people["newcomer"])
    claim = newcomer.post(f"/editions/{EDITION}/participations", CLAIMED)
    yield Stop("periksa-klaim-sudah-ada-admin", "committee", f"/panitia/pengajuan/{claim['id']}")
    taken_back = {"expected_version": claim["version"], "reason": "Salah organisasi."}
    newcomer.post(f"/participations/{claim['id']}/withdraw", taken_back)
    yield Stop("klaim-saya-ditarik", "newcomer", f"/peserta-saya/{claim['id']}")
    yield Stop("klaim-terverifikasi", "committee", "/panitia/pengajuan?keadaan=verified")


def over(tour):
    """What the forms of before say once the edition takes no more claims."""
    yield Stop("daftar-ditutup", "public", "/daftar")
    yield Stop("klaim-ditutup", "newcomer", CLAIM)
    yield Stop("undangan-ditutup", "public", "/undangan")
    yield Stop("belum-menjawab-ditutup", "committee", "/panitia/belum-menjawab")
