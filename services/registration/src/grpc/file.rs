//! `fest.registration.v1.FileService`.

use bytes::Bytes;
use chassis::{
    caller::{Context, Person},
    error::Violation,
};
use eventing::idempotency::{Key, once};
use fest_proto::{
    access::v1::Role,
    registration::v1::{
        DownloadFileRequest, DownloadFileResponse, File as FileMessage, FilePurpose,
        GetFileRequest, GetFileResponse, UploadFileHeader, UploadFileRequest, UploadFileResponse,
        download_file_response, file_service_server::FileService, upload_file_request::Part,
    },
};
use futures_util::{Stream, StreamExt, TryStreamExt, stream, stream::BoxStream};
use tonic::{Request, Response, Status, Streaming};

use super::{Desk, answer, id, person};
use crate::{
    contract,
    domain::{
        Refusal,
        file::{File, Intake, Purpose},
    },
    error::Error,
    objects::Objects,
    store,
};

/// The largest chunk of either direction.
const CHUNK: usize = 64 * 1024;

pub struct Files {
    pub(super) desk: Desk,
    pub(super) objects: Objects,
}

#[tonic::async_trait]
impl FileService for Files {
    async fn upload_file(
        &self,
        request: Request<Streaming<UploadFileRequest>>,
    ) -> Result<Response<UploadFileResponse>, Status> {
        answer(request, |context, parts| self.upload(context, parts)).await
    }

    async fn get_file(
        &self,
        request: Request<GetFileRequest>,
    ) -> Result<Response<GetFileResponse>, Status> {
        answer(request, |context, request| self.get(context, request)).await
    }

    type DownloadFileStream = BoxStream<'static, Result<DownloadFileResponse, Status>>;

    async fn download_file(
        &self,
        request: Request<DownloadFileRequest>,
    ) -> Result<Response<Self::DownloadFileStream>, Status> {
        answer(request, |context, request| self.download(context, request)).await
    }
}

impl Files {
    async fn upload(
        &self,
        context: Context,
        mut parts: Streaming<UploadFileRequest>,
    ) -> Result<UploadFileResponse, Error> {
        let header = header(&mut parts).await?;
        let person = person(&context)?;
        let intake = Intake::begin(purpose(&header, person)?, &header.name)?;
        // Refused before the bytes come, not after.
        Key::of(&context, &header.request_id, &header)?;
        let id = self.desk.clock.new_id();
        let content = self.objects.receive(id, chunks(parts), intake).await?;
        let file = File {
            id,
            purpose: content.purpose,
            name: content.name,
            content_type: content.kind.mime().to_owned(),
            size: content.size,
            sha256: content.sha256,
            account_id: person.account_id,
            stored_at: self.desk.clock.now(),
        };
        let kept = self.keep(&context, &header.request_id, &file).await;
        let is_another = match &kept {
            Ok(answer) => answer
                .file
                .as_ref()
                .is_some_and(|one| one.id != id.to_string()),
            Err(Error::Key(_)) => true,
            // Whether a transaction that lost its connection was committed nobody knows; bytes without a row do no harm.
            Err(_) => false,
        };
        if is_another {
            self.objects.discard(id).await;
        }
        kept
    }

    /// Notes the file, or finds the one that the same request left before.
    async fn keep(
        &self,
        context: &Context,
        request_id: &str,
        file: &File,
    ) -> Result<UploadFileResponse, Error> {
        let message = contract::file(file);
        let said = FileMessage {
            purpose: message.purpose,
            name: message.name.clone(),
            sha256: message.sha256.clone(),
            ..FileMessage::default()
        };
        let key = Key::of(context, request_id, &said)?;
        let clock = &self.desk.clock;
        once(&mut *self.desk.conn().await?, clock, &key, async |conn| {
            store::file::create(conn, file).await?;
            Ok(UploadFileResponse {
                file: Some(message),
            })
        })
        .await
    }

    async fn get(
        &self,
        context: Context,
        request: GetFileRequest,
    ) -> Result<GetFileResponse, Error> {
        let file = self.visible(&context, &request.file_id).await?;
        Ok(GetFileResponse {
            file: Some(contract::file(&file)),
        })
    }

    async fn download(
        &self,
        context: Context,
        request: DownloadFileRequest,
    ) -> Result<BoxStream<'static, Result<DownloadFileResponse, Status>>, Error> {
        let file = self.visible(&context, &request.file_id).await?;
        let bytes = self.objects.read(file.id).await?;
        let first = part(download_file_response::Part::File(contract::file(&file)));
        let chunks = bytes
            .map_err(|error| Status::from(Error::from(error)))
            .map_ok(|piece| stream::iter(cut(piece)).map(Ok::<_, Status>))
            .try_flatten()
            .map_ok(|chunk| part(download_file_response::Part::Chunk(chunk.into())));
        Ok(stream::iter([Ok(first)]).chain(chunks).boxed())
    }

    /// The file, if the caller may see it; to everybody else it is not there.
    async fn visible(&self, context: &Context, file_id: &str) -> Result<File, Error> {
        let person = person(context)?;
        let file_id = id(file_id, Refusal::FileNotFound)?;
        let file = store::file::find(&mut *self.desk.conn().await?, file_id).await?;
        let visible =
            |file: &File| file.account_id == person.account_id || person.has(Role::Committee);
        Ok(file.filter(visible).ok_or(Refusal::FileNotFound)?)
    }
}

fn part(part: download_file_response::Part) -> DownloadFileResponse {
    DownloadFileResponse { part: Some(part) }
}

/// The piece in chunks; without copying.
pub(super) fn cut(mut piece: Bytes) -> Vec<Bytes> {
    let mut chunks = Vec::new();
    while !piece.is_empty() {
        chunks.push(piece.split_to(piece.len().min(CHUNK)));
    }
    chunks
}

async fn header(parts: &mut Streaming<UploadFileRequest>) -> Result<UploadFileHeader, Error> {
    let first = parts.message().await.map_err(Error::UploadBroken)?;
    match first.and_then(|request| request.part) {
        Some(Part::Header(header)) => Ok(header),
        Some(Part::Chunk(_) | Part::End(_)) | None => {
            let text = "a header comes before everything else";
            Err(Violation::new("header", "UPLOAD_HEADER_MISSING", text).into())
        }
    }
}

fn purpose(header: &UploadFileHeader, person: &Person) -> Result<Purpose, Error> {
    match header.purpose() {
        FilePurpose::Decree => Ok(Purpose::Decree),
        FilePurpose::Import if person.has(Role::Committee) => Ok(Purpose::Import),
        FilePurpose::Import => Err(Refusal::PurposeForbidden.into()),
        FilePurpose::Unspecified => {
            let text = "not a purpose that a file can have";
            Err(Violation::new("purpose", "PURPOSE_INVALID", text).into())
        }
    }
}

/// The bytes up to the end. A stream that stops before it ends in an error.
fn chunks(parts: Streaming<UploadFileRequest>) -> impl Stream<Item = Result<Bytes, Error>> + Send {
    stream::try_unfold(parts, async |mut parts| {
        let next = parts.message().await.map_err(Error::UploadBroken)?;
        match next.and_then(|request| request.part) {
            Some(Part::Chunk(chunk)) if chunk.len() > CHUNK => {
                Err(Violation::new("chunk", "CHUNK_TOO_LARGE", "at most 64 KiB").into())
            }
            Some(Part::Chunk(chunk)) => Ok(Some((Bytes::from(chunk), parts))),
            Some(Part::End(_)) => Ok(None),
            Some(Part::Header(_)) | None => {
                let text = "the stream stopped before the end";
                Err(Error::UploadBroken(Status::aborted(text)))
            }
        }
    })
}
