//! The words of the pages: two catalogues (`texts/*.ftl`, Fluent) with the same keys. A [`Phrase`] is a text with its arguments, already safe inside
//! HTML: the catalogues hold no markup and every argument is escaped unless the program itself made it.

use std::borrow::{Borrow, Cow};
use std::fmt::{self, Display};
use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use crate::format;

/// In what language a page speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// Bahasa Indonesia.
    #[default]
    Id,
    /// English.
    En,
}

impl Language {
    /// Both, the default first.
    pub const ALL: [Self; 2] = [Self::Id, Self::En];

    /// "id" or "en": `lang`, `?bahasa=` and the cookie.
    pub fn code(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::En => "en",
        }
    }

    /// What [`Language::code`] gave.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|language| language.code() == code)
    }

    /// The one that a page offers to switch to.
    pub fn other(self) -> Self {
        match self {
            Self::Id => Self::En,
            Self::En => Self::Id,
        }
    }

    /// One of two names that came as data.
    pub fn choose<'a>(self, id: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::En if !en.is_empty() => en,
            _ => id,
        }
    }

    /// The text under a key.
    pub fn say(self, key: impl Into<Cow<'static, str>>) -> Phrase {
        Phrase {
            language: self,
            key: key.into(),
            arguments: Vec::new(),
        }
    }

    /// What a refusal means for its reader and what to do next.
    pub fn reason(self, reason: &str) -> Phrase {
        self.known_reason(reason)
            .unwrap_or_else(|| self.say("reason-unknown").code("reason", reason))
    }

    /// The same, where something better than "refused" can be said without it.
    pub fn known_reason(self, reason: &str) -> Option<Phrase> {
        let key = format!("reason-{reason}");
        bundle(self).has_message(&key).then(|| self.say(key))
    }
}

type Bundle = FluentBundle<FluentResource>;

static ID: LazyLock<Bundle> = LazyLock::new(|| {
    let mut bundle = load("id", include_str!("../texts/id.ftl"));
    bundle.set_formatter(Some(|value, _| grouped(value, Language::Id)));
    bundle
});
static EN: LazyLock<Bundle> = LazyLock::new(|| {
    let mut bundle = load("en", include_str!("../texts/en.ftl"));
    bundle.set_formatter(Some(|value, _| grouped(value, Language::En)));
    bundle
});

fn bundle(language: Language) -> &'static Bundle {
    match language {
        Language::Id => &ID,
        Language::En => &EN,
    }
}

fn load(code: &str, source: &str) -> Bundle {
    // A fault in a catalogue is caught by this module's tests; in production the readable part is better than no page.
    let resource =
        FluentResource::try_new(source.to_owned()).unwrap_or_else(|(readable, _)| readable);
    let mut bundle = Bundle::new_concurrent(code.parse().into_iter().collect());
    // Marks around arguments would be copied along with names and codes.
    bundle.set_use_isolating(false);
    bundle.add_resource_overriding(resource);
    bundle
}

/// Counts carry the reader's thousands mark; texts pass as they are.
fn grouped(value: &FluentValue, language: Language) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(format::count(number.value as u64, language)),
        _ => None,
    }
}

/// Text of the program with its arguments. Shown, it is HTML.
#[derive(Debug, Clone)]
pub struct Phrase {
    language: Language,
    key: Cow<'static, str>,
    arguments: Vec<(&'static str, Argument)>,
}

#[derive(Debug, Clone)]
enum Argument {
    Count(u64),
    Text(String),
    /// Made by this module from escaped parts: HTML, and the same as plain text.
    Markup {
        html: String,
        plain: String,
    },
}

impl Phrase {
    /// A number of things; Fluent picks one or other by it.
    pub fn count(self, name: &'static str, count: impl Borrow<u64>) -> Self {
        self.argument(name, Argument::Count(*count.borrow()))
    }

    /// A text from outside.
    pub fn text(self, name: &'static str, text: impl Display) -> Self {
        self.argument(name, Argument::Text(text.to_string()))
    }

    /// A text from outside that stands out.
    pub fn strong(self, name: &'static str, text: impl Display) -> Self {
        self.element(name, "strong", text.to_string())
    }

    /// A hash, code or reason.
    pub fn code(self, name: &'static str, text: impl Display) -> Self {
        self.element(name, "code", text.to_string())
    }

    /// Day, date, clock and zone of a moment.
    pub fn moment(self, name: &'static str, at: impl Borrow<DateTime<Utc>>) -> Self {
        let at = *at.borrow();
        let text = format::moment(at, self.language);
        self.time(name, at, text)
    }

    /// Day and date of a moment.
    pub fn day(self, name: &'static str, at: impl Borrow<DateTime<Utc>>) -> Self {
        let at = *at.borrow();
        let text = format::day(at, self.language);
        self.time(name, at, text)
    }

    /// As plain text, for what is no HTML.
    pub fn plain(&self) -> String {
        self.format(|argument| match argument {
            Argument::Count(count) => FluentValue::from(*count),
            Argument::Text(text) => FluentValue::from(text.as_str()),
            Argument::Markup { plain, .. } => FluentValue::from(plain.as_str()),
        })
    }

    fn element(self, name: &'static str, element: &str, text: String) -> Self {
        let html = format!("<{element}>{}</{element}>", escaped(&text));
        self.argument(name, Argument::Markup { html, plain: text })
    }

    fn time(self, name: &'static str, at: DateTime<Utc>, text: String) -> Self {
        let html = format!(
            "<time datetime=\"{}\">{}</time>",
            format::machine(at),
            escaped(&text)
        );
        self.argument(name, Argument::Markup { html, plain: text })
    }

    fn argument(mut self, name: &'static str, argument: Argument) -> Self {
        self.arguments.push((name, argument));
        self
    }

    fn format<'a>(&'a self, show: impl Fn(&'a Argument) -> FluentValue<'a>) -> String {
        let bundle = bundle(self.language);
        let Some(pattern) = bundle
            .get_message(&self.key)
            .and_then(|message| message.value())
        else {
            debug_assert!(false, "no text for {}", self.key);
            return self.key.to_string();
        };
        let mut arguments = FluentArgs::with_capacity(self.arguments.len());
        for (name, argument) in &self.arguments {
            arguments.set(*name, show(argument));
        }
        let mut faults = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&arguments), &mut faults);
        debug_assert!(faults.is_empty(), "{}: {faults:?}", self.key);
        text.into_owned()
    }
}

impl Display for Phrase {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let html = self.format(|argument| match argument {
            Argument::Count(count) => FluentValue::from(*count),
            Argument::Text(text) => FluentValue::from(escaped(text)),
            Argument::Markup { html, .. } => FluentValue::from(html.as_str()),
        });
        formatter.write_str(&html)
    }
}

impl askama::filters::HtmlSafe for Phrase {}

/// Text as HTML, fit for an element's content and for an attribute in double quotes.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}
