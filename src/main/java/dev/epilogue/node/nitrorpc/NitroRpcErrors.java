package dev.epilogue.node.nitrorpc;

import dev.epilogue.node.NodeError;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a 0.x node's texts mean. They come without codes and may have a cause of the node's database appended, so only the leading
 * part is matched, and only known texts are repeated in full.
 */
final class NitroRpcErrors {

    /** A text's meaning, and as much of it as may be shown. */
    record Meaning(NodeError error, String safeText) {}

    /**
     * @param leading how the text begins
     * @param complete whether the rest of it is known to be the node's own words
     */
    private record Row(Pattern leading, NodeError error, boolean complete) {}

    private static final int LONGEST = 300;

    private static final List<Row> ROWS = List.of(
            whole("authentication required", NodeError.AUTHENTICATION),
            whole("session expired, please re-authenticate", NodeError.AUTHENTICATION),
            whole("invalid message timestamp", NodeError.TIMESTAMP),
            pattern("an open app session not found: record not found", NodeError.ALREADY_CLOSED),
            leading("an open app session not found", NodeError.TRANSIENT),
            pattern("asset \\S{1,80} is not deposited into the app session", NodeError.ALREADY_CLOSED),
            pattern("asset \\S{1,80} not fully redistributed", NodeError.STALE),
            whole("incorrect app state: incorrect version: ", NodeError.STALE),
            whole("signature from unknown participant wallet ", NodeError.SIGNATURES),
            whole("incorrect submit_state request: quorum not reached: ", NodeError.SIGNATURES),
            leading("failed to get wallets from RPC message", NodeError.SIGNATURES),
            leading("failed to get signers from RPC message", NodeError.SIGNATURES),
            leading("failed to verify signer", NodeError.SIGNATURES),
            whole("session key application validation failed", NodeError.SESSION_KEY),
            leading("session key validation failed", NodeError.SESSION_KEY),
            whole("session key spending validation failed: operation denied: ", NodeError.SESSION_KEY),
            leading("session key spending validation failed", NodeError.SESSION_KEY),
            leading("failed to get session key for signer ", NodeError.TRANSIENT),
            pattern("participant \\S{1,80} has challenged channels, cannot execute operation", NodeError.BLOCKED),
            whole("operation denied: non-zero allocation in ", NodeError.BLOCKED),
            whole("missing required parameters: app_id or allocations", NodeError.PROGRAMMING),
            whole("negative allocation: ", NodeError.PROGRAMMING),
            whole("allocation to non-participant ", NodeError.PROGRAMMING),
            whole("allocation references unknown asset ", NodeError.PROGRAMMING),
            whole("incorrect app state: ", NodeError.PROGRAMMING),
            whole("incorrect request: ", NodeError.PROGRAMMING),
            whole("incorrect deposit request: ", NodeError.PROGRAMMING),
            whole("incorrect withdrawal request: ", NodeError.PROGRAMMING),
            whole("incorrect operate request: ", NodeError.PROGRAMMING),
            leading("failed to parse parameters", NodeError.PROGRAMMING),
            leading("failed to parse auth parameters", NodeError.PROGRAMMING),
            whole("invalid authentication method: expected JWT or signature", NodeError.PROGRAMMING),
            whole("invalid JWT token", NodeError.AUTHENTICATION),
            whole("failed to generate challenge", NodeError.TRANSIENT),
            pattern("invalid challenge or signature", NodeError.PROGRAMMING),
            pattern("invalid challenge", NodeError.TRANSIENT),
            leading("invalid signature", NodeError.PROGRAMMING),
            leading("failed to generate JWT token", NodeError.PROGRAMMING),
            whole("unsupported token: ", NodeError.PROGRAMMING),
            whole("expiration time must be set and in the future", NodeError.PROGRAMMING),
            whole("session key already exists but is expired", NodeError.TRANSIENT),
            whole("signer is already in use for another wallet", NodeError.TRANSIENT),
            leading("authentication failed", NodeError.TRANSIENT),
            whole("invalid message format", NodeError.PROGRAMMING),
            whole("message validation failed", NodeError.PROGRAMMING),
            whole("message request is empty", NodeError.PROGRAMMING),
            whole("unknown method: ", NodeError.PROGRAMMING),
            whole("test mode endpoints are disabled", NodeError.PROGRAMMING),
            whole("invalid ledger transaction type", NodeError.PROGRAMMING),
            whole("missing account ID", NodeError.PROGRAMMING),
            leading("an error occurred while processing the request", NodeError.TRANSIENT),
            leading("failed to create application session", NodeError.TRANSIENT),
            leading("failed to submit app state", NodeError.TRANSIENT),
            leading("failed to close application session", NodeError.TRANSIENT),
            leading("failed to get application sessions", NodeError.TRANSIENT),
            pattern("failed to get application session$", NodeError.NOT_FOUND),
            pattern("failed to get (ledger|assets|config|networks|channels)[a-z ]*", NodeError.TRANSIENT));

    private NitroRpcErrors() {}

    static Meaning of(String text) {
        for (Row row : ROWS) {
            Matcher matcher = row.leading.matcher(text);
            if (matcher.lookingAt()) {
                return new Meaning(row.error, row.complete ? shortened(text) : matcher.group());
            }
        }
        return new Meaning(NodeError.UNCLASSIFIED, firstClause(text));
    }

    /** Of an unknown text only what stands before a colon: causes of other origin follow after one. */
    private static String firstClause(String text) {
        int colon = text.indexOf(':');
        return shortened(colon < 0 ? text : text.substring(0, colon));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    private static Row whole(String leading, NodeError error) {
        return new Row(Pattern.compile(Pattern.quote(leading)), error, true);
    }

    private static Row leading(String leading, NodeError error) {
        return new Row(Pattern.compile(Pattern.quote(leading)), error, false);
    }

    private static Row pattern(String leading, NodeError error) {
        return new Row(Pattern.compile(leading), error, false);
    }
}
