//! Accounts and what people may do.

use fest_proto::{
    access::v1::Role,
    registration::v1::{
        CreateAccountRequest, GetCurrentAccountRequest, GrantRoleRequest, ListAccountNamesRequest,
        account_service_client::AccountServiceClient,
    },
};
use testkit::{reason, refused, request_id, service::person};
use tonic::Code;

use crate::world::{EDITION, Service, create_edition, new_account, owner, sign_up};

fn grant(email: &str, role: Role, edition_id: &str) -> GrantRoleRequest {
    GrantRoleRequest {
        request_id: request_id(),
        email: email.to_owned(),
        role: role.into(),
        edition_id: edition_id.to_owned(),
    }
}

#[tokio::test]
async fn somebody_signs_up_and_sees_their_own_account() {
    let service = Service::start().await;
    let account = sign_up(&service, " Ani@Bekasikab.GO.ID").await;
    assert_eq!(account.email, "ani@bekasikab.go.id");
    assert_eq!(account.roles, [i32::from(Role::Participant)]);

    let mut own = AccountServiceClient::new(service.as_person(&owner(&account)));
    let current = own.get_current_account(GetCurrentAccountRequest {}).await;
    assert_eq!(current.expect("own").into_inner().account, Some(account));

    let mut nobodys = AccountServiceClient::new(service.as_person(&person([Role::Juror])));
    let missing = nobodys
        .get_current_account(GetCurrentAccountRequest {})
        .await;
    assert_eq!(reason(missing), "ACCOUNT_NOT_FOUND");
    service.finish().await;
}

#[tokio::test]
async fn a_wrong_sign_up_is_refused_by_field_and_changes_nothing() {
    let service = Service::start().await;
    let mut accounts = AccountServiceClient::new(service.as_nobody());
    let right = || new_account("ani@bekasikab.go.id");
    let cases: [(&str, &str, CreateAccountRequest); 6] = [
        (
            "email",
            "EMAIL_INVALID",
            CreateAccountRequest {
                email: "ani".into(),
                ..right()
            },
        ),
        (
            "password",
            "PASSWORD_TOO_SHORT",
            CreateAccountRequest {
                password: "kuda".into(),
                ..right()
            },
        ),
        (
            "password",
            "PASSWORD_TOO_LONG",
            CreateAccountRequest {
                password: "k".repeat(201),
                ..right()
            },
        ),
        (
            "display_name",
            "DISPLAY_NAME_MISSING",
            CreateAccountRequest {
                display_name: " ".into(),
                ..right()
            },
        ),
        (
            "request_id",
            "REQUEST_ID_MISSING",
            CreateAccountRequest {
                request_id: String::new(),
                ..right()
            },
        ),
        (
            "request_id",
            "REQUEST_ID_INVALID",
            CreateAccountRequest {
                request_id: "7".into(),
                ..right()
            },
        ),
    ];
    for (field, expected, request) in cases {
        let refusal = refused(accounts.create_account(request).await);
        assert_eq!(refusal.code, Code::InvalidArgument, "{expected}");
        assert_eq!(refusal.reason, expected);
        assert_eq!(refusal.fields, [(field.to_owned(), expected.to_owned())]);
    }
    // The address is still free.
    sign_up(&service, "ani@bekasikab.go.id").await;
    service.finish().await;
}

#[tokio::test]
async fn an_address_has_one_account_however_it_is_spelled() {
    let service = Service::start().await;
    sign_up(&service, "ani@bekasikab.go.id").await;
    let mut accounts = AccountServiceClient::new(service.as_nobody());
    let second = accounts
        .create_account(new_account("ANI@bekasikab.go.id"))
        .await;
    let refusal = refused(second);
    assert_eq!(
        (refusal.code, refusal.reason.as_str()),
        (Code::AlreadyExists, "EMAIL_TAKEN")
    );
    service.finish().await;
}

#[tokio::test]
async fn the_same_request_twice_makes_one_account() {
    let service = Service::start().await;
    let mut accounts = AccountServiceClient::new(service.as_nobody());
    let request = new_account("ani@bekasikab.go.id");
    let first = accounts
        .create_account(request.clone())
        .await
        .expect("created");
    let second = accounts
        .create_account(request.clone())
        .await
        .expect("again");
    assert_eq!(first.into_inner(), second.into_inner());

    let other = CreateAccountRequest {
        display_name: "Budi".into(),
        ..request
    };
    let refusal = refused(accounts.create_account(other).await);
    assert_eq!(
        (refusal.code, refusal.reason.as_str()),
        (Code::FailedPrecondition, "REQUEST_ID_REUSED")
    );
    service.finish().await;
}

#[tokio::test]
async fn the_committee_grants_roles_and_seats_and_granting_again_changes_nothing() {
    let service = Service::start().await;
    create_edition(&service).await;
    sign_up(&service, "ani@bekasikab.go.id").await;
    let mut committee = AccountServiceClient::new(service.as_role(Role::Committee));
    for (role, edition) in [
        (Role::Leadership, ""),
        (Role::Leadership, ""),
        (Role::Plenary, EDITION),
        (Role::Plenary, EDITION),
    ] {
        let request = grant("Ani@bekasikab.go.id", role, edition);
        committee
            .grant_role(request.clone())
            .await
            .expect("granted");
        committee
            .grant_role(request)
            .await
            .expect("granted, same request");
    }
    let last = committee
        .grant_role(grant("ani@bekasikab.go.id", Role::Leadership, ""))
        .await;
    let account = last
        .expect("granted")
        .into_inner()
        .account
        .expect("account");
    let roles: Vec<Role> = account.roles().collect();
    assert_eq!(roles, [Role::Leadership, Role::Participant, Role::Plenary]);
    assert_eq!(account.plenary_editions, [EDITION]);
    service.finish().await;
}

#[tokio::test]
async fn a_grant_that_makes_no_sense_is_refused_by_name() {
    let service = Service::start().await;
    create_edition(&service).await;
    sign_up(&service, "ani@bekasikab.go.id").await;
    let mut committee = AccountServiceClient::new(service.as_role(Role::Committee));
    let ani = "ani@bekasikab.go.id";
    for (expected, request) in [
        (
            "ACCOUNT_NOT_FOUND",
            grant("budi@bekasikab.go.id", Role::Juror, ""),
        ),
        ("ACCOUNT_NOT_FOUND", grant("budi", Role::Juror, "")),
        ("ROLE_INVALID", grant(ani, Role::Unspecified, "")),
        (
            "ROLE_INVALID",
            GrantRoleRequest {
                role: 99,
                ..grant(ani, Role::Juror, "")
            },
        ),
        ("EDITION_NOT_FOUND", grant(ani, Role::Plenary, "")),
        (
            "EDITION_NOT_FOUND",
            grant(ani, Role::Plenary, "diskom-fest-1999"),
        ),
        ("EDITION_UNWANTED", grant(ani, Role::Juror, EDITION)),
    ] {
        assert_eq!(reason(committee.grant_role(request).await), expected);
    }
    service.finish().await;
}

#[tokio::test]
async fn nobody_gives_a_role_to_themselves() {
    let service = Service::start().await;
    create_edition(&service).await;
    let ani = sign_up(&service, "ani@bekasikab.go.id").await;
    let person = testkit::service::person([Role::Participant, Role::Committee]);
    let person = chassis::caller::Person {
        account_id: ani.id.parse().expect("an id"),
        ..person
    };
    let mut committee = AccountServiceClient::new(service.as_person(&person));
    let request = grant("ani@bekasikab.go.id", Role::Plenary, EDITION);
    assert_eq!(reason(committee.grant_role(request).await), "GRANT_OWN");
    service.finish().await;
}

#[tokio::test]
async fn names_are_given_for_ids_and_those_of_nobody_are_left_out() {
    let service = Service::start().await;
    let ani = sign_up(&service, "ani@bekasikab.go.id").await;
    let budi = sign_up(&service, "budi@bekasikab.go.id").await;
    let mut operator = AccountServiceClient::new(service.as_role(Role::Operator));
    let account_ids = vec![ani.id.clone(), request_id(), "service".to_owned(), budi.id];
    let answer = operator
        .list_account_names(ListAccountNamesRequest { account_ids })
        .await;
    let names = answer.expect("names").into_inner().names;
    assert_eq!(names.len(), 2);
    let one = names.iter().find(|one| one.account_id == ani.id);
    assert_eq!(one.expect("Ani").display_name, ani.display_name);

    let account_ids = vec![ani.id; 201];
    let many = operator
        .list_account_names(ListAccountNamesRequest { account_ids })
        .await;
    assert_eq!(reason(many), "ACCOUNT_IDS_TOO_MANY");
    service.finish().await;
}
