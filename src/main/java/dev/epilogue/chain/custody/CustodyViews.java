package dev.epilogue.chain.custody;

import dev.epilogue.chain.SignedState;
import dev.epilogue.signing.Abi;
import dev.epilogue.signing.AbiReader;
import dev.epilogue.signing.nitrorpc.CustodyChannel;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import java.math.BigInteger;
import java.util.List;

/** What the Custody contract can be asked, and how its answers read. */
public final class CustodyViews {

    static final String DOMAIN = Abi.call("eip712Domain()");

    private CustodyViews() {}

    /**
     * @param status 0 void, 1 initial, 2 active, 3 dispute, 4 final
     * @param wallets who created and joined, in the participants' order
     * @param challengeExpiry seconds; 0 where there is no dispute
     */
    record ChannelData(
            CustodyChannel channel,
            int status,
            List<Address> wallets,
            BigInteger challengeExpiry,
            SignedState.Custody last) {}

    /** By which typed data name the contract. */
    public record Domain(String name, String version, BigInteger chainId, Address verifyingContract) {}

    static String channelData(Hash32 channelId) {
        return Abi.call("getChannelData(bytes32)", Abi.bytes32(channelId));
    }

    static ChannelData channelData(String answer) {
        AbiReader at = AbiReader.of(answer);
        return new ChannelData(
                CustodyTypes.channel(at),
                at.uint8(),
                at.list(AbiReader::address),
                at.uint256(),
                CustodyTypes.state(at));
    }

    static String channelBalance(Hash32 channelId, Address token) {
        return Abi.call("getChannelBalances(bytes32,address[])", Abi.bytes32(channelId), addresses(token));
    }

    static BigInteger channelBalance(String answer) {
        return only(AbiReader.of(answer).list(AbiReader::uint256));
    }

    static String accountBalance(Address account, Address token) {
        return Abi.call("getAccountsBalances(address[],address[])", addresses(account), addresses(token));
    }

    static BigInteger accountBalance(String answer) {
        return only(only(AbiReader.of(answer).list(row -> row.list(AbiReader::uint256))));
    }

    static String openChannels(Address account) {
        return Abi.call("getOpenChannels(address[])", addresses(account));
    }

    static List<Hash32> openChannels(String answer) {
        return only(AbiReader.of(answer).list(row -> row.list(AbiReader::bytes32)));
    }

    static Domain domain(String answer) {
        AbiReader at = AbiReader.of(answer);
        at.bytes32();
        return new Domain(at.string(), at.string(), at.uint256(), at.address());
    }

    private static Abi.Value addresses(Address only) {
        return Abi.array(List.of(Abi.address(only)));
    }

    private static <T> T only(List<T> elements) {
        if (elements.size() != 1) {
            throw new IllegalArgumentException("expected one element, got " + elements.size());
        }
        return elements.getFirst();
    }
}
