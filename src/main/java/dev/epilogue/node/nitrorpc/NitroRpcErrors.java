package dev.epilogue.node.nitrorpc;

import static dev.epilogue.node.ErrorTable.Row.leading;
import static dev.epilogue.node.ErrorTable.Row.pattern;
import static dev.epilogue.node.ErrorTable.Row.whole;

import dev.epilogue.node.ErrorTable;
import dev.epilogue.node.ErrorTable.Meaning;
import dev.epilogue.node.NodeError;

/**
 * What a 0.x node's texts mean. Its generic texts stand for whatever failed inside, a commit included, and so say nothing about a
 * frame: {@link NodeError#TRANSIENT}.
 */
final class NitroRpcErrors {

    private static final ErrorTable TABLE = new ErrorTable(
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

    /** What {@code resize_channel} and {@code close_channel} add; some texts mean something else there. */
    private static final ErrorTable CHANNELS = new ErrorTable(
            pattern("channel \\S{1,80} not found", NodeError.NOT_FOUND),
            whole("operation denied: resize already ongoing.", NodeError.BLOCKED),
            pattern("(operation denied: )?channel \\S{1,80} is not open( or resizing)?: [a-z]{1,20}", NodeError.STALE),
            pattern("invalid signature", NodeError.SIGNATURES),
            whole("insufficient unified balance for channel ", NodeError.STALE),
            whole("new channel amount must be positive: ", NodeError.STALE),
            pattern("negative balance", NodeError.STALE),
            whole("resize operation requires non-zero ResizeAmount or AllocateAmount", NodeError.PROGRAMMING),
            whole("failed to find asset for token ", NodeError.OPERATOR),
            leading("error fetching channel balance", NodeError.TRANSIENT),
            leading("failed to get account balance for asset", NodeError.TRANSIENT),
            leading("failed to pack state", NodeError.TRANSIENT),
            leading("failed to sign state", NodeError.TRANSIENT),
            pattern("failed to request channel (resize|closure)", NodeError.TRANSIENT));

    private NitroRpcErrors() {}

    static Meaning of(String text) {
        return ErrorTable.meaning(text, TABLE);
    }

    static Meaning ofChannelRequest(String text) {
        return ErrorTable.meaning(text, CHANNELS, TABLE);
    }
}
