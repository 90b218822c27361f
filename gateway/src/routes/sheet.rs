//! A juror's sheet.

use axum::{
    extract::{Path, State},
    response::IntoResponse,
};
use fest_proto::{
    scoring::v1::{self as pb, criterion},
    r#type::v1::Exact,
};
use tonic::Status;

use super::{
    answer::{Oops, Page, Refusal, moved},
    category, entry,
    parts::Missing,
    posted::Posted,
    view::{entrant, exact},
    visit::Visit,
};
use crate::{
    app::App,
    format::typed_decimal,
    pages::{
        Form, Notice, Part, Section,
        juror::{Criterion, SheetPage},
        request_id_for,
    },
    problem::Problem,
};

/// What the names of mark fields begin with.
const MARK: &str = "mark-";

/// `GET /juri/lembar/{assignment}`.
pub async fn show(State(app): State<App>, visit: Visit, Path(id): Path<String>) -> Page {
    let page = load(&app, &visit, id).await?;
    Ok(page.render(&visit.chrome(Section::Sheets)).into_response())
}

/// `POST /juri/lembar/{assignment}`: saves, and hands in if that was the button.
pub async fn save(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<String>,
    posted: Posted,
) -> Page {
    let submits = posted.text("action") == "submit";
    match command(&app, &visit, &id, &posted, submits).await {
        Ok(()) if submits => Ok(moved("/juri", Notice::SheetSubmitted)),
        Ok(()) => Ok(moved(&visit.path, Notice::SheetSaved)),
        Err(status) => {
            let marks = typed_marks(&posted);
            let codes: Vec<&str> = marks.iter().map(|(code, _)| *code).collect();
            let problem = Problem::from(status).keyed("marks", &codes);
            let refusal = Refusal::own(problem, &posted.request_id);
            let again = load(&app, &visit, id).await;
            let again = again.map(|page| {
                retyped(page, &posted, &refusal).render(&visit.chrome(Section::Sheets))
            });
            Ok(refusal.answer(again))
        }
    }
}

fn typed_marks(posted: &Posted) -> Vec<(&str, String)> {
    let marks = posted.beginning_with(MARK);
    let marks = marks.map(|(code, value)| (code, typed_decimal(value)));
    marks.filter(|(_, value)| !value.is_empty()).collect()
}

async fn command(
    app: &App,
    visit: &Visit,
    assignment_id: &str,
    posted: &Posted,
    submits: bool,
) -> Result<(), Status> {
    let mut client = app.clients.sheets(&visit.call);
    let marks = typed_marks(posted).into_iter();
    let marks = marks.map(|(code, value)| pb::Mark {
        criterion_code: code.to_owned(),
        value: Some(Exact { value }),
    });
    let save = pb::SaveSheetRequest {
        request_id: posted.request_id.clone(),
        assignment_id: assignment_id.to_owned(),
        expected_version: posted.expected_version(),
        marks: marks.collect(),
        comment: posted.text("comment"),
    };
    let saved = client.save_sheet(save).await?.into_inner();
    if submits {
        // Derived, so that the same form sent twice hands in once as well.
        let submit = pb::SubmitSheetRequest {
            request_id: request_id_for(&posted.request_id, "submit"),
            assignment_id: assignment_id.to_owned(),
            expected_version: saved.sheet.unwrap_or_default().version,
        };
        client.submit_sheet(submit).await?;
    }
    Ok(())
}

/// The sheet with what was typed and refused.
fn retyped(mut page: SheetPage, posted: &Posted, refusal: &Refusal) -> SheetPage {
    let marks = typed_marks(posted);
    page.form = refusal.form(page.form.request_id, place);
    for criterion in &mut page.criteria {
        let typed = marks.iter().find(|(code, _)| *code == criterion.code);
        criterion.value = typed.map_or_else(String::new, |(_, value)| value.clone());
    }
    page.comment = posted.text("comment");
    // Whoever typed on an older version must see the newer one before they can write over it.
    if refusal.is_stale() {
        page.version = posted.expected_version();
    }
    page
}

fn place(field: &str) -> Option<String> {
    if field == "comment" {
        return Some(field.to_owned());
    }
    let code = field.strip_prefix("marks.")?;
    Some(format!("{MARK}{code}"))
}

async fn load(app: &App, visit: &Visit, assignment_id: String) -> Result<SheetPage, Oops> {
    let request = pb::GetSheetRequest { assignment_id };
    let answer = app.clients.sheets(&visit.call).get_sheet(request).await?;
    let sheet = answer.into_inner().sheet.unwrap_or_default();
    let (entry, category, criteria) = tokio::join!(
        entry::read(app, visit, sheet.entry_id.clone()),
        entry::category(app, visit, &sheet.category_id),
        category::criteria(app, visit, &sheet.category_id),
    );
    let mut missing = Missing::of(visit);
    let entry = missing.take(Part::Submission, entry);
    let category = missing.take(Part::Registration, category);
    let criteria = missing.take(Part::Scoring, criteria).into_iter();
    Ok(SheetPage {
        form: Form::fresh(app.clock.new_id()),
        state: sheet.state().into(),
        category_name: category.name,
        category_name_en: category.name_en,
        category_code: category.code,
        title: entry.title,
        description: entry.description,
        link: entry.link,
        organisation: entrant(entry.organisation),
        criteria: criteria
            .filter_map(|one| judged(one, &sheet.marks))
            .collect(),
        assignment_id: sheet.assignment_id,
        comment: sheet.comment,
        version: sheet.version,
        saved_at: crate::api::time(sheet.saved_at),
        unavailable: missing.parts(),
    })
}

/// A criterion that jurors judge, with the mark given so far.
fn judged(criterion: pb::Criterion, marks: &[pb::Mark]) -> Option<Criterion> {
    let Some(criterion::Source::Juror(scale)) = criterion.source else {
        return None;
    };
    let mark = marks
        .iter()
        .find(|mark| mark.criterion_code == criterion.code);
    Some(Criterion {
        code: criterion.code,
        name: criterion.name,
        name_en: criterion.name_en,
        weight: exact(criterion.weight),
        minimum: exact(scale.minimum),
        maximum: exact(scale.maximum),
        value: mark.map_or_else(String::new, |mark| exact(mark.value.clone())),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_at_fault_is_found_by_its_criterion() {
        assert_eq!(place("marks.dampak").as_deref(), Some("mark-dampak"));
        assert_eq!(place("comment").as_deref(), Some("comment"));
        for elsewhere in ["marks[7].value", "marks", "expected_version", ""] {
            assert_eq!(place(elsewhere), None, "{elsewhere}");
        }
    }
}
