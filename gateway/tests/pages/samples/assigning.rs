use gateway::pages::assigning::{Assigning, Entry, Tried, jurors_of};
use gateway::pages::{Fault, Form, Paging, Part, Role, Section};

use super::{Sample, committee::judge, department, paging};

const COMMITTEE: &[Role] = &[Role::Participant, Role::Committee];

fn entry(id: &str, title: &str, jurors: &[&str]) -> Entry {
    Entry {
        id: id.into(),
        title: title.into(),
        organisation_name: department().name,
        jurors: Some(jurors.iter().map(|id| (*id).into()).collect()),
    }
}

pub fn assigning() -> Assigning {
    Assigning {
        form: Form::fresh("0192"),
        category_code: "reels".into(),
        category_name: "Lomba reels, perangkat daerah".into(),
        category_name_en: "Reels of departments".into(),
        entries: vec![
            entry("e1", "Dari jalan tanah menjadi jalan beton", &["j1", "j2"]),
            entry("e2", "Satu hari bersama Tagana", &[]),
            entry("e3", "Malam di pasar", &["j1"]),
        ],
        paging: Paging {
            size: 20,
            shown: 3,
            total: 41,
            next_token: "bmV4dA".into(),
            ..Paging::default()
        },
        judges: vec![judge("j1", "Juri Satu"), judge("j2", "Juri Dua")],
        ..Assigning::default()
    }
}

fn partly() -> Assigning {
    Assigning {
        form: Form {
            request_id: "0192".into(),
            faults: vec![Fault::named("Suryadi", "JUDGE_OTHER_EDITION")],
        },
        judges: vec![judge("j1", "Juri Satu"), judge("j3", "Suryadi")],
        tried: Some(Tried {
            entry_id: "e3".into(),
            assigned: vec!["Juri Satu".into()],
            refused: vec!["j3".into()],
        }),
        paging: paging(3, 41, ""),
        ..assigning()
    }
}

pub fn samples() -> Vec<Sample> {
    use Section::Board as Room;
    vec![
        Sample::new("assigning", Room, COMMITTEE, |chrome| {
            assigning().render(chrome)
        }),
        Sample::new("assigning-partly-refused", Room, COMMITTEE, |chrome| {
            partly().render(chrome)
        }),
        Sample::new("assigning-refused", Room, COMMITTEE, |chrome| {
            let fault = Fault::new(jurors_of("e2"), "JURORS_MISSING");
            Assigning {
                form: Form {
                    request_id: "0192".into(),
                    faults: vec![fault],
                },
                tried: Some(Tried {
                    entry_id: "e2".into(),
                    ..Tried::default()
                }),
                ..assigning()
            }
            .render(chrome)
        }),
        Sample::new("assigning-no-entries", Room, COMMITTEE, |chrome| {
            Assigning {
                entries: Vec::new(),
                judges: Vec::new(),
                paging: Paging::default(),
                ..assigning()
            }
            .render(chrome)
        }),
        Sample::new("assigning-without-scoring", Room, COMMITTEE, |chrome| {
            let mut page = assigning();
            for entry in &mut page.entries {
                entry.jurors = None;
            }
            page.unavailable = vec![Part::Scoring];
            page.render(chrome)
        }),
    ]
}
