package dev.epilogue.store.keys;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class WrappedKeysConfiguration {

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
