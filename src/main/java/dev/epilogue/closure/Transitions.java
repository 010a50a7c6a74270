package dev.epilogue.closure;

import static dev.epilogue.closure.ClosureStatus.CANCELLED;
import static dev.epilogue.closure.ClosureStatus.COLLECTING;
import static dev.epilogue.closure.ClosureStatus.DECLINED;
import static dev.epilogue.closure.ClosureStatus.ESCALATING;
import static dev.epilogue.closure.ClosureStatus.EXPIRED;
import static dev.epilogue.closure.ClosureStatus.PARKED;
import static dev.epilogue.closure.ClosureStatus.PROTECTED;
import static dev.epilogue.closure.ClosureStatus.READY;
import static dev.epilogue.closure.ClosureStatus.SETTLED;
import static dev.epilogue.closure.ClosureStatus.SETTLING;
import static dev.epilogue.closure.ClosureStatus.SUBMITTING;
import static dev.epilogue.closure.ClosureStatus.SUPERSEDED;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The only exits of every status. {@code docs/closure-life.md} shows the same table; a test compares them. */
public final class Transitions {

    private static final Map<ClosureStatus, Set<ClosureStatus>> EXITS = new EnumMap<>(ClosureStatus.class);

    static {
        exits(COLLECTING, READY, COLLECTING, DECLINED, CANCELLED, EXPIRED, SETTLING, SUPERSEDED, ESCALATING, PARKED);
        exits(READY, SUBMITTING, COLLECTING, DECLINED, CANCELLED, EXPIRED, SETTLING, SUPERSEDED, ESCALATING, PARKED);
        exits(SUBMITTING, SETTLING, READY, COLLECTING, CANCELLED, SUPERSEDED, ESCALATING, PARKED);
        exits(SETTLING, SETTLED, ESCALATING, PARKED);
        exits(ESCALATING, PROTECTED, READY, SETTLING, EXPIRED, SUPERSEDED, PARKED);
        exits(SETTLED);
        exits(PROTECTED);
        exits(EXPIRED, COLLECTING, ESCALATING);
        exits(DECLINED, COLLECTING);
        exits(CANCELLED);
        exits(SUPERSEDED);
        exits(PARKED, COLLECTING, READY, SUBMITTING, SETTLING, ESCALATING, CANCELLED);
    }

    private Transitions() {}

    public static boolean allowed(ClosureStatus from, ClosureStatus to) {
        return exitsOf(from).contains(to);
    }

    public static Set<ClosureStatus> exitsOf(ClosureStatus status) {
        return EXITS.getOrDefault(status, Set.of());
    }

    private static void exits(ClosureStatus from, ClosureStatus... to) {
        Set<ClosureStatus> set = EnumSet.noneOf(ClosureStatus.class);
        set.addAll(Set.of(to));
        EXITS.put(from, set);
    }
}
