package dev.epilogue.chain.verified;

import dev.epilogue.chain.Chains;
import dev.epilogue.chain.ChannelContracts;
import dev.epilogue.chain.RevertNames;
import dev.epilogue.chain.channelhub.HubErrors;
import dev.epilogue.chain.custody.CustodyErrors;
import dev.epilogue.node.NodeProperties;
import dev.epilogue.node.NodeRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ContractConfiguration {

    @Bean
    ChannelContracts channelContracts(NodeRegistry nodes, NodeProperties properties, Chains chains) {
        return new VerifiedContracts(nodes, properties, chains::find);
    }

    @Bean
    RevertNames custodyReverts() {
        return CustodyErrors.TABLE;
    }

    @Bean
    RevertNames hubReverts() {
        return HubErrors.TABLE;
    }
}
