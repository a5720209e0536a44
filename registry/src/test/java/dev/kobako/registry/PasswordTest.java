package dev.kobako.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.image.Artifact;
import dev.kobako.image.ImageReference;
import dev.kobako.image.ImageSelector;
import dev.kobako.image.Progress;
import dev.kobako.testkit.DistributionRegistry;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Debian's docker-registry, which lets in only who knows the password. */
@Timeout(60)
class PasswordTest {
  private static final Credential RIGHT =
      new Credential.Password(DistributionRegistry.USER, DistributionRegistry.PASSWORD);
  private static final Credential WRONG =
      new Credential.Password(DistributionRegistry.USER, "sesame-open");

  private static DistributionRegistry server;

  @BeforeAll
  static void start() {
    assumeTrue(DistributionRegistry.missing().isEmpty(), DistributionRegistry.missing().orElse(""));
    server = DistributionRegistry.builder().password().start();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void whoKnowsThePasswordPushesAndPulls() {
    try (Registries registries = TestRegistries.open((_, _) -> Optional.of(RIGHT))) {
      Repository repository = repository(registries, "app");
      Artifact image = TestArtifacts.image(TestArtifacts.noise(1, 1000));
      repository.write(image, "v1", Progress.NONE);
      assertThat(repository.artifact(ImageSelector.named("v1")).descriptor())
          .isEqualTo(image.descriptor());
      assertThat(registries.takes(server.address(), RIGHT)).isTrue();
    }
  }

  @Test
  void whoHasNoPasswordIsDeniedAndToldToLogIn() {
    try (Registries registries = TestRegistries.open()) {
      assertThatThrownBy(() -> repository(registries, "app").read(ImageSelector.named("v1")))
          .hasMessage(denied("/app:v1", "/v2/app/manifests/v1"));
    }
  }

  @Test
  void aWrongPasswordIsRefusedWithoutBeingShown() {
    try (Registries registries = TestRegistries.open()) {
      assertThatThrownBy(() -> registries.takes(server.address(), WRONG))
          .hasMessage(denied("", "/v2/"));
    }
  }

  private static String denied(String name, String path) {
    return "docker://"
        + server.address()
        + name
        + ": denied: GET "
        + server.url()
        + path
        + ": 401 UNAUTHORIZED: authentication required\n"
        + "remedy: log in with 'kobako login "
        + server.address()
        + "' as someone who may";
  }

  private static Repository repository(Registries registries, String name) {
    return registries.repository(ImageReference.parse(server.address() + "/" + name));
  }
}
