package dev.epilogue.node.nitronode;

import static dev.epilogue.node.ErrorTable.Row.leading;
import static dev.epilogue.node.ErrorTable.Row.pattern;
import static dev.epilogue.node.ErrorTable.Row.whole;

import dev.epilogue.node.ErrorTable;
import dev.epilogue.node.ErrorTable.Meaning;
import dev.epilogue.node.NodeError;

/** What a v1 node's texts mean. */
final class NitronodeErrors {

    private static final String RELEASE = "failed to issue release state for participant [^:]{1,66}: ";
    private static final String STATE = "invalid state transition: ";

    private static final ErrorTable TABLE = new ErrorTable(
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
            whole("user_address is required", NodeError.PROGRAMMING),
            whole("wallet is required", NodeError.PROGRAMMING),
            whole("invalid channel_type:", NodeError.PROGRAMMING));

    /** What {@code channels.v1.submit_state} adds. */
    private static final ErrorTable STATES = new ErrorTable(
            pattern("user has no active channel", NodeError.BLOCKED),
            leading("ongoing state transitions check failed", NodeError.BLOCKED),
            whole(STATE + "current state is already acknowledged", NodeError.ALREADY_ACKNOWLEDGED),
            pattern(STATE + "(version|epoch|home channel ID|state ID) mismatch: .*", NodeError.STALE),
            pattern(STATE + "home ledger mismatch: .*", NodeError.STALE),
            whole(STATE + "transition amount must be zero", NodeError.PROGRAMMING),
            whole(STATE + "new transition does not match expected", NodeError.PROGRAMMING),
            whole(STATE + "invalid home ledger: ", NodeError.PROGRAMMING),
            leading("invalid state transition", NodeError.STALE),
            whole("transition is not supported yet", NodeError.PROGRAMMING),
            whole("missing incoming state user signature", NodeError.SIGNATURES),
            leading("failed to decode incoming state user signature", NodeError.SIGNATURES),
            whole("failed to get user signature type: invalid signature", NodeError.SIGNATURES),
            leading("failed to get user signature type", NodeError.SIGNATURES),
            whole("user signature type '", NodeError.SIGNATURES),
            whole("invalid incoming state user signature: invalid signature", NodeError.SIGNATURES),
            leading("invalid incoming state user signature", NodeError.SIGNATURES),
            whole("invalid user_wallet: ", NodeError.PROGRAMMING),
            leading("active channel has no stored state", NodeError.TRANSIENT),
            leading("failed to lock", NodeError.TRANSIENT),
            leading("failed to pack state", NodeError.TRANSIENT),
            leading("failed to sign state", NodeError.TRANSIENT),
            leading("failed to store", NodeError.TRANSIENT),
            leading("failed to get", NodeError.TRANSIENT),
            leading("failed to check", NodeError.TRANSIENT));

    private NitronodeErrors() {}

    static Meaning of(String text) {
        return ErrorTable.meaning(text, TABLE);
    }

    static Meaning ofSubmittedState(String text) {
        return ErrorTable.meaning(text, STATES, TABLE);
    }
}
