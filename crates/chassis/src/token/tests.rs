use fest_proto::access::v1::{Role, Scope};

use super::*;
use crate::{caller::Caller, clock::Clock};

struct Keys {
    registration: SigningKey,
    scoring: SigningKey,
    gateway: SigningKey,
    set: KeySet,
}

fn keys() -> Keys {
    let key = |issuer| SigningKey::generate(issuer).expect("key");
    let (registration, scoring, gateway) = (key("registration"), key("scoring"), key("gateway"));
    let set = KeySet::new(vec![
        registration.public(),
        scoring.public(),
        gateway.public(),
    ]);
    Keys {
        registration,
        scoring,
        gateway,
        set: set.expect("set"),
    }
}

fn person() -> Person {
    Person {
        account_id: Clock::system().new_id(),
        roles: vec![Role::Committee, Role::Plenary],
        plenary: vec!["diskom-fest-2024".to_owned()],
        confirmed_at: DateTime::from_timestamp(1_730_000_000, 0),
    }
}

#[test]
fn a_person_comes_back_from_the_token_that_registration_signed() {
    let keys = keys();
    let now = Clock::system().system_now();
    let (token, expires_at) = keys.registration.access(&person(), now).expect("token");
    assert_eq!(expires_at - now, TimeDelta::minutes(5));
    let caller = keys.set.caller(&token, "submission").expect("caller");
    let Caller::Person(found) = caller else {
        panic!("{caller:?}")
    };
    assert_eq!(found.roles, person().roles);
    assert_eq!(found.plenary, person().plenary);
    assert_eq!(found.confirmed_at, person().confirmed_at);
}

#[test]
fn a_client_comes_back_from_its_token_as_a_client_and_as_nobodys_person() {
    let keys = keys();
    let now = Clock::system().system_now();
    let client = Client {
        id: Clock::system().new_id(),
        scopes: SCOPES.to_vec(),
        quota: std::num::NonZeroU32::MIN.saturating_add(59),
    };
    let (token, expires_at) = keys.registration.client(&client, now).expect("token");
    assert_eq!(expires_at - now, TimeDelta::minutes(5));
    let caller = keys.set.caller(&token, "submission").expect("caller");
    assert_eq!(caller, Caller::Client(client.clone()));
    let (forged, _) = keys.gateway.client(&client, now).expect("token");
    assert!(keys.set.caller(&forged, "submission").is_err());
}

#[test]
fn every_scope_of_the_contract_has_a_name_that_leads_back() {
    let numbers = 1..;
    let all: Vec<Scope> = numbers
        .map_while(|number| Scope::try_from(number).ok())
        .collect();
    assert_eq!(all, SCOPES);
    for scope in all {
        assert_eq!(scope_named(&scope_name(scope)), Some(scope));
    }
    assert_eq!(scope_name(Scope::ChangesRead), "changes.read");
    assert_eq!(scope_named("unspecified"), None);
}

#[test]
fn nobody_but_registration_speaks_for_people() {
    let keys = keys();
    let now = Clock::system().system_now();
    let (token, _) = keys.scoring.access(&person(), now).expect("token");
    assert!(keys.set.caller(&token, "submission").is_err());
}

#[test]
fn a_service_token_holds_for_its_audience_alone() {
    let keys = keys();
    let now = Clock::system().system_now();
    let token = keys.scoring.service("submission", now).expect("token");
    let caller = keys.set.caller(&token, "submission").expect("caller");
    assert_eq!(caller, Caller::Service("scoring".to_owned()));
    assert!(keys.set.caller(&token, "registration").is_err());
}

#[test]
fn an_expired_token_and_a_foreign_key_are_refused() {
    let keys = keys();
    let now = Clock::system().system_now();
    let old = now - TimeDelta::minutes(6);
    let (expired, _) = keys.registration.access(&person(), old).expect("token");
    assert!(keys.set.caller(&expired, "submission").is_err());
    let stranger = SigningKey::generate("registration").expect("key");
    let (foreign, _) = stranger.access(&person(), now).expect("token");
    assert!(keys.set.caller(&foreign, "submission").is_err());
}

#[test]
fn only_the_gateway_says_when_a_call_arrived() {
    let keys = keys();
    let now = Clock::system().system_now();
    let stamp = Stamp {
        arrival: "2024-10-30T16:58:59.999999Z".parse().expect("time"),
        address: Some("203.0.113.7".parse().expect("address")),
    };
    let signed = keys.gateway.arrival("submission", stamp, now);
    let signed = signed.expect("signed");
    let read = keys.set.arrival(&signed, "submission");
    assert_eq!(read.expect("ours"), stamp);
    assert!(keys.set.caller(&signed, "submission").is_err());
    let forged = keys.scoring.arrival("submission", stamp, now);
    assert!(
        keys.set
            .arrival(&forged.expect("stamp"), "submission")
            .is_err()
    );
}

#[test]
fn a_key_survives_its_pem() {
    let key = SigningKey::generate("scoring").expect("key");
    let again = SigningKey::from_pem("scoring", &key.to_pem().expect("pem")).expect("key");
    assert_eq!(key.public().kid, again.public().kid);
}
