//! What a form shows again after a refusal: what was typed, which field is wrong and why.

use askama::Template;
use sha2::{Digest, Sha256};

use super::chrome::Chrome;
use super::markup::Markup;
use crate::texts::{Language, Phrase};

/// One refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What is at fault.
    pub place: Place,
    /// As the contract names it: "TITLE_MISSING".
    pub reason: String,
}

/// What a fault concerns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The form's field of this name.
    Field(String),
    /// Something that has a name and no field of its own: a row of a file, one of several people.
    Named(String),
    /// All of it.
    Whole,
}

impl Fault {
    /// Of a field.
    pub fn new(field: impl Into<String>, reason: impl Into<String>) -> Self {
        Self::at(Place::Field(field.into()), reason)
    }

    /// Of something that is named where it cannot be led to.
    pub fn named(name: impl Into<String>, reason: impl Into<String>) -> Self {
        Self::at(Place::Named(name.into()), reason)
    }

    /// Of the whole form.
    pub fn whole(reason: impl Into<String>) -> Self {
        Self::at(Place::Whole, reason)
    }

    fn at(place: Place, reason: impl Into<String>) -> Self {
        Self {
            place,
            reason: reason.into(),
        }
    }

    pub(super) fn is_of(&self, field: &str) -> bool {
        matches!(&self.place, Place::Field(name) if name == field)
    }
}

/// The state of a page's forms.
#[derive(Debug, Clone, Default)]
pub struct Form {
    /// A fresh UUID for each showing; forms of one page derive theirs from it.
    pub request_id: String,
    /// Empty at first sight.
    pub faults: Vec<Fault>,
}

impl Form {
    /// An untouched form.
    pub fn fresh(request_id: impl Into<String>) -> Self {
        Self {
            request_id: request_id.into(),
            faults: Vec::new(),
        }
    }

    /// Whether something was refused: the page's title says so first.
    pub fn refused(&self) -> bool {
        !self.faults.is_empty()
    }

    pub(super) fn error(&self, field: &str, language: Language) -> Option<Phrase> {
        self.faults
            .iter()
            .find(|fault| fault.is_of(field))
            .map(|fault| language.reason(&fault.reason))
    }

    /// The box on top that names every fault and leads to its field.
    pub(super) fn summary(&self, language: &Language) -> Markup {
        self.summary_naming(language, Vec::new())
    }

    /// The box of a form whose fields can have the same fault: each is told by its name.
    pub(super) fn summary_naming(
        &self,
        language: &Language,
        names: Vec<(String, String)>,
    ) -> Markup {
        if !self.refused() {
            return Markup(String::new());
        }
        let mut items = String::new();
        for fault in &self.faults {
            let text = language.reason(&fault.reason);
            let item = match &fault.place {
                Place::Whole => format!("<li>{text}</li>"),
                Place::Named(name) => {
                    format!("<li>{}: {text}</li>", crate::texts::escaped(name))
                }
                Place::Field(field) => {
                    let name = names.iter().find(|(of, _)| of == field);
                    let name = name.map_or_else(String::new, |(_, name)| format!("{name}: "));
                    let (field, name) =
                        (crate::texts::escaped(field), crate::texts::escaped(&name));
                    format!("<li><a href=\"#{field}\">{name}{text}</a></li>")
                }
            };
            items.push_str(&item);
        }
        let heading = language
            .say("form-refused")
            .count("count", self.faults.len() as u64);
        Markup(format!(
            "<div class=\"summary-error\" role=\"alert\" aria-labelledby=\"salah\" tabindex=\"-1\" autofocus><h2 id=\"salah\">{heading}</h2>\
             <ul class=\"small\">{items}</ul></div>"
        ))
    }

    /// A field of this form; its id is its name.
    pub(super) fn field(&self, chrome: &Chrome, name: &str, label: &'static str) -> Field {
        Field {
            name: name.to_owned(),
            label: chrome.language.say(label),
            hint: None,
            error: self.error(name, chrome.language),
            icon: chrome.icon("alert"),
            value: String::new(),
            kind: "text",
            rows: 0,
            options: Vec::new(),
            attributes: String::new(),
        }
    }
}

/// The request id of one form of a page. Derived, so that pressing twice sends the same one, and another row's button sends another.
pub(crate) fn request_id_for(page: &str, part: &str) -> String {
    if part.is_empty() {
        return crate::texts::escaped(page);
    }
    let mut hasher = Sha256::new();
    hasher.update(page);
    hasher.update([0]);
    hasher.update(part);
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hasher.finalize()[..16]);
    uuid::Builder::from_custom_bytes(bytes)
        .into_uuid()
        .to_string()
}

/// A labelled field with its hint and its error tied to it.
#[derive(Debug, Template)]
#[template(path = "parts/field.html")]
pub struct Field {
    name: String,
    label: Phrase,
    hint: Option<Phrase>,
    error: Option<Phrase>,
    icon: Markup,
    value: String,
    kind: &'static str,
    /// 0 for a field of one line.
    rows: u8,
    /// Value and word of each choice; none for a field to type in.
    options: Vec<(String, String)>,
    attributes: String,
}

impl Field {
    pub(super) fn value(mut self, value: &str) -> Self {
        value.clone_into(&mut self.value);
        self
    }

    pub(super) fn hint(mut self, hint: Phrase) -> Self {
        self.hint = Some(hint);
        self
    }

    /// `type`: "email", "password", "url", "date", "datetime-local".
    pub(super) fn kind(mut self, kind: &'static str) -> Self {
        self.kind = kind;
        self
    }

    pub(super) fn rows(mut self, rows: u8) -> Self {
        self.rows = rows;
        self
    }

    /// A choice of one of these values.
    pub(super) fn options(mut self, options: Vec<(String, String)>) -> Self {
        self.options = options;
        self
    }

    pub(super) fn required(mut self) -> Self {
        self.attributes.push_str(" required");
        self
    }

    pub(super) fn longest(mut self, characters: u32) -> Self {
        self.attributes
            .push_str(&format!(" maxlength=\"{characters}\""));
        self
    }

    pub(super) fn autocomplete(mut self, purpose: &'static str) -> Self {
        self.attributes
            .push_str(&format!(" autocomplete=\"{purpose}\""));
        self
    }

    /// A code of an app: phones show digits alone, and offer the code where they know it.
    pub(super) fn one_time_code(mut self) -> Self {
        self.attributes
            .push_str(" inputmode=\"numeric\" autocomplete=\"one-time-code\" spellcheck=\"false\"");
        self
    }

    pub(super) fn markup(self) -> Markup {
        Markup(self.to_string())
    }

    fn is_chosen(&self, option: &str) -> bool {
        self.value == option
    }

    fn described_by(&self) -> String {
        let parts = [
            (self.hint.is_some(), "hint"),
            (self.error.is_some(), "error"),
        ];
        parts
            .iter()
            .filter(|(shown, _)| *shown)
            .map(|(_, part)| format!("{}-{part}", self.name))
            .collect::<Vec<_>>()
            .join(" ")
    }
}
