use gateway::pages::invitation::{InvitationPage, Letter, Letters, Opened};
use gateway::pages::{Form, Role, Section};

use super::{Sample, at, department, participation::refused, village};

const COMMITTEE: &[Role] = &[Role::Participant, Role::Committee];
const PARTICIPANT: &[Role] = &[Role::Participant];

fn letters() -> Letters {
    let letter = |organisation, code: &str| Letter {
        organisation,
        code: code.into(),
    };
    Letters {
        letters: vec![
            letter(village(), "ACDE-2345"),
            letter(department(), "QRTV-6789"),
        ],
        event_name: "Diskom Fest 2024".into(),
        letterhead: vec![
            "PEMERINTAH KABUPATEN BEKASI".into(),
            "Dinas Komunikasi, Informatika, Persandian dan Statistik".into(),
        ],
        closes_at: at("2024-10-30T23:59:00+07:00"),
        address: "https://fest.contoh.bekasikab.go.id/undangan".into(),
    }
}

fn opened(answered: bool) -> InvitationPage {
    InvitationPage {
        opened: Some(Opened {
            organisation: village(),
            answered,
        }),
        ..InvitationPage::default()
    }
}

pub fn samples() -> Vec<Sample> {
    use Section::{Board as Room, Elsewhere};
    vec![
        Sample::new("letters", Room, COMMITTEE, |chrome| {
            letters().render(chrome)
        }),
        Sample::new("letters-told", Room, COMMITTEE, |chrome| {
            let mut told = letters();
            for letter in &mut told.letters {
                letter.code.clear();
            }
            told.render(chrome)
        }),
        Sample::new("invitation", Elsewhere, &[], |chrome| {
            InvitationPage {
                form: Form::fresh("0192"),
                ..InvitationPage::default()
            }
            .render(chrome)
        }),
        Sample::new("invitation-refused", Elsewhere, &[], |chrome| {
            InvitationPage {
                form: refused(&[("code", "INVITATION_NOT_FOUND")]),
                code: "ACDE".into(),
                opened: None,
                closed_at: None,
            }
            .render(chrome)
        }),
        Sample::new("invitation-closed", Elsewhere, &[], |chrome| {
            InvitationPage {
                closed_at: Some(at("2024-10-30T23:59:00+07:00")),
                ..opened(false)
            }
            .render(chrome)
        }),
        Sample::new("invitation-of-others", Elsewhere, COMMITTEE, |chrome| {
            opened(false).render(chrome)
        }),
        Sample::new("invitation-opened", Elsewhere, &[], |chrome| {
            opened(false).render(chrome)
        }),
        Sample::new("invitation-answered", Elsewhere, PARTICIPANT, |chrome| {
            opened(true).render(chrome)
        }),
    ]
}
