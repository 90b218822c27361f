"""The committee sets editions up."""

from running import EDITION
from stops import Stop, sent


def editions(committee):
    """The year to come as a draft, and a closing of this year that is moved."""
    page = f"/panitia/edisi/{EDITION}"
    yield Stop("edisi-daftar", "committee", "/panitia/edisi")
    yield Stop("edisi-baru-ditolak", "committee", "/panitia/edisi", sent("/panitia/edisi", year="24"))
    yield Stop("edisi-terkunci", "committee", page)
    yield Stop("edisi-pindah-ditolak", "committee", page, sent(f"{page}/jadwal", starts_at="2024-10-30T23:00"))
    version = committee.get(f"/editions/{EDITION}")["version"]
    move = {"moment": "closes", "at": "2024-10-30T23:00:00+07:00"}
    body = {"expected_version": version, "reason": "Kantor tutup lebih awal", "moment": move}
    committee.post(f"/editions/{EDITION}/reschedules", body)
    yield Stop("edisi-dipindahkan", "committee", page)
    yield Stop("beranda-dipindahkan", "public", "/")
    year = {"id": "diskom-fest-2025", "name": "Diskom Fest 2025", "year": 2025}
    committee.post(f"/editions/{EDITION}/copies", year)
    draft = "/panitia/edisi/diskom-fest-2025"
    yield Stop("edisi-rancangan", "committee", draft)
    yield Stop("edisi-rancangan-ditolak", "committee", draft, sent(draft, theme="x" * 10, year="2"))
    yield Stop("kategori-baru", "committee", f"{draft}/kategori/baru")
    yield Stop("kategori-baru-ditolak", "committee", f"{draft}/kategori/baru", sent(f"{draft}/kategori/baru"))
    row = committee.get("/editions/diskom-fest-2025/categories")["categories"][0]
    yield Stop("kategori-ubah", "committee", f"{draft}/kategori/{row['id']}")
