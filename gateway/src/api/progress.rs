//! How far participation is, and whom to remind.

use axum::{
    Json,
    extract::{Path, State},
};
use chrono::{DateTime, Utc};
use fest_proto::registration::v1 as pb;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{organisation::Organisation, time, word};
use crate::{app::App, clients::Call, extract::Query, problem::Problem};

/// Bodies by the claim on each that is furthest: silent, waiting, returned, verified and withdrawn make up `organisations`.
#[derive(Serialize, ToSchema)]
pub struct ParticipationCounts {
    organisations: i32,
    silent: i32,
    /// Of the silent ones.
    invited: i32,
    waiting: i32,
    returned: i32,
    verified: i32,
    withdrawn: i32,
}

impl From<Option<pb::ParticipationCounts>> for ParticipationCounts {
    fn from(counts: Option<pb::ParticipationCounts>) -> Self {
        let counts = counts.unwrap_or_default();
        Self {
            organisations: counts.organisations,
            silent: counts.silent,
            invited: counts.invited,
            waiting: counts.waiting,
            returned: counts.returned,
            verified: counts.verified,
            withdrawn: counts.withdrawn,
        }
    }
}

/// The counts of one kind.
#[derive(Serialize, ToSchema)]
pub struct KindProgress {
    kind: String,
    counts: ParticipationCounts,
}

/// The counts of one kecamatan.
#[derive(Serialize, ToSchema)]
pub struct DistrictProgress {
    /// Empty for bodies that lie in none.
    district: String,
    counts: ParticipationCounts,
}

/// How far an edition's participation is.
#[derive(Serialize, ToSchema)]
pub struct ParticipationProgress {
    total: ParticipationCounts,
    kinds: Vec<KindProgress>,
    districts: Vec<DistrictProgress>,
}

/// Bodies counted by how far the claims on them are.
#[utoipa::path(get, path = "/api/v1/editions/{edition}/participation-progress", operation_id = "getParticipationProgress",
    tag = "participations", params(("edition" = String, Path)),
    responses((status = 200, body = ParticipationProgress), (status = "4XX", body = Problem)))]
pub async fn get_participation_progress(
    State(app): State<App>,
    call: Call,
    Path(edition_id): Path<String>,
) -> Result<Json<ParticipationProgress>, Problem> {
    let request = pb::GetParticipationProgressRequest { edition_id };
    let mut client = app.clients.progress(&call);
    let answer = client.get_participation_progress(request).await?;
    let answer = answer.into_inner();
    let kind = |row: pb::KindProgress| KindProgress {
        kind: row.kind,
        counts: row.counts.into(),
    };
    let district = |row: pb::DistrictProgress| DistrictProgress {
        district: row.district,
        counts: row.counts.into(),
    };
    Ok(Json(ParticipationProgress {
        total: answer.total.into(),
        kinds: answer.kinds.into_iter().map(kind).collect(),
        districts: answer.districts.into_iter().map(district).collect(),
    }))
}

/// Which silent bodies.
#[derive(Deserialize, IntoParams)]
pub struct Filter {
    /// Empty for every kind.
    #[serde(default)]
    kind: String,
    /// Empty for every kecamatan, "-" for those in none.
    #[serde(default)]
    district: String,
    /// Only those that were sent an invitation.
    #[serde(default)]
    invited: bool,
    /// Rows per page; above 200 is cut.
    #[serde(default)]
    page_size: i32,
    /// `next_page_token` of the answer before.
    #[serde(default)]
    page_token: String,
}

/// A body that has not answered.
#[derive(Serialize, ToSchema)]
pub struct SilentOrganisation {
    organisation: Organisation,
    invited_at: Option<DateTime<Utc>>,
    opened_at: Option<DateTime<Utc>>,
    /// When somebody of theirs was last reminded by mail.
    reminded_at: Option<DateTime<Utc>>,
    /// How far that mail is: "queued", "sent", "failed"; "unspecified" when there is none.
    reminder_state: String,
}

/// A page of them.
#[derive(Serialize, ToSchema)]
pub struct SilentOrganisations {
    organisations: Vec<SilentOrganisation>,
    next_page_token: String,
    total_size: i32,
}

/// Bodies that nobody ever claimed.
#[utoipa::path(get, path = "/api/v1/editions/{edition}/silent-organisations", operation_id = "listSilentOrganisations",
    tag = "participations", params(("edition" = String, Path), Filter),
    responses((status = 200, body = SilentOrganisations), (status = "4XX", body = Problem)))]
pub async fn list_silent_organisations(
    State(app): State<App>,
    call: Call,
    Path(edition_id): Path<String>,
    Query(filter): Query<Filter>,
) -> Result<Json<SilentOrganisations>, Problem> {
    let request = pb::ListSilentOrganisationsRequest {
        edition_id,
        kind: filter.kind,
        district: filter.district,
        invited: filter.invited,
        page_size: filter.page_size,
        page_token: filter.page_token,
    };
    let mut client = app.clients.progress(&call);
    let answer = client.list_silent_organisations(request).await?;
    let answer = answer.into_inner();
    let silent = |one: pb::SilentOrganisation| SilentOrganisation {
        reminder_state: word(one.reminder_state().as_str_name(), "MAIL_STATE_"),
        reminded_at: time(one.reminded_at),
        organisation: one.organisation.unwrap_or_default().into(),
        invited_at: time(one.invited_at),
        opened_at: time(one.opened_at),
    };
    Ok(Json(SilentOrganisations {
        organisations: answer.organisations.into_iter().map(silent).collect(),
        next_page_token: answer.next_page_token,
        total_size: answer.total_size,
    }))
}
