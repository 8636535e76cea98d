use wasmi::{Engine, Linker, Module as Compiled, Store};

use super::*;

const PAGE: &str = r#"(module
    (import "./holdall-page_bg.js" "__wbg_now_0123456789abcdef" (func $now (result i32)))
    (import "./__wasm_split.js" "later" (func $later))
    (import "./holdall-page_bg.js" "__wbg_add_fedcba9876543210" (func $add (param i32) (result i32)))
    (func (export "run") (result i32) (call $later) (call $add (call $now))))"#;

const SCRIPT: &str = r#"function __wbg_get_imports() {
    const import0 = {
        __wbg_add_fedcba9876543210: function(arg0) {
            return arg0 + 1;
        },
        __wbg_now_0123456789abcdef: function() {
            return 41;
        },
    };
    return {
        "./holdall-page_bg.js": import0,
        "./__wasm_split.js": import1,
    };
}
"#;

fn page() -> Vec<u8> {
    wat::parse_str(PAGE).expect("the sample is right")
}

#[test]
fn wasm_and_script_have_the_same_short_names() {
    let (wasm, script) = shorten(&page(), SCRIPT).expect("they fit");
    assert!(script.contains("\nb: function(arg0) {"), "{script}");
    assert!(script.contains("\na: function() {"), "{script}");
    assert!(script.contains("        p: import0,\n        \"./__wasm_split.js\": import1,"), "{script}");
    let engine = Engine::default();
    let module = Compiled::new(&engine, &wasm).expect("the module is valid");
    let mut store = Store::new(&engine, ());
    let mut linker: Linker<()> = Linker::new(&engine);
    linker.func_wrap("p", "a", || 41).expect("once");
    linker.func_wrap("p", "b", |number: i32| number + 1).expect("once");
    linker.func_wrap("./__wasm_split.js", "later", || ()).expect("once");
    let instance = linker.instantiate_and_start(&mut store, &module).expect("it starts");
    let run = instance.get_typed_func::<(), i32>(&store, "run").expect("it is exported");
    assert_eq!(run.call(&mut store, ()).expect("it runs"), 42);
}

#[test]
fn a_script_that_does_not_fit_is_refused() {
    let twice = SCRIPT.replace("__wbg_now_0123456789abcdef", "__wbg_add_fedcba9876543210");
    for script in [&twice, &SCRIPT.replace("__wbg_now", "__wbg_then"), &SCRIPT.replace("holdall-page", "page"), ""] {
        let error = shorten(&page(), script).expect_err("it does not fit").to_string();
        assert!(error.contains("does not have"), "{error}");
    }
}

#[test]
fn short_names_differ() {
    let names: Vec<String> = (0..800).map(short).collect();
    let unique: BTreeSet<&String> = names.iter().collect();
    assert_eq!(unique.len(), names.len());
    assert_eq!(
        (names[0].as_str(), names[25].as_str(), names[26].as_str(), names[702].as_str()),
        ("a", "z", "aa", "aaa")
    );
}
