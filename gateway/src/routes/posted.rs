//! What a form sends. There is no other way to a form's fields than through here, so no handler can forget its token.

use std::collections::BTreeMap;

use axum::{
    Form,
    extract::{
        FromRequest, Multipart, Request,
        multipart::{Field, MultipartError},
        rejection::FormRejection,
    },
    http::StatusCode,
};

use super::{answer::Oops, visit::Visit};
use crate::problem::Problem;

/// The largest file of counts.
pub const FILE_LIMIT: usize = 2 * 1024 * 1024;

/// A form from one of our pages.
#[derive(Default)]
pub struct Posted {
    /// The key under which its command is done once.
    pub request_id: String,
    fields: Vec<(String, String)>,
}

/// A form with a file.
pub struct Upload {
    /// Its other fields.
    pub posted: Posted,
    /// The file; none when it is above [`FILE_LIMIT`].
    pub file: Option<Vec<u8>>,
}

impl Posted {
    pub(super) fn new(mut fields: Vec<(String, String)>) -> Self {
        for (_, value) in &mut fields {
            // Browsers send each line break as two marks, which nobody typed and no limit should count.
            *value = value.replace("\r\n", "\n");
        }
        let mut posted = Self {
            request_id: String::new(),
            fields,
        };
        posted.request_id = posted.text("request_id");
        posted
    }

    /// A field as typed; one that is not there is empty, so that the service names what is missing.
    pub fn text(&self, name: &str) -> String {
        let field = self.fields.iter().find(|(field, _)| field == name);
        field.map_or_else(String::new, |(_, value)| value.clone())
    }

    /// Whether the form has this field.
    pub fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(field, _)| field == name)
    }

    /// What a field says from here on.
    pub(super) fn replace(&mut self, name: &str, value: String) {
        self.fields.retain(|(field, _)| field != name);
        self.fields.push((name.to_owned(), value));
    }

    /// Several fields as typed, by their names.
    pub fn fields(&self, names: &[&str]) -> BTreeMap<String, String> {
        let typed = |name: &&str| ((*name).to_owned(), self.text(name));
        names.iter().map(typed).collect()
    }

    /// Every value of a field that may be ticked more than once, each once.
    pub fn all(&self, name: &str) -> Vec<&str> {
        let mut values: Vec<&str> = Vec::new();
        for (_, value) in self.fields.iter().filter(|(field, _)| field == name) {
            if !values.contains(&value.as_str()) {
                values.push(value);
            }
        }
        values
    }

    /// The version that the form was based on.
    pub fn expected_version(&self) -> i64 {
        self.text("expected_version").parse().unwrap_or_default()
    }

    /// The fields whose names begin so, without that beginning.
    pub fn beginning_with<'a>(
        &'a self,
        prefix: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a str)> {
        let under = move |(name, value): &'a (String, String)| {
            Some((name.strip_prefix(prefix)?, value.as_str()))
        };
        self.fields.iter().filter_map(under)
    }
}

impl<S: Send + Sync> FromRequest<S> for Posted {
    type Rejection = Oops;

    async fn from_request(request: Request, state: &S) -> Result<Self, Oops> {
        let visit = Visit::of(request.extensions())?;
        let form = Form::<Vec<(String, String)>>::from_request(request, state).await;
        let Form(fields) = form.map_err(|rejection: FormRejection| broken(rejection.status()))?;
        let posted = Self::new(fields);
        visit.check(&posted.text("csrf"))?;
        Ok(posted)
    }
}

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Oops;

    async fn from_request(request: Request, state: &S) -> Result<Self, Oops> {
        let visit = Visit::of(request.extensions())?;
        let multipart = Multipart::from_request(request, state).await;
        let mut multipart = multipart.map_err(|rejection| broken(rejection.status()))?;
        let mut fields = Vec::new();
        let mut file = Some(Vec::new());
        let fault = |error: MultipartError| broken(error.status());
        while let Some(field) = multipart.next_field().await.map_err(fault)? {
            let name = field.name().unwrap_or_default().to_owned();
            if field.file_name().is_none() {
                fields.push((name, field.text().await.map_err(fault)?));
                continue;
            }
            // The token comes first in our forms: a file without one is not even read.
            let token = fields.iter().find(|(name, _)| name == "csrf");
            visit.check(token.map_or("", |(_, token)| token.as_str()))?;
            file = read(field).await.map_err(fault)?;
        }
        let posted = Posted::new(fields);
        visit.check(&posted.text("csrf"))?;
        Ok(Self { posted, file })
    }
}

/// Reads on past the limit without keeping it: a browser that is cut off in the middle shows its own error, not our page.
async fn read(mut field: Field<'_>) -> Result<Option<Vec<u8>>, MultipartError> {
    let mut file = Some(Vec::new());
    while let Some(chunk) = field.chunk().await? {
        file = file.filter(|kept: &Vec<u8>| kept.len() + chunk.len() <= FILE_LIMIT);
        if let Some(kept) = &mut file {
            kept.extend_from_slice(&chunk);
        }
    }
    Ok(file)
}

pub(super) fn broken(status: StatusCode) -> Oops {
    let (reason, text) = match status {
        StatusCode::PAYLOAD_TOO_LARGE => ("BODY_TOO_LARGE", "more than this form takes"),
        _ => ("BODY_BROKEN", "the form did not arrive whole"),
    };
    Problem::new(status, reason, text).into()
}
