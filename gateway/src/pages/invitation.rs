//! Letters with codes for the committee to print or forward, and `/undangan`, where a code is typed.

use chrono::{DateTime, Utc};

use super::{
    Chrome, Form, Markup, Organisation, is_participant, page, picture::picture, url_encoded,
};
use crate::texts::{Language, Phrase};

/// The answer to `POST /panitia/undangan`: one letter a page. Letters go to village offices, so they are in Bahasa Indonesia whoever prints them.
#[derive(Debug, Clone, Default)]
pub struct Letters {
    /// One for each organisation.
    pub letters: Vec<Letter>,
    /// What it invites to.
    pub event_name: String,
    /// The lines above; without any, the organiser's name.
    pub letterhead: Vec<String>,
    /// Until when.
    pub closes_at: DateTime<Utc>,
    /// Where codes are typed: `https://fest.example/undangan`.
    pub address: String,
}

page!(Letters, "letters.html");

/// A letter.
#[derive(Debug, Clone)]
pub struct Letter {
    /// To whom.
    pub organisation: Organisation,
    /// "ACDE-2345"; empty when the same request came again.
    pub code: String,
}

const ID: Language = Language::Id;

impl Letters {
    fn are_told(&self) -> bool {
        self.letters.iter().all(|letter| !letter.code.is_empty())
    }

    /// A text of the letter.
    fn say(&self, key: &'static str) -> Phrase {
        ID.say(key)
    }

    fn kind(&self, letter: &Letter) -> Phrase {
        letter.organisation.kind_line(&ID)
    }

    /// The code stands behind `#`, which browsers do not send: no log on the way holds it.
    fn link(&self, letter: &Letter) -> String {
        format!("{}#{}", self.address, letter.code)
    }

    fn picture(&self, letter: &Letter) -> Markup {
        picture(&self.link(letter))
    }

    /// What is forwarded.
    fn message(&self, letter: &Letter) -> String {
        ID.say("letter-message")
            .text("event", &self.event_name)
            .text("organisation", &letter.organisation.name)
            .text("kind", letter.organisation.kind_line(&ID).plain())
            .text("link", self.link(letter))
            .text("address", &self.address)
            .text("code", &letter.code)
            .moment("at", self.closes_at)
            .plain()
    }

    fn forward_href(&self, letter: &Letter) -> String {
        format!("https://wa.me/?text={}", url_encoded(&self.message(letter)))
    }
}

/// `/undangan`: a code typed, or what it invites to.
#[derive(Debug, Clone, Default)]
pub struct InvitationPage {
    /// What was refused.
    pub form: Form,
    /// As typed.
    pub code: String,
    /// What it invites to.
    pub opened: Option<Opened>,
    /// When the edition stopped taking claims: a code opens nothing since.
    pub closed_at: Option<DateTime<Utc>>,
}

page!(InvitationPage, "invitation.html");

/// What a code invites to.
#[derive(Debug, Clone)]
pub struct Opened {
    /// Who is invited.
    pub organisation: Organisation,
    /// Whether somebody claimed with it already.
    pub answered: bool,
}

impl InvitationPage {
    /// Whether the reader may be one who claims; the committee looks at codes to help somebody on the phone.
    fn is_for(&self, chrome: &Chrome) -> bool {
        chrome.person.as_ref().is_none_or(is_participant)
    }
}

impl Opened {
    fn claim_href(&self) -> String {
        let code = url_encoded(&self.organisation.code);
        format!("/peserta-saya/klaim?organisasi={code}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_forwarded_with_its_link_and_its_code() {
        let letter = Letter {
            organisation: Organisation {
                code: "32.16.03.2004".to_owned(),
                name: "Desa Sukawangi".to_owned(),
                kind: "desa".to_owned(),
                district: "Sukawangi".to_owned(),
            },
            code: "ACDE-2345".to_owned(),
        };
        let letters = Letters {
            letters: vec![letter.clone()],
            event_name: "Diskom Fest 2024".to_owned(),
            letterhead: Vec::new(),
            closes_at: "2024-10-30T16:59:00Z".parse().expect("a moment"),
            address: "https://fest.example/undangan".to_owned(),
        };
        let message = letters.message(&letter);
        for part in [
            "Diskom Fest 2024",
            "Desa Sukawangi (Desa, Kecamatan Sukawangi)",
            "https://fest.example/undangan#ACDE-2345",
            "Rabu, 30 Oktober 2024 pukul 23.59 WIB",
        ] {
            assert!(message.contains(part), "{message}");
        }
        let href = letters.forward_href(&letter);
        assert!(href.starts_with("https://wa.me/?text=Undangan"), "{href}");
        assert!(href.contains("%23ACDE-2345") && !href.contains(' '));
    }
}
