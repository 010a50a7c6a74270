package dev.epilogue;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.epilogue.command.Commands;
import java.io.PrintWriter;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the service, or does what a command says. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class EpilogueApplication {

    public static void main(String[] args) {
        if (Commands.named(args)) {
            System.exit(Commands.run(
                    args, new PrintWriter(System.out, true, UTF_8), new PrintWriter(System.err, true, UTF_8)));
        }
        SpringApplication.run(EpilogueApplication.class, args);
    }
}
