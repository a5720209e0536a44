package dev.kobako.ladder;

import dev.kobako.check.Drive;
import dev.kobako.check.Scenario;
import dev.kobako.image.ImageConfig;
import dev.kobako.sandbox.ContainerMount;
import dev.kobako.sandbox.ContainerNetwork;
import java.util.List;

/** Whether trials of an image can come into each other's way when they run at the same time. */
record SideBySide(List<Scenario> scenarios, ImageConfig config) {
  SideBySide {
    scenarios = List.copyOf(scenarios);
  }

  /** How many can run at once. */
  int most() {
    return scenarios.stream().allMatch(this::isAlone)
        ? Runtime.getRuntime().availableProcessors()
        : 1;
  }

  /** A check may do anything on this machine; a network of its own keeps containers apart. */
  private boolean isAlone(Scenario scenario) {
    boolean writes = scenario.options().mounts().stream().anyMatch(SideBySide::isShared);
    boolean checks = scenario.drives().stream().anyMatch(Drive.Check.class::isInstance);
    return !writes && !checks && isAlone(scenario.options().network(), scenario.drives());
  }

  private boolean isAlone(ContainerNetwork network, List<Drive> drives) {
    return switch (network) {
      case ContainerNetwork.None() -> true;
      case ContainerNetwork.Own(var ports) -> ports.isEmpty();
      case ContainerNetwork.Host() ->
          config.exposedPorts().isEmpty() && drives.stream().noneMatch(SideBySide::usesPorts);
    };
  }

  private static boolean isShared(ContainerMount mount) {
    return switch (mount) {
      case ContainerMount.Host(_, _, boolean readOnly) -> !readOnly;
      case ContainerMount.Cache _, ContainerMount.Socket _ -> true;
      case ContainerMount.Layers _, ContainerMount.Tmpfs _, ContainerMount.File _ -> false;
    };
  }

  private static boolean usesPorts(Drive drive) {
    return switch (drive) {
      case Drive.Http _, Drive.UntilPort _, Drive.Check _ -> true;
      case Drive.Exec _, Drive.Stdin _, Drive.For _, Drive.UntilLog _, Drive.Health _ -> false;
    };
  }
}
