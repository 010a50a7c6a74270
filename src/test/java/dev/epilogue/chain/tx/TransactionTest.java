package dev.epilogue.chain.tx;

import static dev.epilogue.chain.tx.Attempt.Kind.CALL;
import static dev.epilogue.chain.tx.Attempt.Kind.CANCEL;
import static dev.epilogue.chain.tx.TransactionStatus.BROADCAST;
import static dev.epilogue.chain.tx.TransactionStatus.CONFIRMED;
import static dev.epilogue.chain.tx.TransactionStatus.INTENDED;
import static dev.epilogue.chain.tx.TransactionStatus.MINED;
import static dev.epilogue.chain.tx.TransactionStatus.REVERTED;
import static dev.epilogue.chain.tx.TransactionStatus.STUCK;
import static dev.epilogue.chain.tx.TransactionStatus.WITHDRAWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.chain.BlockRef;
import dev.epilogue.chain.ChainSettings;
import dev.epilogue.chain.tx.AccountChain.Market;
import dev.epilogue.chain.tx.AccountChain.SendAnswer;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Keccak;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule of a transaction by its name: what it was told and when, what it is then, and what it wants done. */
class TransactionTest {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final ChainSettings.Fees FEES = new ChainSettings.Fees(
            BigInteger.valueOf(10),
            BigInteger.valueOf(1000),
            12,
            Duration.ofSeconds(45),
            Duration.ofSeconds(30),
            Duration.ofMinutes(30));
    private static final long HEAD = 90;
    private static final Market CALM = market(100, 10);
    private static final Market STILL = new Market(
            new BlockRef(HEAD, Keccak.hash(), Keccak.hash(), T0),
            BigInteger.valueOf(100),
            BigInteger.TEN,
            BigInteger.valueOf(30_000_000));
    private static final Market SPIKE = market(2000, 10);
    private static final At TAKEN = sent(1, SendAnswer.TAKEN, 0);

    /**
     * @param told in this order
     * @param after seconds after the first fact, when the question is asked
     * @param wanted what is to be done, in short
     */
    private record Rule(
            List<At> told, Market market, boolean isNext, int after, TransactionStatus status, String wanted) {}

    private record At(int second, Fact fact) {}

    static Stream<Arguments> whileItIsPending() {
        At bumped = signed(45, 1, CALL, 1000, 12);
        At bumpTaken = sent(46, SendAnswer.TAKEN, 1);
        return Stream.of(
                rule("what is intended is signed", 0, INTENDED, "sign CALL 210/10"),
                rule("what is signed is sent", 0, BROADCAST, "send 0", signed(0)),
                rule("what was taken waits", 10, BROADCAST, "wait", signed(0), TAKEN),
                rule("nobody answered: sent again", 31, BROADCAST, "send 0", signed(0), sent(1, SendAnswer.UNKNOWN, 0)),
                rule("an old offer is bumped", 46, BROADCAST, "sign CALL 236/12", signed(0), TAKEN),
                spike(
                        "an offer below the market is bumped at once",
                        2,
                        BROADCAST,
                        "sign CALL 1000/12",
                        signed(0),
                        sent(1, SendAnswer.UNDERPRICED, 0)),
                spike("a bump meets the market up to the cap", 46, BROADCAST, "sign CALL 1000/12", signed(0), TAKEN),
                spike("the cap stops it: sent as it is", 90, BROADCAST, "send 1", signed(0), TAKEN, bumped, bumpTaken),
                spike("and in between it waits", 60, BROADCAST, "wait", signed(0), TAKEN, bumped, bumpTaken),
                rule("without funds it waits", 10, BROADCAST, "wait", signed(0), sent(1, SendAnswer.FUNDS, 0)),
                rule(
                        "what no node will ever take is refused, and its nonce is free",
                        2,
                        WITHDRAWN,
                        "nothing",
                        signed(0),
                        sent(1, SendAnswer.REFUSED, 0)),
                rule(
                        "what some node may have gives its nonce to a cancellation",
                        3,
                        BROADCAST,
                        "sign CANCEL 236/12",
                        signed(0),
                        sent(1, SendAnswer.UNKNOWN, 0),
                        sent(2, SendAnswer.REFUSED, 0)),
                rule(
                        "an outage is no evidence: nothing more is offered",
                        1200,
                        BROADCAST,
                        "send 0",
                        signed(0),
                        sent(1, SendAnswer.UNKNOWN, 0),
                        sent(600, SendAnswer.UNKNOWN, 0)),
                rule(
                        "what the pool has lost sight of is sent again as it is",
                        700,
                        BROADCAST,
                        "send 0",
                        signed(0),
                        TAKEN,
                        sent(600, SendAnswer.UNKNOWN, 0)),
                behindAnother(
                        "behind another nonce nothing more is offered", 90, BROADCAST, "send 0", signed(0), TAKEN),
                noBlock("without blocks nothing more is offered", 90, BROADCAST, "send 0", signed(0), TAKEN),
                rule(
                        "what a node demands is offered at once",
                        2,
                        BROADCAST,
                        "sign CALL 300/55",
                        signed(0),
                        demands(1, 0, 55, 300)),
                rule(
                        "a demand beyond the cap is not met: sent as it is",
                        31,
                        BROADCAST,
                        "send 0",
                        signed(0, 0, CALL, 1000, 10),
                        demands(1, 0, 55, 5000)),
                rule(
                        "another's transaction with this nonce: one signature, then a pause",
                        20,
                        BROADCAST,
                        "wait",
                        signed(0),
                        sent(1, SendAnswer.OUTBID, 0)),
                rule(
                        "and after the pause one more",
                        45,
                        BROADCAST,
                        "sign CALL 236/12",
                        signed(0),
                        sent(1, SendAnswer.OUTBID, 0)),
                rule(
                        "an endpoint's own limit is waited for",
                        10,
                        BROADCAST,
                        "wait",
                        signed(0),
                        sent(1, SendAnswer.LATER, 0)),
                rule("and tried again", 31, BROADCAST, "send 0", signed(0), sent(1, SendAnswer.LATER, 0)),
                rule("halted it stays as it is", 5, INTENDED, "sign CALL 210/10", at(0, new Fact.Hindered("halted"))),
                rule("too long in no block", 1801, STUCK, "sign CALL 236/12", signed(0), TAKEN, inNoBlock(1801)));
    }

    static Stream<Arguments> inBlocks() {
        At failed = at(40, new Fact.Deep(mined(0, false), "0xdeadbeef"));
        At used = at(5, new Fact.NonceUsed());
        At taken = at(80, new Fact.NonceTaken());
        return Stream.of(
                rule("in a block it only waits", 90, MINED, "wait", signed(0), TAKEN, inBlock(20)),
                rule("a reorg: sent again", 31, BROADCAST, "send 0", signed(0), TAKEN, inBlock(20), inNoBlock(30)),
                rule("deep and successful", 90, CONFIRMED, "nothing", signed(0), inBlock(20), deep(0)),
                rule("deep and failed", 90, REVERTED, "nothing", signed(0), failed),
                rule(
                        "an earlier hash counts",
                        90,
                        CONFIRMED,
                        "nothing",
                        signed(0),
                        signed(45, 1, CALL, 236, 12),
                        deep(0)),
                rule("stuck it may still be mined", 1900, MINED, "wait", signed(0), inNoBlock(1801), inBlock(1850)),
                rule("a nonce that seems used is waited for", 10, BROADCAST, "wait", signed(0), TAKEN, used),
                rule("a nonce taken by another: anew", 90, INTENDED, "sign CALL 210/10", signed(0), TAKEN, taken),
                rule("taken, and wanted no more", 90, WITHDRAWN, "nothing", signed(0), withdrawn(2), taken),
                rule("what has ended hears no more", 90, CONFIRMED, "nothing", signed(0), deep(0), inNoBlock(50)));
    }

    static Stream<Arguments> unwanted() {
        At cancel = signed(2, 1, CANCEL, 236, 12);
        At cancelTaken = sent(3, SendAnswer.TAKEN, 1);
        return Stream.of(
                rule("a single refusal may be a mistake", 1, INTENDED, "sign CALL 210/10", refused(0), refused(1)),
                rule("three refusals end it unsent", 2, REVERTED, "nothing", refused(0), refused(1), refused(2)),
                rule("withdrawn before it was signed", 1, WITHDRAWN, "nothing", withdrawn(0)),
                rule("withdrawn later: replaced", 3, BROADCAST, "sign CANCEL 236/12", signed(0), TAKEN, withdrawn(2)),
                rule("the cancellation won", 90, WITHDRAWN, "nothing", signed(0), withdrawn(1), cancel, deep(1)),
                rule("the call won", 90, CONFIRMED, "nothing", signed(0), withdrawn(1), cancel, deep(0)),
                rule(
                        "a cancellation is bumped as one",
                        50,
                        BROADCAST,
                        "sign CANCEL 265/14",
                        signed(0),
                        withdrawn(1),
                        cancel,
                        cancelTaken));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"whileItIsPending", "inBlocks", "unwanted"})
    void rule(String name, Rule rule) {
        Transaction transaction = Transaction.intended(T0);
        for (At at : rule.told()) {
            transaction = transaction.told(at.fact(), FEES, T0.plusSeconds(at.second()));
        }
        assertThat(transaction.status()).as(name).isEqualTo(rule.status());
        assertThat(text(transaction.next(FEES, rule.market(), rule.isNext(), T0.plusSeconds(rule.after()))))
                .as(name)
                .isEqualTo(rule.wanted());
    }

    private static String text(Todo todo) {
        return switch (todo) {
            case Todo.Nothing nothing -> "nothing";
            case Todo.Wait wait -> "wait";
            case Todo.Send send -> "send " + send.attempt().number();
            case Todo.Sign sign ->
                "sign %s %s/%s"
                        .formatted(sign.kind(), sign.fees().max(), sign.fees().tip());
        };
    }

    private static Arguments rule(String name, int after, TransactionStatus status, String wanted, At... told) {
        return Arguments.of(name, new Rule(List.of(told), CALM, true, after, status, wanted));
    }

    private static Arguments spike(String name, int after, TransactionStatus status, String wanted, At... told) {
        return Arguments.of(name, new Rule(List.of(told), SPIKE, true, after, status, wanted));
    }

    private static Arguments behindAnother(
            String name, int after, TransactionStatus status, String wanted, At... told) {
        return Arguments.of(name, new Rule(List.of(told), CALM, false, after, status, wanted));
    }

    private static Arguments noBlock(String name, int after, TransactionStatus status, String wanted, At... told) {
        return Arguments.of(name, new Rule(List.of(told), STILL, true, after, status, wanted));
    }

    private static At demands(int second, int number, int tip, int max) {
        return at(
                second,
                new Fact.Sent(
                        number,
                        new SendVerdict(SendAnswer.UNDERPRICED, BigInteger.valueOf(tip), BigInteger.valueOf(max), true),
                        HEAD));
    }

    private static At at(int second, Fact fact) {
        return new At(second, fact);
    }

    private static At signed(int second) {
        return signed(second, 0, CALL, 210, 10);
    }

    private static At signed(int second, int number, Attempt.Kind kind, int max, int tip) {
        Fees fees = new Fees(BigInteger.valueOf(max), BigInteger.valueOf(tip));
        return at(
                second,
                new Fact.Signed(new Attempt(
                        number, hash(number), kind, 4, BigInteger.valueOf(50_000), fees, T0.plusSeconds(second))));
    }

    private static At sent(int second, SendAnswer answer, int number) {
        return at(second, new Fact.Sent(number, SendVerdict.of(answer), HEAD));
    }

    private static At refused(int second) {
        return at(second, new Fact.Refused("0xdeadbeef"));
    }

    private static At withdrawn(int second) {
        return at(second, new Fact.WithdrawalWanted());
    }

    private static At inNoBlock(int second) {
        return at(second, new Fact.InNoBlock());
    }

    private static At inBlock(int second) {
        return at(second, new Fact.InBlock(mined(0, true)));
    }

    private static At deep(int number) {
        return at(60, new Fact.Deep(mined(number, true), null));
    }

    private static Progress.Mined mined(int number, boolean succeeded) {
        return new Progress.Mined(hash(number), 7, Keccak.hash(new byte[] {99}), succeeded, BigInteger.TEN);
    }

    private static Hash32 hash(int number) {
        return Keccak.hash(new byte[] {(byte) number});
    }

    private static Market market(int base, int tip) {
        Hash32 none = Keccak.hash();
        return new Market(
                new BlockRef(100, none, none, T0),
                BigInteger.valueOf(base),
                BigInteger.valueOf(tip),
                BigInteger.valueOf(30_000_000));
    }
}
