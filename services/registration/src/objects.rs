//! The bytes of files, in a folder or a bucket. Nothing here holds a file whole unless it says so.

use std::{io, path::PathBuf, pin::pin, sync::Arc};

use anyhow::{Context as _, bail};
use bytes::Bytes;
use futures_util::{Stream, StreamExt, stream::BoxStream};
use object_store::{
    ObjectStore, ObjectStoreExt, WriteMultipart, aws::AmazonS3Builder, local::LocalFileSystem,
    memory::InMemory, path::Path, prefix::PrefixStore,
};
use tokio::sync::Semaphore;
use url::Url;
use uuid::Uuid;

use crate::{
    config::FilesConfig,
    domain::file::{Content, Intake},
    error::Error,
};

/// What the store may hold of other programs stays apart from ours.
const PREFIX: &str = "registration";
/// Parts of one upload that may be on their way to the store, while one more is filled; each is five mebibytes.
const PARTS_AT_ONCE: usize = 1;
/// Uploads at once; each needs ten mebibytes of memory.
const UPLOADS_AT_ONCE: usize = 16;

/// The store of files.
#[derive(Clone)]
pub struct Objects {
    store: Arc<dyn ObjectStore>,
    places: Arc<Semaphore>,
}

impl Objects {
    /// The store that the configuration names. A folder is made; a bucket is not asked.
    ///
    /// # Errors
    /// When the address is none, or the folder cannot be made.
    pub fn open(config: &FilesConfig) -> anyhow::Result<Self> {
        let url = &config.files_url;
        let store: Arc<dyn ObjectStore> = match url.scheme() {
            "file" => Arc::new(folder(url)?),
            "memory" => Arc::new(InMemory::new()),
            "s3" => Arc::new(bucket(config)?),
            other => bail!("files-url: no store for {other}://"),
        };
        Ok(Self {
            store: Arc::new(PrefixStore::new(store, PREFIX)),
            places: Arc::new(Semaphore::new(UPLOADS_AT_ONCE)),
        })
    }

    /// Keeps what comes under this id while `intake` looks at it. What breaks off or is refused leaves nothing.
    ///
    /// # Errors
    /// What the intake refuses, what the stream or the store says, or that too many files come in already.
    pub async fn receive(
        &self,
        id: Uuid,
        chunks: impl Stream<Item = Result<Bytes, Error>> + Send,
        intake: Intake,
    ) -> Result<Content, Error> {
        let _place = self.places.try_acquire().map_err(|_| Error::Busy)?;
        let upload = self.store.put_multipart(&path(id)).await?;
        let mut writer = WriteMultipart::new(upload);
        match pour(chunks, intake, &mut writer).await {
            Ok(content) => {
                writer.finish().await?;
                Ok(content)
            }
            Err(error) => {
                if let Err(failed) = writer.abort().await {
                    tracing::warn!(error = %failed, "a broken upload is still in the store");
                }
                Err(error)
            }
        }
    }

    /// The bytes of this file, piece by piece.
    pub async fn read(
        &self,
        id: Uuid,
    ) -> Result<BoxStream<'static, Result<Bytes, object_store::Error>>, Error> {
        Ok(self.store.get(&path(id)).await?.into_stream())
    }

    /// All bytes of this file at once; for tables, which are bounded and must be read from both ends.
    pub async fn read_whole(&self, id: Uuid) -> Result<Bytes, Error> {
        Ok(self.store.get(&path(id)).await?.bytes().await?)
    }

    /// Removes the bytes of a file; those that are gone already are removed.
    pub async fn remove(&self, id: Uuid) -> Result<(), Error> {
        match self.store.delete(&path(id)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Lets the bytes of a file go that no row tells of. What cannot be removed is in nobody's way, so that is no error.
    pub async fn discard(&self, id: Uuid) {
        if let Err(error) = self.store.delete(&path(id)).await {
            tracing::warn!(%id, %error, "bytes that no file has are still in the store");
        }
    }
}

async fn pour(
    chunks: impl Stream<Item = Result<Bytes, Error>> + Send,
    mut intake: Intake,
    writer: &mut WriteMultipart,
) -> Result<Content, Error> {
    let mut chunks = pin!(chunks);
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk?;
        intake.take(&chunk)?;
        writer.wait_for_capacity(PARTS_AT_ONCE).await?;
        writer.put(chunk);
    }
    Ok(intake.finish()?)
}

fn path(id: Uuid) -> Path {
    Path::from(id.to_string())
}

fn folder(url: &Url) -> anyhow::Result<LocalFileSystem> {
    let folder: PathBuf = url
        .to_file_path()
        .map_err(|()| io::Error::from(io::ErrorKind::InvalidInput))
        .context("files-url: not a folder")?;
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("files-url: make {}", folder.display()))?;
    // A row of ours says that the bytes are there: they must outlive a power cut as it does.
    Ok(LocalFileSystem::new_with_prefix(folder)?.with_fsync(true))
}

fn bucket(config: &FilesConfig) -> anyhow::Result<object_store::aws::AmazonS3> {
    // The store's client takes the process's provider; a second one in the same process is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut builder = AmazonS3Builder::new()
        .with_url(config.files_url.as_str())
        .with_region(&config.files_s3_region);
    if let Some(endpoint) = &config.files_s3_endpoint {
        builder = builder
            .with_endpoint(endpoint.as_str().trim_end_matches('/'))
            .with_allow_http(endpoint.scheme() == "http");
    }
    if let (Some(id), Some(secret)) = (
        &config.files_s3_access_key_id,
        &config.files_s3_secret_access_key,
    ) {
        builder = builder
            .with_access_key_id(id)
            .with_secret_access_key(secret);
    }
    builder.build().context("files-url")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(url: &str) -> FilesConfig {
        FilesConfig {
            files_url: url.parse().expect("a URL"),
            files_s3_endpoint: Some("http://127.0.0.1:9000".parse().expect("a URL")),
            files_s3_region: "us-east-1".to_owned(),
            files_s3_access_key_id: Some("id".to_owned()),
            files_s3_secret_access_key: Some("secret".to_owned()),
        }
    }

    #[test]
    fn a_folder_is_made_a_bucket_is_not_asked_and_anything_else_stops_the_start() {
        let parent = tempfile::tempdir().expect("a folder");
        let inside = parent.path().join("a/b");
        let url = format!("file://{}", inside.display());
        assert!(Objects::open(&config(&url)).is_ok());
        assert!(inside.is_dir());
        assert!(Objects::open(&config("s3://fest")).is_ok());
        assert!(Objects::open(&config("memory:///")).is_ok());
        assert!(Objects::open(&config("ftp://files")).is_err());
    }
}
