//! One claim: as its owner has it (`/peserta-saya/{id}`) and as the committee checks it (`/panitia/pengajuan/{id}`).

use chrono::{DateTime, Utc};

use super::{Chrome, ClaimState, Form, Html, Organisation, Part};
use crate::format;
use crate::texts::{Language, Phrase};

/// One thing that was done to a claim.
#[derive(Debug, Clone)]
pub struct Change {
    /// What, as the contract says: "handed_over".
    pub kind: String,
    /// Who did it; empty when the name is not known.
    pub actor: String,
    /// Whether the admin did it.
    pub by_admin: bool,
    /// Who has been the admin since.
    pub admin: String,
    /// Why.
    pub reason: String,
    /// When.
    pub at: DateTime<Utc>,
}

impl Change {
    fn what(&self, language: &Language) -> Phrase {
        let key = match self.kind.as_str() {
            "claimed" => "change-claimed",
            "revised" => "change-revised",
            "endorsed" => "change-endorsed",
            "verified" => "change-verified",
            "returned" => "change-returned",
            "withdrawn" => "change-withdrawn",
            _ => {
                return language
                    .say("change-handed-over")
                    .text("admin", &self.admin);
            }
        };
        language.say(key)
    }

    /// Who, by name where one may be told; the committee speaks as one.
    fn who(&self, language: &Language) -> Phrase {
        match self.by_admin {
            true => language.say("change-by").text("name", &self.actor),
            false if self.kind == "endorsed" => language.say("change-by-above"),
            false => language.say("change-by-committee"),
        }
    }
}

/// The scan of a decree.
#[derive(Debug, Clone)]
pub struct Scan {
    /// For the address.
    pub id: String,
    /// As its owner called it.
    pub name: String,
    /// "application/pdf", "image/png" or "image/jpeg".
    pub content_type: String,
}

/// What is known of a claim.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Facts {
    pub id: String,
    pub organisation: Organisation,
    pub state: ClaimState,
    pub display_name: String,
    pub decree_number: String,
    pub decree_date: String,
    pub decree_signer: String,
    /// Its scan, where there is one that the reader may see.
    pub scan: Option<Scan>,
    /// Why it was returned or withdrawn.
    pub reason: String,
    pub claimed_at: DateTime<Utc>,
    pub version: i64,
    /// Oldest first.
    pub changes: Vec<Change>,
}

impl Facts {
    fn is(&self, states: &[ClaimState]) -> bool {
        states.contains(&self.state)
    }

    fn decree_day(&self, language: &Language) -> String {
        format::typed_day(&self.decree_date, *language)
    }
}

/// What was typed into the page's forms. The hand-over asks for a decree of its own, so its fields have names of their own.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs)]
pub struct Typed {
    pub decree_number: String,
    pub decree_date: String,
    pub decree_signer: String,
    /// Of the scan that stays unless another one comes.
    pub decree_file_id: String,
    pub email: String,
    pub new_decree_number: String,
    pub new_decree_date: String,
    pub new_decree_signer: String,
    /// The same of the new decree.
    pub new_decree_file_id: String,
    pub reason: String,
}

/// The fields of the hand-over as the page and as the contract call them.
pub const HAND_OVER_FIELDS: [(&str, &str); 4] = [
    ("email", "email"),
    ("new_decree_number", "decree_number"),
    ("new_decree_date", "decree_date"),
    ("new_decree_signer", "decree_signer"),
];

/// Whether one of these fields was refused: the form around them is then open.
fn refused(form: &Form, fields: &[&str]) -> bool {
    let mut faults = form.faults.iter();
    faults.any(|fault| fields.iter().any(|field| fault.is_of(field)))
}

fn hand_over_refused(form: &Form) -> bool {
    let typed = refused(form, &HAND_OVER_FIELDS.map(|(field, _)| field));
    typed || refused(form, &["new_decree_file"])
}

/// `GET /peserta-saya/{participation}`. Posts below it: `perbaiki`, `tarik`, `serahkan`.
#[derive(Debug, Clone)]
pub struct Own {
    /// What was refused.
    pub form: Form,
    /// The claim.
    pub claim: Facts,
    /// Whether the edition still takes claims.
    pub takes_claims: bool,
    /// As typed.
    pub typed: Typed,
    /// What did not answer.
    pub unavailable: Vec<Part>,
}

#[derive(askama::Template)]
#[template(path = "participation.html")]
struct OwnView<'a> {
    c: &'a Chrome,
    t: Language,
    p: &'a Own,
}

impl Own {
    /// The whole page.
    pub fn render(&self, chrome: &Chrome) -> Html {
        super::show(&OwnView {
            c: chrome,
            t: chrome.language,
            p: self,
        })
    }

    fn may_revise(&self) -> bool {
        self.takes_claims && !self.claim.is(&[ClaimState::Verified])
    }

    /// What has to be made again comes first on the page; what may be corrected is folded.
    fn must_revise(&self) -> bool {
        self.may_revise()
            && self
                .claim
                .is(&[ClaimState::Returned, ClaimState::Withdrawn])
    }

    fn may_withdraw(&self) -> bool {
        !self.claim.is(&[ClaimState::Withdrawn])
    }

    fn revision_open(&self) -> bool {
        let fields = [
            "decree_number",
            "decree_date",
            "decree_signer",
            "decree_file",
        ];
        refused(&self.form, &fields)
    }

    fn withdrawal_open(&self) -> bool {
        refused(&self.form, &["reason"])
    }

    fn hand_over_open(&self) -> bool {
        hand_over_refused(&self.form)
    }
}

/// `GET /panitia/pengajuan/{participation}`. Posts below it: `verifikasi`, `kembalikan`, `serahkan`.
#[derive(Debug, Clone)]
pub struct Review {
    /// What was refused.
    pub form: Form,
    /// The claim.
    pub claim: Facts,
    /// How many other verified admins the organisation has.
    pub admins: u64,
    /// As typed.
    pub typed: Typed,
    /// What did not answer.
    pub unavailable: Vec<Part>,
}

#[derive(askama::Template)]
#[template(path = "review.html")]
struct ReviewView<'a> {
    c: &'a Chrome,
    t: Language,
    p: &'a Review,
}

impl Review {
    /// The whole page.
    pub fn render(&self, chrome: &Chrome) -> Html {
        super::show(&ReviewView {
            c: chrome,
            t: chrome.language,
            p: self,
        })
    }

    fn may_verify(&self) -> bool {
        self.claim.is(&[ClaimState::Claimed, ClaimState::Endorsed])
    }

    fn may_return(&self) -> bool {
        self.may_verify() || self.claim.is(&[ClaimState::Verified])
    }

    fn may_hand_over(&self) -> bool {
        !self.claim.is(&[ClaimState::Withdrawn])
    }

    fn hand_over_open(&self) -> bool {
        hand_over_refused(&self.form)
    }
}
