//! `fest.scoring.v1.AssignmentService`.

use chassis::{
    caller::{Person, context},
    page,
    text::sought,
};
use eventing::{decision::Decides, idempotency::Key};
use fest_proto::{
    access::v1::Role,
    scoring::v1::{
        AssignJurorRequest, AssignJurorResponse, ListAssignmentsRequest, ListAssignmentsResponse,
        ListStagesRequest, ListStagesResponse, assignment_service_server::AssignmentService,
    },
};
use tonic::{Request, Response, Status};
use uuid::Uuid;

use super::{desk::Desk, id};
use crate::{
    domain::{
        Noun,
        assignment::{Assignment, Listed},
    },
    error::Error,
    messages,
    store::{
        assignment::{self as store, Filter},
        stage,
    },
};

#[tonic::async_trait]
impl AssignmentService for Desk {
    async fn assign_juror(
        &self,
        request: Request<AssignJurorRequest>,
    ) -> Result<Response<AssignJurorResponse>, Status> {
        let context = context(&request)?;
        let request = request.into_inner();
        let key = Key::of(&context, &request.request_id, &request);
        let key = key.map_err(Error::from)?;
        let entry_id = id(&request.entry_id, Noun::Entry).map_err(Error::from)?;
        let judge_id = id(&request.judge_id, Noun::Judge).map_err(Error::from)?;
        Ok(Response::new(self.assign(&key, entry_id, judge_id).await?))
    }

    async fn list_assignments(
        &self,
        request: Request<ListAssignmentsRequest>,
    ) -> Result<Response<ListAssignmentsResponse>, Status> {
        let context = context(&request)?;
        let request = request.into_inner();
        let size = page::size(request.page_size);
        let after = page::after_id(&request.page_token).map_err(Error::from)?;
        let filter = filter(context.person()?, &request)?;
        let mut conn = self.connection().await?;
        let page = store::list(&mut conn, &filter, after, size).await?;
        let cursor = |last: &Listed| last.assignment.id.to_string();
        let (assignments, next_page_token, total_size) =
            page.encode(cursor, messages::listed_assignment);
        Ok(Response::new(ListAssignmentsResponse {
            assignments,
            next_page_token,
            total_size,
        }))
    }

    async fn list_stages(
        &self,
        request: Request<ListStagesRequest>,
    ) -> Result<Response<ListStagesResponse>, Status> {
        let edition_id = sought("edition_id", &request.get_ref().edition_id);
        let edition_id = edition_id.map_err(Error::from)?;
        let now = self.clock.now();
        let mut conn = self.connection().await?;
        let progress = stage::of_edition(&mut conn, edition_id, now).await?;
        Ok(Response::new(ListStagesResponse {
            stages: progress.iter().map(messages::stage).collect(),
        }))
    }
}

impl Desk {
    async fn assign(
        &self,
        key: &Key,
        entry_id: Uuid,
        judge_id: Uuid,
    ) -> Result<AssignJurorResponse, Error> {
        let clock = self.clock.clone();
        self.carry_out(key, async move |conn| {
            let decide = |entry: &_, judge: &_| {
                Assignment::assign(clock.new_id(), entry, judge, clock.now())
            };
            let assigned = store::assign(conn, &clock, entry_id, judge_id, decide).await?;
            Ok(AssignJurorResponse {
                assignment: Some(messages::assignment(&assigned)),
            })
        })
        .await
    }
}

/// The committee sees everybody's, a juror the own ones.
fn filter(person: &Person, request: &ListAssignmentsRequest) -> Result<Filter, Error> {
    let category = Some(&request.category_id).filter(|text| !text.is_empty());
    Ok(Filter {
        edition_id: sought("edition_id", &request.edition_id)?.to_owned(),
        // What is no id has no assignments, as has the id that nothing has.
        category_id: category.map(|text| text.parse().unwrap_or(Uuid::nil())),
        account_id: (!person.has(Role::Committee)).then_some(person.account_id),
    })
}
