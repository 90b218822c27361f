//! One category of a draft: made, rewritten, taken away.

use axum::{
    extract::{Path, State},
    response::IntoResponse,
};
use fest_proto::registration::v1 as pb;
use tonic::Status;

use super::{
    decode::{number, number_or_zero},
    load,
};
use crate::{
    api::{named, word},
    app::App,
    pages::{Form, Notice, Section, edition::CategoryForm, url_encoded},
    routes::{
        answer::{Oops, Page, Refusal, moved, not_found},
        parts::found,
        posted::Posted,
        visit::Visit,
    },
};

/// In the address of a category that is not there yet.
const NEW: &str = "baru";
const FIELDS: [&str; 14] = [
    "code",
    "name",
    "name_en",
    "field",
    "subject",
    "intake",
    "places",
    "minimum_entries",
    "minimum_volume",
    "may_stay_unawarded",
    "public_scores",
    "score_name",
    "score_name_en",
    "proposal",
];

/// `GET /panitia/edisi/{edition}/kategori/{category}`.
pub async fn form(
    State(app): State<App>,
    visit: Visit,
    Path((edition, category)): Path<(String, String)>,
) -> Page {
    let page = blank_or_known(&app, &visit, &edition, &category).await?;
    Ok(page.render(&visit.chrome(Section::Board)).into_response())
}

/// `POST /panitia/edisi/{edition}/kategori/{category}`.
pub async fn save(
    State(app): State<App>,
    visit: Visit,
    Path((edition, category)): Path<(String, String)>,
    posted: Posted,
) -> Page {
    let saved = match category.as_str() {
        NEW => create(&app, &visit, &edition, &posted).await,
        id => update(&app, &visit, id, &posted).await,
    };
    let Err(status) = saved else {
        let page = format!("/panitia/edisi/{}", url_encoded(&edition));
        return Ok(moved(&page, Notice::CategorySaved));
    };
    let refusal = Refusal::new(status, &posted.request_id);
    let page = blank_or_known(&app, &visit, &edition, &category).await;
    let page = page.map(|mut page| {
        page.form = refusal.form(page.form.request_id, place);
        page.typed = posted.fields(&FIELDS);
        page.levels = levels(&posted);
        page.render(&visit.chrome(Section::Board))
    });
    Ok(refusal.answer(page))
}

/// `POST /panitia/edisi/{edition}/kategori/{category}/hapus`.
pub async fn remove(
    State(app): State<App>,
    visit: Visit,
    Path((edition, category)): Path<(String, String)>,
    posted: Posted,
) -> Page {
    let request = pb::DeleteCategoryRequest {
        request_id: posted.request_id.clone(),
        category_id: category.clone(),
        expected_version: posted.expected_version(),
    };
    let mut client = app.clients.categories(&visit.call);
    let answer = client.delete_category(request);
    let Err(status) = answer.await else {
        let page = format!("/panitia/edisi/{}", url_encoded(&edition));
        return Ok(moved(&page, Notice::CategoryRemoved));
    };
    let refusal = Refusal::new(status, &posted.request_id);
    let page = blank_or_known(&app, &visit, &edition, &category).await;
    let page = page.map(|mut page| {
        page.form = refusal.form(page.form.request_id, |_| None);
        page.render(&visit.chrome(Section::Board))
    });
    Ok(refusal.answer(page))
}

/// Which of several levels is wrong is no matter here: they are one field.
fn place(field: &str) -> Option<String> {
    if field.starts_with("levels") {
        return Some("levels".to_owned());
    }
    FIELDS.contains(&field).then(|| field.to_owned())
}

fn levels(posted: &Posted) -> Vec<String> {
    let chosen = posted.beginning_with("levels");
    chosen.map(|(_, kind)| kind.to_owned()).collect()
}

async fn create(app: &App, visit: &Visit, edition: &str, posted: &Posted) -> Result<(), Status> {
    let intake = named("CATEGORY_INTAKE_", &posted.text("intake"));
    let request = pb::CreateCategoryRequest {
        request_id: posted.request_id.clone(),
        edition_id: edition.to_owned(),
        code: posted.text("code"),
        name: posted.text("name"),
        name_en: posted.text("name_en"),
        field: posted.text("field"),
        subject: subject(posted),
        intake: pb::CategoryIntake::from_str_name(&intake).unwrap_or_default() as i32,
        levels: levels(posted),
        places: number(&posted.text("places")),
        proposal: !posted.text("proposal").is_empty(),
        minimum_entries: number_or_zero(&posted.text("minimum_entries")),
        minimum_volume: number_or_zero(&posted.text("minimum_volume")),
        may_stay_unawarded: !posted.text("may_stay_unawarded").is_empty(),
        public_scores: public_scores(posted),
        score_name: posted.text("score_name"),
        score_name_en: posted.text("score_name_en"),
    };
    let mut client = app.clients.categories(&visit.call);
    client.create_category(request).await.map(drop)
}

async fn update(app: &App, visit: &Visit, id: &str, posted: &Posted) -> Result<(), Status> {
    let request = pb::UpdateCategoryRequest {
        request_id: posted.request_id.clone(),
        category_id: id.to_owned(),
        expected_version: posted.expected_version(),
        code: posted.text("code"),
        name: posted.text("name"),
        name_en: posted.text("name_en"),
        field: posted.text("field"),
        subject: subject(posted),
        levels: levels(posted),
        places: number(&posted.text("places")),
        proposal: !posted.text("proposal").is_empty(),
        minimum_entries: number_or_zero(&posted.text("minimum_entries")),
        minimum_volume: number_or_zero(&posted.text("minimum_volume")),
        may_stay_unawarded: !posted.text("may_stay_unawarded").is_empty(),
        public_scores: public_scores(posted),
        score_name: posted.text("score_name"),
        score_name_en: posted.text("score_name_en"),
    };
    let mut client = app.clients.categories(&visit.call);
    client.update_category(request).await.map(drop)
}

fn subject(posted: &Posted) -> i32 {
    let name = named("CATEGORY_SUBJECT_", &posted.text("subject"));
    pb::CategorySubject::from_str_name(&name).unwrap_or_default() as i32
}

fn public_scores(posted: &Posted) -> i32 {
    let name = named("PUBLIC_SCORES_", &posted.text("public_scores"));
    pb::PublicScores::from_str_name(&name).unwrap_or_default() as i32
}

async fn blank_or_known(
    app: &App,
    visit: &Visit,
    edition: &str,
    category: &str,
) -> Result<CategoryForm, Oops> {
    let edition = load::find(app, visit, edition).await?;
    let form = Form::fresh(app.clock.new_id());
    if category == NEW {
        return Ok(CategoryForm {
            form,
            edition_id: edition.id,
            edition_name: edition.name,
            ..CategoryForm::default()
        });
    }
    let request = pb::GetCategoryRequest {
        category_id: category.to_owned(),
    };
    let mut client = app.clients.categories(&visit.call);
    let answer = client.get_category(request);
    let answer = found(answer.await)?.and_then(|answer| answer.into_inner().category);
    let of_edition = answer.filter(|one| one.edition_id == edition.id);
    let category = of_edition.ok_or_else(not_found)?;
    Ok(CategoryForm {
        form,
        edition_id: edition.id,
        edition_name: edition.name,
        id: Some(category.id.clone()),
        version: category.version,
        levels: category.levels.clone(),
        typed: typed(category).into_iter().collect(),
    })
}

fn typed(category: pb::Category) -> Vec<(String, String)> {
    let checked = |yes: bool| if yes { "1" } else { "" }.to_owned();
    let subject = word(category.subject().as_str_name(), "CATEGORY_SUBJECT_");
    let scores = word(category.public_scores().as_str_name(), "PUBLIC_SCORES_");
    [
        ("code", category.code),
        ("name", category.name),
        ("name_en", category.name_en),
        ("field", category.field),
        ("subject", subject),
        ("places", category.places.to_string()),
        ("minimum_entries", category.minimum_entries.to_string()),
        ("minimum_volume", category.minimum_volume.to_string()),
        ("may_stay_unawarded", checked(category.may_stay_unawarded)),
        ("public_scores", scores),
        ("score_name", category.score_name),
        ("score_name_en", category.score_name_en),
        ("proposal", checked(category.proposal)),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into()
}
