//! A form with a decree, with or without its scan.

use axum::{
    extract::{FromRequest, Request},
    http::header,
};
use fest_proto::registration::v1::{File, FilePurpose};

use crate::{
    app::App,
    problem::Problem,
    routes::{answer::Oops, incoming::Incoming, posted::Posted, visit::Visit},
};

/// The form, its scan handed in already.
pub struct Decreed {
    /// The other fields.
    pub posted: Posted,
    scan: Option<Result<File, Problem>>,
}

impl Decreed {
    /// Reads the form. One that could not hold a file is taken as well.
    ///
    /// # Errors
    /// When it is not from one of our pages or does not come whole.
    pub async fn read(app: &App, visit: &Visit, request: Request) -> Result<Self, Oops> {
        let kind = request.headers().get(header::CONTENT_TYPE);
        let has_files = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/"));
        if !has_files {
            let posted = Posted::from_request(request, &()).await?;
            return Ok(Self { posted, scan: None });
        }
        let incoming = Incoming::from_request(request, &()).await?;
        let handed_in = incoming.hand_in(app, visit, FilePurpose::Decree).await?;
        Ok(Self {
            posted: handed_in.posted,
            scan: handed_in.file,
        })
    }

    /// Why the scan was not kept.
    pub fn refused(&self) -> Option<Problem> {
        match &self.scan {
            Some(Err(problem)) => Some(problem.clone()),
            Some(Ok(_)) | None => None,
        }
    }

    /// The scan that came now, or the one that came before.
    pub fn file_id(&self) -> String {
        match &self.scan {
            Some(Ok(file)) => file.id.clone(),
            Some(Err(_)) | None => self.posted.text("decree_file_id"),
        }
    }
}

/// Where the page has a field of a decree. What is wrong with the scan has names of its own.
pub fn place(field: &str) -> Option<String> {
    let place = match field {
        "decree_number" | "decree_date" | "decree_signer" | "invitation_code" => field,
        "decree_file_id" | "file" | "name" => "decree_file",
        _ => return None,
    };
    Some(place.to_owned())
}
