package dev.epilogue.chain.custody;

import dev.epilogue.chain.Revert;
import dev.epilogue.chain.RevertNames;
import org.springframework.stereotype.Component;

/** Names what Custody refuses a transaction with. */
@Component
class CustodyErrorNames implements RevertNames {

    @Override
    public Revert name(String data) {
        return CustodyErrors.TABLE.decode(data);
    }
}
