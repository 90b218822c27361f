//! Which jurors judge the entries of a category.

use std::collections::HashMap;

use axum::{
    extract::{Path, Query, State},
    response::IntoResponse,
};
use fest_proto::{
    registration::v1::Category, scoring::v1 as scoring, submission::v1 as submission,
};
use tonic::Status;

use super::{
    answer::{Oops, Page, Refusal, moved},
    category,
    listed::Asked,
    lists,
    parts::{Missing, ROWS, all},
    posted::Posted,
    view,
    visit::Visit,
};
use crate::{
    app::App,
    pages::{
        Fault, Form, Notice, Part, Place, Section,
        assigning::{Assigning, Entry, Tried, jurors_of},
        request_id_for, url_encoded,
    },
    problem::Problem,
};

/// As many as can be looked through at one go.
const ENTRIES: i32 = 20;

/// `GET /panitia/penugasan/{category}?halaman=`.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
) -> Page {
    let category = category::by_code(&app, &visit, &code).await?;
    let page = load(&app, &visit, category, &asked.halaman).await?;
    Ok(page.render(&visit.chrome(Section::Board)).into_response())
}

/// `POST /panitia/penugasan/{category}`: one command for each juror that was ticked.
pub async fn assign(
    State(app): State<App>,
    visit: Visit,
    Path(code): Path<String>,
    posted: Posted,
) -> Page {
    let category = category::by_code(&app, &visit, &code).await?;
    let outcome = command(&app, &visit, &posted).await;
    let halaman = posted.text("halaman");
    let Some(refusal) = outcome.refusal(&posted) else {
        let address = match halaman.as_str() {
            "" => visit.path.clone(),
            page => format!("{}?halaman={}", visit.path, url_encoded(page)),
        };
        return Ok(moved(&address, Notice::Assigned));
    };
    let again = load(&app, &visit, category, &halaman).await;
    let again = again.map(|mut page| {
        outcome.tell(&mut page, posted.text("entry_id"));
        page.render(&visit.chrome(Section::Board))
    });
    Ok(refusal.answer(again))
}

/// What became of each juror that was ticked.
#[derive(Default)]
struct Outcome {
    assigned: Vec<String>,
    refused: Vec<(String, Problem)>,
}

async fn command(app: &App, visit: &Visit, posted: &Posted) -> Outcome {
    let mut outcome = Outcome::default();
    let mut client = app.clients.assignments(&visit.call);
    for judge_id in posted.all("judge_id") {
        let request = scoring::AssignJurorRequest {
            // Derived, so that the same form sent twice assigns each of them once.
            request_id: request_id_for(&posted.request_id, judge_id),
            entry_id: posted.text("entry_id"),
            judge_id: judge_id.to_owned(),
        };
        match client.assign_juror(request).await {
            Ok(_) => outcome.assigned.push(judge_id.to_owned()),
            Err(status) => outcome.refused.push((judge_id.to_owned(), status.into())),
        }
    }
    outcome
}

impl Outcome {
    /// None when everything went through; a fault of ours counts for more than a rule that said no.
    fn refusal(&self, posted: &Posted) -> Option<Refusal> {
        if self.assigned.is_empty() && self.refused.is_empty() {
            let text = "tick at least one juror";
            let problem = Problem::field("judge_id", "JURORS_MISSING", text);
            return Some(Refusal::own(problem, &posted.request_id));
        }
        let worst = self
            .refused
            .iter()
            .max_by_key(|(_, problem)| problem.status);
        worst.map(|(_, problem)| Refusal::own(problem.clone(), &posted.request_id))
    }

    /// Each juror by name, those who were refused with the reason.
    fn tell(self, page: &mut Assigning, entry_id: String) {
        let names: HashMap<&str, &str> = page
            .judges
            .iter()
            .map(|judge| (judge.id.as_str(), judge.display_name.as_str()))
            .collect();
        let name = |id: &str| names.get(id).copied().unwrap_or(id).to_owned();
        let fault = |(id, problem): &(String, Problem)| Fault::named(name(id), &problem.reason);
        let mut faults: Vec<Fault> = self.refused.iter().map(fault).collect();
        if faults.is_empty() {
            faults.push(Fault::new(jurors_of(&entry_id), "JURORS_MISSING"));
        }
        let assigned = self.assigned.iter().map(|id| name(id)).collect();
        page.form.faults = faults;
        page.tried = Some(Tried {
            entry_id,
            assigned,
            refused: self.refused.into_iter().map(|(id, _)| id).collect(),
        });
    }
}

async fn load(
    app: &App,
    visit: &Visit,
    category: Category,
    halaman: &str,
) -> Result<Assigning, Oops> {
    let place = Place::parse(halaman);
    let page_token = place.token();
    let (entries, judges, assignments) = tokio::join!(
        entries(app, visit, &category.id, &page_token),
        lists::judges(app, visit),
        assignments(app, visit, &category.id),
    );
    let mut missing = Missing::of(visit);
    let assignments = missing.take(Part::Scoring, assignments.map(Some));
    let judges = missing.take(Part::Registration, judges);
    let listed = missing.take_page(Part::Submission, entries)?;
    let list = (
        listed.entries.len(),
        listed.total_size,
        listed.next_page_token,
    );
    // A participant's drafts are no work for jurors yet: who is of the committee as well is given their own.
    let submitted = listed
        .entries
        .into_iter()
        .filter(|entry| entry.state() == submission::EntryState::Submitted);
    Ok(Assigning {
        form: Form::fresh(app.clock.new_id()),
        category_code: category.code,
        category_name: category.name,
        category_name_en: category.name_en,
        entries: submitted
            .map(|entry| with_jurors(entry, assignments.as_deref()))
            .collect(),
        paging: view::paging(place, ENTRIES, list),
        judges: judges.into_iter().map(view::judge).collect(),
        tried: None,
        unavailable: missing.parts(),
    })
}

fn with_jurors(entry: submission::Entry, assignments: Option<&[scoring::Assignment]>) -> Entry {
    let of_entry = |assignments: &[scoring::Assignment]| {
        let own = assignments.iter().filter(|one| one.entry_id == entry.id);
        own.map(|one| one.judge_id.clone()).collect()
    };
    Entry {
        jurors: assignments.map(of_entry),
        title: entry.title,
        organisation_name: entry.organisation.unwrap_or_default().name,
        id: entry.id,
    }
}

async fn entries(
    app: &App,
    visit: &Visit,
    category_id: &str,
    page_token: &str,
) -> Result<submission::ListEntriesResponse, Status> {
    let request = submission::ListEntriesRequest {
        edition_id: visit.edition_id(),
        category_id: category_id.to_owned(),
        page_size: ENTRIES,
        page_token: page_token.to_owned(),
    };
    let mut client = app.clients.entries(&visit.call);
    Ok(client.list_entries(request).await?.into_inner())
}

async fn assignments(
    app: &App,
    visit: &Visit,
    category_id: &str,
) -> Result<Vec<scoring::Assignment>, Status> {
    all(async |page_token| {
        let request = scoring::ListAssignmentsRequest {
            edition_id: visit.edition_id(),
            category_id: category_id.to_owned(),
            page_size: ROWS,
            page_token,
        };
        let mut client = app.clients.assignments(&visit.call);
        let answer = client.list_assignments(request).await?.into_inner();
        Ok((answer.assignments, answer.next_page_token))
    })
    .await
}
