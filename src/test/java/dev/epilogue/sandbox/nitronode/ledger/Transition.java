package dev.epilogue.sandbox.nitronode.ledger;

import java.math.BigDecimal;

/** What made a channel state out of the one before it. */
public record Transition(int type, String txId, String accountId, BigDecimal amount) {

    public static final int ACKNOWLEDGEMENT = 1;
    public static final int HOME_DEPOSIT = 10;
    public static final int HOME_WITHDRAWAL = 11;
    public static final int TRANSFER_SEND = 30;
    public static final int TRANSFER_RECEIVE = 31;
    public static final int COMMIT = 40;
    public static final int RELEASE = 41;
    public static final int FINALIZE = 200;
    public static final int CHALLENGE_RESCUE = 201;

    private static final String ZERO = "0x" + "0".repeat(64);

    static final Transition ACKNOWLEDGED = new Transition(ACKNOWLEDGEMENT, ZERO, ZERO, BigDecimal.ZERO);

    /** What the user's balance gains from the node's books, negative when it is spent. */
    BigDecimal credit() {
        return switch (type) {
            case TRANSFER_RECEIVE, RELEASE -> amount;
            case TRANSFER_SEND, COMMIT -> amount.negate();
            default -> BigDecimal.ZERO;
        };
    }
}
