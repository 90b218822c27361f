use gateway::pages::person::{Consent, OwnData, Person, Persons};
use gateway::pages::{Fault, Form, Role, Section};

use super::{Sample, at, department};

const PARTICIPANT: &[Role] = &[Role::Participant];

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

fn own_data(faults: Vec<Fault>) -> OwnData {
    OwnData {
        form: Form {
            request_id: "0192".into(),
            faults,
        },
        display_name: "Siti Rahmawati".into(),
        email: "siti@contoh.bekasikab.go.id".into(),
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
        Sample::new("own data", Section::Elsewhere, PARTICIPANT, |c| {
            own_data(Vec::new()).render(c)
        }),
        Sample::new("own data refused", Section::Elsewhere, PARTICIPANT, |c| {
            let wrong = Fault::new("password", "PASSWORD_WRONG");
            own_data(vec![wrong]).render(c)
        }),
    ]
}
