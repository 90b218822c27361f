use gateway::pages::board::{Board, Category, Claim, Group, Import, Judge, Progress};
use gateway::pages::{Fault, Form, Intake, Paging, Part, Phase, Role, Section, Stage};

use super::{Sample, at, department, edition, paging, village};

const COMMITTEE: &[Role] = &[Role::Participant, Role::Committee];
const PLENARY: &[Role] = &[Role::Participant, Role::Committee, Role::Plenary];

fn claim(id: &str, organisation: gateway::pages::Organisation) -> Claim {
    Claim {
        id: id.into(),
        organisation,
        display_name: "Budi Santoso".into(),
        decree_number: "141/17/SK/2024".into(),
        decree_date: "2024-01-31".into(),
        decree_signer: "Camat Sukawangi".into(),
        claimed_at: at("2024-10-17T10:00:00+07:00"),
        version: 1,
    }
}

fn category(code: &str, name: &str, intake: Intake, stage: Stage, missing: &[&str]) -> Category {
    let progress = Progress {
        stage,
        entries: 12,
        sheets_assigned: 24,
        sheets_submitted: 7,
        missing: missing.iter().map(|reason| (*reason).into()).collect(),
    };
    Category {
        id: format!("id-{code}"),
        code: code.into(),
        name: name.into(),
        name_en: format!("{name} (en)"),
        intake,
        progress: Some(progress),
        import: None,
        released_from: None,
        revealed_at: None,
    }
}

pub fn judge(id: &str, name: &str) -> Judge {
    Judge {
        id: id.into(),
        display_name: name.into(),
    }
}

pub fn board() -> Board {
    let import = |frozen_at| {
        Some(Import {
            row_count: 10,
            imported_at: at("2024-10-20T16:00:00+07:00"),
            frozen_at,
        })
    };
    let monitored = category(
        "lapor-pd",
        "SP4N-LAPOR!, tingkat perangkat daerah",
        Intake::Monitored,
        Stage::Intake,
        &["SNAPSHOT_MISSING"],
    );
    let mut loaded = category(
        "lapor-kecamatan",
        "SP4N-LAPOR!, tingkat kecamatan",
        Intake::Monitored,
        Stage::Intake,
        &["SNAPSHOT_MISSING"],
    );
    loaded.import = import(None);
    let mut approved = category(
        "admin",
        "Admin teresponsif",
        Intake::Entered,
        Stage::Approved,
        &[],
    );
    approved.released_from = Some(at("2024-10-20T19:30:00+07:00"));
    let mut later = category(
        "admin-2",
        "Admin terkreatif",
        Intake::Entered,
        Stage::Approved,
        &[],
    );
    later.released_from = Some(at("2024-11-14T19:30:00+07:00"));
    let mut revealed = category(
        "pejabat",
        "Pejabat aktif",
        Intake::Entered,
        Stage::Approved,
        &[],
    );
    revealed.revealed_at = Some(at("2024-10-20T19:30:00+07:00"));
    let judging = category(
        "reels",
        "Lomba reels, perangkat daerah",
        Intake::Entered,
        Stage::Judging,
        &["ASSIGNMENTS_MISSING", "SHEETS_OPEN"],
    );
    Board {
        form: Form::fresh("0192"),
        edition: Some(edition(Phase::Open)),
        edition_version: 2,
        categories: vec![monitored, loaded, judging, approved, later, revealed],
        claims: vec![claim("c1", department()), claim("c2", village())],
        claims_paging: Paging {
            size: 2,
            ..paging(2, 41, "bmV4dA")
        },
        judges: vec![judge("j1", "Juri Satu"), judge("j2", "Juri Dua")],
        opened: None,
        judge_email: String::new(),
        unavailable: Vec::new(),
    }
}

fn without_scoring() -> Board {
    let mut board = board();
    for category in &mut board.categories {
        category.progress = None;
    }
    board.unavailable = vec![Part::Scoring];
    board
}

fn without_submission() -> Board {
    let mut board = board();
    for category in &mut board.categories {
        category.import = None;
    }
    Board {
        unavailable: vec![Part::Submission],
        ..board
    }
}

pub fn samples() -> Vec<Sample> {
    use Section::Board as Room;
    vec![
        Sample::new("board", Room, COMMITTEE, |chrome| board().render(chrome)),
        Sample::new("board-opened", Room, COMMITTEE, |chrome| {
            Board {
                opened: Some(Group::Revealed),
                claims_paging: Paging {
                    size: 2,
                    ..paging(2, 4, "")
                },
                ..board()
            }
            .render(chrome)
        }),
        Sample::new("board-draft", Room, COMMITTEE, |chrome| {
            let empty = Board {
                claims: Vec::new(),
                claims_paging: paging(0, 0, ""),
                judges: Vec::new(),
                ..board()
            };
            Board {
                edition: Some(edition(Phase::Draft)),
                ..empty
            }
            .render(chrome)
        }),
        Sample::new("board-closed", Room, PLENARY, |chrome| {
            Board {
                edition: Some(edition(Phase::Closed)),
                ..board()
            }
            .render(chrome)
        }),
        Sample::new("board-empty", Room, COMMITTEE, |chrome| {
            Board {
                form: Form::fresh("0192"),
                ..Board::default()
            }
            .render(chrome)
        }),
        Sample::new("board-without-scoring", Room, COMMITTEE, |chrome| {
            without_scoring().render(chrome)
        }),
        Sample::new("board-without-submission", Room, COMMITTEE, |chrome| {
            without_submission().render(chrome)
        }),
        Sample::new("board-without-registration", Room, COMMITTEE, |chrome| {
            Board {
                form: Form::fresh("0192"),
                unavailable: vec![Part::Registration],
                ..Board::default()
            }
            .render(chrome)
        }),
        Sample::new("board-refused", Room, COMMITTEE, |chrome| {
            let faults = vec![
                Fault::whole("ROWS_INVALID"),
                Fault::named("row 3: received", "NUMBER_INVALID"),
                Fault::new("email", "ACCOUNT_NOT_FOUND"),
            ];
            Board {
                form: Form {
                    request_id: "0192".into(),
                    faults,
                },
                judge_email: "juri@contoh".into(),
                ..board()
            }
            .render(chrome)
        }),
    ]
}
