package dev.epilogue.node.nitrorpc;

import static dev.epilogue.node.nitrorpc.Table.ALICE;
import static dev.epilogue.node.nitrorpc.Table.BOB;
import static dev.epilogue.node.nitrorpc.Table.CAROL;
import static dev.epilogue.node.nitrorpc.Table.PATIENCE;
import static dev.epilogue.node.nitrorpc.Table.address;
import static dev.epilogue.node.nitrorpc.Table.row;
import static dev.epilogue.node.nitrorpc.Table.share;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.epilogue.node.Dialect;
import dev.epilogue.node.NodeException;
import dev.epilogue.node.SessionReading;
import dev.epilogue.node.SessionReading.Member;
import dev.epilogue.node.SessionRemark;
import dev.epilogue.node.SessionRemark.Code;
import dev.epilogue.sandbox.clearnode.engine.Booking;
import dev.epilogue.sandbox.clearnode.engine.UpdateSession;
import dev.epilogue.sandbox.clearnode.fault.Fault;
import dev.epilogue.value.Amount;
import dev.epilogue.value.SessionId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ReadingTest {

    private final Table table = Table.set();

    @AfterEach
    void clear() {
        table.close();
    }

    private void book(SessionId id, byte[] wallet, String asset, String... amounts) {
        table.node.alter(state -> {
            for (String amount : amounts) {
                Booking booking = state.ledger().begin(table.node.now());
                booking.book(id.hex(), address(wallet), asset, new BigDecimal(amount));
                booking.commit();
            }
        });
    }

    private void deposit(SessionId id, byte[] wallet, String asset, String amount) {
        table.node.alter(state -> {
            Booking booking = state.ledger().begin(table.node.now());
            booking.book(id.hex(), address(wallet), asset, new BigDecimal(amount));
            booking.note("app_deposit", address(wallet).checksummed(), id.hex(), asset, new BigDecimal(amount));
            booking.commit();
        });
    }

    @Test
    @DisplayName("0.x checklist 24: balances are the sum over all pages of ledger entries, oldest first, everybody's")
    void balancesAreSummedOverAllPages() {
        SessionId id = table.seat(share(ALICE, "usdc", "10"), share(BOB, "usdc", "20"));
        for (int i = 0; i < 120; i++) {
            book(id, ALICE, "usdc", "-0.5");
            book(id, BOB, "usdc", "0.5");
        }

        assertThat(table.read(id).allocations()).containsExactly(row(ALICE, "usdc", "-50"), row(BOB, "usdc", "80"));
        assertThat(table.node.journal().of("get_ledger_entries"))
                .hasSize(3)
                .allMatch(frame -> frame.text().contains("\"wallet\":\"0x0000000000000000000000000000000000000000\""))
                .allMatch(frame -> frame.text().contains("\"sort\":\"asc\""));
        assertThat(table.read(id).remarks())
                .contains(new SessionRemark(
                        Code.NEGATIVE_BALANCE, address(ALICE).checksummed(), "usdc", Amount.parse("-50")));
    }

    @Test
    void sessionThatMovesWhileItIsReadIsReadAgain() {
        SessionId id = table.seat(share(ALICE, "usdc", "10"), share(BOB, "usdc", "20"));
        table.node.faults().on("get_ledger_entries").inject(new Fault.Delay(Duration.ofMillis(400)));
        CompletableFuture<SessionReading> reading = table.client.readSession(id).toFuture();

        table.node.journal().await("get_ledger_entries", 1, PATIENCE);
        table.node.alter(state -> new UpdateSession(
                        id.hex(),
                        "operate",
                        BigInteger.ZERO,
                        List.of(share(ALICE, "usdc", "29"), share(BOB, "usdc", "1")),
                        Optional.empty())
                .force(state, table.node.now())
                .commit());

        assertThat(reading.join().versionNumber()).isEqualTo(2);
        assertThat(reading.join().allocations()).containsExactly(row(ALICE, "usdc", "29"), row(BOB, "usdc", "1"));
        assertThat(table.node.journal().of("get_ledger_entries")).hasSize(2);
    }

    @Test
    @DisplayName("0.x checklist 24, 25: an outsider's deposit counts, and is told; everybody is listed once, in order")
    void outsidersDepositCountsAndIsTold() {
        SessionId id = table.seat(share(BOB, "usdc", "20"), share(BOB, "eth", "1"));
        deposit(id, CAROL, "usdc", "7");

        SessionReading reading = table.read(id);
        assertThat(reading.allocations())
                .containsExactly(
                        row(ALICE, "eth", "0"),
                        row(BOB, "eth", "1"),
                        row(ALICE, "usdc", "0"),
                        row(BOB, "usdc", "20"),
                        row(CAROL, "usdc", "7"));
        assertThat(reading.remarks())
                .containsExactly(
                        new SessionRemark(Code.OUTSIDER, address(CAROL).checksummed(), "usdc", Amount.parse("7")));
    }

    @Test
    void moneyThatWasNeverPaidInIsTold() {
        SessionId id = table.seat(share(ALICE, "usdc", "10"), share(BOB, "usdc", "20"));
        book(id, BOB, "usdc", "5");

        assertThat(table.read(id).remarks())
                .containsExactly(new SessionRemark(Code.TOTAL_ABOVE_DEPOSITS, null, "usdc", Amount.parse("5")));
    }

    @Test
    void dustBelowTheAssetsPrecisionIsTold() {
        SessionId id = table.seat(share(ALICE, "usdc", "10.1234567"), share(BOB, "eth", "0.1234567"));

        assertThat(table.read(id).remarks())
                .containsExactly(
                        new SessionRemark(Code.DUST, address(ALICE).checksummed(), "usdc", Amount.parse("10.1234567")));
    }

    @Test
    @DisplayName("0.x checklist 23: participants who are not spelled in EIP-55 are told, and keep their spelling")
    void participantsThatCannotSignAreTold() {
        String lower = address(BOB).lowerCase();
        SessionId id = table.seat(
                100, List.of(address(ALICE).checksummed(), lower), List.of(100L, 50L), share(BOB, "usdc", "4"));

        SessionReading reading = table.read(id);
        assertThat(reading.participants())
                .containsExactly(
                        new Member(address(ALICE), 100, address(ALICE).checksummed()),
                        new Member(address(BOB), 50, lower));
        assertThat(reading.remarks()).containsExactly(SessionRemark.of(Code.CANNOT_SIGN, lower));
        assertThat(reading.allocations()).containsExactly(row(ALICE, "usdc", "0"), row(BOB, "usdc", "4"));
    }

    @Test
    void participantListedTwiceIsToldAndListedOnce() {
        String alice = address(ALICE).checksummed();
        SessionId id = table.seat(
                100,
                List.of(alice, address(BOB).checksummed(), alice),
                List.of(50L, 50L, 50L),
                share(ALICE, "usdc", "4"));

        SessionReading reading = table.read(id);
        assertThat(reading.remarks()).containsExactly(SessionRemark.of(Code.LISTED_TWICE, alice));
        assertThat(reading.allocations()).containsExactly(row(ALICE, "usdc", "4"), row(BOB, "usdc", "0"));
    }

    @Test
    void quorumOfZeroIsReadBackAsTheNodeStoredIt() {
        SessionId id = table.seat(
                "NitroRPC/0.2",
                0,
                List.of(address(ALICE).checksummed(), address(BOB).checksummed()),
                List.of(60L, 40L),
                share(ALICE, "usdc", "4"));

        SessionReading reading = table.read(id);
        assertThat(reading.quorum()).isEqualTo(100);
        assertThat(reading.dialect()).isEqualTo(Dialect.NITRORPC_02);
    }

    @Test
    void numbersBeyondADoubleAreUnsupported() {
        SessionId id = table.seat(
                1L << 53,
                List.of(address(ALICE).checksummed(), address(BOB).checksummed()),
                List.of(1L << 53, 1L),
                share(ALICE, "usdc", "4"));

        assertThatThrownBy(() -> table.read(id)).isInstanceOf(NodeException.Unsupported.class);
    }

    @Test
    void sessionIsFoundAmongHundredsOfItsParticipants() {
        SessionId oldest = table.seat(share(ALICE, "usdc", "4"));
        for (int i = 0; i < 230; i++) {
            table.seat();
        }

        assertThat(table.read(oldest).allocations()).containsExactly(row(ALICE, "usdc", "4"), row(BOB, "usdc", "0"));
    }

    @Test
    void withdrawalsOfAllPagesAreCredits() {
        SessionId id = table.seat(share(ALICE, "usdc", "4"));
        table.node.alter(state -> {
            Booking booking = state.ledger().begin(table.node.now());
            for (int i = 1; i <= 205; i++) {
                booking.note("app_withdrawal", id.hex(), address(BOB).checksummed(), "usdc", BigDecimal.valueOf(i));
            }
            booking.commit();
        });

        assertThat(table.client
                        .credits(id, List.of(address(BOB)), Instant.EPOCH)
                        .block(PATIENCE))
                .hasSize(205)
                .allMatch(credit -> credit.participant().equals(address(BOB)))
                .extracting(credit -> credit.amount().text())
                .startsWith("1", "2", "3")
                .endsWith("205");
    }
}
