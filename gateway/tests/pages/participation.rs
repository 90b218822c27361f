//! What may be done to a claim is what its state allows; letters carry their codes.

use gateway::texts::Language::{En, Id};

use crate::samples;

fn shown(name: &str) -> String {
    samples::find(name).html(Id)
}

fn posts(html: &str, end: &str) -> bool {
    html.contains(&format!("/{end}\" method=\"post\""))
}

#[test]
fn an_owner_may_do_what_the_claims_state_allows() {
    for (name, revise, withdraw, hand_over) in [
        ("participation", true, true, true),
        ("participation-returned", true, true, true),
        ("participation-verified", false, true, true),
        ("participation-withdrawn", false, false, false),
    ] {
        let html = shown(name);
        assert_eq!(posts(&html, "perbaiki"), revise, "{name}");
        assert_eq!(posts(&html, "tarik"), withdraw, "{name}");
        assert_eq!(posts(&html, "serahkan"), hand_over, "{name}");
    }
    let returned = shown("participation-returned");
    assert!(returned.contains("SK belum ditandatangani."), "{returned}");
    // What has to be done is not folded away, and is the page's one main action.
    assert!(returned.contains("btn btn--main\" type=\"submit\">Ajukan lagi"));
    assert!(!shown("participation").contains("btn--main"));
}

#[test]
fn a_refused_form_is_open_and_keeps_what_was_typed() {
    let html = shown("participation-refused");
    assert_eq!(html.matches("<details class=\"fold\" open>").count(), 1);
    assert!(html.contains("value=\"siapa@contoh.go.id\""));
    assert!(html.contains("<a href=\"#new_decree_date\">"));
}

#[test]
fn the_committee_verifies_what_waits_and_returns_with_a_reason() {
    let html = shown("review");
    assert!(posts(&html, "verifikasi") && posts(&html, "kembalikan"));
    assert!(html.contains("31 Januari 2024"));
    assert!(html.contains("<object class=\"scan\""));
    let returned = shown("review-returned");
    assert!(!posts(&returned, "verifikasi") && !posts(&returned, "kembalikan"));
    // Without its history the page says so and shows the rest.
    assert!(returned.contains("Belum bisa ditampilkan"));
    let refused = shown("review-refused");
    assert!(!posts(&refused, "verifikasi") && refused.contains("id=\"reason-error\""));
}

#[test]
fn a_hand_over_takes_the_scan_of_the_new_decree() {
    for name in ["participation", "review"] {
        let html = shown(name);
        assert!(html.contains("/serahkan\" method=\"post\" enctype=\"multipart/form-data\""));
        assert!(
            html.contains("type=\"file\" id=\"new_decree_file\""),
            "{name}"
        );
    }
}

#[test]
fn who_claims_and_who_verifies_is_told_of_the_admins_that_there_are() {
    assert!(shown("claim-has-admin").contains("sudah punya 1 admin terverifikasi."));
    assert!(shown("review").contains("sudah punya 1 admin terverifikasi lain."));
    assert!(!shown("claim-decree-refused").contains("admin terverifikasi"));
}

#[test]
fn what_is_closed_says_so_and_offers_no_form() {
    for (name, form) in [
        ("claim-closed", "klaim"),
        ("invitation-closed", "undangan"),
        ("silent-closed", "undangan"),
        ("silent-closed", "pengingat"),
    ] {
        let html = shown(name);
        assert!(html.contains("Pendaftaran ditutup"), "{name}");
        assert!(html.contains("30 Oktober 2024"), "{name}");
        assert!(!posts(&html, form), "{name}");
    }
    // Jurors are appointed after the closing, and need an account.
    let sign_up = shown("sign-up-closed");
    assert!(sign_up.contains("Pendaftaran ditutup") && posts(&sign_up, "daftar"));
}

#[test]
fn only_who_may_claim_is_led_from_an_invitation_to_the_claim() {
    assert!(!shown("invitation-of-others").contains("/peserta-saya/klaim"));
}

#[test]
fn every_count_is_one_step_from_what_it_counts() {
    let html = shown("progress");
    for href in [
        "/peserta?jenis=desa",
        "/panitia/belum-menjawab?jenis=desa&#38;diundang=ya",
        "/panitia/pengajuan?keadaan=claimed&#38;jenis=desa",
        "/panitia/pengajuan?keadaan=withdrawn&#38;kecamatan=Sukawangi",
        "/panitia/belum-menjawab?kecamatan=-",
        "/panitia/pengajuan?keadaan=returned",
    ] {
        assert!(html.contains(&format!("href=\"{href}\"")), "{href}");
    }
    assert!(html.contains("href=\"/panitia/belum-menjawab?jenis=desa\""));
    assert!(html.contains("href=\"/panitia/belum-menjawab?kecamatan=Sukawangi\""));
    assert!(html.contains("154 dari 368"));
    assert!(html.contains("href=\"/panitia/pengajuan?keadaan=verified\""));
    let list = shown("silent");
    let file = "href=\"/panitia/kemajuan.xlsx?jenis=desa&#38;kecamatan=Sukawangi\"";
    assert!(list.contains(file), "{list}");
    assert!(list.contains("Buat 214 surat"));
    assert!(list.contains("gagal dikirim") && posts(&list, "pengingat"));
    let reminded = "3 organisasi dikirimi surel, 1 sudah dikirimi dalam tujuh hari terakhir";
    assert!(shown("silent-reminded").contains(reminded));
    let invited = shown("silent-invited");
    assert!(invited.contains("diundang=ya&#38;halaman=") && !invited.contains("Buat 214 surat"));
    let unanswered = shown("silent-none-invited");
    assert!(unanswered.contains("Tidak ada undangan yang belum dijawab"));
    assert!(!unanswered.contains("Semua sudah menjawab"));
    let claims = shown("claim-list");
    let tab = "/panitia/pengajuan?keadaan=returned&#38;jenis=desa&#38;kecamatan=Sukawangi";
    assert!(claims.contains(&format!("href=\"{tab}\"")), "{claims}");
}

#[test]
fn letters_are_in_bahasa_indonesia_each_with_code_and_picture_and_told_once() {
    let html = samples::find("letters").html(En);
    assert_eq!(
        html.matches("<article class=\"panel letter stack gap-4\" lang=\"id\"")
            .count(),
        2
    );
    assert_eq!(html.matches("<svg class=\"qr\"").count(), 2);
    assert!(html.contains("<b class=\"letter__digits\">ACDE-2345</b>"));
    assert!(html.contains("Kepada Yth. Pimpinan"));
    assert_eq!(
        html.matches("<b>PEMERINTAH KABUPATEN BEKASI</b><br>Dinas")
            .count(),
        2
    );
    let told = shown("letters-told");
    assert!(!told.contains("<article") && told.contains("Kode ini sudah ditampilkan."));
}

#[test]
fn an_opened_invitation_leads_to_the_claim_of_its_organisation() {
    let html = shown("invitation-opened");
    assert!(html.contains("href=\"/peserta-saya/klaim?organisasi=32.16.03.2004\""));
    assert!(html.contains("href=\"/daftar\""));
    let answered = shown("invitation-answered");
    assert!(
        answered.contains("Undangan ini sudah dijawab.") && !answered.contains("href=\"/daftar\"")
    );
}
