//! Passwords and free ports.

use std::fs::File;
use std::io::{self, Read};
use std::net::{Ipv4Addr, TcpListener};

/// Below the range from which Linux takes the local ports of outgoing connections (32768 up): a port that a child gave
/// back for a moment is then not taken by somebody's client before the child is started on it again.
const PORTS: std::ops::Range<u16> = 20_000..32_000;

fn bytes<const N: usize>() -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// 192 random bits in hexadecimal, which needs no quoting in an URL or a configuration file.
pub(crate) fn password() -> io::Result<String> {
    Ok(bytes::<24>()?
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect())
}

/// A port of 127.0.0.1 on which nobody listens now. Another program may take it before the child does: the caller then
/// sees the child end and asks for another.
pub(crate) fn free_port() -> io::Result<u16> {
    let mut last = io::Error::from(io::ErrorKind::AddrInUse);
    for _ in 0..100 {
        let port = PORTS.start + u16::from_le_bytes(bytes()?) % (PORTS.end - PORTS.start);
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
            Ok(_) => return Ok(port),
            Err(error) => last = error,
        }
    }
    Err(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_48_hexadecimal_digits_and_never_the_same() {
        let (one, other) = (password().unwrap(), password().unwrap());
        assert!(
            one.len() == 48 && one.chars().all(|c| c.is_ascii_hexdigit()),
            "{one}"
        );
        assert_ne!(one, other);
    }

    #[test]
    fn a_port_in_use_is_not_handed_out() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        assert_ne!(free_port().unwrap(), taken.local_addr().unwrap().port());
    }
}
