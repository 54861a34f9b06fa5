//! Listens on this machine alone, and answers with what a router says.

use std::net::Ipv4Addr;

use axum::Router;
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};

use crate::ground::fault::Fault;

/// A port of this machine, which nobody reaches from another.
pub struct Loopback {
    runtime: Runtime,
    listener: TcpListener,
    port: u16,
}

impl Loopback {
    /// Takes a port; 0 for any that is free.
    ///
    /// # Errors
    ///
    /// If another program has it, or the machine refuses.
    pub fn take(port: u16) -> Result<Self, Fault> {
        let refused = |error: std::io::Error| Fault::Port { port, error };
        let runtime = Builder::new_current_thread().enable_all().build().map_err(refused)?;
        let listener = runtime.block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, port))).map_err(refused)?;
        let port = listener.local_addr().map_err(refused)?.port();
        Ok(Self { runtime, listener, port })
    }

    /// Its number.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Answers until the program is ended.
    ///
    /// # Errors
    ///
    /// What the machine refused.
    pub fn answer(self, router: Router) -> Result<(), Fault> {
        let Self { runtime, listener, port } = self;
        let served = runtime.block_on(async { axum::serve(listener, router).await });
        served.map_err(|error| Fault::Port { port, error })
    }
}

/// 32 bytes that nobody can guess.
///
/// # Errors
///
/// If the machine has none.
pub fn random() -> Result<[u8; 32], Fault> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(Fault::format)?;
    Ok(bytes)
}
