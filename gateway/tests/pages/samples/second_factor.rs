use gateway::pages::second_factor::{Begun, RecoveryCodes, SecondFactorPage};
use gateway::pages::{Fault, Form, Role, Section};

use super::{Sample, at};

pub fn samples() -> Vec<Sample> {
    use Section::Elsewhere;
    let page = |faults| SecondFactorPage {
        form: Form {
            request_id: "0192".into(),
            faults,
        },
        ..SecondFactorPage::default()
    };
    vec![
        Sample::new("second factor", Elsewhere, &[Role::Participant], move |c| {
            page(Vec::new()).render(c)
        }),
        Sample::new(
            "second factor in use",
            Elsewhere,
            &[Role::Juror],
            move |c| {
                let page = SecondFactorPage {
                    enrolled_at: Some(at("2024-10-15T10:00:00+07:00")),
                    recovery_codes: 1,
                    ..page(vec![Fault::new("code", "SECOND_FACTOR_WRONG")])
                };
                page.render(c)
            },
        ),
        Sample::new(
            "second factor begun",
            Elsewhere,
            &[Role::Participant],
            move |c| {
                let begun = Begun {
                secret: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ".into(),
                url: "otpauth://totp/Diskom%20Fest:siti%40contoh.go.id?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ".into(),
            };
                let page = SecondFactorPage {
                    begun: Some(begun),
                    ..page(Vec::new())
                };
                page.render(c)
            },
        ),
        Sample::new(
            "second factor, first code wrong",
            Elsewhere,
            &[Role::Participant],
            move |c| {
                let page = SecondFactorPage {
                    is_waiting: true,
                    ..page(vec![Fault::new("code", "SECOND_FACTOR_WRONG")])
                };
                page.render(c)
            },
        ),
        Sample::new("recovery codes", Elsewhere, &[Role::Juror], |c| {
            let codes = RecoveryCodes {
                codes: vec!["abcd-efgh-ijkl-mnop".into(); 10],
                is_new: true,
            };
            codes.render(c)
        }),
    ]
}
