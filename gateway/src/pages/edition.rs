//! `/panitia/edisi`: the committee's editions, and one edition's plan, dates and categories.

mod category;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::home::Edition;
use super::{
    Chrome, Dated, Form, Intake, Moved, Part, Phase, StageDates, Timeline, organisation, page,
};
use crate::texts::{Language, Phrase};

pub use category::CategoryForm;

/// `GET /panitia/edisi`; `POST` to the same with `source` (an edition's id, or empty), `id`, `name`, `year`.
#[derive(Debug, Clone, Default)]
pub struct Editions {
    /// What was refused.
    pub form: Form,
    /// All of them, newest year first.
    pub editions: Vec<Line>,
    /// As typed, after a refusal: by the names of the fields.
    pub typed: BTreeMap<String, String>,
    /// What did not answer.
    pub unavailable: Vec<Part>,
}

page!(Editions, "editions.html");

/// An edition in the list.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Line {
    pub id: String,
    pub name: String,
    pub year: i32,
    pub phase: Phase,
}

impl Editions {
    fn typed(&self, name: &str) -> &str {
        self.typed.get(name).map_or("", String::as_str)
    }

    fn sources(&self, language: &Language) -> Vec<(String, String)> {
        let none = (String::new(), language.say("edition-source-none").plain());
        let lines = self.editions.iter();
        let lines = lines.map(|line| (line.id.clone(), format!("{} ({})", line.name, line.year)));
        std::iter::once(none).chain(lines).collect()
    }
}

/// `GET /panitia/edisi/{edition}`. Posts: to the same the plan of a draft (`expected_version`, the contract's fields, and for each stage
/// `<stage>.starts_at` and `<stage>.ends_at`); to `.../jadwal` one moved date of a locked edition (`what`, `starts_at`, `ends_at`, `reason`); to
/// `.../arsip` its end.
#[derive(Debug, Clone)]
pub struct EditionPage {
    /// What was refused.
    pub form: Form,
    /// In addresses.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// How far it is, with its dates.
    pub edition: Edition,
    /// What changes are based on.
    pub version: i64,
    /// The plan's fields, as they are or as they were typed.
    pub typed: BTreeMap<String, String>,
    /// Code and name of who holds it.
    pub organiser: Option<(String, bool)>,
    /// Lines above a letter.
    pub letterhead: Vec<String>,
    /// What it lacks.
    pub findings: Vec<Finding>,
    /// Its categories in their order.
    pub categories: Vec<CategoryLine>,
    /// Dates that were moved, the last one first.
    pub moved: Vec<Moved>,
    /// What did not answer.
    pub unavailable: Vec<Part>,
}

page!(EditionPage, "edition.html");

/// Something that an edition lacks.
#[derive(Debug, Clone)]
pub struct Finding {
    /// "CATEGORIES_MISSING".
    pub reason: String,
    /// What it is about.
    pub parameters: BTreeMap<String, String>,
    /// Whether it cannot be locked.
    pub blocks_lock: bool,
}

/// A category in the list.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct CategoryLine {
    pub id: String,
    pub name: String,
    pub name_en: String,
    pub intake: Intake,
    pub levels: Vec<String>,
    pub places: u64,
    pub proposal: bool,
}

impl CategoryLine {
    fn kinds(&self, language: &Language) -> String {
        organisation::kinds(&self.levels, *language)
    }
}

impl Finding {
    /// The reason in words, with what it is about put into its places.
    fn words(&self, language: &Language) -> Phrase {
        let value = |name: &str| self.parameters.get(name).map_or("", String::as_str);
        let mut words = language.reason(&self.reason);
        for name in self.parameters.keys() {
            words = match name.as_str() {
                "at" => match value("at").parse::<DateTime<Utc>>() {
                    Ok(at) => words.moment("at", at),
                    Err(_) => words.text("at", value("at")),
                },
                "count" => words.count("count", value("count").parse::<u64>().unwrap_or_default()),
                "stage" => {
                    let word = Dated::from_name(value("stage"));
                    let word = word.map(|one| one.word(language).plain());
                    words.text("stage", word.as_deref().unwrap_or(value("stage")))
                }
                "name" => words.text("name", language.choose(value("name"), value("name_en"))),
                _ => words,
            };
        }
        words
    }
}

impl EditionPage {
    fn timeline(&self) -> &Timeline {
        &self.edition.timeline
    }

    fn is_draft(&self) -> bool {
        self.edition.phase == Phase::Draft
    }

    fn may_move(&self) -> bool {
        matches!(
            self.edition.phase,
            Phase::Locked | Phase::Open | Phase::Closed
        )
    }

    fn may_archive(&self, chrome: &Chrome) -> bool {
        self.edition.phase == Phase::Closed && chrome.now >= self.timeline().announces_at
    }

    fn typed(&self, name: &str) -> &str {
        self.typed.get(name).map_or("", String::as_str)
    }

    /// What can still be moved: what lies ahead, and stages that go on.
    fn movable(&self, chrome: &Chrome) -> Vec<(String, String)> {
        let timeline = self.timeline();
        let moments = [
            (Dated::MonitoringStarts, timeline.monitoring_starts_at),
            (Dated::Opens, timeline.opens_at),
            (Dated::Closes, timeline.closes_at),
            (Dated::Announces, timeline.announces_at),
        ];
        let stages = timeline.stages.iter();
        let stages = stages.map(|stage: &StageDates| (stage.what, stage.ends_at));
        let all = moments.into_iter().chain(stages);
        let ahead = all.filter(|(_, at)| *at > chrome.now);
        let language = chrome.language;
        ahead
            .map(|(what, _)| (what.name().to_owned(), what.word(&language).plain()))
            .collect()
    }

    /// Whether any of the further stages has a date.
    fn has_stages(&self) -> bool {
        let mut moments = Dated::STAGES
            .into_iter()
            .flat_map(|stage| ["starts_at", "ends_at"].map(|moment| stage_field(stage, moment)));
        moments.any(|name| !self.typed(&name).is_empty())
    }

    fn stage_fields(&self) -> [Dated; 4] {
        Dated::STAGES
    }

    fn stage_field(&self, stage: &Dated, moment: &str) -> String {
        stage_field(*stage, moment)
    }
}

/// Choices of a field whose words are texts of ours.
fn choices(language: Language, pairs: &[(&str, &'static str)]) -> Vec<(String, String)> {
    let choice =
        |(value, key): &(&str, &'static str)| ((*value).to_owned(), language.say(*key).plain());
    pairs.iter().map(choice).collect()
}

impl EditionPage {
    fn colours(&self, language: &Language) -> Vec<(String, String)> {
        let colours = [
            ("green", "colour-green"),
            ("blue", "colour-blue"),
            ("clay", "colour-clay"),
        ];
        choices(*language, &colours)
    }

    fn rules(&self, language: &Language) -> Vec<(String, String)> {
        let rules = [
            ("", "organiser-rule-none"),
            ("competes", "organiser-rule-competes"),
            ("out_of_competition", "organiser-rule-out"),
        ];
        choices(*language, &rules)
    }
}

/// The name of a field of the plan: "site_visit.starts_at".
#[must_use]
pub fn stage_field(stage: Dated, moment: &str) -> String {
    format!("{}.{moment}", stage.name())
}
