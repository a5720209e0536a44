package dev.kobako.check;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.ImageConfig;
import dev.kobako.sandbox.ContainerNetwork;
import dev.kobako.sandbox.PublishedPort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a scenario comes to for an image: what is done to one container of it, and then what starts
 * its own ones.
 *
 * @param ports of this machine that the live drives need
 * @param patterns that they look for
 */
record ScenarioPlan(
    List<LiveDrive> live, List<Integer> ports, List<Pattern> patterns, List<HostDrive> host) {
  /** Where nobody said what to do: how long a program is let run that does not end by itself. */
  private static final Duration UNSAID = Duration.ofSeconds(10);

  ScenarioPlan {
    live = List.copyOf(live);
    ports = List.copyOf(ports);
    patterns = List.copyOf(patterns);
    host = List.copyOf(host);
  }

  /** Makes it; {@code checking} is what runs a user's checks. */
  static ScenarioPlan of(
      SubjectStarter starter, Scenario scenario, Precedent precedent, Checking checking) {
    Making making = new Making(starter, precedent, checking);
    making.health();
    making.readiness(scenario.drives());
    scenario.drives().forEach(making::add);
    if (scenario.drives().isEmpty()) {
      making.unsaid();
    }
    return new ScenarioPlan(making.live, making.ports, making.patterns, making.host);
  }

  /** Makes the drive of a check. */
  @FunctionalInterface
  interface Checking {
    HostDrive of(List<String> command);
  }

  private static final class Making {
    private final SubjectStarter starter;
    private final ImageConfig config;
    private final Precedent precedent;
    private final Checking checking;
    private final List<LiveDrive> live = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();
    private final List<Pattern> patterns = new ArrayList<>();
    private final List<HostDrive> host = new ArrayList<>();
    private boolean healthy;

    Making(SubjectStarter starter, Precedent precedent, Checking checking) {
      this.starter = starter;
      this.config = starter.subject().config();
      this.precedent = precedent;
      this.checking = checking;
    }

    /** An image's own health check is always one, and the best sign that it is ready. */
    void health() {
      if (!healthy) {
        HealthDrive.of(config).ifPresent(live::add);
        healthy = true;
      }
    }

    /** A command inside should not come before the program that it may talk to is there. */
    void readiness(List<Drive> drives) {
      boolean execFirst = !drives.isEmpty() && drives.getFirst() instanceof Drive.Exec;
      List<Integer> exposed = starter.subject().exposedPorts();
      if (execFirst && live.isEmpty() && !exposed.isEmpty()) {
        live.add(new AnyPortDrive(exposed));
      }
    }

    void add(Drive drive) {
      switch (drive) {
        case Drive.Http http -> http(http, false);
        case Drive.Exec(List<String> command) -> live.add(new ExecDrive(command, starter));
        case Drive.Check(List<String> command) -> host.add(checking.of(command));
        case Drive.Stdin(var input) -> host.add(new StdinDrive(input));
        case Drive.For(Duration time) -> live.add(new ForDrive(time));
        case Drive.UntilPort(int port) -> {
          ports.add(port);
          live.add(new UntilPortDrive(port));
        }
        case Drive.UntilLog(Pattern pattern) -> {
          patterns.add(pattern);
          live.add(new UntilLogDrive(pattern));
        }
        case Drive.Health() -> health();
      }
    }

    void unsaid() {
      if (reachable().isEmpty()) {
        live.add(new ForDrive(UNSAID));
      } else {
        http(new Drive.Http("GET", Optional.empty(), "/", Optional.empty()), true);
      }
    }

    private void http(Drive.Http http, boolean lenient) {
      if (http.port().isPresent()) {
        ports.add(http.port().get());
        live.add(drive(http, http.port().get()));
      } else {
        List<Integer> reachable = reachable();
        if (reachable.isEmpty()) {
          throw KobakoException.usage(
              Diagnostic.of(
                  http.method() + ":" + http.path(),
                  "names no port, and the image exposes none that can be reached",
                  "write one before the path, as in " + http.method() + ":8080" + http.path()));
        }
        ports.addAll(reachable);
        live.add(
            new ExposedPortsDrive(
                reachable.stream().map(port -> drive(http, port)).toList(), lenient, precedent));
      }
    }

    private HttpDrive drive(Drive.Http http, int port) {
      int outside =
          outside(port)
              .orElseThrow(() ->
                  KobakoException.usage(
                      Diagnostic.of(
                          http.method() + ":" + port + http.path(),
                          "the container's network has no way there from outside",
                          "publish the port, as with -p " + port + ":" + port)));
      return new HttpDrive(
          new HttpAttempt(http.method(), port, outside, http.path()), http.status());
    }

    private List<Integer> reachable() {
      return starter.subject().exposedPorts().stream()
          .filter(port -> outside(port).isPresent())
          .toList();
    }

    /** The port of this machine that leads to one of the container. */
    private Optional<Integer> outside(int port) {
      return switch (starter.options().network()) {
        case ContainerNetwork.Host() -> Optional.of(port);
        case ContainerNetwork.None() -> Optional.empty();
        case ContainerNetwork.Own(List<PublishedPort> published) ->
            published.stream()
                .filter(each -> each.inside() == port)
                .filter(each -> each.protocol() == PublishedPort.Protocol.TCP)
                .map(PublishedPort::outside)
                .findFirst();
      };
    }
  }
}
