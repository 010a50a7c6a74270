package dev.epilogue.sandbox.nitronode.ledger;

import dev.epilogue.sandbox.nitronode.encoding.CompoundSignature;
import dev.epilogue.sandbox.nitronode.encoding.StateEncoding;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hex;

/** The user's signature on a channel state, and the node's. */
final class StateSigners {

    private final byte[] nodeKey;
    private final ChannelKeys keys;

    StateSigners(byte[] nodeKey, ChannelKeys keys) {
        this.nodeKey = nodeKey.clone();
        this.keys = keys;
    }

    String nodeSignature(ChannelState state, Token token) {
        return Signatures.typed(0, StateEncoding.packed(state, token.decimals()), nodeKey);
    }

    void checkUser(ChannelState state, ChannelTerms terms, Token token) {
        if (state.userSig() == null) {
            throw new Refusal("missing incoming state user signature");
        }
        byte[] signature = Signatures.decode(state.userSig(), "failed to decode incoming state user signature: ");
        if (signature.length == 0) {
            throw new Refusal("failed to get user signature type: invalid signature: too short");
        }
        int type = signature[0] & 0xff;
        boolean approved = type == 0 || type == 1 && (Hex.decode(terms.validators())[0] & 2) != 0;
        if (!approved) {
            throw new Refusal("user signature type '" + type + "' is not supported by channel");
        }
        byte[] message = StateEncoding.packed(state, token.decimals());
        byte[] rest = Signatures.untyped(signature);
        boolean valid = type == 0
                ? isBy(state.account().wallet(), message, rest)
                : isByKey(state, message, CompoundSignature.decode(rest));
        if (!valid) {
            throw new Refusal("invalid incoming state user signature: invalid signature");
        }
    }

    private boolean isByKey(ChannelState state, byte[] message, CompoundSignature signature) {
        if (!keys.permits(state.account(), signature.key(), signature.metadataHash())) {
            throw new Refusal("invalid incoming state user signature:"
                    + " session key does not have permission to sign for this data");
        }
        return isBy(signature.key(), message, signature.keySignature());
    }

    private static boolean isBy(Address signer, byte[] message, byte[] signature) {
        try {
            return Signatures.recover(message, signature).equals(signer);
        } catch (Refusal notASignature) {
            return false;
        }
    }
}
