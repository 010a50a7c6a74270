package dev.epilogue.node.nitronode;

import dev.epilogue.node.NodeError;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a v1 node's texts mean. They come without codes and may end in words of its database or network, so only the leading part
 * is matched, and only known texts are repeated in full.
 */
final class NitronodeErrors {

    /** A text's meaning, and as much of it as may be shown. */
    record Meaning(NodeError error, String safeText) {}

    /**
     * @param leading how the text begins
     * @param complete whether the rest of it is known to be the node's own words
     */
    private record Row(Pattern leading, NodeError error, boolean complete) {}

    private static final int LONGEST = 300;
    private static final Pattern DATABASE = Pattern.compile("\\(SQLSTATE [0-9A-Z]{5}\\)\\s*$");
    private static final String RELEASE = "failed to issue release state for participant [^:]{1,66}: ";

    private static final List<Row> ROWS = List.of(
            whole("app session is already closed", NodeError.ALREADY_CLOSED),
            whole("invalid app session version:", NodeError.STALE),
            whole("close intent missing allocation", NodeError.STALE),
            whole("close intent requires allocations to match", NodeError.STALE),
            whole("close intent contains unexpected allocation", NodeError.STALE),
            whole("operate intent allocation mismatch", NodeError.STALE),
            whole("operate intent missing allocation", NodeError.STALE),
            whole("failed to update app session: concurrent modification", NodeError.STALE),
            whole("quorum not met:", NodeError.SIGNATURES),
            whole("no signatures provided", NodeError.SIGNATURES),
            whole("signature from non-participant:", NodeError.SIGNATURES),
            whole("failed to recover user wallet: no active session key found", NodeError.SESSION_KEY),
            whole("failed to recover user wallet: failed to recover wallet address:", NodeError.SIGNATURES),
            whole("failed to recover user wallet: invalid signature:", NodeError.SIGNATURES),
            leading("failed to recover user wallet", NodeError.SIGNATURES),
            leading("failed to decode signature", NodeError.SIGNATURES),
            whole("empty signature after decode", NodeError.SIGNATURES),
            whole("quorum_sigs count", NodeError.SIGNATURES),
            pattern(
                    RELEASE + "cannot issue release receiver state: "
                            + "(escrow lock|mutual lock|escrow deposit finalization|escrow withdrawal finalization)"
                            + " is still ongoing",
                    NodeError.BLOCKED),
            pattern(RELEASE + "cannot issue release receiver state", NodeError.BLOCKED),
            pattern(RELEASE + "failed to (lock|get|store|pack|sign|record|check)[^:]*", NodeError.TRANSIENT),
            leading("failed to issue release state", NodeError.TRANSIENT),
            leading("failed to get current allocations", NodeError.TRANSIENT),
            leading("failed to record close ledger entry", NodeError.TRANSIENT),
            leading("failed to process app state update", NodeError.TRANSIENT),
            leading("failed to retrieve app sessions", NodeError.TRANSIENT),
            leading("failed to update app session", NodeError.TRANSIENT),
            leading("failed to create response", NodeError.TRANSIENT),
            pattern("app session not found(?=:)", NodeError.TRANSIENT),
            pattern("app session not found$", NodeError.NOT_FOUND),
            pattern("application \\S{1,80} is not registered", NodeError.OPERATOR),
            pattern("action \\S{1,80} limit reached(: used \\d+ of \\d+ allowed in 24h)?", NodeError.OPERATOR),
            leading("failed to get asset decimals", NodeError.PROGRAMMING),
            leading("failed to parse parameters", NodeError.PROGRAMMING),
            leading("failed to parse request", NodeError.PROGRAMMING),
            leading("failed to parse app state update", NodeError.PROGRAMMING),
            leading("failed to parse", NodeError.PROGRAMMING),
            whole("invalid intent", NodeError.PROGRAMMING),
            whole("deposit intent must use", NodeError.PROGRAMMING),
            whole("session_data exceeds", NodeError.PROGRAMMING),
            whole("allocation to non-participant", NodeError.PROGRAMMING),
            whole("negative allocation", NodeError.PROGRAMMING),
            whole("duplicate allocation", NodeError.PROGRAMMING),
            whole("invalid amount for allocation", NodeError.PROGRAMMING),
            whole("withdraw intent", NodeError.PROGRAMMING),
            whole("invalid withdraw amount", NodeError.PROGRAMMING),
            whole("unknown method", NodeError.PROGRAMMING),
            whole("invalid message format", NodeError.PROGRAMMING),
            whole("either app_session_id or participant must be provided", NodeError.PROGRAMMING),
            whole("invalid app_session_id", NodeError.PROGRAMMING),
            whole("invalid participant:", NodeError.PROGRAMMING),
            whole("invalid status:", NodeError.PROGRAMMING),
            whole("invalid wallet:", NodeError.PROGRAMMING),
            whole("invalid_pagination:", NodeError.PROGRAMMING),
            whole("invalid blockchain_id", NodeError.PROGRAMMING),
            whole("user_address is required", NodeError.PROGRAMMING));

    private NitronodeErrors() {}

    static Meaning of(String text) {
        boolean database = DATABASE.matcher(text).find();
        for (Row row : ROWS) {
            Matcher matcher = row.leading.matcher(text);
            if (matcher.lookingAt()) {
                NodeError error = database ? NodeError.TRANSIENT : row.error;
                return new Meaning(error, row.complete && !database ? shortened(text) : matcher.group());
            }
        }
        return new Meaning(database ? NodeError.TRANSIENT : NodeError.UNCLASSIFIED, firstClause(text));
    }

    /** Of an unknown text only what stands before a colon: causes of other origin follow after one. */
    private static String firstClause(String text) {
        int colon = text.indexOf(':');
        String clause = colon < 0 ? text : text.substring(0, colon);
        return DATABASE.matcher(clause).find() ? "the node's database failed" : shortened(clause);
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
