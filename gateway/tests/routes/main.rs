//! The pages' addresses against services of the tests' own making, which answer what a test says and note what they were asked.

mod access;
mod assigning;
mod audit;
mod channel;
mod clients;
mod editions;
mod files;
mod forms;
mod house;
mod language;
mod organisation;
mod own_account;
mod partial;
mod participation;
mod password_reset;
mod results;
mod second_factor;
mod services;
mod sessions;
