package dev.epilogue.chain.custody;

import dev.epilogue.chain.SignedState;
import dev.epilogue.signing.AbiReader;
import dev.epilogue.signing.nitrorpc.CustodyCalls;
import dev.epilogue.signing.nitrorpc.CustodyChannel;
import dev.epilogue.signing.nitrorpc.CustodyState;
import java.math.BigInteger;
import java.util.List;

/** The contract's structures, as text in signatures and as values out of data. */
final class CustodyTypes {

    static final String CHANNEL = "(address[],address,uint64,uint64)";
    static final String STATE = "(uint8,uint256,bytes,(address,address,uint256)[],bytes[])";

    private CustodyTypes() {}

    /** @param at where the structure's offset stands */
    static CustodyChannel channel(AbiReader at) {
        AbiReader members = at.tail();
        return new CustodyChannel(
                members.list(AbiReader::address), members.address(), members.uint64(), members.uint64());
    }

    /** @param at where the structure's offset stands */
    static SignedState.Custody state(AbiReader at) {
        AbiReader members = at.tail();
        CustodyState.Intent intent = intent(members.uint8());
        BigInteger version = members.uint256();
        String data = members.bytesHex();
        List<CustodyState.Share> allocations = members.list(CustodyTypes::share);
        List<String> signatures = members.list(AbiReader::bytesHex);
        return new SignedState.Custody(new CustodyState(intent, version, data, allocations), signatures);
    }

    /** As the calls take it.
     * @throws IllegalArgumentException for a state of the other contract */
    static CustodyCalls.Signed signed(SignedState state) {
        return switch (state) {
            case SignedState.Custody custody -> new CustodyCalls.Signed(custody.state(), custody.signatures());
            case SignedState.Hub hub ->
                throw new IllegalArgumentException("a ChannelHub state means nothing to Custody");
        };
    }

    private static CustodyState.Share share(AbiReader members) {
        return new CustodyState.Share(members.address(), members.address(), members.uint256());
    }

    private static CustodyState.Intent intent(int number) {
        CustodyState.Intent[] intents = CustodyState.Intent.values();
        if (number >= intents.length) {
            throw new IllegalArgumentException("unknown intent " + number);
        }
        return intents[number];
    }
}
