package dev.epilogue.sandbox.clearnode.engine;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An update of a session's state: {@code submit_app_state} (protocol 3.4). */
public record UpdateSession(
        String id, String intent, BigInteger version, List<Share> allocations, Optional<String> data) {

    public Prepared prepare(NodeState state, Signers signers, Instant now) {
        if (id.isEmpty() || allocations.isEmpty()) {
            throw new Refusal("missing required parameters: app_id or allocations");
        }
        Session session = state.openSession(id);
        requireProtocol(session);
        SessionRules.requireQuorum(state, session, signers, quorumName());
        return change(state, session, signers, now);
    }

    /** Without any signature, whatever the version. */
    public Prepared force(NodeState state, Instant now) {
        return change(state, state.openSession(id), Signers.NOBODY, now);
    }

    private void requireProtocol(Session session) {
        switch (session.definition().protocol()) {
            case "NitroRPC/0.2" -> {
                if (!intent.isEmpty() || version.signum() != 0) {
                    throw new Refusal("incorrect request: specified parameters are not supported in this protocol");
                }
            }
            case "NitroRPC/0.4" -> {
                BigInteger expected = BigInteger.valueOf(session.version() + 1);
                if (!version.equals(expected)) {
                    throw new Refusal(
                            "incorrect app state: incorrect version: expected " + expected + ", got " + version);
                }
                requireIntent();
            }
            default ->
                throw new Refusal("incorrect app state: unsupported protocol: "
                        + session.definition().protocol());
        }
    }

    private void requireIntent() {
        if (!List.of("", "operate", "deposit", "withdraw").contains(intent)) {
            throw new Refusal("incorrect app state: unsupported intent: " + intent);
        }
    }

    private String quorumName() {
        return switch (intent) {
            case "deposit" -> "deposit";
            case "withdraw" -> "withdrawal";
            default -> "submit_state";
        };
    }

    private Prepared change(NodeState state, Session session, Signers signers, Instant now) {
        Redistribution change = new Redistribution(state, session, allocations, now);
        switch (intent) {
            case "deposit" -> change.deposit(signers);
            case "withdraw" -> change.withdraw();
            default -> change.operate();
        }
        Session updated = session.next(true, data, now);
        return () -> {
            List<LedgerRecord> records = change.commit();
            state.store(updated);
            return new Booked(updated, change.paid(), records);
        };
    }
}
