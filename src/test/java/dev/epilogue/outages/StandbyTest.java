package dev.epilogue.outages;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.epilogue.store.connection.UnfitDatabaseException;
import dev.epilogue.testing.RunningEpilogue;
import dev.epilogue.testing.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("database")
class StandbyTest {

    @Test
    void aStandbyIsNamedAsSuchWhenTheServiceStarts() {
        try (TestDatabase database = TestDatabase.onOwnServer().migrate()) {
            database.becomeStandby();

            assertThatThrownBy(() -> RunningEpilogue.on(database).start().close())
                    .rootCause()
                    .isInstanceOf(UnfitDatabaseException.class)
                    .hasMessageContaining("is a standby")
                    .hasMessageContaining("targetServerType=primary");
        }
    }
}
