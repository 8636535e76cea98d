//! A page that is run: whole, or cut in two.

use std::collections::BTreeSet;

use wasmi::{
    AsContext, Caller, Engine, Extern, Func, FuncType, Instance, Linker, Module as Compiled, Nullable, Ref, RefType,
    Store, Table, Val, ValType,
};

use crate::{
    cut::{FIRST, Halves, StandIns},
    list::Later,
    module::Module,
};

/// Calls across the cut in both directions, directly and by the table; memory, a global and a table that both use; an
/// imported function that only one half calls; functions that have to stay.
const PAGE: &str = r#"
    (module
        (type $number (func (param i32) (result i32)))
        (import "page" "told" (func $told (param i32)))
        (import "page" "warned" (func $warned (param i32)))
        (memory (export "memory") 1)
        (table $functions 4 funcref)
        (table $references 2 externref)
        (global $depth (mut i32) (i32.const 10))
        (elem (table $functions) (i32.const 1) func $double $late_square $told)
        (elem declare func $late_but_named)
        (func $begin (export "begin") (global.set $depth (i32.const 20)))
        (func $double (type $number) (i32.add (local.get 0) (local.get 0)))
        (func $late_square (type $number)
            (i32.mul (local.get 0) (local.get 0)))
        (func $late_store (param i32 i64)
            (global.set $depth (i32.add (global.get $depth) (i32.const 1)))
            (i64.store (local.get 0) (local.get 1))
            (call $warned (call $double (global.get $depth)))
            (call $told (call $late_helper (i32.const 4))))
        (func $late_helper (type $number)
            (i32.add (table.size $references) (call_indirect (type $number) (local.get 0) (i32.const 2))))
        (func $late_two (result i32 i32) (i32.const 7) (i32.const 8))
        (func $late_but_named (type $number) (i32.const 99))
        (func (export "store") (param i32 i64) (call $late_store (local.get 0) (local.get 1)))
        (func (export "square") (param i32) (result i32)
            (call_indirect (type $number) (local.get 0) (i32.const 2)))
        (func (export "early") (param i32) (result i32) (call $double (local.get 0)))
        (func (export "two") (result i32) (i32.add (call $late_two)))
        (func (export "load") (param i32) (result i64) (i64.load (local.get 0)))
        (func $late_exported (export "exported") (result i32) (i32.const 5))
        (func (export "named") (param i32) (result i32)
            (table.set $functions (i32.const 0) (ref.func $late_but_named))
            (call_indirect (type $number) (local.get 0) (i32.const 0)))
        )
"#;

/// The page, and the list of those of its functions whose names say that they come later.
pub(super) fn page() -> (Vec<u8>, Later) {
    let wasm = wat::parse_str(PAGE).expect("the sample is right");
    let list = {
        let module = Module::read(&wasm).expect("it can be read");
        let places = (0..).zip(module.own());
        let is_early = |function: &u32| !module.names.get(function).is_some_and(|name| name.starts_with("late_"));
        let ran: BTreeSet<u32> =
            places.filter(|(_, (function, _))| is_early(function)).map(|(place, _)| place).collect();
        Later::of(&wasm, &ran).expect("it has names")
    };
    (wasm, list)
}

/// What the page has told and warned of, and the half that is brought when it is asked for.
pub(super) struct World {
    told: Vec<i32>,
    later: Option<Compiled>,
    first: Option<Instance>,
    pub(super) brought: u32,
}

pub(super) struct Running {
    pub(super) store: Store<World>,
    instance: Instance,
}

fn tell(mut caller: Caller<'_, World>, value: i32) {
    caller.data_mut().told.push(value);
}

fn warn(mut caller: Caller<'_, World>, value: i32) {
    caller.data_mut().told.push(-value);
}

/// What the page's script does before the page begins.
fn put_stand_ins(store: &mut Store<World>, first: Instance, stand_ins: &StandIns) {
    let table = functions(&*store, first);
    for (place, number) in &stand_ins.places {
        let (parameters, results) = stand_ins.signatures[*number].split_once(':').expect("it is told so");
        let types = |letters: &str| letters.chars().map(of_letter).collect::<Vec<_>>();
        let place = u64::from(*place);
        let signature = FuncType::new(types(parameters), types(results));
        let stand_in = Func::new(&mut *store, signature, move |mut caller, arguments, answers| {
            bring(&mut caller);
            let table = functions(&caller, first);
            let Some(Ref::Func(Nullable::Val(function))) = table.get(&caller, place) else {
                panic!("nothing was brought")
            };
            function.call(&mut caller, arguments, answers)
        });
        table.set(&mut *store, place, Ref::Func(Nullable::Val(stand_in))).expect("the table has the place");
    }
}

fn functions(store: impl AsContext, first: Instance) -> Table {
    first
        .exports(store.as_context())
        .find_map(|export| {
            let table = export.into_table()?;
            (table.ty(&store).element() == RefType::Func).then_some(table)
        })
        .expect("it is exported")
}

fn of_letter(letter: char) -> ValType {
    match letter {
        'i' => ValType::I32,
        'l' => ValType::I64,
        other => panic!("{other} is no type of the sample"),
    }
}

/// What the page's script does when the other half is asked for.
fn bring(caller: &mut Caller<'_, World>) {
    caller.data_mut().brought += 1;
    let world = caller.data();
    let (later, first) = (world.later.clone().expect("it is cut"), world.first.expect("it has begun"));
    let mut linker: Linker<World> = Linker::new(later.engine());
    let exports: Vec<(String, Extern)> =
        first.exports(&*caller).map(|export| (export.name().to_owned(), export.into_extern())).collect();
    for (name, item) in exports {
        linker.define(FIRST, &name, item).expect("each name once");
    }
    let (told, warned) = (Func::wrap(&mut *caller, tell), Func::wrap(&mut *caller, warn));
    linker
        .define("page", "told", told)
        .and_then(|linker| linker.define("page", "warned", warned))
        .expect("two imports");
    linker.instantiate_and_start(caller, &later).expect("it fits");
}

impl Running {
    /// A whole page.
    pub(super) fn whole() -> Self {
        Self::start(&page().0, None)
    }

    pub(super) fn cut(halves: &Halves) -> Self {
        Self::start(&halves.first, Some(halves))
    }

    fn start(wasm: &[u8], halves: Option<&Halves>) -> Self {
        let engine = Engine::default();
        let compile = |wasm: &[u8]| Compiled::new(&engine, wasm).expect("the module is valid");
        let (first, later) = (compile(wasm), halves.map(|halves| compile(&halves.later)));
        let mut store = Store::new(&engine, World { told: Vec::new(), later, first: None, brought: 0 });
        let mut linker = Linker::new(&engine);
        let (told, warned) = (Func::wrap(&mut store, tell), Func::wrap(&mut store, warn));
        linker
            .define("page", "told", told)
            .and_then(|linker| linker.define("page", "warned", warned))
            .expect("two imports");
        let instance = linker.instantiate_and_start(&mut store, &first).expect("it starts");
        store.data_mut().first = Some(instance);
        if let Some(halves) = halves {
            put_stand_ins(&mut store, instance, &halves.stand_ins);
        }
        Self { store, instance }
    }

    pub(super) fn call(&mut self, name: &str, arguments: &[Val], answers: usize) -> String {
        let function = self.instance.get_func(&self.store, name).expect("it is exported");
        let mut answer = vec![Val::I32(0); answers];
        function.call(&mut self.store, arguments, &mut answer).expect("it runs");
        format!("{answer:?}")
    }

    /// What it answers and tells when everything is called, whatever comes later first.
    pub(super) fn answers(&mut self) -> Vec<String> {
        let mut answers = vec![
            self.call("begin", &[], 0),
            self.call("store", &[Val::I32(8), Val::I64(77)], 0),
            self.call("square", &[Val::I32(9)], 1),
            self.call("early", &[Val::I32(9)], 1),
            self.call("two", &[], 1),
            self.call("load", &[Val::I32(8)], 1),
            self.call("exported", &[], 1),
            self.call("named", &[Val::I32(1)], 1),
        ];
        answers.push(format!("{:?}", self.store.data().told));
        answers
    }
}
