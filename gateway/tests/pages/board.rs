//! The committee's board, and the page on which it assigns jurors.

use gateway::texts::Language::Id;

use crate::samples;

fn shown(name: &str) -> String {
    samples::find(name).html(Id)
}

#[test]
fn a_missing_part_is_named_and_its_numbers_are_not_zero() {
    let html = shown("board-without-scoring");
    assert!(html.contains("Bagian penilaian tidak menjawab."));
    assert!(html.contains("Belum bisa ditampilkan"));
    assert!(!html.contains("0 dari 0"));
}

#[test]
fn a_missing_registration_is_not_shown_as_no_claims() {
    let html = shown("board-without-registration");
    assert!(html.contains("Bagian pendaftaran tidak menjawab."));
    assert!(!html.contains("Semua sudah diperiksa"));
}

#[test]
fn counts_are_frozen_only_after_the_window() {
    assert!(!shown("board").contains("/panitia/bekukan"));
    assert!(shown("board-closed").contains("/panitia/bekukan"));
}

#[test]
fn a_category_is_revealed_only_from_its_moment_on_and_once() {
    let html = shown("board");
    assert_eq!(html.matches("action=\"/panitia/umumkan\"").count(), 1);
    assert!(html.contains("Dapat diumumkan mulai"));
}

/// The parts of a board that are folded or unfolded, each from its title on.
fn folds(html: &str) -> Vec<(bool, &str)> {
    let folds = html.split("<details class=\"fold\"").skip(1);
    folds
        .map(|fold| {
            let is_open = fold.starts_with(" open");
            let title = fold
                .split("<b>")
                .nth(1)
                .and_then(|rest| rest.split('<').next());
            (is_open, title.expect("a title"))
        })
        .collect()
}

#[test]
fn what_the_committee_has_to_do_is_open_and_first_and_the_rest_folded_by_what_it_waits_for() {
    let expected = [
        (true, "Perlu tindakan panitia"),
        (false, "Pengumpulan"),
        (false, "Disetujui"),
        (false, "Diumumkan"),
    ];
    let html = shown("board");
    assert_eq!(folds(&html), expected);
    let (action, rest) = html.split_once("<b>Pengumpulan</b>").expect("two folds");
    for name in [
        "tingkat perangkat daerah",
        "Lomba reels",
        "Admin teresponsif",
    ] {
        assert!(action.contains(name), "{name}");
    }
    assert!(rest.contains("tingkat kecamatan"));
}

#[test]
fn a_step_of_the_board_leads_to_what_it_speaks_of_unfolded_and_first() {
    let step = "href=\"/panitia?keadaan=dinilai#kategori\"";
    assert!(shown("board").contains(step));
    let html = shown("board-opened");
    assert_eq!(folds(&html)[0], (true, "Diumumkan"));
    assert!(folds(&html)[1].0, "what there is to do stays open");
}

#[test]
fn claims_that_are_not_on_the_page_are_counted_and_a_link_away() {
    let html = shown("board");
    assert!(html.contains("3–4 dari 41"));
    assert!(html.contains("href=\"/panitia?antrean=2.MDE5Mg.bmV4dA#antrean\" rel=\"next\""));
    let back = "href=\"/panitia?antrean=#antrean\" rel=\"prev\"";
    assert!(html.contains(back));
    let last = shown("board-opened");
    assert!(last.contains("3–4 dari 4<") && last.contains(back));
    assert!(!last.contains("rel=\"next\""));
}

#[test]
fn an_entry_is_offered_the_jurors_that_it_does_not_have_and_the_first_without_any_is_open() {
    let html = shown("assigning");
    let forms: Vec<&str> = html.split("<details class=\"fold\"").skip(1).collect();
    assert!(!forms[0].contains("type=\"checkbox\""));
    assert!(forms[0].contains("Juri: Juri Satu, Juri Dua"));
    assert!(forms[1].starts_with(" open"));
    assert_eq!(forms[1].matches("type=\"checkbox\"").count(), 2);
    assert_eq!(forms[2].matches("type=\"checkbox\"").count(), 1);
    assert!(html.contains("1–3 dari 41"));
    assert!(html.contains("/panitia/penugasan/reels?halaman=1.bmV4dA"));
    // And back again.
    let second = shown("assigning-partly-refused");
    assert!(second.contains("rel=\"prev\"") && !second.contains("rel=\"next\""));
}

#[test]
fn a_form_without_a_tick_is_marked_at_its_jurors() {
    let html = shown("assigning-refused");
    assert!(html.contains("<a href=\"#juri-e2\">Belum ada juri yang dicentang."));
    assert!(html.contains("id=\"juri-e2-error\""));
}

#[test]
fn a_juror_who_could_not_be_assigned_is_named_and_stays_ticked() {
    let html = shown("assigning-partly-refused");
    assert!(html.contains("<li>Suryadi: Juri ini ditunjuk untuk edisi lain."));
    assert!(html.contains("Sudah ditugaskan: Juri Satu."));
    assert!(html.contains("value=\"j3\" checked>"));
    assert_eq!(html.matches(" checked>").count(), 1);
}
