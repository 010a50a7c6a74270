package dev.epilogue.web.gate;

import java.util.Locale;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.stereotype.Component;

/** Says at {@code /actuator/info} whether everybody gets in. */
@Component
final class AccessInfo implements InfoContributor {

    private final AccessSettings settings;

    AccessInfo(AccessSettings settings) {
        this.settings = settings;
    }

    @Override
    public void contribute(Info.Builder builder) {
        builder.withDetail("access", settings.mode().name().toLowerCase(Locale.ROOT));
    }
}
