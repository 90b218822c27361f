//! People who can win themselves, as an organisation's admin names them.

mod committee;

use axum::{
    extract::{Query, State},
    response::IntoResponse,
};
use fest_proto::registration::v1::{self as pb, ParticipationState};
use serde::Deserialize;
use tonic::{Response, Status};

use super::{
    Pages,
    answer::{Page, Refusal, moved, same},
    lists,
    parts::{Missing, ROWS, all},
    posted::Posted,
    view::{moment, organisation},
    visit::Visit,
};
use crate::{
    admission::rpc,
    api::own_data::download,
    app::App,
    pages::{
        Form, Html, Notice, Part, Section,
        person::{Consent, Person, Persons},
    },
};

const OWN: &str = "/peserta-saya/orang";
const LIST: &str = "/panitia/orang";

/// The pages and forms of this noun.
pub(super) fn add_pages(pages: Pages) -> Pages {
    let nominate = || rpc!("registration", "PersonService", "NominatePerson");
    let export = rpc!("registration", "PersonService", "ExportPerson");
    let erase = || rpc!("registration", "PersonService", "ErasePerson");
    // Who lists people is told whose they may see; this page is the committee's alone.
    let committee = || rpc!("registration", "PersonService", "PublishConsentText");
    pages
        .page(OWN, nominate(), show)
        .form(OWN, OWN, nominate(), self::nominate)
        .page("/peserta-saya/orang/ekspor", export, self::export)
        .form("/peserta-saya/orang/hapus", OWN, erase(), self::erase)
        .page(LIST, committee(), committee::show)
        .form("/panitia/orang/hapus", LIST, committee(), committee::erase)
}

/// `GET /peserta-saya/orang`.
async fn show(State(app): State<App>, visit: Visit) -> Page {
    let mut page = load(&app, &visit).await;
    page.form = Form::fresh(app.clock.new_id());
    Ok(drawn(&visit, &page).into_response())
}

/// `POST /peserta-saya/orang`.
async fn nominate(State(app): State<App>, visit: Visit, posted: Posted) -> Page {
    let request = pb::NominatePersonRequest {
        request_id: posted.request_id.clone(),
        edition_id: visit.edition_id(),
        organisation_code: posted.text("organisation_code"),
        name: posted.text("name"),
        position: posted.text("position"),
        // A box that is not ticked is not sent.
        consent_version: posted.text("consent_version").parse().unwrap_or_default(),
    };
    let mut client = app.clients.persons(&visit.call);
    let answer = client.nominate_person(request).await;
    back(&app, &visit, &posted, answer, Notice::PersonNominated).await
}

/// `POST /peserta-saya/orang/hapus`.
async fn erase(State(app): State<App>, visit: Visit, posted: Posted) -> Page {
    let answer = erased(&app, &visit, &posted).await;
    back(&app, &visit, &posted, answer, Notice::PersonErased).await
}

async fn erased(
    app: &App,
    visit: &Visit,
    posted: &Posted,
) -> Result<Response<pb::ErasePersonResponse>, Status> {
    let request = pb::ErasePersonRequest {
        request_id: posted.request_id.clone(),
        person_id: posted.text("person_id"),
        expected_version: posted.expected_version(),
    };
    let mut client = app.clients.persons(&visit.call);
    client.erase_person(request).await
}

/// Whose data.
#[derive(Deserialize)]
pub struct Whose {
    #[serde(default)]
    orang: String,
}

/// `GET /peserta-saya/orang/ekspor?orang=`.
async fn export(State(app): State<App>, visit: Visit, Query(whose): Query<Whose>) -> Page {
    let request = pb::ExportPersonRequest {
        person_id: whose.orang,
    };
    let mut client = app.clients.persons(&visit.call);
    let answer = client.export_person(request).await?;
    Ok(download("orang.json", answer.into_inner().content))
}

async fn back<T>(
    app: &App,
    visit: &Visit,
    posted: &Posted,
    answer: Result<Response<T>, Status>,
    notice: Notice,
) -> Page {
    let Err(status) = answer else {
        return Ok(moved(OWN, notice));
    };
    let refusal = Refusal::new(status, &posted.request_id);
    let mut page = load(app, visit).await;
    let fields = ["organisation_code", "name", "position", "consent_version"];
    page.form = refusal.form(app.clock.new_id().to_string(), same(&fields));
    page.organisation_code = posted.text("organisation_code");
    page.name = posted.text("name");
    page.position = posted.text("position");
    Ok(refusal.answer(Ok(drawn(visit, &page))))
}

fn drawn(visit: &Visit, page: &Persons) -> Html {
    page.render(&visit.chrome(Section::Overview))
}

async fn load(app: &App, visit: &Visit) -> Persons {
    let (claims, consent, persons) = tokio::join!(
        lists::participations(app, visit),
        consent(app, visit),
        persons(app, visit),
    );
    let mut missing = Missing::of(visit);
    let mut claims = missing.take(Part::Registration, claims);
    // Who is also of the committee is given everybody's.
    claims.retain(|claim| {
        claim.account_id == visit.account_id() && claim.state() == ParticipationState::Verified
    });
    let own = claims.into_iter().filter_map(|claim| claim.organisation);
    Persons {
        organisations: own.map(organisation).collect(),
        consent: missing.take(Part::Registration, consent),
        persons: missing.take(Part::Registration, persons),
        unavailable: missing.parts(),
        ..Persons::default()
    }
}

async fn consent(app: &App, visit: &Visit) -> Result<Option<Consent>, Status> {
    let mut client = app.clients.persons(&visit.call);
    let request = pb::GetConsentTextRequest::default();
    let answer = client.get_consent_text(request).await?;
    let consent = answer.into_inner().consent_text;
    Ok(consent.map(|consent| Consent {
        version: consent.version,
        purpose: [consent.purpose, consent.purpose_en],
        retention: [consent.retention, consent.retention_en],
        text: [consent.text, consent.text_en],
    }))
}

async fn persons(app: &App, visit: &Visit) -> Result<Vec<Person>, Status> {
    let edition_id = &visit.edition_id();
    let listed = all(|page_token| async move {
        let request = pb::ListPersonsRequest {
            edition_id: edition_id.clone(),
            page_size: ROWS,
            page_token,
        };
        let mut client = app.clients.persons(&visit.call);
        let answer = client.list_persons(request).await?.into_inner();
        Ok((answer.persons, answer.next_page_token))
    });
    Ok(listed.await?.into_iter().map(person).collect())
}

fn person(person: pb::Person) -> Person {
    Person {
        id: person.id,
        organisation: organisation(person.organisation.unwrap_or_default()),
        name: person.name,
        position: person.position,
        consented_at: moment(person.consented_at),
        version: person.version,
    }
}
