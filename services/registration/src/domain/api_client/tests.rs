use super::*;

fn now() -> DateTime<Utc> {
    "2026-11-24T20:00:00Z".parse().expect("a moment")
}

fn wish() -> Wish<'static> {
    Wish {
        name: "Penarik perubahan",
        system: "Satu Data Bekasi",
        contact: "satudata@bekasikab.go.id",
        scopes: vec![Some(Scope::ChangesRead)],
        quota: 60,
        valid_until: Some(now() + TimeDelta::days(365)),
        reason: "Nota dinas 12/2026",
    }
}

fn client() -> ApiClient {
    ApiClient {
        id: Uuid::nil(),
        plan: Plan::new(wish(), now()).expect("a plan"),
        created_at: now(),
        created_by: Uuid::nil(),
        revocation: None,
        secrets: vec![Secret {
            created_at: now(),
            expires_at: None,
        }],
        version: 1,
    }
}

fn revocation() -> Revocation {
    Revocation {
        at: now(),
        by: Uuid::nil(),
        reason: "lost".to_owned(),
    }
}

fn faults(wish: Wish<'_>) -> Vec<(String, &'static str)> {
    let refused = Plan::new(wish, now()).expect_err("refused");
    let faults = refused.as_slice().iter();
    faults
        .map(|fault| (fault.field.clone(), fault.reason))
        .collect()
}

#[test]
fn every_field_at_fault_is_named_at_once() {
    let nothing = Wish {
        name: " ",
        system: "",
        contact: "a\0b",
        scopes: Vec::new(),
        quota: 0,
        valid_until: None,
        reason: "",
    };
    let expected = [
        ("name", "NAME_MISSING"),
        ("system", "SYSTEM_MISSING"),
        ("contact", "TEXT_INVALID"),
        ("scopes", "SCOPES_MISSING"),
        ("quota", "QUOTA_INVALID"),
        ("valid_until", "VALID_UNTIL_INVALID"),
        ("reason", "REASON_MISSING"),
    ];
    let expected = expected.map(|(field, reason)| (field.to_owned(), reason));
    assert_eq!(faults(nothing), expected);
}

#[test]
fn a_scope_outside_the_closed_list_is_refused() {
    for unknown in [None, Some(Scope::Unspecified)] {
        let scopes = vec![Some(Scope::ChangesRead), unknown];
        let found = faults(Wish { scopes, ..wish() });
        assert_eq!(found, [("scopes".to_owned(), "SCOPE_UNKNOWN")]);
    }
}

#[test]
fn quota_and_end_have_bounds_that_are_within() {
    for (quota, fits) in [(-1, false), (1, true), (6000, true), (6001, false)] {
        assert_eq!(Plan::new(Wish { quota, ..wish() }, now()).is_ok(), fits);
    }
    let second = TimeDelta::seconds(1);
    for (ahead, fits) in [
        (TimeDelta::zero(), false),
        (second, true),
        (LONGEST, true),
        (LONGEST + second, false),
    ] {
        let valid_until = Some(now() + ahead);
        let plan = Plan::new(
            Wish {
                valid_until,
                ..wish()
            },
            now(),
        );
        assert_eq!(plan.is_ok(), fits, "{ahead}");
    }
}

#[test]
fn a_fresh_secret_leaves_one_before_it_for_the_overlap() {
    let later = now() + TimeDelta::days(1);
    let once = client().rotate(1, TimeDelta::hours(24), later);
    let once = once.expect("rotated");
    let ends: Vec<_> = once
        .secrets
        .iter()
        .map(|secret| secret.expires_at)
        .collect();
    assert_eq!(ends, [None, Some(later + TimeDelta::hours(24))]);
    let again = once
        .rotate(2, TimeDelta::hours(48), later)
        .expect("rotated");
    assert_eq!(again.secrets.len(), 2, "the oldest ends at once");
    let alone = again.rotate(3, TimeDelta::zero(), later).expect("rotated");
    assert_eq!(alone.secrets.len(), 1);
}

#[test]
fn what_is_over_gets_no_secret_and_what_is_revoked_nothing_at_all() {
    let ended = client().rotate(1, TimeDelta::zero(), client().plan.valid_until);
    assert_eq!(ended, Err(Refusal::ApiClientExpired));
    let stale = client().rotate(7, TimeDelta::zero(), now());
    assert_eq!(stale, Err(Refusal::VersionStale));
    let revoked = client().revoke(1, revocation()).expect("revoked");
    assert!(revoked.secrets.is_empty());
    assert!(!revoked.lives(now()));
    let again = revoked.clone().revoke(2, revocation());
    assert_eq!(again, Err(Refusal::ApiClientRevoked));
    let rotated = revoked.rotate(2, TimeDelta::zero(), now());
    assert_eq!(rotated, Err(Refusal::ApiClientRevoked));
}

#[test]
fn a_token_says_no_more_than_the_client_may() {
    let mut client = client();
    client.plan.scopes = SCOPES.to_vec();
    let token = |scopes: &[&str]| {
        let scopes: Vec<String> = scopes.iter().map(ToString::to_string).collect();
        client.token(&scopes).map(|token| token.scopes)
    };
    assert_eq!(token(&[]), Ok(SCOPES.to_vec()));
    assert_eq!(token(&["lapor.import"]), Ok(vec![Scope::LaporImport]));
    assert_eq!(token(&["everything"]), Err(Refusal::ScopeInvalid));
    let narrow = ApiClient {
        plan: Plan::new(wish(), now()).expect("a plan"),
        ..client.clone()
    };
    let asked = narrow.token(&["lapor.import".to_owned()]);
    assert_eq!(asked, Err(Refusal::ScopeInvalid));
}
