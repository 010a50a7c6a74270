package dev.epilogue.sandbox.nitronode.ledger;

import dev.epilogue.sandbox.nitronode.encoding.SessionEncoding;
import dev.epilogue.value.Hash32;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Section 3: creating, moving, closing. Everything is checked before anything changes. */
public final class Sessions {

    private final Books books;
    private final CreateRules createRules;
    private final AllocationRules allocationRules;
    private final Quorum quorum;
    private final Channels channels;

    Sessions(Books books, CreateRules createRules, AllocationRules allocationRules, Quorum quorum, Channels channels) {
        this.books = books;
        this.createRules = createRules;
        this.allocationRules = allocationRules;
        this.quorum = quorum;
        this.channels = channels;
    }

    public Session create(CreateRequest request, List<String> signatures) {
        Definition definition = createRules.check(request, signatures.size());
        Session session = Session.created(definition.id(), definition, request.sessionData());
        Hash32 hash = SessionEncoding.creationHash(definition, request.sessionData());
        quorum.verify(session, hash, signatures);
        if (books.session(session.id().hex()).isPresent()) {
            throw new Refusal("failed to create app session: failed to create app session: ERROR: duplicate key value"
                    + " violates unique constraint \"app_sessions_v1_pkey\" (SQLSTATE 23505)");
        }
        books.put(session);
        return session;
    }

    /** Operate, withdraw, close: the order of the table in section 3.8. */
    public Session submit(Update update, List<String> signatures) {
        createRules.checkData(update.sessionData());
        if (update.intent() == Update.DEPOSIT) {
            throw new Refusal("deposit intent must use submit_deposit_state endpoint");
        }
        if (update.intent() > Update.CLOSE) {
            throw new Refusal("invalid intent: unknown");
        }
        Session session = admitted(update, signatures);
        return switch (update.intent()) {
            case Update.OPERATE -> advance(session, update, allocationRules.operate(session, update));
            case Update.WITHDRAW -> payOut(session, update, allocationRules.withdraw(session, update));
            default -> payOut(session, update, allocationRules.close(session, update));
        };
    }

    /** @return the co-signed commit */
    public ChannelState deposit(Update update, List<String> signatures, ChannelState commit) {
        createRules.checkData(update.sessionData());
        if (update.intent() != Update.DEPOSIT) {
            throw new Refusal("invalid intent: must be deposit");
        }
        Session session = admitted(update, signatures);
        DepositRules.checkCommit(session, commit);
        var split = new DepositRules(allocationRules).deposit(session, update, commit);
        ChannelState accepted = channels.accept(commit);
        advance(session, update, split);
        return accepted;
    }

    /** An update by "somebody", for set-up and faults: same effect, nobody signs. */
    public Session force(int intent, String sessionId) {
        Session session =
                books.session(sessionId).orElseThrow(() -> new IllegalArgumentException("no session " + sessionId));
        if (session.closed()) {
            return session;
        }
        List<Entry> entries = session.funds().entrySet().stream()
                .map(row -> new Entry(row.getKey().participant(), row.getKey().asset(), row.getValue()))
                .toList();
        Update update = new Update(session.id().hex(), intent, session.version() + 1, entries, "");
        return intent == Update.CLOSE
                ? payOut(session, update, allocationRules.close(session, update))
                : advance(session, update, allocationRules.operate(session, update));
    }

    private Session admitted(Update update, List<String> signatures) {
        Session session = books.session(update.sessionId()).orElseThrow(() -> new Refusal("app session not found"));
        if (session.closed()) {
            throw new Refusal("app session is already closed");
        }
        createRules.checkCount(
                signatures.size(), session.definition().participants().size());
        if (update.version() != session.version() + 1) {
            throw new Refusal("invalid app session version: expected " + Long.toUnsignedString(session.version() + 1)
                    + ", got " + Long.toUnsignedString(update.version()));
        }
        quorum.verify(session, SessionEncoding.updateHash(update), signatures);
        return session;
    }

    private Session advance(Session session, Update update, Map<Holding, BigDecimal> split) {
        Session next = session.advanced(split, update.sessionData(), update.intent() == Update.CLOSE);
        books.put(next);
        return next;
    }

    private Session payOut(Session session, Update update, SortedMap<Holding, BigDecimal> after) {
        SortedMap<Holding, BigDecimal> inOrderOfRelease =
                new TreeMap<>((one, other) -> one.participant().equals(other.participant())
                        ? one.asset().compareTo(other.asset())
                        : one.participant().compareTo(other.participant()));
        inOrderOfRelease.putAll(after);
        inOrderOfRelease.forEach((holding, left) -> {
            BigDecimal paid = session.held(holding).subtract(left);
            if (paid.signum() > 0) {
                channels.release(holding, paid, update.sessionId());
            }
        });
        return advance(session, update, after);
    }
}
