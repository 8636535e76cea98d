//! The reference for people: one page, made from the same values as the document, without any script.

use std::{fmt::Write as _, sync::LazyLock};

use holdall_shared::ProblemKind;

use super::{
    doc::{Answer, Body, Content, Parameter, Tag, Value},
    html::{code, escape, head},
    openapi::{path, problems, right},
};
use crate::http::{
    problem::status,
    routes::{ROUTES, Route},
};

/// The page.
pub(super) fn html() -> &'static str {
    static HTML: LazyLock<String> = LazyLock::new(render);
    &HTML
}

fn render() -> String {
    let mut html = head("Holdall: the API");
    html.push_str("<nav aria-label=\"Operations\"><p><a href=\"/\">Holdall</a></p><ul>");
    for tag in Tag::ALL {
        let _ = write!(html, "<li>{}<ul>", escape(tag.name()));
        for route in of(tag) {
            let _ = write!(html, "<li><a href=\"#{}\">{}</a></li>", route.doc.id, escape(route.doc.summary));
        }
        html.push_str("</ul></li>");
    }
    html.push_str("</ul></nav><main id=\"main\">");
    html.push_str(INTRODUCTION);
    for tag in Tag::ALL {
        let _ = write!(html, "<section><h2>{}</h2><p>{}</p>", escape(tag.name()), code(tag.detail()));
        of(tag).for_each(|route| operation(&mut html, route));
        html.push_str("</section>");
    }
    html.push_str("</main></body></html>\n");
    html
}

fn of(tag: Tag) -> impl Iterator<Item = &'static Route> {
    ROUTES.iter().filter(move |route| route.doc.tag == tag)
}

fn operation(html: &mut String, route: &Route) {
    let (doc, path, method) = (route.doc, path(route), route.method.as_str());
    let _ = write!(html, "<article id=\"{}\"><h3>{}</h3>", doc.id, escape(doc.summary));
    let _ = write!(
        html,
        "<p class=\"address\"><b class=\"{}\">{method}</b> <code>{}</code></p>",
        method.to_lowercase(),
        escape(&path)
    );
    let right = match right(route) {
        "none" => "Open to everybody.".to_owned(),
        right => format!("Takes the right to {right}."),
    };
    let _ = write!(html, "<p>{} <span class=\"right\">{right}</span></p>", code(doc.detail));
    parameters(html, "Parameters", doc.query);
    parameters(html, "Header fields", doc.headers);
    if let Some(body) = body(&doc.body) {
        let _ = write!(html, "<h4>Body</h4><p>{}</p>", code(&body));
    }
    html.push_str("<h4>Answers</h4><dl>");
    doc.answers.iter().for_each(|one| answer(html, one));
    for kind in sorted(problems(route)) {
        let (status, slug) = (status(kind).as_u16(), kind.slug());
        let _ = write!(
            html,
            "<dt>{status}</dt><dd><a href=\"/problems/{slug}\"><code>{slug}</code></a> {}</dd>",
            escape(kind.title())
        );
    }
    html.push_str("</dl>");
    let _ = write!(html, "<pre><code>{}</code></pre></article>", escape(&example(route)));
}

fn sorted(mut kinds: Vec<ProblemKind>) -> Vec<ProblemKind> {
    kinds.sort_by_key(|kind| (status(*kind).as_u16(), kind.slug()));
    kinds
}

fn parameters(html: &mut String, title: &str, parameters: &[Parameter]) {
    if parameters.is_empty() {
        return;
    }
    let _ = write!(html, "<h4>{title}</h4><dl>");
    for parameter in parameters {
        let value = match parameter.value {
            Value::Text => "text".to_owned(),
            Value::Texts => "text, repeatable".to_owned(),
            Value::Number => "number".to_owned(),
            Value::Moment => "date and time (RFC 3339)".to_owned(),
            Value::Flag => "alone, or true or false".to_owned(),
            Value::OneOf(values) => values.join(" | "),
        };
        let (name, detail) = (escape(parameter.name), code(parameter.detail));
        let _ = write!(html, "<dt><code>{name}</code></dt><dd>{detail} <i>{}</i></dd>", escape(&value));
    }
    html.push_str("</dl>");
}

fn body(body: &Body) -> Option<String> {
    match body {
        Body::Nothing => None,
        Body::Bytes => Some("The content, as it is.".to_owned()),
        Body::Json(name) => Some(format!("`{name}`, as `application/json`.")),
        Body::Form => Some("`path=` repeated, as `application/x-www-form-urlencoded`.".to_owned()),
    }
}

fn answer(html: &mut String, answer: &Answer) {
    let content = match answer.content {
        Content::Nothing | Content::Bytes => String::new(),
        Content::Json(name) => format!(" <i>{name}</i>"),
        Content::Other(media_type) => format!(" <i>{media_type}</i>"),
    };
    let _ = write!(html, "<dt>{}</dt><dd>{}{content}", answer.status, code(answer.detail));
    for header in answer.headers {
        let _ = write!(html, " <code>{header}</code>");
    }
    html.push_str("</dd>");
}

/// A command to begin with.
fn example(route: &Route) -> String {
    let path = path(route).replace("{path}", "Photos/a.jpg").replace("{id}", "ID");
    let mut command = "curl".to_owned();
    match route.method.as_str() {
        "GET" => {}
        method => {
            let _ = write!(command, " -X {method}");
        }
    }
    if right(route) != "none" {
        command.push_str(" -H \"Authorization: Bearer $TOKEN\"");
    }
    match route.doc.body {
        Body::Nothing => {}
        Body::Bytes => command.push_str(" --data-binary @a.jpg"),
        Body::Json(name) => {
            let _ = write!(command, " -H 'Content-Type: application/json' -d '{}'", sample(name));
        }
        Body::Form => command.push_str(" -d path=Photos -d path=a.txt -o files.zip"),
    }
    let query = if route.doc.id == "archive" { "?path=Photos" } else { "" };
    let _ = write!(command, " 'http://localhost:8000{path}{query}'");
    command
}

fn sample(name: &str) -> &'static str {
    match name {
        "Transfer" => r#"{"from":"a.txt","to":"Photos/a.txt"}"#,
        "Batch" => r#"{"operations":[{"op":"delete","path":"a.txt"}]}"#,
        "SignIn" => r#"{"credential":"TOKEN"}"#,
        _ => r#"{"id":"ID"}"#,
    }
}

const INTRODUCTION: &str = "<h1>The API</h1><p>Everything that the page does, scripts can do. Paths have slashes between \
    their segments; each segment is percent-encoded. Scripts send a token in every request: <code>Authorization: Bearer \
    TOKEN</code>; <code>holdall token new</code> makes one. What is answered with success survives a power cut. Every \
    error is a problem (RFC 9457) whose <code>type</code> is a page of this server.</p>\
    <p>The same for tools: <a href=\"/api/openapi.json\">openapi.json</a> (OpenAPI 3.1). What can go wrong: \
    <a href=\"/problems\">the problems</a>.</p>";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_is_on_the_page_and_in_its_contents() {
        for route in ROUTES {
            let id = route.doc.id;
            assert!(html().contains(&format!("<article id=\"{id}\">")), "{id}");
            assert!(html().contains(&format!("href=\"#{id}\"")), "{id}");
        }
    }

    #[test]
    fn the_page_runs_nothing_and_styles_nothing_inline() {
        for forbidden in ["<script", "style=", "onclick"] {
            assert!(!html().contains(forbidden), "{forbidden}");
        }
    }
}
