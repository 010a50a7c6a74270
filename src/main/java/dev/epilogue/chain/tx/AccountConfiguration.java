package dev.epilogue.chain.tx;

import dev.epilogue.chain.ChainProperties;
import dev.epilogue.chain.ChainSettings;
import dev.epilogue.chain.keys.LocalSigner;
import dev.epilogue.chain.keys.RemoteSigner;
import dev.epilogue.chain.keys.TransactionSigner;
import dev.epilogue.node.NodeLogins;
import dev.epilogue.value.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The accounts that pay, from their settings; a key that does not open stops the start. */
@Configuration(proxyBeanMethods = false)
class AccountConfiguration {

    private static final int THREADS = 4;
    private static final int WAITING = 1000;

    /** Signs for accounts: neither on event loops nor where signatures of participants are checked. */
    @Bean(destroyMethod = "dispose")
    Scheduler accountKeys() {
        return Schedulers.newBoundedElastic(THREADS, WAITING, "account-keys");
    }

    @Bean
    PayingAccounts payingAccounts(
            ChainProperties properties, AccountChains chains, NodeLogins logins, Scheduler accountKeys) {
        List<PayingAccount> accounts = new ArrayList<>();
        properties.configured().forEach((name, settings) -> {
            ChainSettings.Account account = settings.account();
            if (account != null) {
                TransactionSigner signer = signer(name, settings, account, accountKeys);
                if (logins.accounts().contains(signer.account())) {
                    throw new IllegalArgumentException("epilogue.chains." + name
                            + ".account: this key logs in to a node; the one that pays must be another");
                }
                accounts.add(new PayingAccount(name, settings, chains.of(settings.id()), signer));
            }
        });
        return new PayingAccounts(accounts);
    }

    private static TransactionSigner signer(
            String name, ChainSettings settings, ChainSettings.Account account, Scheduler scheduler) {
        try {
            if (account.keystore() != null) {
                return LocalSigner.keystore(Path.of(account.keystore()), password(account), scheduler);
            }
            if (account.remote() != null) {
                Address address = Address.parse(Objects.requireNonNull(account.address()));
                return new RemoteSigner(account.remote(), address, settings.answer(), scheduler);
            }
            return LocalSigner.plain(Objects.requireNonNull(account.plainKey()), scheduler);
        } catch (IllegalArgumentException unusable) {
            throw new IllegalArgumentException(
                    "epilogue.chains." + name + ".account: " + unusable.getMessage(), unusable);
        }
    }

    private static String password(ChainSettings.Account account) {
        @Nullable String given = account.password();
        if (given != null) {
            return given;
        }
        String file = Objects.requireNonNull(account.passwordFile());
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("cannot read the password from " + file, unreadable);
        }
    }
}
