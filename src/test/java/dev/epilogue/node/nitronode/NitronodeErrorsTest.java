package dev.epilogue.node.nitronode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.node.NodeError;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NitronodeErrorsTest {

    @ParameterizedTest
    @DisplayName("v1 checklist 18: every known text has its class")
    @CsvSource(delimiter = '|', textBlock = """
            app session is already closed | ALREADY_CLOSED
            invalid app session version: expected 4, got 3 | STALE
            close intent missing allocation for participant 0xab, asset yusd with current amount 50 | STALE
            close intent requires allocations to match current state: participant 0xab, asset yusd, current 50, provided 49 | STALE
            close intent contains unexpected allocation for participant 0xab, asset yusd with amount 1 | STALE
            failed to update app session: concurrent modification detected for session 0xab | STALE
            operate intent allocation mismatch for asset yusd: total allocations 87, session balance 87.5 | STALE
            operate intent missing allocation for participant 0xab, asset yusd with current amount 37.5 | STALE
            operate intent missing allocations for asset yusd with balance 5 | STALE
            quorum not met: achieved 1, required 2 | SIGNATURES
            no signatures provided | SIGNATURES
            signature from non-participant: 0xab | SIGNATURES
            failed to recover user wallet: failed to recover wallet address: invalid signature length | SIGNATURES
            failed to recover user wallet: failed to recover wallet address: signature recovery failed: recovery failed | SIGNATURES
            failed to recover user wallet: invalid signature: unknown signer type 144 | SIGNATURES
            failed to decode signature: hex string of odd length | SIGNATURES
            empty signature after decode at index 0 | SIGNATURES
            quorum_sigs count (4) exceeds participants count (3) | SIGNATURES
            failed to recover user wallet: no active session key found for key 0xab, app session 0xcd, application demo | SESSION_KEY
            failed to issue release state for participant 0xab: cannot issue release receiver state: escrow lock is still ongoing | BLOCKED
            failed to issue release state for participant 0xab: cannot issue release receiver state: mutual lock is still ongoing | BLOCKED
            failed to issue release state for participant 0xab: cannot issue release receiver state: escrow deposit finalization is still ongoing | BLOCKED
            failed to issue release state for participant 0xab: cannot issue release receiver state: escrow withdrawal finalization is still ongoing | BLOCKED
            failed to issue release state for participant 0xab: failed to lock receiver state: timeout | TRANSIENT
            failed to issue release state for participant 0xab: failed to get receiver state: timeout | TRANSIENT
            failed to issue release state for participant 0xab: failed to check receiver active channel: timeout | TRANSIENT
            failed to issue release state for participant 0xab: failed to pack receiver state: x | TRANSIENT
            failed to issue release state for participant 0xab: failed to sign receiver state: x | TRANSIENT
            failed to issue release state for participant 0xab: failed to store receiver state: x | TRANSIENT
            failed to issue release state for participant 0xab: failed to record transaction: x | TRANSIENT
            failed to get current allocations | TRANSIENT
            failed to record close ledger entry: dial tcp 10.1.2.3:5432: connection refused | TRANSIENT
            failed to process app state update | TRANSIENT
            failed to update app session: driver: bad connection | TRANSIENT
            app session not found: dial tcp 10.1.2.3:5432: connection refused | TRANSIENT
            something new: ERROR: deadlock detected (SQLSTATE 40P01) | TRANSIENT
            invalid app session version: ERROR (SQLSTATE 40001) | TRANSIENT
            failed to retrieve app sessions | TRANSIENT
            failed to create response | TRANSIENT
            app session not found | NOT_FOUND
            application demo is not registered | OPERATOR
            action app_session_operate limit reached: used 5 of 5 allowed in 24h | OPERATOR
            failed to parse parameters | PROGRAMMING
            failed to parse request | PROGRAMMING
            failed to parse app state update | PROGRAMMING
            invalid intent: unknown | PROGRAMMING
            deposit intent must use submit_deposit_state endpoint | PROGRAMMING
            session_data exceeds maximum length of 1024 | PROGRAMMING
            failed to get asset decimals: asset 'doge' is not supported | PROGRAMMING
            allocation to non-participant 0xab | PROGRAMMING
            negative allocation: -1 for asset yusd | PROGRAMMING
            duplicate allocation for participant 0xab, asset yusd | PROGRAMMING
            invalid amount for allocation with asset yusd and participant 0xab: amount exceeds maximum decimal precision: max 6 decimals allowed, got 7 | PROGRAMMING
            unknown method: app_sessions.v1.rebalance_app_sessions | PROGRAMMING
            invalid message format | PROGRAMMING
            either app_session_id or participant must be provided | PROGRAMMING
            invalid app_session_id | PROGRAMMING
            invalid wallet: invalid hex address: incorrect length | PROGRAMMING
            user_address is required | PROGRAMMING
            withdraw intent cannot increase allocations: participant 0xab, asset yusd | PROGRAMMING
            an error occurred while processing the request | UNCLASSIFIED
            the moon is full | UNCLASSIFIED
            App session is already closed | UNCLASSIFIED
            """)
    void textHasItsClass(String text, NodeError error) {
        assertThat(NitronodeErrors.of(text).error()).isEqualTo(error);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            app session is already closed | true
            invalid app session version: expected 4, got 3 | true
            failed to update app session: concurrent modification detected for session 0xab | true
            quorum not met: achieved 1, required 2 | true
            failed to recover user wallet: no active session key found for key 0xab | true
            failed to issue release state for participant 0xab: cannot issue release receiver state: escrow lock is still ongoing | true
            failed to parse parameters | true
            app session not found | true
            failed to issue release state for participant 0xab: failed to lock receiver state: timeout | false
            failed to update app session: driver: bad connection | false
            failed to process app state update | false
            failed to recover user wallet: dial tcp 10.1.2.3:5432: connection refused | false
            quorum not met: context deadline exceeded | false
            app session not found: dial tcp 10.1.2.3:5432: connection refused | false
            an error occurred while processing the request | false
            the moon is full | false
            """)
    void onlyWhatIsRefusedBeforeAnythingRanCountsAsNotExecuted(String text, boolean nothingRan) {
        assertThat(NitronodeErrors.of(text).error().nothingRan()).isEqualTo(nothingRan);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            failed to issue release state for participant 0xab: failed to lock receiver state: failed to lock user balance: FATAL: terminating connection due to administrator command (SQLSTATE 57P01) | failed to issue release state for participant 0xab: failed to lock receiver state
            app session not found: dial tcp 10.1.2.3:5432: connection refused | app session not found
            failed to update app session: ERROR: relation secret does not exist (SQLSTATE 42P01) | failed to update app session
            invalid app session version: ERROR: secret (SQLSTATE 40001) | invalid app session version:
            something new: ERROR: secret (SQLSTATE 40P01) | something new
            ERROR secret (SQLSTATE 40P01) | the node's database failed
            something else: dial tcp 10.1.2.3:5432 | something else
            failed to recover user wallet: dial tcp 10.1.2.3:5432 | failed to recover user wallet
            failed to issue release state for participant 0xab: cannot issue release receiver state: dial tcp 10.1.2.3 | failed to issue release state for participant 0xab: cannot issue release receiver state
            """)
    void shownTextEndsWhereDatabaseAndNetworkBegin(String text, String shown) {
        assertThat(NitronodeErrors.of(text).safeText()).isEqualTo(shown);
    }

    @Test
    void textOfTheNodeItselfIsShownInFull() {
        String text =
                "close intent requires allocations to match current state: participant 0xab, asset yusd, current 50,"
                        + " provided 49";

        assertThat(NitronodeErrors.of(text).safeText()).isEqualTo(text);
    }

    @Test
    void longTextIsShortened() {
        assertThat(NitronodeErrors.of("unknown method: " + "x".repeat(5_000)).safeText())
                .hasSize(300);
        assertThat(NitronodeErrors.of("y".repeat(5_000)).safeText()).hasSize(300);
    }

    @ParameterizedTest
    @DisplayName("v1 checklist 18: every text about a submitted channel state has its class")
    @CsvSource(delimiter = '|', textBlock = """
            user has no active channel | BLOCKED
            ongoing state transitions check failed: home deposit is still ongoing | BLOCKED
            ongoing state transitions check failed: home withdrawal is still ongoing | BLOCKED
            invalid state transition: current state is already acknowledged | ALREADY_ACKNOWLEDGED
            invalid state transition: version mismatch: expected=198, proposed=199 | STALE
            invalid state transition: epoch mismatch: expected=1, proposed=0 | STALE
            invalid state transition: state ID mismatch: expected=0xab, proposed=0xcd | STALE
            invalid state transition: home channel ID mismatch: expected=0xab, proposed=0xAB | STALE
            invalid state transition: home ledger mismatch: user balance mismatch: expected=4976.749921, proposed=4977.749921 | STALE
            invalid state transition: transition amount must be zero, got 1 | PROGRAMMING
            invalid state transition: new transition does not match expected: {1 0x00} | PROGRAMMING
            invalid state transition: invalid home ledger: user balance cannot be negative | PROGRAMMING
            transition is not supported yet | PROGRAMMING
            active channel has no stored state | TRANSIENT
            failed to pack state: x | TRANSIENT
            missing incoming state user signature | SIGNATURES
            failed to decode incoming state user signature: hex string of odd length | SIGNATURES
            failed to get user signature type: invalid signature: too short | SIGNATURES
            user signature type '161' is not supported by channel | SIGNATURES
            invalid incoming state user signature: invalid signature | SIGNATURES
            invalid user_wallet: invalid hex address: incorrect length | PROGRAMMING
            failed to parse parameters | PROGRAMMING
            invalid state transition: version mismatch: ERROR (SQLSTATE 40001) | TRANSIENT
            failed to lock user balance: FATAL: terminating connection (SQLSTATE 57P01) | TRANSIENT
            something new | UNCLASSIFIED
            """)
    void everyTextAboutAStateHasItsClass(String text, NodeError error) {
        assertThat(NitronodeErrors.ofSubmittedState(text).error()).isEqualTo(error);
        assertThat(text).startsWith(NitronodeErrors.ofSubmittedState(text).safeText());
    }
}
