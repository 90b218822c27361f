//! The cookies of pages: the opaque session, the browser's secret behind every form, the language, the code of an opened invitation.

use axum::{
    http::{HeaderValue, header::SET_COOKIE},
    response::Response,
};

use crate::app::App;

/// The opaque session; registration says how long it lives.
pub const SESSION: &str = "session";
/// Behind the token in every form.
pub const CSRF: &str = "csrf";
/// "id" or "en".
pub const LANGUAGE: &str = "bahasa";
/// The code that was typed last, until its organisation is claimed.
pub const INVITATION: &str = "undangan";

const DAY: u64 = 24 * 60 * 60;
/// A browser that is away for weeks still has its cookies: what is over is said by whoever owns it, never by a lost cookie.
const KEPT: u64 = 30 * DAY;
/// A form may stay open for long.
const KEPT_LONG: u64 = 365 * DAY;

/// Makes the browser keep a value.
pub fn keep(app: &App, response: &mut Response, name: &'static str, value: &str) {
    let life = match name {
        SESSION | INVITATION => KEPT,
        _ => KEPT_LONG,
    };
    append(app, response, name, value, life);
}

/// Makes the browser forget a value.
pub fn forget(app: &App, response: &mut Response, name: &'static str) {
    append(app, response, name, "", 0);
}

/// Whether the response already says what becomes of a cookie.
pub fn decides(response: &Response, name: &str) -> bool {
    let start = format!("{name}=");
    let headers = response.headers().get_all(SET_COOKIE);
    headers
        .iter()
        .any(|value| value.as_bytes().starts_with(start.as_bytes()))
}

fn append(app: &App, response: &mut Response, name: &str, value: &str, life: u64) {
    let secure = if app.secure_cookies { "; Secure" } else { "" };
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={life}{secure}");
    // Our values are base64url, language codes and invitation codes.
    if let Ok(value) = HeaderValue::from_str(&text) {
        response.headers_mut().append(SET_COOKIE, value);
    }
}
