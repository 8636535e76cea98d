//! A form that carries several files (RFC 7578), as `POST /files/{folder}/` takes it: each part with the digest of its
//! bytes and the time of the file's last change.

/// What a part says of its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part<'a> {
    /// The name it is to have: one that [`can_carry`] agrees to.
    pub name: &'a str,
    /// When it was last changed, in seconds since 1970, with decimals.
    pub modified: Option<&'a str>,
    /// BLAKE3 of its bytes, in Base64.
    pub blake3: &'a str,
}

/// Whether a form can say that name without quoting, which servers read in different ways.
pub fn can_carry(name: &str) -> bool {
    !name.contains(['"', '\\', '%']) && !name.chars().any(char::is_control)
}

/// What stands before the bytes of a part.
pub fn head(boundary: &str, Part { name, modified, blake3 }: Part<'_>) -> String {
    let modified = modified.map(|seconds| format!("X-OC-Mtime: {seconds}\r\n")).unwrap_or_default();
    format!(
        "\r\n--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         Content-Type: application/octet-stream\r\nRepr-Digest: blake3=:{blake3}:\r\n{modified}\r\n"
    )
}

/// What stands behind the last one.
pub fn end(boundary: &str) -> String {
    format!("\r\n--{boundary}--\r\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_says_its_name_its_time_and_its_digest() {
        let part = Part { name: "né w.txt", modified: Some("1795444260.120"), blake3: "AA==" };
        let text = head("b", part);
        assert!(text.starts_with("\r\n--b\r\n") && text.ends_with("\r\n\r\n"));
        for field in ["filename=\"né w.txt\"\r\n", "X-OC-Mtime: 1795444260.120\r\n", "Repr-Digest: blake3=:AA==:\r\n"]
        {
            assert!(text.contains(field), "{field} {text}");
        }
        assert!(!head("b", Part { modified: None, ..part }).contains("Mtime"));
    }

    #[test]
    fn names_that_would_have_to_be_quoted_are_not_carried() {
        for name in ["a\"b", "a\\b", "100%", "a\nb", "a\rb"] {
            assert!(!can_carry(name), "{name:?}");
        }
        assert!(can_carry("Käse (2); a=b.txt"));
    }
}
