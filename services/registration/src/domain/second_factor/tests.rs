//! The rule against the numbers of RFC 6238, and what holds for every secret and moment.

use proptest::prelude::*;

use super::*;

/// Appendix B's secret in ASCII.
const RFC: [u8; 20] = *b"12345678901234567890";

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).expect("a moment")
}

fn factor(last_step: i64) -> Factor {
    Factor {
        secret: Secret::new(RFC),
        last_step,
    }
}

fn shown(secret: &Secret, seconds: i64) -> String {
    code(&secret.base32(), at(seconds), 0).expect("a code")
}

#[test]
fn the_codes_are_those_of_rfc_6238() {
    // Appendix B, of its eight digits the last six.
    let vectors = [
        (59, "287082"),
        (1_111_111_109, "081804"),
        (1_111_111_111, "050471"),
        (1_234_567_890, "005924"),
        (2_000_000_000, "279037"),
        (20_000_000_000, "353130"),
    ];
    for (seconds, expected) in vectors {
        assert_eq!(shown(&Secret::new(RFC), seconds), expected);
        assert_eq!(factor(-1).take(expected, at(seconds)), Ok(seconds / 30));
    }
}

#[test]
fn a_code_holds_one_step_either_side_and_no_further() {
    let code = "287082";
    for seconds in [0, 29, 30, 59, 60, 89] {
        assert_eq!(factor(-1).take(code, at(seconds)), Ok(1), "{seconds}");
    }
    for seconds in [90, 119, 1_000_000] {
        let refused = factor(-1).take(code, at(seconds));
        assert_eq!(refused, Err(Refusal::SecondFactorWrong), "{seconds}");
    }
}

#[test]
fn a_step_and_what_lies_before_it_is_taken_once() {
    assert_eq!(
        factor(1).take("287082", at(59)),
        Err(Refusal::SecondFactorUsed)
    );
    assert_eq!(
        factor(2).take("287082", at(59)),
        Err(Refusal::SecondFactorUsed)
    );
    assert_eq!(factor(0).take("287082", at(59)), Ok(1));
}

#[test]
fn what_is_no_code_is_wrong_and_no_fault() {
    for text in ["", "28708", "2870822", "28708a", "+28708", "２８７０８２"] {
        let refused = factor(-1).take(text, at(59));
        assert_eq!(refused, Err(Refusal::SecondFactorWrong), "{text}");
    }
}

#[test]
fn a_first_code_makes_an_enrolment_a_factor_within_the_hour() {
    let begun = |seconds| Enrolment {
        secret: Secret::new(RFC),
        begun_at: at(seconds),
    };
    assert_eq!(begun(0).confirm("287082", at(59)), Ok(factor(1)));
    let wrong = begun(0).confirm("287083", at(59));
    assert_eq!(wrong, Err(Refusal::SecondFactorWrong));
    let late = begun(-3542).confirm("287082", at(59));
    assert_eq!(late, Err(Refusal::SecondFactorNotBegun));
}

#[test]
fn an_app_reads_whose_codes_they_are() {
    let secret = Secret::new(RFC);
    let url = secret.url("Diskom Fest: 2024", "ani@b.id").expect("a url");
    assert_eq!(
        url,
        "otpauth://totp/Diskom%20Fest%20%202024:ani%40b.id?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Diskom%20Fest%20%202024"
    );
    assert!(secret.url("", "ani@b.id").is_ok());
    let long = secret
        .url(&"a".repeat(81), "ani@b.id")
        .expect_err("too long");
    assert_eq!(long.reason, "TEXT_TOO_LONG");
    assert_eq!(format!("{secret:?}"), "Secret(..)");
}

#[test]
fn a_code_is_typed_as_people_type() {
    let recovery = RecoveryCode::new([7; 10]);
    let shown = recovery.shown();
    assert_eq!(shown.len(), 19);
    let expected = Some(Typed::Recovery(recovery.hash()));
    for typed in [shown.clone(), shown.to_uppercase(), shown.replace('-', " ")] {
        assert_eq!(Typed::of(&typed), expected, "{typed}");
    }
    let code = Some(Typed::Code("287082".to_owned()));
    assert_eq!(Typed::of(" 287 082 "), code);
    assert_eq!(Typed::of(" - "), None);
    assert!(matches!(Typed::of(&"9".repeat(100_000)), Some(Typed::Code(text)) if text.len() == 17));
}

proptest! {
    #[test]
    fn every_code_is_taken_once_in_its_time(secret: [u8; 20], seconds in 60_i64..4_000_000_000, steps in -1_i64..=1) {
        let now = at(seconds);
        let typed = code(&Secret::new(secret).base32(), now, steps).expect("a code");
        let mut factor = Factor { secret: Secret::new(secret), last_step: -1 };
        // Two steps may have the same code; then the earlier one is meant.
        let step = factor.take(&typed, now).expect("taken");
        prop_assert!(step <= seconds / 30 + steps && step >= seconds / 30 - 1);
        factor.last_step = seconds / 30 + 1;
        prop_assert_eq!(factor.take(&typed, now), Err(Refusal::SecondFactorUsed));
    }

    #[test]
    fn whatever_is_typed_is_looked_at_without_a_fault(text: String, seconds: i64) {
        let now = DateTime::from_timestamp(seconds % 1_000_000_000_000, 0).expect("a moment");
        if let Some(Typed::Code(code)) = Typed::of(&text) {
            let _ = factor(-1).take(&code, now);
        }
    }

    #[test]
    fn recovery_codes_are_kept_by_what_they_are(first: [u8; 10], second: [u8; 10]) {
        let (one, other) = (RecoveryCode::new(first), RecoveryCode::new(second));
        prop_assert_eq!(first == second, one.hash() == other.hash());
        prop_assert_eq!(Typed::of(&one.shown()), Some(Typed::Recovery(one.hash())));
    }
}
