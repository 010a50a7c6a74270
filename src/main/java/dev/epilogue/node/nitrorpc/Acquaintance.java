package dev.epilogue.node.nitrorpc;

import dev.epilogue.node.NodeSettings;
import dev.epilogue.node.link.NodeLinks;
import dev.epilogue.value.Address;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ways to a node and what is known of it, the same for every budget.
 *
 * @param expiry how long after its timestamp the node takes a request
 */
record Acquaintance(
        NodeLinks links,
        Submissions submissions,
        Identity identity,
        Hints hints,
        Readings readings,
        Directory directory,
        SignedAnswers answers,
        Duration expiry) {

    private static final Logger LOG = LoggerFactory.getLogger(Acquaintance.class);
    private static final String APPLICATION = "epilogue";

    static Acquaintance with(String name, NodeSettings settings) {
        NodeSettings.Login configured = settings.login();
        String address = settings.address();
        ServiceWallet wallet = ServiceWallet.of(configured);
        Login login = new Login(wallet, configured == null ? APPLICATION : configured.application());
        Broker broker = new Broker(name, address == null ? null : Address.parse(address));
        Identity identity = new Identity(broker);
        Hints hints = new Hints(wallet.address());
        NitroRpcWire wire = new NitroRpcWire(
                broker, identity, login, hints::accept, settings.timeouts().silence());
        NodeLinks links = new NodeLinks(name, settings, wire);
        LOG.info("{}: logging in as {}", name, wallet.address());
        return new Acquaintance(
                links,
                new Submissions(links, login),
                identity,
                hints,
                new Readings(settings.messageExpiry()),
                new Directory(),
                new SignedAnswers(),
                settings.messageExpiry());
    }
}
