//! What registration reads at its start.

use std::path::PathBuf;

use chassis::config::ServiceConfig;
use clap::Args;
use url::Url;

/// What every service reads, where files lie, and a key: registration asks no other service.
#[derive(Clone, Debug, Args)]
pub struct Config {
    /// Database, broker, addresses, keys.
    #[command(flatten)]
    pub service: ServiceConfig,
    /// The store of files.
    #[command(flatten)]
    pub files: FilesConfig,
    /// File with the key that keeps the secrets of second factors (32 random bytes in base64): without it no code of theirs can be checked.
    #[arg(long)]
    pub second_factor_key_file: PathBuf,
    /// The way of mails.
    #[command(flatten)]
    pub mail: MailConfig,
}

/// How mails go out. Without an address they wait in the queue, and pages say so.
#[derive(Clone, Debug, Args)]
pub struct MailConfig {
    /// `smtps://user:password@host`, `smtp://host:25` (`?tls=required` for STARTTLS), or `file:///a/folder`, where each mail becomes a file.
    #[arg(long, requires_all = ["mail_from", "public_url"])]
    pub mail_url: Option<Url>,
    /// Sender of every mail: `Penghargaan Digital <penghargaan@bekasikab.go.id>`.
    #[arg(long)]
    pub mail_from: Option<String>,
    /// Where people reach the pages, for the links in mails.
    #[arg(long)]
    pub public_url: Option<Url>,
}

impl MailConfig {
    /// Whether mails go out at all.
    #[must_use]
    pub const fn is_on(&self) -> bool {
        self.mail_url.is_some()
    }
}

/// Where the bytes of files lie.
#[derive(Clone, Debug, Args)]
pub struct FilesConfig {
    /// `file:///a/folder`, `s3://bucket`, or `memory:///` for what may be lost; everything lies under registration/ there.
    #[arg(long)]
    pub files_url: Url,
    /// Address of an S3 that is not Amazon's.
    #[arg(long)]
    pub files_s3_endpoint: Option<Url>,
    /// Region of the bucket.
    #[arg(long, default_value = "us-east-1")]
    pub files_s3_region: String,
    /// Access key; without one the pod's own identity counts.
    #[arg(long, requires = "files_s3_secret_access_key")]
    pub files_s3_access_key_id: Option<String>,
    /// Its secret.
    #[arg(long)]
    pub files_s3_secret_access_key: Option<String>,
}

impl AsRef<ServiceConfig> for Config {
    fn as_ref(&self) -> &ServiceConfig {
        &self.service
    }
}
