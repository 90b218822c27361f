//! Mails to organisations that have not answered.

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
    extract::{Body, RequestId},
    problem::Problem,
};

/// Whom to remind: the silent bodies that match both.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewReminders {
    /// Empty for every kind.
    #[serde(default)]
    kind: String,
    /// Empty for every kecamatan.
    #[serde(default)]
    district: String,
}

/// Silent organisations that matched, each counted once.
#[derive(Serialize, ToSchema)]
pub struct Reminders {
    /// A mail to somebody of theirs is in the queue from now on.
    queued: i32,
    /// Everybody known of theirs was written to within seven days.
    recent: i32,
    /// Nobody of theirs is known.
    unknown: i32,
}

/// Write to whoever spoke for a silent organisation in another edition. Nobody gets two mails within seven days.
#[utoipa::path(post, path = "/api/v1/editions/{edition}/reminders", operation_id = "sendReminders", tag = "participations",
    params(("edition" = String, Path)), request_body = NewReminders,
    responses((status = 202, body = Reminders), (status = "4XX", body = Problem)))]
pub async fn send_reminders(
    State(app): State<App>,
    call: Call,
    Path(edition_id): Path<String>,
    RequestId(request_id): RequestId,
    Body(new): Body<NewReminders>,
) -> Result<(StatusCode, Json<Reminders>), Problem> {
    let request = pb::SendRemindersRequest {
        request_id,
        edition_id,
        kind: new.kind,
        district: new.district,
    };
    let mut client = app.clients.reminders(&call);
    let answer = client.send_reminders(request).await?.into_inner();
    let reminders = Reminders {
        queued: answer.queued,
        recent: answer.recent,
        unknown: answer.unknown,
    };
    Ok((StatusCode::ACCEPTED, Json(reminders)))
}
