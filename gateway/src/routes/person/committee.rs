//! Everybody nominated in an edition, for the committee alone.

use axum::{
    extract::{Query, State},
    response::IntoResponse,
};
use fest_proto::registration::v1 as pb;
use serde::Deserialize;
use tonic::Status;

use super::{LIST, erased, person};
use crate::{
    app::App,
    pages::{Form, Notice, Part, Place, Section, person::PersonList},
    routes::{
        answer::{Oops, Page, Refusal, moved},
        parts::Missing,
        posted::Posted,
        view,
        visit::Visit,
    },
};

/// How many are listed on one page.
const SHOWN: i32 = 50;

/// Which page of the list.
#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    halaman: String,
}

/// `GET /panitia/orang?halaman=`.
pub async fn show(State(app): State<App>, visit: Visit, Query(wanted): Query<Wanted>) -> Page {
    let mut page = load(&app, &visit, &wanted.halaman).await?;
    page.form = Form::fresh(app.clock.new_id());
    Ok(page.render(&visit.chrome(Section::Board)).into_response())
}

/// `POST /panitia/orang/hapus`: the person asked for it.
pub async fn erase(State(app): State<App>, visit: Visit, posted: Posted) -> Page {
    let Err(status) = erased(&app, &visit, &posted).await else {
        return Ok(moved(LIST, Notice::PersonErased));
    };
    let refusal = Refusal::new(status, &posted.request_id);
    let again = load(&app, &visit, "").await.map(|mut page| {
        page.form = refusal.form(app.clock.new_id().to_string(), |_| None);
        page.render(&visit.chrome(Section::Board))
    });
    Ok(refusal.answer(again))
}

async fn load(app: &App, visit: &Visit, page: &str) -> Result<PersonList, Oops> {
    let place = Place::parse(page);
    let listed = listed(app, visit, place.token()).await;
    let mut missing = Missing::of(visit);
    let listed = missing.take_page(Part::Registration, listed)?;
    let list = (
        listed.persons.len(),
        listed.total_size,
        listed.next_page_token,
    );
    Ok(PersonList {
        paging: view::paging(place, SHOWN, list),
        persons: listed.persons.into_iter().map(person).collect(),
        unavailable: missing.parts(),
        ..PersonList::default()
    })
}

async fn listed(
    app: &App,
    visit: &Visit,
    page_token: String,
) -> Result<pb::ListPersonsResponse, Status> {
    let edition_id = visit.edition_id();
    if edition_id.is_empty() {
        return Ok(pb::ListPersonsResponse::default());
    }
    let request = pb::ListPersonsRequest {
        edition_id,
        page_size: SHOWN,
        page_token,
    };
    let mut client = app.clients.persons(&visit.call);
    Ok(client.list_persons(request).await?.into_inner())
}
