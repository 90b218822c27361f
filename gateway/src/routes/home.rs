//! The home.

use axum::{extract::State, response::IntoResponse};
use fest_proto::registration::v1 as pb;
use futures_util::future::join_all;
use tonic::Status;

use super::{
    answer::Page,
    lists,
    parts::{Missing, found},
    view,
    visit::Visit,
};
use crate::{
    app::App,
    pages::{
        KINDS, Part, Section,
        home::{Category, Home, KindCount},
    },
};

/// `GET /`.
pub async fn show(State(app): State<App>, visit: Visit) -> Page {
    let (categories, counts, results) = tokio::join!(
        lists::categories(&app, &visit),
        counts(&app, &visit),
        lists::results(&app, &visit),
    );
    let mut missing = Missing::of(&visit);
    let categories = missing.take(Part::Registration, categories);
    let page = Home {
        edition: view::edition(&visit),
        categories: categories.into_iter().map(category).collect(),
        counts: missing.take(Part::Registration, counts),
        announced: missing
            .take(Part::Announcement, found(results))
            .is_some_and(|results| !results.is_empty()),
        unavailable: missing.parts(),
    };
    Ok(page.render(&visit.chrome(Section::Home)).into_response())
}

fn category(category: pb::Category) -> Category {
    Category {
        intake: category.intake().into(),
        code: category.code,
        name: category.name,
        name_en: category.name_en,
        field: category.field,
        levels: category.levels,
        proposal: category.proposal,
    }
}

/// How many organisations there are of each kind: the totals of lists of one row, since the rows themselves would be thousands.
async fn counts(app: &App, visit: &Visit) -> Result<Vec<KindCount>, Status> {
    let count = async |kind: &str| {
        let request = pb::ListOrganisationsRequest {
            kind: kind.to_owned(),
            page_size: 1,
            ..Default::default()
        };
        let mut client = app.clients.organisations(&visit.call);
        let answer = client.list_organisations(request).await?;
        Ok(KindCount {
            kind: kind.to_owned(),
            count: view::count(answer.into_inner().total_size),
        })
    };
    let counts: Result<Vec<KindCount>, Status> =
        join_all(KINDS.map(count)).await.into_iter().collect();
    let mut counts = counts?;
    counts.retain(|row| row.count > 0);
    counts.sort_by_key(|row| std::cmp::Reverse(row.count));
    Ok(counts)
}
