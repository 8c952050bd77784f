use super::*;

const NOW: u64 = 1_000_000;

fn at(seconds: u64) -> Timestamp {
    Timestamp::from_unix_seconds(NOW + seconds)
}

fn id(number: u64) -> LoginId {
    let mut bytes = [0; 16];
    bytes[8..].copy_from_slice(&number.to_be_bytes());
    bytes[0] = u8::try_from(number % 251).unwrap_or(0);
    LoginId(bytes)
}

impl EndedLogins {
    fn key_of(&self, user: &IdBuffer) -> UserKey {
        self.key(user.in_ticket())
    }
}

fn user(name: &str) -> IdBuffer {
    IdBuffer::of(&name.to_owned())
}

fn list_of(capacity: usize) -> EndedLogins {
    EndedLogins::new(capacity, Duration::from_secs(1000))
}

/// Ends a log-in of somebody who has no other one.
fn end(list: &EndedLogins, login: LoginId, until: Timestamp, now: Timestamp) -> Ending {
    list.end(login, None, list.key_of(&user(&format!("{:?}", login.0))), until, now)
}

fn no_user() -> IdBuffer {
    user("nobody")
}

#[test]
fn what_ended_stays_ended_and_nothing_else_does() {
    let list = list_of(1000);
    assert_eq!(end(&list, id(1), at(60), at(0)), Ending::Done);
    assert_eq!(end(&list, id(1), at(60), at(0)), Ending::HadEnded);
    assert!(list.contains(id(1), at(0), no_user, at(0)));
    assert!(!list.contains(id(2), at(0), no_user, at(0)));
}

#[test]
fn a_log_in_is_known_by_its_old_id_while_the_new_one_is_under_way() {
    let list = list_of(2);
    assert_eq!(list.end(id(1), Some(id(2)), list.key_of(&user("somebody")), at(60), at(0)), Ending::Done);
    // Whoever loses has no say in how it goes on.
    assert_eq!(list.end(id(1), Some(id(9)), list.key_of(&user("somebody")), at(60), at(0)), Ending::HadEnded);
    assert!(list.contains(id(1), at(0), no_user, at(0)));
    assert_eq!(list.successor(id(1), at(120)), Some(id(2)));
    assert_eq!(list.successor(id(1), at(121)), None);
    assert_eq!(list.successor(id(2), at(0)), None);
    // No more than there is room for, until some are forgotten.
    list.go_on(id(3), id(4), at(1));
    list.go_on(id(5), id(6), at(1));
    assert_eq!(list.successor(id(5), at(1)), None);
    list.go_on(id(5), id(6), at(122));
    assert_eq!((list.successor(id(3), at(122)), list.successor(id(5), at(122))), (None, Some(id(6))));
}

#[test]
fn nothing_is_let_in_while_room_is_made() {
    let list = list_of(1000);
    let ended = user("somebody");
    assert_eq!(list.end_user(list.key_of(&ended), at(0)), Ending::Done);
    // Between two looks at the list, another request finds it full.
    let meanwhile = || {
        list.forget_all(at(0));
        ended
    };
    assert!(list.contains(id(1), at(0), meanwhile, at(0)));
}

#[test]
fn ending_a_log_in_again_does_not_shorten_its_memory() {
    let list = list_of(SHARDS);
    assert_eq!(end(&list, id(1), at(60), at(0)), Ending::Done);
    assert_eq!(end(&list, id(1), at(5), at(0)), Ending::HadEnded);
    // Of the same shard.
    assert_eq!(end(&list, id(1 + 251), at(60), at(10)), Ending::ListWasFull);
}

#[test]
fn memory_is_bounded_by_what_is_still_worth_remembering() {
    let list = list_of(1 << 20);
    for second in 0..200_000 {
        assert_eq!(end(&list, id(second), at(second + 100), at(second)), Ending::Done);
    }
    let kept: usize = list.shards.iter().map(|shard| read(shard).map.len()).sum();
    assert!(kept < 20_000, "{kept} of 200000 kept, of which 100 matter");
    assert!(list.contains(id(199_999), at(0), no_user, at(199_999)));
}

#[test]
fn a_full_list_ends_everything_rather_than_forget_something() {
    let list = list_of(SHARDS);
    let is_full = |number| end(&list, id(number), at(1_000_000), at(5)) == Ending::ListWasFull;
    let full = (0..1000).any(is_full);
    assert!(full);
    assert!((0..1000).all(|number| list.contains(id(number), at(5), no_user, at(5))));
    let again = list.issue(list.key_of(&user("user")), at(5)).expect("a moment");
    assert!(!list.contains(id(5000), again, no_user, at(5)), "a new log-in is let in at once");
    let full_again = (2000..3000).any(is_full);
    assert!(
        full_again && list.contains(id(5000), again, no_user, at(5)),
        "and ended with the next full list"
    );
}

#[test]
fn a_full_list_is_full_once() {
    let list = list_of(1 << 14);
    let is_full = |login| end(&list, login, at(1_000_000), at(5)) == Ending::ListWasFull;
    let random = || LoginId::random().expect("randomness");
    let full = (0..2 << 14).filter(|_| is_full(random())).count();
    assert!((1..=3).contains(&full), "every log-in ended {full} times for twice as many as fit");
}

#[test]
fn ending_a_user_spares_others_and_the_next_log_in() {
    let list = list_of(1000);
    let _ = list.end_user(list.key_of(&user("ada")), at(10));
    assert!(list.contains(id(1), at(10), || user("ada"), at(10)));
    assert!(!list.contains(id(1), at(10), || user("bob"), at(10)));
    let issued = list.issue(list.key_of(&user("ada")), at(10)).expect("a moment");
    assert_eq!(issued.since(at(10)), Duration::from_secs(1));
    assert!(!list.contains(id(2), issued, || user("ada"), at(10)));
    assert_eq!(list.issue(list.key_of(&user("bob")), at(10)), Some(at(10)));
    let _ = list.end_user(list.key_of(&user("ada")), at(10));
    assert!(list.contains(id(2), issued, || user("ada"), at(10)), "ended again within the same second");
}

#[test]
fn ending_a_user_again_and_again_locks_nobody_out() {
    let list = list_of(1000);
    let ada = user("ada");
    for _ in 0..1000 {
        let _ = list.end_user(list.key_of(&ada), at(10));
    }
    let issued = list.issue(list.key_of(&ada), at(10)).expect("a moment");
    assert_eq!(issued, at(11));
    // Also where somebody logs in between, until the next log-in would lie further ahead than clocks differ.
    let ahead = (0..1000).take_while(|_| {
        let _ = list.end_user(list.key_of(&ada), at(10));
        list.issue(list.key_of(&ada), at(10)).is_some()
    });
    assert_eq!(ahead.count(), 119);
    assert_eq!(list.issue(list.key_of(&user("bob")), at(10)), Some(at(10)));
    assert!(list.issue(list.key_of(&ada), at(11)).is_some(), "a second later it goes on");
}

#[test]
fn a_full_list_of_users_is_full_once() {
    let list = list_of(SHARDS);
    let full = (0..2 * SHARDS).filter(|number| {
        list.end_user(list.key_of(&user(&number.to_string())), at(5)) == Ending::ListWasFull
    });
    assert_eq!(full.count(), 1);
    assert!(list.contains(id(1), at(5), no_user, at(5)));
}

#[test]
fn a_user_who_is_listed_needs_no_more_room() {
    let list = list_of(1);
    for second in 0..10 {
        assert_eq!(list.end_user(list.key_of(&user("ada")), at(second)), Ending::Done);
    }
    assert_eq!(list.end_user(list.key_of(&user("bob")), at(10)), Ending::ListWasFull);
}

#[test]
fn a_clock_that_was_ahead_brings_nobody_back_and_locks_nobody_out() {
    let list = list_of(1 << 20);
    let day = 24 * 60 * 60;
    for number in 0..100 {
        assert_eq!(end(&list, id(number), at(60), at(0)), Ending::Done);
    }
    // A day ahead those are swept, and a user and the users of a full list end.
    for number in 100..20_000 {
        assert_eq!(end(&list, id(number), at(day + 60), at(day)), Ending::Done);
    }
    let _ = list.end_user(list.key_of(&user("ada")), at(day));
    assert!((0..100).all(|number| list.contains(id(number), at(0), no_user, at(1))));
    let issued = list.issue(list.key_of(&user("ada")), at(2)).expect("a moment");
    assert!(!list.contains(id(30_000), issued, || user("ada"), at(2)), "{issued:?}");
}

#[test]
fn a_clock_set_back_a_little_forgets_nothing() {
    let list = list_of(1 << 20);
    for number in 0..100 {
        assert_eq!(end(&list, id(number), at(60), at(0)), Ending::Done);
    }
    for number in 100..20_000 {
        assert_eq!(end(&list, id(number), at(500), at(120)), Ending::Done);
    }
    assert!((0..100).all(|number| list.contains(id(number), at(0), no_user, at(50))));
    assert!(!list.contains(id(30_000), at(0), no_user, at(50)), "and ends nobody");
}

#[test]
fn a_log_in_from_before_the_clock_was_set_back_a_little_ends_with_its_user() {
    let list = list_of(1000);
    let ada = user("ada");
    let issued = list.issue(list.key_of(&ada), at(60)).expect("a moment");
    let _ = list.end_user(list.key_of(&ada), at(5));
    assert!(list.contains(id(1), issued, || user("ada"), at(6)));
    let again = list.issue(list.key_of(&ada), at(6)).expect("a moment");
    assert!(!list.contains(id(2), again, || user("ada"), at(6)));
}

/// Who ends their log-ins again and again is issued new ones ahead of the clock. That is not the clock's doing, and must not end
/// everybody's once it is read a second earlier.
#[test]
fn log_ins_issued_ahead_of_the_clock_are_not_taken_for_a_clock_that_was_set_back() {
    let list = list_of(1000);
    let ada = user("ada");
    while list.issue(list.key_of(&ada), at(10)).is_some() {
        let _ = list.end_user(list.key_of(&ada), at(10));
    }
    for earlier in [10, 9, 0] {
        assert!(!list.contains(id(1), at(0), || user("bob"), at(earlier)), "{earlier}");
    }
}

#[test]
fn concurrent_log_outs_are_all_kept() {
    let list = list_of(1 << 20);
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let list = &list;
            scope.spawn(move || {
                for number in 0..5_000 {
                    assert_eq!(end(list, id(thread * 5_000 + number), at(100), at(0)), Ending::Done);
                }
            });
        }
    });
    assert!((0..20_000).all(|number| list.contains(id(number), at(0), no_user, at(0))));
}

#[test]
fn whoever_fills_the_list_alone_ends_their_own_log_ins_alone() {
    let list = list_of(SHARDS * 4 * FAIR_SHARE);
    let (mallory, ada) = (list.key_of(&user("mallory")), list.key_of(&user("ada")));
    let random = || LoginId::random().expect("randomness");
    let logged_out = random();
    assert_eq!(list.end(logged_out, None, ada, at(500), at(0)), Ending::Done);
    let theirs: Vec<_> = (0..SHARDS * 16 * FAIR_SHARE).map(|_| random()).collect();
    for login in &theirs {
        assert_eq!(list.end(*login, None, mallory, at(500), at(0)), Ending::Done, "never full for others");
    }
    assert!(theirs.iter().all(|login| list.contains(*login, at(0), || user("mallory"), at(0))));
    assert!(list.contains(random(), at(0), || user("mallory"), at(0)), "and all others of theirs");
    assert!(!list.contains(random(), at(0), || user("ada"), at(0)), "Ada's other log-ins go on");
    assert!(
        list.contains(logged_out, at(0), || user("ada"), at(0)),
        "and the one that ended does not come back"
    );
    let again = list.issue(mallory, at(1)).expect("a moment");
    assert!(!list.contains(random(), again, || user("mallory"), at(1)), "they can log in again");
}

#[test]
fn where_many_fill_the_list_nobody_is_to_blame() {
    let list = list_of(SHARDS * 4 * FAIR_SHARE);
    let is_full = |number: usize| {
        let user = list.key_of(&user(&(number % 1000).to_string()));
        list.end(LoginId::random().expect("randomness"), None, user, at(500), at(0)) == Ending::ListWasFull
    };
    assert!((0..SHARDS * 8 * FAIR_SHARE).any(is_full));
}
