//! Where a request comes from. Everybody can write `X-Forwarded-For`; what our own proxies added stands at its end.

use std::net::{IpAddr, SocketAddr};

use axum::{
    extract::{ConnectInfo, Request},
    http::HeaderMap,
};

const FORWARDED_FOR: &str = "x-forwarded-for";

/// The visitor's address, as the outermost of so many proxies of ours saw it; that of the connection where there are none.
pub fn of(request: &Request, trusted_proxies: usize) -> Option<IpAddr> {
    match trusted_proxies {
        0 => {
            let connection = request.extensions().get::<ConnectInfo<SocketAddr>>()?;
            Some(connection.0.ip())
        }
        proxies => forwarded(request.headers(), proxies),
    }
}

fn forwarded(headers: &HeaderMap, proxies: usize) -> Option<IpAddr> {
    let values = headers.get_all(FORWARDED_FOR).iter();
    let all: Vec<&str> = values
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .collect();
    let seen = all.iter().rev().nth(proxies - 1)?.trim();
    let address = seen.parse().ok();
    // Some write the port, too.
    address.or_else(|| Some(seen.parse::<SocketAddr>().ok()?.ip()))
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    fn request(forwarded: &[&str]) -> Request {
        let mut request = Request::new(Body::empty());
        for value in forwarded {
            let value = value.parse().expect("a header");
            request.headers_mut().append(FORWARDED_FOR, value);
        }
        let connection = ConnectInfo(SocketAddr::from(([10, 0, 0, 1], 443)));
        request.extensions_mut().insert(connection);
        request
    }

    fn seen(forwarded: &[&str], proxies: usize) -> Option<String> {
        of(&request(forwarded), proxies).map(|address| address.to_string())
    }

    #[test]
    fn without_a_proxy_the_connection_counts_whatever_the_request_says() {
        assert_eq!(seen(&["203.0.113.7"], 0).as_deref(), Some("10.0.0.1"));
    }

    #[test]
    fn behind_proxies_only_what_they_added_counts() {
        let told = ["1.1.1.1, 203.0.113.7"];
        assert_eq!(seen(&told, 1).as_deref(), Some("203.0.113.7"));
        let through_two = ["1.1.1.1", "203.0.113.7, 10.0.0.9"];
        assert_eq!(seen(&through_two, 2).as_deref(), Some("203.0.113.7"));
        assert_eq!(
            seen(&["[2001:db8::7]:9"], 1).as_deref(),
            Some("2001:db8::7")
        );
        for nobody in [&[][..], &["unknown"], &["203.0.113.7, "]] {
            assert_eq!(seen(nobody, 1), None, "{nobody:?}");
        }
    }
}
