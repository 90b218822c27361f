//! Styles, typeface, drawings.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};

use super::door;
use crate::{app::App, assets};

/// `GET /assets/{hash}/{path}`.
pub async fn show(
    app: State<App>,
    Path((hash, path)): Path<(String, String)>,
    request: axum::extract::Request,
) -> Response {
    match assets::find(&hash, &path) {
        Some(asset) => (asset.headers(), asset.content).into_response(),
        None => door::nowhere(app, request).await,
    }
}
