use std::time::Duration;

use super::*;
use crate::policy::{Challenge, Decision};
use crate::rule::{Asked, Atom};

/// An atom whose answer the facts carry: the checks are misused as a table of answers.
struct Letter(&'static Check);

impl Atom for Letter {
    fn ask(&self, facts: &Facts<'_>) -> Truth {
        self.0.answer(facts)
    }

    fn write(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.name())
    }
}

static A: Check = Check::new("a", never);
static B: Check = Check::new("b", never);
static C: Check = Check::new("c", never);
static LETTERS: [Letter; 3] = [Letter(&A), Letter(&B), Letter(&C)];

fn never(_: Asked<'_>) -> crate::rule::Ask<'_> {
    unreachable!("the answers are given")
}

/// The model: an expression, evaluated by the tables of Kleene's logic and by no code of ours.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Model {
    Atom(usize),
    Not(Box<Model>),
    All(Box<Model>, Box<Model>),
    Any(Box<Model>, Box<Model>),
}

const TRUTHS: [Truth; 3] = [Truth::Yes, Truth::No, Truth::Unknown];

impl Model {
    fn value(&self, answers: [Truth; 3]) -> Truth {
        use Truth::{No, Unknown, Yes};
        match self {
            Self::Atom(at) => answers[*at],
            Self::Not(part) => match part.value(answers) {
                Yes => No,
                No => Yes,
                Unknown => Unknown,
            },
            Self::All(a, b) => match (a.value(answers), b.value(answers)) {
                (No, _) | (_, No) => No,
                (Unknown, _) | (_, Unknown) => Unknown,
                (Yes, Yes) => Yes,
            },
            Self::Any(a, b) => match (a.value(answers), b.value(answers)) {
                (Yes, _) | (_, Yes) => Yes,
                (Unknown, _) | (_, Unknown) => Unknown,
                (No, No) => No,
            },
        }
    }

    /// The rule of the same shape.
    fn rule(&self) -> Rule {
        let leak = |rule| &*Box::leak(Box::new(rule));
        let list = |a: &Self, b: &Self| &*Vec::leak(vec![a.rule(), b.rule()]);
        match self {
            Self::Atom(at) => Rule::Atom(&LETTERS[*at]),
            Self::Not(part) => Rule::Not(leak(part.rule())),
            Self::All(a, b) => Rule::All(list(a, b)),
            Self::Any(a, b) => Rule::Any(list(a, b)),
        }
    }

    /// Every expression over three atoms of at most this depth, each once.
    fn of_depth(depth: usize) -> Vec<Self> {
        let mut all: Vec<Self> = (0..3).map(Self::Atom).collect();
        for _ in 0..depth {
            let before = all.clone();
            let mut seen: std::collections::HashSet<Self> = before.iter().cloned().collect();
            let nots = before.iter().map(|part| Self::Not(Box::new(part.clone())));
            let pairs = |make: fn(Box<Self>, Box<Self>) -> Self| {
                before.iter().flat_map({
                    let before = &before;
                    move |a| before.iter().map(move |b| make(Box::new(a.clone()), Box::new(b.clone())))
                })
            };
            let new: Vec<Self> = nots.chain(pairs(Self::All)).chain(pairs(Self::Any)).collect();
            all.extend(new.into_iter().filter(|model| seen.insert(model.clone())));
        }
        all
    }
}

fn assignments() -> impl Iterator<Item = [Truth; 3]> {
    TRUTHS.into_iter().flat_map(|a| TRUTHS.into_iter().flat_map(move |b| TRUTHS.map(|c| [a, b, c])))
}

fn ask(rule: &Rule, answers: [Truth; 3]) -> Truth {
    let [a, b, c] = answers.map(|truth| match truth {
        Truth::No => Decision::Deny,
        Truth::Unknown => Decision::Unavailable,
        Truth::Yes => Decision::Allow,
    });
    rule.ask(&Facts { checked: &[(&A, a), (&B, b), (&C, c)], ..Facts::guest(Duration::ZERO) })
}

/// 1,179 expressions under 27 assignments: every `all`, `any` and `not` of at most depth two.
#[test]
fn every_small_rule_is_as_the_tables_say_and_never_allows_without_proof() {
    let models = Model::of_depth(2);
    assert_eq!(models.len(), 1179);
    let (mut cases, mut error_as_no) = (0, 0);
    for model in &models {
        let rule = model.rule();
        for answers in assignments() {
            cases += 1;
            let found = ask(&rule, answers);
            assert_eq!(found, model.value(answers), "{rule} under {answers:?}");
            // Whatever an unknown answer turns out to be: a yes stays a yes, a no stays a no.
            let completed = assignments().filter(|complete| {
                complete.iter().zip(answers).all(|(complete, answer)| {
                    *complete != Truth::Unknown && (answer == Truth::Unknown || *complete == answer)
                })
            });
            let outcomes: Vec<Truth> = completed.map(|complete| ask(&rule, complete)).collect();
            if found != Truth::Unknown {
                assert!(outcomes.iter().all(|outcome| *outcome == found), "{rule} under {answers:?}");
            }
            let naive =
                ask(&rule, answers.map(|answer| if answer == Truth::Unknown { Truth::No } else { answer }));
            if naive == Truth::Yes && outcomes.contains(&Truth::No) {
                error_as_no += 1;
            }
        }
    }
    assert_eq!(cases, 31_833);
    // What a check that takes an error for a no would have let through: the test does tell the two apart.
    assert_eq!(error_as_no, 1107);
}

fn facts(proved_ago: Option<u64>) -> Facts<'static> {
    static USER: Somebody = Somebody;
    Facts {
        user: Some(&USER),
        proved_ago: proved_ago.map(Duration::from_secs),
        ..Facts::guest(Duration::from_secs(900))
    }
}

/// A user with no roles at all.
struct Somebody;

impl crate::rule::facts::AnyUser for Somebody {
    fn role_bits(&self, _: std::any::TypeId) -> Option<u64> {
        Some(0)
    }

    fn permission_bits(&self, _: std::any::TypeId) -> Option<u64> {
        Some(0)
    }
}

const YES: Rule = Rule::All(&[]);
const NO: Rule = Rule::Any(&[]);
const FRESH: Rule = Rule::Fresh(None);
const VERY_FRESH: Rule = Rule::Fresh(Some(60));
const NAMED_FRESH: Rule = Rule::Named("Fresh", &AccessRule::requires(FRESH));
const MEMBERS: Rule = Rule::Named("Members", &AccessRule::login_required());
const NEWCOMERS: Rule = Rule::Named("Newcomers", &AccessRule::requires(Rule::Not(&Rule::Remembered)));
const ANYBODY: Rule =
    Rule::Named("Anybody", &AccessRule::requires(Rule::Not(&Rule::Remembered)).login_optional());

/// Every attribute and every shape around a fresh log-in, against a guest, a restored session, one of 1 and one of 20 minutes.
#[test]
fn a_challenge_is_offered_only_where_meeting_it_could_lead_to_a_yes() {
    use Decision::{Allow, Deny};
    const LOGIN: Decision = Decision::Challenge(Challenge::Login);
    const AGAIN: Decision = Decision::Challenge(Challenge::Fresh);
    let standings = [Facts::guest(Duration::from_secs(900)), facts(None), facts(Some(60)), facts(Some(1200))];
    let requires = AccessRule::requires;
    let rows = [
        (AccessRule::public(), [Allow, Allow, Allow, Allow]),
        (AccessRule::guest_only(), [Allow, Deny, Deny, Deny]),
        (AccessRule::login_required(), [LOGIN, Allow, Allow, Allow]),
        (AccessRule::fresh_login_required(), [LOGIN, AGAIN, Allow, AGAIN]),
        (AccessRule::fresh_login_within(Duration::from_secs(60)), [LOGIN, AGAIN, AGAIN, AGAIN]),
        (AccessRule::fresh_login_within(Duration::from_secs(1201)), [LOGIN, AGAIN, Allow, Allow]),
        (requires(NO), [Deny, Deny, Deny, Deny]),
        (requires(Rule::All(&[FRESH, NO])), [Deny, Deny, Deny, Deny]),
        (requires(Rule::All(&[FRESH, YES])), [LOGIN, AGAIN, Allow, AGAIN]),
        (requires(Rule::Any(&[FRESH, NO])), [LOGIN, AGAIN, Allow, AGAIN]),
        (requires(Rule::Any(&[FRESH, YES])), [LOGIN, Allow, Allow, Allow]),
        // Who is fresh cannot get less so by logging in again.
        (requires(Rule::Not(&FRESH)), [Deny, Allow, Deny, Allow]),
        (requires(Rule::Not(&Rule::Not(&FRESH))), [LOGIN, AGAIN, Allow, AGAIN]),
        (requires(Rule::All(&[FRESH, Rule::Not(&VERY_FRESH)])), [Deny, Deny, Allow, Deny]),
        (requires(FRESH).login_optional(), [LOGIN, AGAIN, Allow, AGAIN]),
        (requires(Rule::Not(&FRESH)).login_optional(), [Allow, Allow, Deny, Allow]),
        (requires(Rule::Remembered), [LOGIN, Deny, Deny, Deny]),
        (requires(Rule::Not(&Rule::Remembered)), [LOGIN, Allow, Allow, Allow]),
        (requires(NAMED_FRESH), [LOGIN, AGAIN, Allow, AGAIN]),
        // A named rule asks for its log-in wherever it stands.
        (requires(MEMBERS).login_optional(), [LOGIN, Allow, Allow, Allow]),
        (requires(Rule::Any(&[MEMBERS, NO])).login_optional(), [LOGIN, Allow, Allow, Allow]),
        (requires(Rule::Not(&MEMBERS)).login_optional(), [Allow, Deny, Deny, Deny]),
        (requires(NEWCOMERS).login_optional(), [LOGIN, Allow, Allow, Allow]),
        (requires(Rule::Any(&[ANYBODY, NO])).login_optional(), [Allow, Allow, Allow, Allow]),
    ];
    for (rule, answers) in rows {
        for (facts, answer) in standings.iter().zip(answers) {
            assert_eq!(decide(&[rule], facts), answer, "{rule} for {:?}", facts.proved_ago);
        }
    }
}

#[test]
fn an_error_is_unavailable_and_never_a_yes_or_a_no() {
    static DOWN: Check = Check::new("down", never);
    const ASKED: Rule = Rule::Check(&DOWN);
    let down = Facts { checked: &[(&DOWN, Decision::Unavailable)], ..facts(Some(1)) };
    for (rule, decision) in [
        (ASKED, Decision::Unavailable),
        (Rule::Not(&ASKED), Decision::Unavailable),
        (Rule::All(&[ASKED, YES]), Decision::Unavailable),
        (Rule::Any(&[ASKED, NO]), Decision::Unavailable),
        (Rule::All(&[ASKED, NO]), Decision::Deny),
        (Rule::Any(&[ASKED, YES]), Decision::Allow),
    ] {
        assert_eq!(decide(&[AccessRule::requires(rule)], &down), decision, "{rule}");
    }
}

#[test]
fn a_function_is_asked_only_while_its_answer_matters() {
    static FIRST: Check = Check::new("first", never);
    static SECOND: Check = Check::new("second", never);
    const ONE: Rule = Rule::Check(&FIRST);
    const TWO: Rule = Rule::Check(&SECOND);
    let pending = |rule, checked: &[(&'static Check, Decision)]| {
        let found = pending_check(&[AccessRule::requires(rule)], &Facts { checked, ..facts(Some(1)) });
        found.map(Check::name)
    };
    assert_eq!(pending(Rule::All(&[ONE, TWO]), &[]), Some("first"));
    assert_eq!(pending(Rule::All(&[ONE, TWO]), &[(&FIRST, Decision::Allow)]), Some("second"));
    assert_eq!(pending(Rule::All(&[ONE, TWO]), &[(&FIRST, Decision::Deny)]), None);
    assert_eq!(pending(Rule::Any(&[ONE, TWO]), &[(&FIRST, Decision::Allow)]), None);
    assert_eq!(pending(Rule::Any(&[ONE, TWO]), &[(&FIRST, Decision::Unavailable)]), Some("second"));
    assert_eq!(pending(Rule::All(&[NO, ONE]), &[]), None);
    assert_eq!(pending(Rule::Any(&[ONE, YES]), &[]), None);
    assert_eq!(pending(Rule::Any(&[Rule::All(&[NO, ONE]), TWO]), &[]), Some("second"));
    let guest = Facts::guest(Duration::ZERO);
    assert!(pending_check(&[AccessRule::requires(ONE)], &guest).is_none(), "a guest is not asked about");
}

#[test]
fn what_is_asked_again_and_again_is_worked_out_once_for_each_type() {
    use std::any::TypeId;
    use std::sync::Mutex;

    use crate::rule::typed::{DeclaredRule, PermissionIs, RoleIs};
    use login_runtime::{Permission, Role};

    #[derive(Clone, Copy, Debug, PartialEq, Eq, Role)]
    enum Rank {
        Low,
        High,
    }
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Role)]
    enum Team {
        Red,
        Blue,
    }
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Permission)]
    enum Posts {
        Read,
        Write,
    }

    /// A user who notes what is asked of them: everything of index 1 is theirs.
    #[derive(Default)]
    struct Asked(Mutex<Vec<TypeId>>);

    impl crate::rule::facts::AnyUser for Asked {
        fn role_bits(&self, role: TypeId) -> Option<u64> {
            self.0.lock().expect("a whole list").push(role);
            Some(0b10)
        }

        fn permission_bits(&self, permission: TypeId) -> Option<u64> {
            self.role_bits(permission)
        }
    }

    let conditions = [
        (RoleIs::<Rank, { Rank::High as _ }>::RULE.rule, Truth::Yes),
        (RoleIs::<Rank, { Rank::Low as _ }>::RULE.rule, Truth::No),
        (RoleIs::<Rank, { Rank::High as _ }>::RULE.rule, Truth::Yes),
        (PermissionIs::<Posts, { Posts::Read as _ }>::RULE.rule, Truth::No),
        (PermissionIs::<Posts, { Posts::Write as _ }>::RULE.rule, Truth::Yes),
        (RoleIs::<Team, { Team::Red as _ }>::RULE.rule, Truth::No),
        (RoleIs::<Team, { Team::Blue as _ }>::RULE.rule, Truth::Yes),
    ];
    let user = Asked::default();
    let facts = Facts { user: Some(&user), ..Facts::guest(Duration::ZERO) };
    for (at, (condition, truth)) in conditions.into_iter().enumerate() {
        assert_eq!(condition.ask(&facts), truth, "condition {at}");
    }
    let asked = user.0.into_inner().expect("a whole list");
    assert_eq!(asked, [TypeId::of::<Rank>(), TypeId::of::<Posts>(), TypeId::of::<Team>()]);
}
