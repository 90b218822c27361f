//! People who can win themselves, and what they consent to.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use chrono::{DateTime, Utc};
use fest_proto::registration::v1 as pb;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{edition::Expected, organisation::Organisation, own_data::download, time, word};
use crate::{
    app::App,
    clients::Call,
    extract::{Body, Page, Query, RequestId},
    problem::Problem,
};

/// What people consent to, in both languages.
#[derive(Serialize, ToSchema)]
pub struct ConsentText {
    version: i32,
    purpose: String,
    purpose_en: String,
    retention: String,
    retention_en: String,
    text: String,
    text_en: String,
    published_at: Option<DateTime<Utc>>,
}

impl From<pb::ConsentText> for ConsentText {
    fn from(consent: pb::ConsentText) -> Self {
        Self {
            version: consent.version,
            purpose: consent.purpose,
            purpose_en: consent.purpose_en,
            retention: consent.retention,
            retention_en: consent.retention_en,
            text: consent.text,
            text_en: consent.text_en,
            published_at: time(consent.published_at),
        }
    }
}

/// Which version.
#[derive(Deserialize, IntoParams)]
pub struct Version {
    /// 0 for the one that counts.
    #[serde(default)]
    version: i32,
}

/// The text that people consent to.
#[utoipa::path(get, path = "/api/v1/consent-texts", operation_id = "getConsentText", tag = "persons", params(Version),
    responses((status = 200, body = ConsentText), (status = "4XX", body = Problem)))]
pub async fn get_consent_text(
    State(app): State<App>,
    call: Call,
    Query(Version { version }): Query<Version>,
) -> Result<Json<ConsentText>, Problem> {
    let request = pb::GetConsentTextRequest { version };
    let answer = app.clients.persons(&call).get_consent_text(request).await?;
    Ok(Json(
        answer.into_inner().consent_text.unwrap_or_default().into(),
    ))
}

/// The next version of the text.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewConsentText {
    /// The version that this one follows.
    expected_version: i32,
    purpose: String,
    purpose_en: String,
    retention: String,
    retention_en: String,
    text: String,
    text_en: String,
}

/// Publish the next version of the text; it counts from then on.
#[utoipa::path(post, path = "/api/v1/consent-texts", operation_id = "publishConsentText", tag = "persons",
    request_body = NewConsentText, responses((status = 201, body = ConsentText), (status = "4XX", body = Problem)))]
pub async fn publish_consent_text(
    State(app): State<App>,
    call: Call,
    RequestId(request_id): RequestId,
    Body(new): Body<NewConsentText>,
) -> Result<(StatusCode, Json<ConsentText>), Problem> {
    let request = pb::PublishConsentTextRequest {
        request_id,
        expected_version: new.expected_version,
        purpose: new.purpose,
        purpose_en: new.purpose_en,
        retention: new.retention,
        retention_en: new.retention_en,
        text: new.text,
        text_en: new.text_en,
    };
    let mut client = app.clients.persons(&call);
    let answer = client.publish_consent_text(request).await?;
    let consent = answer.into_inner().consent_text.unwrap_or_default();
    Ok((StatusCode::CREATED, Json(consent.into())))
}

/// Somebody who can win.
#[derive(Serialize, ToSchema)]
pub struct Person {
    id: String,
    edition_id: String,
    organisation: Organisation,
    /// "nominated" or "erased".
    state: String,
    /// Empty once erased.
    name: String,
    position: String,
    consent_version: i32,
    consented_at: Option<DateTime<Utc>>,
    version: i64,
}

impl From<pb::Person> for Person {
    fn from(person: pb::Person) -> Self {
        Self {
            state: word(person.state().as_str_name(), "PERSON_STATE_"),
            id: person.id,
            edition_id: person.edition_id,
            organisation: person.organisation.unwrap_or_default().into(),
            name: person.name,
            position: person.position,
            consent_version: person.consent_version,
            consented_at: time(person.consented_at),
            version: person.version,
        }
    }
}

/// A page of persons.
#[derive(Serialize, ToSchema)]
pub struct Persons {
    persons: Vec<Person>,
    next_page_token: String,
    total_size: i32,
}

/// All for the committee, those of their organisations for anybody else.
#[utoipa::path(get, path = "/api/v1/editions/{edition}/persons", operation_id = "listPersons", tag = "persons",
    params(("edition" = String, Path), Page), responses((status = 200, body = Persons), (status = "4XX", body = Problem)))]
pub async fn list_persons(
    State(app): State<App>,
    call: Call,
    Path(edition_id): Path<String>,
    Query(page): Query<Page>,
) -> Result<Json<Persons>, Problem> {
    let request = pb::ListPersonsRequest {
        edition_id,
        page_size: page.page_size,
        page_token: page.page_token,
    };
    let answer = app.clients.persons(&call).list_persons(request).await?;
    let answer = answer.into_inner();
    Ok(Json(Persons {
        persons: answer.persons.into_iter().map(Into::into).collect(),
        next_page_token: answer.next_page_token,
        total_size: answer.total_size,
    }))
}

/// Somebody who has consented.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPerson {
    organisation_code: String,
    name: String,
    position: String,
    /// Of the text that the person consented to.
    consent_version: i32,
}

/// Nominate somebody, as a verified admin of the organisation.
#[utoipa::path(post, path = "/api/v1/editions/{edition}/persons", operation_id = "nominatePerson", tag = "persons",
    params(("edition" = String, Path)), request_body = NewPerson,
    responses((status = 201, body = Person), (status = "4XX", body = Problem)))]
pub async fn nominate_person(
    State(app): State<App>,
    call: Call,
    Path(edition_id): Path<String>,
    RequestId(request_id): RequestId,
    Body(new): Body<NewPerson>,
) -> Result<(StatusCode, Json<Person>), Problem> {
    let request = pb::NominatePersonRequest {
        request_id,
        edition_id,
        organisation_code: new.organisation_code,
        name: new.name,
        position: new.position,
        consent_version: new.consent_version,
    };
    let answer = app.clients.persons(&call).nominate_person(request).await?;
    let person = answer.into_inner().person.unwrap_or_default();
    Ok((StatusCode::CREATED, Json(person.into())))
}

/// Whose data.
#[derive(Deserialize, IntoParams)]
pub struct Whose {
    /// The person's id.
    #[serde(default)]
    person: String,
}

/// Everything that is kept of a person.
#[utoipa::path(get, path = "/api/v1/persons/export", operation_id = "exportPerson", tag = "persons", params(Whose),
    responses((status = 200, body = serde_json::Value), (status = "4XX", body = Problem)))]
pub async fn export_person(
    State(app): State<App>,
    call: Call,
    Query(whose): Query<Whose>,
) -> Result<Response, Problem> {
    let request = pb::ExportPersonRequest {
        person_id: whose.person,
    };
    let answer = app.clients.persons(&call).export_person(request).await?;
    Ok(download("orang.json", answer.into_inner().content))
}

/// Erase name and position of a person.
#[utoipa::path(post, path = "/api/v1/persons/{person}/erase", operation_id = "erasePerson", tag = "persons",
    params(("person" = String, Path)), request_body = Expected,
    responses((status = 200, body = Person), (status = "4XX", body = Problem)))]
pub async fn erase_person(
    State(app): State<App>,
    call: Call,
    Path(person_id): Path<String>,
    RequestId(request_id): RequestId,
    Body(expected): Body<Expected>,
) -> Result<Json<Person>, Problem> {
    let request = pb::ErasePersonRequest {
        request_id,
        person_id,
        expected_version: expected.expected_version,
    };
    let answer = app.clients.persons(&call).erase_person(request).await?;
    Ok(Json(answer.into_inner().person.unwrap_or_default().into()))
}
