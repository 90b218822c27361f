use gateway::pages::approval::{Approval, ApprovalPage, Seal, Side};
use gateway::pages::juror::{Criterion, JurorHome, SheetLine, SheetPage};
use gateway::pages::plenary::{CategoryLine, Column, Desk, Plenary, Ranked, Stages};
use gateway::pages::{Fault, Form, Role, Section, SheetState, Stage};

use super::{ROOT, Sample, at, department, district, village};

const JUROR: &[Role] = &[Role::Participant, Role::Juror];
const PLENARY: &[Role] = &[Role::Committee, Role::Plenary];
const LEADERSHIP: &[Role] = &[Role::Leadership];

fn sheet_line(id: &str, title: &str, state: SheetState) -> SheetLine {
    SheetLine {
        assignment_id: id.into(),
        category_name: "Lomba reels, perangkat daerah".into(),
        category_name_en: "Reels contest, departments".into(),
        title: title.into(),
        organisation_name: department().name,
        state,
    }
}

fn criterion(code: &str, name: &str, scale: (&str, &str), value: &str) -> Criterion {
    Criterion {
        code: code.into(),
        name: name.into(),
        name_en: format!("{name} (en)"),
        weight: "0.25".into(),
        minimum: scale.0.into(),
        maximum: scale.1.into(),
        value: value.into(),
    }
}

pub fn sheet() -> SheetPage {
    SheetPage {
        form: Form::fresh("0192"),
        assignment_id: "a1".into(),
        category_name: "Lomba reels, perangkat daerah".into(),
        category_name_en: "Reels contest, departments".into(),
        category_code: "reels".into(),
        title: "Dari jalan tanah menjadi jalan beton".into(),
        description: "Cerita warga di utara Bekasi.".into(),
        link: "https://contoh.bekasikab.go.id/reels/14".into(),
        organisation: department(),
        criteria: vec![
            criterion("tema", "Kesesuaian tema", ("1", "10"), "8"),
            criterion("gagasan", "Gagasan dan kreativitas", ("1", "10"), ""),
            criterion("teknik", "Teknik", ("0", "100"), "77.5"),
            criterion("pesan", "Pesan", ("1", "10"), "8.5"),
        ],
        comment: "Alur ceritanya kuat.".into(),
        state: SheetState::Saved,
        version: 2,
        saved_at: Some(at("2024-10-20T20:41:00+07:00")),
        unavailable: Vec::new(),
    }
}

pub fn plenary() -> Plenary {
    let row = |rank, organisation, total: &str| Ranked {
        rank,
        title: String::new(),
        organisation,
        total: total.into(),
        scores: vec!["0.9".into(), "2/3".into()],
    };
    let column = |name: &str, weight: &str| Column {
        name: name.into(),
        name_en: format!("{name} (en)"),
        weight: weight.into(),
    };
    Plenary {
        form: Form::fresh("0192"),
        category_code: "lapor-pd".into(),
        category_name: "SP4N-LAPOR!, tingkat kecamatan".into(),
        category_name_en: "SP4N-LAPOR!, districts".into(),
        stage: Stage::Decidable,
        places: 2,
        criteria: vec![column("Ditindaklanjuti", "0.6"), column("Selesai", "0.4")],
        ranking: vec![
            row(1, district(), "80.67"),
            row(2, department(), "242/3"),
            row(0, village(), "0"),
        ],
        missing: Vec::new(),
        seal: None,
        example: true,
        unavailable: Vec::new(),
    }
}

fn seal(sides: &[Side]) -> Seal {
    let approval = |side: &Side| Approval {
        side: *side,
        approved_at: at("2024-11-13T09:00:00+07:00"),
        not_before: at("2024-11-14T19:30:00+07:00"),
        mine: *side == Side::Leadership,
    };
    Seal {
        root: ROOT.into(),
        sealed_at: at("2024-11-12T16:42:00+07:00"),
        approvals: sides.iter().map(approval).collect(),
    }
}

pub fn approval(sides: &[Side]) -> ApprovalPage {
    ApprovalPage {
        form: Form::fresh("0192"),
        category_code: "lapor-pd".into(),
        category_name: "SP4N-LAPOR!, tingkat kecamatan".into(),
        category_name_en: "SP4N-LAPOR!, districts".into(),
        seal: Some(seal(sides)),
        announces_at: at("2024-11-14T19:30:00+07:00"),
        not_before: String::new(),
        now: at("2024-11-13T12:00:00+07:00"),
        unavailable: Vec::new(),
    }
}

fn stages(desk: Desk) -> Stages {
    let line = |code: &str, stage, missing: &[&str]| CategoryLine {
        code: code.into(),
        name: format!("Kategori {code}"),
        name_en: format!("Category {code}"),
        stage,
        missing: missing.iter().map(|reason| (*reason).into()).collect(),
    };
    let categories = vec![
        line("a", Stage::Judging, &["SHEETS_OPEN"]),
        line("b", Stage::Decidable, &[]),
        line("c", Stage::Sealed, &["APPROVALS_MISSING"]),
        line("d", Stage::Revealed, &[]),
    ];
    Stages {
        desk,
        categories,
        unavailable: Vec::new(),
    }
}

pub fn samples() -> Vec<Sample> {
    use Section::{Approval as Desk2, Plenary as Desk1, Sheets};
    let lines = || {
        vec![
            sheet_line(
                "a1",
                "Dari jalan tanah menjadi jalan beton",
                SheetState::Submitted,
            ),
            sheet_line("a2", "Air bersih", SheetState::Saved),
            sheet_line("a3", "", SheetState::Empty),
        ]
    };
    let refused = Form {
        request_id: "0192".into(),
        faults: vec![
            Fault::new("mark-gagasan", "MARKS_MISSING"),
            Fault::new("mark-teknik", "MARK_OUTSIDE_SCALE"),
        ],
    };
    vec![
        Sample::new("juror", Sheets, JUROR, move |chrome| {
            JurorHome {
                sheets: lines(),
                unavailable: Vec::new(),
            }
            .render(chrome)
        }),
        Sample::new("juror-empty", Sheets, JUROR, |chrome| {
            JurorHome::default().render(chrome)
        }),
        Sample::new("sheet", Sheets, JUROR, |chrome| sheet().render(chrome)),
        Sample::new("sheet-refused", Sheets, JUROR, move |chrome| {
            SheetPage {
                form: refused.clone(),
                ..sheet()
            }
            .render(chrome)
        }),
        Sample::new("sheet-submitted", Sheets, JUROR, |chrome| {
            SheetPage {
                state: SheetState::Submitted,
                ..sheet()
            }
            .render(chrome)
        }),
        Sample::new("stages-plenary", Desk1, PLENARY, |chrome| {
            stages(Desk::Plenary).render(chrome)
        }),
        Sample::new("stages-approval", Desk2, LEADERSHIP, |chrome| {
            stages(Desk::Approval).render(chrome)
        }),
        Sample::new("stages-empty", Desk2, LEADERSHIP, |chrome| {
            Stages {
                categories: Vec::new(),
                ..stages(Desk::Approval)
            }
            .render(chrome)
        }),
        Sample::new("plenary", Desk1, PLENARY, |chrome| plenary().render(chrome)),
        Sample::new("plenary-incomplete", Desk1, PLENARY, |chrome| {
            Plenary {
                ranking: Vec::new(),
                missing: vec!["SHEETS_OPEN".into()],
                stage: Stage::Judging,
                ..plenary()
            }
            .render(chrome)
        }),
        Sample::new("plenary-sealed", Desk1, PLENARY, |chrome| {
            Plenary {
                seal: Some(seal(&[])),
                stage: Stage::Sealed,
                ..plenary()
            }
            .render(chrome)
        }),
        Sample::new("approval", Desk2, LEADERSHIP, |chrome| {
            approval(&[]).render(chrome)
        }),
        Sample::new("approval-mine-given", Desk2, LEADERSHIP, |chrome| {
            approval(&[Side::Leadership]).render(chrome)
        }),
        Sample::new("approval-complete", Desk2, LEADERSHIP, |chrome| {
            approval(&[Side::Leadership, Side::Plenary]).render(chrome)
        }),
        Sample::new("approval-released", Desk2, LEADERSHIP, |chrome| {
            ApprovalPage {
                now: at("2024-11-14T19:30:00+07:00"),
                ..approval(&[Side::Leadership, Side::Plenary])
            }
            .render(chrome)
        }),
        Sample::new("approval-not-sealed", Desk2, LEADERSHIP, |chrome| {
            ApprovalPage {
                seal: None,
                ..approval(&[])
            }
            .render(chrome)
        }),
    ]
}
