//! Categories.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use fest_proto::registration::v1 as pb;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{named, word};
use crate::{
    app::App,
    clients::Call,
    extract::{Body, Page, Query, RequestId},
    problem::Problem,
};

/// One award.
#[derive(Serialize, ToSchema)]
pub struct Category {
    id: String,
    edition_id: String,
    code: String,
    /// In Bahasa Indonesia.
    name: String,
    /// In English.
    name_en: String,
    /// Bidang.
    field: String,
    /// "organisation", "person" or "work".
    subject: String,
    /// "monitored", "entered" or "assessed".
    intake: String,
    /// Kinds of organisation that may take part.
    levels: Vec<String>,
    places: i32,
    /// True while the organiser has not confirmed it.
    proposal: bool,
    /// With fewer entries nothing need be awarded; 0 means any number will do.
    minimum_entries: i32,
    /// With fewer of what is counted an organisation is not ranked; 0 means any number will do.
    minimum_volume: i32,
    /// Whether the plenary may award nothing.
    may_stay_unawarded: bool,
    /// Whose scores become public: "none", "winners", "nominees" or "all".
    public_scores: String,
    /// What a public score is called; empty when none is public.
    score_name: String,
    /// The same in English.
    score_name_en: String,
    version: i64,
}

impl From<pb::Category> for Category {
    fn from(category: pb::Category) -> Self {
        Self {
            subject: word(category.subject().as_str_name(), "CATEGORY_SUBJECT_"),
            intake: word(category.intake().as_str_name(), "CATEGORY_INTAKE_"),
            public_scores: word(category.public_scores().as_str_name(), "PUBLIC_SCORES_"),
            id: category.id,
            edition_id: category.edition_id,
            code: category.code,
            name: category.name,
            name_en: category.name_en,
            field: category.field,
            levels: category.levels,
            places: category.places,
            proposal: category.proposal,
            minimum_entries: category.minimum_entries,
            minimum_volume: category.minimum_volume,
            may_stay_unawarded: category.may_stay_unawarded,
            score_name: category.score_name,
            score_name_en: category.score_name_en,
            version: category.version,
        }
    }
}

/// A page of categories.
#[derive(Serialize, ToSchema)]
pub struct Categories {
    categories: Vec<Category>,
    next_page_token: String,
    total_size: i32,
}

/// An edition's categories.
#[utoipa::path(get, path = "/api/v1/editions/{edition}/categories", operation_id = "listCategories", tag = "categories",
    params(("edition" = String, Path), Page), responses((status = 200, body = Categories), (status = "4XX", body = Problem)))]
pub async fn list_categories(
    State(app): State<App>,
    call: Call,
    Path(edition_id): Path<String>,
    Query(page): Query<Page>,
) -> Result<Json<Categories>, Problem> {
    let request = pb::ListCategoriesRequest {
        edition_id,
        page_size: page.page_size,
        page_token: page.page_token,
    };
    let answer = app
        .clients
        .categories(&call)
        .list_categories(request)
        .await?;
    let answer = answer.into_inner();
    Ok(Json(Categories {
        categories: answer.categories.into_iter().map(Into::into).collect(),
        next_page_token: answer.next_page_token,
        total_size: answer.total_size,
    }))
}

/// A new category.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCategory {
    code: String,
    name: String,
    name_en: String,
    field: String,
    subject: String,
    intake: String,
    levels: Vec<String>,
    places: i32,
    #[serde(default)]
    proposal: bool,
    #[serde(default)]
    minimum_entries: i32,
    #[serde(default)]
    minimum_volume: i32,
    #[serde(default)]
    may_stay_unawarded: bool,
    /// "none" when left out.
    #[serde(default)]
    public_scores: String,
    #[serde(default)]
    score_name: String,
    #[serde(default)]
    score_name_en: String,
}

fn subject(word: &str) -> i32 {
    let name = named("CATEGORY_SUBJECT_", word);
    pb::CategorySubject::from_str_name(&name).unwrap_or_default() as i32
}

fn public_scores(word: &str) -> i32 {
    let name = named("PUBLIC_SCORES_", word);
    pb::PublicScores::from_str_name(&name).unwrap_or_default() as i32
}

/// Add a category to a draft edition.
#[utoipa::path(post, path = "/api/v1/editions/{edition}/categories", operation_id = "createCategory", tag = "categories",
    params(("edition" = String, Path)), request_body = NewCategory,
    responses((status = 201, body = Category), (status = "4XX", body = Problem)))]
pub async fn create_category(
    State(app): State<App>,
    call: Call,
    Path(edition_id): Path<String>,
    RequestId(request_id): RequestId,
    Body(new): Body<NewCategory>,
) -> Result<(StatusCode, Json<Category>), Problem> {
    let intake = named("CATEGORY_INTAKE_", &new.intake);
    let request = pb::CreateCategoryRequest {
        request_id,
        edition_id,
        subject: subject(&new.subject),
        intake: pb::CategoryIntake::from_str_name(&intake).unwrap_or_default() as i32,
        public_scores: public_scores(&new.public_scores),
        code: new.code,
        name: new.name,
        name_en: new.name_en,
        field: new.field,
        levels: new.levels,
        places: new.places,
        proposal: new.proposal,
        minimum_entries: new.minimum_entries,
        minimum_volume: new.minimum_volume,
        may_stay_unawarded: new.may_stay_unawarded,
        score_name: new.score_name,
        score_name_en: new.score_name_en,
    };
    let mut client = app.clients.categories(&call);
    let answer = client.create_category(request).await?;
    let category = answer.into_inner().category.unwrap_or_default();
    Ok((StatusCode::CREATED, Json(category.into())))
}

/// A category, whole; how what is judged comes in stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RewrittenCategory {
    expected_version: i64,
    code: String,
    name: String,
    name_en: String,
    field: String,
    subject: String,
    levels: Vec<String>,
    places: i32,
    #[serde(default)]
    proposal: bool,
    #[serde(default)]
    minimum_entries: i32,
    #[serde(default)]
    minimum_volume: i32,
    #[serde(default)]
    may_stay_unawarded: bool,
    /// "none" when left out.
    #[serde(default)]
    public_scores: String,
    #[serde(default)]
    score_name: String,
    #[serde(default)]
    score_name_en: String,
}

/// Rewrite a category of a draft edition.
#[utoipa::path(put, path = "/api/v1/categories/{category}", operation_id = "updateCategory", tag = "categories",
    params(("category" = String, Path)), request_body = RewrittenCategory,
    responses((status = 200, body = Category), (status = "4XX", body = Problem)))]
pub async fn update_category(
    State(app): State<App>,
    call: Call,
    Path(category_id): Path<String>,
    RequestId(request_id): RequestId,
    Body(new): Body<RewrittenCategory>,
) -> Result<Json<Category>, Problem> {
    let request = pb::UpdateCategoryRequest {
        request_id,
        category_id,
        expected_version: new.expected_version,
        subject: subject(&new.subject),
        public_scores: public_scores(&new.public_scores),
        code: new.code,
        name: new.name,
        name_en: new.name_en,
        field: new.field,
        levels: new.levels,
        places: new.places,
        proposal: new.proposal,
        minimum_entries: new.minimum_entries,
        minimum_volume: new.minimum_volume,
        may_stay_unawarded: new.may_stay_unawarded,
        score_name: new.score_name,
        score_name_en: new.score_name_en,
    };
    let mut client = app.clients.categories(&call);
    let answer = client.update_category(request).await?.into_inner();
    Ok(Json(answer.category.unwrap_or_default().into()))
}

/// Which version of a category is taken away.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct Removal {
    /// The version that the caller has seen.
    expected_version: i64,
}

/// Take a category out of a draft edition.
#[utoipa::path(delete, path = "/api/v1/categories/{category}", operation_id = "deleteCategory", tag = "categories",
    params(("category" = String, Path), Removal),
    responses((status = 204, description = "It is no more"), (status = "4XX", body = Problem)))]
pub async fn delete_category(
    State(app): State<App>,
    call: Call,
    Path(category_id): Path<String>,
    RequestId(request_id): RequestId,
    Query(removal): Query<Removal>,
) -> Result<StatusCode, Problem> {
    let request = pb::DeleteCategoryRequest {
        request_id,
        category_id,
        expected_version: removal.expected_version,
    };
    let mut client = app.clients.categories(&call);
    client.delete_category(request).await?;
    Ok(StatusCode::NO_CONTENT)
}
