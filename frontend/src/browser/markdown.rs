//! Builds the document of a Markdown text: element by element, from a closed set, without any HTML in between.

use leptos::prelude::document;
use wasm_bindgen::JsValue;
use web_sys::Element;

use crate::markdown::{Element as Kind, Step};

/// Builds it at the end of `place`.
pub(crate) fn build(steps: &[Step], place: &Element) {
    // Fails only for names that are no element's or attribute's: there are none among them.
    let _infallible = try_build(steps, place);
}

fn try_build(steps: &[Step], place: &Element) -> Result<(), JsValue> {
    let mut within = vec![place.clone()];
    for step in steps {
        let Some(parent) = within.last() else { return Ok(()) };
        match step {
            Step::Text(text) => drop(parent.append_child(&document().create_text_node(text))?),
            Step::Break => drop(parent.append_child(&*document().create_element("br")?)?),
            Step::Rule => drop(parent.append_child(&*document().create_element("hr")?)?),
            Step::Picture { address, words } => {
                let picture = document().create_element("img")?;
                picture.set_attribute("alt", words)?;
                picture.set_attribute("loading", "lazy")?;
                picture.set_attribute("src", address.as_str())?;
                parent.append_child(&picture)?;
            }
            Step::Open(kind) => {
                let element = element(kind)?;
                parent.append_child(&element)?;
                within.push(element);
            }
            Step::Close => drop(within.pop()),
        }
    }
    Ok(())
}

fn element(kind: &Kind) -> Result<Element, JsValue> {
    let element = document().create_element(match kind {
        Kind::Paragraph => "p",
        Kind::Heading(1) => "h1",
        Kind::Heading(2) => "h2",
        Kind::Heading(3) => "h3",
        Kind::Heading(4) => "h4",
        Kind::Heading(5) => "h5",
        Kind::Heading(_) => "h6",
        Kind::Quote => "blockquote",
        Kind::CodeBlock => "pre",
        Kind::List => "ul",
        Kind::Numbered(_) => "ol",
        Kind::Item => "li",
        Kind::Table => "table",
        Kind::TableHead => "thead",
        Kind::TableBody => "tbody",
        Kind::TableRow => "tr",
        Kind::HeadCell => "th",
        Kind::Cell => "td",
        Kind::Emphasis => "em",
        Kind::Strong => "strong",
        Kind::Deleted => "del",
        Kind::Code => "code",
        Kind::Link(_) => "a",
    })?;
    match kind {
        Kind::Numbered(first) => element.set_attribute("start", &first.to_string())?,
        Kind::HeadCell => element.set_attribute("scope", "col")?,
        Kind::Link(address) => {
            element.set_attribute("href", address.as_str())?;
            // The page stays; what is opened does not learn of it.
            element.set_attribute("target", "_blank")?;
            element.set_attribute("rel", "noopener noreferrer")?;
        }
        _ => {}
    }
    Ok(element)
}
