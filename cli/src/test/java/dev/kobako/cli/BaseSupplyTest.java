package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.testkit.DistributionRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code debian:bookworm} where Docker Hub can't be reached; and what goes along with a base. */
@Timeout(240)
class BaseSupplyTest {
  @TempDir Path temp;
  private Kobako kobako = Kobako.withStore(Path.of("/nonexistent"));

  @BeforeEach
  void start() throws Exception {
    Path registries = temp.resolve("registries.conf");
    Files.writeString(
        registries, "[[registry]]\nprefix = \"docker.io\"\nlocation = \"127.0.0.1:1\"\n");
    kobako =
        DebianBase.user(temp)
            .with("CONTAINERS_REGISTRIES_CONF", registries.toString())
            .with("HOME", temp.toString());
    // what an earlier run has composed is in the store, and would be taken from there
    kobako.run("rmi", "debian:bookworm");
  }

  private Kobako.Result bundle(String... more) {
    List<String> words =
        new ArrayList<>(List.of("bundle", "/bin/true", "--base", "debian:bookworm", "-t", "app"));
    words.addAll(List.of(more));
    return kobako.run(words);
  }

  @Test
  void withoutPermissionItIsOffered() {
    assertThat(bundle())
        .isEqualTo(
            new Kobako.Result(
                3,
                "",
                """
                debian:bookworm is not in the store: pulling docker://debian:bookworm
                kobako: docker://debian:bookworm: GET http://127.0.0.1:1/v2/: can't connect to 127.0.0.1:1: Connection refused
                remedy: check that the registry runs and can be reached from here; or let kobako compose debian:bookworm from packages: --compose-bases, or 'bases: compose' in .kobako.yaml
                """));
  }

  @Test
  void withPermissionItIsComposedAndSaid() throws Exception {
    Files.writeString(temp.resolve(".kobako.yaml"), "bases: compose\n");
    Kobako.Result result = bundle();

    assertThat(result.err())
        .contains(
            "docker://debian:bookworm: GET http://127.0.0.1:1/v2/: can't connect to 127.0.0.1:1:"
                + " Connection refused; composing debian:bookworm from packages instead, as you"
                + " allow\n");
    assertThat(result.code()).isZero();
    assertThat(DebianBase.image(kobako, "app").layers()).hasSize(2);
  }

  @Test
  void aListOfWhatIsInItGoesAlongToARegistry() throws Exception {
    assumeTrue(
        DistributionRegistry.missing().isEmpty(),
        () -> "skipped: " + DistributionRegistry.missing().orElse(""));
    kobako
        .run("base", "debian:bookworm", "--distroless", "-p", "libc6", "-t", "libc", "-q")
        .succeeded();
    try (DistributionRegistry registry = DistributionRegistry.start()) {
      String remote = "docker://" + registry.address() + "/libc:1";
      kobako.run("push", "-q", "libc", remote).done();

      assertThat(kobako.run("referrers", remote).done().out())
          .contains("application/spdx+json", "application/vnd.cyclonedx+json")
          .isEqualTo(kobako.run("referrers", "libc").done().out());
    }
  }
}
