//! The pages that a problem's `type` names (RFC 9457 §3.1.1): one for each kind, and a list of them.

use std::{collections::HashMap, fmt::Write as _, sync::LazyLock};

use holdall_shared::ProblemKind;

use super::{
    advice,
    html::{code, escape, head},
    openapi::{path, problems},
};
use crate::http::{
    problem::status,
    routes::{ROUTES, Route},
};

/// The list.
pub(super) fn index() -> &'static str {
    static INDEX: LazyLock<String> = LazyLock::new(render_index);
    &INDEX
}

/// The page of the kind with this slug.
pub(super) fn page(slug: &str) -> Option<&'static str> {
    static PAGES: LazyLock<HashMap<&'static str, String>> =
        LazyLock::new(|| ProblemKind::ALL.iter().map(|kind| (kind.slug(), render(*kind))).collect());
    PAGES.get(slug).map(String::as_str)
}

fn render_index() -> String {
    let mut html = head("Holdall: what can go wrong");
    html.push_str(NAVIGATION);
    html.push_str(
        "<main id=\"main\"><h1>What can go wrong</h1><p>Every error is <code>application/problem+json</code> (RFC 9457). \
         Its <code>type</code> is one of these and never changes its meaning; <code>detail</code> says what to do about \
         this very request; <code>instance</code> is the request's code in the server's log.</p>\
         <table><thead><tr><th scope=\"col\">Status</th><th scope=\"col\">Type</th><th scope=\"col\">In words</th></tr>\
         </thead><tbody>",
    );
    let mut kinds = ProblemKind::ALL.to_vec();
    kinds.sort_by_key(|kind| status(*kind).as_u16());
    for kind in kinds {
        let (status, slug) = (status(kind).as_u16(), kind.slug());
        let _ = write!(
            html,
            "<tr><td>{status}</td><td><a href=\"/problems/{slug}\"><code>{slug}</code></a></td><td>{}</td></tr>",
            escape(kind.title())
        );
    }
    html.push_str("</tbody></table></main></body></html>\n");
    html
}

fn render(kind: ProblemKind) -> String {
    let (status, title, advice) = (status(kind), escape(kind.title()), advice::of(kind));
    let mut html = head(&format!("Holdall: {}", kind.title()));
    html.push_str(NAVIGATION);
    let _ = write!(
        html,
        "<main id=\"main\"><h1>{title}</h1><p class=\"address\"><code>{}</code> <span class=\"right\">{} {}</span></p>\
         <h2>When</h2><p class=\"text\">{}</p><h2>What to do</h2><p class=\"text\">{}</p>",
        kind.uri(),
        status.as_u16(),
        status.canonical_reason().unwrap_or_default(),
        code(advice.when),
        code(advice.remedy)
    );
    let mut routes = ROUTES.iter().filter(|route| problems(route).contains(&kind)).peekable();
    if routes.peek().is_some() {
        html.push_str("<h2>Where</h2><ul>");
        routes.for_each(|route| place(&mut html, route));
        html.push_str("</ul>");
    }
    html.push_str("</main></body></html>\n");
    html
}

fn place(html: &mut String, route: &Route) {
    let _ = write!(
        html,
        "<li><a href=\"/api/docs#{}\"><code>{} {}</code></a> {}</li>",
        route.doc.id,
        route.method,
        escape(&path(route)),
        escape(route.doc.summary)
    );
}

const NAVIGATION: &str = "<nav aria-label=\"Reference\"><p><a href=\"/\">Holdall</a></p><ul>\
    <li><a href=\"/problems\">What can go wrong</a></li><li><a href=\"/api/docs\">The API</a></li></ul></nav>";

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_kind_has_a_page_of_its_own_that_the_list_leads_to() {
        let mut texts = HashSet::new();
        for kind in ProblemKind::ALL {
            let html = page(kind.slug()).unwrap();
            assert!(html.contains(&escape(kind.title())) && html.contains(&kind.uri()), "{kind:?}");
            assert!(index().contains(&format!("href=\"{}\"", kind.uri())), "{kind:?}");
            let advice = advice::of(*kind);
            assert!(texts.insert(advice.when) && texts.insert(advice.remedy), "{kind:?}: said of another kind already");
        }
        assert_eq!(page("none"), None);
    }
}
