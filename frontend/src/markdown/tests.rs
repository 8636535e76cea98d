use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;

const BASE: &str = "/files/Docs/README.md";

/// The document as somebody would write it in HTML, for reading the tests: everything is escaped.
fn html(source: &str) -> String {
    let escaped = |text: &str| {
        text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\n', " ")
    };
    let (mut html, mut open) = (String::new(), Vec::new());
    for step in steps(source, &Base::of(BASE)) {
        match step {
            Step::Open(element) => {
                let (name, attribute) = match &element {
                    Element::Paragraph => ("p".to_owned(), String::new()),
                    Element::Heading(level) => (format!("h{level}"), String::new()),
                    Element::Numbered(first) => ("ol".to_owned(), format!(" {first}")),
                    Element::Link(address) => ("a".to_owned(), format!(" {}", escaped(address.as_str()))),
                    other => (format!("{other:?}").to_lowercase(), String::new()),
                };
                let _infallible = write!(html, "<{name}{attribute}>");
                open.push(name);
            }
            Step::Close => html += &format!("</{}>", open.pop().expect("something is open")),
            Step::Text(text) => html += &escaped(&text),
            Step::Picture { address, words } => {
                html += &format!("<img {} {}>", escaped(address.as_str()), escaped(&words));
            }
            Step::Break => html += "<br>",
            Step::Rule => html += "<hr>",
        }
    }
    assert!(open.is_empty(), "{source}");
    html
}

#[test]
fn a_text_becomes_a_document() {
    for (source, expected) in [
        (
            "# Title\n\nOne *two* **three** ~~four~~ `<five>`",
            "<h1>Title</h1><p>One <emphasis>two</emphasis> <strong>three</strong> <deleted>four</deleted> <code>&lt;five&gt;</code></p>",
        ),
        ("a\nb  \nc\n\n---", "<p>a b<br>c</p><hr>"),
        ("> q\n\n```rust\nfn x() {}\n```", "<quote><p>q</p></quote><codeblock>fn x() {} </codeblock>"),
        ("- a\n- [x] b\n\n3. c", "<list><item>a</item><item>☑ b</item></list><ol 3><item>c</item></ol>"),
        (
            "[a](b.md) <https://x.example/> <a@b.c>",
            "<p><a /files/Docs/b.md>a</a> <a https://x.example/>https://x.example/</a> <a mailto:a@b.c>a@b.c</a></p>",
        ),
        ("![a *b* `c`](p.png)", "<p><img /files/Docs/p.png a b c></p>"),
        ("![far](https://x.example/p.png)", "<p>far</p>"),
        ("[![a ![b](c.png)](d.png)](e.md)", "<p><a /files/Docs/e.md><img /files/Docs/d.png a b></a></p>"),
        (
            "|a|b|\n|-|-|\n|c|d|\n\nx",
            "<table><tablehead><tablerow><headcell>a</headcell><headcell>b</headcell></tablerow></tablehead>\
             <tablebody><tablerow><cell>c</cell><cell>d</cell></tablerow></tablebody></table><p>x</p>",
        ),
    ] {
        assert_eq!(html(source), expected, "{source}");
    }
}

/// What is tried against Markdown renderers: nothing of it becomes an element or an address.
const ATTACKS: &[&str] = &[
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "text <img src=x onerror=alert(1)> text",
    "<svg/onload=alert(1)>",
    "<svg><script>alert&#40;1)</script>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<body onload=alert(1)>",
    "<style>@import '//evil.example';</style>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<form action=/api/session><input type=submit formmethod=delete>",
    "<details open ontoggle=alert(1)>",
    "<math><mi//xlink:href=\"data:x,<script>alert(1)</script>\">",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<!--><script>alert(1)</script>-->",
    "<?php echo 1 ?><![CDATA[<script>alert(1)</script>]]>",
    "[x](javascript:alert(1))",
    "[x](JAVASCRIPT:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](javascript&#58;alert(1))",
    "[x](&#x6A;avascript:alert(1))",
    "[x](java&Tab;script:alert(1))",
    "[x](java&NewLine;script:alert(1))",
    "[x](&#1;javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](blob:https://x/1)",
    "[x](//evil.example/x)",
    "[x][y]\n\n[y]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "<data:text/html,x>",
    "![x](javascript:alert(1))",
    "![x](https://evil.example/track.png)",
    "![x](//evil.example/track.png)",
    "![\" onerror=alert(1) x=\"](data:image/svg+xml,x)",
    "`<script>alert(1)</script>`",
    "```html\n<script>alert(1)</script>\n```",
    "~~~\"><img src=x onerror=alert(1)>\nx\n~~~",
    "|<script>|\n|-|\n|<img src=x onerror=alert(1)>|",
    "# <script>alert(1)</script>",
    "- [x] <img src=x onerror=alert(1)>",
];

#[test]
fn nothing_of_an_attack_becomes_an_element_or_an_address() {
    for attack in ATTACKS {
        let html = html(attack);
        for harm in ["<script", "<svg", "<iframe", "<style", "<base", "<meta", "<form", "<a ", "<img", "<details"] {
            assert!(!html.contains(harm), "{attack}\n{html}");
        }
    }
}

#[test]
fn a_title_of_a_link_is_no_way_out_of_its_attribute() {
    let html = html("[x](https://x.example \"\\\" onmouseover=alert(1)\") [y](</a\" onclick=x>)");
    assert_eq!(html, "<p><a https://x.example>x</a> <a /files/a%22%20onclick%3Dx>y</a></p>".replace("%3D", "="));
}

#[test]
fn nothing_is_nested_without_end() {
    for source in [">".repeat(100_000), "* ".repeat(50_000), "[".repeat(50_000), "*a **b ".repeat(20_000)] {
        let (mut depth, mut deepest) = (0_usize, 0);
        for step in steps(&source, &Base::of(BASE)) {
            match step {
                Step::Open(_) => depth += 1,
                Step::Close => depth -= 1,
                _ => {}
            }
            deepest = deepest.max(depth);
        }
        assert!(depth == 0 && deepest <= MOST_DEPTH, "{deepest}");
    }
}

proptest! {
    #[test]
    fn whatever_is_written_steps_are_balanced_and_addresses_safe(
        parts in prop::collection::vec(
            prop::sample::select(vec![
                "[", "]", "(", ")", "![", "](", "javascript:", "http://a", "<", ">", "\n", "\n\n", "- ", "> ", "|", "|-|",
                "*", "**", "`", "```\n", "~~", "a", " ", "\\", "&#106;", "&Tab;", "\t", "..", "/", "%2e", "//", "#", "1. ",
                "[x]: ", "<b>", "<!--", "\u{0}", "é", "mailto:", "data:", ":",
            ]),
            0..60,
        )
    ) {
        let mut depth = 0_i32;
        for step in steps(&parts.concat(), &Base::of(BASE)) {
            let address = match step {
                Step::Open(element) => {
                    depth += 1;
                    if let Element::Link(address) = element { Some(address) } else { None }
                }
                Step::Close => { depth -= 1; None }
                Step::Picture { address, .. } => {
                    prop_assert_eq!(address.target(), address::Target::File);
                    Some(address)
                }
                _ => None,
            };
            prop_assert!(depth >= 0);
            if let Some(address) = address {
                let text = address.as_str().to_ascii_lowercase();
                let is_file = text.starts_with("/files/") && !text.contains("/../") && !text.contains("//");
                prop_assert!(is_file || ["http:", "https:", "mailto:"].iter().any(|safe| text.starts_with(safe)), "{}", text);
            }
        }
        prop_assert_eq!(depth, 0);
    }
}
