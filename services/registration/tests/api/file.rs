//! Files: how they come in, who gets them back, and what breaks off.

use std::path::Path;

use fest_proto::{
    access::v1::Role,
    registration::v1::{
        DownloadFileRequest, File, FilePurpose, GetFileRequest, UploadFileEnd, UploadFileHeader,
        UploadFileRequest, download_file_response, file_service_client::FileServiceClient,
        upload_file_request::Part,
    },
};
use testkit::{
    reason, refused, request_id,
    service::{Caller, person},
    wait_for,
};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Code, Status};

use crate::world::{Service, upload, upload_parts};

const PDF: &[u8] = b"%PDF-1.7 surat keputusan";

fn header(purpose: FilePurpose, name: &str) -> UploadFileHeader {
    UploadFileHeader {
        request_id: request_id(),
        purpose: purpose.into(),
        name: name.to_owned(),
    }
}

fn decree() -> UploadFileHeader {
    header(FilePurpose::Decree, "sk admin.pdf")
}

fn request(part: Part) -> UploadFileRequest {
    UploadFileRequest { part: Some(part) }
}

async fn download(caller: Caller, file_id: &str) -> Result<(File, Vec<u8>), Status> {
    let request = DownloadFileRequest {
        file_id: file_id.to_owned(),
    };
    let mut files = FileServiceClient::new(caller);
    let mut parts = files.download_file(request).await?.into_inner();
    let (mut file, mut bytes) = (File::default(), Vec::new());
    while let Some(one) = parts.message().await? {
        match one.part {
            Some(download_file_response::Part::File(one)) => file = one,
            Some(download_file_response::Part::Chunk(chunk)) => {
                assert!(chunk.len() <= 64 * 1024);
                bytes.extend(chunk);
            }
            None => panic!("an empty part"),
        }
    }
    Ok((file, bytes))
}

fn files_in(folder: &Path) -> usize {
    let inside = folder.join("registration");
    let entries = std::fs::read_dir(inside);
    entries.map_or(0, |entries| entries.count())
}

#[tokio::test]
async fn a_scan_comes_back_as_it_was_handed_in() {
    let service = Service::start().await;
    let owner = person([Role::Participant]);
    // More than one part of the store and no round number.
    let mut scan = PDF.to_vec();
    scan.resize(6 * 1024 * 1024 + 17, b'x');
    let file = upload(service.as_person(&owner), decree(), &scan).await;
    let file = file.expect("kept");
    assert_eq!(
        (file.name.as_str(), file.content_type.as_str(), file.size),
        ("sk admin.pdf", "application/pdf", scan.len() as i64)
    );
    assert_eq!(file.account_id, owner.account_id.to_string());
    assert_eq!(file.sha256.len(), 64);
    let (told, bytes) = download(service.as_person(&owner), &file.id)
        .await
        .expect("given");
    assert_eq!(told, file);
    assert!(bytes == scan, "the same bytes");
    service.finish().await;
}

#[tokio::test]
async fn a_file_is_there_for_its_owner_and_the_committee_and_for_nobody_else() {
    let service = Service::start().await;
    let owner = person([Role::Participant]);
    let file = upload(service.as_person(&owner), decree(), PDF).await;
    let file = file.expect("kept");
    let get = async |caller: Caller, id: &str| {
        let request = GetFileRequest {
            file_id: id.to_owned(),
        };
        FileServiceClient::new(caller).get_file(request).await
    };
    for caller in [service.as_person(&owner), service.as_role(Role::Committee)] {
        let told = get(caller, &file.id).await.expect("told").into_inner();
        assert_eq!(told.file.as_ref(), Some(&file));
    }
    let stranger = || service.as_role(Role::Participant);
    assert_eq!(reason(get(stranger(), &file.id).await), "FILE_NOT_FOUND");
    assert_eq!(
        reason(download(stranger(), &file.id).await),
        "FILE_NOT_FOUND"
    );
    for nothing in ["none", "0192f0c4-7f6e-7d35-9c39-d6f7ac0e9b11"] {
        assert_eq!(reason(get(stranger(), nothing).await), "FILE_NOT_FOUND");
    }
    service.finish().await;
}

#[tokio::test]
async fn a_file_is_what_its_bytes_say_and_each_purpose_takes_its_own() {
    let service = Service::start().await;
    let committee = || service.as_role(Role::Committee);
    let (scan, table) = (FilePurpose::Decree, FilePurpose::Import);
    let large = vec![b'a'; 32 * 1024 * 1024 + 1];
    for (purpose, bytes, expected) in [
        (scan, b"<html>SK</html>".as_slice(), "FILE_TYPE_REFUSED"),
        (scan, b"", "FILE_EMPTY"),
        (table, PDF, "FILE_TYPE_REFUSED"),
        (table, &large, "FILE_TOO_LARGE"),
        (FilePurpose::Unspecified, PDF, "PURPOSE_INVALID"),
    ] {
        let refusal = refused(upload(committee(), header(purpose, "sk.pdf"), bytes).await);
        assert_eq!(
            (refusal.code, refusal.reason.as_str()),
            (Code::InvalidArgument, expected)
        );
    }
    let nameless = upload(committee(), header(scan, " "), PDF).await;
    assert_eq!(reason(nameless), "NAME_MISSING");
    let participant = service.as_role(Role::Participant);
    let refusal = refused(upload(participant, header(table, "a.csv"), b"code").await);
    assert_eq!(
        (refusal.code, refusal.reason.as_str()),
        (Code::PermissionDenied, "PURPOSE_FORBIDDEN")
    );
    service.finish().await;
}

#[tokio::test]
async fn parts_in_the_wrong_order_are_refused() {
    let service = Service::start().await;
    let send = async |parts: Vec<Part>| {
        let parts = parts.into_iter().map(request).collect();
        upload_parts(service.as_role(Role::Committee), parts).await
    };
    let chunk = |size: usize| Part::Chunk(vec![b'%'; size]);
    let end = || Part::End(UploadFileEnd {});
    let first = Part::Header(decree());
    assert_eq!(reason(send(vec![]).await), "UPLOAD_HEADER_MISSING");
    assert_eq!(
        reason(send(vec![chunk(1), end()]).await),
        "UPLOAD_HEADER_MISSING"
    );
    let large = send(vec![first.clone(), chunk(64 * 1024 + 1), end()]).await;
    assert_eq!(reason(large), "CHUNK_TOO_LARGE");
    let endless = send(vec![first.clone(), Part::Chunk(PDF.to_vec())]).await;
    assert_eq!(reason(endless), "UPLOAD_BROKEN");
    assert_eq!(
        reason(send(vec![first.clone(), first]).await),
        "UPLOAD_BROKEN"
    );
    service.finish().await;
}

#[tokio::test]
async fn an_upload_that_breaks_off_or_is_refused_leaves_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("file://{}", folder.path().display());
    let service = Service::builder().with("files-url", &url).start().await;
    let caller = service.as_role(Role::Participant);
    let mut files = FileServiceClient::new(caller.clone());
    let (sender, parts) = mpsc::channel(1);
    let upload_task =
        tokio::spawn(async move { files.upload_file(ReceiverStream::new(parts)).await });
    let mut beginning = PDF.to_vec();
    beginning.resize(60 * 1024, b'x');
    sender
        .send(request(Part::Header(decree())))
        .await
        .expect("sent");
    for _ in 0..100 {
        let part = request(Part::Chunk(beginning.clone()));
        sender.send(part).await.expect("sent");
    }
    // A first part of it lies in the folder before the line is cut.
    let limit = std::time::Duration::from_secs(20);
    wait_for("the beginning to be written", limit, async || {
        (files_in(folder.path()) == 1)
            .then_some(())
            .ok_or("nothing there")
    })
    .await;
    upload_task.abort();
    drop(sender);
    wait_for("the beginning to be removed", limit, async || {
        (files_in(folder.path()) == 0)
            .then_some(())
            .ok_or("still there")
    })
    .await;

    let large = [PDF, &vec![b'x'; 10 * 1024 * 1024]].concat();
    let refusal = upload(caller.clone(), decree(), &large).await;
    assert_eq!(reason(refusal), "FILE_TOO_LARGE");
    assert_eq!(files_in(folder.path()), 0);
    upload(caller, decree(), PDF).await.expect("kept");
    assert_eq!(files_in(folder.path()), 1);
    service.finish().await;
}

#[tokio::test]
async fn the_same_request_with_the_same_bytes_keeps_one_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("file://{}", folder.path().display());
    let service = Service::builder().with("files-url", &url).start().await;
    let caller = service.as_role(Role::Participant);
    let header = decree();
    let first = upload(caller.clone(), header.clone(), PDF)
        .await
        .expect("kept");
    let again = upload(caller.clone(), header.clone(), PDF)
        .await
        .expect("again");
    assert_eq!(first, again);
    let other = upload(caller.clone(), header.clone(), b"%PDF-1.7 another").await;
    assert_eq!(reason(other), "REQUEST_ID_REUSED");
    assert_eq!(files_in(folder.path()), 1);
    let without = UploadFileHeader {
        request_id: String::new(),
        ..header
    };
    assert_eq!(
        reason(upload(caller, without, PDF).await),
        "REQUEST_ID_MISSING"
    );
    service.finish().await;
}

#[tokio::test]
async fn a_file_whose_bytes_are_away_is_unavailable() {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("file://{}", folder.path().display());
    let service = Service::builder().with("files-url", &url).start().await;
    let caller = service.as_role(Role::Participant);
    let file = upload(caller.clone(), decree(), PDF).await.expect("kept");
    let bytes = folder.path().join("registration").join(&file.id);
    std::fs::rename(&bytes, folder.path().join("away")).expect("moved");
    let refusal = refused(download(caller, &file.id).await);
    assert_eq!(
        (refusal.code, refusal.reason.as_str()),
        (Code::Unavailable, "FILES_UNAVAILABLE")
    );
    service.finish().await;
}
