//! A juror's own assignments: which sheets are left.

use std::collections::HashMap;

use axum::{extract::State, response::IntoResponse};
use fest_proto::{access::v1::Role, scoring::v1 as pb};
use tonic::Status;

use super::{answer::Page, lists, parts::Missing, visit::Visit};
use crate::{
    app::App,
    pages::{
        Part, Section, SheetState,
        juror::{JurorHome, SheetLine},
    },
};

/// `GET /juri`.
pub async fn list(State(app): State<App>, visit: Visit) -> Page {
    let (assignments, categories) = tokio::join!(
        own_assignments(&app, &visit),
        lists::categories(&app, &visit)
    );
    let mut missing = Missing::of(&visit);
    let assignments = missing.take(Part::Scoring, assignments);
    let categories = missing.take(Part::Registration, categories);
    let names: HashMap<&str, (&str, &str)> = categories
        .iter()
        .map(|one| (one.id.as_str(), (one.name.as_str(), one.name_en.as_str())))
        .collect();
    let sheets: Vec<SheetLine> = assignments
        .into_iter()
        .map(|assignment| {
            let names = names.get(assignment.category_id.as_str());
            let (name, name_en) = names.copied().unwrap_or_default();
            let state = assignment.sheet_state().into();
            let entry = assignment.entry.unwrap_or_default();
            SheetLine {
                state,
                assignment_id: assignment.id,
                category_name: name.to_owned(),
                category_name_en: name_en.to_owned(),
                title: entry.title,
                organisation_name: entry.organisation_name,
            }
        })
        .collect();
    let mut chrome = visit.chrome(Section::Sheets);
    chrome.waiting = sheets
        .iter()
        .filter(|sheet| sheet.state != SheetState::Submitted)
        .count() as u64;
    let page = JurorHome {
        sheets,
        unavailable: missing.parts(),
    };
    Ok(page.render(&chrome).into_response())
}

/// Scoring gives the committee everybody's: a juror who belongs to it is told from the others by their appointment.
async fn own_assignments(app: &App, visit: &Visit) -> Result<Vec<pb::Assignment>, Status> {
    let mut assignments = lists::assignments(app, visit).await?;
    let account = visit.account.clone().unwrap_or_default();
    if account.roles().any(|role| role == Role::Committee) {
        let judges = lists::judges(app, visit).await?;
        let own = judges.iter().find(|judge| judge.account_id == account.id);
        let own = own.map_or("", |judge| &judge.id);
        assignments.retain(|assignment| assignment.judge_id == own);
    }
    Ok(assignments)
}
