//! A mail server of a test's own: it keeps what it is given, or fails as it is told.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

use anyhow::Context as _;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// What a server does to one mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mishap {
    /// Says this instead of taking the recipient: 450 is for now, 550 for ever.
    Refuse(u16),
    /// Takes all of it, keeps it, and hangs up without an answer.
    HangUp,
}

/// A server on loopback; dropped with the test's runtime.
pub struct TestMail {
    address: String,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    mishaps: VecDeque<Mishap>,
    kept: Vec<String>,
}

/// Starts a mail server on a free port.
pub async fn mail() -> TestMail {
    crate::demand(TestMail::start().await)
}

impl TestMail {
    async fn start() -> anyhow::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?.to_string();
        let state = Arc::new(Mutex::new(State::default()));
        let shared = state.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let state = shared.clone();
                // A client that goes away has said what it had to say.
                tokio::spawn(async move { talk(stream, &state).await.ok() });
            }
        });
        Ok(Self { address, state })
    }

    /// Its address: `smtp://127.0.0.1:...`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// What happens to the next mails, one after the other.
    pub fn will(&self, mishaps: impl IntoIterator<Item = Mishap>) {
        locked(&self.state).mishaps.extend(mishaps);
    }

    /// Every mail it has, headers and body, as they came.
    #[must_use]
    pub fn kept(&self) -> Vec<String> {
        locked(&self.state).kept.clone()
    }
}

fn locked(state: &Mutex<State>) -> std::sync::MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn talk(stream: TcpStream, state: &Mutex<State>) -> anyhow::Result<()> {
    let mut stream = BufReader::new(stream);
    let mut mishap = None;
    say(&mut stream, "220 test").await?;
    loop {
        let line = read(&mut stream).await?;
        let verb = line.split([' ', ':']).next().unwrap_or_default();
        let answer = match verb.to_ascii_uppercase().as_str() {
            "EHLO" | "HELO" | "MAIL" | "RSET" | "NOOP" => "250 fine".to_owned(),
            "RCPT" => {
                mishap = locked(state).mishaps.pop_front();
                match mishap {
                    // With the address in it, as real ones have it.
                    Some(Mishap::Refuse(code)) => format!("{code} no mailbox: {line}"),
                    _ => "250 fine".to_owned(),
                }
            }
            "DATA" => {
                say(&mut stream, "354 go on").await?;
                let mail = message(&mut stream).await?;
                locked(state).kept.push(mail);
                if mishap == Some(Mishap::HangUp) {
                    return Ok(());
                }
                "250 kept".to_owned()
            }
            "QUIT" => return say(&mut stream, "221 bye").await,
            _ => "500 what".to_owned(),
        };
        say(&mut stream, &answer).await?;
    }
}

async fn message(stream: &mut BufReader<TcpStream>) -> anyhow::Result<String> {
    let mut mail = String::new();
    loop {
        let line = read(stream).await?;
        if line == "." {
            return Ok(mail);
        }
        mail.push_str(line.strip_prefix('.').unwrap_or(&line));
        mail.push('\n');
    }
}

async fn read(stream: &mut BufReader<TcpStream>) -> anyhow::Result<String> {
    let mut line = String::new();
    stream.read_line(&mut line).await?;
    let line = line.strip_suffix("\r\n").context("the client hung up")?;
    Ok(line.to_owned())
}

async fn say(stream: &mut BufReader<TcpStream>, text: &str) -> anyhow::Result<()> {
    let line = format!("{text}\r\n");
    Ok(stream.get_mut().write_all(line.as_bytes()).await?)
}
