//! The cookies of pages: the opaque session, that somebody was here before, the browser's secret behind every form, the language, the code of an opened invitation.

use axum::{
    http::{HeaderMap, HeaderValue, header::SET_COOKIE},
    response::Response,
};
use axum_extra::extract::cookie::CookieJar;

use crate::app::App;

const DAY: u64 = 24 * 60 * 60;
/// A browser that is away for weeks still has its cookies: what is over is said by whoever owns it, never by a lost cookie.
const KEPT: u64 = 30 * DAY;
/// A form may stay open for long.
const KEPT_LONG: u64 = 365 * DAY;

/// What browsers keep for us.
#[derive(Clone, Copy)]
pub enum Cookie {
    /// The opaque session; registration says how long it lives.
    Session,
    /// That accounts are known on this browser.
    Device,
    /// Behind the token in every form.
    Csrf,
    /// "id" or "en".
    Language,
    /// The code that was typed last, until its organisation is claimed.
    Invitation,
}

impl Cookie {
    /// Under TLS a browser takes a name that begins with `__Host-` from this host alone, and over TLS alone: no neighbour under the same domain, and
    /// nobody on the way, can plant a session or a secret. Plain HTTP, which is loopback's, can have no such name.
    fn name(self, app: &App) -> &'static str {
        match (self, app.secure_cookies) {
            (Self::Session, true) => "__Host-session",
            (Self::Session, false) => "session",
            (Self::Device, true) => "__Host-perangkat",
            (Self::Device, false) => "perangkat",
            (Self::Csrf, true) => "__Host-csrf",
            (Self::Csrf, false) => "csrf",
            (Self::Language, true) => "__Host-bahasa",
            (Self::Language, false) => "bahasa",
            (Self::Invitation, true) => "__Host-undangan",
            (Self::Invitation, false) => "undangan",
        }
    }

    fn life(self) -> u64 {
        match self {
            Self::Session | Self::Invitation => KEPT,
            Self::Device | Self::Csrf | Self::Language => KEPT_LONG,
        }
    }

    /// What the browser brought along; an empty value is none.
    pub fn read(self, app: &App, headers: &HeaderMap) -> Option<String> {
        let jar = CookieJar::from_headers(headers);
        let value = jar.get(self.name(app))?.value().to_owned();
        (!value.is_empty()).then_some(value)
    }

    /// Makes the browser keep a value.
    pub fn keep(self, app: &App, response: &mut Response, value: &str) {
        self.append(app, response, value, self.life());
    }

    /// Makes the browser forget the value.
    pub fn forget(self, app: &App, response: &mut Response) {
        self.append(app, response, "", 0);
    }

    /// Whether the response already says what becomes of it.
    pub fn is_decided(self, app: &App, response: &Response) -> bool {
        let start = format!("{}=", self.name(app));
        let headers = response.headers().get_all(SET_COOKIE);
        headers
            .iter()
            .any(|value| value.as_bytes().starts_with(start.as_bytes()))
    }

    fn append(self, app: &App, response: &mut Response, value: &str, life: u64) {
        let name = self.name(app);
        let secure = if app.secure_cookies { "; Secure" } else { "" };
        let text =
            format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={life}{secure}");
        // Our values are base64url, language codes and invitation codes.
        if let Ok(value) = HeaderValue::from_str(&text) {
            response.headers_mut().append(SET_COOKIE, value);
        }
    }
}
