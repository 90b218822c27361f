//! `/panitia/penugasan/{category}`: which jurors judge which entry.

use super::board::Judge;
use super::{Form, Paging, Part, page, paging::up_to_page};

/// `GET /panitia/penugasan/{category}?halaman=`. Posts back to it: `entry_id`, a `judge_id` for each juror, `halaman`.
#[derive(Debug, Clone, Default)]
pub struct Assigning {
    /// What was refused, juror by juror.
    pub form: Form,
    /// For the address.
    pub category_code: String,
    /// In Bahasa Indonesia.
    pub category_name: String,
    /// In English.
    pub category_name_en: String,
    /// One page of the submitted entries.
    pub entries: Vec<Entry>,
    /// Which page of how many.
    pub paging: Paging,
    /// Appointed jurors.
    pub judges: Vec<Judge>,
    /// After a refusal: whose form it was, and what came of it.
    pub tried: Option<Tried>,
    /// What did not answer.
    pub unavailable: Vec<Part>,
}

page!(Assigning, "assigning.html");

/// The name by which the jurors of one entry are led to.
pub fn jurors_of(entry_id: &str) -> String {
    format!("juri-{entry_id}")
}

/// A submitted entry.
#[derive(Debug, Clone)]
pub struct Entry {
    /// For commands.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// For whom.
    pub organisation_name: String,
    /// The ids of the jurors that it has; none when scoring did not answer.
    pub jurors: Option<Vec<String>>,
}

/// A form of which a part went through.
#[derive(Debug, Clone, Default)]
pub struct Tried {
    /// For which entry.
    pub entry_id: String,
    /// The names of the jurors who got it.
    pub assigned: Vec<String>,
    /// The ids of those who did not: they stay ticked.
    pub refused: Vec<String>,
}

impl Entry {
    fn has(&self, judge: &Judge) -> bool {
        let mut jurors = self.jurors.iter().flatten();
        jurors.any(|id| *id == judge.id)
    }

    fn anchor(&self) -> String {
        jurors_of(&self.id)
    }

    fn waits(&self) -> bool {
        self.jurors.as_ref().is_some_and(Vec::is_empty)
    }
}

impl Assigning {
    /// Who judges an entry, by name.
    fn names(&self, entry: &Entry) -> String {
        let judges = self.judges.iter().filter(|judge| entry.has(judge));
        let names: Vec<&str> = judges.map(|judge| judge.display_name.as_str()).collect();
        names.join(", ")
    }

    /// Who may still be given it.
    fn free(&self, entry: &Entry) -> Vec<&Judge> {
        let judges = self.judges.iter();
        judges.filter(|judge| !entry.has(judge)).collect()
    }

    /// The one entry whose form is unfolded: the one just tried, else the first that waits.
    fn is_open(&self, entry: &Entry) -> bool {
        match &self.tried {
            Some(tried) => tried.entry_id == entry.id,
            None => {
                let first = self.entries.iter().find(|entry| entry.waits());
                first.is_some_and(|first| first.id == entry.id)
            }
        }
    }

    fn is_ticked(&self, entry: &Entry, judge: &Judge) -> bool {
        let tried = self.tried.as_ref();
        tried.is_some_and(|tried| tried.entry_id == entry.id && tried.refused.contains(&judge.id))
    }

    /// Who got the entry although others did not.
    fn assigned(&self) -> Option<String> {
        let tried = self.tried.as_ref()?;
        (!tried.assigned.is_empty()).then(|| tried.assigned.join(", "))
    }

    /// As far as the page.
    fn address(&self) -> String {
        let path = format!("/panitia/penugasan/{}", self.category_code);
        up_to_page(&path, &[], "halaman")
    }
}
