"""The committee sets the next year up, and moves a date of this one, through the pages alone and without JavaScript."""

import pytest
from playwright.sync_api import expect

from browsing import Visitor
from running import EDITION

CATEGORY = "Media sosial perangkat daerah"
REELS = "reels-perangkat-daerah"


@pytest.fixture(scope="module")
def committee(fest, browser):
    return Visitor(fest, browser, java_script_enabled=False).log_in(fest.person("committee"))


def test_next_years_edition_is_copied_planned_and_its_categories_changed(fest, committee):
    committee.open("/panitia")
    committee.follow("Edisi")
    committee.choose("Salin dari", "Diskom Fest 2024")
    committee.fill("Nama edisi", "Diskom Fest 2025")
    committee.fill("Tahun", "2025")
    committee.fill("Kode edisi", "Diskom Fest 2025")
    committee.press("Buat edisi")
    committee.is_refused("Kode edisi hanya boleh huruf kecil, angka, dan tanda hubung.")
    committee.choose("Salin dari", "Diskom Fest 2024")
    committee.fill("Kode edisi", "diskom-fest-2025")
    committee.press("Buat edisi")
    committee.is_told("Edisi dibuat.")
    committee.sees("21 kategori masih usulan.")
    expect(committee.page.get_by_label("Kiriman ditutup", exact=True)).to_have_value("2025-10-30T23:59")

    committee.fill("Tema", "Desa melek digital")
    committee.unfold("Tahap tambahan")
    objections = committee.page.get_by_role("group", name="Masa sanggah")
    objections.get_by_label("Mulai (WIB)").fill("2025-11-16T08:00")
    objections.get_by_label("Selesai (WIB)").fill("2025-11-18T16:00")
    committee.press("Simpan rancangan")
    committee.is_refused("Tahap ini harus di antara pembukaan dan pengumuman")
    objections.get_by_label("Mulai (WIB)").fill("2025-11-06T08:00")
    objections.get_by_label("Selesai (WIB)").fill("2025-11-08T16:00")
    committee.press("Simpan rancangan")
    committee.is_told("Rancangan tersimpan.")
    plan = fest.api().get("/editions/diskom-fest-2025")
    assert (plan["theme"], plan["stages"][0]["kind"], plan["version"]) == ("Desa melek digital", "objection", 2)

    committee.follow(CATEGORY)
    committee.fill("Jumlah tempat", "5")
    committee.press("Simpan kategori")
    committee.is_told("Kategori tersimpan.")
    committee.follow(CATEGORY)
    committee.press("Hapus kategori")
    committee.is_told("Kategori dihapus.")
    committee.sees("20 kategori")


def test_a_closing_that_is_moved_is_seen_by_everybody_and_holds_from_then_on(fest, browser, committee):
    committee.open(f"/panitia/edisi/{EDITION}")
    committee.choose("Tanggal", "Kiriman ditutup")
    committee.fill("Saat baru, atau mulainya tahap (WIB)", "2024-10-25T16:00")
    committee.press("Pindahkan")
    committee.is_refused("Alasan belum diisi.")
    committee.fill("Alasan", "Kantor tutup lebih awal")
    committee.press("Pindahkan")
    committee.is_told("Tanggal dipindahkan")

    public = Visitor(fest, browser, java_script_enabled=False)
    public.open("/")
    public.sees("Tanggal yang dipindahkan")
    public.sees("Alasan: Kantor tutup lebih awal")
    participant = Visitor(fest, browser, java_script_enabled=False).log_in(fest.person("participant"))
    participant.open("/ruang-peserta")
    participant.sees("Alasan: Kantor tutup lebih awal")

    person = fest.api(fest.person("participant"))
    claim = person.get(f"/editions/{EDITION}/participations")["participations"][0]
    category = person.categories()[REELS]["id"]
    draft = {"participation_id": claim["id"], "category_id": category}
    entry = person.post("/entries", draft)
    fest.move_clock("2024-10-25T16:00:00+07:00")
    content = {"title": "Terlambat", "description": "", "link": "", "expected_version": entry["version"]}
    problem = person.refused("PUT", f"/entries/{entry['id']}", content)
    assert problem["reason"] == "WINDOW_CLOSED"
