//! `fest.scoring.v1.SealService`.

use chassis::{
    caller::{Context, Person, context},
    secret,
};
use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use diesel_async::AsyncConnection;
use eventing::{audit, decision::Decides, idempotency::Key};
use fest_proto::{
    access::v1::Role,
    scoring::v1::{
        ApproveReleaseRequest, ApproveReleaseResponse, GetSealRequest, GetSealResponse,
        GetSealedContentRequest, GetSealedContentResponse, SealCategoryRequest,
        SealCategoryResponse, WithdrawApprovalRequest, WithdrawApprovalResponse,
        seal_service_server::SealService,
    },
};
use proof::{Salt, Sealed};
use tonic::{Request, Response, Status};
use uuid::Uuid;

use super::{desk::Desk, id, plenary_of};
use crate::{
    domain::{
        Fact, Noun,
        approval::{Approver, Now, Wish},
        category::{Edition, Heard},
        seal::{Seal, SealCommand},
    },
    error::Error,
    messages,
    store::seal as store,
};

#[tonic::async_trait]
impl SealService for Desk {
    async fn seal_category(
        &self,
        request: Request<SealCategoryRequest>,
    ) -> Result<Response<SealCategoryResponse>, Status> {
        let context = context(&request)?;
        let request = request.into_inner();
        let key = Key::of(&context, &request.request_id, &request);
        let key = key.map_err(Error::from)?;
        let category_id = id(&request.category_id, Noun::Category).map_err(Error::from)?;
        let command = SealCommand {
            id: self.clock.new_id(),
            plenary_of: plenary_of(context.person()?),
            salt: Salt::new(secret::random_bytes()),
            example: self.clock.is_example(),
            now: self.clock.now(),
            entries: Heard::Copy,
        };
        Ok(Response::new(self.seal(&key, category_id, command).await?))
    }

    async fn approve_release(
        &self,
        request: Request<ApproveReleaseRequest>,
    ) -> Result<Response<ApproveReleaseResponse>, Status> {
        let context = context(&request)?;
        let request = request.into_inner();
        let key = Key::of(&context, &request.request_id, &request);
        let key = key.map_err(Error::from)?;
        let category_id = id(&request.category_id, Noun::Seal).map_err(Error::from)?;
        let approver = approver(context.person()?);
        let wish = Wish {
            root: request.root,
            not_before: request
                .not_before
                .and_then(|time| time.try_into().ok())
                .map(kept),
        };
        let approved = self.approve(&key, category_id, approver, wish).await?;
        Ok(Response::new(approved))
    }

    async fn withdraw_approval(
        &self,
        request: Request<WithdrawApprovalRequest>,
    ) -> Result<Response<WithdrawApprovalResponse>, Status> {
        let context = context(&request)?;
        let request = request.into_inner();
        let key = Key::of(&context, &request.request_id, &request);
        let key = key.map_err(Error::from)?;
        let category_id = id(&request.category_id, Noun::Seal).map_err(Error::from)?;
        let account_id = context.person()?.account_id;
        let withdrawn = self.withdraw(&key, category_id, account_id).await?;
        Ok(Response::new(withdrawn))
    }

    async fn get_seal(
        &self,
        request: Request<GetSealRequest>,
    ) -> Result<Response<GetSealResponse>, Status> {
        let category_id = id(&request.get_ref().category_id, Noun::Seal).map_err(Error::from)?;
        let mut conn = self.connection().await?;
        let seal = store::find(&mut conn, category_id).await?;
        Ok(Response::new(GetSealResponse {
            seal: Some(messages::seal(&seal)),
        }))
    }

    async fn get_sealed_content(
        &self,
        request: Request<GetSealedContentRequest>,
    ) -> Result<Response<GetSealedContentResponse>, Status> {
        let category_id = id(&request.get_ref().category_id, Noun::Seal).map_err(Error::from)?;
        let context = context(&request)?;
        let sealed = self.release(&context, category_id).await?;
        Ok(Response::new(GetSealedContentResponse {
            content: sealed.content,
            salt: sealed.salt.as_bytes().to_vec(),
            root: sealed.root.to_string(),
        }))
    }
}

impl Desk {
    async fn seal(
        &self,
        key: &Key,
        category_id: Uuid,
        command: SealCommand,
    ) -> Result<SealCategoryResponse, Error> {
        self.carry_out_knowing(key, |asked| {
            let command = SealCommand {
                entries: Heard::of(&Fact::IntakeEnd(category_id), asked),
                ..command.clone()
            };
            let clock = self.clock.clone();
            async move |conn| {
                let seal = store::create(conn, &clock, category_id, command).await?;
                Ok(SealCategoryResponse {
                    seal: Some(messages::seal(&seal)),
                })
            }
        })
        .await
    }

    async fn approve(
        &self,
        key: &Key,
        category_id: Uuid,
        approver: Approver,
        wish: Wish,
    ) -> Result<ApproveReleaseResponse, Error> {
        let clock = self.clock.clone();
        self.carry_out(key, async move |conn| {
            let decide = |seal: Seal, edition: &Edition| {
                let now = Now {
                    event: clock.now(),
                    system: clock.system_now(),
                };
                seal.approve(&approver, &wish, edition, now)
            };
            let approved = store::change_approvals(conn, &clock, category_id, decide).await?;
            Ok(ApproveReleaseResponse {
                seal: Some(messages::seal(&approved)),
            })
        })
        .await
    }

    async fn withdraw(
        &self,
        key: &Key,
        category_id: Uuid,
        account_id: Uuid,
    ) -> Result<WithdrawApprovalResponse, Error> {
        let clock = self.clock.clone();
        self.carry_out(key, async move |conn| {
            let decide =
                |seal: Seal, edition: &Edition| seal.withdraw(account_id, edition, clock.now());
            let withdrawn = store::change_approvals(conn, &clock, category_id, decide).await?;
            Ok(WithdrawApprovalResponse {
                seal: Some(messages::seal(&withdrawn)),
            })
        })
        .await
    }

    async fn release(&self, context: &Context, category_id: Uuid) -> Result<Sealed, Error> {
        let mut conn = self.connection().await?;
        conn.transaction(async |conn| {
            let subject = format!("category:{category_id}");
            audit::read(conn, &self.clock, context, &subject).await?;
            store::release(conn, &self.clock, category_id).await
        })
        .await
    }
}

fn approver(person: &Person) -> Approver {
    Approver {
        account_id: person.account_id,
        leads: person.has(Role::Leadership),
        plenary_of: plenary_of(person),
        confirmed_at: person.confirmed_at,
    }
}

/// To the microsecond, which is what PostgreSQL keeps; upwards, since nothing opens before the moment that was named.
fn kept(time: DateTime<Utc>) -> DateTime<Utc> {
    let step = TimeDelta::microseconds(1);
    match time.duration_trunc(step) {
        Ok(whole) if whole < time => whole + step,
        _ => time,
    }
}
