//! An entry, from its first draft to the button that hands it in.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect},
};
use fest_proto::{registration::v1 as registration, submission::v1 as pb};
use tonic::Status;

use super::{
    answer::{Oops, Page, Refusal, moved, same},
    participant,
    posted::Posted,
    view::{entrant, moment, timeline},
    visit::Visit,
};
use crate::{
    app::App,
    pages::{Form, Notice, Section, entry::EntryPage},
};

const FIELDS: [&str; 3] = ["title", "description", "link"];

/// `POST /karya`.
pub async fn create(State(app): State<App>, visit: Visit, posted: Posted) -> Page {
    let request = pb::CreateEntryRequest {
        request_id: posted.request_id.clone(),
        participation_id: posted.text("participation_id"),
        category_id: posted.text("category_id"),
        ..Default::default()
    };
    match app.clients.entries(&visit.call).create_entry(request).await {
        Ok(answer) => {
            let entry = answer.into_inner().entry.unwrap_or_default();
            Ok(moved(&address(&entry.id), Notice::EntryCreated))
        }
        Err(status) => {
            let refusal = Refusal::new(status, &posted.request_id);
            let form = refusal.form(app.clock.new_id().to_string(), same(&[]));
            Ok(refusal.answer(Ok(participant::show(&app, &visit, form).await)))
        }
    }
}

/// `GET /karya/{entry}`.
pub async fn show(State(app): State<App>, visit: Visit, Path(id): Path<String>) -> Page {
    let page = load(&app, &visit, id).await?;
    Ok(page
        .render(&visit.chrome(Section::Overview))
        .into_response())
}

/// `GET /karya/{entry}/periksa`.
pub async fn check(State(app): State<App>, visit: Visit, Path(id): Path<String>) -> Page {
    let mut page = load(&app, &visit, id).await?;
    page.checking = true;
    Ok(page
        .render(&visit.chrome(Section::Overview))
        .into_response())
}

/// `POST /karya/{entry}`: saves, and leads on to the check if that was the button.
pub async fn save(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<String>,
    posted: Posted,
) -> Page {
    let request = pb::SaveEntryRequest {
        request_id: posted.request_id.clone(),
        entry_id: id.clone(),
        expected_version: posted.expected_version(),
        title: posted.text("title"),
        description: posted.text("description"),
        link: posted.text("link"),
    };
    let saved = app.clients.entries(&visit.call).save_entry(request).await;
    match saved {
        Ok(_) if posted.text("action") == "check" => {
            let check = format!("{}/periksa", address(&id));
            Ok(Redirect::to(&check).into_response())
        }
        Ok(_) => Ok(moved(&address(&id), Notice::EntrySaved)),
        Err(status) => {
            let refusal = Refusal::new(status, &posted.request_id);
            let again = load(&app, &visit, id).await.map(|mut page| {
                page.form = refusal.form(page.form.request_id, same(&FIELDS));
                page.title = posted.text("title");
                page.description = posted.text("description");
                page.link = posted.text("link");
                // Whoever typed on an older version must see the newer one before they can write over it.
                if refusal.is_stale() {
                    page.version = posted.expected_version();
                }
                page.render(&visit.chrome(Section::Overview))
            });
            Ok(refusal.answer(again))
        }
    }
}

/// `POST /karya/{entry}/kirim`.
pub async fn submit(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<String>,
    posted: Posted,
) -> Page {
    let request = pb::SubmitEntryRequest {
        request_id: posted.request_id.clone(),
        entry_id: id.clone(),
        expected_version: posted.expected_version(),
    };
    let Err(status) = app.clients.entries(&visit.call).submit_entry(request).await else {
        return Ok(moved(&address(&id), Notice::EntrySubmitted));
    };
    let refusal = Refusal::new(status, &posted.request_id);
    let again = load(&app, &visit, id).await.map(|mut page| {
        page.form = refusal.form(page.form.request_id, same(&FIELDS));
        // What has to be typed is typed in the draft, what has not is sent again from here.
        page.checking = !refusal.names_a_field(&FIELDS);
        page.render(&visit.chrome(Section::Overview))
    });
    Ok(refusal.answer(again))
}

fn address(id: &str) -> String {
    format!("/karya/{id}")
}

async fn load(app: &App, visit: &Visit, entry_id: String) -> Result<EntryPage, Oops> {
    let entry = read(app, visit, entry_id).await?;
    let (category, edition) = tokio::join!(
        category(app, visit, &entry.category_id),
        edition(app, visit, &entry.edition_id),
    );
    let (category, edition) = (category?, edition?);
    Ok(EntryPage {
        form: Form::fresh(app.clock.new_id()),
        category_name: category.name,
        category_name_en: category.name_en,
        state: entry.state().into(),
        id: entry.id,
        organisation: entrant(entry.organisation),
        title: entry.title,
        description: entry.description,
        link: entry.link,
        submitted_at: crate::api::time(entry.submitted_at),
        saved_at: entry.saved_at.map(|at| moment(Some(at))),
        version: entry.version,
        closes_at: timeline(&edition).closes_at,
        checking: false,
    })
}

/// One entry that the visitor may read.
///
/// # Errors
/// What submission says.
pub async fn read(app: &App, visit: &Visit, entry_id: String) -> Result<pb::Entry, Status> {
    let request = pb::GetEntryRequest { entry_id };
    let answer = app.clients.entries(&visit.call).get_entry(request).await?;
    Ok(answer.into_inner().entry.unwrap_or_default())
}

/// One category, as registration knows it.
///
/// # Errors
/// What registration says.
pub async fn category(
    app: &App,
    visit: &Visit,
    category_id: &str,
) -> Result<registration::Category, Status> {
    let request = registration::GetCategoryRequest {
        category_id: category_id.to_owned(),
    };
    let mut client = app.clients.categories(&visit.call);
    let answer = client.get_category(request).await?;
    Ok(answer.into_inner().category.unwrap_or_default())
}

/// The entry's own edition, which may be an older one than the pages speak of.
async fn edition(
    app: &App,
    visit: &Visit,
    edition_id: &str,
) -> Result<registration::Edition, Status> {
    if let Some(edition) = visit.edition.as_ref().filter(|one| one.id == edition_id) {
        return Ok(edition.clone());
    }
    let request = registration::GetEditionRequest {
        edition_id: edition_id.to_owned(),
    };
    let mut client = app.clients.editions(&visit.call);
    let answer = client.get_edition(request).await?;
    Ok(answer.into_inner().edition.unwrap_or_default())
}
