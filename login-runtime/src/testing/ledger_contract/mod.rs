//! What every ledger must do, to be run on another one.

#[doc(hidden)]
pub mod contract_cases;

/// Tests a [`Ledger`](crate::Ledger) of the application's: one test for each thing that the trait promises, in a module
/// `ledger_contract`. [`MemoryLedger`](crate::MemoryLedger) passes the same.
///
/// The argument is an `async fn` that makes an empty ledger for each test.
///
/// ```
/// use login_runtime::{MemoryLedger, testing::ledger_contract};
///
/// async fn ledger() -> MemoryLedger {
///     MemoryLedger::new()
/// }
///
/// ledger_contract!(ledger);
/// # fn main() {}
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! ledger_contract {
    ($ledger:path) => {
        $crate::ledger_contract! { @
            $ledger,
            a_client_comes_back_as_it_was,
            a_handle_is_taken_once,
            a_log_in_is_there_until_it_ends,
            a_replacement_is_the_new_one_alone,
            a_replacement_overwrites_nothing,
            a_touch_brings_nothing_back,
            a_touch_moves_forward_only,
            all_but_one_end,
            an_ended_log_in_is_not_replaced,
            an_end_is_told_once,
            of_a_replacement_and_an_end_at_once_one_wins,
            of_many_replacements_at_once_one_wins,
            owners_are_kept_apart,
            what_expired_is_forgotten_and_nothing_else,
            what_is_not_there_is_nothing,
        }
    };
    (@ $ledger:path, $($case:ident,)*) => {
        mod ledger_contract {
            #[allow(unused_imports, reason = "the path may be absolute")]
            use super::*;

            $(
                #[test]
                fn $case() {
                    $crate::testing::contract_cases::run(async {
                        $crate::testing::contract_cases::$case($ledger().await).await;
                    });
                }
            )*
        }
    };
}

pub use ledger_contract;
