//! One body of the register, for everybody.

use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect},
};
use fest_proto::registration::v1::{self as pb, OrganisationAliasKind, OrganisationState};
use serde::Deserialize;
use tonic::Status;

use super::{
    answer::{Oops, Page, not_found},
    channel,
    parts::{Missing, found},
    view::{count, moment, organisation},
    visit::Visit,
};
use crate::{
    app::App,
    pages::{
        OrganisationLife, Part, Role, Section,
        organisation_page::{Alias, AliasKind, Change, ChangeKind, OrganisationPage},
        url_encoded,
    },
};

/// As many units and lines as one page holds.
const ROWS: i32 = 200;

/// By which other code the reader came.
#[derive(Deserialize)]
pub struct Came {
    #[serde(default)]
    dari: String,
}

/// `GET /peserta/{kode}?dari=`. A code that leads elsewhere sends the reader there.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(code): Path<String>,
    Query(came): Query<Came>,
) -> Page {
    let answer = get(&app, &visit, &code).await?;
    let body = answer.organisation.unwrap_or_default();
    if body.code != code {
        let (now, dari) = (url_encoded(&body.code), url_encoded(&code));
        return Ok(Redirect::to(&format!("/peserta/{now}?dari={dari}")).into_response());
    }
    let aliases = answer.aliases.iter().map(|one| one.value.as_str());
    let merged = answer.predecessors.iter().map(|one| one.code.as_str());
    let leads_here = aliases.chain(merged).any(|code| code == came.dari);
    let (parent, units, changes, channels, platforms) = tokio::join!(
        parent(&app, &visit, &body.parent_code),
        units(&app, &visit, &body.code),
        changes(&app, &visit, &body.code),
        channel::verified(&app, &visit, &body.code),
        channel::platforms(&app, &visit),
    );
    let mut missing = Missing::of(&visit);
    let units = missing.take(Part::Registration, units);
    let page = OrganisationPage {
        life: life(&body),
        source: body.source.clone(),
        parent: missing.take(Part::Registration, parent).map(organisation),
        aliases: answer.aliases.into_iter().filter_map(alias).collect(),
        predecessors: answer.predecessors.into_iter().map(organisation).collect(),
        units_total: count(units.total_size),
        units: units.organisations.into_iter().map(organisation).collect(),
        changes: missing.take(Part::Registration, changes),
        channels: missing.take(Part::Registration, channels),
        platforms: missing.take(Part::Registration, platforms),
        came_by: leads_here.then_some(came.dari),
        may_change: visit.person().is_some_and(|one| one.has(Role::Committee)),
        unavailable: missing.parts(),
        organisation: organisation(body),
    };
    let chrome = visit.chrome(Section::Participants);
    Ok(page.render(&chrome).into_response())
}

/// The body that a code leads to.
pub async fn get(
    app: &App,
    visit: &Visit,
    code: &str,
) -> Result<pb::GetOrganisationResponse, Oops> {
    let request = pb::GetOrganisationRequest {
        code: code.to_owned(),
        system: String::new(),
    };
    let mut client = app.clients.organisations(&visit.call);
    let answer = found(client.get_organisation(request).await)?;
    Ok(answer.ok_or_else(not_found)?.into_inner())
}

async fn parent(app: &App, visit: &Visit, code: &str) -> Result<Option<pb::Organisation>, Status> {
    if code.is_empty() {
        return Ok(None);
    }
    let request = pb::GetOrganisationRequest {
        code: code.to_owned(),
        system: String::new(),
    };
    let mut client = app.clients.organisations(&visit.call);
    let answer = found(client.get_organisation(request).await)?;
    Ok(answer.and_then(|answer| answer.into_inner().organisation))
}

/// The bodies right below one.
pub async fn units(
    app: &App,
    visit: &Visit,
    code: &str,
) -> Result<pb::ListOrganisationsResponse, Status> {
    let request = pb::ListOrganisationsRequest {
        parent_code: code.to_owned(),
        page_size: ROWS,
        ..Default::default()
    };
    let mut client = app.clients.organisations(&visit.call);
    Ok(client.list_organisations(request).await?.into_inner())
}

async fn changes(app: &App, visit: &Visit, code: &str) -> Result<Vec<Change>, Status> {
    let request = pb::ListOrganisationChangesRequest {
        code: code.to_owned(),
        page_size: ROWS,
        page_token: String::new(),
    };
    let mut client = app.clients.organisations(&visit.call);
    let answer = client.list_organisation_changes(request).await?;
    let changes = answer.into_inner().changes.into_iter();
    Ok(changes.filter_map(change).collect())
}

fn life(body: &pb::Organisation) -> OrganisationLife {
    match body.state() {
        OrganisationState::Unspecified | OrganisationState::Active => OrganisationLife::Active,
        OrganisationState::Retired => OrganisationLife::Retired,
        OrganisationState::Merged => OrganisationLife::Merged,
    }
}

/// An alias of a kind that these pages do not know is left out.
fn alias(alias: pb::OrganisationAlias) -> Option<Alias> {
    let kind = match alias.kind() {
        OrganisationAliasKind::Unspecified => return None,
        OrganisationAliasKind::FormerCode => AliasKind::FormerCode,
        OrganisationAliasKind::FormerName => AliasKind::FormerName,
        OrganisationAliasKind::Abbreviation => AliasKind::Abbreviation,
        OrganisationAliasKind::ExternalCode => AliasKind::ExternalCode,
    };
    Some(Alias {
        kind,
        system: alias.system,
        value: alias.value,
        valid_from: alias.valid_from,
        valid_until: alias.valid_until,
        source: alias.source,
    })
}

fn change(change: pb::OrganisationChange) -> Option<Change> {
    use pb::OrganisationChangeKind as Said;
    let kind = match change.kind() {
        Said::Unspecified => return None,
        Said::Renamed => ChangeKind::Renamed,
        Said::Merged => ChangeKind::Merged,
        Said::Absorbed => ChangeKind::Absorbed,
        Said::Moved => ChangeKind::Moved,
        Said::Retired => ChangeKind::Retired,
        Said::AliasAdded => ChangeKind::AliasAdded,
    };
    Some(Change {
        kind,
        at: moment(change.changed_at),
        since: change.since,
        reason: change.reason,
        name_before: change.name_before,
        name_after: change.name_after,
        code_before: change.code_before,
        code_after: change.code_after,
        other: change.other,
        display_name: change.display_name,
    })
}
