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
