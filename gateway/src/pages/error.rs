//! What is safe to say, what to do next, and the trace id that the logs know.

use super::{Chrome, Person, Role, room};
use crate::format;
use crate::texts::{Language, Phrase};

/// The answer to a request that could not be met.
#[derive(Debug, Clone)]
pub struct ErrorPage {
    /// 401, 403, 404, 409, 422, 429, 500, 503, 504.
    pub status: u16,
    /// As the contract names it; empty where none is known.
    pub reason: String,
    /// Where the way back leads, the home if nowhere better.
    pub back: String,
    /// The roles of which any would do, where it was refused for want of one.
    pub needed: Vec<Role>,
}

#[derive(askama::Template)]
#[template(path = "error.html")]
struct View<'a> {
    c: &'a Chrome,
    t: Language,
    p: &'a ErrorPage,
}

impl ErrorPage {
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
    fn is_ours(&self) -> bool {
        self.p.status >= 500
    }

    fn needs_log_in(&self) -> bool {
        self.p.status == 401
    }

    /// Who lacks the right to this page, where it is known which right.
    fn lacks_right(&self) -> Option<&Person> {
        let person = self.c.person.as_ref();
        person.filter(|_| self.p.status == 403 && !self.p.needed.is_empty())
    }

    fn own_room(&self, person: &Person) -> &'static str {
        room(person)
    }

    /// Which right is missing, and which ones the account has.
    fn right(&self, person: &Person) -> Phrase {
        let needed = self.words(&self.p.needed).reduce(|sum, word| {
            let both = self.t.say("either").text("one", sum).text("other", word);
            both.plain()
        });
        let own: Vec<String> = self.words(&person.roles).collect();
        let own = match own.as_slice() {
            [] => self.t.say("role-none").plain(),
            own => own.join(", "),
        };
        self.t
            .say("error-403-right")
            .strong("needed", needed.unwrap_or_default())
            .text("own", own)
            .text("email", &person.email)
    }

    fn words(&self, roles: &[Role]) -> impl Iterator<Item = String> {
        let language = self.t;
        roles.iter().map(move |role| role.text(language).plain())
    }

    /// Who can give it.
    fn giver(&self) -> Phrase {
        let is_jurors = self.p.needed == [Role::Juror];
        self.t.say(if is_jurors {
            "error-403-ask-juror"
        } else {
            "error-403-ask-more"
        })
    }

    fn heading(&self) -> Phrase {
        self.t.say(match self.p.status {
            401 => "error-401",
            // A form that is too old says nothing of its sender's rights.
            403 if self.p.reason == "CSRF_INVALID" => "error-other",
            403 => "error-403",
            404 => "error-404",
            429 => "error-429",
            500.. => "error-500",
            _ => "error-other",
        })
    }

    fn explanation(&self) -> Phrase {
        if let Some(text) = self
            .t
            .known_reason(&self.p.reason)
            .filter(|_| !self.is_ours())
        {
            return text;
        }
        self.t.say(match self.p.status {
            401 => "error-401-more",
            403 => "error-403-more",
            404 => "error-404-more",
            429 => "error-429-more",
            500.. => "error-500-more",
            _ => "error-other-more",
        })
    }

    fn back(&self) -> &str {
        super::local_path(&self.p.back)
    }

    fn trace_grouped(&self) -> String {
        format::hash(&self.c.trace_id, self.c.trace_id.len())
    }
}
