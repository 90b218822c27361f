use super::*;

#[test]
fn an_address_is_kept_in_lower_case_without_space_around_it() {
    let email = Email::parse("  Admin.Dinkes@BekasiKab.go.id ").expect("address");
    assert_eq!(email.as_str(), "admin.dinkes@bekasikab.go.id");
}

#[test]
fn what_is_no_address_is_refused_by_name() {
    let too_long = format!("{}@b.id", "a".repeat(250));
    for bad in [
        "", "a", "a@", "@b.id", "a@b", "a@b@c.id", "a b@c.id", "a@.id", "a@b.", "é@b.id", &too_long,
    ] {
        let refused = Email::parse(bad).expect_err(bad);
        assert_eq!(refused.reason, "EMAIL_INVALID", "{bad}");
    }
}

#[test]
fn a_password_counts_characters_and_not_bytes() {
    assert!(Password::choose("password", "é".repeat(12)).is_ok());
    let reason = |text: String| {
        Password::choose("password", text)
            .expect_err("refused")
            .reason
    };
    assert_eq!(reason("é".repeat(11)), "PASSWORD_TOO_SHORT");
    assert!(Password::choose("password", "a".repeat(200)).is_ok());
    assert_eq!(reason("a".repeat(201)), "PASSWORD_TOO_LONG");
}

#[test]
fn a_claimed_password_beyond_the_limit_stays_wrong() {
    let longest = "a".repeat(200);
    let claimed = Password::claimed("a".repeat(100_000));
    assert_ne!(claimed.as_bytes(), longest.as_bytes());
    assert!(claimed.as_bytes().len() < 300);
    let same = Password::claimed(longest.clone());
    assert_eq!(same.as_bytes(), longest.as_bytes());
}

#[test]
fn secrets_do_not_show_themselves() {
    let sign_up = SignUp::parse("a@b.id", "Ani", "correct horse".into(), "en").expect("fine");
    let shown = format!("{:?} {:?}", sign_up.email, sign_up.password);
    assert_eq!(shown, "Email(..) Password(..)");
}

#[test]
fn everything_wrong_with_a_sign_up_is_said_at_once() {
    let found = SignUp::parse("a", " ", "short".into(), "fr").expect_err("refused");
    let reasons: Vec<_> = found.as_slice().iter().map(|one| one.reason).collect();
    assert_eq!(
        reasons,
        [
            "EMAIL_INVALID",
            "PASSWORD_TOO_SHORT",
            "DISPLAY_NAME_MISSING",
            "LANGUAGE_INVALID"
        ]
    );
}

#[test]
fn a_confirmation_stands_for_five_minutes() {
    let now = DateTime::UNIX_EPOCH + TimeDelta::hours(1);
    let before = |minutes| Some(now - TimeDelta::minutes(minutes));
    assert_eq!(must_be_confirmed(before(5), now), Ok(()));
    for at in [None, before(6)] {
        let refused = must_be_confirmed(at, now);
        assert_eq!(refused, Err(Refusal::ConfirmationRequired));
    }
}

#[test]
fn plenary_names_an_edition_and_no_other_role_does() {
    let reason = |role, edition| Grant::parse(role, edition).expect_err("refused").reason;
    assert_eq!(reason(Role::Unspecified, ""), "ROLE_INVALID");
    assert_eq!(reason(Role::Plenary, ""), "EDITION_NOT_FOUND");
    assert_eq!(reason(Role::Juror, "fest"), "EDITION_UNWANTED");
    assert_eq!(Grant::parse(Role::Juror, ""), Ok(Grant::Role(Role::Juror)));
    let plenary = Grant::parse(Role::Plenary, "fest");
    assert_eq!(plenary, Ok(Grant::Plenary("fest".to_owned())));
}
