"""What the committee sets up, and what an organisation's admin declares, without a mouse."""

import pytest
from playwright.sync_api import expect

from browsing import Visitor
from keyboard import PHONE, Keyboard
from running import EDITION, new_person
from tour_participation import DECREE

ORGANISATION = "pd-dinas-pariwisata"


@pytest.fixture(scope="module")
def committee(fest, browser):
    return Visitor(fest, browser, viewport=PHONE).log_in(fest.person("committee")).page


@pytest.fixture(scope="module")
def admin(fest, browser):
    """A verified admin's page."""
    person = new_person("Rina Marlina")
    fest.api().post("/accounts", person)
    claim = fest.api(person).post(f"/editions/{EDITION}/participations", {"organisation_code": ORGANISATION, **DECREE})
    verified = {"expected_version": claim["version"]}
    fest.api(fest.person("committee")).post(f"/participations/{claim['id']}/verify", verified)
    return Visitor(fest, browser, viewport=PHONE).log_in(person).page


def at(page, path):
    page.goto(path)
    return Keyboard(page)


def is_told(page, text):
    expect(page.get_by_role("status").filter(has_text=text)).to_be_visible()


def test_an_edition_is_copied_and_its_draft_saved(fest, committee):
    keyboard = at(committee, "/panitia/edisi")
    keyboard.go_to("Salin dari")
    committee.keyboard.press("ArrowDown")
    keyboard.type_at("Nama edisi", "Diskom Fest 2025")
    keyboard.type_at("Tahun", "2025")
    keyboard.type_at("Kode edisi", "diskom-fest-2025")
    keyboard.enter("Buat edisi")
    is_told(committee, "Edisi dibuat.")
    keyboard.type_at("Tema", "Desa digital")
    keyboard.enter("Simpan rancangan")
    is_told(committee, "Rancangan tersimpan.")
    draft = fest.api(fest.person("committee")).get("/editions/diskom-fest-2025")
    assert draft["theme"] == "Desa digital"


def test_a_date_is_moved_with_its_reason(fest, committee):
    keyboard = at(committee, f"/panitia/edisi/{EDITION}")
    keyboard.go_to("Tanggal")
    keyboard.go_to("Saat baru, atau mulainya tahap (WIB)")
    # Which of its parts comes first is the browser's; the value is what counts.
    committee.locator(":focus").fill("2024-10-30T23:30")
    keyboard.type_at("Alasan", "Kantor tutup lebih awal")
    keyboard.enter("Pindahkan")
    moved = fest.api().get(f"/editions/{EDITION}/reschedules")["reschedules"]
    assert [one["reason"] for one in moved] == ["Kantor tutup lebih awal"]


def test_an_organisation_gets_another_name(fest, committee):
    keyboard = at(committee, "/peserta/32.16.02.2008/ubah")
    keyboard.type_at("Nama", "Desa Babelan Kota")
    keyboard.type_at("Alasan", "Perda 4/2024")
    keyboard.enter("Simpan nama")
    is_told(committee, "Nama tersimpan.")
    assert fest.api().get("/organisations/32.16.02.2008")["name"] == "Desa Babelan Kota"


def test_a_file_of_organisations_is_checked_and_saved(fest, committee):
    rows = "Kode;Nama;Jenis;Kecamatan\npd-dinas-baru;Dinas Baru;Perangkat daerah;\n"
    keyboard = at(committee, "/panitia/organisasi")
    keyboard.go_to("Berkas")
    # The window in which a file is chosen is the system's, not the page's.
    file = {"name": "baru.csv", "mimeType": "text/csv", "buffer": rows.encode()}
    committee.locator(":focus").set_input_files(file)
    keyboard.enter("Unggah dan periksa")
    keyboard.enter("Simpan impor")
    is_told(committee, "Daftar organisasi diperbarui.")
    assert fest.api().get("/organisations/pd-dinas-baru")["name"] == "Dinas Baru"


def test_letters_are_made_and_a_code_is_typed(fest, browser, committee):
    keyboard = at(committee, "/panitia/belum-menjawab?jenis=kelurahan")
    keyboard.enter("Buat 8 surat")
    code = committee.locator(".letter__digits").first.inner_text()
    visitor = Visitor(fest, browser, viewport=PHONE).page
    keyboard = at(visitor, "/undangan")
    keyboard.type_at("Kode undangan", code)
    keyboard.enter("Buka undangan")
    keyboard.go_to("Klaim organisasi")


def test_a_channel_is_declared_and_verified(fest, admin, committee):
    keyboard = at(admin, "/peserta-saya/kanal")
    keyboard.type_at("Nama akun atau alamat", "@disparbudpora.bekasi")
    keyboard.enter("Tambah")
    is_told(admin, "Kanal tercatat")
    keyboard = at(committee, "/panitia/kanal")
    keyboard.enter("Verifikasi, Dinas Pariwisata Instagram")
    is_told(committee, "Kanal terverifikasi.")
    keyboard = at(admin, f"/peserta/{ORGANISATION}")
    keyboard.go_to("disparbudpora.bekasi")


def test_a_person_is_nominated_and_seen_by_the_committee(admin, committee):
    keyboard = at(admin, "/peserta-saya/orang")
    keyboard.type_at("Nama", "Asep Sunandar")
    keyboard.type_at("Jabatan", "Kepala Seksi Layanan")
    admin.keyboard.press("Tab")
    admin.keyboard.press("Space")
    keyboard.enter("Usulkan")
    is_told(admin, "Orang ini tercatat sebagai usulan.")
    keyboard = at(committee, "/panitia/orang")
    keyboard.unfold("Hapus data, Asep Sunandar")
    keyboard.go_to("Hapus nama dan jabatan, Asep Sunandar")
