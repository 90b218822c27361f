//! Nominated persons, and what they consent to.

use fest_proto::registration::v1::{self as contract, PersonState};

use super::organisation;
use crate::domain::{consent::Consent, person::Person};

/// A version of the text.
pub fn consent_text(consent: &Consent) -> contract::ConsentText {
    let words = consent.words.clone();
    let [purpose, purpose_en] = words.purpose;
    let [retention, retention_en] = words.retention;
    let [text, text_en] = words.text;
    contract::ConsentText {
        version: consent.version,
        purpose,
        purpose_en,
        retention,
        retention_en,
        text,
        text_en,
        published_at: Some(consent.published_at.into()),
    }
}

/// With name and position: for the committee and the organisation's admins.
pub fn person(person: &Person) -> contract::Person {
    let identity = person.identity.clone();
    let (name, position) = identity.map_or_else(Default::default, |identity| {
        (identity.name, identity.position)
    });
    contract::Person {
        name,
        position,
        ..public_person(person)
    }
}

/// Without: for events.
pub fn public_person(person: &Person) -> contract::Person {
    let state = match person.identity {
        Some(_) => PersonState::Nominated,
        None => PersonState::Erased,
    };
    contract::Person {
        id: person.id.to_string(),
        edition_id: person.edition_id.clone(),
        organisation: Some(organisation(&person.organisation)),
        state: state.into(),
        name: String::new(),
        position: String::new(),
        consent_version: person.consent_version,
        consented_at: Some(person.consented_at.into()),
        version: person.version,
    }
}
