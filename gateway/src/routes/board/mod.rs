//! The committee's board and what it commands.

mod command;
mod load;

use axum::{
    extract::{Query, State},
    response::IntoResponse,
};

pub use command::{appoint, freeze, import, lock, reveal, verify};

use serde::Deserialize;

use super::{Pages, UPLOAD_LIMIT, answer::Page, assigning, visit::Visit};
use crate::{
    admission::rpc,
    app::App,
    pages::{Form, Html, Section, board::Board},
};

/// The board and the forms on it.
pub fn add_pages(pages: Pages) -> Pages {
    let (board, assigning) = ("/panitia", "/panitia/penugasan/{category}");
    let assign = || rpc!("scoring", "AssignmentService", "AssignJuror");
    let import_rule = rpc!("submission", "LaporService", "ImportLaporCounts");
    pages
        .page(
            board,
            rpc!("submission", "LaporService", "ListLaporImports"),
            show,
        )
        .form(
            "/panitia/kunci",
            board,
            rpc!("registration", "EditionService", "LockEdition"),
            lock,
        )
        .form(
            "/panitia/verifikasi",
            board,
            rpc!(
                "registration",
                "ParticipationService",
                "VerifyParticipation"
            ),
            verify,
        )
        .form(
            "/panitia/juri",
            board,
            rpc!("registration", "JudgeService", "AppointJudge"),
            appoint,
        )
        .file_form(
            "/panitia/impor-lapor",
            board,
            import_rule,
            UPLOAD_LIMIT,
            import,
        )
        .form(
            "/panitia/bekukan",
            board,
            rpc!("submission", "LaporService", "FreezeSnapshot"),
            freeze,
        )
        .page(assigning, assign(), assigning::show)
        .form(assigning, assigning, assign(), assigning::assign)
        .form(
            "/panitia/umumkan",
            board,
            rpc!("announcement", "ResultService", "RevealCategory"),
            reveal,
        )
}

/// What of the board is looked at.
#[derive(Default, Deserialize)]
pub struct Choice {
    /// The group of categories to unfold.
    #[serde(default)]
    keadaan: String,
    /// The page of the claims that wait.
    #[serde(default)]
    antrean: String,
}

/// `GET /panitia?keadaan=&antrean=`.
pub async fn show(State(app): State<App>, visit: Visit, Query(choice): Query<Choice>) -> Page {
    let board = load::board(&app, &visit, choice).await?;
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
    chrome.waiting = board.claims_paging.total;
    board.render(&chrome)
}
