//! Letters for the committee to print, and the page where a code is typed.

use axum::{
    extract::State,
    http::{HeaderMap, header},
    response::IntoResponse,
};
use fest_proto::registration::v1 as pb;

use super::{
    answer::{Page, Refusal, same},
    cookies::Cookie,
    listed::Asked,
    posted::Posted,
    progress::silent_list,
    view::{self, organisation},
    visit::Visit,
};
use crate::{
    app::App,
    pages::{
        Form, Section,
        invitation::{InvitationPage, Letter, Letters, Opened},
    },
};

/// `POST /panitia/undangan`: the answer itself is what is printed, since the codes are told this once.
pub async fn create(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    posted: Posted,
) -> Page {
    let asked = Asked::posted(&posted);
    let request = pb::CreateInvitationsRequest {
        request_id: posted.request_id.clone(),
        edition_id: visit.edition_id(),
        kind: asked.jenis.clone(),
        district: asked.kecamatan.clone(),
        organisation_codes: Vec::new(),
    };
    let mut client = app.clients.invitations(&visit.call);
    let created = match client.create_invitations(request).await {
        Ok(answer) => answer.into_inner(),
        Err(status) => {
            let refusal = Refusal::new(status, &posted.request_id);
            let form = refusal.form(app.clock.new_id().to_string(), |_| None);
            let again = silent_list(&app, &visit, &asked, form, None).await;
            return Ok(refusal.answer(again.map_err(Into::into)));
        }
    };
    let letter = |letter: pb::InvitationLetter| Letter {
        organisation: organisation(letter.organisation.unwrap_or_default()),
        code: letter.code,
    };
    let chrome = visit.chrome(Section::Board);
    let edition = view::edition(&visit);
    let page = Letters {
        letters: created.letters.into_iter().map(letter).collect(),
        event_name: chrome.event_name.clone().unwrap_or_default(),
        letterhead: letterhead(&visit),
        closes_at: edition.map_or_else(Default::default, |one| one.timeline.closes_at),
        address: format!("{}/undangan", origin(&app, &headers)),
    };
    Ok(page.render(&chrome).into_response())
}

fn letterhead(visit: &Visit) -> Vec<String> {
    let edition = visit.edition.as_ref();
    edition.map_or_else(Vec::new, |edition| edition.letterhead.clone())
}

/// Where the browser is, which is where the letters' readers will go. A form that comes here was found to be from our own pages.
pub(super) fn origin(app: &App, headers: &HeaderMap) -> String {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(origin) = text(header::ORIGIN).filter(|origin| origin.starts_with("http")) {
        return origin.to_owned();
    }
    let scheme = if app.secure_cookies { "https" } else { "http" };
    format!("{scheme}://{}", text(header::HOST).unwrap_or_default())
}

/// `GET /undangan`.
pub async fn show(State(app): State<App>, visit: Visit) -> Page {
    let page = InvitationPage {
        form: Form::fresh(app.clock.new_id()),
        closed_at: view::closed_at(&visit),
        ..InvitationPage::default()
    };
    Ok(page
        .render(&visit.chrome(Section::Elsewhere))
        .into_response())
}

/// `POST /undangan`.
pub async fn open(State(app): State<App>, visit: Visit, posted: Posted) -> Page {
    let code = posted.text("code");
    let request = pb::OpenInvitationRequest { code: code.clone() };
    let mut client = app.clients.invitations(&visit.call);
    let chrome = visit.chrome(Section::Elsewhere);
    match client.open_invitation(request).await {
        Ok(answer) => {
            let answer = answer.into_inner();
            let page = InvitationPage {
                opened: Some(Opened {
                    organisation: organisation(answer.organisation.unwrap_or_default()),
                    answered: answer.answered,
                }),
                closed_at: view::closed_at(&visit),
                ..InvitationPage::default()
            };
            let mut response = page.render(&chrome).into_response();
            Cookie::Invitation.keep(&app, &mut response, &plain(&code));
            Ok(response)
        }
        Err(status) => {
            let refusal = Refusal::new(status, &posted.request_id);
            let form = refusal.form(app.clock.new_id().to_string(), same(&["code"]));
            let page = InvitationPage {
                form,
                code,
                opened: None,
                closed_at: view::closed_at(&visit),
            };
            Ok(refusal.answer(Ok(page.render(&chrome))))
        }
    }
}

/// The code without what a cookie cannot hold; none of it counts.
fn plain(code: &str) -> String {
    let letters = code.chars().filter(char::is_ascii_alphanumeric);
    letters.collect()
}
