//! The pages: each a struct of plain values and `render`, which needs the [`Chrome`] around it and nothing else. Templates in `templates/` decide
//! what is shown from these values alone, so a page never shows what it was not given.
//!
//! Every form posts, works without JavaScript, and carries `csrf` and `request_id`; the fields keep the names of the contracts (`decree_number`).

pub mod account;
pub mod approval;
pub mod assigning;
pub mod audit;
pub mod board;
mod bodies;
pub mod category;
pub mod channel;
mod chrome;
pub mod claim;
pub mod claim_list;
pub mod edition;
pub mod entry;
pub mod error;
mod form;
pub mod home;
pub mod invitation;
pub mod juror;
mod markup;
mod moved;
mod navigation;
mod notice;
mod organisation;
pub mod organisation_import;
pub mod organisation_page;
mod paging;
pub mod participant;
pub mod participation;
pub mod password_reset;
pub mod person;
mod picture;
pub mod plenary;
pub mod progress;
pub mod result;
pub mod second_factor;
mod state;
mod timeline;
pub mod verification;

pub use bodies::Bodies;
pub use chrome::{Chrome, Person, Section, local_path};
pub(crate) use form::request_id_for;
pub use form::{Fault, Field, Form};
pub use markup::Markup;
pub use moved::{Dated, Moved, StageDates};
pub use navigation::{is_participant, room};
pub use notice::Notice;
pub use organisation::Organisation;
pub(crate) use organisation::kind_word;
pub use paging::{Paging, Place};
pub(crate) use participant::url_encoded;
pub use state::{
    ChannelState, ClaimState, EntryState, Intake, OrganisationLife, Part, Phase, Role, SheetState,
    Stage,
};
pub use timeline::Timeline;

/// A page as it is sent.
pub type Html = axum::response::Html<String>;

/// What browsers may load and where forms may go: our own files and addresses, no inline style or script.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The pages that show a scan beside what it proves.
pub const SCAN_SECURITY_POLICY: &str = "default-src 'none'; object-src 'self'; frame-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The one page with a script, which only saves typing.
pub const INVITATION_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Gives a page its `render`: the template sees the page as `p`, its chrome as `c` and the language as `t`.
macro_rules! page {
    ($page:ident, $template:tt) => {
        impl $page {
            /// The whole page.
            pub fn render(&self, chrome: &crate::pages::Chrome) -> crate::pages::Html {
                #[derive(askama::Template)]
                #[template(path = $template)]
                struct View<'a> {
                    c: &'a crate::pages::Chrome,
                    t: crate::texts::Language,
                    p: &'a $page,
                }
                crate::pages::show(&View {
                    c: chrome,
                    t: chrome.language,
                    p: self,
                })
            }
        }
    };
}
use page;

fn show(template: &impl askama::Template) -> Html {
    match template.render() {
        Ok(html) => axum::response::Html(html),
        Err(error) => {
            // Writing into memory fails only where a value's own Display does, and none of ours can.
            tracing::error!(%error, "a page could not be written");
            axum::response::Html(String::new())
        }
    }
}
