//! Files on their way between a visitor and registration, piece by piece; none is ever whole here.

use axum::{
    body::Body,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use chassis::deadline;
use fest_proto::registration::v1::{
    DownloadFileRequest, File, UploadFileEnd, UploadFileHeader, UploadFileRequest,
    download_file_response, upload_file_request::Part,
};
use futures_util::{Stream, StreamExt, TryStreamExt};
use std::pin::pin;
use tokio::{
    sync::mpsc::{self, Sender},
    time::Instant,
};
use tokio_stream::wrappers::ReceiverStream;
use tonic::Status;

use crate::{
    clients::{Call, Clients},
    problem::Problem,
};

/// The largest piece that registration takes.
const PIECE: usize = 64 * 1024;
/// Pieces that wait for registration, while the visitor sends more.
const WAITING: usize = 4;
/// A document of its own in a browser's eyes: it runs nothing, loads nothing and knows nothing of whoever is logged in here.
const ALONE: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; object-src 'self'; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'self'; sandbox";
/// The same for a PDF, which browsers show by a viewer of theirs that no sandbox lets in.
const ALONE_BUT_VIEWED: &str = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; base-uri 'none'; \
     form-action 'none'; frame-ancestors 'self'";

/// Hands a file in. When the visitor's bytes stop before their end, registration hears of no end and keeps nothing.
pub async fn hand_in<E>(
    clients: &Clients,
    call: &Call,
    header: UploadFileHeader,
    bytes: impl Stream<Item = Result<Bytes, E>>,
) -> Result<File, Status> {
    let (sender, parts) = mpsc::channel(WAITING);
    let mut files = clients.files(call);
    let limit = Instant::now() + deadline::UPLOAD_CEILING;
    let answer = files.upload_file(ReceiverStream::new(parts));
    let mut answer = pin!(deadline::scope(limit, answer));
    let feed = feed(sender, header, bytes);
    let answer = tokio::select! {
        // A refusal need not wait for the rest.
        answer = &mut answer => answer,
        () = feed => answer.await,
    };
    Ok(answer?.into_inner().file.unwrap_or_default())
}

async fn feed<E>(
    sender: Sender<UploadFileRequest>,
    header: UploadFileHeader,
    bytes: impl Stream<Item = Result<Bytes, E>>,
) {
    let send = async |part| {
        let request = UploadFileRequest { part: Some(part) };
        sender.send(request).await.is_ok()
    };
    if !send(Part::Header(header)).await {
        return;
    }
    let mut bytes = pin!(bytes);
    while let Some(chunk) = bytes.next().await {
        let Ok(mut chunk) = chunk else { return };
        while !chunk.is_empty() {
            let piece = chunk.split_to(chunk.len().min(PIECE));
            if !send(Part::Chunk(piece.to_vec())).await {
                return;
            }
        }
    }
    send(Part::End(UploadFileEnd {})).await;
}

/// How a browser is to take a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Saved under its name.
    Saved,
    /// Looked at where that does no harm, saved otherwise.
    Inline,
}

/// A file as an answer; its hash is its tag.
pub async fn give(
    clients: &Clients,
    call: &Call,
    file_id: String,
    shown: Shown,
    known: Option<&HeaderValue>,
) -> Result<Response, Problem> {
    let request = DownloadFileRequest { file_id };
    let mut parts = clients
        .files(call)
        .download_file(request)
        .await?
        .into_inner();
    let first = parts.message().await?.and_then(|one| one.part);
    let Some(download_file_response::Part::File(file)) = first else {
        let text = "the file did not come";
        return Err(Problem::new(StatusCode::BAD_GATEWAY, "FILE_BROKEN", text));
    };
    let headers = headers(&file, shown);
    if known.is_some_and(|known| Some(known) == headers.get(header::ETAG)) {
        return Ok((StatusCode::NOT_MODIFIED, headers).into_response());
    }
    // What breaks off here breaks the answer off: nobody takes it for whole.
    let bytes = parts.try_filter_map(async |one| {
        Ok(match one.part {
            Some(download_file_response::Part::Chunk(chunk)) => Some(Bytes::from(chunk)),
            Some(download_file_response::Part::File(_)) | None => None,
        })
    });
    Ok((headers, Body::from_stream(bytes)).into_response())
}

fn headers(file: &File, shown: Shown) -> HeaderMap {
    let policy = match (shown, file.content_type.as_str()) {
        (Shown::Inline, "image/png" | "image/jpeg") => Some(ALONE),
        (Shown::Inline, "application/pdf") => Some(ALONE_BUT_VIEWED),
        _ => None,
    };
    let kind = if policy.is_some() {
        "inline"
    } else {
        "attachment"
    };
    let mut headers = HeaderMap::new();
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    set(header::CONTENT_TYPE, &file.content_type);
    set(header::CONTENT_DISPOSITION, &disposition(kind, &file.name));
    set(header::ETAG, &format!("\"{}\"", file.sha256));
    // It is somebody's: a cache between us must not keep it.
    set(header::CACHE_CONTROL, "private, no-cache");
    set(header::CONTENT_SECURITY_POLICY, policy.unwrap_or(ALONE));
    headers
}

/// The name in the form that every browser reads (RFC 6266).
#[must_use]
pub fn disposition(kind: &str, name: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let mut encoded = String::new();
    for byte in name.bytes() {
        match byte {
            byte if plain(byte) => encoded.push(char::from(byte)),
            byte => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    format!("{kind}; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(content_type: &str) -> File {
        File {
            name: "SK \"Désa\"\r\n.pdf".to_owned(),
            content_type: content_type.to_owned(),
            sha256: "ab".to_owned(),
            ..File::default()
        }
    }

    fn header(file: &File, shown: Shown, name: HeaderName) -> String {
        let headers = headers(file, shown);
        let value = headers.get(name).expect("set").to_str();
        value.expect("text").to_owned()
    }

    #[test]
    fn a_name_cannot_break_out_of_its_header() {
        let pdf = file("application/pdf");
        assert_eq!(
            header(&pdf, Shown::Saved, header::CONTENT_DISPOSITION),
            "attachment; filename*=UTF-8''SK%20%22D%C3%A9sa%22%0D%0A.pdf"
        );
    }

    #[test]
    fn only_what_runs_nothing_is_shown_and_always_alone() {
        for (kind, expected) in [
            ("application/pdf", "inline"),
            ("image/png", "inline"),
            ("text/csv", "attachment"),
            ("text/html", "attachment"),
        ] {
            let file = file(kind);
            let disposition = header(&file, Shown::Inline, header::CONTENT_DISPOSITION);
            assert!(disposition.starts_with(expected), "{kind}: {disposition}");
            let policy = header(&file, Shown::Inline, header::CONTENT_SECURITY_POLICY);
            assert!(policy.starts_with("default-src 'none'"), "{policy}");
            let saved = header(&file, Shown::Saved, header::CONTENT_DISPOSITION);
            assert!(saved.starts_with("attachment"), "{kind}: {saved}");
        }
    }
}
