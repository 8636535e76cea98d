//! What the terminal shows at the start: what works now, then what else is possible.

use std::{fmt::Write as _, io::IsTerminal as _, net::IpAddr, path::Path};

use holdall_shared::ByteSize;
use qrcode::{QrCode, render::unicode::Dense1x2};

use crate::{
    auth::Code,
    config::{Exposure, Settings},
};

/// What the banner tells.
pub(super) struct Banner<'a> {
    pub(super) settings: &'a Settings,
    /// The upload folder's whole path.
    pub(super) dir: &'a Path,
    /// Entries in the upload folder, hidden ones included.
    pub(super) entries: u64,
    /// Free bytes.
    pub(super) free: u64,
    /// The address for this computer, without a slash at its end.
    pub(super) url: &'a str,
    /// The port.
    pub(super) port: u16,
    /// The code of the link.
    pub(super) code: &'a Code,
}

/// Prints it to standard output.
#[expect(clippy::print_stdout, reason = "the terminal is the first page people see")]
pub(super) fn print(banner: &Banner<'_>) {
    let drawing = if std::io::stdout().is_terminal() { Drawing::QrCode } else { Drawing::None };
    print!("{}", text(banner, &network_addresses(banner.settings), drawing));
}

/// Whether the output can show a picture.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Drawing {
    QrCode,
    None,
}

fn text(banner: &Banner<'_>, addresses: &[IpAddr], drawing: Drawing) -> String {
    let count = match banner.entries {
        0 => "empty".to_owned(),
        1 => "1 item".to_owned(),
        n => format!("{n} items"),
    };
    let mut text = format!("\nHoldall {}\n", env!("CARGO_PKG_VERSION"));
    let _ = writeln!(text, "Files    {}   ({count}, {} free)", banner.dir.display(), ByteSize(banner.free));
    let link = sign_in_link(banner.url, banner.code);
    let _ = writeln!(text, "Open     {link}     (works once, for 15 minutes; a new one: holdall link)");
    match (banner.settings.lan, addresses.split_first()) {
        (Exposure::AsListening, _) if banner.settings.listen.ip().is_loopback() => {
            let _ = writeln!(text, "Network  this computer only. For phones and other computers: holdall --lan");
        }
        (Exposure::AsListening, _) => {
            let _ = writeln!(text, "Network  {}", banner.settings.listen);
        }
        (Exposure::Lan, None) => {
            let _ = writeln!(text, "Network  this computer has no network address just now");
        }
        (Exposure::Lan, Some((first, others))) => {
            let first = origin(*first, banner.port);
            let _ = writeln!(text, "Network  {first}");
            for other in others {
                let _ = writeln!(text, "         {}", origin(*other, banner.port));
            }
            if drawing == Drawing::QrCode
                && let Ok(code) = QrCode::new(sign_in_link(&first, banner.code))
            {
                let _ = writeln!(text, "\n{}", code.render::<Dense1x2>().build());
            }
            let _ = writeln!(
                text,
                "         Not encrypted: people on this network could read along. HTTPS: see docs/https.md"
            );
        }
    }
    text.push('\n');
    text
}

/// The link that signs a person in once.
pub(super) fn sign_in_link(url: &str, code: &Code) -> String {
    format!("{url}/#code={code}")
}

fn origin(address: IpAddr, port: u16) -> String {
    match address {
        IpAddr::V4(v4) => format!("http://{v4}:{port}"),
        IpAddr::V6(v6) => format!("http://[{v6}]:{port}"),
    }
}

/// Addresses that other computers can use: not loopback, not link-local.
fn network_addresses(settings: &Settings) -> Vec<IpAddr> {
    if settings.lan == Exposure::AsListening {
        return Vec::new();
    }
    let interfaces = if_addrs::get_if_addrs().unwrap_or_default();
    let mut addresses: Vec<IpAddr> = interfaces
        .iter()
        .filter(|interface| !interface.is_loopback() && !interface.is_link_local())
        .map(if_addrs::Interface::ip)
        .filter(|address| address.is_ipv4() == settings.listen.is_ipv4())
        .collect();
    addresses.sort_unstable();
    addresses
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Options;

    fn banner_text(options: Options, addresses: &[IpAddr], drawing: Drawing) -> String {
        let settings = Settings::resolve(options).unwrap();
        let code = Code::parse("K7Q2-9XMT").unwrap();
        let banner = Banner {
            settings: &settings,
            dir: Path::new("/home/ann/uploads"),
            entries: 0,
            free: 412_000_000_000,
            url: "http://localhost:8000",
            port: 8000,
            code: &code,
        };
        text(&banner, addresses, drawing)
    }

    #[test]
    fn it_says_where_the_files_are_and_how_to_get_in() {
        let text = banner_text(Options::default(), &[], Drawing::QrCode);
        assert!(text.contains("Files    /home/ann/uploads   (empty, 412 GB free)\n"), "{text}");
        assert!(text.contains("Open     http://localhost:8000/#code=K7Q2-9XMT     (works once"), "{text}");
        assert!(text.contains("Network  this computer only."), "{text}");
    }

    #[test]
    fn on_a_network_it_lists_every_address_and_draws_the_first() {
        let addresses = ["192.0.2.7".parse().unwrap(), "198.51.100.7".parse().unwrap()];
        let options = Options { lan: true, ..Options::default() };
        let text = banner_text(options.clone(), &addresses, Drawing::QrCode);
        assert!(text.contains("Network  http://192.0.2.7:8000\n         http://198.51.100.7:8000\n"), "{text}");
        assert!(text.contains('█') && text.contains("Not encrypted"), "{text}");
        assert!(!banner_text(options, &addresses, Drawing::None).contains('█'));
    }
}
