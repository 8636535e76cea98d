//! Markdown as steps that build a document: tables, struck-out text and task lists are among what is known.
//!
//! Safe by its types. The elements are a closed set, none of which runs, frames or submits anything; what is text stays
//! text, raw HTML too; the only values that are taken from the source are texts and [`Address`]es, and those lead
//! to the web, to a mail program, or to files beside this one. There is no HTML in between that could be read otherwise.
//!
//! 1. The parser (pulldown-cmark, linear in the length of the source) tells what begins and ends.
//! 2. Each becomes steps. Below [`MOST_DEPTH`] nested elements nothing is nested deeper: browsers lay documents out
//!    recursively, and a text of `>>>>…` would end them.

mod address;
mod step;

use pulldown_cmark::{Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

pub use self::{
    address::{Address, Base},
    step::{Element, Step},
};

/// How deep elements are nested at most.
pub const MOST_DEPTH: usize = 40;

/// The steps for a source that lies at `base`. Every [`Step::Open`] has its [`Step::Close`].
pub fn steps(source: &str, base: &Base) -> Vec<Step> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut builder =
        Builder { base, steps: Vec::new(), open: Vec::new(), depth: 0, picture: None, part: TablePart::Body };
    for event in Parser::new_ext(source, options) {
        builder.hear(event);
    }
    builder.end()
}

struct Builder<'a> {
    base: &'a Base,
    steps: Vec<Step>,
    /// For everything that has begun: how many elements it opened.
    open: Vec<usize>,
    depth: usize,
    /// The picture whose words are being read.
    picture: Option<Picture>,
    part: TablePart,
}

/// Where the cells of a table are that are being read: tables are not nested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TablePart {
    Head,
    Body,
}

struct Picture {
    address: Option<Address>,
    words: String,
    /// Pictures in its words.
    inner: usize,
}

impl Builder<'_> {
    fn hear(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.finish(tag),
            Event::Text(text)
            | Event::Html(text)
            | Event::InlineHtml(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text)
            | Event::FootnoteReference(text) => self.text(&text),
            Event::Code(text) => {
                let opened = self.open(Element::Code);
                self.text(&text);
                self.close(opened);
            }
            Event::SoftBreak => self.text("\n"),
            Event::HardBreak if self.picture.is_some() => self.text(" "),
            Event::HardBreak => self.steps.push(Step::Break),
            Event::Rule => self.steps.push(Step::Rule),
            Event::TaskListMarker(is_done) => self.text(if is_done { "☑ " } else { "☐ " }),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        if let Some(picture) = &mut self.picture {
            picture.inner += usize::from(matches!(tag, Tag::Image { .. }));
            return;
        }
        let mut opened = 0;
        match tag {
            Tag::Image { dest_url, .. } => {
                let address = Address::of_picture(&dest_url, self.base);
                self.picture = Some(Picture { address, words: String::new(), inner: 0 });
                return;
            }
            Tag::Link { link_type, dest_url, .. } => {
                let address = match link_type {
                    LinkType::Email => Address::of_mail(&dest_url),
                    _ => Address::of_link(&dest_url, self.base),
                };
                if let Some(address) = address {
                    opened += self.open(Element::Link(address));
                }
            }
            Tag::TableHead => {
                self.part = TablePart::Head;
                opened += self.open(Element::TableHead);
                opened += self.open(Element::TableRow);
            }
            tag => {
                if let Some(element) = element(&tag, self.part) {
                    opened += self.open(element);
                }
            }
        }
        self.open.push(opened);
    }

    fn finish(&mut self, tag: TagEnd) {
        if let Some(picture) = &mut self.picture {
            match (tag, picture.inner) {
                (TagEnd::Image, 0) => self.picture_ends(),
                (TagEnd::Image, _) => picture.inner -= 1,
                _ => {}
            }
            return;
        }
        let opened = self.open.pop().unwrap_or(0);
        self.close(opened);
        // The rows behind the head are its siblings; they are closed with the table.
        if tag == TagEnd::TableHead {
            self.part = TablePart::Body;
            let body = self.open(Element::TableBody);
            if let Some(table) = self.open.last_mut() {
                *table += body;
            }
        }
    }

    fn picture_ends(&mut self) {
        let Some(Picture { address, words, .. }) = self.picture.take() else { return };
        self.steps.push(match address {
            Some(address) => Step::Picture { address, words },
            None => Step::Text(words),
        });
    }

    fn text(&mut self, text: &str) {
        if let Some(picture) = &mut self.picture {
            picture.words.push_str(text);
        } else if let Some(Step::Text(last)) = self.steps.last_mut() {
            last.push_str(text);
        } else {
            self.steps.push(Step::Text(text.to_owned()));
        }
    }

    /// Answers how many elements were opened: none where they would be too deep, or in the words of a picture.
    fn open(&mut self, element: Element) -> usize {
        if self.depth >= MOST_DEPTH || self.picture.is_some() {
            return 0;
        }
        self.depth += 1;
        self.steps.push(Step::Open(element));
        1
    }

    fn close(&mut self, opened: usize) {
        self.depth -= opened;
        self.steps.extend(std::iter::repeat_n(Step::Close, opened));
    }

    fn end(mut self) -> Vec<Step> {
        self.close(self.depth);
        self.steps
    }
}

fn element(tag: &Tag<'_>, part: TablePart) -> Option<Element> {
    Some(match tag {
        Tag::Paragraph | Tag::HtmlBlock => Element::Paragraph,
        Tag::Heading { level, .. } => Element::Heading(number_of(*level)),
        Tag::BlockQuote(_) => Element::Quote,
        Tag::CodeBlock(_) => Element::CodeBlock,
        Tag::List(None) => Element::List,
        Tag::List(Some(first)) => Element::Numbered(*first),
        Tag::Item => Element::Item,
        Tag::Table(_) => Element::Table,
        Tag::TableRow => Element::TableRow,
        Tag::TableCell if part == TablePart::Head => Element::HeadCell,
        Tag::TableCell => Element::Cell,
        Tag::Emphasis => Element::Emphasis,
        Tag::Strong => Element::Strong,
        Tag::Strikethrough => Element::Deleted,
        _ => return None,
    })
}

fn number_of(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
mod tests;
