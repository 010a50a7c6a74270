package dev.epilogue.desk;

import dev.epilogue.signing.ClosureVault;
import dev.epilogue.signing.MasterKey;
import dev.epilogue.signing.ReceiptKey;
import dev.epilogue.signing.ReceiptSigner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Makes the vault and the receipts' signer from the configured keys; a missing key stops the start. */
@Configuration(proxyBeanMethods = false)
public class KeyConfiguration {

    @Bean
    ClosureVault closureVault(KeySettings settings) {
        return vault(settings);
    }

    /** @throws IllegalStateException when there is no key, and none may be made up */
    public static ClosureVault vault(KeySettings settings) {
        String master = settings.master();
        if (master == null && !settings.ephemeral()) {
            throw new IllegalStateException("epilogue.keys.master is missing: 32 bytes in base64");
        }
        return new ClosureVault(
                master == null ? MasterKey.generate() : MasterKey.parse(master),
                settings.olderMasters().stream().map(MasterKey::parse).toList());
    }

    @Bean
    ReceiptSigner receiptSigner(KeySettings settings) {
        String receipt = settings.receipt();
        if (receipt == null && !settings.ephemeral()) {
            throw new IllegalStateException("epilogue.keys.receipt is missing: an Ed25519 private key in PKCS#8");
        }
        return new ReceiptSigner(
                receipt == null ? ReceiptKey.generate() : ReceiptKey.parse(receipt),
                settings.retiredReceipts().values().stream()
                        .map(retired -> ReceiptKey.parsePublic(retired.publicKey()))
                        .toList());
    }

    /** Signatures are checked here, never on an event loop; what finds the queue full is rejected. */
    @Bean(destroyMethod = "dispose")
    Scheduler crypto(VerificationSettings settings) {
        int threads = settings.effectiveThreads();
        // the limit is each thread's own
        int waiting = Math.max(1, settings.waiting() / threads);
        return Schedulers.newBoundedElastic(threads, waiting, "crypto");
    }
}
