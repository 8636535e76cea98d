//! HTML of the reference: its head, escaping, marked code.

use std::fmt::Write as _;

/// The beginning of a page, up to its contents list.
pub(super) fn head(title: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{}</title>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\"><meta name=\"robots\" content=\"noindex\">\
         <link rel=\"icon\" href=\"/favicon.svg\"><link rel=\"stylesheet\" href=\"/api/docs.css\"></head><body>\
         <a class=\"skip\" href=\"#main\">Skip to the content</a>",
        escape(title)
    )
}

/// Text with its `code` marked.
pub(super) fn code(text: &str) -> String {
    let parts = text.split('`').enumerate();
    parts.fold(String::new(), |mut html, (n, part)| {
        let (before, after) = if n % 2 == 1 { ("<code>", "</code>") } else { ("", "") };
        let _ = write!(html, "{before}{}{after}", escape(part));
        html
    })
}

/// Text as text.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_and_code_is_marked() {
        assert_eq!(code("a `<b>` & \"c\""), "a <code>&lt;b&gt;</code> &amp; &quot;c&quot;");
        assert!(head("<i>").contains("<title>&lt;i&gt;</title>"));
    }
}
