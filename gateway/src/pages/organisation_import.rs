//! `/panitia/organisasi`: files into the registry and back; and what one of them would do before it does it.

use chrono::{DateTime, Utc};

use super::{Form, Organisation, Paging, Part, page};
use crate::texts::{Language, Phrase};

/// What a column of a file can say, in the order of our own files, with its label; the first three are needed.
pub(crate) const COLUMNS: [(&str, &str); 6] = [
    ("code", "import-column-code"),
    ("name", "import-column-name"),
    ("kind", "import-column-kind"),
    ("parent_code", "import-column-parent"),
    ("district", "import-column-district"),
    ("source", "import-column-source"),
];
const NEEDED: usize = 3;

/// `GET /panitia/organisasi?halaman=`. Posts: `/panitia/organisasi/impor` (multipart: file `file`), `/panitia/organisasi/batalkan` (`import_id`).
#[derive(Debug, Clone, Default)]
pub struct Imports {
    /// What was refused.
    pub form: Form,
    /// One page of them, the newest first.
    pub imports: Vec<Import>,
    /// Which page of how many.
    pub paging: Paging,
    /// What did not answer.
    pub unavailable: Vec<Part>,
}

page!(Imports, "organisation_imports.html");

/// An import, or the undoing of one.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Import {
    pub id: String,
    /// Empty for an undoing.
    pub file_id: String,
    pub file_name: String,
    pub created: u64,
    pub updated: u64,
    pub unchanged: u64,
    pub imported_at: DateTime<Utc>,
    pub is_undone: bool,
}

impl Import {
    fn is_undoing(&self) -> bool {
        self.file_id.is_empty()
    }

    fn counts(&self, language: &Language) -> Phrase {
        language
            .say("import-counts")
            .count("created", self.created)
            .count("updated", self.updated)
            .count("unchanged", self.unchanged)
    }
}

/// `GET /panitia/organisasi/impor/{file}?code=&name=...`: what an import of a file would do. Posts to the same address (`column.code` and so on).
#[derive(Debug, Clone, Default)]
pub struct Preview {
    /// What was refused: of the file as a whole, or of the import.
    pub form: Form,
    /// The file.
    pub file_id: String,
    /// How it was read; none when it could not be.
    pub read: Option<Read>,
}

/// A file that could be read.
#[derive(Debug, Clone, Default)]
pub struct Read {
    /// "csv" or "xlsx".
    pub format: String,
    /// "UTF-8"; empty for a workbook.
    pub encoding: String,
    /// Empty for CSV.
    pub sheet: String,
    /// What stands above its columns.
    pub header: Vec<String>,
    /// Our name of a column, and what stands above it in the file.
    pub columns: Vec<(String, String)>,
    /// How many bodies would be new.
    pub created: u64,
    /// How many would change.
    pub updated: u64,
    /// How many are as the file says.
    pub unchanged: u64,
    /// The first ones that would be new or change.
    pub changes: Vec<Change>,
    /// Place ("row 3: kind") and reason of the first faults.
    pub faults: Vec<(String, String)>,
    /// How many there are.
    pub fault_count: u64,
}

/// What would happen to one body.
#[derive(Debug, Clone)]
pub struct Change {
    /// Its line in the file.
    pub line: u64,
    /// None of a new one.
    pub before: Option<Organisation>,
    /// What it would be.
    pub after: Organisation,
}

page!(Preview, "organisation_preview.html");

struct Choice<'a> {
    name: &'static str,
    label: Phrase,
    is_needed: bool,
    options: Vec<(&'a str, bool)>,
}

impl Read {
    fn choices(&self, language: &Language) -> Vec<Choice<'_>> {
        let choice = |(place, (name, label)): (usize, (&'static str, &'static str))| {
            let chosen = self.columns.iter().find(|(column, _)| column == name);
            let chosen = chosen.map_or("", |(_, header)| header.as_str());
            let headers = self.header.iter().filter(|header| !header.is_empty());
            Choice {
                name,
                label: language.say(label),
                is_needed: place < NEEDED,
                options: headers
                    .map(|header| (header.as_str(), header == chosen))
                    .collect(),
            }
        };
        COLUMNS.into_iter().enumerate().map(choice).collect()
    }

    /// "Baris 3, Jenis" for "row 3: kind".
    fn place(&self, field: &str, language: &Language) -> String {
        let place = field.strip_prefix("row ").and_then(|rest| {
            let (line, column) = rest.split_once(": ")?;
            Some((line.parse::<u64>().ok()?, column))
        });
        let Some((line, column)) = place else {
            return field.to_owned();
        };
        let label = COLUMNS.iter().find(|(name, _)| *name == column);
        let label = label.map_or("org-columns", |(_, label)| label);
        let column = language.say(label).plain();
        let place = language.say("org-fault-place").count("line", line);
        place.text("column", column).plain()
    }

    fn is_workbook(&self) -> bool {
        self.format == "xlsx"
    }

    fn may_be_saved(&self) -> bool {
        self.fault_count == 0
    }
}

impl Change {
    /// What is said of a change besides the new state.
    fn said(&self, language: &Language) -> Phrase {
        match &self.before {
            None => language.say("import-new"),
            Some(before) if before.name != self.after.name => language
                .say("import-was-called")
                .text("name", before.name.as_str()),
            Some(before) if before.kind != self.after.kind => {
                let kind = super::organisation::kind(&before.kind, *language);
                language.say("import-was-kind").text("kind", kind.plain())
            }
            Some(_) => language.say("import-changed"),
        }
    }
}
