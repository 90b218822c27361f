//! A form with a decree, with or without its scan.

use axum::{
    extract::{FromRequest, Request},
    http::header,
};
use fest_proto::registration::v1::FilePurpose;

use crate::{
    app::App,
    problem::Problem,
    routes::{answer::Oops, incoming::Incoming, posted::Posted, visit::Visit},
};

/// The form, its scan handed in already.
pub struct Decreed {
    /// The other fields. One of them names the scan that counts: the one that came now, or the one that came before a refusal.
    pub posted: Posted,
    kept: &'static str,
    fault: Option<Problem>,
}

impl Decreed {
    /// Reads the form, whose field `kept` names the scan. One that could not hold a file is taken as well.
    ///
    /// # Errors
    /// When it is not from one of our pages or does not come whole.
    pub async fn read(
        app: &App,
        visit: &Visit,
        request: Request,
        kept: &'static str,
    ) -> Result<Self, Oops> {
        let kind = request.headers().get(header::CONTENT_TYPE);
        let has_files = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/"));
        let mut decreed = Self {
            posted: Posted::default(),
            kept,
            fault: None,
        };
        if !has_files {
            decreed.posted = Posted::from_request(request, &()).await?;
            return Ok(decreed);
        }
        let incoming = Incoming::from_request(request, &()).await?;
        let handed_in = incoming.hand_in(app, visit, FilePurpose::Decree).await?;
        decreed.posted = handed_in.posted;
        match handed_in.file {
            Some(Ok(file)) => decreed.posted.replace(kept, file.id),
            Some(Err(problem)) => decreed.fault = Some(problem),
            None => {}
        }
        Ok(decreed)
    }

    /// Why the scan was not kept.
    pub fn refused(&self) -> Option<Problem> {
        self.fault.clone()
    }

    /// The scan that counts.
    pub fn file_id(&self) -> String {
        self.posted.text(self.kept)
    }
}

/// Where the page has a field of a decree. What is wrong with the scan has names of its own.
pub fn place(field: &str) -> Option<String> {
    let place = match field {
        "decree_number" | "decree_date" | "decree_signer" | "invitation_code" => field,
        scan if is_at_fault(scan) => "decree_file",
        _ => return None,
    };
    Some(place.to_owned())
}

/// Whether it is the scan that was refused, by the contract of claims or by that of files.
pub fn is_at_fault(field: &str) -> bool {
    matches!(field, "decree_file_id" | "file" | "name")
}
