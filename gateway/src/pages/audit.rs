//! `/jejak-audit`: who did what, service by service.

use chrono::{DateTime, Utc};

use super::{Paging, Part, page, paging};
use crate::texts::{Language, Phrase};

/// `GET /jejak-audit?layanan=&pelaku=&objek=&halaman=`.
#[derive(Debug, Clone)]
pub struct Audit {
    /// Whose audit.
    pub service: &'static str,
    /// All that there are, in the order of the tabs.
    pub services: Vec<(&'static str, Part)>,
    /// Only what this one did; empty for everybody.
    pub actor: Actor,
    /// Only what was done to this; empty for everything.
    pub subject: String,
    /// One page, the newest first.
    pub rows: Vec<Row>,
    /// Which page of how many.
    pub paging: Paging,
    /// What did not answer.
    pub unavailable: Vec<Part>,
}

page!(Audit, "audit.html");

/// Who did it.
#[derive(Debug, Clone, Default)]
pub struct Actor {
    /// As the audit writes it, `person:<account id>`.
    pub key: String,
    /// What an account's person is called; empty for one who was erased, and for services.
    pub name: String,
}

impl Actor {
    fn shown(&self, language: &Language) -> String {
        match self.key.split_once(':') {
            _ if !self.name.is_empty() => self.name.clone(),
            Some(("service", name)) => language.say("audit-service").text("name", name).plain(),
            Some((_, id)) => language.say("audit-nobody-known").text("id", id).plain(),
            None => language.say("audit-anonymous").plain(),
        }
    }
}

/// One thing done.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its place in the chain.
    pub number: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub actor: Actor,
    /// The rpc without its package, `SealService/SealCategory`.
    pub rpc: String,
    /// To what, `<table>:<key>`.
    pub subject: String,
    /// For whoever looks it up in the traces.
    pub trace_id: String,
}

struct Tab {
    href: String,
    label: Phrase,
    current: bool,
}

const PATH: &str = "/jejak-audit";

impl Audit {
    fn tabs(&self, language: &Language) -> Vec<Tab> {
        let tabs = self.services.iter().map(|(name, part)| Tab {
            href: paging::address(PATH, &[("layanan", name)]),
            label: part.name(language),
            current: *name == self.service,
        });
        tabs.collect()
    }

    fn is_filtered(&self) -> bool {
        !self.actor.key.is_empty() || !self.subject.is_empty()
    }

    /// The whole audit of this service.
    fn whole(&self) -> String {
        paging::address(PATH, &[("layanan", self.service)])
    }

    fn only_actor(&self, row: &Row) -> String {
        paging::address(
            PATH,
            &[("layanan", self.service), ("pelaku", &row.actor.key)],
        )
    }

    fn only_subject(&self, row: &Row) -> String {
        paging::address(PATH, &[("layanan", self.service), ("objek", &row.subject)])
    }

    /// As far as the page.
    fn address(&self) -> String {
        let pairs = [
            ("layanan", self.service),
            ("pelaku", &self.actor.key),
            ("objek", &self.subject),
        ];
        paging::up_to_page(PATH, &pairs, "halaman")
    }
}
