//! The pages' addresses: one file per noun, each handler decodes, calls the services behind it, and gives the page its values.
//!
//! A page is registered with the rpc whose access option says who may see it, and a form with the page that it stands on; neither can be left out.

mod account;
mod answer;
mod approval;
mod asset;
mod assigning;
mod assignment;
mod audit;
mod board;
mod category;
mod channel;
mod cookies;
mod csrf;
mod door;
mod edition;
mod entry;
mod file;
mod home;
mod incoming;
mod invitation;
mod listed;
mod lists;
mod lock;
mod organisation;
mod organisation_change;
mod organisation_import;
mod own_data;
mod participant;
mod participation;
mod parts;
mod password_reset;
mod person;
mod plenary;
mod posted;
mod progress;
mod proof;
mod reminder;
mod result;
mod second_factor;
mod session;
mod sheet;
mod stage;
mod verification;
mod view;
mod visit;

use std::{collections::HashMap, sync::Arc};

use axum::{
    Router,
    extract::DefaultBodyLimit,
    handler::Handler,
    http::Method,
    middleware,
    response::Redirect,
    routing::{self, MethodRouter},
};

use self::{door::Door, visit::Visit};
use crate::{
    admission::{Rule, Rules, rpc},
    app::App,
};

/// The largest form without a file: a long description in per cent codes, three marks for each byte.
const FORM_LIMIT: usize = 128 * 1024;
/// Above the largest file, so that one slightly too large is refused on a page of ours.
const UPLOAD_LIMIT: usize = 4 * posted::FILE_LIMIT;

/// Every page and form of the house.
pub struct Pages {
    router: Router<App>,
    rules: Vec<(Method, &'static str, Rule)>,
    forms: HashMap<&'static str, &'static str>,
}

impl Pages {
    fn new() -> Self {
        Self {
            router: Router::new(),
            rules: Vec::new(),
            forms: HashMap::new(),
        }
    }

    fn page<H, T>(self, path: &'static str, rule: Rule, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add(Method::GET, path, rule, routing::get(handler))
    }

    fn form<H, T>(self, path: &'static str, page: &'static str, rule: Rule, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.standing_on(page, path, rule, routing::post(handler))
    }

    /// A form with a file, which may be larger than what people type.
    fn file_form<H, T>(
        self,
        path: &'static str,
        page: &'static str,
        rule: Rule,
        limit: usize,
        handler: H,
    ) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        let handler = routing::post(handler).layer(DefaultBodyLimit::max(limit));
        self.standing_on(page, path, rule, handler)
    }

    /// A form's own address, where the browser is after a refusal, leads back to its page.
    fn standing_on(
        mut self,
        page: &'static str,
        path: &'static str,
        rule: Rule,
        handler: MethodRouter<App>,
    ) -> Self {
        self.forms.insert(path, page);
        if path != page {
            let back = async |visit: Visit| Redirect::to(&visit.path);
            self = self.add(Method::GET, path, rule.clone(), routing::get(back));
        }
        self.add(Method::POST, path, rule, handler)
    }

    fn add(
        mut self,
        method: Method,
        path: &'static str,
        rule: Rule,
        handler: MethodRouter<App>,
    ) -> Self {
        self.router = self.router.route(path, handler);
        self.rules.push((method, path, rule));
        self
    }

    /// Who may use what.
    ///
    /// # Errors
    /// Names a page whose rpc is not in the contract.
    pub fn rules(&self) -> anyhow::Result<Rules> {
        Rules::of(&self.rules)
    }
}

/// Every page and form of the house.
#[must_use]
pub fn pages() -> Pages {
    let pages = jury(board::add_pages(participants(public(Pages::new()))));
    let pages = edition::add_pages(participation::add_pages(pages));
    let pages = organisation_change::add_pages(pages);
    let pages = organisation_import::add_pages(channel::add_pages(pages));
    let pages = verification::add_pages(password_reset::add_pages(pages));
    let pages = own_data::add_pages(person::add_pages(pages));
    audit::add_pages(second_factor::add_pages(pages))
}

fn public(pages: Pages) -> Pages {
    let editions = || rpc!("registration", "EditionService", "ListEditions");
    let log_in = || rpc!("registration", "SessionService", "CreateSession");
    let sign_up = || rpc!("registration", "AccountService", "CreateAccount");
    let log_out = rpc!("registration", "SessionService", "DeleteSession");
    let results = || rpc!("announcement", "ResultService", "ListResults");
    pages
        .page("/", editions(), home::show)
        .page(
            "/kategori/{category}",
            rpc!("registration", "CategoryService", "ListCategories"),
            category::show,
        )
        .page("/hasil", results(), result::list)
        .page("/hasil/{edition}", results(), result::of_edition)
        .page("/masuk", log_in(), session::show)
        .form("/masuk", "/masuk", log_in(), session::create)
        .form("/keluar", "/", log_out, session::delete)
        .page("/daftar", sign_up(), account::show)
        .form("/daftar", "/daftar", sign_up(), account::create)
}

fn participants(pages: Pages) -> Pages {
    let claim = || rpc!("registration", "ParticipationService", "ClaimParticipation");
    let create = || rpc!("submission", "EntryService", "CreateEntry");
    let read = rpc!("submission", "EntryService", "GetEntry");
    let save = rpc!("submission", "EntryService", "SaveEntry");
    let submit = || rpc!("submission", "EntryService", "SubmitEntry");
    pages
        .page("/ruang-peserta", create(), participant::overview)
        .page("/peserta-saya/klaim", claim(), participation::show)
        .file_form(
            "/peserta-saya/klaim",
            "/peserta-saya/klaim",
            claim(),
            incoming::LIMIT,
            participation::claim,
        )
        .form("/karya", "/ruang-peserta", create(), entry::create)
        .page("/karya/{entry}", read, entry::show)
        .form("/karya/{entry}", "/karya/{entry}", save, entry::save)
        .page("/karya/{entry}/periksa", submit(), entry::check)
        .form(
            "/karya/{entry}/kirim",
            "/karya/{entry}",
            submit(),
            entry::submit,
        )
}

fn jury(pages: Pages) -> Pages {
    let read = || rpc!("scoring", "SheetService", "GetSheet");
    let save = rpc!("scoring", "SheetService", "SaveSheet");
    let ranking = || rpc!("scoring", "RankingService", "GetRanking");
    let seal = rpc!("scoring", "SealService", "SealCategory");
    let approve = || rpc!("scoring", "SealService", "ApproveRelease");
    pages
        .page("/juri", read(), assignment::list)
        .page("/juri/lembar/{assignment}", read(), sheet::show)
        .form(
            "/juri/lembar/{assignment}",
            "/juri/lembar/{assignment}",
            save,
            sheet::save,
        )
        .page("/pleno", ranking(), stage::plenary)
        .page("/pleno/{category}", ranking(), plenary::show)
        .form(
            "/pleno/{category}/segel",
            "/pleno/{category}",
            seal,
            plenary::seal,
        )
        .page("/persetujuan", approve(), stage::approval)
        .page("/persetujuan/{category}", approve(), approval::show)
        .form(
            "/persetujuan/{category}",
            "/persetujuan/{category}",
            approve(),
            approval::approve,
        )
        .form(
            "/persetujuan/{category}/tarik",
            "/persetujuan/{category}",
            rpc!("scoring", "SealService", "WithdrawApproval"),
            approval::withdraw,
        )
}

/// All pages, what they load, and the page for an address that is none.
///
/// # Errors
/// When a page has no access rule.
pub fn router(app: App) -> anyhow::Result<Router> {
    let pages = pages();
    let door = Door {
        rules: pages.rules()?,
        forms: Arc::new(pages.forms),
        app: app.clone(),
    };
    let router = pages
        .router
        .layer(DefaultBodyLimit::max(FORM_LIMIT))
        .route_layer(middleware::from_fn_with_state(door, door::enter))
        .route("/assets/{hash}/{*path}", routing::get(asset::show))
        .fallback(door::nowhere);
    Ok(router.with_state(app))
}
