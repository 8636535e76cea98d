//! `/api/archive`: folders and selections as one ZIP file.

use actix_web::HttpResponse;
use holdall_shared::{Action, EntryPath, ProblemKind, url::UrlPathError};

use super::{body::read_small, call::Call, problem::Failure, representation::Representation};
use crate::auth::Permit;

/// Longest form in bytes.
const MOST_FORM: usize = 1 << 20;
/// Most paths of one selection.
const MOST_PATHS: usize = 10_000;

/// GET, HEAD: `?path=…&path=…`.
pub(super) async fn read(call: Call) -> Result<HttpResponse, Failure> {
    let query = call.request().query_string().to_owned();
    answer(&call, query.as_bytes()).await
}

/// POST: the same as a form, for selections that are too long for an address.
pub(super) async fn post(mut call: Call) -> Result<HttpResponse, Failure> {
    let media_type = call.header("content-type").unwrap_or_default().to_ascii_lowercase();
    if !media_type.starts_with("application/x-www-form-urlencoded") {
        return Err(Failure::new(
            ProblemKind::UnsupportedMedia,
            "Send the paths as `application/x-www-form-urlencoded`: path=a&path=b.",
        ));
    }
    let form = read_small(call.body()?, MOST_FORM).await?;
    answer(&call, &form).await
}

async fn answer(call: &Call, form: &[u8]) -> Result<HttpResponse, Failure> {
    let paths = parse(form)?;
    let permits = paths.iter().map(|path| call.permit(Action::Read, path));
    let permits: Vec<Permit> = permits.collect::<Result<_, _>>()?;
    let plan = call.state().files.plan_archive(&permits).await?;
    Representation::archive(plan, &name(&paths)).respond(call).await
}

/// The selection: at least one path, none within another.
fn parse(form: &[u8]) -> Result<Vec<EntryPath>, Failure> {
    let invalid = |detail: String| Failure::new(ProblemKind::InvalidRequest, detail);
    let pairs: Vec<(String, String)> =
        serde_urlencoded::from_bytes(form).map_err(|error| invalid(format!("It can't be understood: {error}.")))?;
    let mut paths = Vec::with_capacity(pairs.len());
    for (name, value) in pairs {
        if name != "path" {
            return Err(invalid(format!("There is no parameter “{name}”. Say ?path= for each file and folder.")));
        }
        paths.push(EntryPath::new(value).map_err(UrlPathError::from)?);
    }
    if paths.is_empty() {
        return Err(invalid("Say ?path= for each file and folder; ?path= alone is everything.".to_owned()));
    }
    if paths.len() > MOST_PATHS {
        return Err(invalid(format!("A selection may have at most {MOST_PATHS} paths.")));
    }
    let mut sorted: Vec<&EntryPath> = paths.iter().collect();
    // By segments, so that what lies within a folder follows it.
    sorted.sort_by(|a, b| a.segments().cmp(b.segments()));
    match sorted.windows(2).find_map(|pair| match pair {
        [outer, inner] if inner.is_within(outer) => Some((*outer, *inner)),
        _ => None,
    }) {
        Some((outer, inner)) => Err(invalid(format!("“{inner}” is selected twice: it lies in “{outer}”."))),
        None => Ok(paths),
    }
}

/// The one entry's name, or that of the folder that all lie in.
fn name(paths: &[EntryPath]) -> String {
    let of = |path: &EntryPath| path.name().map(String::from);
    let name = match paths {
        [one] => of(one),
        [first, rest @ ..] if rest.iter().all(|path| path.parent() == first.parent()) => {
            first.parent().and_then(|parent| of(&parent))
        }
        _ => None,
    };
    format!("{}.zip", name.unwrap_or_else(|| "files".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_selection_has_each_entry_once() {
        assert_eq!(parse(b"path=a&path=b%2Fc").unwrap().len(), 2);
        assert_eq!(parse(b"path=").unwrap(), [EntryPath::ROOT]);
        assert_eq!(parse(b"path=a&path=a-b&path=a%20b").unwrap().len(), 3);
        for form in [
            &b""[..],
            b"path=a&path=a",
            b"path=a&path=a-b&path=a%2Fb",
            b"path=a%2Fb&path=",
            b"path=a&q=b",
            b"path=..",
            b"path=a%2F",
            b"path=.holdall",
        ] {
            assert!(parse(form).is_err(), "{}", String::from_utf8_lossy(form));
        }
    }

    #[test]
    fn an_archive_is_called_what_its_content_is_called() {
        let name_of = |form: &str| name(&parse(form.as_bytes()).unwrap());
        assert_eq!(name_of("path=a/b"), "b.zip");
        assert_eq!(name_of("path=a/b&path=a/c"), "a.zip");
        assert_eq!(name_of("path=a/b&path=c"), "files.zip");
        assert_eq!(name_of("path=b&path=c"), "files.zip");
        assert_eq!(name_of("path="), "files.zip");
    }
}
