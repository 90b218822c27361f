use gateway::pages::password_reset::{ForgottenPassword, Issued, NewPassword, ResetCode};
use gateway::pages::verification::VerificationPage;
use gateway::pages::{Fault, Form, Role, Section};

use super::{Sample, at};

fn refused(field: &str, reason: &str) -> Form {
    Form {
        request_id: "0192".into(),
        faults: vec![Fault::new(field, reason)],
    }
}

fn issued(code: &str) -> ResetCode {
    ResetCode {
        email: "siti@contoh.go.id".into(),
        issued: Some(Issued {
            code: code.into(),
            expires_at: at("2024-10-22T09:00:00+07:00"),
            address: "https://penghargaan.bekasikab.go.id/sandi/baru".into(),
        }),
        ..ResetCode::default()
    }
}

pub fn samples() -> Vec<Sample> {
    use Section::Elsewhere;
    let committee: &[Role] = &[Role::Committee];
    vec![
        Sample::new("verification", Elsewhere, &[], |c| {
            VerificationPage::default().render(c)
        }),
        Sample::new("verification-refused", Elsewhere, &[], |c| {
            VerificationPage {
                form: refused("code", "MAIL_CODE_INVALID"),
                code: "ACDE".into(),
            }
            .render(c)
        }),
        Sample::new("password-forgotten", Elsewhere, &[], |c| {
            ForgottenPassword::default().render(c)
        }),
        Sample::new("password-forgotten-refused", Elsewhere, &[], |c| {
            ForgottenPassword {
                form: refused("email", "EMAIL_INVALID"),
                email: "siti".into(),
            }
            .render(c)
        }),
        Sample::new("password-new", Elsewhere, &[], |c| {
            NewPassword::default().render(c)
        }),
        Sample::new("password-new-refused", Elsewhere, &[], |c| {
            NewPassword {
                form: refused("new_password", "PASSWORD_TOO_SHORT"),
                code: "ACDE-2345-FGHJ-KMNP".into(),
            }
            .render(c)
        }),
        Sample::new("reset-code", Section::Board, committee, |c| {
            ResetCode::default().render(c)
        }),
        Sample::new("reset-code-refused", Section::Board, committee, |c| {
            ResetCode {
                form: refused("reason", "REASON_MISSING"),
                email: "siti@contoh.go.id".into(),
                ..ResetCode::default()
            }
            .render(c)
        }),
        Sample::new("reset-code-issued", Section::Board, committee, |c| {
            issued("ACDE-2345-FGHJ-KMNP").render(c)
        }),
        Sample::new("reset-code-told", Section::Board, committee, |c| {
            issued("").render(c)
        }),
    ]
}
