//! How far participation is, and whom to remind, on screen and as a spreadsheet.

use axum::{
    extract::{Query, State},
    http::header,
    response::IntoResponse,
};
use fest_proto::registration::v1 as pb;
use tonic::Status;

use super::{
    answer::{Page, Refusal, moved},
    listed::{Asked, SHOWN},
    parts::{Missing, ROWS, all},
    posted::Posted,
    verification::mail,
    view::{self, count, organisation},
    visit::Visit,
};
use crate::{
    api::time,
    app::App,
    pages::{
        Form, Html, Notice, Part, Section,
        progress::{Counts, Progress, Reminded, Silent, SilentList},
    },
    spreadsheet,
};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// `GET /panitia/kemajuan`.
pub async fn show(State(app): State<App>, visit: Visit) -> Page {
    let form = Form::fresh(app.clock.new_id());
    Ok(page(&app, &visit, form).await.into_response())
}

async fn page(app: &App, visit: &Visit, form: Form) -> Html {
    let (counted, rule) = tokio::join!(counted(app, visit), rule(app, visit));
    let mut missing = Missing::of(visit);
    let counted = missing.take(Part::Registration, counted);
    let rule = missing.take(Part::Registration, rule);
    let page = Progress {
        form,
        total: counts(counted.total),
        kinds: kinds(counted.kinds),
        districts: districts(counted.districts),
        endorsement_required: rule.endorsement_required,
        rule_version: rule.version,
        has_edition: visit.edition.is_some(),
        unavailable: missing.parts(),
    };
    page.render(&visit.chrome(Section::Board))
}

/// `POST /panitia/kemajuan`: whether claims need the body above.
pub async fn set_rule(State(app): State<App>, visit: Visit, posted: Posted) -> Page {
    let request = pb::SetParticipationRuleRequest {
        request_id: posted.request_id.clone(),
        edition_id: visit.edition_id(),
        expected_version: posted.expected_version(),
        endorsement_required: posted.text("endorsement_required") == "ya",
    };
    let mut client = app.clients.participations(&visit.call);
    match client.set_participation_rule(request).await {
        Ok(_) => Ok(moved(&visit.path, Notice::RuleSet)),
        Err(status) => {
            let refusal = Refusal::new(status, &posted.request_id);
            let form = refusal.form(app.clock.new_id().to_string(), |_| None);
            let again = page(&app, &visit, form).await;
            Ok(refusal.answer(Ok(again)))
        }
    }
}

fn request(edition_id: &str, asked: &Asked, page_size: i32) -> pb::ListSilentOrganisationsRequest {
    pb::ListSilentOrganisationsRequest {
        edition_id: edition_id.to_owned(),
        kind: asked.jenis.clone(),
        district: asked.kecamatan.clone(),
        invited: asked.is_invited(),
        page_size,
        page_token: asked.token(),
    }
}

/// `GET /panitia/belum-menjawab?jenis=&kecamatan=&diundang=&halaman=`.
pub async fn silent(State(app): State<App>, visit: Visit, Query(asked): Query<Asked>) -> Page {
    let form = Form::fresh(app.clock.new_id());
    let list = silent_list(&app, &visit, &asked, form, None).await?;
    Ok(list.into_response())
}

/// The list, as it is or after a refusal.
///
/// # Errors
/// When the address names a page of the list that is not there.
pub async fn silent_list(
    app: &App,
    visit: &Visit,
    asked: &Asked,
    form: Form,
    reminded: Option<Reminded>,
) -> Result<Html, Status> {
    let (listed, counted) = tokio::join!(listed(app, visit, asked), counted(app, visit));
    let listed = match listed {
        Err(status) if status.code() == tonic::Code::InvalidArgument => return Err(status),
        other => other,
    };
    let mut missing = Missing::of(visit);
    let listed = missing.take(Part::Registration, listed);
    let counted = missing.take(Part::Registration, counted);
    let names = counted.districts.into_iter().map(|row| row.district);
    let list = (
        listed.organisations.len(),
        listed.total_size,
        listed.next_page_token,
    );
    let page = SilentList {
        form,
        bodies: asked.bodies(names.filter(|name| !name.is_empty())),
        invited: asked.is_invited(),
        organisations: listed.organisations.into_iter().map(read).collect(),
        paging: asked.paging(list),
        closed_at: view::closed_at(visit),
        reminded,
        unavailable: missing.parts(),
    };
    Ok(page.render(&visit.chrome(Section::Board)))
}

/// `GET /panitia/kemajuan.xlsx?jenis=&kecamatan=&diundang=`: the counts, and everybody who is silent.
pub async fn file(State(app): State<App>, visit: Visit, Query(asked): Query<Asked>) -> Page {
    let (counted, silent) = tokio::join!(counted(&app, &visit), everybody(&app, &visit, &asked));
    let (counted, silent) = (counted?, silent?);
    let (kinds, districts) = (kinds(counted.kinds), districts(counted.districts));
    let silent: Vec<Silent> = silent.into_iter().map(read).collect();
    let at = visit.call.stamp.arrival;
    let book = spreadsheet::progress(&kinds, &districts, &silent, at, visit.language);
    let book = book.map_err(|error| {
        tracing::error!(%error, "a spreadsheet could not be written");
        Status::internal("spreadsheet")
    })?;
    let name = format!(
        "attachment; filename=\"kemajuan-{}.xlsx\"",
        visit.edition_id()
    );
    let headers = [
        (header::CONTENT_TYPE, XLSX.to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, book).into_response())
}

async fn counted(app: &App, visit: &Visit) -> Result<pb::GetParticipationProgressResponse, Status> {
    let edition_id = visit.edition_id();
    if edition_id.is_empty() {
        return Ok(pb::GetParticipationProgressResponse::default());
    }
    let request = pb::GetParticipationProgressRequest { edition_id };
    let mut client = app.clients.progress(&visit.call);
    let answer = client.get_participation_progress(request).await?;
    Ok(answer.into_inner())
}

async fn rule(app: &App, visit: &Visit) -> Result<pb::ParticipationRule, Status> {
    let edition_id = visit.edition_id();
    if edition_id.is_empty() {
        return Ok(pb::ParticipationRule::default());
    }
    let request = pb::GetParticipationRuleRequest { edition_id };
    let mut client = app.clients.participations(&visit.call);
    let answer = client.get_participation_rule(request).await?;
    Ok(answer.into_inner().rule.unwrap_or_default())
}

async fn listed(
    app: &App,
    visit: &Visit,
    asked: &Asked,
) -> Result<pb::ListSilentOrganisationsResponse, Status> {
    let edition_id = visit.edition_id();
    if edition_id.is_empty() {
        return Ok(pb::ListSilentOrganisationsResponse::default());
    }
    let request = request(&edition_id, asked, SHOWN);
    let mut client = app.clients.progress(&visit.call);
    let answer = client.list_silent_organisations(request).await?;
    Ok(answer.into_inner())
}

async fn everybody(
    app: &App,
    visit: &Visit,
    asked: &Asked,
) -> Result<Vec<pb::SilentOrganisation>, Status> {
    let edition_id = visit.edition_id();
    if edition_id.is_empty() {
        return Ok(Vec::new());
    }
    let edition_id = &edition_id;
    all(|halaman| async move {
        let asked = Asked {
            halaman,
            ..asked.clone()
        };
        let mut client = app.clients.progress(&visit.call);
        let request = request(edition_id, &asked, ROWS);
        let answer = client
            .list_silent_organisations(request)
            .await?
            .into_inner();
        Ok((answer.organisations, answer.next_page_token))
    })
    .await
}

fn read(silent: pb::SilentOrganisation) -> Silent {
    let mail = mail(silent.reminder_state());
    Silent {
        organisation: organisation(silent.organisation.unwrap_or_default()),
        invited_at: time(silent.invited_at),
        opened_at: time(silent.opened_at),
        reminded_at: time(silent.reminded_at),
        mail,
    }
}

fn kinds(rows: Vec<pb::KindProgress>) -> Vec<(String, Counts)> {
    let rows = rows.into_iter();
    rows.map(|row| (row.kind, counts(row.counts))).collect()
}

fn districts(rows: Vec<pb::DistrictProgress>) -> Vec<(String, Counts)> {
    let rows = rows.into_iter();
    rows.map(|row| (row.district, counts(row.counts))).collect()
}

fn counts(counts: Option<pb::ParticipationCounts>) -> Counts {
    let counts = counts.unwrap_or_default();
    Counts {
        organisations: count(counts.organisations),
        silent: count(counts.silent),
        invited: count(counts.invited),
        waiting: count(counts.waiting),
        returned: count(counts.returned),
        verified: count(counts.verified),
        withdrawn: count(counts.withdrawn),
    }
}
