//! `GET /`: what this is, what phase, how long still, and the three doors.

use super::state::Intake;
use super::{Chrome, Moved, Part, Phase, Timeline, organisation};
use crate::format;
use crate::texts::{Language, Phrase};

/// The home.
#[derive(Debug, Clone, Default)]
pub struct Home {
    /// The edition shown; none where nobody made one.
    pub edition: Option<Edition>,
    /// Its categories in their order.
    pub categories: Vec<Category>,
    /// How many organisations of each kind, most first.
    pub counts: Vec<KindCount>,
    /// Dates that were moved, the last one first.
    pub moved: Vec<Moved>,
    /// Whether any category was revealed.
    pub announced: bool,
    /// What did not answer.
    pub unavailable: Vec<Part>,
}

/// An edition as the public sees it.
#[derive(Debug, Clone)]
pub struct Edition {
    /// How far it is.
    pub phase: Phase,
    /// Its dates.
    pub timeline: Timeline,
    /// What the year is about; may be empty.
    pub theme: String,
    /// One line below the name; may be empty.
    pub tagline: String,
    /// The colour of its band.
    pub colour: Colour,
}

/// Colours that the band of an edition may have.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(missing_docs)] // Their names say it.
pub enum Colour {
    #[default]
    Green,
    Blue,
    Clay,
}

impl Colour {
    fn class(self) -> &'static str {
        match self {
            Self::Green => "hero",
            Self::Blue => "hero hero--blue",
            Self::Clay => "hero hero--clay",
        }
    }
}

/// A category in a list.
#[derive(Debug, Clone)]
pub struct Category {
    /// For the address.
    pub code: String,
    /// In Bahasa Indonesia.
    pub name: String,
    /// In English.
    pub name_en: String,
    /// Bidang: "ikp", "tik", "statistik", "persandian".
    pub field: String,
    /// How what is judged comes in.
    pub intake: Intake,
    /// Kinds of organisation.
    pub levels: Vec<String>,
    /// Not confirmed by the organiser.
    pub proposal: bool,
}

impl Category {
    fn name<'a>(&'a self, language: &Language) -> &'a str {
        language.choose(&self.name, &self.name_en)
    }

    fn kinds(&self, language: &Language) -> String {
        organisation::kinds(&self.levels, *language)
    }
}

/// How many organisations there are of one kind.
#[derive(Debug, Clone)]
pub struct KindCount {
    /// "desa".
    pub kind: String,
    /// How many.
    pub count: u64,
}

impl KindCount {
    fn word(&self, language: &Language) -> Phrase {
        organisation::kind(&self.kind, *language)
    }
}

impl Home {
    fn total(&self) -> u64 {
        self.counts.iter().map(|row| row.count).sum()
    }
}

struct Next {
    left: String,
    text: Phrase,
}

struct Group<'a> {
    title: Phrase,
    categories: Vec<&'a Category>,
}

#[derive(askama::Template)]
#[template(path = "home.html")]
struct View<'a> {
    c: &'a Chrome,
    t: Language,
    p: &'a Home,
}

impl Home {
    /// The whole page.
    pub fn render(&self, chrome: &Chrome) -> super::Html {
        super::show(&View {
            c: chrome,
            t: chrome.language,
            p: self,
        })
    }
}

impl View<'_> {
    fn hero(&self) -> &'static str {
        let edition = self.p.edition.as_ref();
        edition
            .map_or(Colour::default(), |edition| edition.colour)
            .class()
    }

    fn next(&self, edition: &Edition) -> Option<Next> {
        let (key, at) = edition.timeline.next(self.c.now)?;
        Some(Next {
            left: format::countdown(self.c.now, at, self.t)?,
            text: self.t.say(key).moment("date", at),
        })
    }

    fn proposals(&self) -> u64 {
        self.p
            .categories
            .iter()
            .filter(|category| category.proposal)
            .count() as u64
    }

    /// Groups by bidang in the order of their first category: the first group left, the others right.
    fn columns(&self) -> Vec<Vec<Group<'_>>> {
        let mut groups: Vec<(&str, Group<'_>)> = Vec::new();
        for category in &self.p.categories {
            match groups
                .iter_mut()
                .find(|(field, _)| *field == category.field)
            {
                Some((_, group)) => group.categories.push(category),
                None => groups.push((
                    &category.field,
                    Group {
                        title: field(&category.field, self.t),
                        categories: vec![category],
                    },
                )),
            }
        }
        let mut groups = groups.into_iter().map(|(_, group)| group);
        let first: Vec<Group<'_>> = groups.next().into_iter().collect();
        vec![first, groups.collect()]
    }
}

/// The word for a bidang; an unknown one is shown as it came.
pub(super) fn field(field: &str, language: Language) -> Phrase {
    let key = match field {
        "ikp" => "field-ikp",
        "tik" => "field-tik",
        "statistik" => "field-statistik",
        "persandian" => "field-persandian",
        other => return language.say("kind-other").text("kind", other),
    };
    language.say(key)
}
