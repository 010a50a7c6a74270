package dev.epilogue.chain.channelhub;

import dev.epilogue.chain.SignedState;
import dev.epilogue.signing.Abi;
import dev.epilogue.signing.AbiReader;
import dev.epilogue.signing.nitronode.ChannelDefinition;
import dev.epilogue.signing.nitronode.HubLedger;
import dev.epilogue.signing.nitronode.HubState;
import dev.epilogue.value.Hex;

/** The contract's structures, as text in signatures and as values out of and into data. */
final class HubTypes {

    static final String DEFINITION = "(uint32,address,address,uint64,uint256,bytes32)";
    private static final String LEDGER = "(uint64,address,uint8,uint256,int256,uint256,int256)";
    static final String STATE = "(uint64,uint8,bytes32," + LEDGER + "," + LEDGER + ",bytes,bytes)";

    private HubTypes() {}

    static ChannelDefinition definition(AbiReader at) {
        return new ChannelDefinition(at.uint32(), at.address(), at.address(), at.uint64(), at.uint256(), at.bytes32());
    }

    /** @param at where the structure's offset stands */
    static SignedState.Hub state(AbiReader at) {
        AbiReader members = at.tail();
        HubState state =
                new HubState(members.uint64(), members.uint8(), members.bytes32(), ledger(members), ledger(members));
        return new SignedState.Hub(state, members.bytesHex(), members.bytesHex());
    }

    static Abi.Value encoded(SignedState.Hub hub) {
        return hub.state().encoded(Hex.decode(hub.userSignature()), Hex.decode(hub.nodeSignature()));
    }

    /** @throws IllegalArgumentException for a state of the other contract */
    static SignedState.Hub hub(SignedState state) {
        return switch (state) {
            case SignedState.Hub hub -> hub;
            case SignedState.Custody custody ->
                throw new IllegalArgumentException("a Custody state means nothing to ChannelHub");
        };
    }

    private static HubLedger ledger(AbiReader at) {
        return new HubLedger(
                at.uint64(), at.address(), at.uint8(), at.uint256(), at.int256(), at.uint256(), at.int256());
    }
}
