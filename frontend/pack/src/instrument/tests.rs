use wasmi::{Caller, Engine, Linker, Module as Compiled, Store};

use super::*;

/// What the module has told, and the places that were told of it.
type World = (Vec<i32>, Vec<i32>);

#[test]
fn each_function_tells_its_place_when_it_runs() {
    let wasm = wat::parse_str(
        r#"(module
            (import "page" "told" (func $told (param i32)))
            (table 1 funcref)
            (elem (i32.const 0) func $by_table)
            (func $never)
            (func $by_table (local i64) (call $told (i32.const 42)))
            (func $begin (call_indirect (i32.const 0)))
            (start $begin))"#,
    )
    .expect("the sample is right");
    let wasm = instrument(&wasm).expect("it can be instrumented");
    let engine = Engine::default();
    let module = Compiled::new(&engine, &wasm).expect("the module is valid");
    let mut store = Store::new(&engine, (Vec::new(), Vec::new()));
    let mut linker: Linker<World> = Linker::new(&engine);
    linker
        .func_wrap("page", "told", |mut caller: Caller<'_, World>, value: i32| caller.data_mut().0.push(value))
        .expect("once");
    linker
        .func_wrap(RAN.0, RAN.1, |mut caller: Caller<'_, World>, place: i32| caller.data_mut().1.push(place))
        .expect("once");
    linker.instantiate_and_start(&mut store, &module).expect("it starts");
    assert_eq!(store.data(), &(vec![42], vec![2, 1]));
}
