//! The committee's board and what it commands.

mod command;
mod load;

use axum::{extract::State, response::IntoResponse};

pub use command::{appoint, assign, freeze, import, lock, reveal, verify};

use super::{answer::Page, visit::Visit};
use crate::{
    app::App,
    pages::{Form, Html, Section, board::Board},
};

/// `GET /panitia`.
pub async fn show(State(app): State<App>, visit: Visit) -> Page {
    let board = load::board(&app, &visit).await;
    Ok(drawn(&app, &visit, board).into_response())
}

fn drawn(app: &App, visit: &Visit, mut board: Board) -> Html {
    if board.form.request_id.is_empty() {
        board.form = Form {
            request_id: app.clock.new_id().to_string(),
            ..board.form
        };
    }
    let mut chrome = visit.chrome(Section::Board);
    chrome.waiting = board.claims_total;
    board.render(&chrome)
}
