use gateway::pages::account::{LogIn, SignUp};
use gateway::pages::error::ErrorPage;
use gateway::pages::{Fault, Form, Role, Section};

use super::{Sample, at};

pub fn samples() -> Vec<Sample> {
    use Section::Elsewhere;
    let refused = Form {
        request_id: "0192".into(),
        faults: vec![
            Fault::new("email", "EMAIL_TAKEN"),
            Fault::new("password", "PASSWORD_TOO_SHORT"),
        ],
    };
    vec![
        Sample::new("log-in", Elsewhere, &[], |chrome| {
            LogIn {
                form: Form::fresh("0192"),
                ..LogIn::default()
            }
            .render(chrome)
        }),
        Sample::new("log-in-refused", Elsewhere, &[], |chrome| {
            let form = Form {
                request_id: "0192".into(),
                faults: vec![Fault::whole("CREDENTIALS_WRONG")],
            };
            LogIn {
                form,
                email: "siti@contoh.go.id".into(),
                next: "/juri".into(),
                ..LogIn::default()
            }
            .render(chrome)
        }),
        Sample::new("log-in-code", Elsewhere, &[], |chrome| {
            let faults = vec![Fault::new("code", "SECOND_FACTOR_USED")];
            LogIn {
                form: Form {
                    request_id: "0192".into(),
                    faults,
                },
                email: "siti@contoh.go.id".into(),
                locked: "bG9ja2Vk".into(),
                next: String::new(),
            }
            .render(chrome)
        }),
        Sample::new("sign-up-refused", Elsewhere, &[], move |chrome| {
            SignUp {
                form: refused.clone(),
                display_name: "Siti".into(),
                email: "siti@contoh.go.id".into(),
                closed_at: None,
            }
            .render(chrome)
        }),
        Sample::new("sign-up-closed", Elsewhere, &[], |chrome| {
            SignUp {
                closed_at: Some(at("2024-10-30T23:59:00+07:00")),
                ..SignUp::default()
            }
            .render(chrome)
        }),
        Sample::new("error-503", Elsewhere, &[Role::Participant], |chrome| {
            ErrorPage {
                status: 503,
                reason: String::new(),
                back: "/".into(),
                needed: Vec::new(),
            }
            .render(chrome)
        }),
        Sample::new("error-404", Elsewhere, &[], |chrome| {
            ErrorPage {
                status: 404,
                reason: String::new(),
                back: "/".into(),
                needed: Vec::new(),
            }
            .render(chrome)
        }),
        Sample::new("error-403", Elsewhere, &[Role::Participant], |chrome| {
            ErrorPage {
                status: 403,
                reason: "ROLE_MISSING".into(),
                back: "/".into(),
                needed: vec![Role::Committee, Role::Plenary],
            }
            .render(chrome)
        }),
        Sample::new("error-403-juror", Elsewhere, &[], |chrome| {
            ErrorPage {
                status: 403,
                reason: "ROLE_MISSING".into(),
                back: "/".into(),
                needed: vec![Role::Juror],
            }
            .render(chrome)
        }),
        Sample::new("error-401", Elsewhere, &[], |chrome| {
            ErrorPage {
                status: 401,
                reason: String::new(),
                back: "/".into(),
                needed: Vec::new(),
            }
            .render(chrome)
        }),
        Sample::new("error-409", Elsewhere, &[Role::Committee], |chrome| {
            ErrorPage {
                status: 409,
                reason: "VERSION_STALE".into(),
                back: "/panitia".into(),
                needed: Vec::new(),
            }
            .render(chrome)
        }),
    ]
}
