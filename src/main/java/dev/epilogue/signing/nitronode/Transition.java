package dev.epilogue.signing.nitronode;

import dev.epilogue.signing.Abi;
import dev.epilogue.value.Amount;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Hex;
import dev.epilogue.value.Keccak;

/**
 * What turned one channel state into the next.
 *
 * @param type the node's number
 * @param accountId the other side's account: an address, a session id or a channel id, as {@code 0x} hex
 */
public record Transition(int type, Hash32 txId, String accountId, Amount amount) {

    public static final int ACKNOWLEDGEMENT = 1;
    public static final int RELEASE = 41;
    public static final int FINALIZE = 200;

    private static final Hash32 NOTHING = Hash32.of(new byte[32]);

    static Transition acknowledgement() {
        return new Transition(ACKNOWLEDGEMENT, NOTHING, NOTHING.hex(), Amount.ZERO);
    }

    /**
     * What the contract knows as the state's metadata.
     *
     * @throws IllegalArgumentException when the account is neither an address nor an id
     */
    public Hash32 hash() {
        byte[] id = Hex.decode(accountId);
        if (id.length != 20 && id.length != 32) {
            throw new IllegalArgumentException("account of %d bytes".formatted(id.length));
        }
        Hash32 account = Hash32.of(Abi.leftPadded(id));
        return Keccak.hash(Abi.encode(
                Abi.tuple(Abi.uint(type), Abi.bytes32(txId), Abi.bytes32(account), Abi.string(amount.text()))));
    }

    /** The contract's intent for a state that ends with this transition. */
    public int contractIntent() {
        return switch (type) {
            case 0, ACKNOWLEDGEMENT, 30, 31, 40, RELEASE, 201 -> 0;
            case FINALIZE -> 1;
            case 10 -> 2;
            case 11 -> 3;
            case 120 -> 4;
            case 20 -> 5;
            case 110 -> 6;
            case 21 -> 7;
            case 100 -> 8;
            default -> throw new IllegalArgumentException("unknown transition " + type);
        };
    }

    /** The id under which a node books a payment that made a new state, for example a release from a session. */
    public static Hash32 transactionId(String account, Hash32 newStateId) {
        return Keccak.hash(Abi.encode(Abi.string(account), Abi.bytes32(newStateId)));
    }
}
