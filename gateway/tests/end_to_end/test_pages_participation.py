"""From a letter to a claim that is put right, handed over and counted: the committee and a village office at their browsers."""

import io
import re
import zipfile

from playwright.sync_api import expect

from browsing import Visitor
from running import EDITION, new_person

KELURAHAN = "/panitia/belum-menjawab?jenis=kelurahan"
VILLAGE = "Kelurahan Bahagia"
SCAN = b"%PDF-1.7 surat keputusan"


def test_a_letter_leads_a_village_to_its_claim_and_the_claim_to_its_next_admin(fest, browser):
    committee = without_script(fest, browser).log_in(fest.person("committee"))
    link = letter(committee)
    villager, person = opened(fest, browser, link)
    claimed(villager, person)
    returned(committee)
    put_right(villager)
    successor = handed_over(fest, committee)
    admin = fest.api(successor)
    claim, = admin.get(f"/editions/{EDITION}/participations")["participations"]
    assert (claim["state"], claim["organisation"]["name"]) == ("verified", VILLAGE)
    assert committee.context.request.get(f"/berkas/{claim['decree_file_id']}").body() == SCAN
    kinds = [change["kind"] for change in admin.get(f"/participations/{claim['id']}/changes")["changes"]]
    assert kinds == ["claimed", "returned", "revised", "verified", "handed_over"]
    villager.open("/ruang-peserta")
    villager.sees("Anda belum mengklaim organisasi.")
    counted(committee)


def without_script(fest, browser):
    return Visitor(fest, browser, java_script_enabled=False)


def letter(committee):
    """The link on the letter to the village, as it would be forwarded."""
    committee.open("/panitia")
    committee.follow("Kemajuan pendaftaran")
    committee.open(KELURAHAN)
    committee.press("Buat 8 surat")
    sheet = committee.page.get_by_role("article").filter(has_text=VILLAGE)
    expect(sheet).to_have_count(1)
    text = sheet.get_by_label(re.compile("^Teks untuk diteruskan")).input_value()
    return re.search(r"https?://\S+#[0-9A-Z-]{9}", text).group()


def opened(fest, browser, link):
    villager = Visitor(fest, browser, viewport={"width": 360, "height": 740})
    villager.open(link)
    code = link.partition("#")[2]
    # The code is in the field, and no longer in the address.
    expect(villager.page.get_by_label("Kode undangan", exact=True)).to_have_value(code)
    assert villager.page.url == f"{fest.url}/undangan"
    villager.press("Buka undangan")
    villager.sees(VILLAGE)
    person = new_person("Neng Yayah")
    villager.follow("Buat akun")
    villager.fill("Nama Anda", person["display_name"])
    villager.fill("Surel", person["email"])
    villager.fill("Kata sandi", person["password"])
    villager.press("Buat akun")
    return villager, person


def claimed(villager, person):
    villager.page.get_by_role("searchbox").fill(VILLAGE)
    villager.press("Cari")
    villager.follow(VILLAGE)
    villager.fill("Nomor surat keputusan", "141/1/2024")
    villager.fill("Tanggal surat keputusan", "2024-02-05")
    villager.fill("Penanda tangan", "Lurah Bahagia")
    scan = villager.page.get_by_label("Pindaian surat keputusan", exact=True)
    scan.set_input_files({"name": "sk.png", "mimeType": "image/png", "buffer": b"bukan gambar"})
    villager.press("Ajukan klaim")
    villager.is_refused("Jenis berkas ini tidak diterima.")
    scan.set_input_files({"name": "sk.pdf", "mimeType": "application/pdf", "buffer": SCAN})
    villager.press("Ajukan klaim")
    villager.is_told("Klaim tercatat dan menunggu verifikasi panitia.")


def returned(committee):
    committee.open("/panitia")
    committee.page.get_by_role("link", name=re.compile(f"^Periksa ?, {VILLAGE}$")).click()
    link = committee.page.get_by_role("link", name="Buka pindaian").get_attribute("href")
    file = committee.context.request.get(link)
    assert (file.body(), file.headers["content-type"]) == (SCAN, "application/pdf")
    committee.press("Kembalikan")
    committee.is_refused("Alasan belum diisi.")
    committee.fill("Alasan pengembalian", "Nomornya bukan nomor surat keputusan.")
    committee.press("Kembalikan")
    committee.is_told("Klaim dikembalikan kepada adminnya.")


def put_right(villager):
    villager.open("/ruang-peserta")
    villager.follow("Perbaiki klaim")
    villager.sees("Nomornya bukan nomor surat keputusan.")
    villager.page.get_by_label("Nomor surat keputusan", exact=True).first.fill("141/17/2024")
    villager.page.get_by_role("button", name="Ajukan lagi").click()
    villager.is_told("Klaim diajukan lagi dan menunggu verifikasi panitia.")


def handed_over(fest, committee):
    successor = new_person("Ujang Suryana")
    fest.api().post("/accounts", successor)
    committee.page.reload()
    committee.press("Verifikasi")
    committee.is_told("Klaim terverifikasi.")
    committee.page.get_by_text("Serahkan kepada admin lain").click()
    committee.fill("Surel admin baru", successor["email"])
    committee.fill("Nomor surat keputusan", "141/44/2024")
    committee.fill("Tanggal surat keputusan", "2024-03-01")
    committee.fill("Penanda tangan", "Lurah Bahagia")
    scan = {"name": "sk-baru.pdf", "mimeType": "application/pdf", "buffer": SCAN}
    committee.page.locator("#new_decree_file").set_input_files(scan)
    committee.press("Serahkan")
    committee.is_told("Sudah diserahkan kepada admin baru.")
    return successor


def counted(committee):
    committee.open("/panitia/kemajuan")
    row = committee.page.get_by_role("row").filter(has=committee.page.get_by_role("rowheader", name="Kelurahan", exact=True))
    # A count leads to its list and says so to who hears it.
    expect(row.get_by_role("cell")).to_have_text([re.compile(rf"^{count}\b") for count in (8, 7, 7, 0, 0, 1, 0)])
    file = committee.context.request.get(f"{committee.page.url}.xlsx?jenis=kelurahan")
    assert file.ok
    with zipfile.ZipFile(io.BytesIO(file.body())) as book:
        texts = book.read("xl/sharedStrings.xml").decode()
    assert "Kelurahan Wanasari" in texts and VILLAGE not in texts
