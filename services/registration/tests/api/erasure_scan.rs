//! What becomes of scans when somebody whom they name is erased.

use std::path::{Path, PathBuf};

use chassis::caller::Person;
use diesel_async::SimpleAsyncConnection;
use fest_proto::{
    access::v1::Role,
    registration::v1::{
        EraseAccountRequest, GetFileRequest, GetParticipationRequest, HandOverParticipationRequest,
        account_service_client::AccountServiceClient, file_service_client::FileServiceClient,
        participation_service_client::ParticipationServiceClient,
    },
};
use tempfile::TempDir;
use testkit::{reason, request_id};

use crate::{
    erasure::confirmed,
    participation::begin,
    participation_life::{changes, committee, hand_over_of, told},
    participation_scan::{scan, with},
    world::{Service, owner, sign_up},
};

/// A service whose files lie in a folder that a test can look into.
async fn with_folder() -> (Service, TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("file://{}", folder.path().display());
    let service = Service::builder().with("files-url", &url).start().await;
    (service, folder)
}

fn bytes(folder: &TempDir, file_id: &str) -> PathBuf {
    folder.path().join("registration").join(file_id)
}

fn kept(folder: &TempDir, scans: &[&str]) -> Vec<bool> {
    let is_kept = |scan: &&str| Path::exists(&bytes(folder, scan));
    scans.iter().map(is_kept).collect()
}

async fn erase(service: &Service, person: &Person) {
    let mut own = AccountServiceClient::new(service.as_person(&confirmed(person, 1)));
    let request = EraseAccountRequest {
        request_id: request_id(),
    };
    own.erase_account(request).await.expect("erased");
}

#[tokio::test]
async fn with_an_admin_go_the_bytes_of_their_scans_and_the_successors_stay() {
    let (service, folder) = with_folder().await;
    let (ani, mut own) = begin(&service).await;
    let budi = owner(&sign_up(&service, "budi@bekasikab.go.id").await);
    let unused = scan(service.as_person(&ani)).await;
    let anis = scan(service.as_person(&ani)).await;
    let claimed = told!(own.claim_participation(with(&anis)));
    let budis = scan(service.as_person(&ani)).await;
    let given = HandOverParticipationRequest {
        decree_file_id: budis.clone(),
        ..hand_over_of(&claimed, "budi@bekasikab.go.id")
    };
    told!(own.hand_over_participation(given));
    let scans = [&*unused, &anis, &budis];
    assert_eq!(kept(&folder, &scans), [true, true, true]);

    erase(&service, &ani).await;
    assert_eq!(kept(&folder, &scans), [false, false, true]);
    let mut files = FileServiceClient::new(service.as_role(Role::Committee));
    let get = GetFileRequest {
        file_id: anis.clone(),
    };
    assert_eq!(reason(files.get_file(get).await), "FILE_NOT_FOUND");
    let history = changes(&mut committee(&service), &claimed).await;
    let in_history: Vec<&str> = history.iter().map(|one| &*one.decree_file_id).collect();
    assert_eq!(in_history, ["", &budis]);
    let mut his = ParticipationServiceClient::new(service.as_person(&budi));
    let get = GetParticipationRequest {
        participation_id: claimed.id,
    };
    assert_eq!(
        told!(his.get_participation(get.clone())).decree_file_id,
        budis
    );

    erase(&service, &budi).await;
    assert_eq!(kept(&folder, &scans), [false, false, false]);
    let seen = told!(committee(&service).get_participation(get));
    assert_eq!(seen.decree_file_id, "");
    service.finish().await;
}

#[tokio::test]
async fn what_an_interrupted_erasure_left_goes_with_the_next_sweep() {
    let (service, folder) = with_folder().await;
    let (ani, _) = begin(&service).await;
    let left = scan(service.as_person(&ani)).await;
    let half_gone = scan(service.as_person(&ani)).await;
    let other = owner(&sign_up(&service, "budi@bekasikab.go.id").await);
    // The transaction is there, of one scan the bytes are gone as well, and then the process died.
    std::fs::remove_file(bytes(&folder, &half_gone)).expect("removed");
    let mut conn = service.database.pool.get().await.expect("connection");
    let discard = "UPDATE file SET discarded_at = now() WHERE purpose = 'decree'";
    conn.batch_execute(discard).await.expect("discarded");
    let mut files = FileServiceClient::new(service.as_person(&ani));
    let get = GetFileRequest {
        file_id: left.clone(),
    };
    assert_eq!(reason(files.get_file(get).await), "FILE_NOT_FOUND");

    erase(&service, &other).await;
    assert_eq!(kept(&folder, &[&left, &half_gone]), [false, false]);
    let rows = "DO $$ BEGIN ASSERT NOT EXISTS (SELECT FROM file WHERE purpose = 'decree'); END $$";
    conn.batch_execute(rows).await.expect("no row is left");
    drop(conn);
    service.finish().await;
}
