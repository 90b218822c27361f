use gateway::pages::person::{Consent, OwnData, Person, PersonList, Persons, Session};
use gateway::pages::verification::{Address, Mail};
use gateway::pages::{Fault, Form, Part, Role, Section};

use super::{Sample, at, department, paging};

const PARTICIPANT: &[Role] = &[Role::Participant];
const COMMITTEE: &[Role] = &[Role::Participant, Role::Committee];

fn person(id: u8, name: &str, position: &str) -> Person {
    Person {
        id: format!("01920000-0000-7000-8000-0000000000{id:02}"),
        organisation: department(),
        name: name.into(),
        position: position.into(),
        consented_at: at("2024-10-15T10:00:00+07:00"),
        version: 1,
    }
}

fn consent() -> Consent {
    let both = |id: &str, en: &str| [id.into(), en.into()];
    Consent {
        version: 1,
        purpose: both("Untuk menilai.", "To judge."),
        retention: both("Bersama edisinya.", "With the edition."),
        text: both("Saya setuju.", "I consent."),
    }
}

fn persons() -> Persons {
    Persons {
        form: Form::fresh("0192"),
        organisations: vec![department()],
        consent: Some(consent()),
        persons: vec![
            person(1, "Siti Rahmawati", "Kepala Bidang"),
            person(2, "", ""),
        ],
        ..Persons::default()
    }
}

fn person_list() -> PersonList {
    PersonList {
        form: Form::fresh("0192"),
        persons: persons().persons,
        paging: paging(2, 52, ""),
        ..PersonList::default()
    }
}

fn refused() -> Persons {
    Persons {
        form: Form {
            request_id: "0192".into(),
            faults: vec![
                Fault::new("name", "PERSON_NAME_MISSING"),
                Fault::new("consent_version", "CONSENT_MISSING"),
            ],
        },
        position: "Camat".into(),
        ..persons()
    }
}

fn session(id: u8, device: &str, is_current: bool) -> Session {
    Session {
        id: format!("01920000-0000-7000-8000-0000000001{id:02}"),
        device: device.into(),
        created_at: at("2024-10-15T10:00:00+07:00"),
        seen_at: at("2024-10-21T08:50:00+07:00"),
        is_current,
    }
}

fn own_data(faults: Vec<Fault>) -> OwnData {
    OwnData {
        form: Form {
            request_id: "0192".into(),
            faults,
        },
        display_name: "Siti Rahmawati".into(),
        email: "siti@contoh.bekasikab.go.id".into(),
        address: Some(Address {
            is_verified: true,
            ..Address::default()
        }),
        sessions: vec![
            session(1, "Chrome, Android", true),
            session(2, "Firefox, Windows", false),
            session(3, "", false),
        ],
        unavailable: Vec::new(),
    }
}

pub fn samples() -> Vec<Sample> {
    let section = Section::Overview;
    vec![
        Sample::new("persons", section, PARTICIPANT, |c| persons().render(c)),
        Sample::new("persons refused", section, PARTICIPANT, |c| {
            refused().render(c)
        }),
        Sample::new("persons of nobody", section, PARTICIPANT, |c| {
            Persons::default().render(c)
        }),
        Sample::new("person list", Section::Board, COMMITTEE, |c| {
            person_list().render(c)
        }),
        Sample::new("person list empty", Section::Board, COMMITTEE, |c| {
            PersonList::default().render(c)
        }),
        Sample::new("own data", Section::Elsewhere, PARTICIPANT, |c| {
            own_data(Vec::new()).render(c)
        }),
        Sample::new(
            "own data unverified",
            Section::Elsewhere,
            PARTICIPANT,
            |c| {
                let unverified = OwnData {
                    address: Some(Address {
                        is_verified: false,
                        mail: Mail::Sent,
                        is_mail_sent: true,
                    }),
                    ..own_data(Vec::new())
                };
                unverified.render(c)
            },
        ),
        Sample::new(
            "own data, half of it",
            Section::Elsewhere,
            PARTICIPANT,
            |c| {
                let half = OwnData {
                    address: None,
                    sessions: Vec::new(),
                    unavailable: vec![Part::Registration],
                    ..own_data(Vec::new())
                };
                half.render(c)
            },
        ),
        Sample::new(
            "own password refused",
            Section::Elsewhere,
            PARTICIPANT,
            |c| {
                let wrong = Fault::new("current_password", "PASSWORD_WRONG");
                let short = Fault::new("new_password", "PASSWORD_TOO_SHORT");
                own_data(vec![wrong, short]).render(c)
            },
        ),
        Sample::new("own data refused", Section::Elsewhere, PARTICIPANT, |c| {
            let wrong = Fault::new("password", "PASSWORD_WRONG");
            own_data(vec![wrong]).render(c)
        }),
    ]
}
