package dev.epilogue.node.nitrorpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.node.NodeError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NitroRpcErrorsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            authentication required | AUTHENTICATION
            session expired, please re-authenticate | AUTHENTICATION
            invalid JWT token | AUTHENTICATION
            invalid message timestamp | TIMESTAMP
            an open app session not found: record not found | ALREADY_CLOSED
            asset usdc is not deposited into the app session. Please deposit the asset first | ALREADY_CLOSED
            an open app session not found: dial tcp 10.1.2.3:5432: connection refused | TRANSIENT
            asset usdc not fully redistributed | STALE
            incorrect app state: incorrect version: expected 2, got 3 | STALE
            signature from unknown participant wallet 0x0B09db0803654d1af3Fc89CA33882D7A02Ac2fd0 | SIGNATURES
            incorrect submit_state request: quorum not reached: 50 / 100 | SIGNATURES
            failed to get wallets from RPC message | SIGNATURES
            failed to get signers from RPC message | SIGNATURES
            failed to verify signer | SIGNATURES
            session key application validation failed for signer 0xab: session key application mismatch: session key is for 'x', but app session is for 'y' | SESSION_KEY
            session key validation failed: x | SESSION_KEY
            session key spending validation failed: operation denied: asset usdc not allowed in session key spending cap | SESSION_KEY
            session key spending validation failed: operation denied: insufficient session key allowance: 2 required, 1 available | SESSION_KEY
            failed to get session key for signer 0xab: x | TRANSIENT
            participant 0xab has challenged channels, cannot execute operation | BLOCKED
            operation denied: non-zero allocation in 1 channel(s) detected owned by wallet 0xab | BLOCKED
            missing required parameters: app_id or allocations | PROGRAMMING
            negative allocation: -1 for asset usdc | PROGRAMMING
            allocation to non-participant 0xab | PROGRAMMING
            allocation references unknown asset doge | PROGRAMMING
            incorrect app state: unsupported intent: burn | PROGRAMMING
            incorrect app state: unsupported protocol: x | PROGRAMMING
            incorrect request: specified parameters are not supported in this protocol | PROGRAMMING
            incorrect deposit request: insufficient unified balance | PROGRAMMING
            incorrect deposit request: depositor signature is required | PROGRAMMING
            incorrect withdrawal request: non-negative allocations sum delta | PROGRAMMING
            incorrect operate request: non-zero allocations sum delta: asset usdc not fully redistributed | PROGRAMMING
            failed to parse parameters | PROGRAMMING
            failed to parse auth parameters | PROGRAMMING
            failed to generate challenge | TRANSIENT
            invalid authentication method: expected JWT or signature | PROGRAMMING
            invalid challenge | TRANSIENT
            invalid challenge or signature | PROGRAMMING
            invalid signature | PROGRAMMING
            failed to generate JWT token | PROGRAMMING
            unsupported token: asset 'doge' is not supported | PROGRAMMING
            unsupported token: allowance amount cannot be negative for asset 'usdc', got '-1' | PROGRAMMING
            expiration time must be set and in the future | PROGRAMMING
            session key already exists but is expired | TRANSIENT
            signer is already in use for another wallet | TRANSIENT
            authentication failed | TRANSIENT
            invalid message format | PROGRAMMING
            message validation failed | PROGRAMMING
            message request is empty | PROGRAMMING
            unknown method: nonsense | PROGRAMMING
            an error occurred while processing the request | TRANSIENT
            test mode endpoints are disabled | PROGRAMMING
            invalid ledger transaction type | PROGRAMMING
            missing account ID | PROGRAMMING
            failed to create application session | TRANSIENT
            failed to submit app state | TRANSIENT
            failed to close application session | TRANSIENT
            failed to get application sessions | TRANSIENT
            failed to get application session | NOT_FOUND
            failed to get ledger entries | TRANSIENT
            failed to get ledger transactions | TRANSIENT
            failed to get assets | TRANSIENT
            something that no version of the node said | UNCLASSIFIED
            """)
    void everyKnownTextHasItsClass(String text, NodeError error) {
        assertThat(NitroRpcErrors.of(text).error()).isEqualTo(error);
        assertThat(text).startsWith(NitroRpcErrors.of(text).safeText());
    }

    /** A commit may be ambiguous, and what ran would be paid again: only what was said before anything ran proves that nothing did. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            authentication required | true
            session expired, please re-authenticate | true
            invalid message timestamp | true
            an open app session not found: record not found | true
            asset usdc is not deposited into the app session. Please deposit the asset first | true
            asset usdc not fully redistributed | true
            signature from unknown participant wallet 0xab | true
            incorrect submit_state request: quorum not reached: 50 / 100 | true
            failed to get wallets from RPC message | true
            session key application validation failed for signer 0xab | true
            missing required parameters: app_id or allocations | true
            negative allocation: -1 for asset usdc | true
            allocation to non-participant 0xab | true
            failed to parse parameters | true
            unknown method: close_app_session | true
            failed to close application session | false
            failed to submit app state | false
            an error occurred while processing the request | false
            an open app session not found: dial tcp 10.1.2.3:5432: connect: connection refused | false
            an open app session not found: context deadline exceeded | false
            failed to close application session: commit unexpectedly resulted in rollback | false
            asset usdc not fully redistributed: ERROR: could not serialize access (SQLSTATE 40001) | false
            signature from unknown participant wallet 0xab: driver: bad connection | false
            failed to get wallets from RPC message: sql: database is closed | false
            session key validation failed: FATAL: terminating connection due to administrator command (SQLSTATE 57P01) | false
            failed to get session key for signer 0xab: unexpected EOF | false
            write tcp 10.1.2.3:50000->10.1.2.4:5432: broken pipe | false
            ERROR: deadlock detected (SQLSTATE 40P01) | false
            something that no version of the node said | false
            "" | false
            """)
    void onlyWhatIsRefusedBeforeAnythingRanCountsAsNotExecuted(String text, boolean nothingRan) {
        assertThat(NitroRpcErrors.of(text).error().nothingRan()).isEqualTo(nothingRan);
        assertThat(NitroRpcErrors.of(text).safeText()).doesNotContain("10.1.2.3", "SQLSTATE");
    }

    @Test
    void causesOfOtherOriginAreNotRepeated() {
        assertThat(NitroRpcErrors.of("an open app session not found: dial tcp 10.1.2.3:5432")
                        .safeText())
                .isEqualTo("an open app session not found");
        assertThat(NitroRpcErrors.of("something new: password=hunter2").safeText())
                .isEqualTo("something new");
        assertThat(NitroRpcErrors.of("x".repeat(5_000)).safeText()).hasSize(300);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            channel 0x1212121212121212121212121212121212121212121212121212121212121212 not found | NOT_FOUND
            participant 0xab has challenged channels, cannot execute operation | BLOCKED
            operation denied: resize already ongoing. Please complete the resize or close the channel 0xab | BLOCKED
            operation denied: channel 0xab is not open: closed | STALE
            channel 0xab is not open or resizing: closed | STALE
            invalid signature | SIGNATURES
            failed to get wallets from RPC message | SIGNATURES
            resize operation requires non-zero ResizeAmount or AllocateAmount | PROGRAMMING
            insufficient unified balance for channel 0xab: required 1000000000000, available 20000000000 | STALE
            new channel amount must be positive: -4000000 | STALE
            negative balance | STALE
            failed to find asset for token 0xab on chain 1 | OPERATOR
            error fetching channel balance: dial tcp 10.1.2.3:5432 | TRANSIENT
            failed to get account balance for asset usdc | TRANSIENT
            failed to pack state | TRANSIENT
            failed to sign state | TRANSIENT
            failed to request channel resize | TRANSIENT
            failed to request channel closure | TRANSIENT
            failed to parse parameters | PROGRAMMING
            invalid message timestamp | TIMESTAMP
            authentication required | AUTHENTICATION
            something new | UNCLASSIFIED
            """)
    void everyTextAboutAChannelHasItsClass(String text, NodeError error) {
        assertThat(NitroRpcErrors.ofChannelRequest(text).error()).isEqualTo(error);
        assertThat(text).startsWith(NitroRpcErrors.ofChannelRequest(text).safeText());
    }
}
