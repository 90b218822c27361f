use gateway::pages::claim::ClaimForm;
use gateway::pages::entry::EntryPage;
use gateway::pages::participant::{Claim, Endorsable, Entry, Opening, Overview};
use gateway::pages::{ClaimState, EntryState, Fault, Form, Phase, Role, Section};

use super::{Sample, at, department, district, edition, village};

const PARTICIPANT: &[Role] = &[Role::Participant];

fn claim(state: ClaimState) -> Claim {
    Claim {
        id: "01920000-0000-7000-8000-00000000000a".into(),
        organisation: department(),
        state,
        decree_number: "141/17/SK/2024".into(),
        claimed_at: at("2024-10-15T10:00:00+07:00"),
    }
}

fn entry_line(state: EntryState) -> Entry {
    let submitted_at = (state == EntryState::Submitted).then(|| at("2024-10-18T14:05:32+07:00"));
    Entry {
        id: "01920000-0000-7000-8000-000000000001".into(),
        title: if submitted_at.is_some() {
            "Dari jalan tanah menjadi jalan beton".into()
        } else {
            String::new()
        },
        category_name: "Lomba reels, perangkat daerah".into(),
        category_name_en: "Reels contest, departments".into(),
        organisation_name: department().name,
        state,
        submitted_at,
    }
}

fn overview() -> Overview {
    let opening = Opening {
        participation_id: "01920000-0000-7000-8000-00000000000a".into(),
        organisation_name: department().name,
        category_id: "01920000-0000-7000-8000-00000000000b".into(),
        category_name: "Admin teresponsif".into(),
        category_name_en: "Most responsive admin".into(),
    };
    Overview {
        form: Form::fresh("0192"),
        edition: Some(edition(Phase::Open)),
        moved: super::moved(),
        claims: vec![claim(ClaimState::Verified), claim(ClaimState::Claimed)],
        entries: vec![
            entry_line(EntryState::Submitted),
            entry_line(EntryState::Draft),
        ],
        openings: vec![opening],
        endorsable: Vec::new(),
        unavailable: Vec::new(),
    }
}

pub fn entry() -> EntryPage {
    EntryPage {
        form: Form::fresh("0192"),
        id: "01920000-0000-7000-8000-000000000001".into(),
        category_name: "Lomba reels, perangkat daerah".into(),
        category_name_en: "Reels contest, departments".into(),
        organisation: department(),
        title: "Dari jalan tanah menjadi jalan beton".into(),
        description: "Cerita warga di utara Bekasi.\nTiga babak, 58 detik.".into(),
        link: "https://contoh.bekasikab.go.id/reels/14".into(),
        state: EntryState::Draft,
        submitted_at: None,
        saved_at: Some(at("2024-10-20T20:41:00+07:00")),
        version: 3,
        closes_at: at("2024-10-30T23:59:00+07:00"),
        checking: false,
    }
}

fn claim_form() -> ClaimForm {
    ClaimForm {
        form: Form::fresh("0192"),
        query: "sukawangi".into(),
        hits: vec![district(), village()],
        total: 2,
        ..ClaimForm::default()
    }
}

pub fn samples() -> Vec<Sample> {
    use Section::{Claim as Door, Overview as Room};
    let faults = vec![
        Fault::new("title", "TITLE_MISSING"),
        Fault::new("link", "LINK_INVALID"),
    ];
    vec![
        Sample::new("overview", Room, PARTICIPANT, |chrome| {
            overview().render(chrome)
        }),
        Sample::new("overview-empty", Room, PARTICIPANT, |chrome| {
            Overview {
                claims: Vec::new(),
                entries: Vec::new(),
                openings: Vec::new(),
                ..overview()
            }
            .render(chrome)
        }),
        Sample::new("overview-returned", Room, PARTICIPANT, |chrome| {
            let below = Endorsable {
                id: "01920000-0000-7000-8000-00000000000c".into(),
                organisation: village(),
                display_name: "Budi Santoso".into(),
                decree_number: "141/17/SK/2024".into(),
                version: 1,
            };
            Overview {
                claims: vec![
                    claim(ClaimState::Returned),
                    claim(ClaimState::Endorsed),
                    claim(ClaimState::Withdrawn),
                ],
                endorsable: vec![below],
                ..overview()
            }
            .render(chrome)
        }),
        Sample::new("overview-closed", Room, PARTICIPANT, |chrome| {
            Overview {
                edition: Some(edition(Phase::Closed)),
                ..overview()
            }
            .render(chrome)
        }),
        Sample::new("claim-search", Door, PARTICIPANT, |chrome| {
            ClaimForm {
                query: String::new(),
                hits: Vec::new(),
                total: 0,
                ..claim_form()
            }
            .render(chrome)
        }),
        Sample::new("claim-hits", Door, PARTICIPANT, |chrome| {
            claim_form().render(chrome)
        }),
        Sample::new("claim-no-hits", Door, PARTICIPANT, |chrome| {
            ClaimForm {
                hits: Vec::new(),
                total: 0,
                ..claim_form()
            }
            .render(chrome)
        }),
        Sample::new("claim-has-admin", Door, PARTICIPANT, |chrome| {
            ClaimForm {
                chosen: Some(village()),
                admins: 1,
                ..claim_form()
            }
            .render(chrome)
        }),
        Sample::new("claim-closed", Door, PARTICIPANT, |chrome| {
            ClaimForm {
                closed_at: Some(at("2024-10-30T23:59:00+07:00")),
                ..claim_form()
            }
            .render(chrome)
        }),
        Sample::new("claim-decree-refused", Door, PARTICIPANT, |chrome| {
            let form = Form {
                request_id: "0192".into(),
                faults: vec![Fault::new("decree_date", "DECREE_DATE_INVALID")],
            };
            ClaimForm {
                form,
                chosen: Some(village()),
                decree_number: "141/17".into(),
                ..claim_form()
            }
            .render(chrome)
        }),
        Sample::new("entry-draft", Room, PARTICIPANT, |chrome| {
            entry().render(chrome)
        }),
        Sample::new("entry-refused", Room, PARTICIPANT, move |chrome| {
            let form = Form {
                request_id: "0192".into(),
                faults: faults.clone(),
            };
            EntryPage {
                form,
                title: String::new(),
                link: "http://contoh".into(),
                ..entry()
            }
            .render(chrome)
        }),
        Sample::new("entry-check", Room, PARTICIPANT, |chrome| {
            EntryPage {
                checking: true,
                ..entry()
            }
            .render(chrome)
        }),
        Sample::new("entry-submitted", Room, PARTICIPANT, |chrome| {
            EntryPage {
                state: EntryState::Submitted,
                submitted_at: Some(at("2024-10-18T14:05:32+07:00")),
                ..entry()
            }
            .render(chrome)
        }),
        Sample::new("entry-closed", Room, PARTICIPANT, |chrome| {
            let mut later = chrome.clone();
            later.now = at("2024-10-30T23:59:00+07:00");
            EntryPage {
                title: String::new(),
                link: "javascript:alert(1)".into(),
                ..entry()
            }
            .render(&later)
        }),
    ]
}
