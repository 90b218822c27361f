//! Who speaks for which organisation.

mod list;
mod load;
mod own;
mod pages;
mod review;
mod scan;

use axum::{
    extract::{Query, Request, State},
    http::HeaderMap,
    response::IntoResponse,
};
use fest_proto::registration::v1 as pb;
use serde::Deserialize;
use tonic::Status;

use super::{
    answer::{Oops, Page, Refusal, moved},
    cookies::Cookie,
    parts::{Missing, found},
    posted::Posted,
    view::{self, count, organisation},
    visit::Visit,
};
use crate::{
    app::App,
    pages::{
        Fault, Form, Notice, Organisation, Part, Section,
        claim::ClaimForm,
        participation::{HAND_OVER_FIELDS, Typed},
    },
};

pub use pages::add as add_pages;
use scan::Decreed;

/// As many as fit a phone's screen twice; more hits are narrowed by typing on.
const HITS: i32 = 20;

/// What is searched, or what was chosen.
#[derive(Deserialize)]
pub struct Choice {
    #[serde(default)]
    q: String,
    #[serde(default)]
    organisasi: String,
}

/// `GET /peserta-saya/klaim?q=&organisasi=`.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    Query(choice): Query<Choice>,
) -> Page {
    let mut page = ClaimForm {
        form: Form::fresh(app.clock.new_id()),
        query: choice.q.trim().to_owned(),
        invitation_code: Cookie::Invitation.read(&app, &headers).unwrap_or_default(),
        closed_at: view::closed_at(&visit),
        ..ClaimForm::default()
    };
    if page.closed_at.is_some() {
        return Ok(page.render(&visit.chrome(Section::Claim)).into_response());
    }
    if !choice.organisasi.is_empty() {
        page.chosen = chosen(&app, &visit, &choice.organisasi).await?;
        if let Some(chosen) = &page.chosen {
            page.admins = load::admins(&app, &visit, &chosen.code).await;
        }
        if page.chosen.is_none() {
            page.form
                .faults
                .push(Fault::whole("ORGANISATION_NOT_FOUND"));
        }
    } else if !page.query.is_empty() {
        search(&app, &visit, &mut page).await;
    }
    Ok(page.render(&visit.chrome(Section::Claim)).into_response())
}

/// `POST /peserta-saya/klaim`.
pub async fn claim(State(app): State<App>, visit: Visit, request: Request) -> Page {
    let decreed = Decreed::read(&app, &visit, request, "decree_file_id").await?;
    let posted = &decreed.posted;
    let refusal = match decreed.refused() {
        Some(problem) => Refusal::own(problem, &posted.request_id),
        None => match claimed(&app, &visit, &decreed).await {
            Ok(()) => {
                let mut response = moved("/ruang-peserta", Notice::Claimed);
                Cookie::Invitation.forget(&app, &mut response);
                return Ok(response);
            }
            Err(status) => Refusal::new(status, &posted.request_id),
        },
    };
    let form = refusal.form(app.clock.new_id().to_string(), scan::place);
    let chosen = chosen(&app, &visit, &posted.text("organisation_code")).await;
    let again = chosen.map(|chosen| {
        let page = ClaimForm {
            form,
            chosen,
            decree_number: posted.text("decree_number"),
            decree_date: posted.text("decree_date"),
            decree_signer: posted.text("decree_signer"),
            decree_file_id: decreed.file_id(),
            invitation_code: posted.text("invitation_code"),
            closed_at: view::closed_at(&visit),
            ..ClaimForm::default()
        };
        page.render(&visit.chrome(Section::Claim))
    });
    Ok(refusal.answer(again))
}

async fn claimed(app: &App, visit: &Visit, decreed: &Decreed) -> Result<(), Status> {
    let posted = &decreed.posted;
    let request = pb::ClaimParticipationRequest {
        request_id: posted.request_id.clone(),
        edition_id: visit.edition_id(),
        organisation_code: posted.text("organisation_code"),
        decree_number: posted.text("decree_number"),
        decree_date: posted.text("decree_date"),
        decree_signer: posted.text("decree_signer"),
        invitation_code: posted.text("invitation_code"),
        decree_file_id: decreed.file_id(),
    };
    let mut client = app.clients.participations(&visit.call);
    client.claim_participation(request).await?;
    Ok(())
}

async fn chosen(app: &App, visit: &Visit, code: &str) -> Result<Option<Organisation>, Oops> {
    let request = pb::GetOrganisationRequest {
        code: code.to_owned(),
        ..Default::default()
    };
    let mut client = app.clients.organisations(&visit.call);
    let answer = found(client.get_organisation(request).await)?;
    let chosen = answer.and_then(|answer| answer.into_inner().organisation);
    Ok(chosen.map(organisation))
}

async fn search(app: &App, visit: &Visit, page: &mut ClaimForm) {
    let request = pb::ListOrganisationsRequest {
        query: page.query.clone(),
        page_size: HITS,
        ..Default::default()
    };
    let mut client = app.clients.organisations(&visit.call);
    let answer = client.list_organisations(request).await;
    let mut missing = Missing::of(visit);
    let answer = answer.map(tonic::Response::into_inner);
    let listed = missing.take(Part::Registration, answer);
    page.hits = listed.organisations.into_iter().map(organisation).collect();
    page.total = count(listed.total_size);
    page.unavailable = missing.parts();
}

/// The hand-over's request, which owner and committee send alike.
fn hand_over_request(
    participation_id: &str,
    decreed: &Decreed,
) -> pb::HandOverParticipationRequest {
    let posted = &decreed.posted;
    pb::HandOverParticipationRequest {
        request_id: posted.request_id.clone(),
        participation_id: participation_id.to_owned(),
        expected_version: posted.expected_version(),
        email: posted.text("email"),
        decree_number: posted.text("new_decree_number"),
        decree_date: posted.text("new_decree_date"),
        decree_signer: posted.text("new_decree_signer"),
        decree_file_id: decreed.file_id(),
    }
}

/// Where the page has a field of the hand-over.
fn hand_over_place(field: &str) -> Option<String> {
    let mut fields = HAND_OVER_FIELDS.iter();
    let known = fields.find(|(_, contract)| *contract == field);
    let place = known.map(|(page, _)| (*page).to_owned());
    place.or_else(|| scan::is_at_fault(field).then(|| "new_decree_file".to_owned()))
}

/// What was typed into whichever form of the page was sent.
fn typed(posted: &Posted) -> Typed {
    Typed {
        decree_number: posted.text("decree_number"),
        decree_date: posted.text("decree_date"),
        decree_signer: posted.text("decree_signer"),
        decree_file_id: posted.text("decree_file_id"),
        email: posted.text("email"),
        new_decree_number: posted.text("new_decree_number"),
        new_decree_date: posted.text("new_decree_date"),
        new_decree_signer: posted.text("new_decree_signer"),
        new_decree_file_id: posted.text("new_decree_file_id"),
        reason: posted.text("reason"),
    }
}
