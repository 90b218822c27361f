"""The register of organisations: looked up, changed, imported."""

from stops import Stop, sent

FILES = {
    "organisasi-periksa": "32.16.03.2004;Babelan Kota Baru;Desa;Babelan\npd-dinas-baru;Dinas Baru;Perangkat daerah;\n",
    "organisasi-salah": "32.16.03.2004;;Desa;Babelan\npd-dinas-baru;Dinas Baru;Kota;\n",
    "organisasi-rusak": "pd-dinas-café;Dinas Café;Perangkat daerah;\n",
}


def looked_up(committee):
    yield Stop("peserta", "public", "/peserta")
    second = committee.get("/organisations?page_size=50")["next_page_token"]
    yield Stop("peserta-halaman-2", "public", f"/peserta?halaman=1.{second}")
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


def imported(committee):
    yield Stop("organisasi-impor", "committee", "/panitia/organisasi")
    yield Stop("organisasi-tanpa-berkas", "committee", "/panitia/organisasi", sent("/panitia/organisasi/impor"))
    uploaded = {}
    for name, rows in FILES.items():
        content = f"Kode;Nama;Jenis;Kecamatan\n{rows}".encode("latin-1" if name.endswith("rusak") else "utf-8")
        uploaded[name] = committee.upload("import", "daftar organisasi.csv", content)["id"]
        yield Stop(name, "committee", f"/panitia/organisasi/impor/{uploaded[name]}")
    batch = committee.post("/organisation-imports", {"file_id": uploaded["organisasi-periksa"]})
    yield Stop("organisasi-impor-tersimpan", "committee", "/panitia/organisasi")
    yield Stop("organisasi-diganti-nama", "public", "/peserta/32.16.03.2004")
    committee.post(f"/organisation-imports/{batch['id']}/undo")
    yield Stop("organisasi-impor-dibatalkan", "committee", "/panitia/organisasi")


def ended(committee):
    """A technical unit that is no more, at the end: nothing of it is counted any longer."""
    unit = committee.get("/organisations?kind=uptd&page_size=1")["organisations"][0]
    why = {"reason": "Perbup 7/2025", "expected_version": unit["version"]}
    committee.post(f"/organisations/{unit['code']}/retire", why)
    yield Stop("organisasi-berakhir", "public", f"/peserta/{unit['code']}")
    yield Stop("organisasi-berakhir-panitia", "committee", f"/peserta/{unit['code']}")
