use gateway::pages::claim_list::{ClaimList, Listed};
use gateway::pages::participation::{Change, Facts, Own, Review, Scan, Typed};
use gateway::pages::progress::{Counts, Progress, Reminded, Silent, SilentList};
use gateway::pages::verification::Mail;
use gateway::pages::{Bodies, ClaimState, Fault, Form, Part, Role, Section};

use super::{Sample, at, district, paging, village};

const PARTICIPANT: &[Role] = &[Role::Participant];
const COMMITTEE: &[Role] = &[Role::Participant, Role::Committee];

fn change(kind: &str, by_admin: bool, reason: &str) -> Change {
    Change {
        kind: kind.into(),
        actor: "Budi Santoso".into(),
        by_admin,
        admin: "Siti Rahmawati".into(),
        reason: reason.into(),
        at: at("2024-10-17T10:00:00+07:00"),
    }
}

fn facts(state: ClaimState) -> Facts {
    let reason = match state {
        ClaimState::Returned => "SK belum ditandatangani.\nUnggah yang sudah.",
        _ => "",
    };
    Facts {
        id: "01920000-0000-7000-8000-00000000000a".into(),
        organisation: village(),
        state,
        display_name: "Siti Rahmawati".into(),
        decree_number: "141/17/SK/2024".into(),
        decree_date: "2024-01-31".into(),
        decree_signer: "Camat Sukawangi".into(),
        scan: Some(Scan {
            id: "01920000-0000-7000-8000-0000000000f1".into(),
            name: "sk admin.pdf".into(),
            content_type: "application/pdf".into(),
        }),
        reason: reason.into(),
        claimed_at: at("2024-10-17T10:00:00+07:00"),
        version: 3,
        changes: vec![
            change("claimed", true, ""),
            change("returned", false, "SK belum ditandatangani."),
            change("revised", true, ""),
            change("endorsed", false, ""),
            change("handed_over", true, ""),
        ],
    }
}

fn own(state: ClaimState) -> Own {
    Own {
        form: Form::fresh("0192"),
        claim: facts(state),
        takes_claims: true,
        typed: Typed::default(),
        unavailable: Vec::new(),
    }
}

fn review(state: ClaimState) -> Review {
    Review {
        form: Form::fresh("0192"),
        claim: facts(state),
        admins: 1,
        typed: Typed::default(),
        unavailable: Vec::new(),
    }
}

pub fn refused(fields: &[(&str, &str)]) -> Form {
    let fault = |(field, reason): &(&str, &str)| Fault::new(*field, *reason);
    Form {
        request_id: "0192".into(),
        faults: fields.iter().map(fault).collect(),
    }
}

fn progress() -> Progress {
    let counts = Counts {
        organisations: 368,
        silent: 214,
        invited: 179,
        waiting: 41,
        returned: 3,
        verified: 108,
        withdrawn: 2,
    };
    Progress {
        form: Form::fresh("0192"),
        total: counts,
        kinds: vec![("desa".into(), counts), ("uptd".into(), Counts::default())],
        districts: vec![("Sukawangi".into(), counts), (String::new(), counts)],
        endorsement_required: false,
        rule_version: 0,
        has_edition: true,
        unavailable: Vec::new(),
    }
}

fn bodies() -> Bodies {
    Bodies {
        kind: "desa".into(),
        district: "Sukawangi".into(),
        districts: vec!["Babelan".into(), "Sukawangi".into()],
    }
}

fn silent() -> SilentList {
    let one = |organisation, invited_at, mail| Silent {
        organisation,
        invited_at,
        opened_at: None,
        reminded_at: invited_at,
        mail,
    };
    SilentList {
        form: Form::fresh("0192"),
        bodies: bodies(),
        invited: false,
        organisations: vec![
            one(
                village(),
                Some(at("2024-10-10T09:00:00+07:00")),
                Mail::Failed,
            ),
            one(district(), None, Mail::None),
        ],
        paging: paging(2, 214, "bm8"),
        closed_at: None,
        reminded: None,
        unavailable: Vec::new(),
    }
}

fn claim_list(claims: usize) -> ClaimList {
    let listed = Listed {
        id: "01920000-0000-7000-8000-000000000001".into(),
        organisation: village(),
        display_name: "Siti Rahmawati".into(),
        claimed_at: at("2024-10-15T10:00:00+07:00"),
    };
    ClaimList {
        state: ClaimState::Verified,
        bodies: bodies(),
        claims: vec![listed; claims],
        paging: paging(claims as u64, 51, ""),
        unavailable: Vec::new(),
    }
}

pub fn samples() -> Vec<Sample> {
    [owned(), checked()].into_iter().flatten().collect()
}

fn owned() -> Vec<Sample> {
    use Section::Overview as Room;
    vec![
        Sample::new("participation", Room, PARTICIPANT, |chrome| {
            own(ClaimState::Claimed).render(chrome)
        }),
        Sample::new("participation-returned", Room, PARTICIPANT, |chrome| {
            own(ClaimState::Returned).render(chrome)
        }),
        Sample::new("participation-verified", Room, PARTICIPANT, |chrome| {
            own(ClaimState::Verified).render(chrome)
        }),
        Sample::new("participation-withdrawn", Room, PARTICIPANT, |chrome| {
            Own {
                takes_claims: false,
                ..own(ClaimState::Withdrawn)
            }
            .render(chrome)
        }),
        Sample::new("participation-refused", Room, PARTICIPANT, |chrome| {
            Own {
                form: refused(&[
                    ("email", "ACCOUNT_NOT_FOUND"),
                    ("new_decree_date", "DECREE_DATE_INVALID"),
                ]),
                typed: Typed {
                    email: "siapa@contoh.go.id".into(),
                    ..Typed::default()
                },
                ..own(ClaimState::Verified)
            }
            .render(chrome)
        }),
    ]
}

fn checked() -> Vec<Sample> {
    use Section::Board as Room;
    vec![
        Sample::new("review", Room, COMMITTEE, |chrome| {
            review(ClaimState::Endorsed).render(chrome)
        }),
        Sample::new("review-returned", Room, COMMITTEE, |chrome| {
            Review {
                claim: Facts {
                    changes: Vec::new(),
                    ..facts(ClaimState::Returned)
                },
                unavailable: vec![Part::Registration],
                ..review(ClaimState::Returned)
            }
            .render(chrome)
        }),
        Sample::new("review-refused", Room, COMMITTEE, |chrome| {
            Review {
                form: refused(&[("reason", "REASON_MISSING")]),
                ..review(ClaimState::Verified)
            }
            .render(chrome)
        }),
        Sample::new("progress", Room, COMMITTEE, |chrome| {
            progress().render(chrome)
        }),
        Sample::new("progress-endorsed", Room, COMMITTEE, |chrome| {
            Progress {
                endorsement_required: true,
                rule_version: 1,
                ..progress()
            }
            .render(chrome)
        }),
        Sample::new("progress-empty", Room, COMMITTEE, |chrome| {
            Progress {
                form: Form::fresh("0192"),
                ..Progress::default()
            }
            .render(chrome)
        }),
        Sample::new("silent", Room, COMMITTEE, |chrome| silent().render(chrome)),
        Sample::new("silent-reminded", Room, COMMITTEE, |chrome| {
            let reminded = SilentList {
                reminded: Some(Reminded {
                    queued: 3,
                    recent: 1,
                    unknown: 210,
                }),
                ..silent()
            };
            reminded.render(chrome)
        }),
        Sample::new("silent-closed", Room, COMMITTEE, |chrome| {
            SilentList {
                closed_at: Some(at("2024-10-30T23:59:00+07:00")),
                ..silent()
            }
            .render(chrome)
        }),
        Sample::new("silent-invited", Room, COMMITTEE, |chrome| {
            SilentList {
                invited: true,
                ..silent()
            }
            .render(chrome)
        }),
        Sample::new("claim-list", Room, COMMITTEE, |chrome| {
            claim_list(1).render(chrome)
        }),
        Sample::new("claim-list-none", Room, COMMITTEE, |chrome| {
            claim_list(0).render(chrome)
        }),
        Sample::new("silent-none-invited", Room, COMMITTEE, |chrome| {
            SilentList {
                invited: true,
                ..SilentList::default()
            }
            .render(chrome)
        }),
        Sample::new("silent-none", Room, COMMITTEE, |chrome| {
            SilentList {
                form: Form::fresh("0192"),
                ..SilentList::default()
            }
            .render(chrome)
        }),
    ]
}
