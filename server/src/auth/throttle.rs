//! How often one address may try to sign in: five tries a minute, then one every twelve seconds.

use std::{net::IpAddr, num::NonZeroU32, time::Duration};

use governor::{
    Quota, RateLimiter,
    clock::{Clock as _, DefaultClock},
    state::keyed::DashMapStateStore,
};

type Limiter = RateLimiter<IpAddr, DashMapStateStore<IpAddr>, DefaultClock>;

const TRIES_PER_MINUTE: NonZeroU32 = NonZeroU32::new(5).unwrap();

/// See the module. An IPv6 host has a whole /64 of addresses, so that is what counts.
pub struct Throttle {
    limiter: Limiter,
}

impl Default for Throttle {
    fn default() -> Self {
        Self { limiter: RateLimiter::dashmap(Quota::per_minute(TRIES_PER_MINUTE)) }
    }
}

impl Throttle {
    /// Counts a failed try; an error says how long to wait.
    pub fn check(&self, address: IpAddr) -> Result<(), Duration> {
        // Forgets addresses that have been quiet: memory stays flat.
        self.limiter.retain_recent();
        let verdict = self.limiter.check_key(&key(address));
        verdict.map_err(|not_until| not_until.wait_time_from(DefaultClock::default().now()))
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
    fn the_sixth_try_of_one_network_waits_and_others_do_not() {
        let throttle = Throttle::default();
        for host in 1..=5_u16 {
            let address = format!("2001:db8::{host}").parse().unwrap();
            assert!(throttle.check(address).is_ok());
        }
        let wait = throttle.check("2001:db8::6".parse().unwrap()).unwrap_err();
        assert!(wait > Duration::ZERO && wait <= Duration::from_secs(12));
        assert!(throttle.check("2001:db8:0:1::1".parse().unwrap()).is_ok());
        assert!(throttle.check("192.0.2.1".parse().unwrap()).is_ok());
    }
}
