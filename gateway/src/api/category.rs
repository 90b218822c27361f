//! Categories.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use fest_proto::registration::v1 as pb;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::word;
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
    version: i64,
}

impl From<pb::Category> for Category {
    fn from(category: pb::Category) -> Self {
        Self {
            subject: word(category.subject().as_str_name(), "CATEGORY_SUBJECT_"),
            intake: word(category.intake().as_str_name(), "CATEGORY_INTAKE_"),
            id: category.id,
            edition_id: category.edition_id,
            code: category.code,
            name: category.name,
            name_en: category.name_en,
            field: category.field,
            levels: category.levels,
            places: category.places,
            proposal: category.proposal,
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
    let subject = format!("CATEGORY_SUBJECT_{}", new.subject.to_ascii_uppercase());
    let intake = format!("CATEGORY_INTAKE_{}", new.intake.to_ascii_uppercase());
    let request = pb::CreateCategoryRequest {
        request_id,
        edition_id,
        code: new.code,
        name: new.name,
        name_en: new.name_en,
        field: new.field,
        subject: pb::CategorySubject::from_str_name(&subject).unwrap_or_default() as i32,
        intake: pb::CategoryIntake::from_str_name(&intake).unwrap_or_default() as i32,
        levels: new.levels,
        places: new.places,
        proposal: new.proposal,
    };
    let answer = app
        .clients
        .categories(&call)
        .create_category(request)
        .await?;
    let category = answer.into_inner().category.unwrap_or_default();
    Ok((StatusCode::CREATED, Json(category.into())))
}
