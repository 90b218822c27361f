//! `fest.registration.v1.AccountService`.

use chassis::{caller::Context, error::Violation};
use eventing::idempotency::{Key, once};
use fest_proto::{
    access::v1::Role,
    registration::v1::{
        AccountName, ChangePasswordRequest, ChangePasswordResponse, CreateAccountRequest,
        CreateAccountResponse, EraseAccountRequest, EraseAccountResponse, ExportAccountRequest,
        ExportAccountResponse, GetCurrentAccountRequest, GetCurrentAccountResponse,
        GrantRoleRequest, GrantRoleResponse, ListAccountNamesRequest, ListAccountNamesResponse,
        account_service_server::AccountService,
    },
};
use tonic::{Request, Response, Status};

use super::{Desk, answer, person};
use crate::{
    contract,
    domain::{
        Refusal,
        account::{Email, Grant, Password, SignUp, must_be_confirmed},
        guess::Target,
        session::TokenHash,
    },
    error::Error,
    passwords::Passwords,
    store,
    sweep::Sweep,
};

/// How many names are given at once: a page of any list.
const NAMES: usize = 200;

pub struct Accounts {
    pub(super) desk: Desk,
    pub(super) passwords: Passwords,
    pub(super) sweep: Sweep,
}

#[tonic::async_trait]
impl AccountService for Accounts {
    async fn create_account(
        &self,
        request: Request<CreateAccountRequest>,
    ) -> Result<Response<CreateAccountResponse>, Status> {
        answer(request, |context, request| self.create(context, request)).await
    }

    async fn get_current_account(
        &self,
        request: Request<GetCurrentAccountRequest>,
    ) -> Result<Response<GetCurrentAccountResponse>, Status> {
        answer(request, |context, _| self.current(context)).await
    }

    async fn list_account_names(
        &self,
        request: Request<ListAccountNamesRequest>,
    ) -> Result<Response<ListAccountNamesResponse>, Status> {
        answer(request, |_, request| self.names(request)).await
    }

    async fn grant_role(
        &self,
        request: Request<GrantRoleRequest>,
    ) -> Result<Response<GrantRoleResponse>, Status> {
        answer(request, |context, request| self.grant(context, request)).await
    }

    async fn change_password(
        &self,
        request: Request<ChangePasswordRequest>,
    ) -> Result<Response<ChangePasswordResponse>, Status> {
        answer(request, |context, request| {
            self.change_password(context, request)
        })
        .await
    }

    async fn export_account(
        &self,
        request: Request<ExportAccountRequest>,
    ) -> Result<Response<ExportAccountResponse>, Status> {
        answer(request, |context, _| self.export(context)).await
    }

    async fn erase_account(
        &self,
        request: Request<EraseAccountRequest>,
    ) -> Result<Response<EraseAccountResponse>, Status> {
        answer(request, |context, request| self.erase(context, request)).await
    }
}

impl Accounts {
    async fn create(
        &self,
        context: Context,
        mut request: CreateAccountRequest,
    ) -> Result<CreateAccountResponse, Error> {
        // Taken out first: a plain hash of the request is kept for seven days, and a password must not be guessable from it.
        let password = std::mem::take(&mut request.password);
        let key = Key::of(&context, &request.request_id, &request)?;
        let sign_up = SignUp::parse(
            &request.email,
            &request.display_name,
            password,
            &request.language,
        )?;
        let hash = self.passwords.hash(sign_up.password.clone()).await?;
        let clock = &self.desk.clock;
        once(&mut *self.desk.conn().await?, clock, &key, async |conn| {
            let roles = [Role::Participant];
            let account = store::account::create(conn, clock, &sign_up, &hash, &roles).await?;
            Ok(CreateAccountResponse {
                account: Some(contract::account(&account)),
            })
        })
        .await
    }

    async fn current(&self, context: Context) -> Result<GetCurrentAccountResponse, Error> {
        let id = person(&context)?.account_id;
        let account = store::account::find(&mut *self.desk.conn().await?, id).await?;
        let account = account.ok_or(Refusal::AccountGone)?;
        Ok(GetCurrentAccountResponse {
            account: Some(contract::account(&account)),
        })
    }

    async fn names(
        &self,
        request: ListAccountNamesRequest,
    ) -> Result<ListAccountNamesResponse, Error> {
        if request.account_ids.len() > NAMES {
            let text = format!("at most {NAMES} at once");
            return Err(Violation::new("account_ids", "ACCOUNT_IDS_TOO_MANY", text).into());
        }
        let ids = request.account_ids.iter().filter_map(|id| id.parse().ok());
        let ids: Vec<_> = ids.collect();
        let names = store::account::names(&mut *self.desk.conn().await?, &ids).await?;
        let names = names.into_iter().map(|(id, display_name)| AccountName {
            account_id: id.to_string(),
            display_name,
        });
        Ok(ListAccountNamesResponse {
            names: names.collect(),
        })
    }

    async fn grant(
        &self,
        context: Context,
        request: GrantRoleRequest,
    ) -> Result<GrantRoleResponse, Error> {
        let key = Key::of(&context, &request.request_id, &request)?;
        let grant = Grant::parse(request.role(), &request.edition_id)?;
        // Text that is no address is nobody's.
        let email = Email::parse(&request.email).map_err(|_| Refusal::AccountNotFound)?;
        let giver = person(&context)?.account_id;
        let clock = &self.desk.clock;
        once(&mut *self.desk.conn().await?, clock, &key, async |conn| {
            let account = store::account::grant(conn, clock, giver, &email, &grant).await?;
            Ok(GrantRoleResponse {
                account: Some(contract::account(&account)),
            })
        })
        .await
    }

    async fn change_password(
        &self,
        context: Context,
        mut request: ChangePasswordRequest,
    ) -> Result<ChangePasswordResponse, Error> {
        // Taken out first, as at the sign-up; and the session, which is a secret, too.
        let current = Password::claimed(std::mem::take(&mut request.current_password));
        let new = Password::choose("new_password", std::mem::take(&mut request.new_password))?;
        let token = TokenHash::of(&std::mem::take(&mut request.session_token));
        let key = Key::of(&context, &request.request_id, &request)?;
        let id = person(&context)?.account_id;
        let clock = &self.desk.clock;
        let targets = [Target::change(id)];
        let mut conn = self.desk.conn().await?;
        let old = store::account::password_hash(&mut conn, id).await?;
        let old = old.ok_or(Refusal::AccountGone)?;
        store::guess::attempt(&mut conn, clock.system_now(), &targets).await?;
        drop(conn);
        let matches = self.passwords.matches(current, Some(old.clone())).await?;
        let new = self.passwords.hash(new).await?;
        once(&mut *self.desk.conn().await?, clock, &key, async |conn| {
            // Only here: the same request again comes with a password that was right before.
            if !matches {
                return Err(Refusal::CredentialsWrong.into());
            }
            store::account::change_password(conn, clock, id, [&old, &new], &token).await?;
            store::guess::succeed(conn, clock.system_now(), &targets).await?;
            Ok(ChangePasswordResponse {})
        })
        .await
    }

    async fn export(&self, context: Context) -> Result<ExportAccountResponse, Error> {
        let id = person(&context)?.account_id;
        let mut conn = self.desk.conn().await?;
        let account = store::account::find(&mut conn, id).await?;
        account.ok_or(Refusal::AccountGone)?;
        Ok(ExportAccountResponse {
            content: store::export::account(&mut conn, id).await?,
        })
    }

    async fn erase(
        &self,
        context: Context,
        request: EraseAccountRequest,
    ) -> Result<EraseAccountResponse, Error> {
        let key = Key::of(&context, &request.request_id, &request)?;
        let clock = &self.desk.clock;
        let person = person(&context)?;
        must_be_confirmed(person.confirmed_at, clock.system_now())?;
        let id = person.account_id;
        let erased =
            once::<_, Error, _>(&mut *self.desk.conn().await?, clock, &key, async |conn| {
                store::erasure::erase_account(conn, clock, id).await?;
                Ok(EraseAccountResponse {})
            })
            .await?;
        self.sweep.now().await;
        Ok(erased)
    }
}
