package dev.epilogue.channel.update;

import dev.epilogue.closure.Closure;
import dev.epilogue.closure.SettlementLine;
import dev.epilogue.signing.ClosureVault;
import dev.epilogue.signing.Payload;
import dev.epilogue.signing.VaultLabel;
import dev.epilogue.store.SignatureStore;
import dev.epilogue.store.StoredSignature;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * What participants signed along with a close, for the states that it was going to make. Each serves only where the node issued the
 * very same bytes: it is found by its digest, so that one that differs is never even looked at.
 */
@Component
class SignedAlong {

    private final SignatureStore signatures;
    private final ClosureVault vault;

    SignedAlong(SignatureStore signatures, ClosureVault vault) {
        this.signatures = signatures;
        this.vault = vault;
    }

    Mono<Opened> of(Closure closure, @Nullable String wrappedKey) {
        boolean offered = closure.round().payloads().stream().anyMatch(payload -> !payload.required());
        if (!offered || wrappedKey == null) {
            return Mono.just(new Opened(List.of()));
        }
        byte[] key = Base64.getDecoder().decode(wrappedKey);
        return signatures
                .ofRound(closure.tenant(), closure.id(), closure.round().number())
                .filter(signature -> signature.sealed() != null)
                .collectList()
                .map(all -> new Opened(opened(closure, key, all)));
    }

    private List<One> opened(Closure closure, byte[] key, List<StoredSignature> all) {
        List<One> ones = new ArrayList<>();
        for (StoredSignature signature : all) {
            closure.round().payloads().stream()
                    .filter(payload -> payload.index() == signature.payload() && !payload.required())
                    .forEach(payload -> ones.add(new One(payload, signature, wire(closure, key, signature))));
        }
        return ones;
    }

    private String wire(Closure closure, byte[] key, StoredSignature signature) {
        VaultLabel label = VaultLabel.signature(
                closure.id().uuid(), signature.round(), signature.payload(), signature.participant());
        byte[] sealed = Base64.getDecoder().decode(String.valueOf(signature.sealed()));
        return new String(vault.open(key, label, sealed), StandardCharsets.US_ASCII);
    }

    private record One(Payload payload, StoredSignature signature, String wire) {
        @Override
        public String toString() {
            return "One[" + payload.purpose() + "]";
        }
    }

    record Opened(List<One> ones) {

        /** Sealed anew, as round 0 of the update. */
        List<Signed> sealedFor(ChannelUpdateId id, String key, SettlementLine line, UpdateVault vault) {
            return ones.stream()
                    .filter(one -> line.participant().equals(one.payload().participant())
                            && line.asset().equals(one.payload().asset()))
                    .map(one -> new Signed(
                            0,
                            one.payload().index(),
                            one.payload().purpose(),
                            one.signature().signer(),
                            one.payload().digest(),
                            one.signature().signatureHash(),
                            vault.sealSignature(id, key, 0, one.payload().index(), one.wire()),
                            one.signature().receivedAt(),
                            null,
                            null))
                    .toList();
        }
    }
}
