use wasmi::{Caller, Engine, Func, Linker, Module, Store, Val};

use super::*;

/// Everything that may name a function: calls, an imported one too, exports, a table, a reference, the start.
const MODULE: &str = r#"
    (module
        (type $number (func (param i32) (result i32)))
        (import "page" "told" (func $told (param i32)))
        (table $table 3 funcref)
        (elem (table $table) (i32.const 0) func $triple $double $told)
        (elem declare func $double)
        (global $started (mut i32) (i32.const 0))
        (func $begin (global.set $started (i32.const 7)))
        (func $triple (type $number) (i32.mul (local.get 0) (i32.const 3)))
        (func $tell (export "tell") (param i32) (call $told (call $double (local.get 0))))
        (func $double (type $number) (i32.add (local.get 0) (local.get 0)))
        (func $started (export "started") (result i32) (global.get $started))
        (func $from_table (export "from table") (param i32 i32) (result i32)
            (call_indirect (type $number) (local.get 1) (local.get 0)))
        (func $put (export "put") (param i32) (table.set $table (local.get 0) (ref.func $double)))
        (func $tell_from_table (export "tell from table") (param i32) (call_indirect (param i32) (local.get 0) (i32.const 2)))
        (start $begin))
"#;

fn compile(text: &str) -> Vec<u8> {
    wat::parse_str(text).expect("the sample is right")
}

/// What a module answers, and what it tells whoever made it.
fn run(wasm: &[u8]) -> Vec<String> {
    let engine = Engine::default();
    let module = Module::new(&engine, wasm).expect("the module is valid");
    let mut store = Store::new(&engine, Vec::new());
    let mut linker = Linker::new(&engine);
    let told = Func::wrap(&mut store, |mut caller: Caller<'_, Vec<i32>>, value: i32| caller.data_mut().push(value));
    linker.define("page", "told", told).expect("one import");
    let instance = linker.instantiate_and_start(&mut store, &module).expect("it starts");
    let mut answers = Vec::new();
    for (name, arguments, has_answer) in [
        ("started", &[][..], true),
        ("from table", &[0, 5], true),
        ("from table", &[1, 5], true),
        ("put", &[0], false),
        ("from table", &[0, 5], true),
        ("tell", &[21], false),
        ("tell from table", &[4], false),
    ] {
        let function = instance.get_func(&store, name).expect("it is exported");
        let arguments: Vec<Val> = arguments.iter().copied().map(Val::I32).collect();
        let mut answer = vec![Val::I32(0); usize::from(has_answer)];
        function.call(&mut store, &arguments, &mut answer).expect("it runs");
        answers.push(format!("{name}: {answer:?}"));
    }
    answers.push(format!("told: {:?}", store.data()));
    answers
}

/// Signatures and bodies, in their order.
fn functions(wasm: &[u8]) -> Vec<(u32, Vec<u8>)> {
    let shape = Shape::read(wasm).expect("it can be read");
    shape.types.iter().copied().zip(shape.bodies.iter().map(|body| body.as_bytes().to_vec())).collect()
}

#[test]
fn what_a_module_does_stays_the_same() {
    let wasm = compile(MODULE);
    let ordered = order(&wasm).expect("it can be ordered");
    assert_ne!(functions(&wasm), functions(&ordered), "there was something to order");
    let answers = run(&wasm);
    assert_eq!(run(&ordered), answers);
    assert_eq!(
        answers,
        [
            "started: [I32(7)]",
            "from table: [I32(15)]",
            "from table: [I32(10)]",
            "put: []",
            "from table: [I32(10)]",
            "tell: []",
            "tell from table: []",
            "told: [42, 4]",
        ]
    );
}

#[test]
fn functions_of_one_signature_that_begin_alike_are_side_by_side() {
    let ordered = order(&compile(
        r"(module
            (func (param i32) (result i32) (i32.add (local.get 0) (i32.const 1)))
            (func (param i64) (drop (local.get 0)))
            (func (param i32) (result i32) (i32.const 5))
            (func (param i64))
            (func (param i32) (result i32) (i32.add (local.get 0) (i32.const 2))))",
    ))
    .expect("it can be ordered");
    let functions = functions(&ordered);
    let signatures: Vec<u32> = functions.iter().map(|(signature, _)| *signature).collect();
    assert_eq!(signatures, [0, 0, 0, 1, 1]);
    assert!(functions.is_sorted());
}

#[test]
fn names_are_left_out() {
    let wasm = compile("(module (func $a_name_to_find))");
    let has_name = |wasm: &[u8]| wasm.windows(14).any(|bytes| bytes == b"a_name_to_find");
    assert!(has_name(&wasm));
    assert!(!has_name(&order(&wasm).expect("it can be ordered")));
}

#[test]
fn what_is_no_module_is_refused() {
    let whole = compile(MODULE);
    for bytes in [&b"<!doctype html>"[..], &whole[..whole.len() - 3], b""] {
        let error = order(bytes).expect_err("it is no module").to_string();
        assert!(error.contains("no module"), "{error}");
    }
}
