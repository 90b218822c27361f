//! The committee's editions: a list, and for each its plan, its dates, its categories and its end.

mod category;
mod decode;
mod load;

use axum::{
    extract::{Path, State},
    response::IntoResponse,
};
use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use fest_proto::registration::v1 as pb;
use tonic::Status;

use super::{
    Pages,
    answer::{Page, Refusal, moved, same},
    lists,
    parts::Missing,
    posted::Posted,
    visit::Visit,
};
use crate::{
    admission::rpc,
    app::App,
    pages::{
        Form, Notice, Part, Section,
        edition::{Editions, Line},
    },
};

use category::{form, remove, save};

/// Western Indonesian time in seconds.
const WIB: i32 = 7 * 60 * 60;
const NEW: [&str; 4] = ["source", "id", "name", "year"];

/// The pages and forms of the committee's editions.
pub fn add_pages(pages: Pages) -> Pages {
    let check = || rpc!("registration", "EditionService", "CheckEdition");
    let begin = rpc!("registration", "EditionService", "CopyEdition");
    let rewrite = rpc!("registration", "EditionService", "UpdateEdition");
    let edit = || rpc!("registration", "CategoryService", "UpdateCategory");
    let (every, one) = ("/panitia/edisi", "/panitia/edisi/{edition}");
    let of_category = "/panitia/edisi/{edition}/kategori/{category}";
    pages
        .page(every, check(), list)
        .form(every, every, begin, create)
        .page(one, check(), show)
        .form(one, one, rewrite, update)
        .form(
            "/panitia/edisi/{edition}/jadwal",
            one,
            rpc!("registration", "EditionService", "RescheduleEdition"),
            reschedule,
        )
        .form(
            "/panitia/edisi/{edition}/arsip",
            one,
            rpc!("registration", "EditionService", "ArchiveEdition"),
            archive,
        )
        .page(of_category, edit(), form)
        .form(of_category, of_category, edit(), save)
        .form(
            "/panitia/edisi/{edition}/kategori/{category}/hapus",
            of_category,
            rpc!("registration", "CategoryService", "DeleteCategory"),
            remove,
        )
}

/// `GET /panitia/edisi`.
async fn list(State(app): State<App>, visit: Visit) -> Page {
    let page = editions(&app, &visit).await;
    Ok(page.render(&visit.chrome(Section::Board)).into_response())
}

async fn editions(app: &App, visit: &Visit) -> Editions {
    let mut missing = Missing::of(visit);
    let listed = missing.take(Part::Registration, lists::editions(app, visit).await);
    let line = |edition: pb::Edition| Line {
        phase: edition.phase().into(),
        id: edition.id,
        name: edition.name,
        year: edition.year,
    };
    Editions {
        form: Form::fresh(app.clock.new_id()),
        editions: listed.into_iter().map(line).collect(),
        unavailable: missing.parts(),
        ..Editions::default()
    }
}

/// `POST /panitia/edisi`.
async fn create(State(app): State<App>, visit: Visit, posted: Posted) -> Page {
    let created = match posted.text("source").as_str() {
        "" => bare(&app, &visit, &posted).await,
        source => copy(&app, &visit, &posted, source).await,
    };
    let status = match created {
        Ok(id) => {
            return Ok(moved(
                &format!("/panitia/edisi/{id}"),
                Notice::EditionCreated,
            ));
        }
        Err(status) => status,
    };
    let refusal = Refusal::new(status, &posted.request_id);
    let mut page = editions(&app, &visit).await;
    page.form = refusal.form(page.form.request_id, same(&NEW));
    page.typed = posted.fields(&NEW);
    Ok(refusal.answer(Ok(page.render(&visit.chrome(Section::Board)))))
}

async fn copy(app: &App, visit: &Visit, posted: &Posted, source: &str) -> Result<String, Status> {
    let request = pb::CopyEditionRequest {
        request_id: posted.request_id.clone(),
        source_edition_id: source.to_owned(),
        id: posted.text("id"),
        name: posted.text("name"),
        year: decode::number(&posted.text("year")),
    };
    let mut client = app.clients.editions(&visit.call);
    let answer = client.copy_edition(request);
    Ok(answer.await?.into_inner().edition.unwrap_or_default().id)
}

/// An edition of its own begins with dates that everybody will change: a whole year of monitoring, works in autumn, an evening in November.
async fn bare(app: &App, visit: &Visit, posted: &Posted) -> Result<String, Status> {
    let year = decode::number(&posted.text("year"));
    let at = |month, day| midnight(year, month, day).map(Into::into);
    let timeline = pb::Timeline {
        monitoring_starts_at: at(1, 1),
        opens_at: at(9, 1),
        closes_at: at(11, 1),
        announces_at: at(11, 30),
    };
    let request = pb::CreateEditionRequest {
        request_id: posted.request_id.clone(),
        id: posted.text("id"),
        name: posted.text("name"),
        year,
        timeline: Some(timeline),
    };
    let mut client = app.clients.editions(&visit.call);
    let answer = client.create_edition(request);
    Ok(answer.await?.into_inner().edition.unwrap_or_default().id)
}

fn midnight(year: i32, month: u32, day: u32) -> Option<DateTime<Utc>> {
    let date = NaiveDate::from_ymd_opt(year, month, day)?.and_hms_opt(0, 0, 0)?;
    let local = date
        .and_local_timezone(FixedOffset::east_opt(WIB)?)
        .single()?;
    Some(local.to_utc())
}

/// `GET /panitia/edisi/{edition}`.
async fn show(State(app): State<App>, visit: Visit, Path(id): Path<String>) -> Page {
    let page = load::edition(&app, &visit, &id).await?;
    Ok(page.render(&visit.chrome(Section::Board)).into_response())
}

/// `POST /panitia/edisi/{edition}`.
async fn update(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<String>,
    posted: Posted,
) -> Page {
    let (request, stages) = decode::plan(&id, &posted);
    let mut client = app.clients.editions(&visit.call);
    let answer = client.update_edition(request);
    let Err(status) = answer.await else {
        return Ok(moved(&visit.path, Notice::EditionSaved));
    };
    let place = |field: &str| decode::place(field, &stages);
    again(&app, &visit, &id, &posted, status, place).await
}

/// `POST /panitia/edisi/{edition}/jadwal`.
async fn reschedule(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<String>,
    posted: Posted,
) -> Page {
    let request = decode::reschedule(&id, &posted);
    let mut client = app.clients.editions(&visit.call);
    let answer = client.reschedule_edition(request);
    let Err(status) = answer.await else {
        return Ok(moved(&visit.path, Notice::DateMoved));
    };
    again(&app, &visit, &id, &posted, status, decode::place_of_move).await
}

/// `POST /panitia/edisi/{edition}/arsip`.
async fn archive(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<String>,
    posted: Posted,
) -> Page {
    let request = pb::ArchiveEditionRequest {
        request_id: posted.request_id.clone(),
        edition_id: id.clone(),
        expected_version: posted.expected_version(),
    };
    let mut client = app.clients.editions(&visit.call);
    let answer = client.archive_edition(request);
    let Err(status) = answer.await else {
        return Ok(moved(&visit.path, Notice::EditionArchived));
    };
    again(&app, &visit, &id, &posted, status, |_| None).await
}

/// The page again, with what was typed and what is wrong with it.
async fn again(
    app: &App,
    visit: &Visit,
    id: &str,
    posted: &Posted,
    status: Status,
    place: impl Fn(&str) -> Option<String>,
) -> Page {
    let refusal = Refusal::new(status, &posted.request_id);
    let page = load::edition(app, visit, id).await.map(|mut page| {
        page.form = refusal.form(page.form.request_id, place);
        for name in load::fields() {
            page.typed.insert(name.clone(), posted.text(&name));
        }
        page.render(&visit.chrome(Section::Board))
    });
    Ok(refusal.answer(page))
}
