package dev.epilogue.closure;

import static java.util.stream.Collectors.toMap;

import dev.epilogue.node.Dialect;
import dev.epilogue.node.SessionReading;
import dev.epilogue.node.SessionReading.Member;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.problem.ProblemException;
import dev.epilogue.problem.Violation;
import dev.epilogue.value.Address;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.Amount;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Whether a proposed final state fits the session as the node shows it. Everything is found before anybody is asked to sign. */
public final class FinalStates {

    /** What nodes store at most, in bytes. */
    static final int MAX_SESSION_DATA = 1024;

    private FinalStates() {}

    /** @throws ProblemException naming every fault of the state */
    public static Proposal check(SessionReading reading, FinalState state) {
        checkVersion(reading, state.versionNumber());
        String sessionData = checkSessionData(reading, state.sessionData());
        List<Allocation> asked = state.allocations();
        if (asked == null) {
            checkWhole(reading);
            return asItStands(reading, sessionData);
        }
        List<Violation> violations = faults(reading, asked);
        if (!violations.isEmpty()) {
            throw new ProblemException(Problem.of(codeOf(violations.getFirst()), violations));
        }
        List<Allocation> full = complete(reading, asked);
        return new Proposal(full, sessionData, full.equals(complete(reading, reading.allocations())));
    }

    /** Money of wallets that are no participants cannot stay where it is: somebody has to say who gets it. */
    private static void checkWhole(SessionReading reading) {
        if (!distributesAll(reading, asItStands(reading, null))) {
            String detail = "The session holds %s, not all of it participants': propose who gets it."
                    .formatted(totals(reading.allocations()));
            Violation outsiders = new Violation("finalState.allocations", "outsider-deposit", detail);
            throw new Problem(ProblemCode.ALLOCATION_SUM, detail, null, List.of(outsiders), Map.of()).exception();
        }
    }

    static boolean distributesAll(SessionReading reading, Proposal proposal) {
        return totals(proposal.allocations()).equals(totals(reading.allocations()));
    }

    static Proposal asItStands(SessionReading reading, @Nullable String sessionData) {
        return new Proposal(complete(reading, reading.allocations()), sessionData, true);
    }

    /** Every participant and every asset of the session, zero where nothing is said, in hashing order. */
    static List<Allocation> complete(SessionReading reading, List<Allocation> given) {
        Map<Key, Amount> amounts =
                given.stream().collect(toMap(Key::of, Allocation::amount, Amount::plus, LinkedHashMap::new));
        List<Allocation> all = new ArrayList<>();
        for (String asset : assets(reading)) {
            for (Member member : reading.participants()) {
                Key key = new Key(member.participant(), asset);
                all.add(new Allocation(member.participant(), asset, amounts.getOrDefault(key, Amount.ZERO)));
            }
        }
        return DialectRules.of(reading.dialect()).ordered(all);
    }

    static Map<String, Amount> totals(List<Allocation> allocations) {
        Map<String, Amount> totals = new TreeMap<>();
        allocations.forEach(allocation -> totals.merge(allocation.asset(), allocation.amount(), Amount::plus));
        totals.values().removeIf(Amount::isZero);
        return totals;
    }

    private static Set<String> assets(SessionReading reading) {
        Set<String> assets = new TreeSet<>();
        reading.allocations().forEach(allocation -> assets.add(allocation.asset()));
        if (assets.isEmpty() && reading.dialect() != Dialect.NITRONODE_V1) {
            // a 0.x close needs at least one row, zero as it may be
            reading.decimals().keySet().stream().sorted().findFirst().ifPresent(assets::add);
        }
        return assets;
    }

    private static void checkVersion(SessionReading reading, @Nullable Long asked) {
        long next = reading.versionNumber() + 1;
        if (asked != null && asked != next) {
            throw Problem.of(
                            ProblemCode.STALE_VERSION,
                            "finalState.versionNumber",
                            "The session is at version %d: a final state built on it has number %d, not %d."
                                    .formatted(reading.versionNumber(), next, asked))
                    .with("versionNumber", next)
                    .exception();
        }
    }

    /** The data to be sent, null where the stored data stays. */
    private static @Nullable String checkSessionData(SessionReading reading, @Nullable String asked) {
        if (asked == null || asked.equals(reading.sessionData())) {
            return null;
        }
        if (asked.getBytes(StandardCharsets.UTF_8).length > MAX_SESSION_DATA) {
            throw Problem.of(
                            ProblemCode.INVALID_PARAMETER,
                            "finalState.sessionData",
                            "Session data may have at most " + MAX_SESSION_DATA + " bytes.")
                    .exception();
        }
        if (asked.isEmpty() && reading.dialect() == Dialect.NITRONODE_V1) {
            throw Problem.of(
                            ProblemCode.FINAL_STATE_MISMATCH,
                            "finalState.sessionData",
                            "A v1 node cannot empty stored session data; leave the member out to keep it.")
                    .exception();
        }
        return asked;
    }

    private static List<Violation> faults(SessionReading reading, List<Allocation> asked) {
        List<Violation> faults = new ArrayList<>();
        Map<Key, Integer> seen = new HashMap<>();
        Set<String> assets = assets(reading);
        Set<Address> members = new TreeSet<>();
        reading.participants().forEach(member -> members.add(member.participant()));
        for (int i = 0; i < asked.size(); i++) {
            Allocation entry = asked.get(i);
            String path = "finalState.allocations[" + i + "]";
            if (!members.contains(entry.participant())) {
                faults.add(fault(
                        ProblemCode.ALLOCATION_UNKNOWN_PARTICIPANT,
                        path + ".participant",
                        entry.participant() + " takes no part in the session."));
            }
            if (!assets.contains(entry.asset())) {
                faults.add(fault(
                        ProblemCode.ALLOCATION_UNKNOWN_ASSET,
                        path + ".asset",
                        "The session holds no such asset; symbols are case sensitive."));
            }
            if (seen.put(Key.of(entry), i) != null) {
                faults.add(fault(
                        ProblemCode.ALLOCATION_DUPLICATE,
                        path,
                        "This participant and asset stand in the list already."));
            }
            amountFault(reading, asked, entry, path).ifPresent(faults::add);
        }
        if (faults.isEmpty()) {
            faults.addAll(sumFaults(reading, asked));
        }
        return faults;
    }

    private static Optional<Violation> amountFault(
            SessionReading reading, List<Allocation> asked, Allocation entry, String path) {
        if (entry.amount().isNegative()) {
            return Optional.of(
                    fault(ProblemCode.ALLOCATION_NEGATIVE, path + ".amount", "An amount cannot be negative."));
        }
        Integer decimals = reading.decimals().get(entry.asset());
        if (decimals == null || entry.amount().decimals() <= decimals || isDust(reading, asked, entry, decimals)) {
            return Optional.empty();
        }
        return Optional.of(
                fault(ProblemCode.ALLOCATION_PRECISION, path + ".amount", "The asset has " + decimals + " decimals."));
    }

    /**
     * Where the session's own total is finer than the asset, no split of it can do without: whoever holds such an amount may keep it,
     * and otherwise one entry takes what is below the precision.
     */
    private static boolean isDust(SessionReading reading, List<Allocation> asked, Allocation entry, int decimals) {
        if (reading.allocations().contains(entry)) {
            return true;
        }
        boolean finerTotal = totals(reading.allocations())
                        .getOrDefault(entry.asset(), Amount.ZERO)
                        .decimals()
                > decimals;
        return finerTotal
                && asked.stream()
                                .filter(other -> other.asset().equals(entry.asset()))
                                .filter(other -> other.amount().decimals() > decimals)
                                .count()
                        == 1;
    }

    private static List<Violation> sumFaults(SessionReading reading, List<Allocation> asked) {
        Map<String, Amount> held = totals(reading.allocations());
        Map<String, Amount> wanted = totals(asked);
        Set<String> assets = new TreeSet<>(held.keySet());
        assets.addAll(wanted.keySet());
        List<Violation> faults = new ArrayList<>();
        for (String asset : assets) {
            Amount has = held.getOrDefault(asset, Amount.ZERO);
            Amount wants = wanted.getOrDefault(asset, Amount.ZERO);
            if (!has.equals(wants)) {
                faults.add(fault(
                        ProblemCode.ALLOCATION_SUM,
                        "finalState.allocations",
                        "The session holds %s %s, the proposal distributes %s.".formatted(has, asset, wants)));
            }
        }
        return faults;
    }

    private static Violation fault(ProblemCode code, String path, String detail) {
        return new Violation(path, code.wireName(), detail);
    }

    private static ProblemCode codeOf(Violation violation) {
        return ProblemCode.ofWireName(violation.code());
    }

    private record Key(Address participant, String asset) {
        static Key of(Allocation allocation) {
            return new Key(allocation.participant(), allocation.asset());
        }
    }
}
