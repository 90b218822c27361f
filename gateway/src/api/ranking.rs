//! The order that the rules give, for the plenary.

use std::collections::BTreeMap;

use axum::{
    Json,
    extract::{Path, State},
};
use fest_proto::scoring::v1 as pb;
use serde::Serialize;
use utoipa::ToSchema;

use super::rubric::text;
use crate::{app::App, clients::Call, problem::Problem};

/// A category's order.
#[derive(Serialize, ToSchema)]
pub struct Ranking {
    subjects: Vec<RankedSubject>,
}

/// One place in the order.
#[derive(Serialize, ToSchema)]
pub struct RankedSubject {
    /// Shared when equal, the next skipped; null for who is not ranked.
    rank: Option<i32>,
    subject_id: String,
    title: String,
    organisation_code: String,
    organisation_name: String,
    organisation_kind: String,
    /// Exact, from 0 to 100; null for who is not ranked.
    total: Option<String>,
    /// Exact, from 0 to 1, by criterion code.
    scores: BTreeMap<String, String>,
}

/// The plenary reads a ranking.
#[utoipa::path(get, path = "/api/v1/categories/{category}/ranking", operation_id = "getRanking", tag = "seals",
    params(("category" = String, Path)), responses((status = 200, body = Ranking), (status = "4XX", body = Problem)))]
pub async fn get_ranking(
    State(app): State<App>,
    call: Call,
    Path(category_id): Path<String>,
) -> Result<Json<Ranking>, Problem> {
    let request = pb::GetRankingRequest { category_id };
    let answer = app.clients.rankings(&call).get_ranking(request).await?;
    let subjects = answer.into_inner().subjects.into_iter();
    let subjects = subjects.map(|subject| RankedSubject {
        rank: (subject.rank > 0).then_some(subject.rank),
        subject_id: subject.subject_id,
        title: subject.title,
        organisation_code: subject.organisation_code,
        organisation_name: subject.organisation_name,
        organisation_kind: subject.organisation_kind,
        total: subject.total.map(|total| total.value),
        scores: subject
            .scores
            .into_iter()
            .map(|score| (score.criterion_code, text(score.score)))
            .collect(),
    });
    Ok(Json(Ranking {
        subjects: subjects.collect(),
    }))
}
