package dev.epilogue.escalation;

import dev.epilogue.closure.Protection;
import dev.epilogue.closure.TenantId;
import dev.epilogue.signing.ClosureVault;
import dev.epilogue.signing.VaultLabel;
import dev.epilogue.store.Json;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Keeps packs sealed, each under a key of its own, and destroys what has become useless. */
@Component
class Packs {

    private static final String PURPOSE = "escalation-pack";

    private final PackStore store;
    private final ClosureVault vault;

    Packs(PackStore store, ClosureVault vault) {
        this.store = store;
        this.vault = vault;
    }

    Mono<Pack> find(TenantId tenant, Address node, Hash32 channel) {
        return store.find(tenant, node, channel);
    }

    /** Empty where there is none, or where it is of no use any more. */
    Mono<PackContent> open(TenantId tenant, Address node, Hash32 channel) {
        return store.find(tenant, node, channel)
                .flatMap(pack -> pack.wrappedKey() == null || pack.sealed() == null
                        ? Mono.empty()
                        : Mono.just(opened(pack, pack.wrappedKey(), pack.sealed())));
    }

    /**
     * What is kept of a verified pack.
     *
     * @param wire the challenger's signature as the contract takes it
     */
    record Verified(
            TenantId tenant,
            String node,
            Address nodeAddress,
            Protection.Target target,
            CoSigned candidate,
            Hash32 digest,
            Hash32 signatureHash,
            String wire) {
        @Override
        public String toString() {
            return "Verified[" + target.channelId() + "]";
        }
    }

    /** Replaces an older one. False where a newer state was seen meanwhile. */
    Mono<Boolean> keep(Verified verified) {
        UUID id = UUID.randomUUID();
        byte[] key = vault.newWrappedKey(id);
        byte[] content = Json.write(PackContent.of(verified.candidate().state(), verified.wire()))
                .getBytes(StandardCharsets.UTF_8);
        byte[] sealed = vault.seal(key, label(id, verified.target().channelId()), content);
        return store.deposit(new Pack(
                verified.tenant(),
                verified.nodeAddress(),
                verified.target().channelId(),
                id,
                verified.node(),
                verified.target().participant(),
                verified.target().asset(),
                verified.target().chainId(),
                verified.candidate().epoch(),
                verified.candidate().version(),
                verified.candidate().epoch(),
                verified.candidate().version(),
                Pack.Status.CURRENT,
                null,
                verified.digest(),
                verified.signatureHash(),
                encode(key),
                encode(sealed),
                Instant.EPOCH));
    }

    /** The state has moved: what was deposited for an older one is destroyed. */
    Mono<Void> seen(TenantId tenant, Address node, Hash32 channel, long epoch, BigInteger version) {
        return store.seen(tenant, node, channel, epoch, version).then();
    }

    /** The channel is closed. */
    Mono<Void> spend(TenantId tenant, Address node, Hash32 channel, String reason) {
        return store.spend(tenant, node, channel, reason);
    }

    private PackContent opened(Pack pack, String wrappedKey, String sealed) {
        byte[] content = vault.open(decode(wrappedKey), label(pack.id(), pack.channelId()), decode(sealed));
        return Json.read(new String(content, StandardCharsets.UTF_8), PackContent.class);
    }

    private static VaultLabel label(UUID id, Hash32 channel) {
        return new VaultLabel(id, PURPOSE, channel.hex());
    }

    private static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] decode(String text) {
        return Base64.getDecoder().decode(text);
    }
}
