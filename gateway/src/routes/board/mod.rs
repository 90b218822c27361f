//! The committee's board and what it commands.

mod command;
mod load;

use axum::{extract::State, response::IntoResponse};

pub use command::{appoint, assign, freeze, import, lock, reveal, verify};

use super::{Pages, UPLOAD_LIMIT, answer::Page, visit::Visit};
use crate::{
    admission::rpc,
    app::App,
    pages::{Form, Html, Section, board::Board},
};

/// The board and the forms on it.
pub fn add_pages(pages: Pages) -> Pages {
    let board = "/panitia";
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
        .form(
            "/panitia/penugasan",
            board,
            rpc!("scoring", "AssignmentService", "AssignJuror"),
            assign,
        )
        .form(
            "/panitia/umumkan",
            board,
            rpc!("announcement", "ResultService", "RevealCategory"),
            reveal,
        )
}

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
