package dev.epilogue.sandbox.nitronode.encoding;

import static dev.epilogue.sandbox.nitronode.encoding.Abi.address;
import static dev.epilogue.sandbox.nitronode.encoding.Abi.bytes32;
import static dev.epilogue.sandbox.nitronode.encoding.Abi.encode;
import static dev.epilogue.sandbox.nitronode.encoding.Abi.signed;
import static dev.epilogue.sandbox.nitronode.encoding.Abi.text;
import static dev.epilogue.sandbox.nitronode.encoding.Abi.uint;

import dev.epilogue.sandbox.nitronode.ledger.ChannelState;
import dev.epilogue.sandbox.nitronode.ledger.HomeLedger;
import dev.epilogue.sandbox.nitronode.ledger.Transition;
import dev.epilogue.value.Address;
import dev.epilogue.value.Amount;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Hex;
import dev.epilogue.value.Keccak;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.DynamicStruct;
import org.web3j.abi.datatypes.Type;

/** Ids of states and transactions, and the bytes that user and node sign of a channel state (sections 4.2 and 5.3). */
public final class StateEncoding {

    private StateEncoding() {}

    public static Hash32 stateId(Address wallet, String asset, long epoch, long version) {
        return Keccak.hash(encode(address(wallet), text(asset), uint(epoch), uint(version)));
    }

    /** @param account text as the request spelled it */
    public static Hash32 transactionId(String account, Hash32 newStateId) {
        return Keccak.hash(encode(text(account), bytes32(newStateId.bytes())));
    }

    /** The 640 bytes that are signed. The state has a home channel.
     * @param tokenDecimals of the token on its chain */
    public static byte[] packed(ChannelState state, int tokenDecimals) {
        List<Type<?>> words = new ArrayList<>();
        words.add(uint(state.version()));
        words.add(uint(intent(state.transition().type())));
        words.add(bytes32(transitionHash(state.transition()).bytes()));
        words.addAll(ledger(state.home(), tokenDecimals));
        words.addAll(noLedger());
        byte[] signingData = encode(words.toArray(Type<?>[]::new));
        return encode(bytes32(Hex.decode(state.homeChannelId())), new DynamicBytes(signingData));
    }

    public static Hash32 transitionHash(Transition transition) {
        return Keccak.hash(encode(new DynamicStruct(
                uint(transition.type()),
                bytes32(Hex.decode(transition.txId(), 32)),
                bytes32(leftPadded(Hex.decode(transition.accountId()))),
                text(new Amount(transition.amount()).text()))));
    }

    private static List<Type<?>> ledger(HomeLedger ledger, int decimals) {
        return List.of(
                uint(new BigInteger(ledger.chainId())),
                address(Address.parse(ledger.token())),
                uint(decimals),
                uint(scaled(ledger.userBalance(), decimals)),
                signed(scaled(ledger.userNetFlow(), decimals)),
                uint(scaled(ledger.nodeBalance(), decimals)),
                signed(scaled(ledger.nodeNetFlow(), decimals)));
    }

    private static List<Type<?>> noLedger() {
        return List.of(uint(0), uint(0), uint(0), uint(0), uint(0), uint(0), uint(0));
    }

    private static BigInteger scaled(BigDecimal amount, int decimals) {
        return amount.movePointRight(decimals).toBigIntegerExact();
    }

    private static int intent(int transitionType) {
        return switch (transitionType) {
            case 200 -> 1;
            case 10 -> 2;
            case 11 -> 3;
            default -> 0;
        };
    }

    private static byte[] leftPadded(byte[] bytes) {
        byte[] word = new byte[32];
        System.arraycopy(bytes, 0, word, 32 - bytes.length, bytes.length);
        return word;
    }
}
