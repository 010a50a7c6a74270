package dev.epilogue.sandbox.nitronode.ledger;

import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Section 3.7: whose signatures are these, and are they enough. */
final class Quorum {

    private static final int WALLET = 0xa1;
    private static final int SESSION_KEY = 0xa2;

    private final AppKeys keys;

    Quorum(AppKeys keys) {
        this.keys = keys;
    }

    void verify(Session session, Hash32 hash, List<String> signatures) {
        if (signatures.isEmpty()) {
            throw new Refusal("no signatures provided");
        }
        Definition definition = session.definition();
        Set<Address> signers = new HashSet<>();
        int achieved = 0;
        for (int index = 0; index < signatures.size(); index++) {
            byte[] signature = Signatures.decode(signatures.get(index), "failed to decode signature: ");
            if (signature.length == 0) {
                throw new Refusal("empty signature after decode at index " + index);
            }
            Address wallet = wallet(session, hash, signature);
            Participant participant = definition
                    .participant(wallet)
                    .orElseThrow(() -> new Refusal("signature from non-participant: " + wallet.lowerCase()));
            achieved += signers.add(wallet) ? participant.weight() : 0;
        }
        if (achieved < definition.quorum()) {
            throw new Refusal("quorum not met: achieved " + achieved + ", required " + definition.quorum());
        }
    }

    private Address wallet(Session session, Hash32 hash, byte[] signature) {
        int type = signature[0] & 0xff;
        if (type != WALLET && type != SESSION_KEY) {
            throw new Refusal("failed to recover user wallet: invalid signature: unknown signer type " + type);
        }
        Address signer = recover(hash, signature);
        if (type == WALLET) {
            return signer;
        }
        return keys.owner(signer, session)
                .orElseThrow(() -> new Refusal("failed to recover user wallet: no active session key found for key "
                        + signer.lowerCase() + ", app session " + session.id().hex() + ", application "
                        + session.definition().applicationId()));
    }

    private static Address recover(Hash32 hash, byte[] signature) {
        try {
            return Signatures.recover(hash.bytes(), Signatures.untyped(signature));
        } catch (Refusal failed) {
            throw new Refusal("failed to recover user wallet: failed to recover wallet address: " + failed.text());
        }
    }
}
