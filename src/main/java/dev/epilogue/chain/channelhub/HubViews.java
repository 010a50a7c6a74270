package dev.epilogue.chain.channelhub;

import dev.epilogue.chain.SignedState;
import dev.epilogue.signing.Abi;
import dev.epilogue.signing.AbiReader;
import dev.epilogue.signing.nitronode.ChannelDefinition;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import java.math.BigInteger;
import java.util.List;

/** What ChannelHub can be asked, and how its answers read. */
final class HubViews {

    static final String NODE = Abi.call("NODE()");

    private HubViews() {}

    /**
     * @param status 0 void, 1 operating, 2 disputed, 3 closed, 4 migrating in, 5 migrated out
     * @param challengeExpiry seconds; 0 where there is no dispute
     * @param locked in the token's smallest unit
     */
    record ChannelData(
            int status,
            ChannelDefinition definition,
            SignedState.Hub last,
            BigInteger challengeExpiry,
            BigInteger locked) {}

    /** @param registeredAt seconds; the zero address and 0 where there is none */
    record Validator(Address address, long registeredAt) {}

    static String channelData(Hash32 channelId) {
        return Abi.call("getChannelData(bytes32)", Abi.bytes32(channelId));
    }

    static ChannelData channelData(String answer) {
        AbiReader at = AbiReader.of(answer);
        return new ChannelData(at.uint8(), HubTypes.definition(at), HubTypes.state(at), at.uint256(), at.uint256());
    }

    static String openChannels(Address user) {
        return Abi.call("getOpenChannels(address)", Abi.address(user));
    }

    static String channelIds(Address user) {
        return Abi.call("getChannelIds(address)", Abi.address(user));
    }

    static List<Hash32> channelIds(String answer) {
        return AbiReader.of(answer).list(AbiReader::bytes32);
    }

    static String nodeBalance(Address token) {
        return Abi.call("getNodeBalance(address)", Abi.address(token));
    }

    static String reclaimBalance(Address account, Address token) {
        return Abi.call("getReclaimBalance(address,address)", Abi.address(account), Abi.address(token));
    }

    static BigInteger amount(String answer) {
        return AbiReader.of(answer).uint256();
    }

    static String validator(int id) {
        return Abi.call("getNodeValidator(uint8)", Abi.uint(id));
    }

    static Validator validator(String answer) {
        AbiReader at = AbiReader.of(answer);
        return new Validator(at.address(), at.uint64());
    }

    static Address address(String answer) {
        return AbiReader.of(answer).address();
    }
}
