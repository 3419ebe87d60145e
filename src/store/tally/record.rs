//! What stands in the registers.

use super::Tally;

macro_rules! of_records {
    ($register:literal, $where:literal) => {
        Tally {
            sql: concat!(
                "SELECT count(*), max(r.dated_on) FROM records r \
                 WHERE r.office = :office AND r.voided = 0 AND r.register = '",
                $register,
                "' AND ",
                $where
            ),
        }
    };
}

/// Devices that have not been given back.
pub const DEVICES: Tally = of_records!("device", "r.open = 1");
/// Personal devices.
pub const PERSONAL: Tally = of_records!("device", "r.facts ->> 'ownership' = 'personal'");
/// Devices that were given back.
pub const RETURNED: Tally = of_records!("device", "r.state = 'returned'");
/// Take-outs.
pub const TAKE_OUTS: Tally = of_records!("takeout", "1");
/// Laws, guidelines and versions that somebody has understood.
pub const READ: Tally = of_records!("guideline", "r.state = 'understood'");
/// The safety guideline, understood.
pub const SAFETY_READ: Tally =
    of_records!("guideline", "r.state = 'understood' AND r.facts ->> 'document' = 'safety'");
/// The guidance on personal information, understood.
pub const PRIVACY_READ: Tally =
    of_records!("guideline", "r.state = 'understood' AND r.facts ->> 'document' = 'privacy'");
/// The handler of personal information.
pub const HANDLER: Tally = of_records!("handler", "r.open = 1");
/// Rules of the office in force.
pub const RULES: Tally = of_records!("rule", "r.open = 1");
/// Incidents of every kind.
pub const INCIDENTS: Tally = of_records!("incident", "1");
/// Incidents of misuse.
pub const MISUSE: Tally = of_records!("incident", "r.facts ->> 'kind' = 'misuse'");
/// Incidents of unauthorised access.
pub const INTRUSIONS: Tally = of_records!("incident", "r.facts ->> 'kind' = 'unauthorised_access'");
/// Requests to be told the purpose of use.
pub const PURPOSE_REQUESTS: Tally = of_records!("request", "r.facts ->> 'kind' = 'purpose'");
/// Requests for disclosure, and to stop passing on.
pub const DISCLOSURE_REQUESTS: Tally =
    of_records!("request", "r.facts ->> 'kind' IN ('disclosure', 'stop_sharing')");
/// Requests to correct, add or delete.
pub const CORRECTION_REQUESTS: Tally = of_records!("request", "r.facts ->> 'kind' = 'correction'");
/// Requests to stop the use, and to erase.
pub const STOP_REQUESTS: Tally = of_records!("request", "r.facts ->> 'kind' IN ('stop_use', 'erasure')");
/// Applications of Forms 1 and 2.
pub const APPLICATIONS: Tally = of_records!("application", "1");
