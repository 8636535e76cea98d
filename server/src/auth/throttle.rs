//! How often one address may fail to sign in: five times, then one try every twelve seconds. Who gets in is not counted.

use std::{
    collections::HashMap,
    net::IpAddr,
    num::NonZeroU32,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use governor::{
    Quota, RateLimiter, clock::DefaultClock, middleware::StateInformationMiddleware, state::keyed::DashMapStateStore,
};

type Limiter = RateLimiter<IpAddr, DashMapStateStore<IpAddr>, DefaultClock, StateInformationMiddleware>;

const FAILURES_PER_MINUTE: NonZeroU32 = NonZeroU32::new(5).unwrap();
/// How long an address waits that has used its failures up: until it has earned one.
const WAIT: Duration = Duration::from_secs(12);

/// See the module. An IPv6 host has a whole /64 of addresses, so that is what counts.
pub struct Throttle {
    failures: Limiter,
    waiting: Mutex<HashMap<IpAddr, Instant>>,
}

impl Default for Throttle {
    fn default() -> Self {
        let quota = Quota::per_minute(FAILURES_PER_MINUTE);
        let failures = RateLimiter::dashmap(quota).with_middleware::<StateInformationMiddleware>();
        Self { failures, waiting: Mutex::default() }
    }
}

impl Throttle {
    /// Before a try; an error says how long to wait.
    pub fn admit(&self, address: IpAddr) -> Result<(), Duration> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        waiting.retain(|_, until| *until > now);
        match waiting.get(&key(address)) {
            Some(until) => Err(until.duration_since(now)),
            None => Ok(()),
        }
    }

    /// After a try that failed.
    pub fn count_failure(&self, address: IpAddr) {
        // Forgets addresses that have been quiet: memory stays flat.
        self.failures.retain_recent();
        let verdict = self.failures.check_key(&key(address));
        if verdict.map_or(0, |state| state.remaining_burst_capacity()) == 0 {
            self.waiting.lock().unwrap_or_else(PoisonError::into_inner).insert(key(address), Instant::now() + WAIT);
        }
    }
}

fn key(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => v4.into(),
            None => IpAddr::V6((u128::from(v6) & !u128::from(u64::MAX)).into()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_five_failures_one_network_waits_and_others_do_not() {
        let throttle = Throttle::default();
        for host in 1..=5_u16 {
            let address = format!("2001:db8::{host}").parse().unwrap();
            assert!(throttle.admit(address).is_ok(), "{host}");
            throttle.count_failure(address);
        }
        let wait = throttle.admit("2001:db8::6".parse().unwrap()).unwrap_err();
        assert!(wait > Duration::ZERO && wait <= WAIT);
        assert!(throttle.admit("2001:db8:0:1::1".parse().unwrap()).is_ok());
        assert!(throttle.admit("192.0.2.1".parse().unwrap()).is_ok());
    }
}
