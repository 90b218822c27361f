//! `fest.submission.v1.EntryService`.

use chassis::{
    caller::{Caller, Context, Person, context},
    clock::Clock,
    page,
    pool::Pool,
    text::sought,
};
use eventing::{decision::Decides, idempotency::Key};
use fest_proto::{
    access::v1::Role,
    submission::v1::{
        CreateEntryRequest, CreateEntryResponse, EndIntakeRequest, EndIntakeResponse,
        GetEntryRequest, GetEntryResponse, ListEntriesRequest, ListEntriesResponse,
        SaveEntryRequest, SaveEntryResponse, SubmitEntryRequest, SubmitEntryResponse,
        entry_service_server::EntryService,
    },
};
use tonic::{Request, Response, Status};
use uuid::Uuid;

use super::id;
use crate::{
    copies::{About, Copies},
    domain::{
        entry::{Beginning, Entry, Reader, Touch, Work},
        refusal::Refusal,
    },
    error::Error,
    store::entry::{self as store, Filter},
};

/// The works that participants enter.
#[derive(Clone)]
pub struct Entries {
    /// Our database.
    pub pool: Pool,
    /// The time.
    pub clock: Clock,
    /// Registration's facts.
    pub copies: Copies,
}

/// A command on an entry that is there.
struct Change {
    key: Key,
    entry_id: Option<Uuid>,
    touch: Touch,
}

#[tonic::async_trait]
impl EntryService for Entries {
    async fn create_entry(
        &self,
        request: Request<CreateEntryRequest>,
    ) -> Result<Response<CreateEntryResponse>, Status> {
        let context = context(&request)?;
        let request = request.into_inner();
        let key = Key::of(&context, &request.request_id, &request);
        let key = key.map_err(Error::from)?;
        let participation_id = id(&request.participation_id);
        let category_id = id(&request.category_id);
        let work = Work::typed(&request.title, &request.description, &request.link);
        let beginning = Beginning {
            id: self.clock.new_id(),
            account_id: context.person()?.account_id,
            arrival: context.arrival,
            work: work.map_err(Error::from)?,
        };
        let created = self.create(&key, participation_id, category_id, &beginning);
        Ok(Response::new(created.await?))
    }

    async fn save_entry(
        &self,
        request: Request<SaveEntryRequest>,
    ) -> Result<Response<SaveEntryResponse>, Status> {
        let context = context(&request)?;
        let request = request.into_inner();
        let key = Key::of(&context, &request.request_id, &request);
        let change = Change {
            key: key.map_err(Error::from)?,
            entry_id: id(&request.entry_id),
            touch: touch(&context, request.expected_version)?,
        };
        let work = Work::typed(&request.title, &request.description, &request.link);
        let work = work.map_err(Error::from)?;
        Ok(Response::new(self.save(&change, &work).await?))
    }

    async fn submit_entry(
        &self,
        request: Request<SubmitEntryRequest>,
    ) -> Result<Response<SubmitEntryResponse>, Status> {
        let context = context(&request)?;
        let request = request.into_inner();
        let key = Key::of(&context, &request.request_id, &request);
        let change = Change {
            key: key.map_err(Error::from)?,
            entry_id: id(&request.entry_id),
            touch: touch(&context, request.expected_version)?,
        };
        Ok(Response::new(self.submit(&change).await?))
    }

    async fn get_entry(
        &self,
        request: Request<GetEntryRequest>,
    ) -> Result<Response<GetEntryResponse>, Status> {
        let reader = reader(&context(&request)?.caller);
        let entry = self.get(id(&request.get_ref().entry_id), &reader).await?;
        Ok(Response::new(GetEntryResponse {
            entry: Some(entry.into()),
        }))
    }

    async fn list_entries(
        &self,
        request: Request<ListEntriesRequest>,
    ) -> Result<Response<ListEntriesResponse>, Status> {
        let context = context(&request)?;
        let owner = match &context.caller {
            Caller::Service(_) => None,
            _ => own_only(context.person()?),
        };
        let listed = self.list(owner, request.into_inner()).await?;
        Ok(Response::new(listed))
    }

    async fn end_intake(
        &self,
        request: Request<EndIntakeRequest>,
    ) -> Result<Response<EndIntakeResponse>, Status> {
        let context = context(&request)?;
        self.end(&context, request.into_inner()).await
    }
}

impl Entries {
    async fn create(
        &self,
        key: &Key,
        participation_id: Option<Uuid>,
        category_id: Option<Uuid>,
        beginning: &Beginning,
    ) -> Result<CreateEntryResponse, Error> {
        let about = About {
            participation: participation_id,
            category: category_id,
            ..About::default()
        };
        let deciding = self.copies.about(about);
        let created = deciding.carry_out(key, async |conn| {
            let begin = |ground| Entry::begin(beginning.clone(), ground);
            let entry = store::create(conn, participation_id, category_id, begin).await?;
            Ok(CreateEntryResponse {
                entry: Some(entry.into()),
            })
        });
        created.await
    }

    async fn save(&self, change: &Change, work: &Work) -> Result<SaveEntryResponse, Error> {
        let deciding = self.copies.about(change.about());
        let saved = deciding.carry_out(&change.key, async |conn| {
            let id = change.entry_id.ok_or(Refusal::EntryNotFound)?;
            let save = |entry: Entry, around: &_| entry.save(change.touch, around, work.clone());
            let entry = store::save(conn, id, save).await?;
            Ok(SaveEntryResponse {
                entry: Some(entry.into()),
            })
        });
        saved.await
    }

    async fn submit(&self, change: &Change) -> Result<SubmitEntryResponse, Error> {
        let deciding = self.copies.about(change.about());
        let submitted = deciding.carry_out(&change.key, async |conn| {
            let id = change.entry_id.ok_or(Refusal::EntryNotFound)?;
            let submit =
                |entry: Entry, around: &_, ended| entry.submit(change.touch, around, ended);
            let entry = store::submit(conn, &self.clock, id, submit).await?;
            Ok(SubmitEntryResponse {
                entry: Some(entry.into()),
            })
        });
        submitted.await
    }

    async fn get(&self, id: Option<Uuid>, reader: &Reader) -> Result<Entry, Error> {
        let id = id.ok_or(Refusal::EntryNotFound)?;
        let mut conn = self.pool.get().await?;
        let found = store::find(&mut conn, id).await?;
        let open = found.filter(|(entry, owner)| entry.is_open_to(reader, *owner));
        let (entry, _) = open.ok_or(Refusal::EntryNotFound)?;
        Ok(entry)
    }

    async fn list(
        &self,
        owner: Option<Uuid>,
        request: ListEntriesRequest,
    ) -> Result<ListEntriesResponse, Error> {
        let after = page::after_id(&request.page_token)?;
        let edition_id = sought("edition_id", &request.edition_id)?;
        let Some(filter) = filter(owner, edition_id, &request.category_id) else {
            return Ok(ListEntriesResponse::default());
        };
        let mut conn = self.pool.get().await?;
        let size = page::size(request.page_size);
        let listed = store::list(&mut conn, &filter, after, size).await?;
        let (entries, next_page_token, total_size) =
            listed.encode(|last| last.id.to_string(), |entry| entry.clone().into());
        Ok(ListEntriesResponse {
            entries,
            next_page_token,
            total_size,
        })
    }
}

impl Change {
    fn about(&self) -> About {
        About {
            entry: self.entry_id,
            ..About::default()
        }
    }
}

fn touch(context: &Context, expected_version: i64) -> Result<Touch, Status> {
    Ok(Touch {
        account_id: context.person()?.account_id,
        arrival: context.arrival,
        expected_version,
    })
}

fn reader(caller: &Caller) -> Reader {
    match caller {
        Caller::Person(person) => Reader {
            account_id: Some(person.account_id),
            everywhere: person.has(Role::Committee) || person.has(Role::Juror),
            editions: person.plenary.clone(),
        },
        // The access option lets in the services that read entries, and nobody else.
        Caller::Service(_) | Caller::Client(_) | Caller::Anonymous => Reader {
            account_id: None,
            everywhere: matches!(caller, Caller::Service(_)),
            editions: Vec::new(),
        },
    }
}

/// The account whose entries alone this person may list.
fn own_only(person: &Person) -> Option<Uuid> {
    (!person.has(Role::Committee)).then_some(person.account_id)
}

/// `None` when nothing can fit: a category of a form that no id has.
fn filter(owner: Option<Uuid>, edition_id: &str, category_id: &str) -> Option<Filter> {
    let category_id = match category_id {
        "" => None,
        some => Some(id(some)?),
    };
    Some(Filter {
        owner,
        edition_id: (!edition_id.is_empty()).then(|| edition_id.to_owned()),
        category_id,
    })
}
