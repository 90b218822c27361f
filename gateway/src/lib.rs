//! HTTP for people and programs: pages and the JSON API, over gRPC to the four services. It holds no data.
//!
//! `routes` and `api` take requests to the services and back, one file per noun; `pages` turns plain values into HTML with the words of `texts` and
//! the forms of `format`; nothing there waits, asks or reads a clock.

pub mod access_list;
pub mod admission;
pub mod api;
pub mod app;
pub mod assets;
pub mod clients;
pub mod config;
mod confirmation;
mod device;
pub mod extract;
mod files;
pub mod format;
pub mod http;
pub mod oauth;
mod origin;
pub mod pages;
pub mod problem;
pub mod routes;
mod serve;
mod spreadsheet;
pub mod texts;
mod unread;

pub use serve::{router, run};
