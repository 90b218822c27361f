//! A form with a file that goes on to registration as it comes. The browser's token stands first in our forms: a file without one is not read.

use axum::{
    extract::{FromRequest, Multipart, Request, multipart::MultipartError},
    http::StatusCode,
};
use fest_proto::registration::v1::{File, FilePurpose, UploadFileHeader};

use super::{
    answer::Oops,
    posted::{Posted, broken},
    visit::Visit,
};
use crate::{app::App, files, problem::Problem};

/// Above what registration takes for any purpose, so that a file slightly too large is refused on a page of ours.
pub const LIMIT: usize = 64 * 1024 * 1024;

/// A form with a file, not read yet.
pub struct Incoming(Multipart);

/// What came of it.
pub struct HandedIn {
    /// The fields before the file, and behind it.
    pub posted: Posted,
    /// The file as it is kept, or why it is not; none where nobody chose one.
    pub file: Option<Result<File, Problem>>,
}

impl<S: Send + Sync> FromRequest<S> for Incoming {
    type Rejection = Oops;

    async fn from_request(request: Request, state: &S) -> Result<Self, Oops> {
        let multipart = Multipart::from_request(request, state).await;
        Ok(Self(
            multipart.map_err(|rejection| broken(rejection.status()))?,
        ))
    }
}

impl Incoming {
    /// Reads the form, and hands its file in on the way.
    ///
    /// # Errors
    /// When the form is not from one of our pages or does not come whole.
    pub async fn hand_in(
        mut self,
        app: &App,
        visit: &Visit,
        purpose: FilePurpose,
    ) -> Result<HandedIn, Oops> {
        let fault = |error: MultipartError| broken(error.status());
        let mut fields: Vec<(String, String)> = Vec::new();
        let mut file = None;
        while let Some(mut field) = self.0.next_field().await.map_err(fault)? {
            let Some(name) = field.file_name().map(ToOwned::to_owned) else {
                let name = field.name().unwrap_or_default().to_owned();
                fields.push((name, field.text().await.map_err(fault)?));
                continue;
            };
            let known = |name: &str| {
                let field = fields.iter().find(|(known, _)| known == name);
                field.map_or_else(String::new, |(_, value)| value.clone())
            };
            visit.check(&known("csrf"))?;
            // What a browser sends when nobody chose a file.
            if name.is_empty() {
                continue;
            }
            let header = UploadFileHeader {
                request_id: known("request_id"),
                purpose: purpose.into(),
                name,
            };
            let kept = files::hand_in(&app.clients, &visit.call, header, &mut field).await;
            file = Some(kept.map_err(Problem::from));
            // Read on without keeping it: a browser that is cut off in the middle shows its own error, not our page.
            while field.chunk().await.map_err(fault)?.is_some() {}
        }
        let posted = Posted::new(fields);
        visit.check(&posted.text("csrf"))?;
        Ok(HandedIn { posted, file })
    }
}

/// For a form that is nothing without its file.
pub fn not_chosen() -> Problem {
    let mut problem = Problem::field("file", "FILE_EMPTY", "choose a file");
    problem.status = StatusCode::UNPROCESSABLE_ENTITY.as_u16();
    problem
}
