//! All categories with how far they are: for the plenary what can be decided, for who approves what is sealed.

use axum::{extract::State, response::IntoResponse};
use fest_proto::{
    announcement::v1::Reveal, registration::v1::Category, scoring::v1::CategoryStage,
};

use super::{answer::Page, lists, parts::Missing, visit::Visit};
use crate::{
    app::App,
    pages::{
        Part, Section, Stage,
        plenary::{CategoryLine, Desk, Stages},
    },
};

/// `GET /pleno`.
pub async fn plenary(State(app): State<App>, visit: Visit) -> Page {
    show(&app, &visit, Desk::Plenary, Section::Plenary).await
}

/// `GET /persetujuan`.
pub async fn approval(State(app): State<App>, visit: Visit) -> Page {
    show(&app, &visit, Desk::Approval, Section::Approval).await
}

async fn show(app: &App, visit: &Visit, desk: Desk, section: Section) -> Page {
    let (categories, stages, reveals) = tokio::join!(
        lists::categories(app, visit),
        lists::stages(app, visit),
        lists::reveals(app, visit),
    );
    let mut missing = Missing::of(visit);
    let categories = missing.take(Part::Registration, categories);
    let stages = missing.take(Part::Scoring, stages);
    let reveals = missing.take(Part::Announcement, reveals);
    let line = |category| line(category, &stages, &reveals);
    let page = Stages {
        desk,
        // A category whose stage is not known would look as if nothing were there yet.
        categories: categories.into_iter().filter_map(line).collect(),
        unavailable: missing.parts(),
    };
    Ok(page.render(&visit.chrome(section)).into_response())
}

fn line(category: Category, stages: &[CategoryStage], reveals: &[Reveal]) -> Option<CategoryLine> {
    let stage = stages
        .iter()
        .find(|stage| stage.category_id == category.id)?;
    Some(CategoryLine {
        code: category.code,
        name: category.name,
        name_en: category.name_en,
        stage: reached(stage, reveals),
        missing: stage.missing.clone(),
    })
}

/// Scoring's word on a category, unless announcement has gone further.
pub fn reached(stage: &CategoryStage, reveals: &[Reveal]) -> Stage {
    let is_revealed = reveals
        .iter()
        .any(|reveal| reveal.category_id == stage.category_id && reveal.revealed_at.is_some());
    if is_revealed {
        Stage::Revealed
    } else {
        stage.stage().into()
    }
}
