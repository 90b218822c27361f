use gateway::texts::Language::{En, Id};

use crate::samples::{self, at};

fn shown(name: &str) -> String {
    samples::find(name).html(Id)
}

#[test]
fn a_refused_form_says_so_first_and_at_the_field_and_keeps_what_was_typed() {
    let html = shown("sign-up-refused");
    assert!(html.contains("<title>Kesalahan: Daftar"), "{html}");
    assert!(html.contains("role=\"alert\""));
    assert!(html.contains("<a href=\"#email\">Surel ini sudah punya akun."));
    assert!(html.contains("id=\"email-error\""));
    assert!(html.contains("value=\"siti@contoh.go.id\""));
    assert!(
        samples::find("sign-up-refused")
            .html(En)
            .contains("<title>Error: Sign up")
    );
}

#[test]
fn a_password_is_never_shown_again() {
    let html = shown("log-in-refused");
    assert!(html.contains("name=\"password\" type=\"password\" value=\"\""));
}

#[test]
fn a_code_for_a_lost_mailbox_is_told_once_and_never_with_a_form_beside_it() {
    let issued = shown("reset-code-issued");
    assert!(issued.contains("ACDE-2345-FGHJ-KMNP") && !issued.contains("name=\"password\""));
    assert!(issued.contains("Selasa, 22 Oktober 2024 pukul 09.00 WIB"));
    let told = shown("reset-code-told");
    assert!(told.contains("note--warn") && !told.contains("ACDE"));
}

#[test]
fn an_address_that_is_verified_is_not_spoken_of() {
    assert!(shown("own data unverified").contains("action=\"/akun/surel\""));
    assert!(!shown("own data").contains("/akun/surel"));
}

#[test]
fn before_the_reveal_the_results_page_names_the_date_and_nothing_else() {
    let html = shown("results-not-announced");
    assert!(html.contains("Kamis, 14 November 2024 pukul 19.30 WIB"));
    assert!(!html.contains("podium") && !html.contains("Juara"));
}

#[test]
fn winners_carry_their_kind_their_score_and_the_mark_of_an_example() {
    let html = shown("results");
    assert!(html.contains("<b>Desa Sukawangi</b>"));
    assert!(html.contains("Juara 2 · Desa, Kecamatan Sukawangi"));
    assert!(html.contains("87,85") && html.contains("8,50"));
    assert!(html.contains("Nilai contoh, dari 100."));
}

#[test]
fn the_home_counts_down_to_the_deadline() {
    let html = shown("home");
    assert!(html.contains("9 hari 14 jam lagi"));
    assert!(html.contains(
        "<time datetime=\"2024-10-30T23:59:00+07:00\">Rabu, 30 Oktober 2024 pukul 23.59 WIB</time>"
    ));
    assert!(html.contains("368 organisasi"));
    assert!(
        samples::find("home")
            .html(En)
            .contains("9 days 14 hours left")
    );
}

#[test]
fn an_entry_can_be_changed_only_as_a_draft_before_the_deadline() {
    for (name, editable) in [
        ("entry-draft", true),
        ("entry-check", false),
        ("entry-submitted", false),
        ("entry-closed", false),
    ] {
        assert_eq!(shown(name).contains("<textarea"), editable, "{name}");
    }
    assert!(shown("entry-check").contains("/kirim\""));
    assert!(!shown("entry-closed").contains("/kirim\""));
}

#[test]
fn a_link_that_is_not_https_is_text() {
    let html = shown("entry-closed");
    assert!(html.contains("javascript:alert(1)") && !html.contains("href=\"javascript:"));
}

#[test]
fn a_short_scale_is_pressed_and_a_long_one_typed() {
    let html = shown("sheet");
    assert!(html.contains("<input type=\"radio\" name=\"mark-tema\" value=\"8\" checked>"));
    assert!(html.contains("id=\"mark-teknik-value\" name=\"mark-teknik\" type=\"text\" inputmode=\"decimal\" value=\"77,5\""));
    // A mark between the steps would be lost in a row of buttons.
    assert!(html.contains("id=\"mark-pesan-value\" name=\"mark-pesan\""));
    assert!(html.contains("3 dari 4"));
}

#[test]
fn a_submitted_sheet_offers_no_button() {
    let html = shown("sheet-submitted");
    assert!(!html.contains("name=\"action\""));
    assert_eq!(html.matches("disabled>").count(), 4);
}

#[test]
fn the_plenary_sees_places_marked_and_who_is_not_ranked() {
    let html = shown("plenary");
    assert_eq!(html.matches("class=\"win\"").count(), 2);
    assert!(html.contains("tidak diperingkat"));
    assert!(html.contains("80,67") && html.contains("66,67 %"));
    assert!(html.contains("/pleno/lapor-pd/segel"));
    assert!(!shown("plenary-incomplete").contains("/segel"));
}

#[test]
fn an_approval_asks_for_root_moment_and_code_until_it_is_given() {
    let html = shown("approval");
    assert!(html.contains(&format!("name=\"root\" value=\"{}\"", samples::ROOT)));
    assert!(html.contains("value=\"2024-11-14T19:30\""));
    assert!(html.contains("autocomplete=\"one-time-code\""));
    for closed in ["approval-released", "approval-not-sealed"] {
        assert!(!shown(closed).contains("name=\"code\""), "{closed}");
    }
}

#[test]
fn an_approval_can_be_changed_and_taken_back_until_the_release() {
    assert!(!shown("approval").contains("/tarik"));
    for given in ["approval-mine-given", "approval-complete"] {
        let html = shown(given);
        assert!(html.contains("/tarik\""), "{given}");
        assert!(html.contains("name=\"code\""), "{given}");
    }
    assert!(!shown("approval-released").contains("/tarik"));
}

#[test]
fn an_error_says_what_to_do_next_and_the_trace_id() {
    for (name, expected) in [
        ("error-503", "Coba lagi"),
        ("error-404", "tidak ditemukan"),
        (
            "error-403",
            "hak <strong>panitia atau sidang pleno</strong>",
        ),
        ("error-401", "/masuk?lanjut="),
        ("error-409", "Muat ulang"),
    ] {
        let html = shown(name);
        assert!(html.contains(expected), "{name}: {html}");
        assert!(
            html.contains("7d1c 40e2 9ab5 4f63 8e07 c1d2 5a94 b630"),
            "{name}"
        );
    }
}

#[test]
fn an_error_says_who_the_committee_is_by_the_editions_letterhead() {
    let sample = samples::find("error-404");
    let html = sample.html(Id);
    assert!(html.contains("Panitia: PEMERINTAH KABUPATEN BEKASI<br>Dinas Komunikasi"));
    let mut chrome = sample.chrome(Id);
    chrome.letterhead.clear();
    assert!((sample.render)(&chrome).0.contains("Panitia ada di Dinas"));
}

#[test]
fn a_missing_right_is_named_with_who_gives_it_and_where_to_go_next() {
    let html = shown("error-403");
    assert!(html.contains("Hak akun Anda (siti@contoh.bekasikab.go.id): peserta."));
    assert!(html.contains("Setiap anggota panitia dapat memberikannya"));
    assert!(html.contains("btn btn--main\" href=\"/ruang-peserta\""));
    assert!(html.contains("action=\"/keluar\""));
    let mut chrome = samples::find("error-403-juror").chrome(En);
    chrome.person = samples::find("error-403").chrome(En).person;
    let juror = (samples::find("error-403-juror").render)(&chrome).0;
    assert!(juror.contains("right <strong>juror</strong>"), "{juror}");
    assert!(juror.contains("appoints jurors from its board"));
}

#[test]
fn a_notice_comes_from_its_code() {
    use gateway::pages::Notice;
    for notice in Notice::ALL {
        assert_eq!(Notice::from_code(notice.code()), Some(*notice));
        let mut chrome = samples::find("overview").chrome(En);
        chrome.notice = Some(*notice);
        assert!(
            (samples::find("overview").render)(&chrome)
                .0
                .contains("note--ok")
        );
    }
    assert_eq!(Notice::from_code("<b>"), None);
}

#[test]
fn the_phone_bar_has_at_most_five_entries() {
    for sample in samples::all() {
        let html = sample.html(Id);
        let bar = html
            .split("<nav class=\"nav\"")
            .nth(1)
            .and_then(|rest| rest.split("</nav>").next())
            .expect("a bar");
        assert!(bar.matches("<li>").count() <= 5, "{}", sample.name);
    }
}

#[test]
fn every_phase_of_the_timeline_is_shown_as_done_now_or_to_come() {
    let sample = samples::find("home");
    for (now, done) in [
        ("2023-12-01T00:00:00+07:00", 0),
        ("2024-03-01T00:00:00+07:00", 0),
        ("2024-10-21T00:00:00+07:00", 1),
        ("2024-11-01T00:00:00+07:00", 2),
        // With the stage that lies between closing and announcement.
        ("2024-11-09T00:00:00+07:00", 3),
        ("2024-11-15T00:00:00+07:00", 5),
    ] {
        let mut chrome = sample.chrome(Id);
        chrome.now = at(now);
        let html = (sample.render)(&chrome).0;
        assert_eq!(html.matches("data-state=\"done\"").count(), done, "{now}");
        assert!(html.matches("data-state=\"now\"").count() <= 1, "{now}");
    }
}

#[test]
fn an_error_without_a_text_of_its_own_is_explained_by_its_status() {
    let chrome = samples::find("error-404").chrome(Id);
    let page = gateway::pages::error::ErrorPage {
        status: 404,
        reason: "NOT_FOUND".into(),
        back: "/".into(),
        needed: Vec::new(),
    };
    assert!(
        page.render(&chrome)
            .0
            .contains("Alamatnya mungkin salah ketik")
    );
}

#[test]
fn a_moved_date_is_shown_with_what_it_was_and_why_to_the_public_and_to_participants() {
    for page in ["home", "overview"] {
        let html = shown(page);
        assert!(html.contains("Tanggal yang dipindahkan"), "{page}");
        assert!(
            html.contains("Jumat, 25 Oktober 2024 pukul 23.59 WIB"),
            "{page}"
        );
        assert!(html.contains("Alasan: Banjir di Babelan"), "{page}");
    }
}

#[test]
fn the_home_has_the_editions_theme_stages_and_colour() {
    let html = shown("home");
    assert!(html.contains("Tema: Bekasi digital."));
    assert!(html.contains("Dari desa untuk Bekasi"));
    assert!(html.contains("class=\"hero hero--blue\""));
    assert!(html.contains("Masa sanggah"));
}

#[test]
fn what_an_edition_lacks_is_said_in_words() {
    let html = shown("edition-draft");
    assert!(html.contains("Kiriman sudah lewat dibuka pada <time datetime=\"2024-10-14T08:00:00+07:00\">Senin, 14 Oktober 2024 pukul 08.00 WIB</time>."));
    assert!(html.contains("Tahap Kunjungan lapangan sudah lewat."));
    assert!(html.contains("Tidak ada organisasi terdaftar untuk Lomba reels, instansi."));
    assert!(html.contains("3 kategori dinilai orang, tetapi belum ada juri."));
    let english = samples::find("edition-draft").html(En);
    assert!(english.contains("No organisation is registered for Reels contest, institutions."));
    assert!(english.contains("One category is still a proposal."));
}

#[test]
fn a_draft_is_rewritten_and_what_is_locked_is_moved() {
    let draft = shown("edition-draft");
    assert!(draft.contains("name=\"timeline.closes_at\""));
    assert!(!draft.contains("/jadwal\""));
    let open = shown("edition-open");
    assert!(!open.contains("name=\"timeline.closes_at\""));
    assert!(open.contains("action=\"/panitia/edisi/diskom-fest-2024/jadwal\""));
    // The opening has passed; the closing has not.
    assert!(!open.contains("<option value=\"opens\""));
    assert!(open.contains("<option value=\"closes\""));
    let archived = shown("edition-whole");
    assert!(!archived.contains("/jadwal\"") && !archived.contains("/arsip\""));
}
