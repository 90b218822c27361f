//! The way out: a mail server, or a folder where there is none.

use std::{path::PathBuf, time::Duration};

use anyhow::{Context as _, anyhow, bail};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor, transport::smtp};
use tokio::time::timeout;
use url::Url;
use uuid::Uuid;

use crate::domain::mail::{Fault, Outcome};

/// How long an attempt may last. Shorter than the wait to the next one, and than the time that a program has to stop.
const LIMIT: Duration = Duration::from_secs(20);

/// Where mails go.
pub enum Transport {
    /// To a mail server, over a connection for each.
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    /// Into a folder, a file `<id>.eml` each.
    Folder(PathBuf),
}

impl Transport {
    /// What this address stands for.
    ///
    /// # Errors
    /// When it is none that mails can be sent to, or would carry a password in the clear.
    pub fn open(url: &Url) -> anyhow::Result<Self> {
        match url.scheme() {
            "file" => {
                let folder = url.to_file_path();
                let folder = folder.map_err(|()| anyhow!("not the path of a folder"))?;
                std::fs::create_dir_all(&folder).context("make the folder")?;
                Ok(Self::Folder(folder))
            }
            "smtp" | "smtps" => {
                let is_plain = url.scheme() == "smtp"
                    && !url
                        .query_pairs()
                        .any(|pair| pair == ("tls".into(), "required".into()));
                if is_plain && url.password().is_some() {
                    bail!("a password wants smtps://, or ?tls=required");
                }
                // What lettre says may hold the address, and the address a password.
                let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url.as_str());
                let builder = builder.map_err(|_| anyhow!("no address of a mail server"))?;
                Ok(Self::Smtp(builder.timeout(Some(LIMIT)).build()))
            }
            _ => bail!("smtp://, smtps:// or file://"),
        }
    }

    /// Hands a mail over.
    pub async fn send(&self, id: Uuid, message: &Message) -> Outcome {
        let sent = async {
            match self {
                Self::Smtp(server) => match server
                    .send_raw(message.envelope(), &message.formatted())
                    .await
                {
                    Ok(_) => Outcome::Sent,
                    Err(error) => refused(&error),
                },
                Self::Folder(folder) => match lay(folder, id, &message.formatted()).await {
                    Ok(()) => Outcome::Sent,
                    Err(_) => Outcome::Again(Fault::named("FOLDER")),
                },
            }
        };
        let late = |_| Outcome::Again(Fault::named("NO_ANSWER"));
        timeout(LIMIT, sent).await.unwrap_or_else(late)
    }
}

/// A server that says no says whether for good; without an answer nobody knows, and the mail is sent again.
fn refused(error: &smtp::Error) -> Outcome {
    match error.status() {
        Some(code) if error.is_permanent() => Outcome::Never(Fault::answered(code.into())),
        Some(code) => Outcome::Again(Fault::answered(code.into())),
        // An address that the mail builder takes and SMTP cannot say.
        None if error.is_client() => Outcome::Never(Fault::named("ADDRESS")),
        None if error.is_tls() => Outcome::Again(Fault::named("TLS")),
        None => Outcome::Again(Fault::named("CONNECTION")),
    }
}

/// Whole or not at all; a second copy takes the place of the first.
async fn lay(folder: &std::path::Path, id: Uuid, bytes: &[u8]) -> std::io::Result<()> {
    let part = folder.join(format!("{id}.part"));
    tokio::fs::write(&part, bytes).await?;
    tokio::fs::rename(&part, folder.join(format!("{id}.eml"))).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(url: &str) -> Result<Transport, String> {
        let url = url.parse().expect("an address");
        Transport::open(&url).map_err(|error| error.to_string())
    }

    #[test]
    fn a_password_does_not_travel_in_the_clear() {
        for safe in [
            "smtps://pengirim:rahasia@surel.example",
            "smtp://pengirim:rahasia@surel.example?tls=required",
            "smtp://surel.example",
        ] {
            assert!(opened(safe).is_ok(), "{safe}");
        }
        for unsafe_one in [
            "smtp://pengirim:rahasia@surel.example",
            "smtp://pengirim:rahasia@surel.example?tls=opportunistic",
        ] {
            let error = opened(unsafe_one).err().expect("refused");
            assert!(
                error.contains("smtps://") && !error.contains("rahasia"),
                "{error}"
            );
        }
        assert!(opened("http://surel.example").is_err());
    }
}
