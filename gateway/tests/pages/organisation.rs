//! What is known of a body, and what may be done to it.

use gateway::texts::Language::Id;

use crate::samples;

fn shown(name: &str) -> String {
    samples::find(name).html(Id)
}

#[test]
fn a_body_is_shown_with_its_kind_its_other_names_and_what_happened_to_it() {
    let html = shown("organisation");
    assert!(html.contains("Desa, Kecamatan Sukawangi"));
    assert!(html.contains("Kode lama, sampai 2022"));
    assert!(html.contains("Nama lama, sampai 17 Agustus 2024"));
    assert!(html.contains("Berganti nama dari “Desa Sukawangi Lama” menjadi “Desa Sukawangi”"));
    assert!(html.contains("Perda 1/2024 (sejak Agustus 2024)"));
    assert!(!html.contains("/ubah\""), "that is for the committee");
    assert!(shown("organisation-committee").contains("/peserta/32.16.03.2004/ubah"));
}

#[test]
fn a_search_says_when_only_something_near_was_found() {
    assert!(shown("participants-near").contains("Tidak ada yang persis “sukawanngi”"));
    assert!(!shown("participants").contains("Tidak ada yang persis"));
}

#[test]
fn what_still_has_units_is_not_offered_for_retirement() {
    assert!(shown("organisation-edit").contains("/nonaktif\""));
    let html = shown("organisation-edit-refused");
    assert!(!html.contains("/nonaktif\"") && html.contains("Masih ada 3 organisasi aktif"));
    assert!(html.contains("<a href=\"#merge_successor_code\">Penerus tidak ditemukan."));
    assert!(html.contains("value=\"pd-tidak-ada\""));
}
