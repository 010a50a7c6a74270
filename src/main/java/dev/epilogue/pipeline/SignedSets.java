package dev.epilogue.pipeline;

import dev.epilogue.closure.Closure;
import dev.epilogue.closure.SealedFrame;
import dev.epilogue.node.Frame;
import dev.epilogue.signing.ClosureVault;
import dev.epilogue.signing.VaultLabel;
import dev.epilogue.store.SignatureStore;
import dev.epilogue.store.StoredSignature;
import dev.epilogue.value.Address;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The signatures of a round, opened for the moment of sending, and the frames made of them, sealed again. */
@Component
class SignedSets {

    private final SignatureStore signatures;
    private final ClosureVault vault;

    SignedSets(SignatureStore signatures, ClosureVault vault) {
        this.signatures = signatures;
        this.vault = vault;
    }

    /** Wire forms by payload and, so that a frame built again is the same, in the participants' order. */
    record Opened(Map<Integer, Map<String, String>> byPayload) {

        List<String> of(int payload) {
            return List.copyOf(byPayload.getOrDefault(payload, Map.of()).values());
        }

        String by(int payload, Address participant) {
            String wire = byPayload.getOrDefault(payload, Map.of()).get(participant.lowerCase());
            if (wire == null) {
                throw new IllegalStateException("whoever consented has signed");
            }
            return wire;
        }

        @Override
        public String toString() {
            return "Opened[" + byPayload.keySet() + "]";
        }
    }

    Mono<Opened> open(Closure closure, @Nullable String wrappedKey) {
        byte[] key = decode(wrappedKey);
        return signatures
                .ofRound(closure.tenant(), closure.id(), closure.round().number())
                .collectList()
                .map(all -> opened(closure, key, all));
    }

    SealedFrame seal(Closure closure, @Nullable String wrappedKey, int payload, Frame frame) {
        VaultLabel label = VaultLabel.frame(closure.id().uuid(), closure.round().number(), payload);
        byte[] sealed = vault.seal(decode(wrappedKey), label, frame.text().getBytes(StandardCharsets.UTF_8));
        return new SealedFrame(payload, frame.requestId(), Base64.getEncoder().encodeToString(sealed));
    }

    private Opened opened(Closure closure, byte[] key, List<StoredSignature> all) {
        Map<Integer, Map<String, String>> byPayload = new TreeMap<>();
        for (StoredSignature signature : all) {
            byPayload
                    .computeIfAbsent(signature.payload(), payload -> new TreeMap<>())
                    .put(signature.participant().lowerCase(), wire(closure, key, signature));
        }
        return new Opened(byPayload);
    }

    private String wire(Closure closure, byte[] key, StoredSignature signature) {
        VaultLabel label = VaultLabel.signature(
                closure.id().uuid(), signature.round(), signature.payload(), signature.participant());
        return new String(vault.open(key, label, decode(signature.sealed())), StandardCharsets.US_ASCII);
    }

    private static byte[] decode(@Nullable String text) {
        if (text == null) {
            throw new IllegalStateException("the bytes of this closure's signatures are gone");
        }
        return Base64.getDecoder().decode(text);
    }
}
