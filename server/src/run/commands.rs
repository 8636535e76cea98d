//! `holdall link` and `holdall token`: beside a running server, through its catalog.

use super::{banner::sign_in_link, stop::Stop};
use crate::{
    auth::{ApiToken, AuthError, hash, new_code},
    catalog::{Catalog, CatalogError, StoredToken},
    clock::Clock,
    config::{Settings, TokenCommand},
    store::fs::FsStore,
};

/// Prints a fresh sign-in link of the server that serves the folder.
#[expect(clippy::print_stdout, reason = "the link is what the command is for")]
pub(super) fn link(settings: &Settings) -> Result<(), Stop> {
    let not_served = || Stop::NotServed(settings.dir.clone());
    let serving = FsStore::serving(&settings.dir).ok().flatten().ok_or_else(not_served)?;
    if serving.url.is_empty() {
        return Err(not_served());
    }
    let code = with_catalog(settings, async |catalog| Ok(new_code(catalog, Clock::System.now()).await?))?;
    println!("{}     (works once, for 15 minutes)", sign_in_link(&serving.url, &code));
    Ok(())
}

/// Makes, lists or revokes tokens.
#[expect(clippy::print_stdout, reason = "the token is what the command is for")]
pub(super) fn token(settings: &Settings, command: TokenCommand) -> Result<(), Stop> {
    note_if_not_served(settings);
    with_catalog(settings, async |catalog| {
        let failed = |source| Stop::Catalog { path: settings.state_folder(), source };
        match command {
            TokenCommand::New { label } => {
                let token = ApiToken::random().map_err(AuthError::from)?;
                let stored = StoredToken { id: token.id, label, created: Clock::System.now() };
                catalog.insert_token(&stored, &hash(&token.text)).await.map_err(failed)?;
                println!("{}", token.text);
            }
            TokenCommand::List => {
                for token in catalog.tokens().await.map_err(failed)? {
                    println!("{}  {}  {}", token.id, token.created, token.label);
                }
            }
            TokenCommand::Revoke { id } => {
                if !catalog.delete_token(&id).await.map_err(failed)? {
                    return Err(Stop::NoSuchToken(id));
                }
                println!("Revoked {id}.");
            }
        }
        Ok(())
    })
}

/// A token of the wrong folder would only be found out by its not working. Where the state lies elsewhere, nothing can
/// be said.
#[expect(clippy::print_stderr, reason = "beside the token, which scripts read from standard output")]
fn note_if_not_served(settings: &Settings) {
    let is_served = FsStore::serving(&settings.dir).is_ok_and(|serving| serving.is_some());
    if !is_served && settings.state_dir.is_none() {
        eprintln!(
            "No Holdall serves {} just now: its tokens work once one does. Another folder? Name it with --dir.",
            settings.dir.display()
        );
    }
}

fn with_catalog<T>(settings: &Settings, work: impl AsyncFnOnce(&Catalog) -> Result<T, Stop>) -> Result<T, Stop> {
    let path = settings.state_folder();
    std::fs::create_dir_all(&path).map_err(|source| Stop::MakeFolder { path: path.clone(), source })?;
    actix_rt::System::new().block_on(async {
        let failed = |source: CatalogError| Stop::Catalog { path, source };
        let catalog = Catalog::open(&settings.state_folder()).await.map_err(failed)?;
        let result = work(&catalog).await;
        catalog.close().await;
        result
    })
}
