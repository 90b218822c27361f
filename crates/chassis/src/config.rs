//! Configuration: environment variables only, one prefix per program, read once into types. A wrong value stops the start with the variable's name.

use std::{ffi::OsString, fmt::Write, net::SocketAddr, path::PathBuf};

use anyhow::Context;
use clap::{Args, Command, FromArgMatches};

use crate::token::{KeySet, SigningKey};

/// What every service with a database reads.
#[derive(Clone, Debug, Args)]
pub struct ServiceConfig {
    /// PostgreSQL URL of the data role (DML only).
    #[arg(long)]
    pub database_url: String,
    /// PostgreSQL URL of the owner role, for `migrate`; the data role's when absent.
    #[arg(long)]
    pub database_owner_url: Option<String>,
    /// Connections at most.
    #[arg(long, default_value_t = 8)]
    pub database_pool_size: usize,
    /// Run pending migrations at the start of `serve`.
    #[arg(long, default_value_t = false, action = clap::ArgAction::Set)]
    pub migrate_on_start: bool,
    /// NATS URL with this program's credentials.
    #[arg(long)]
    pub nats_url: String,
    /// Copies of each event stream: 1 or 3.
    #[arg(long, default_value_t = 1)]
    pub nats_replicas: usize,
    /// gRPC address.
    #[arg(long, default_value = "0.0.0.0:50051")]
    pub listen: SocketAddr,
    /// Address of metrics and health.
    #[arg(long, default_value = "0.0.0.0:9090")]
    pub admin_listen: SocketAddr,
    /// Whether gRPC reflection is served.
    #[arg(long, default_value_t = true, action = clap::ArgAction::Set)]
    pub reflection: bool,
    /// Keys of this program and of those it trusts.
    #[command(flatten)]
    pub keys: KeyConfig,
}

/// Where a program's keys are.
#[derive(Clone, Debug, Args)]
pub struct KeyConfig {
    /// File with this program's private key (Ed25519, PKCS#8 PEM).
    #[arg(long)]
    pub signing_key_file: PathBuf,
    /// File with the public keys of all programs (JWKS, with `iss` on each key).
    #[arg(long)]
    pub trusted_keys_file: PathBuf,
}

impl KeyConfig {
    /// Reads both files.
    ///
    /// # Errors
    /// Names the file that cannot be read or holds no key.
    pub fn read(&self, issuer: &str) -> anyhow::Result<(SigningKey, KeySet)> {
        let text = |path: &PathBuf| {
            std::fs::read_to_string(path).with_context(|| format!("read {}", path.display()))
        };
        let signing = SigningKey::from_pem(issuer, &text(&self.signing_key_file)?)
            .with_context(|| self.signing_key_file.display().to_string())?;
        let trusted = KeySet::from_json(&text(&self.trusted_keys_file)?)
            .with_context(|| self.trusted_keys_file.display().to_string())?;
        Ok((signing, trusted))
    }
}

/// Reads `C` from variables named `<PREFIX>_<FIELD>`.
///
/// # Errors
/// Names the variable that is missing or wrong, and never its value.
pub fn from_env<C: Args + FromArgMatches>(prefix: &'static str) -> anyhow::Result<C> {
    let nothing = [OsString::from(prefix)];
    let matches = command::<C>(prefix).try_get_matches_from(nothing);
    let matches = matches.map_err(|error| anyhow::anyhow!(explain(prefix, &error)))?;
    C::from_arg_matches(&matches).context("configuration")
}

/// Reads `C` from values at hand (field in flag form, value), for surroundings that are no environment: `fest up` and tests.
///
/// # Errors
/// Names the field that is missing or wrong.
pub fn from_values<C: Args + FromArgMatches>(
    values: impl IntoIterator<Item = (&'static str, OsString)>,
) -> anyhow::Result<C> {
    let flags = values
        .into_iter()
        .flat_map(|(field, value)| [OsString::from(format!("--{field}")), value]);
    let line = std::iter::once(OsString::from("values")).chain(flags);
    let matches = C::augment_args(Command::new("values")).try_get_matches_from(line)?;
    C::from_arg_matches(&matches).context("configuration")
}

/// The list of variables for `--help`.
#[must_use]
pub fn help<C: Args>(prefix: &'static str) -> String {
    let mut text = String::from("Environment variables:\n");
    for argument in command::<C>(prefix).get_arguments() {
        let (Some(name), Some(about)) = (argument.get_env(), argument.get_help()) else {
            continue;
        };
        let default = argument.get_default_values().first();
        let default = default.map_or_else(String::new, |value| {
            format!(" [default: {}]", value.to_string_lossy())
        });
        let required = if argument.is_required_set() {
            " (required)"
        } else {
            ""
        };
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "  {}{required}\n      {about}{default}",
            name.to_string_lossy()
        );
    }
    text
}

fn command<C: Args>(prefix: &'static str) -> Command {
    C::augment_args(Command::new(prefix))
        .disable_help_flag(true)
        .mut_args(|argument| {
            let name = format!("{prefix}_{}", argument.get_id().as_str().to_uppercase());
            argument.env(name).hide_env_values(true)
        })
}

/// Clap speaks of flags; the operator knows variables.
fn explain(prefix: &str, error: &clap::Error) -> String {
    use clap::error::{ContextKind, ContextValue};
    let named = |flag: &str| {
        let field = flag.trim_start_matches('-').split(['=', ' ']).next();
        let field = field.unwrap_or_default().replace('-', "_").to_uppercase();
        format!("{prefix}_{field}")
    };
    let names = match error.get(ContextKind::InvalidArg) {
        Some(ContextValue::String(flag)) => named(flag),
        Some(ContextValue::Strings(flags)) => flags
            .iter()
            .map(|flag| named(flag))
            .collect::<Vec<_>>()
            .join(", "),
        _ => format!("{prefix}_*"),
    };
    match error.kind() {
        clap::error::ErrorKind::MissingRequiredArgument => format!("{names} must be set"),
        _ => format!("{names} has a wrong value"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Args)]
    struct Example {
        /// A number.
        #[arg(long)]
        pool_size: usize,
    }

    #[test]
    fn a_missing_variable_is_named() {
        let error = from_env::<Example>("CHASSIS_TEST").err().expect("missing");
        assert_eq!(error.to_string(), "CHASSIS_TEST_POOL_SIZE must be set");
    }

    #[test]
    fn a_wrong_value_is_refused_by_the_variables_name() {
        let given = ["test", "--pool-size", "many"];
        let error = command::<Example>("CHASSIS_TEST")
            .try_get_matches_from(given)
            .expect_err("wrong");
        let text = explain("CHASSIS_TEST", &error);
        assert_eq!(text, "CHASSIS_TEST_POOL_SIZE has a wrong value");
    }

    #[test]
    fn help_lists_every_variable() {
        let text = help::<ServiceConfig>("SCORING");
        for name in [
            "SCORING_DATABASE_URL (required)",
            "SCORING_LISTEN",
            "SCORING_SIGNING_KEY_FILE",
        ] {
            assert!(text.contains(name), "{name} in {text}");
        }
    }
}
