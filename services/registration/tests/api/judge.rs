//! Who judges an edition.

use fest_proto::{
    access::v1::Role,
    registration::v1::{
        AppointJudgeRequest, GetCurrentAccountRequest, GetJudgeRequest, Judge, JudgeAppointed,
        ListJudgesRequest, account_service_client::AccountServiceClient,
        judge_service_client::JudgeServiceClient,
    },
};
use testkit::{reason, refused, request_id};
use tonic::Code;

use crate::world::{EDITION, Service, create_edition, owner, sign_up};

fn appoint(email: &str) -> AppointJudgeRequest {
    AppointJudgeRequest {
        request_id: request_id(),
        edition_id: EDITION.to_owned(),
        email: email.to_owned(),
    }
}

#[tokio::test]
async fn an_account_becomes_a_juror_once_and_is_told_of_by_id() {
    let service = Service::start().await;
    create_edition(&service).await;
    let account = sign_up(&service, "ani@bekasikab.go.id").await;
    let mut committee = JudgeServiceClient::new(service.as_role(Role::Committee));
    let request = appoint("ANI@bekasikab.go.id");
    let first = committee
        .appoint_judge(request.clone())
        .await
        .expect("appointed")
        .into_inner();
    let again = committee
        .appoint_judge(request)
        .await
        .expect("again")
        .into_inner();
    assert_eq!(first, again);
    let judge = first.judge.expect("judge");
    assert_eq!(
        (judge.account_id.as_str(), judge.display_name.as_str()),
        (account.id.as_str(), "Ani Rahayu")
    );

    let mut own = AccountServiceClient::new(service.as_person(&owner(&account)));
    let current = own.get_current_account(GetCurrentAccountRequest {}).await;
    let roles: Vec<Role> = current
        .expect("own")
        .into_inner()
        .account
        .expect("account")
        .roles()
        .collect();
    assert_eq!(roles, [Role::Juror, Role::Participant]);

    let nameless = Judge {
        display_name: String::new(),
        ..judge.clone()
    };
    let event = JudgeAppointed {
        judge: Some(nameless.clone()),
    };
    assert_eq!(service.events::<JudgeAppointed>().await, [event]);
    let get = || GetJudgeRequest {
        judge_id: judge.id.clone(),
    };
    let seen = committee
        .get_judge(get())
        .await
        .expect("found")
        .into_inner();
    assert_eq!(seen.judge.as_ref(), Some(&judge));
    let mut scoring = JudgeServiceClient::new(service.as_service("scoring"));
    let seen = scoring.get_judge(get()).await.expect("found").into_inner();
    assert_eq!(seen.judge, Some(nameless));
    service.finish().await;
}

#[tokio::test]
async fn an_appointment_that_makes_no_sense_is_refused_by_name() {
    let service = Service::start().await;
    let mut committee = JudgeServiceClient::new(service.as_role(Role::Committee));
    sign_up(&service, "ani@bekasikab.go.id").await;
    let ani = || appoint("ani@bekasikab.go.id");
    assert_eq!(
        reason(committee.appoint_judge(ani()).await),
        "EDITION_NOT_FOUND"
    );
    create_edition(&service).await;
    for nobody in ["budi@bekasikab.go.id", "budi", ""] {
        assert_eq!(
            reason(committee.appoint_judge(appoint(nobody)).await),
            "ACCOUNT_NOT_FOUND"
        );
    }
    committee.appoint_judge(ani()).await.expect("appointed");
    let taken = refused(committee.appoint_judge(ani()).await);
    assert_eq!(
        (taken.code, taken.reason.as_str()),
        (Code::AlreadyExists, "JUDGE_TAKEN")
    );
    for judge_id in ["none", "0192f0c4-7f6e-7d35-9c39-d6f7ac0e9b11"] {
        let request = GetJudgeRequest {
            judge_id: judge_id.into(),
        };
        assert_eq!(
            reason(committee.get_judge(request).await),
            "JUDGE_NOT_FOUND"
        );
    }
    service.finish().await;
}

#[tokio::test]
async fn judges_are_listed_in_the_order_of_their_appointment_page_by_page() {
    let service = Service::start().await;
    create_edition(&service).await;
    let mut committee = JudgeServiceClient::new(service.as_role(Role::Committee));
    let mut appointed = Vec::new();
    for email in ["c@b.id", "a@b.id", "b@b.id"] {
        sign_up(&service, email).await;
        let judge = committee
            .appoint_judge(appoint(email))
            .await
            .expect("appointed");
        appointed.push(judge.into_inner().judge.expect("judge"));
    }
    let list = |page_token: &str| ListJudgesRequest {
        edition_id: EDITION.to_owned(),
        page_size: 2,
        page_token: page_token.to_owned(),
    };
    let first = committee
        .list_judges(list(""))
        .await
        .expect("listed")
        .into_inner();
    let rest = committee.list_judges(list(&first.next_page_token)).await;
    let rest = rest.expect("listed").into_inner();
    assert_eq!([first.judges, rest.judges].concat(), appointed);
    assert_eq!((first.total_size, rest.next_page_token.as_str()), (3, ""));
    assert_eq!(
        reason(committee.list_judges(list("bm8")).await),
        "PAGE_TOKEN_INVALID"
    );
    service.finish().await;
}
