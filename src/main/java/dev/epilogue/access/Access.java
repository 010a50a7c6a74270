package dev.epilogue.access;

import org.jspecify.annotations.Nullable;

/** Who may make a call: a route has exactly one of these. */
public sealed interface Access {

    /** Everybody, with a credential or without; none is looked at. */
    Access PUBLIC = new Everybody();

    /** Whoever has a credential that stands. */
    Access KNOWN = new Holders();

    /** Only who runs the service, and may act. */
    Access OPERATOR = new Ruled(null, false, false, Operators.ACT);

    /** Nobody but those that are added: {@code Access.nobody().link()}. */
    static Ruled nobody() {
        return new Ruled(null, false, false, Operators.NONE);
    }

    /** A tenant's applications with this scope. */
    static Ruled application(Scope scope) {
        return new Ruled(scope, false, false, Operators.NONE);
    }

    /** @param principal null where the call came without a credential */
    Verdict decide(@Nullable Principal principal, Target target);

    /** Whether a credential is needed at all. */
    default boolean guarded() {
        return !(this instanceof Everybody);
    }

    /** What operators may do here. */
    enum Operators {
        NONE,
        READ,
        ACT;

        boolean allow(Principal principal) {
            return switch (this) {
                case NONE -> false;
                case READ ->
                    principal.scopes().contains(Scope.OPERATOR)
                            || principal.scopes().contains(Scope.OPERATOR_READ);
                case ACT -> principal.scopes().contains(Scope.OPERATOR);
            };
        }
    }

    record Everybody() implements Access {
        @Override
        public Verdict decide(@Nullable Principal principal, Target target) {
            return Verdict.ALLOWED;
        }
    }

    record Holders() implements Access {
        @Override
        public Verdict decide(@Nullable Principal principal, Target target) {
            return principal == null ? Verdict.UNAUTHENTICATED : Verdict.ALLOWED;
        }
    }

    /**
     * @param application what an application needs; null where none may
     * @param link whether a link may, for its own closure
     * @param wallet whether a wallet that signed in may, for its own
     */
    record Ruled(@Nullable Scope application, boolean link, boolean wallet, Operators operators) implements Access {

        public Ruled withLink() {
            return new Ruled(application, true, wallet, operators);
        }

        public Ruled withWallet() {
            return new Ruled(application, link, true, operators);
        }

        /** Link and wallet, each for its own. */
        public Ruled withParticipants() {
            return withLink().withWallet();
        }

        /** Operators, also those that only look. */
        public Ruled withOperators() {
            return new Ruled(application, link, wallet, Operators.READ);
        }

        /** What may not be done at all is said before anything is looked up: the answer tells nothing of the target. */
        @Override
        public Verdict decide(@Nullable Principal principal, Target target) {
            if (principal == null) {
                return Verdict.UNAUTHENTICATED;
            }
            if (!mayAtAll(principal)) {
                return Verdict.SCOPE_MISSING;
            }
            return target.knownTo(principal) ? Verdict.ALLOWED : Verdict.NOT_FOUND;
        }

        /** In open mode the one caller is an application with an operator's scopes as well. */
        private boolean mayAtAll(Principal principal) {
            boolean own = switch (principal.kind()) {
                case APPLICATION -> application != null && principal.scopes().contains(application);
                case LINK -> link;
                case WALLET -> wallet;
                case OPERATOR -> false;
            };
            return own || operators.allow(principal);
        }
    }
}
