use wasmi::Val;
use wasmparser::{Parser, Payload};

use self::running::{Running, page};
use super::*;

mod running;

fn cut_page() -> Halves {
    let (wasm, list) = page();
    cut(&wasm, &list).expect("it can be cut")
}

fn imports(wasm: &[u8]) -> Vec<String> {
    let mut names = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        if let Payload::ImportSection(section) = payload.expect("it can be read") {
            names.extend(section.into_imports().map(|import| import.expect("it can be read").name.to_owned()));
        }
    }
    names
}

#[test]
fn a_cut_page_does_what_it_did() {
    let answers = Running::whole().answers();
    let halves = cut_page();
    let mut running = Running::cut(&halves);
    assert_eq!(running.answers(), answers);
    assert_eq!(
        answers,
        ["[]", "[]", "[I32(81)]", "[I32(18)]", "[I32(15)]", "[I64(77)]", "[I32(5)]", "[I32(99)]", "[-42, 18]"]
    );
}

#[test]
fn the_other_half_is_brought_by_the_first_call_that_needs_it_and_once() {
    let halves = cut_page();
    let mut running = Running::cut(&halves);
    running.call("early", &[Val::I32(1)], 1);
    running.call("exported", &[], 1);
    running.call("named", &[Val::I32(1)], 1);
    assert_eq!(running.store.data().brought, 0);
    assert_eq!(running.call("square", &[Val::I32(3)], 1), "[I32(9)]");
    assert_eq!(running.store.data().brought, 1);
    running.answers();
    assert_eq!(running.store.data().brought, 1);
}

#[test]
fn what_only_one_half_names_is_imported_by_it_alone() {
    let halves = cut_page();
    let first = imports(&halves.first);
    assert_eq!(first, ["told"], "the table holds it");
    let later = imports(&halves.later);
    assert!(later.contains(&"told".to_owned()) && later.contains(&"warned".to_owned()), "{later:?}");
    assert!(later.contains(&"memory".to_owned()), "{later:?}");
}

#[test]
fn ordered_halves_fit_too() {
    let mut halves = cut_page();
    let order = |wasm: &[u8]| crate::order::order(wasm).expect("it can be ordered");
    halves.first = order(&halves.first);
    halves.later = order(&halves.later);
    assert_eq!(Running::cut(&halves).answers(), Running::whole().answers());
}

#[test]
fn stand_ins_are_told_by_place_and_signature() {
    let stand_ins = cut_page().stand_ins;
    // At 2 what the table held, behind it what is called across the cut: $late_store and $late_two.
    assert_eq!(stand_ins.to_string(), r#"{"signatures":[":ii", "i:i", "il:"],"places":"..b.ca"}"#);
}

#[test]
fn a_list_that_names_nothing_leaves_everything_where_it_is() {
    let (wasm, _) = page();
    let halves = cut(&wasm, &Later::default()).expect("it can be cut");
    let mut running = Running::cut(&halves);
    running.answers();
    assert_eq!(running.store.data().brought, 0);
}

#[test]
fn what_is_not_like_a_page_is_refused() {
    for (text, reason) in [
        ("(module)", "no imports"),
        (
            r#"(module (import "a" "b" (func)) (table 1 funcref) (elem (i32.const 0) func 0) (func (export "c")))"#,
            "no names",
        ),
        (
            r#"(module (import "a" "b" (func)) (table 1 funcref) (elem (i32.const 0) func 0) (func $c (export "c"))
                (start $c))"#,
            "runs before",
        ),
        (
            r#"(module (import "a" "b" (func)) (table 1 funcref) (elem (i32.const 0) func 0) (elem func 0)
                (func $c (export "c")))"#,
            "to be filled later",
        ),
        (r#"(module (import "a" "memory" (memory 1)))"#, "an import that is no function"),
        (
            r#"(module (import "a" "b" (func)) (table 1 funcref) (table $b 1 funcref)
                (elem (table $b) (i32.const 0) func 0) (func (export "c")))"#,
            "functions in other tables",
        ),
    ] {
        let error = cut(&wat::parse_str(text).expect("the sample is right"), &Later::default());
        let error = error.expect_err("it is no page").to_string();
        assert!(error.contains(reason), "{error}");
    }
}
