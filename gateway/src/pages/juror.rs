//! `/juri`: how many sheets are left, and each sheet beside the entry.

use chrono::{DateTime, Utc};

use super::{Form, Organisation, Part, SheetState, page};
use crate::format;
use crate::texts::Language;

/// `GET /juri`.
#[derive(Debug, Clone, Default)]
pub struct JurorHome {
    /// The juror's own, in the order of their assignment.
    pub sheets: Vec<SheetLine>,
    /// What did not answer.
    pub unavailable: Vec<Part>,
}

page!(JurorHome, "juror.html");

/// One sheet in the list.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct SheetLine {
    pub assignment_id: String,
    pub category_name: String,
    pub category_name_en: String,
    /// Empty when submission did not answer.
    pub title: String,
    pub organisation_name: String,
    pub state: SheetState,
}

impl SheetLine {
    fn is_submitted(&self) -> bool {
        self.state == SheetState::Submitted
    }
}

struct Group<'a> {
    name: &'a str,
    name_en: &'a str,
    sheets: Vec<&'a SheetLine>,
}

impl JurorHome {
    fn submitted(&self) -> u64 {
        self.sheets
            .iter()
            .filter(|sheet| sheet.is_submitted())
            .count() as u64
    }

    fn left(&self) -> u64 {
        self.sheets.len() as u64 - self.submitted()
    }

    fn next(&self) -> Option<&SheetLine> {
        self.sheets.iter().find(|sheet| !sheet.is_submitted())
    }

    fn groups(&self) -> Vec<Group<'_>> {
        let mut groups: Vec<Group<'_>> = Vec::new();
        for sheet in &self.sheets {
            match groups
                .iter_mut()
                .find(|group| group.name == sheet.category_name)
            {
                Some(group) => group.sheets.push(sheet),
                None => groups.push(Group {
                    name: &sheet.category_name,
                    name_en: &sheet.category_name_en,
                    sheets: vec![sheet],
                }),
            }
        }
        groups
    }
}

/// `GET /juri/lembar/{assignment}`. `POST` to the same with `expected_version`, `mark-<criterion code>` for each criterion (with comma or point, see
/// [`format::typed_decimal`]), `comment`, and `action` "save" or "submit" (saves, then submits).
#[derive(Debug, Clone)]
pub struct SheetPage {
    /// What was refused; a criterion's fault has the field `mark-<code>`.
    pub form: Form,
    /// For the address.
    pub assignment_id: String,
    /// In Bahasa Indonesia.
    pub category_name: String,
    /// In English.
    pub category_name_en: String,
    /// For the link to the rules.
    pub category_code: String,
    /// Of the entry.
    pub title: String,
    /// Of the entry.
    pub description: String,
    /// Of the entry.
    pub link: String,
    /// Whose entry it is.
    pub organisation: Organisation,
    /// The criteria that jurors judge, with the marks given.
    pub criteria: Vec<Criterion>,
    /// As typed.
    pub comment: String,
    /// How far the sheet is.
    pub state: SheetState,
    /// What the form is based on.
    pub version: i64,
    /// When it was last saved.
    pub saved_at: Option<DateTime<Utc>>,
    /// What did not answer.
    pub unavailable: Vec<Part>,
}

page!(SheetPage, "sheet.html");

/// One criterion with its mark.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Criterion {
    pub code: String,
    pub name: String,
    pub name_en: String,
    /// "0.25".
    pub weight: String,
    /// "1".
    pub minimum: String,
    /// "10".
    pub maximum: String,
    /// "8.5", as typed after a refusal, empty while there is none.
    pub value: String,
}

impl SheetPage {
    fn is_locked(&self) -> bool {
        self.state == SheetState::Submitted
    }

    /// What the box of refusals calls each criterion.
    fn names(&self, language: &Language) -> Vec<(String, String)> {
        let name = |criterion: &Criterion| {
            let name = language.choose(&criterion.name, &criterion.name_en);
            (criterion.field_name(), name.to_string())
        };
        self.criteria.iter().map(name).collect()
    }

    fn marked(&self) -> u64 {
        self.criteria
            .iter()
            .filter(|criterion| !criterion.value.is_empty())
            .count() as u64
    }
}

/// More choices than this are typed, not pressed.
const MOST_STEPS: u32 = 10;

impl Criterion {
    fn field_name(&self) -> String {
        format!("mark-{}", self.code)
    }

    /// The whole numbers of a short scale, unless the mark lies between them.
    fn steps(&self) -> Option<Vec<String>> {
        let (first, last): (u32, u32) = (self.minimum.parse().ok()?, self.maximum.parse().ok()?);
        if last < first || last - first > MOST_STEPS - 1 {
            return None;
        }
        let steps: Vec<String> = (first..=last).map(|step| step.to_string()).collect();
        (self.value.is_empty() || steps.contains(&self.value)).then_some(steps)
    }

    fn weight_shown(&self, language: &Language) -> String {
        format::percent(&self.weight, *language)
    }

    fn minimum_shown(&self, language: &Language) -> String {
        format::decimal(&self.minimum, *language)
    }

    fn maximum_shown(&self, language: &Language) -> String {
        format::decimal(&self.maximum, *language)
    }

    fn value_shown(&self, language: &Language) -> String {
        format::decimal(&self.value, *language)
    }
}
