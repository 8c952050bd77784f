//! The sentences around the figures.

use super::machine;
use super::tables::table;
use super::targets::targets;
use super::{Figures, Kept, SESSIONS};
use crate::growth::{Series, Threads};
use crate::loopback::Rate;

pub(crate) fn page(figures: &Figures) -> String {
    let Figures { requests, kept, growth, loopback, soak } = figures;
    let soak_values: Vec<_> = soak.megabytes.iter().map(|each| format!("{each:.1}")).collect();
    let steady =
        if soak.is_steady() { "Memory is steady." } else { "**Memory grew from the middle to the end.**" };
    [
        INTRODUCTION,
        &machine::described(),
        REQUESTS,
        &requests.tables(),
        &format!("{MEMORY}Over {} sessions:\n\n", super::thousands(f64::from(SESSIONS))),
        &table(&["octets kept for a session", "live", "logged out"], kept.iter().map(row_of_kept)),
        GROWTH,
        &table(&["what there is more of", "cost", "number: cost"], growth.series.iter().map(row_of_series)),
        THREADS,
        &table(&["what", "requests a second by threads", "gain of the second"], growth.threads.iter().map(row_of_threads)),
        LOOPBACK,
        &table(&["variant", "requests a second", "times bare axum"], loopback.iter().map(row_of_rate)),
        SOAK,
        &format!(
            "{} requests took {:.0} s. Megabytes resident at the start, after each tenth, and at the end: {}. \
             From the middle to the end: {:+.1}. {steady}\n\n",
            super::thousands(soak.requests_as_float()),
            soak.seconds,
            soak_values.join(", "),
            soak.end() - soak.middle(),
        ),
        TARGETS,
        &targets(figures),
        MISSED,
        REPEAT,
    ]
    .concat()
}

fn row_of_kept(kept: &Kept) -> [String; 3] {
    [kept.variant.title().to_owned(), super::thousands(kept.live), super::thousands(kept.ended)]
}

fn row_of_series(series: &Series) -> [String; 3] {
    [series.what.to_owned(), series.verdict(), format!("{}, {}", series.unit, series.values())]
}

fn row_of_threads(threads: &Threads) -> [String; 3] {
    [threads.what.clone(), threads.values(), format!("{:.2}", threads.gain_of_a_second())]
}

fn row_of_rate(rate: &Rate) -> [String; 3] {
    let Rate { variant, each_second, times_bare } = rate;
    [variant.title().to_owned(), format!("{:.0} k", each_second / 1000.0), format!("{times_bare:.2}")]
}

const INTRODUCTION: &str = "\
# Performance

What a request costs with this library, beside axum alone, two peers, and the least that a signed cookie can cost. `cargo xtask bench`
measures all of it and writes this page: change `benches/src/page/`, not the page. What is missed stands beside what is met.

";

const REQUESTS: &str = "\
## A request

The same app in seven variants, with the same hundred users in a map: `/public` answers `ok`, `/me` the name of whoever is logged in, and
`/log-in` logs one in, without a password. Each request is built, answered and dropped in process; nothing goes over a socket.

| variant | |
|---|---|
| bare axum | knows nobody: `/me` is always the same user, and a handler that answers 401 stands for refusals |
| floor by hand | an id and its HMAC-SHA256 in a cookie, read on octets and the stack; no key ring, times, stamp, list of ended log-ins, fingerprint, rules or events |
| our duties by hand | all that a guarded page of this library has to do, in one function for this one app: no rules, events or context, and nothing to choose |
| login-runtime | this library, default settings |
| the same, a ledger in memory | `MemoryLedger`, which every guarded request asks; each log-in is another user's |
| axum-login | with tower-sessions' store in memory, its guard macro and its extractor; its layer is around the whole app, as its documentation has it |
| axum_session_auth | on axum_session without a database, default settings, which cache users |

![Guarded pages a second](performance-requests.svg)

![Nanoseconds over bare axum](performance-overhead.svg)

Times are medians of 301 rounds in which the variants take turns of a hundred requests, each compared with bare axum in the same round.
They move with the machine, with what else it does, and with where the linker puts each function: between six layouts of one program one and
the same guarded page moved by 0.07 times bare, and the duties by hand by 0.08. Instructions and allocations hardly move. Callgrind runs a program on a processor
without instructions for SHA-256, where a block of 64 octets takes 3,400 instructions; a processor that has them needs about 200, twice a ticket. So
SHA-256 is told apart. Less than about 30 ns is noise: the public page of the floor runs what bare axum runs. A public page of ours costs less
than that, as the service that axum boxes holds the handler's future too, for which axum takes a second box.

";

const MEMORY: &str = "\
## Memory of sessions

What the allocator was asked for and not given back, without what an allocator wastes. ";

const GROWTH: &str = "\
## Growth

A cost that moves by less than 3 % over the whole range is called flat, or by less than 5 % where it is told in nanoseconds: where a store
could be far away in memory, with requests from up to 4,096 sessions in turn. Instructions are the same twice.

";

const THREADS: &str = "\
## Threads

Several threads with one app. On a machine with two cores four threads show only that nothing gets worse. Where bare axum
gains nothing by the second core, the machine, which is shared, had none to give at that moment, and the gain says nothing.

";

const LOOPBACK: &str = "\
## Over loopback

Guarded pages over HTTP/1.1: a server on one thread, and a client on another that keeps 32 connections busy. Medians of rounds in which
the variants take turns.

";

const SOAK: &str = "\
## Soak

One app and many visits: each logs in, asks for pages public and guarded, among others without a cookie or with a forged one, and logs
out. A log-in lives for 300,000 requests, so ended ones are forgotten as others end.

";

const TARGETS: &str = "\
## Targets

Set before the library was written, from measurements of the peers and of the floor. Nothing in the last column: met. Nanoseconds are the
machine's: where the targets were set, bare axum took 600 for the guarded page; the second table says how many it took here. The one for
instructions is meant for a processor that has some for SHA-256, and includes those, about 400.

";

const MISSED: &str = "
Why, where it is missed:

- **A guarded page** does more than the floor: it finds the key in a ring, asks the list of ended log-ins, digests the user's stamp and
  the client's fingerprint, and keeps the answer out of caches. That much written by hand for one app, with the same crates, is the row *our
  duties by hand*: 1.4 to 1.5 times bare, so the target leaves nothing for a library, and fewer instructions than that nobody needs for the
  duties. What is above that row makes a library of it: rules and loaders that are the application's, a context that code deep
  inside a handler may ask and change (an allocation and a thread-local), listeners. It is spread over seventy functions, none of which has more
  than 300 of the 3,700 instructions. Left out one at a time, in a run where all of it was 748 ns, two blocks of SHA-256 are 90 ns, the two headers 60, the stamp's digest 43, reading base64 35,
  and the fingerprint's digest 25. A HMAC of our own upon SHA-256's blocks would save 25 ns, and we will write none.
- **A public page that asks who is there** pays for two headers, which alone are the 60 ns, a thread-local and the context in a box, a guest's
  as well: only then does a log-in by the same page work.
- **A tampered ticket** costs its HMAC before it is known to be one; so does the floor's.
- **Ended log-ins** stand in a map that no longer fits the processor's caches: what is more for a million of them are its misses.
- **Over loopback**, in the runs that miss it, our duties by hand miss it as well: both are anything from 0.80 to 1.02 of bare by the run, as the kernel's
  share of a request is many times theirs.
- **The second core's gain** is that of a machine whose cores others use too: in four runs it was 0.81, 0.90, 1.07 and 1.18 times bare's.

";

const REPEAT: &str = "\
## How to repeat it

Everything on a quiet machine: `cargo xtask bench`. Each figure alone, after `cargo build --release -p benches`, which builds two programs
into `target/release`; the second one has an allocator that counts:

| figure | command |
|---|---|
| all of a request's | `target/release/benches requests` |
| instructions | `valgrind --tool=callgrind target/release/benches send request/ours/guarded 400`, again with 800, and the difference of `Collected` divided by 400 |
| where they go | `callgrind_annotate` on what that wrote |
| allocations | `target/release/allocations request/ours/guarded` |
| octets a session | `target/release/allocations sessions ours 100000` |
| growth | `target/release/benches growth` |
| threads | `target/release/benches threads` |
| over loopback | `target/release/benches loopback` |
| soak | `target/release/benches soak 10000000` |
| budgets | `cargo xtask budgets` |

The variants are `bare`, `floor`, `duties`, `ours`, `ledger`, `axum-login` and `axum-session`; the requests `public`, `public-known`, `guarded`,
`browser`, `refused`, `tampered` and `log-in`. Budgets of instructions and allocations stand in `benches/budgets.txt`, and `cargo xtask ci` fails
when a path of ours exceeds its own.
";
