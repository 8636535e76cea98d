//! The receipt of an upload: what the server has published, to be compared with what was sent.

use leptos::prelude::*;

use super::copy_button::CopyButton;
use crate::{
    browser::dates,
    text::{details, upload as words},
    upload::machine::{Phase, Upload},
};

#[component]
pub(crate) fn ReceiptView(upload: RwSignal<Upload>) -> impl IntoView {
    let Phase::Done(receipt) = upload.with_untracked(|upload| upload.phase.clone()) else { return ().into_any() };
    let modified = receipt.modified.map(|modified| {
        view! {
            <div>
                <dt>{words::modified()}</dt>
                <dd><time datetime=modified.to_string()>{dates::full(modified)}</time></dd>
            </div>
        }
    });
    let checksum = receipt.blake3.map(|digest| {
        let text = digest.clone();
        view! {
            <div class="fact-stacked">
                <dt>{words::CHECKSUM}</dt>
                <dd><code>{digest}</code> <CopyButton text=text what=words::CHECKSUM /></dd>
            </div>
        }
    });
    view! {
        <dl class="facts tray-receipt">
            <div>
                <dt>{words::size()}</dt>
                <dd>{details::size(receipt.size)}</dd>
            </div>
            {modified}
            {checksum}
        </dl>
    }
    .into_any()
}
