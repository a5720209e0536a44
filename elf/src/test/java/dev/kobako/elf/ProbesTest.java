package dev.kobako.elf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProbesTest {
  /** A root without files that notes what it is asked for. */
  private static final class Asked implements LoaderView {
    private final List<String> paths = new ArrayList<>();

    @Override
    public Optional<Found> find(String path) {
      paths.add(path);
      return Optional.empty();
    }

    @Override
    public List<String> names(String directory) {
      paths.add(directory);
      return List.of();
    }
  }

  @Test
  void anAnswerIsRememberedUntilTheirPathsAreTooLongTogether() {
    Asked asked = new Asked();
    Probes probes = new Probes(asked);
    String folder = "/" + "a".repeat(1 << 20) + "/";
    for (int i = 0; i < 16; i++) {
      assertThat(probes.find(folder + i)).isEmpty();
    }
    probes.find(folder + 0);
    probes.find(folder + 15);
    probes.hasNames(folder + 15);
    probes.hasNames(folder + 15);
    probes.hasNames("/lib");
    probes.hasNames("/lib");
    assertThat(asked.paths.stream().map(path -> path.replace(folder, "")).skip(16))
        .containsExactly("15", "15", "15", "/lib");
  }
}
