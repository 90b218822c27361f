//! The form of one category, to be made or to be rewritten.

use std::collections::BTreeMap;

use super::choices;
use crate::pages::{Form, home, organisation, page};
use crate::texts::{Language, Phrase};

/// `GET /panitia/edisi/{edition}/kategori/{category}`, where `baru` is one that is not there yet; `POST` to the same with the contract's fields,
/// `levels` once per kind; to `.../hapus` its removal (`expected_version`).
#[derive(Debug, Clone, Default)]
pub struct CategoryForm {
    /// What was refused.
    pub form: Form,
    /// In addresses.
    pub edition_id: String,
    /// What it is called.
    pub edition_name: String,
    /// None for one that is to be made.
    pub id: Option<String>,
    /// What changes are based on.
    pub version: i64,
    /// The fields, as they are or as they were typed.
    pub typed: BTreeMap<String, String>,
    /// The kinds that are chosen.
    pub levels: Vec<String>,
}

page!(CategoryForm, "category_form.html");

/// A kind of organisation to be chosen.
struct Level {
    value: &'static str,
    word: Phrase,
    chosen: bool,
}

impl CategoryForm {
    fn typed(&self, name: &str) -> &str {
        self.typed.get(name).map_or("", String::as_str)
    }

    fn is_checked(&self, name: &str) -> bool {
        !self.typed(name).is_empty()
    }

    /// In the address of its forms.
    fn slug(&self) -> &str {
        self.id.as_deref().unwrap_or("baru")
    }

    fn level_choices(&self, language: &Language) -> Vec<Level> {
        organisation::KINDS
            .map(|value| Level {
                value,
                word: organisation::kind(value, *language),
                chosen: self.levels.iter().any(|level| level == value),
            })
            .into()
    }

    fn fields(&self, language: &Language) -> Vec<(String, String)> {
        ["ikp", "tik", "statistik", "persandian"]
            .map(|value| (value.to_owned(), home::field(value, *language).plain()))
            .into()
    }

    fn subjects(&self, language: &Language) -> Vec<(String, String)> {
        let subjects = [
            ("organisation", "subject-organisation"),
            ("person", "subject-person"),
            ("work", "subject-work"),
        ];
        choices(*language, &subjects)
    }

    fn intakes(&self, language: &Language) -> Vec<(String, String)> {
        let intakes = [
            ("monitored", "intake-monitored"),
            ("entered", "intake-entered"),
            ("assessed", "intake-assessed"),
        ];
        choices(*language, &intakes)
    }

    fn public_scores(&self, language: &Language) -> Vec<(String, String)> {
        let scores = [
            ("none", "scores-none"),
            ("winners", "scores-winners"),
            ("nominees", "scores-nominees"),
            ("all", "scores-all"),
        ];
        choices(*language, &scores)
    }
}
