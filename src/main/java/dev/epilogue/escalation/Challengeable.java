package dev.epilogue.escalation;

import dev.epilogue.chain.ChannelContract;
import dev.epilogue.chain.SignedState;
import dev.epilogue.signing.Secp256k1;
import dev.epilogue.signing.Verdict;
import dev.epilogue.signing.nitronode.ChallengeCheck;
import dev.epilogue.signing.nitronode.PackedState;
import dev.epilogue.signing.nitronode.StateSignature;
import dev.epilogue.signing.nitrorpc.CustodyContract;
import dev.epilogue.signing.nitrorpc.CustodySignatureCheck;
import dev.epilogue.signing.nitrorpc.PackedCustodyState;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Hex;

/** What a wallet signs to let its channel be challenged with one state, in either dialect. */
sealed interface Challengeable {

    /** The bytes that a wallet signs as a personal message. */
    byte[] message();

    /** What that signature recovers against. */
    Hash32 digest();

    /** Blocks the CPU. */
    Verdict check(Secp256k1 curve, Address wallet, String posted);

    /** As the contract takes it. */
    String wire(Verdict.Valid valid);

    static Challengeable of(ChannelContract contract, Hash32 channelId, SignedState candidate) {
        return switch (candidate) {
            case SignedState.Hub hub -> new Hub(hub.state().packed(channelId));
            case SignedState.Custody custody ->
                new Custody(
                        custody.state().packed(channelId), new CustodyContract(contract.chainId(), contract.address()));
        };
    }

    default String messageHex() {
        return Hex.encode(message());
    }

    /** v1. */
    record Hub(PackedState packed) implements Challengeable {
        @Override
        public byte[] message() {
            return packed.challengeMessage();
        }

        @Override
        public Hash32 digest() {
            return packed.challengeDigest();
        }

        @Override
        public Verdict check(Secp256k1 curve, Address wallet, String posted) {
            return new ChallengeCheck(curve).check(packed, wallet, posted);
        }

        @Override
        public String wire(Verdict.Valid valid) {
            return new StateSignature(valid.signature()).wire();
        }
    }

    /** 0.x. */
    record Custody(PackedCustodyState packed, CustodyContract contract) implements Challengeable {
        @Override
        public byte[] message() {
            return packed.challengeMessage();
        }

        @Override
        public Hash32 digest() {
            return packed.challengePersonalDigest();
        }

        @Override
        public Verdict check(Secp256k1 curve, Address wallet, String posted) {
            return new CustodySignatureCheck(curve, contract).challenge(packed, wallet, posted);
        }

        @Override
        public String wire(Verdict.Valid valid) {
            return valid.signature().hex();
        }
    }
}
