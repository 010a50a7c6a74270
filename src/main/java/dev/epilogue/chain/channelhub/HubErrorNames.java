package dev.epilogue.chain.channelhub;

import dev.epilogue.chain.Revert;
import dev.epilogue.chain.RevertNames;
import org.springframework.stereotype.Component;

/** Names what ChannelHub refuses a transaction with. */
@Component
class HubErrorNames implements RevertNames {

    @Override
    public Revert name(String data) {
        return HubErrors.TABLE.decode(data);
    }
}
