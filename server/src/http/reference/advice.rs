//! What a person is told about each kind of problem: when it occurs, and what to do.

use holdall_shared::ProblemKind as P;

/// One kind, explained. Text with `code`.
pub(super) struct Advice {
    /// When it occurs.
    pub(super) when: &'static str,
    /// What to do about it.
    pub(super) remedy: &'static str,
}

const fn advice(when: &'static str, remedy: &'static str) -> Advice {
    Advice { when, remedy }
}

/// Of a kind.
pub(super) const fn of(kind: P) -> Advice {
    match kind {
        P::Unauthenticated | P::WrongCredential | P::Forbidden | P::ReadOnly | P::CrossOrigin | P::Throttled => {
            of_access(kind)
        }
        P::IncompleteBody
        | P::DigestMismatch
        | P::StalledBody
        | P::TooLarge
        | P::UnsupportedMedia
        | P::InvalidRequest
        | P::UriTooLong
        | P::MethodNotAllowed
        | P::PreconditionFailed
        | P::RangeNotSatisfiable => of_request(kind),
        P::OffsetMismatch
        | P::UploadGone
        | P::TusVersion
        | P::NameTakenAtFinalise
        | P::UploadBusy
        | P::ChecksumMismatch => of_upload(kind),
        P::Internal | P::NoPage | P::Degraded | P::NoSpace => of_server(kind),
        _ => of_place(kind),
    }
}

const fn of_access(kind: P) -> Advice {
    match kind {
        P::WrongCredential => advice(
            "The token or code of a sign-in does not work. A code works once, for 15 minutes.",
            "Ask for a fresh link: on the server, `holdall link` prints one, and `holdall token new` makes a token.",
        ),
        P::Forbidden => advice(
            "You are known, but may not do that; or the user that Holdall runs as may not, on its own disk.",
            "Ask the owner of the server. If it is yours, look at the owner and the mode of the file in the upload folder.",
        ),
        P::ReadOnly => advice(
            "The server was started with `--read-only` and takes no changes from anybody.",
            "Start it without that setting to change things.",
        ),
        P::CrossOrigin => advice(
            "A browser sent a change that another site had asked for. Only the page itself may use its session.",
            "If that site is this very server behind a proxy, start it with `--url` and its public address. Scripts send a \
             token instead of a cookie and are never refused for this.",
        ),
        P::Throttled => advice(
            "There were too many tries to sign in from your address.",
            "Wait as long as `Retry-After` and `retry_after_s` say, then try again.",
        ),
        _ => advice(
            "This takes a right that only people and scripts have who are signed in, or the token was revoked.",
            "Send `Authorization: Bearer TOKEN`, or sign in on the page. `holdall token new` makes a token.",
        ),
    }
}

const fn of_request(kind: P) -> Advice {
    match kind {
        P::IncompleteBody => advice(
            "The connection ended before all announced bytes had arrived.",
            "Nothing was kept. Send the file again.",
        ),
        P::DigestMismatch => advice(
            "The bytes that arrived have another digest than `Repr-Digest` or `Content-Digest` said.",
            "Nothing was kept. Send the file again; if it happens again, compute the digest again too.",
        ),
        P::StalledBody => advice(
            "No bytes of the upload arrived for longer than the server waits.",
            "Nothing was kept. Send the file again; on a line that often stands still, raise `--idle-timeout`.",
        ),
        P::TooLarge => advice(
            "The file, the body or the selection is larger than what is taken; `limit` says how large it may be.",
            "Send less. The largest file is a setting of the server: `--max-size`.",
        ),
        P::UnsupportedMedia => advice(
            "The body has a media type or an encoding that is not taken here.",
            "Send JSON as `Content-Type: application/json`, and every body without a `Content-Encoding`.",
        ),
        P::UriTooLong => advice("The address has more than 8192 bytes.", "Send long selections in the body."),
        P::MethodNotAllowed => advice(
            "The resource exists, but has no such method.",
            "The answer's `Allow` names those that it has; the reference says what they do.",
        ),
        P::PreconditionFailed => advice(
            "`If-Match`, `If-None-Match` or `If-Unmodified-Since` was not met: somebody else was there first.",
            "Nothing was overwritten. Look at what is there now, and decide again with its `ETag`.",
        ),
        P::RangeNotSatisfiable => advice(
            "None of the bytes that were asked for are in the file; `Content-Range` says how long it is.",
            "A download that is complete already ends this way when it is resumed. Else ask for less.",
        ),
        _ => advice(
            "A parameter, a header field or the JSON body cannot be understood. `detail` says which, and why.",
            "Compare the request with the reference. Parameters that do not exist are refused, so that none is ignored.",
        ),
    }
}

const fn of_place(kind: P) -> Advice {
    match kind {
        P::InvalidPath => advice(
            "The address can't be read as a path: a broken escape, an encoded slash, `..`, or bytes that are not UTF-8.",
            "Percent-encode each segment once, as UTF-8, with plain slashes between them.",
        ),
        P::InvalidName => advice(
            "The name would not work on every system, or could mislead people; `reason` says why.",
            "Use the name in `suggestion`, or choose another one.",
        ),
        P::NameTaken => advice(
            "Something with that name is there already; `existing` describes it. Nothing was overwritten.",
            "Choose another name, keep both with `on-conflict=rename`, or replace it with PUT.",
        ),
        P::NameCollides => advice(
            "A name that differs only in case or in the way its accents are written is there already. On other systems \
             both are the same name.",
            "Use the spelling that exists, or choose another name.",
        ),
        P::ParentMissing => advice(
            "The folder to make it in does not exist.",
            "Make it first with `POST /api/folders/…`, or add `?parents`.",
        ),
        P::IsFolder => advice(
            "The address names a folder, and a file is needed there.",
            "Folders are listed, made and deleted under `/api/folders/`, and downloaded by `/api/archive`.",
        ),
        P::NotFolder => advice("The address names a file, and a folder is needed there.", "Look at the path again."),
        P::NotRegular => advice(
            "It is a symbolic link, a pipe or a device. Those are shown, never opened: they may lead anywhere.",
            "Put the file itself into the upload folder.",
        ),
        P::IntoItself => advice("A folder was to be moved or copied into itself.", "Choose a place outside of it."),
        P::OtherFileSystem => advice(
            "Another disk is mounted at that folder. What is published there could not be published in one step.",
            "Choose another folder, or serve that disk by a Holdall of its own.",
        ),
        _ => advice(
            "Nothing has that name. It may have been moved or deleted. PUT replaces, it does not create.",
            "Look at the listing of its folder. POST creates a file, and so does PUT with `If-None-Match: *`.",
        ),
    }
}

const fn of_upload(kind: P) -> Advice {
    match kind {
        P::OffsetMismatch => advice(
            "`Upload-Offset` is not where the upload stands: an earlier answer was lost, or two clients send to it.",
            "Nothing was changed. Ask by HEAD where it stands, and go on from there.",
        ),
        P::UploadGone => advice(
            "The upload has expired, was ended by its client, or was refused when all its bytes had arrived.",
            "Look at `GET` of the same address, which says why. Else begin a new upload.",
        ),
        P::TusVersion => advice(
            "`Tus-Resumable` is missing or names a version that is not spoken here; `Tus-Version` has those that are.",
            "Send `Tus-Resumable: 1.0.0`.",
        ),
        P::NameTakenAtFinalise => advice(
            "The name was free when the upload began and is taken now. Nothing was overwritten, and the bytes are kept.",
            "Publish them without sending them again: `POST` to the upload's address, with another `path` or with \
             `on_conflict`.",
        ),
        P::UploadBusy => advice(
            "Another request is sending to this upload and did not end when it was asked to.",
            "Wait a second and try again.",
        ),
        _ => advice(
            "The bytes of the request are not those whose `Upload-Checksum` was sent. They were thrown away.",
            "The upload stands where it stood before. Send the same bytes again.",
        ),
    }
}

const fn of_server(kind: P) -> Advice {
    match kind {
        P::NoPage => advice(
            "The binary was built without its page, or the folder of `--static-dir` has none.",
            "Build it with `make build`. The API works all the same.",
        ),
        P::Degraded => advice(
            "The disk reported an error while something was written, so nothing is written until it works again.",
            "What was acknowledged is safe. Look at the disk and at the server's log; `/readyz` says when it goes on.",
        ),
        P::NoSpace => advice(
            "The disk is full up to the reserve that is kept free (`--min-free`), or the quota (`--quota`) is used up.",
            "Nothing was kept. Free some space, empty the trash, or raise the setting; then send it again.",
        ),
        _ => advice(
            "Something failed on the server that should not.",
            "Its log says more under the code in `instance`. Nothing that was acknowledged is lost.",
        ),
    }
}
