use std::collections::BTreeMap;

use gateway::pages::edition::{CategoryForm, CategoryLine, EditionPage, Editions, Finding, Line};
use gateway::pages::{Fault, Form, Intake, Part, Phase, Role, Section};

use super::{Sample, edition, moved};

const COMMITTEE: &[Role] = &[Role::Participant, Role::Committee];

fn typed(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    let pair = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    pairs.iter().map(pair).collect()
}

fn editions() -> Editions {
    let line = |id: &str, name: &str, year, phase| Line {
        id: id.into(),
        name: name.into(),
        year,
        phase,
    };
    Editions {
        form: Form::fresh("0192"),
        editions: vec![
            line("diskom-fest-2025", "Diskom Fest 2025", 2025, Phase::Draft),
            line("diskom-fest-2024", "Diskom Fest 2024", 2024, Phase::Open),
            line("ikp-fest-2023", "IKP Fest 2023", 2023, Phase::Archived),
        ],
        ..Editions::default()
    }
}

fn finding(reason: &str, parameters: &[(&str, &str)], blocks_lock: bool) -> Finding {
    Finding {
        reason: reason.into(),
        parameters: typed(parameters),
        blocks_lock,
    }
}

fn page(phase: Phase) -> EditionPage {
    let findings = vec![
        finding("CATEGORIES_MISSING", &[], true),
        finding("OPENS_IN_PAST", &[("at", "2024-10-14T01:00:00Z")], false),
        finding("STAGES_PASSED", &[("stage", "site_visit")], false),
        finding("CATEGORIES_PROPOSED", &[("count", "1")], false),
        finding("JUDGES_MISSING", &[("count", "3")], false),
        finding(
            "CATEGORY_WITHOUT_ORGANISATIONS",
            &[
                ("category", "reels-instansi"),
                ("name", "Lomba reels, instansi"),
                ("name_en", "Reels contest, institutions"),
            ],
            false,
        ),
    ];
    let category = CategoryLine {
        id: "01920000-0000-7000-8000-00000000000b".into(),
        name: "Lomba reels, perangkat daerah".into(),
        name_en: "Reels contest, departments".into(),
        intake: Intake::Entered,
        levels: vec!["perangkat_daerah".into(), "instansi".into()],
        places: 3,
        proposal: true,
    };
    EditionPage {
        form: Form::fresh("0192"),
        id: "diskom-fest-2024".into(),
        name: "Diskom Fest 2024".into(),
        edition: edition(phase),
        version: 3,
        typed: typed(&[
            ("name", "Diskom Fest 2024"),
            ("year", "2024"),
            ("colour", "blue"),
            ("timeline.closes_at", "2024-10-30T23:59"),
            ("objection.starts_at", "2024-11-06T08:00"),
        ]),
        organiser: Some(("pd-diskominfosantik".into(), false)),
        letterhead: vec!["PEMERINTAH KABUPATEN BEKASI".into(), "Cikarang".into()],
        findings,
        categories: vec![category],
        moved: moved(),
        unavailable: Vec::new(),
    }
}

fn refused(mut page: EditionPage, faults: &[(&str, &str)]) -> EditionPage {
    let fault = |(field, reason): &(&str, &str)| Fault::new(*field, *reason);
    page.form.faults = faults.iter().map(fault).collect();
    page
}

fn category(id: Option<&str>) -> CategoryForm {
    CategoryForm {
        form: Form::fresh("0192"),
        edition_id: "diskom-fest-2024".into(),
        edition_name: "Diskom Fest 2024".into(),
        id: id.map(str::to_owned),
        version: 2,
        typed: typed(&[
            ("name", "Lomba reels"),
            ("field", "ikp"),
            ("subject", "work"),
            ("proposal", "1"),
        ]),
        levels: vec!["desa".into()],
    }
}

pub fn samples() -> Vec<Sample> {
    use Section::Board;
    vec![
        Sample::new("editions", Board, COMMITTEE, |chrome| {
            editions().render(chrome)
        }),
        Sample::new("editions-none-and-refused", Board, COMMITTEE, |chrome| {
            let mut page = Editions {
                editions: Vec::new(),
                typed: typed(&[("id", "Fest 2025")]),
                ..editions()
            };
            page.form.faults = vec![Fault::new("id", "EDITION_ID_INVALID")];
            page.render(chrome)
        }),
        Sample::new("edition-draft", Board, COMMITTEE, |chrome| {
            page(Phase::Draft).render(chrome)
        }),
        Sample::new("edition-draft-refused", Board, COMMITTEE, |chrome| {
            let faults = [
                ("theme", "TEXT_TOO_LONG"),
                ("objection.starts_at", "STAGE_ORDER"),
                ("organiser.rule", "ORGANISER_RULE_MISSING"),
            ];
            refused(page(Phase::Draft), &faults).render(chrome)
        }),
        Sample::new("edition-open", Board, COMMITTEE, |chrome| {
            page(Phase::Open).render(chrome)
        }),
        Sample::new("edition-move-refused", Board, COMMITTEE, |chrome| {
            let faults = [
                ("reason", "REASON_MISSING"),
                ("starts_at", "MOMENT_IN_PAST"),
            ];
            refused(page(Phase::Open), &faults).render(chrome)
        }),
        Sample::new("edition-whole", Board, COMMITTEE, |chrome| {
            EditionPage {
                findings: Vec::new(),
                moved: Vec::new(),
                unavailable: vec![Part::Registration],
                ..page(Phase::Archived)
            }
            .render(chrome)
        }),
        Sample::new("category-new", Board, COMMITTEE, |chrome| {
            category(None).render(chrome)
        }),
        Sample::new("category-edit-refused", Board, COMMITTEE, |chrome| {
            let mut page = category(Some("01920000-0000-7000-8000-00000000000b"));
            page.form.faults = vec![
                Fault::new("levels", "LEVELS_MISSING"),
                Fault::new("score_name", "SCORE_NAME_MISSING"),
            ];
            page.render(chrome)
        }),
    ]
}
