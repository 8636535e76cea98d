use super::*;

fn compile(text: &str) -> Vec<u8> {
    wat::parse_str(text).expect("the sample is right")
}

#[test]
fn what_has_not_run_may_come_later() {
    let wasm = compile(r#"(module (import "a" "b" (func $imported)) (func $one) (func $two) (func $three))"#);
    let list = Later::of(&wasm, &BTreeSet::from([1])).expect("it has names");
    assert!(list.contains("one") && list.contains("three"));
    assert!(!list.contains("two") && !list.contains("imported") && !list.contains("four"));
}

#[test]
fn functions_of_one_name_come_later_together_or_not_at_all() {
    let wasm = compile(
        r#"(module
            (func $a (@name "half run")) (func $b (@name "half run"))
            (func $c (@name "not run")) (func $d (@name "not run")))"#,
    );
    let list = Later::of(&wasm, &BTreeSet::from([1])).expect("it has names");
    assert!(!list.contains("half run"));
    assert!(list.contains("not run"));
}

#[test]
fn a_name_is_the_same_wherever_it_was_built() {
    let wasm = compile(r#"(module (func $"<Shell[0123456789abcdef]>::go::{closure#0}[1]"))"#);
    let list = Later::of(&wasm, &BTreeSet::new()).expect("it has names");
    assert!(list.contains("<Shell[fedcba98765432]>::go::{closure#0}[1]"));
    assert!(!list.contains("<Shell[0123456789abcdef]>::go::{closure#0}[2]"), "what is no hash of a crate counts");
    assert!(!list.contains("<Shell[0123456789abcdef]>::go::{closure#1}[1]"));
}

#[test]
fn a_list_is_read_as_it_was_written() {
    let wasm = compile("(module (func $one) (func $two) (func $three))");
    let list = Later::of(&wasm, &BTreeSet::new()).expect("it has names");
    let text = format!("# For people.\n\n{list}");
    assert_eq!(text.lines().count(), 5);
    assert_eq!(text.parse(), Ok(list));
    assert!("no hash".parse::<Later>().is_err());
}

#[test]
fn without_names_there_is_no_list() {
    let error = Later::of(&compile("(module (func))"), &BTreeSet::new()).expect_err("it has no names");
    assert!(error.to_string().contains("no names"), "{error}");
}
