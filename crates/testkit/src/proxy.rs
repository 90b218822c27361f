//! A line between a program and what it talks to, which a test can cut and heal.

use anyhow::{Context, Result};
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

/// A TCP proxy on 127.0.0.1. Healed it passes everything on; cut it has dropped every connection and refuses new ones.
#[derive(Debug)]
pub struct Proxy {
    port: u16,
    target: u16,
    line: Option<JoinHandle<()>>,
}

impl Proxy {
    /// A healed line to `target`, a port of 127.0.0.1.
    pub async fn to(target: u16) -> Self {
        let listener = crate::demand(listen(0).await);
        let port = crate::demand(listener.local_addr().context("the proxy's address")).port();
        let line = Some(tokio::spawn(serve(listener, target)));
        Self { port, target, line }
    }

    /// A healed line to the port in `url`.
    pub async fn to_url(url: &str) -> Self {
        Self::to(crate::demand(port_of(url))).await
    }

    /// The proxy's port on 127.0.0.1.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The address `url`, led through this line.
    pub fn url(&self, url: &str) -> String {
        url.replace(
            &format!("127.0.0.1:{}", self.target),
            &format!("127.0.0.1:{}", self.port),
        )
    }

    /// Drops every connection and refuses new ones.
    pub async fn cut(&mut self) {
        if let Some(line) = self.line.take() {
            line.abort();
            // Its end is the moment from which connections are refused; being aborted is no failure.
            let _ = line.await;
        }
    }

    /// Lets connections through again, on the same port.
    pub async fn heal(&mut self) {
        if self.line.is_none() {
            let listener = crate::demand(listen(self.port).await);
            self.line = Some(tokio::spawn(serve(listener, self.target)));
        }
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        if let Some(line) = &self.line {
            line.abort();
        }
    }
}

async fn listen(port: u16) -> Result<TcpListener> {
    TcpListener::bind(("127.0.0.1", port))
        .await
        .with_context(|| format!("the proxy cannot listen on port {port}"))
}

fn port_of(url: &str) -> Result<u16> {
    let (_, rest) = url
        .split_once("127.0.0.1:")
        .with_context(|| format!("no port of 127.0.0.1 in {url}"))?;
    let digits = rest
        .split(|c: char| !c.is_ascii_digit())
        .next()
        .unwrap_or_default();
    digits
        .parse()
        .with_context(|| format!("no port of 127.0.0.1 in {url}"))
}

/// Owns the listener and all connections, so that aborting it closes them all.
async fn serve(listener: TcpListener, target: u16) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            Ok((client, _)) = listener.accept() => drop(connections.spawn(pass(client, target))),
            Some(_) = connections.join_next() => {}
        }
    }
}

/// Either side may go away at any time; the other then sees the end of the connection, and that is all there is to tell.
async fn pass(mut client: TcpStream, target: u16) {
    if let Ok(mut server) = TcpStream::connect(("127.0.0.1", target)).await {
        let _ = client.set_nodelay(true);
        let _ = server.set_nodelay(true);
        let _ = copy_bidirectional(&mut client, &mut server).await;
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::*;

    async fn echo() -> u16 {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                tokio::spawn(async move {
                    let (mut read, mut write) = stream.split();
                    tokio::io::copy(&mut read, &mut write).await
                });
            }
        });
        port
    }

    async fn say(stream: &mut TcpStream) -> std::io::Result<[u8; 2]> {
        let mut answer = [0; 2];
        stream.write_all(b"hi").await?;
        stream.read_exact(&mut answer).await?;
        Ok(answer)
    }

    #[tokio::test]
    async fn a_cut_line_drops_and_refuses_and_a_healed_one_passes_on() {
        let mut proxy = Proxy::to(echo().await).await;
        let address = ("127.0.0.1", proxy.port());
        let mut before = TcpStream::connect(address).await.unwrap();
        assert_eq!(say(&mut before).await.unwrap(), *b"hi");

        proxy.cut().await;
        assert!(say(&mut before).await.is_err());
        let refused = TcpStream::connect(address).await.unwrap_err();
        assert_eq!(refused.kind(), std::io::ErrorKind::ConnectionRefused);

        proxy.heal().await;
        let mut after = TcpStream::connect(address).await.unwrap();
        assert_eq!(say(&mut after).await.unwrap(), *b"hi");
    }

    #[tokio::test]
    async fn an_address_is_led_through_the_line() {
        let proxy = Proxy::to_url("postgres://u:p@127.0.0.1:25432/db").await;
        let url = proxy.url("postgres://u:p@127.0.0.1:25432/db");
        assert_eq!(url, format!("postgres://u:p@127.0.0.1:{}/db", proxy.port()));
    }
}
