package dev.epilogue.node.nitrorpc;

import dev.epilogue.node.NodeException;
import dev.epilogue.node.SessionReading;
import dev.epilogue.value.Address;
import dev.epilogue.value.Amount;
import dev.epilogue.value.SessionId;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A session with its balances. The node keeps them apart and locks nothing for a reader, so the books are read between two looks at
 * the session that show the same.
 */
final class Readings {

    /** Definition, two looks and the lists between them; more only where lists have pages or the session moves. */
    static final int USUAL_CALLS = 8;

    private static final int ATTEMPTS = 4;
    private static final int REMEMBERED = 10_000;

    /** The session stood still while this was read. */
    private record Still(Sessions.Found found, SortedMap<String, SortedMap<Address, Amount>> balances) {}

    /** What was paid in by a version: changes with a version only. */
    private record PaidIn(long versionNumber, Map<String, Amount> amounts) {}

    private final Sessions sessions = new Sessions();
    private final Assets assets = new Assets();
    private final Map<SessionId, PaidIn> paidIn = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<SessionId, PaidIn> eldest) {
            return size() > REMEMBERED;
        }
    });

    /** Empty when the node does not know the session. */
    Mono<SessionReading> read(Calls calls, SessionId id) {
        return attempt(calls, id, ATTEMPTS)
                .flatMap(reading -> reading.map(Mono::just)
                        .orElseGet(() -> Mono.error(
                                new NodeException.Unavailable("the session kept moving while it was read"))));
    }

    /** Empty inside when it moved again and again. */
    private Mono<Optional<SessionReading>> attempt(Calls calls, SessionId id, int attemptsLeft) {
        return sessions.find(calls, id)
                .flatMap(found -> complete(calls, found))
                .flatMap(reading -> reading.isPresent() || attemptsLeft == 1
                        ? Mono.just(reading)
                        : attempt(calls, id, attemptsLeft - 1));
    }

    private Mono<Optional<SessionReading>> complete(Calls calls, Sessions.Found found) {
        return Ledger.balances(calls, found.session().id())
                .flatMap(balances -> balances.isEmpty()
                        ? Mono.just(Optional.<Still>empty())
                        : stillSo(calls, new Still(found, balances.get())))
                .flatMap(still ->
                        still.isEmpty() ? Mono.just(Optional.<SessionReading>empty()) : reading(calls, still.get()));
    }

    /** Closed is final; whatever is open is looked at once more. */
    private Mono<Optional<Still>> stillSo(Calls calls, Still still) {
        ListedSession before = still.found().session();
        return before.open()
                ? sessions.find(calls, before.id())
                        .map(again -> Optional.of(still)
                                .filter(same -> again.session().equals(before)))
                : Mono.just(Optional.of(still));
    }

    private Mono<Optional<SessionReading>> reading(Calls calls, Still still) {
        ListedSession session = still.found().session();
        Holdings holdings = Holdings.of(session.members(), still.balances());
        return Mono.zip(assets.decimals(calls, holdings.assets()), paidIn(calls, session))
                .map(known -> known.getT2()
                        .map(paid -> reading(still, holdings, known.getT1(), session.open() ? paid : null)));
    }

    private Mono<Optional<Map<String, Amount>>> paidIn(Calls calls, ListedSession session) {
        PaidIn known = paidIn.get(session.id());
        if (!session.open()) {
            return Mono.just(Optional.of(Map.of()));
        }
        if (known != null && known.versionNumber() == session.versionNumber()) {
            return Mono.just(Optional.of(known.amounts()));
        }
        return Ledger.paidIn(calls, session.id())
                .doOnNext(read -> read.ifPresent(
                        amounts -> paidIn.put(session.id(), new PaidIn(session.versionNumber(), amounts))));
    }

    private static SessionReading reading(
            Still still, Holdings holdings, Map<String, Integer> decimals, @Nullable Map<String, Amount> paidIn) {
        ListedSession session = still.found().session();
        return new SessionReading(
                session.id(),
                session.dialect(),
                session.application(),
                session.open(),
                session.versionNumber(),
                session.quorum(),
                session.members(),
                session.sessionData(),
                holdings.allocations(),
                decimals,
                Instant.now(),
                still.found().nodeTime(),
                Remarks.on(session, holdings, decimals, paidIn));
    }
}
