package dev.epilogue.access;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a credential allows. None contains another: what is not named is not allowed. */
public enum Scope {
    CLOSURES_READ,
    CLOSURES_WRITE,
    CLOSURES_ESCALATE,
    /** A tenant's own credentials and endpoints; no operator's right. */
    ADMIN,
    /** Everything of every tenant, to look at. */
    OPERATOR_READ,
    /** Everything of every tenant, to act on where an operator may. */
    OPERATOR;

    /** What a tenant can give to its own applications. */
    public static final Set<Scope> OF_TENANTS =
            Set.copyOf(EnumSet.of(CLOSURES_READ, CLOSURES_WRITE, CLOSURES_ESCALATE, ADMIN));

    /** As in tokens and settings: {@code closures:read}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', ':');
    }

    /** Nothing where no scope of ours is called so. */
    public static Optional<Scope> ofWireName(String name) {
        return Arrays.stream(values())
                .filter(scope -> scope.wireName().equals(name))
                .findFirst();
    }
}
