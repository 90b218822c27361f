//! Files of people, to look at or to save.

use axum::extract::{Path, State};

use super::{answer::Page, visit::Visit};
use crate::{
    app::App,
    files::{self, Shown},
};

/// `GET /berkas/{file}`: what runs nothing is shown, everything else saved.
pub async fn show(State(app): State<App>, visit: Visit, Path(file_id): Path<String>) -> Page {
    let file = files::give(&app.clients, &visit.call, file_id, Shown::Inline, None).await;
    Ok(file?)
}
