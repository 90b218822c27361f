//! Who did what, for those who answer for the award.

use std::collections::HashMap;

use axum::{
    extract::{Query, State},
    response::IntoResponse,
};
use fest_proto::{audit::v1 as pb, registration::v1::ListAccountNamesRequest};
use serde::Deserialize;
use tonic::Status;

use super::{
    Pages,
    answer::Page,
    parts::Missing,
    view::{self, moment},
    visit::Visit,
};
use crate::{
    admission::rpc,
    app::App,
    clients::Audited,
    pages::{
        Part, Place, Section,
        audit::{Actor, Audit, Row},
    },
};

/// How many are listed on one page.
const SHOWN: i32 = 50;

/// The page.
pub fn add_pages(pages: Pages) -> Pages {
    let list = rpc!("audit", "AuditService", "ListAuditRows");
    pages.page("/jejak-audit", list, show)
}

/// Which rows.
#[derive(Deserialize)]
pub struct Filter {
    #[serde(default)]
    layanan: String,
    #[serde(default)]
    pelaku: String,
    #[serde(default)]
    objek: String,
    #[serde(default)]
    halaman: String,
}

/// `GET /jejak-audit?layanan=&pelaku=&objek=&halaman=`.
pub async fn show(State(app): State<App>, visit: Visit, Query(filter): Query<Filter>) -> Page {
    let place = Place::parse(&filter.halaman);
    let named = Audited::ALL
        .into_iter()
        .find(|one| one.name() == filter.layanan);
    let audited = named.unwrap_or(Audited::Registration);
    let request = pb::ListAuditRowsRequest {
        actor: filter.pelaku.clone(),
        subject: filter.objek.clone(),
        page_size: SHOWN,
        page_token: place.token(),
    };
    let mut client = app.clients.audit(&visit.call, audited);
    let listed = client.list_audit_rows(request).await;
    let mut missing = Missing::of(&visit);
    let listed = missing.take_page(part(audited), listed.map(tonic::Response::into_inner))?;
    let keys = listed.rows.iter().map(|row| row.actor.as_str());
    let names = names(&app, &visit, keys.chain([filter.pelaku.as_str()])).await;
    let names = missing.take(Part::Registration, names);
    let list = (listed.rows.len(), listed.total_size, listed.next_page_token);
    let page = Audit {
        service: audited.name(),
        services: Audited::ALL.map(|one| (one.name(), part(one))).to_vec(),
        actor: actor(filter.pelaku, &names),
        subject: filter.objek,
        paging: view::paging(place, SHOWN, list),
        rows: listed
            .rows
            .into_iter()
            .map(|one| row(one, &names))
            .collect(),
        unavailable: missing.parts(),
    };
    Ok(page.render(&visit.chrome(Section::Audit)).into_response())
}

const fn part(audited: Audited) -> Part {
    match audited {
        Audited::Registration => Part::Registration,
        Audited::Submission => Part::Submission,
        Audited::Scoring => Part::Scoring,
        Audited::Announcement => Part::Announcement,
    }
}

/// What people are called, by account id.
type Names = HashMap<String, String>;

async fn names(
    app: &App,
    visit: &Visit,
    actors: impl Iterator<Item = &str>,
) -> Result<Names, Status> {
    let ids = actors.filter_map(|key| key.strip_prefix("person:"));
    let mut account_ids: Vec<String> = ids.map(str::to_owned).collect();
    account_ids.sort_unstable();
    account_ids.dedup();
    if account_ids.is_empty() {
        return Ok(Names::new());
    }
    let mut client = app.clients.accounts(&visit.call);
    let request = ListAccountNamesRequest { account_ids };
    let answer = client.list_account_names(request).await?.into_inner();
    let names = answer.names.into_iter();
    Ok(names
        .map(|one| (one.account_id, one.display_name))
        .collect())
}

fn actor(key: String, names: &Names) -> Actor {
    let id = key.strip_prefix("person:").unwrap_or_default();
    let name = names.get(id).cloned().unwrap_or_default();
    Actor { key, name }
}

fn row(row: pb::AuditRow, names: &Names) -> Row {
    let rpc = row.rpc.rsplit_once(".v1.");
    Row {
        number: row.number,
        at: moment(row.at),
        actor: actor(row.actor, names),
        rpc: rpc
            .map_or(row.rpc.as_str(), |(_, method)| method)
            .to_owned(),
        subject: row.subject,
        trace_id: row.trace_id,
    }
}
