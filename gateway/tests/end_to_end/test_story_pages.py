"""The story in a browser, through the pages alone and without JavaScript: only the example's clock is moved from outside."""

import re

import pytest
from playwright.sync_api import expect

from browsing import Visitor
from running import AFTER_CLOSE, ANNOUNCEMENT, LAPOR_COUNTS, new_person

REELS = "Lomba reels perangkat daerah"
LAPOR = "SP4N-LAPOR! perangkat daerah"
ENTRIES = {
    "Jalan baru, warga maju": ("Dinas Pariwisata", ["91", "88,5", "90", "95"]),
    "Satu hari bersama Tagana": ("Dinas Sosial", ["74", "79", "70,25", "85"]),
}
CRITERIA = [
    "1. Kesesuaian tema dan kelengkapan",
    "2. Kreativitas dan keaslian",
    "3. Mutu teknis",
    "4. Kepatuhan pada aturan",
]


@pytest.fixture(scope="module")
def committee(fest, browser):
    return visitor(fest, browser).log_in(fest.person("committee"))


@pytest.fixture(scope="module")
def plenary(fest, browser):
    return visitor(fest, browser).log_in(fest.person("committee", 1))


@pytest.fixture(scope="module")
def leadership(fest, browser):
    return visitor(fest, browser).log_in(fest.person("leadership"))


def test_a_browser_does_the_whole_story_through_the_pages_alone(fest, browser, committee, plenary, leadership):
    participants = [visitor(fest, browser) for _ in ENTRIES]
    for participant, (title, (organisation, _)) in zip(participants, ENTRIES.items(), strict=True):
        sign_up_and_claim(participant, organisation)
        verify(committee, organisation)
        hand_in(participant, title)
        assign(committee, title, ["Juri A", "Juri B"])
    for number in range(2):
        score(visitor(fest, browser).log_in(fest.person("juror", number)))

    fest.move_clock(AFTER_CLOSE)
    is_closed(participants[0])
    looks_at_the_ranking(plenary)
    seal(plenary, REELS)
    approve(leadership, REELS)
    waits_for_the_evening(committee)
    approve(plenary, REELS)

    public = visitor(fest, browser)
    public.open("/hasil")
    public.sees("Hasil belum diumumkan.")
    assert not any(title in public.page.content() for title in ENTRIES)
    waits_for_the_evening(committee)

    fest.move_clock(ANNOUNCEMENT)
    reveal(committee, REELS)
    public.open("/")
    public.follow("Lihat hasil")
    names_the_winner(public)


def test_a_monitored_category_is_loaded_frozen_and_revealed_on_the_board(fest, browser, committee, plenary, leadership):
    fest.move_clock(ANNOUNCEMENT)
    committee.open("/panitia")
    committee.page.locator("summary", has_text="Impor SP4N-LAPOR!").click()
    committee.choose("Kategori", LAPOR)
    committee.press("Impor")
    committee.is_refused("Berkas kosong atau belum dipilih.")
    committee.choose("Kategori", LAPOR)
    committee.page.get_by_label("Berkas CSV").set_input_files(LAPOR_COUNTS)
    committee.press("Impor")
    committee.is_told("Angka tersimpan.")
    committee.sees("10 baris, diimpor")
    committee.press("Bekukan angka", of=LAPOR)
    committee.is_told("Angka dibekukan.")

    plenary.open("/pleno/lapor-perangkat-daerah")
    button = plenary.page.get_by_role("button", name="Segel kategori")
    plenary.reload_until(button)
    # Nine organisations have had reports, the tenth none: that is not the worst place.
    last = plenary.page.get_by_role("row").last
    expect(last).to_contain_text("Inspektorat Daerah")
    expect(last).to_contain_text("tidak diperingkat")
    seal(plenary, LAPOR)
    approve(leadership, LAPOR)
    approve(plenary, LAPOR)
    reveal(committee, LAPOR)

    public = visitor(fest, browser)
    public.open("/hasil")
    section = public.page.get_by_role("region", name=LAPOR)
    expect(section.get_by_role("listitem").first).to_contain_text("Juara 1")


def visitor(fest, browser):
    return Visitor(fest, browser, java_script_enabled=False)


def sign_up_and_claim(participant, organisation):
    person = new_person(f"Admin {organisation}")
    participant.password = person["password"]
    participant.open("/")
    participant.page.get_by_role("link", name="Masuk", exact=True).click()
    participant.follow("Daftarkan organisasi")
    participant.fill("Nama Anda", person["display_name"])
    participant.fill("Surel", person["email"])
    participant.fill("Kata sandi", "pendek")
    participant.press("Buat akun")
    participant.is_refused("Kata sandi kurang dari 12 huruf.")
    expect(participant.page.get_by_label("Surel", exact=True)).to_have_value(person["email"])
    participant.fill("Kata sandi", person["password"])
    participant.press("Buat akun")
    participant.is_told("Akun Anda dibuat.")
    participant.page.get_by_role("searchbox").fill(organisation.lower())
    participant.press("Cari")
    participant.follow(organisation)
    participant.fill("Nomor surat keputusan", "800/17/2024")
    participant.fill("Tanggal surat keputusan", "2024-02-05")
    participant.fill("Penanda tangan", f"Kepala {organisation}")
    participant.press("Ajukan klaim")
    participant.is_told("Klaim tercatat dan menunggu verifikasi panitia.")
    participant.sees("Menunggu verifikasi")


def verify(committee, organisation):
    committee.open("/panitia")
    committee.sees("1 klaim menunggu verifikasi")
    committee.press("Verifikasi", of=organisation)
    committee.is_told("Klaim terverifikasi.")
    committee.sees("Tidak ada klaim yang menunggu")


def hand_in(participant, title):
    participant.open("/ruang-peserta")
    participant.sees("Terverifikasi")
    participant.follow("Pilih kategori")
    participant.press("Mulai karya", of=REELS)
    participant.is_told("Draf dibuat.")
    participant.fill("Judul", title)
    participant.press("Simpan draf")
    participant.is_told("Draf tersimpan.")
    participant.press("Periksa dan kirim")
    participant.press("Kirim karya")
    participant.is_refused("Tautan harus dimulai dengan https://")
    participant.fill("Keterangan", "Video 58 detik tentang apa yang selesai tahun ini.")
    participant.fill("Tautan karya", "https://video.contoh.bekasikab.go.id/reels/58")
    participant.press("Periksa dan kirim")
    participant.sees("Beginilah karya Anda akan dibaca juri.")
    participant.sees(title)
    participant.press("Kirim karya")
    participant.is_told("Karya diterima.")
    expect(participant.page.get_by_role("textbox")).to_have_count(0)


def assign(committee, title, jurors):
    """All of an entry's jurors at once, on the page that the board leads to once scoring knows of the entry."""
    committee.open("/panitia")
    waits = committee.page.get_by_role("link", name=re.compile(f"^Tugaskan ?, {REELS}$"))
    committee.reload_until(waits)
    waits.click()
    form = committee.page.locator("details", has_text=title)
    expect(form).to_have_attribute("open", "")
    for juror in jurors:
        form.get_by_label(juror).check()
    committee.press("Tugaskan", of=title)
    committee.is_told("Juri ditugaskan.")
    expect(form).to_contain_text(f"Juri: {', '.join(jurors)}")


def score(juror):
    """One sheet after the other, as the juror's own page leads."""
    for left in range(len(ENTRIES), 0, -1):
        juror.open("/juri")
        juror.sees(f"{left} lembar lagi")
        juror.follow("Buka lembar berikutnya")
        title = juror.page.get_by_role("heading", level=1).inner_text()
        organisation, marks = ENTRIES[title]
        juror.sees(organisation)
        juror.press("Kirim lembar")
        juror.is_refused("Kriteria ini belum dinilai.")
        for criterion, mark in zip(CRITERIA, marks, strict=True):
            group = juror.page.get_by_role("group", name=criterion)
            group.get_by_role("textbox").fill(mark)
        juror.fill("Catatan untuk sidang pleno", "Ritme enak.")
        juror.press("Simpan")
        juror.is_told("Lembar tersimpan.")
        juror.press("Kirim lembar")
        juror.is_told("Lembar terkirim.")
    juror.sees("2 dari 2 lembar terkirim")


def is_closed(participant):
    participant.open("/ruang-peserta")
    participant.sees("Kiriman sudah ditutup")
    expect(participant.page.get_by_role("button", name="Mulai karya")).to_have_count(0)


def looks_at_the_ranking(plenary):
    plenary.open("/pleno")
    plenary.follow(f"Putuskan: {REELS}")
    rows = plenary.page.get_by_role("row")
    expect(rows).to_have_count(3)
    expect(rows.nth(1)).to_contain_text("1. Jalan baru, warga maju")
    # 0.4 * 91 + 0.3 * 88.5 + 0.2 * 90 + 0.1 * 95
    expect(rows.nth(1)).to_contain_text("90,45")
    expect(rows.nth(2)).to_contain_text("2. Satu hari bersama Tagana")
    plenary.sees("Penilaian contoh.")


def seal(plenary, category):
    plenary.press("Segel kategori")
    plenary.is_told("Kategori tersegel.")
    plenary.sees("Akar segel")
    plenary.follow("Lanjut ke persetujuan")
    expect(plenary.page.get_by_role("heading", level=1)).to_contain_text(category)


def approve(person, category):
    """The moment stands in the form already: the announcement's."""
    person.open("/persetujuan")
    person.follow(f"Periksa dan setujui: {category}")
    assert not any(title in person.page.content() for title in ENTRIES)
    person.fill("Kata sandi Anda, sekali lagi", "bukan kata sandi saya")
    person.press("Setujui")
    person.is_refused("Kata sandi tidak cocok.")
    person.fill("Kata sandi Anda, sekali lagi", person.password)
    person.press("Setujui")
    person.is_told("Persetujuan Anda tercatat.")


def waits_for_the_evening(committee):
    committee.open("/panitia")
    expect(committee.page.get_by_role("button", name="Umumkan")).to_have_count(0)


def reveal(committee, category):
    committee.open("/panitia")
    committee.press("Umumkan", of=category)
    committee.is_told("Kategori diumumkan.")


def names_the_winner(public):
    section = public.page.get_by_role("region", name=REELS)
    winners = section.get_by_role("listitem")
    expect(winners.nth(0)).to_contain_text("Jalan baru, warga maju")
    expect(winners.nth(0)).to_contain_text("Juara 1 · Dinas Pariwisata")
    expect(winners.nth(0)).to_contain_text("90,45")
    expect(winners.nth(1)).to_contain_text("Satu hari bersama Tagana")
    public.sees("Nilai contoh, dari 100.")
    section.locator("summary").click()
    expect(section).to_contain_text("Akar segel sudah dikenal sebelum pengumuman")
