//! HTTP for people and programs: pages and the JSON API, over gRPC to the four services. It holds no data.

pub mod admission;
pub mod api;
pub mod app;
pub mod clients;
pub mod config;
pub mod extract;
pub mod http;
pub mod problem;
