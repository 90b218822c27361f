//! The scan that a decree comes with.

use fest_proto::registration::v1::{
    ClaimParticipationRequest, FilePurpose, HandOverParticipationRequest, Participation,
    ReviseParticipationRequest, UploadFileHeader,
};
use testkit::{refused, request_id, service::Caller};
use tonic::Code;

use crate::{
    participation::{begin, claim},
    participation_life::{changes, committee, hand_over_of, return_of, revision_of, told},
    world::{Service, owner, sign_up, upload},
};

pub async fn scan(caller: Caller) -> String {
    let header = UploadFileHeader {
        request_id: request_id(),
        purpose: FilePurpose::Decree.into(),
        name: "sk admin.pdf".to_owned(),
    };
    let kept = upload(caller, header, b"%PDF-1.7 surat keputusan").await;
    kept.expect("kept").id
}

pub fn with(decree_file_id: &str) -> ClaimParticipationRequest {
    ClaimParticipationRequest {
        decree_file_id: decree_file_id.to_owned(),
        ..claim("pd-dinkes")
    }
}

#[tokio::test]
async fn a_claim_comes_with_its_scan_and_keeps_it_until_another_one_comes() {
    let service = Service::start().await;
    let (ani, mut own) = begin(&service).await;
    let first = scan(service.as_person(&ani)).await;
    let claimed = told!(own.claim_participation(with(&first)));
    assert_eq!(claimed.decree_file_id, first);
    let returned = return_of(&claimed, "Tidak terbaca");
    let returned = told!(committee(&service).return_participation(returned));
    let kept = |claim: &Participation, file_id: &str| ReviseParticipationRequest {
        decree_file_id: file_id.to_owned(),
        ..revision_of(claim, "HM.01/2")
    };
    let again = told!(own.revise_participation(kept(&returned, &first)));
    let second = scan(service.as_person(&ani)).await;
    let other = told!(own.revise_participation(kept(&again, &second)));
    assert_eq!(other.decree_file_id, second);
    let scans: Vec<String> = changes(&mut own, &claimed)
        .await
        .into_iter()
        .map(|change| change.decree_file_id)
        .collect();
    assert_eq!(scans, [&first, &first, &first, &second].map(Clone::clone));
    service.finish().await;
}

#[tokio::test]
async fn a_scan_that_is_not_there_or_somebody_elses_is_refused_at_its_field() {
    let service = Service::start().await;
    let (_, mut own) = begin(&service).await;
    let budi = owner(&sign_up(&service, "budi@bekasikab.go.id").await);
    let theirs = scan(service.as_person(&budi)).await;
    for file_id in [&*theirs, "seven", "0192f0c4-7f6e-7d35-9c39-d6f7ac0e9b11"] {
        let refusal = refused(own.claim_participation(with(file_id)).await);
        let field = ("decree_file_id".to_owned(), "FILE_NOT_FOUND".to_owned());
        assert_eq!(
            (refusal.code, refusal.fields),
            (Code::NotFound, vec![field]),
            "{file_id}"
        );
    }
    let claimed = told!(own.claim_participation(with("")));
    let given = HandOverParticipationRequest {
        decree_file_id: theirs,
        ..hand_over_of(&claimed, "budi@bekasikab.go.id")
    };
    let refusal = refused(own.hand_over_participation(given).await);
    assert_eq!(refusal.reason, "FILE_NOT_FOUND");
    service.finish().await;
}
