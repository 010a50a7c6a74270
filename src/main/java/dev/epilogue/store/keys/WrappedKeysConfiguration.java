package dev.epilogue.store.keys;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The tables whose rows have keys of their own under the master key. */
@Configuration(proxyBeanMethods = false)
public class WrappedKeysConfiguration {

    @Bean
    WrappedKeys keysOfClosures() {
        return new WrappedKeys.ById("closure");
    }

    @Bean
    WrappedKeys keysOfTransactions() {
        return new WrappedKeys.ById("chain_transaction");
    }

    @Bean
    WrappedKeys keysOfChannelUpdates() {
        return new WrappedKeys.ById("channel_update");
    }

    @Bean
    WrappedKeys keysOfEscalationPacks() {
        return new WrappedKeys.ById("escalation_pack");
    }

    @Bean
    WrappedKeys keysOfWebhooks() {
        return new WrappedKeys.ById("webhook");
    }
}
