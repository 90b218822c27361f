//! Who judges.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use fest_proto::registration::v1 as pb;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    app::App,
    clients::Call,
    extract::{Body, Page, Query, RequestId},
    problem::Problem,
};

/// One juror of one edition.
#[derive(Serialize, ToSchema)]
pub struct Judge {
    id: String,
    edition_id: String,
    account_id: String,
    display_name: String,
    version: i64,
}

impl From<pb::Judge> for Judge {
    fn from(judge: pb::Judge) -> Self {
        Self {
            id: judge.id,
            edition_id: judge.edition_id,
            account_id: judge.account_id,
            display_name: judge.display_name,
            version: judge.version,
        }
    }
}

/// A page of jurors.
#[derive(Serialize, ToSchema)]
pub struct Judges {
    judges: Vec<Judge>,
    next_page_token: String,
    total_size: i32,
}

/// An edition's jurors.
#[utoipa::path(get, path = "/api/v1/editions/{edition}/judges", operation_id = "listJudges", tag = "judges",
    params(("edition" = String, Path), Page), responses((status = 200, body = Judges), (status = "4XX", body = Problem)))]
pub async fn list_judges(
    State(app): State<App>,
    call: Call,
    Path(edition_id): Path<String>,
    Query(page): Query<Page>,
) -> Result<Json<Judges>, Problem> {
    let request = pb::ListJudgesRequest {
        edition_id,
        page_size: page.page_size,
        page_token: page.page_token,
    };
    let answer = app.clients.judges(&call).list_judges(request).await?;
    let answer = answer.into_inner();
    Ok(Json(Judges {
        judges: answer.judges.into_iter().map(Into::into).collect(),
        next_page_token: answer.next_page_token,
        total_size: answer.total_size,
    }))
}

/// Whom to appoint.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Appointment {
    email: String,
}

/// Appoint a juror; the account gets the role.
#[utoipa::path(post, path = "/api/v1/editions/{edition}/judges", operation_id = "appointJudge", tag = "judges",
    params(("edition" = String, Path)), request_body = Appointment,
    responses((status = 201, body = Judge), (status = "4XX", body = Problem)))]
pub async fn appoint_judge(
    State(app): State<App>,
    call: Call,
    Path(edition_id): Path<String>,
    RequestId(request_id): RequestId,
    Body(new): Body<Appointment>,
) -> Result<(StatusCode, Json<Judge>), Problem> {
    let request = pb::AppointJudgeRequest {
        request_id,
        edition_id,
        email: new.email,
    };
    let answer = app.clients.judges(&call).appoint_judge(request).await?;
    let judge = answer.into_inner().judge.unwrap_or_default();
    Ok((StatusCode::CREATED, Json(judge.into())))
}
