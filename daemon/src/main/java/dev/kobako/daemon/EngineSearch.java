package dev.kobako.daemon;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.http.HttpFailure;
import dev.kobako.http.Origin;
import dev.kobako.image.ImageLocation.Engine;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * Connects to an engine as its own client would, and where that fails says what was tried.
 *
 * @param engine which one
 * @param environment of the process
 */
record EngineSearch(Engine engine, SortedMap<String, String> environment) {
  /** Why an address does not lead to an engine. */
  enum Obstacle {
    /** There is no such socket. */
    MISSING,
    /** There is a socket, which this user may not use. */
    FORBIDDEN,
    /** Nobody answers. */
    SILENT
  }

  /**
   * An address that was tried.
   *
   * @param fact what happened, for people
   */
  record Attempt(EngineAddress address, Obstacle obstacle, String fact) {
    /** An attempt that failed like that. */
    static Attempt of(EngineAddress address, HttpFailure failure) {
      if (failure.kind() == HttpFailure.Kind.CONNECT
          && address.origin() instanceof Origin.Unix(var socket)) {
        if (!Files.exists(socket)) {
          boolean hidden = socket.getParent() != null && !Files.isExecutable(socket.getParent());
          return hidden && Files.exists(socket.getParent())
              ? new Attempt(address, Obstacle.FORBIDDEN, "permission denied")
              : new Attempt(address, Obstacle.MISSING, "there is no such socket");
        }
        if (!Files.isWritable(socket)) {
          return new Attempt(address, Obstacle.FORBIDDEN, "permission denied");
        }
      }
      return new Attempt(address, Obstacle.SILENT, failure.fact());
    }
  }

  /**
   * The first engine that answers; a child of ours where Podman has no service.
   *
   * @throws KobakoException outside, where there is none; usage, where an address is none
   */
  EngineConnection connect() {
    List<EngineAddress> addresses =
        switch (engine) {
          case DOCKER -> new DockerEndpoints(environment).addresses();
          case PODMAN -> new PodmanEndpoints(environment).addresses();
        };
    List<Attempt> attempts = new ArrayList<>();
    for (EngineAddress address : addresses) {
      try {
        return EngineConnection.open(address, environment, Optional.empty());
      } catch (HttpFailure e) {
        attempts.add(Attempt.of(address, e));
      }
    }
    if (engine == Engine.PODMAN && !new PodmanEndpoints(environment).isChosen()) {
      Optional<PodmanService> service = PodmanService.start(environment);
      if (service.isPresent()) {
        return ofOurOwn(service.get());
      }
    }
    throw unreachable(engine, attempts);
  }

  private EngineConnection ofOurOwn(PodmanService service) {
    try {
      return EngineConnection.open(service.address(), environment, Optional.of(service));
    } catch (HttpFailure e) {
      service.close();
      throw unreachable(engine, List.of(Attempt.of(service.address(), e)));
    } catch (RuntimeException e) {
      service.close();
      throw e;
    }
  }

  /** What the user is told who has no engine. */
  static KobakoException unreachable(Engine engine, List<Attempt> attempts) {
    String tried =
        attempts.stream()
            .map(attempt -> attempt.address() + ": " + attempt.fact())
            .collect(Collectors.joining("; "));
    boolean forbidden =
        attempts.stream().anyMatch(attempt -> attempt.obstacle() == Obstacle.FORBIDDEN);
    boolean chosen = attempts.stream().noneMatch(attempt -> attempt.address().isUsual());
    return KobakoException.outside(
        Diagnostic.of(
            EngineConnection.nameOf(engine),
            (forbidden ? "may not be used by you: " : "is not running, or not there: ") + tried,
            forbidden ? permission(engine) : start(engine, chosen)),
        null);
  }

  private static String permission(Engine engine) {
    return switch (engine) {
      case DOCKER ->
          "join the group 'docker' (sudo usermod -aG docker $USER, and log in again), or run"
              + " rootless Docker";
      case PODMAN ->
          "start a service of your own: systemctl --user start podman.socket; or become root to"
              + " see root's images";
    };
  }

  private static String start(Engine engine, boolean chosen) {
    String start =
        switch (engine) {
          case DOCKER -> "start it (sudo systemctl start docker)";
          case PODMAN -> "start it (systemctl --user start podman.socket)";
        };
    if (chosen) {
      return start + ", or correct or unset what names this address";
    }
    return switch (engine) {
      case DOCKER -> start + ", or name its address in DOCKER_HOST";
      case PODMAN -> start + ", install podman, or name its address in CONTAINER_HOST";
    };
  }
}
