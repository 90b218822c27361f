//! Every page in both languages: what holds for all of them.

mod board;
mod hostile;
mod organisation;
mod participation;
mod samples;
mod semantics;
mod states;
mod texts;
