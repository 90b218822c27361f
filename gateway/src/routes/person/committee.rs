//! Everybody nominated in an edition, for the committee alone.

use axum::{
    extract::{Query, State},
    response::IntoResponse,
};
use fest_proto::registration::v1 as pb;
use tonic::Status;

use super::{LIST, erased, person};
use crate::{
    app::App,
    pages::{Form, Notice, Part, Section, person::PersonList},
    routes::{
        answer::{Oops, Page, Refusal, moved},
        listed::{Asked, SHOWN},
        parts::Missing,
        posted::Posted,
        visit::Visit,
    },
};

/// `GET /panitia/orang?halaman=`.
pub async fn show(State(app): State<App>, visit: Visit, Query(asked): Query<Asked>) -> Page {
    let mut page = load(&app, &visit, &asked).await?;
    page.form = Form::fresh(app.clock.new_id());
    Ok(page.render(&visit.chrome(Section::Board)).into_response())
}

/// `POST /panitia/orang/hapus`: the person asked for it.
pub async fn erase(State(app): State<App>, visit: Visit, posted: Posted) -> Page {
    let Err(status) = erased(&app, &visit, &posted).await else {
        return Ok(moved(LIST, Notice::PersonErased));
    };
    let refusal = Refusal::new(status, &posted.request_id);
    let again = load(&app, &visit, &Asked::default()).await.map(|mut page| {
        page.form = refusal.form(app.clock.new_id().to_string(), |_| None);
        page.render(&visit.chrome(Section::Board))
    });
    Ok(refusal.answer(again))
}

async fn load(app: &App, visit: &Visit, asked: &Asked) -> Result<PersonList, Oops> {
    let listed = listed(app, visit, asked.token()).await;
    let mut missing = Missing::of(visit);
    let listed = missing.take_page(Part::Registration, listed)?;
    let list = (
        listed.persons.len(),
        listed.total_size,
        listed.next_page_token,
    );
    Ok(PersonList {
        paging: asked.paging(list),
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
