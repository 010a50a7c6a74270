package dev.epilogue.node.nitrorpc;

import dev.epilogue.node.NodeException;
import dev.epilogue.node.SessionReading;
import dev.epilogue.value.Address;
import dev.epilogue.value.Amount;
import dev.epilogue.value.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
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

    /** Balances by asset and account. */
    private record Books(SortedMap<String, SortedMap<Address, Amount>> balances, Flows flows) {}

    /** What had moved by a version: changes with a version only. */
    private record Moved(long versionNumber, Flows flows) {}

    private final Duration messageExpiry;
    private final Sessions sessions = new Sessions();
    private final Assets assets = new Assets();
    private final Map<SessionId, Moved> moved = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<SessionId, Moved> eldest) {
            return size() > REMEMBERED;
        }
    });

    /** @param messageExpiry of the node */
    Readings(Duration messageExpiry) {
        this.messageExpiry = messageExpiry;
    }

    /** Empty when the node does not know the session. */
    Mono<SessionReading> read(Calls calls, SessionId id) {
        return attempt(calls, id, ATTEMPTS)
                .flatMap(reading -> reading.map(Mono::just)
                        .orElseGet(() -> Mono.error(
                                new NodeException.Unavailable("the session kept moving while it was read"))));
    }

    /** The session without its balances, which costs a single call. */
    Mono<ListedSession> listed(Calls calls, SessionId id) {
        return sessions.find(calls, id).map(Sessions.Found::session);
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
        return books(calls, found.session())
                .filterWhen(books -> unmoved(calls, found.session()))
                .doOnNext(books -> remember(found.session(), books))
                .flatMap(books -> reading(calls, found, books))
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty());
    }

    /** Empty when something was written while they were read. */
    private Mono<Books> books(Calls calls, ListedSession session) {
        return Ledger.balances(calls, session.id())
                .flatMap(Mono::justOrEmpty)
                .flatMap(balances -> flows(calls, session).map(flows -> new Books(balances, flows)));
    }

    private Mono<Flows> flows(Calls calls, ListedSession session) {
        if (!session.open()) {
            return Mono.just(Flows.OF_NO_INTEREST);
        }
        Moved known = moved.get(session.id());
        return known != null && known.versionNumber() == session.versionNumber()
                ? Mono.just(known.flows())
                : Ledger.flows(calls, session.id()).flatMap(Mono::justOrEmpty);
    }

    private void remember(ListedSession session, Books books) {
        if (session.open()) {
            moved.put(session.id(), new Moved(session.versionNumber(), books.flows()));
        }
    }

    /** Closed is final; whatever is open is looked at once more. */
    private Mono<Boolean> unmoved(Calls calls, ListedSession session) {
        return session.open()
                ? sessions.find(calls, session.id())
                        .map(again -> again.session().equals(session))
                        .defaultIfEmpty(false)
                : Mono.just(true);
    }

    private Mono<SessionReading> reading(Calls calls, Sessions.Found found, Books books) {
        Holdings held = Holdings.of(found.session().members(), books.balances());
        return held.allocations().isEmpty() && found.session().open()
                ? assets.any(calls)
                        .map(asset -> Holdings.nothingOf(asset, found.session().members()))
                        .defaultIfEmpty(held)
                        .flatMap(nothing -> reading(calls, found, nothing, books))
                : reading(calls, found, held, books);
    }

    private Mono<SessionReading> reading(Calls calls, Sessions.Found found, Holdings holdings, Books books) {
        return assets.decimals(calls, holdings.assets())
                .map(decimals -> reading(found, holdings, decimals, books.flows()));
    }

    private SessionReading reading(
            Sessions.Found found, Holdings holdings, Map<String, Integer> decimals, Flows flows) {
        ListedSession session = found.session();
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
                found.nodeTime(),
                messageExpiry,
                flows.withdrawals(),
                Remarks.on(session, holdings, decimals, session.open() ? flows.paidIn() : null),
                List.of());
    }
}
