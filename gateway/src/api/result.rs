//! What the public gets to see.

use axum::{
    Json,
    extract::{Path, State},
};
use chrono::{DateTime, Utc};
use fest_proto::announcement::v1 as pb;
use serde::Serialize;
use utoipa::ToSchema;

use super::{rubric::text, time};
use crate::{app::App, clients::Call, extract::RequestId, problem::Problem};

/// A revealed category.
#[derive(Serialize, ToSchema)]
pub struct CategoryResult {
    edition_id: String,
    category_id: String,
    category_code: String,
    category_name: String,
    category_name_en: String,
    winners: Vec<Winner>,
    /// Known before the reveal.
    root: String,
    sealed_at: Option<DateTime<Utc>>,
    revealed_at: Option<DateTime<Utc>>,
    /// True for judgements made as an example.
    example: bool,
}

/// One who won a place.
#[derive(Serialize, ToSchema)]
pub struct Winner {
    place: i32,
    title: String,
    organisation_code: String,
    organisation_name: String,
    organisation_kind: String,
    /// Exact, from 0 to 100.
    total: String,
}

impl From<pb::Result> for CategoryResult {
    fn from(result: pb::Result) -> Self {
        let winners = result.winners.into_iter().map(|winner| Winner {
            place: winner.place,
            title: winner.title,
            organisation_code: winner.organisation_code,
            organisation_name: winner.organisation_name,
            organisation_kind: winner.organisation_kind,
            total: text(winner.total),
        });
        Self {
            winners: winners.collect(),
            edition_id: result.edition_id,
            category_id: result.category_id,
            category_code: result.category_code,
            category_name: result.category_name,
            category_name_en: result.category_name_en,
            root: result.root,
            sealed_at: time(result.sealed_at),
            revealed_at: time(result.revealed_at),
            example: result.example,
        }
    }
}

/// Reveal a category: the content is checked against the root known since the seal.
#[utoipa::path(post, path = "/api/v1/categories/{category}/reveal", operation_id = "reveal", tag = "results",
    params(("category" = String, Path)), responses((status = 200, body = CategoryResult), (status = "4XX", body = Problem)))]
pub async fn reveal(
    State(app): State<App>,
    call: Call,
    Path(category_id): Path<String>,
    RequestId(request_id): RequestId,
) -> Result<Json<CategoryResult>, Problem> {
    let request = pb::RevealCategoryRequest {
        request_id,
        category_id,
    };
    let answer = app.clients.results(&call).reveal_category(request).await?;
    Ok(Json(answer.into_inner().result.unwrap_or_default().into()))
}

/// The revealed categories.
#[derive(Serialize, ToSchema)]
pub struct Results {
    results: Vec<CategoryResult>,
}

/// The revealed categories of an edition; `NOT_ANNOUNCED` until the first.
#[utoipa::path(get, path = "/api/v1/editions/{edition}/results", operation_id = "listResults", tag = "results",
    params(("edition" = String, Path)), responses((status = 200, body = Results), (status = "4XX", body = Problem)))]
pub async fn list_results(
    State(app): State<App>,
    call: Call,
    Path(edition_id): Path<String>,
) -> Result<Json<Results>, Problem> {
    let request = pb::ListResultsRequest { edition_id };
    let answer = app.clients.results(&call).list_results(request).await?;
    let results = answer.into_inner().results.into_iter().map(Into::into);
    Ok(Json(Results {
        results: results.collect(),
    }))
}
