//! What rows and tiles have in common: an element that scrolls and is measured, and in it a canvas for what is in view.

use leptos::{ev, html, prelude::*};

use super::list_keys;
use crate::{
    browser::scroller::{self, SizeWatch},
    state::{folder::px, shell::Shell, type_ahead::TypeAhead},
};

/// What is measured, and what hears keys and the wheel.
#[derive(Clone, Copy)]
pub(super) struct Frame {
    shell: Shell,
    typed: StoredValue<TypeAhead>,
    /// What scrolls.
    pub(super) list: NodeRef<html::Div>,
    /// What stays above, if there is something.
    pub(super) header: NodeRef<html::Div>,
    /// As large as a row, or as a tile and the room around it.
    pub(super) probe: NodeRef<html::Div>,
}

impl Frame {
    pub(super) fn new(shell: Shell) -> Self {
        let typed = StoredValue::new(TypeAhead::default());
        let frame = Self { shell, typed, list: NodeRef::new(), header: NodeRef::new(), probe: NodeRef::new() };
        let watch = StoredValue::new_local(None::<SizeWatch>);
        Effect::new(move |_| {
            let (Some(list), Some(probe)) = (frame.list.get(), frame.probe.get()) else { return };
            let (header, folder) = (frame.header.get(), shell.folder);
            folder.measured(scroller::measure(&list, header.as_deref(), &probe));
            let measure = {
                let (list, header, probe) = (list.clone(), header.clone(), probe.clone());
                move || folder.measured_again(scroller::measure(&list, header.as_deref(), &probe))
            };
            let watched: Vec<_> = [Some(&*list), header.as_deref(), Some(&*probe)].into_iter().flatten().collect();
            watch.set_value(Some(SizeWatch::begin(&watched, measure)));
        });
        frame
    }

    pub(super) fn pressed(self, event: &ev::KeyboardEvent) {
        list_keys::pressed(self.shell, self.typed, event);
    }

    pub(super) fn scrolled(self) {
        if let Some(list) = self.list.get_untracked() {
            self.shell.folder.scrolled(scroller::scroll_of(&list));
        }
    }

    /// The canvas, as high as all that it stands for; `probe` is in it.
    pub(super) fn canvas(self, probe: AnyView, drawn: AnyView) -> AnyView {
        let folder = self.shell.folder;
        view! {
            <div
                class="list-spacer"
                role="presentation"
                style:height=move || px(folder.spacer_px().get())
                style=("--row-height", move || px(folder.row_px().get()))
            >
                {probe}
                <div class="list-canvas" role="presentation" style:top=move || px(folder.canvas_px().get())>
                    {drawn}
                </div>
            </div>
        }
        .into_any()
    }
}
